using System.Text.Json.Nodes;

namespace Answerprint.Production.Quality;

/// <summary>What the inspector found, the lock's proof included.</summary>
public sealed record Report(IReadOnlyList<string> Checks, IReadOnlyList<Finding> Findings, LockResult Lock)
{
    public const string Format = "answerprint.inspection.1";

    /// <summary>Whether the version may go to review: no fault, and the lock is proved.</summary>
    public bool Passed => Lock.Passed && !Findings.Any(f => f.Weight == Weight.Fault);

    /// <summary>Frames at which a person should look.</summary>
    public IReadOnlyList<int> Flagged => [.. Findings.Concat(Lock.Findings).Where(f => f is { Frame: not null, Weight: not Weight.Note }).Select(f => f.Frame!.Value).Distinct().Order()];

    public JsonObject ToJson() => new()
    {
        ["format"] = Format,
        ["passed"] = Passed,
        ["checks"] = new JsonArray([.. Checks.Select(c => (JsonNode)JsonValue.Create(c))]),
        ["findings"] = new JsonArray([.. Findings.Select(f => (JsonNode)f.ToJson())]),
        ["lock"] = Lock.ToJson(),
    };
}
