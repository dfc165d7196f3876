using System.Globalization;
using System.Text.Json.Nodes;

namespace Answerprint.Production.Rights;

/// <summary>What a grant gives leave for; each is given by name, none by another.</summary>
public enum GrantScope
{
    Alter = 0,
    Train,
    Deliver,
}

/// <summary>Leave to use footage. Act `GrantGiven.1`; withdrawn by `GrantWithdrawn.1` with its index.</summary>
/// <param name="Plates">Names of plates; "*" for all of the show.</param>
/// <param name="From">Who gives it: a company or a person's digest.</param>
/// <param name="Until">Last day that it holds; null: no end.</param>
/// <param name="Document">SHA-256 of the paper, hex; empty where none is on file.</param>
public sealed record Grant(IReadOnlyList<string> Plates, IReadOnlyList<GrantScope> Scopes, string From, DateOnly? Until, string Document, string By, DateTimeOffset At, long Index)
{
    public const string ActName = "GrantGiven.1";

    public const string WithdrawnName = "GrantWithdrawn.1";

    public bool Covers(string plate, GrantScope scope, DateOnly day) =>
        Scopes.Contains(scope) && (Until is not { } until || day <= until) && Plates.Any(p => p == "*" || p == plate);

    public JsonObject ToJson() => new()
    {
        ["plates"] = new JsonArray([.. Plates.Select(p => (JsonNode)JsonValue.Create(p))]),
        ["scopes"] = new JsonArray([.. Scopes.Select(s => (JsonNode)JsonValue.Create(s.ToString().ToLowerInvariant()))]),
        ["from"] = From,
        ["until"] = Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["document"] = Document,
    };

    /// <exception cref="FormatException">The body is no grant.</exception>
    public static Grant Read(JsonObject body, string by, DateTimeOffset at, long index) => new(
        Body.List(body, "plates"), [.. Body.List(body, "scopes").Select(s => Enum.TryParse<GrantScope>(s, ignoreCase: true, out var scope) ? scope : throw new FormatException($"'{s}' is no scope of a grant"))],
        Body.Text(body, "from") ?? "", Body.Day(body, "until"), Body.Text(body, "document") ?? "", by, at, index);
}
