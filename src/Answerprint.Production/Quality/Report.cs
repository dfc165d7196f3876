using System.Text.Json.Nodes;
using Answerprint.Production.Rights;

namespace Answerprint.Production.Quality;

/// <summary>What the inspector found, the lock's proof included.</summary>
public sealed record Report(IReadOnlyList<string> Checks, IReadOnlyList<Finding> Findings, LockResult Lock)
{
    public const string Format = "answerprint.inspection.1";

    /// <summary>The act that cites a report.</summary>
    public const string ActName = "VersionInspected.1";

    /// <summary>Whether the version may go to review: no fault, and the lock is proved.</summary>
    public bool Passed => Lock.Passed && !Findings.Any(f => f.Weight == Weight.Fault);

    /// <summary>Frames at which a person should look.</summary>
    public IReadOnlyList<int> Flagged => [.. Findings.Concat(Lock.Findings).Where(f => f is { Frame: not null, Weight: not Weight.Note }).Select(f => f.Frame!.Value).Distinct().Order()];

    /// <summary>The body of the act: what the gate and a reader of the book need; the report itself lies in the vault.</summary>
    /// <param name="version">The version's name.</param>
    /// <param name="picture">Digest of the version's own document: a proof holds for those bytes only.</param>
    /// <param name="document">Digest of this report's JSON.</param>
    public JsonObject Body(string version, string picture, string document) => new()
    {
        ["version"] = version,
        ["picture"] = picture,
        ["report"] = document,
        ["passed"] = Passed,
        ["lock"] = Lock.Passed,
        ["confined"] = Lock.Confined,
        ["plateFromIngest"] = Lock.PlateFromIngest,
        ["root"] = Lock.Root,
        ["faults"] = new JsonArray([.. Findings.Concat(Lock.Findings).Where(f => f.Weight == Weight.Fault).Select(f => f.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(c => (JsonNode)JsonValue.Create(c))]),
    };

    /// <summary>The facts that such a body gives the gate for a delivery of exactly that version's bytes.</summary>
    public static Facts FactsOf(JsonObject body, string picture)
    {
        var same = body["picture"] is JsonValue value && value.TryGetValue<string>(out var text) && text == picture;
        return Facts.None.With("proof.performance_lock", same && Said("lock")).With("proof.mask_confinement", same && Said("confined"));

        bool Said(string name) => body[name] is JsonValue flag && flag.TryGetValue<bool>(out var said) && said;
    }

    public JsonObject ToJson() => new()
    {
        ["format"] = Format,
        ["passed"] = Passed,
        ["checks"] = new JsonArray([.. Checks.Select(c => (JsonNode)JsonValue.Create(c))]),
        ["findings"] = new JsonArray([.. Findings.Select(f => (JsonNode)f.ToJson())]),
        ["lock"] = Lock.ToJson(),
    };
}
