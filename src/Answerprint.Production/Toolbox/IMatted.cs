using System.Text.Json;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Toolbox;

/// <summary>The options of a tool that works inside mattes. A brief names sets of mattes in the vault by their digests, so that what was asked for can not change afterwards.</summary>
public interface IMatted
{
    /// <summary>The frames to work on, in the plate's numbers; null: every frame that has a matte.</summary>
    IReadOnlyList<int>? Frames { get; }

    /// <summary>The sets: "matte 8-12" → the digest of the set for these frames, or several where several briefs have sets for the same frames.</summary>
    Dictionary<string, JsonElement>? Mattes { get; }

    /// <summary>So many pixels around a matte are changed as well.</summary>
    int Around => 0;
}

/// <summary>Reads the sets of mattes that options name.</summary>
public static class WorkMattes
{
    /// <summary>The role of the mattes of what is worked on.</summary>
    public const string Role = "work";

    /// <summary>The role of mattes of all that anybody drew on a frame, whether or not it is asked for there: nothing is drawn from that.</summary>
    public const string DrawnRole = "drawn";

    /// <summary>Before the names of roles of mattes of people: nothing is ever drawn from there, nor from near them.</summary>
    public const string PerformerRole = "performer/";

    /// <summary>The role of mattes of the performers.</summary>
    public const string CastRole = PerformerRole + "cast";

    /// <summary>The role of mattes of what is thrown away whatever it looks like, and of the option that names their set.</summary>
    public const string GarbageRole = "garbage";

    /// <summary>The role of mattes of what is kept whatever it looks like, and of the option that names their set.</summary>
    public const string HoldoutRole = "holdout";

    /// <summary>The role of mattes of where people's pixels will be judged: an edge there is published, and no softer than class P4 allows.</summary>
    public const string JudgedRole = "judged";

    /// <summary>The role of mattes of what of people is attested to be neither face, hair nor hands; there only where leave was given to copy it (class P5).</summary>
    public const string WardrobeRole = "wardrobe";

    /// <summary>The role of mattes of where nobody has said whether people are: nothing is drawn from there.</summary>
    public const string UnsaidRole = "unsaid";

    /// <summary>The option under which a set stands.</summary>
    public static string KeyOf(IReadOnlyList<int> frames) => Brief.MatteKey + FrameList.Format(frames);

    public static bool IsKey(string option) => option.StartsWith(Brief.MatteKey, StringComparison.Ordinal);

    /// <summary>The option under which the documents of screens stand (<see cref="ScreenPaper"/>).</summary>
    public static string ScreenKeyOf(IReadOnlyList<int> frames) => Brief.ScreenKey + FrameList.Format(frames);

    /// <summary>Whether it names mattes or documents of screens in the vault, and says nothing of the manner.</summary>
    public static bool IsAnyKey(string option) => IsKey(option) || option.StartsWith(Brief.ScreenKey, StringComparison.Ordinal);

    /// <summary>The documents of the screens, none twice.</summary>
    public static IReadOnlyList<Digest> Screens(this IMatted options) => [.. (options.Mattes ?? []).Where(m => m.Key.StartsWith(Brief.ScreenKey, StringComparison.Ordinal)).SelectMany(m => Digests(m.Value)).Distinct()];

    /// <summary>The sets that have a matte for a frame, none twice.</summary>
    public static IReadOnlyList<Digest> SetsOf(this IMatted options, int frame) =>
        [.. (options.Mattes ?? []).Where(m => IsKey(m.Key) && FrameList.Parse(m.Key[Brief.MatteKey.Length..]).Contains(frame)).SelectMany(m => Digests(m.Value)).Distinct()];

    /// <summary>How many briefs treat screens on a frame.</summary>
    public static int ScreensOn(this IMatted options, int frame) =>
        (options.Mattes ?? []).Count(m => m.Key.StartsWith(Brief.ScreenKey, StringComparison.Ordinal) && FrameList.Parse(m.Key[Brief.ScreenKey.Length..]).Contains(frame));

    /// <summary>The union of the mattes of a frame; null where there is no set for it.</summary>
    /// <param name="read">A matte of a set; null where it is not there.</param>
    /// <exception cref="BadInputException">A set that is said to have a matte for the frame has none.</exception>
    public static Matte? Of(IMatted options, int frame, string tool, Func<Digest, int, Matte?> read)
    {
        Matte? all = null;
        foreach (var set in options.SetsOf(frame))
        {
            var one = read(set, frame) ?? throw new BadInputException("no-matte", tool, $"frame {frame}", "the work matte of the frame is not there", "Ask for it again with a matte for every frame");
            if (all is null)
            {
                all = one;
                continue;
            }
            for (var i = 0; i < all.Coverage.Length; i++) all.Coverage[i] = Math.Max(all.Coverage[i], one.Coverage[i]);
        }
        return all;
    }

    /// <summary>Adds the option of a brief to those of others; sets for the same frames stand beside each other.</summary>
    internal static void Add(JsonObject members, string key, JsonNode? value)
    {
        if (!IsAnyKey(key) || members[key] is not { } there || JsonNode.DeepEquals(there, value))
        {
            members[key] = value?.DeepClone();
            return;
        }
        var both = there is JsonArray list ? [.. list.Select(n => n!.DeepClone())] : new List<JsonNode?> { there.DeepClone() };
        if (!both.Exists(n => JsonNode.DeepEquals(n, value))) both.Add(value?.DeepClone());
        members[key] = new JsonArray([.. both]);
    }

    private static IEnumerable<Digest> Digests(JsonElement value) =>
        (value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : new[] { value }).Where(v => v.ValueKind == JsonValueKind.String).Select(v => Digest.TryParse(v.GetString(), out var digest) ? digest : (Digest?)null).OfType<Digest>();
}
