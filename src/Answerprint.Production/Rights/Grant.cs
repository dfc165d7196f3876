using System.Globalization;
using System.Text.Json.Nodes;

namespace Answerprint.Production.Rights;

/// <summary>What a grant gives leave for; each is given by name, none by another.</summary>
public enum GrantScope
{
    Alter = 0,
    Train,
    Deliver,
    View,
    Benchmark,
}

/// <summary>Leave to use footage or a model. Act `GrantGiven.2`; withdrawn by `GrantWithdrawn.1` with its index. The first version knew plates, three purposes and an end.</summary>
/// <param name="From">Who gives it: a company or a person's digest.</param>
/// <param name="Document">SHA-256 of the contract, hex; empty where none is on file.</param>
/// <param name="By">Digest of the person who put it on file.</param>
public sealed record Grant(IReadOnlyList<GrantSubject> Subjects, UseTerms Terms, string From, string Document, string By, DateTimeOffset At, long Index)
{
    public const string ActName = "GrantGiven.2";

    public const string WithdrawnName = "GrantWithdrawn.1";

    /// <summary>The act that withdrew it; null while it stands.</summary>
    public long? Withdrawn { get; init; }

    public JsonObject ToJson() => new()
    {
        ["subjects"] = new JsonArray([.. Subjects.Select(s => (JsonNode)s.ToJson())]),
        ["purposes"] = Words(Terms.Purposes.Select(p => p.ToString().ToLowerInvariant())),
        ["titles"] = Words(Terms.Titles),
        ["territories"] = Words(Terms.Territories),
        ["since"] = Text(Terms.Since),
        ["until"] = Text(Terms.Until),
        ["from"] = From,
        ["document"] = Document,
    };

    /// <exception cref="FormatException">The body is no grant.</exception>
    public static Grant Read(JsonObject body, string by, DateTimeOffset at, long index) => new(
        [.. Body.Objects(body, "subjects").Select(GrantSubject.Read)],
        UseTerms.Of(Body.List(body, "purposes").Select(Purpose), Body.ListOrNull(body, "titles"), Body.ListOrNull(body, "territories"), Body.Day(body, "since"), Body.Day(body, "until")),
        Body.Text(body, "from") ?? "", Body.Text(body, "document") ?? "", by, at, index);

    /// <summary>Reads "alter", "train", "deliver", "view" or "benchmark".</summary>
    /// <exception cref="FormatException">It is none of them.</exception>
    public static GrantScope Purpose(string text)
    {
        foreach (var purpose in Enum.GetValues<GrantScope>())
            if (string.Equals(purpose.ToString(), text.Trim(), StringComparison.OrdinalIgnoreCase)) return purpose;
        throw new FormatException($"'{text}' is no purpose of a grant: they are {string.Join(", ", Enum.GetNames<GrantScope>().Select(n => n.ToLowerInvariant()))}");
    }

    private static JsonArray? Words(IEnumerable<string>? words) => words is null ? null : [.. words.Select(w => (JsonNode)JsonValue.Create(w))];

    private static string? Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
