using System.Text.Json.Nodes;
using Answerprint.Media.Frames;

namespace Answerprint.Production.Rights;

/// <summary>What `show.json` says that grants are held against: the title, where it is shown ("territories"), and whether all footage needs a grant ("grants": "required").</summary>
/// <param name="Territories">As <see cref="Territory"/> writes them; empty: it does not say, and only leave for everywhere reaches it.</param>
/// <param name="Required">Whether footage may be used under a grant only, from the first day.</param>
public sealed record ShowTerms(string Title, IReadOnlyList<string> Territories, bool Required)
{
    private const int MostTerritories = 400;

    public static ShowTerms Unsaid { get; } = new("", [], Required: false);

    /// <summary>Reads what a show says of itself.</summary>
    /// <param name="members">"territories": ["US", "EU"]; "grants": "required" or "optional".</param>
    /// <exception cref="BadInputException">"grants" or "territories" can not be read.</exception>
    public static ShowTerms Read(string title, JsonObject members)
    {
        var required = members["grants"] switch
        {
            null => false,
            JsonValue v when v.TryGetValue<string>(out var text) && text is "required" or "optional" => (string?)v == "required",
            _ => throw Bad("grants", "Write \"grants\": \"required\" or \"optional\""),
        };
        if (members["territories"] is not { } said) return new(title, [], required);
        if (said is not JsonArray { Count: <= MostTerritories } list) throw Bad("territories", "Write \"territories\": [\"US\", \"EU\"]");
        try
        {
            return new(title, [.. list.Select(t => Territory.Parse(t is JsonValue v && v.TryGetValue<string>(out var code) ? code : "")).Distinct().Order(StringComparer.Ordinal)], required);
        }
        catch (FormatException e)
        {
            throw Bad("territories", "Write \"territories\": [\"US\", \"EU\"]", e);
        }

        static BadInputException Bad(string member, string remedy, Exception? inner = null) => new("bad-show", "show.json", member, inner is null ? "it can not be read" : inner.Message.TrimEnd('.'), remedy, inner);
    }
}
