using System.Text.Json;
using System.Text.Json.Nodes;

namespace Answerprint.Production.Rights;

/// <summary>How a rule that is hit counts.</summary>
public enum HitStanding
{
    /// <summary>It counts now.</summary>
    Counts = 0,

    /// <summary>Its papers are at hand: it counts no longer.</summary>
    Discharged,

    /// <summary>It will count at delivery unless what is still to come comes.</summary>
    Obligation,
}

/// <summary>One rule, or one constraint, that is hit.</summary>
/// <param name="Demand">What its effect names: who must approve, what must be marked, why it is denied.</param>
/// <param name="Missing">Papers that would discharge it and are not at hand.</param>
/// <param name="Check">Known from a secondary report only: somebody must check the text.</param>
/// <param name="Words">Why, as a producer would say it.</param>
public sealed record RuleHit(
    string Pack, string Rule, string Title, string Authority, Effect Effect, string Demand, HitStanding Standing, IReadOnlyList<string> Missing, bool Check, string Words)
{
    /// <summary>Address of the rule's text; empty where there is none, or where an older release wrote the hit down.</summary>
    public string Source { get; init; } = "";

    /// <summary>Whether this alone keeps the work from going ahead.</summary>
    public bool Blocks => Standing == HitStanding.Counts && Effect > Effect.Notify;

    /// <summary>A stable word for programs: "prj-07".</summary>
    public string Code => Rule.ToLowerInvariant();

    /// <summary>Whom to ask: the one whom an approval or consent names; legal for the text of a rule; nobody can lift a denial of the project's.</summary>
    public string Answerable => Effect switch
    {
        Effect.Approve or Effect.Consent or Effect.Notify => Demand,
        Effect.Deny => "nobody",
        _ => "producer",
    };

    internal JsonObject ToJson() => new()
    {
        ["pack"] = Pack,
        ["rule"] = Rule,
        ["title"] = Title,
        ["authority"] = Authority,
        ["source"] = Source,
        ["effect"] = Effect.Word(),
        ["demand"] = Demand,
        ["standing"] = Standing.ToString().ToLowerInvariant(),
        ["missing"] = new JsonArray([.. Missing.Select(m => (JsonNode)JsonValue.Create(m))]),
        ["check"] = Check,
        ["words"] = Words,
    };

    internal static RuleHit From(JsonElement json) => new(
        Text(json, "pack"), Text(json, "rule"), Text(json, "title"), Text(json, "authority"),
        EffectWords.Parse(Text(json, "effect")), Text(json, "demand"), Enum.Parse<HitStanding>(Text(json, "standing"), ignoreCase: true),
        [.. json.GetProperty("missing").EnumerateArray().Select(m => m.GetString() ?? "")], json.GetProperty("check").GetBoolean(), Text(json, "words"))
    {
        Source = json.TryGetProperty("source", out var source) ? source.GetString() ?? "" : "",
    };

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString() ?? "";
}
