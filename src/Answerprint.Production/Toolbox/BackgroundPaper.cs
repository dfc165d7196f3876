using System.Text.Json.Nodes;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;

namespace Answerprint.Production.Toolbox;

/// <summary>The new plate of a background brief as it lies in the vault: what is seen behind, in which words, and by whose leave.</summary>
/// <param name="Pictures">The list of its pictures.</param>
/// <param name="Words">Described so that a performer would know it.</param>
/// <param name="Setting">What a performer is set into.</param>
/// <param name="Source">Where the pictures come from and who gave leave to use them.</param>
/// <param name="NoPeople">The digest of the person who attests that nobody is in them.</param>
public sealed record BackgroundPaper(Digest Pictures, string Words, NewSetting Setting, string Source, string NoPeople)
{
    /// <summary>The option of a brief under which the document's digest stands.</summary>
    public const string Option = "behind";

    private const string Format = "answerprint.behind.1";

    /// <summary>The settings that a new background can be said to be.</summary>
    public static IReadOnlyList<NewSetting> Settings { get; } = [NewSetting.Neutral, NewSetting.Brand, NewSetting.Political, NewSetting.Sexual, NewSetting.Violent, NewSetting.Medical];

    public JsonObject Write() => new()
    {
        ["format"] = Format, ["pictures"] = Pictures.Hex, ["words"] = Words, ["setting"] = Setting.ToString().ToLowerInvariant(), ["source"] = Source, ["noPeople"] = NoPeople,
    };

    /// <exception cref="FormatException">It is no such document.</exception>
    public static BackgroundPaper Read(byte[] bytes)
    {
        var o = JsonReading.Parse(bytes);
        if (o.Text("format") != Format) throw new FormatException($"it is no document \"format\": \"{Format}\"");
        return new(Digest.Parse(o.Text("pictures")), o.Text("words"), SettingOf(o.Text("setting")), o.Text("source"), o.Text("noPeople"));
    }

    /// <exception cref="FormatException">There is no such setting.</exception>
    public static NewSetting SettingOf(string word) =>
        Settings.Where(s => s.ToString().Equals(word, StringComparison.OrdinalIgnoreCase)).Cast<NewSetting?>().FirstOrDefault() ?? throw new FormatException("the setting is one of neutral, brand, political, sexual, violent, medical");
}
