using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Answerprint.Media.Frames;

namespace Answerprint.Production.Rights;

/// <summary>Reads the document: texts of one line and bounded length, because they stand in verdicts.</summary>
public sealed partial class RulePack
{
    private const int LongestTitle = 300, LongestWords = 600, MostEvidence = 12;

    private static RulePack Read(JsonElement json, string name, string hash)
    {
        var format = Text(json, "format") ?? Text(json, "schema");
        if (format is not (Format or "policy-rules/0.2")) throw Bad(name, "pack-format", "", $"'{Plain(format)}' is no format of rule packs", "Write answerprint.rules.1");
        var list = Member(json, "rules", JsonValueKind.Array, name, "");
        if (list.GetArrayLength() > MostRules) throw Bad(name, "pack-many", "", $"more than {MostRules} rules", "Split the pack");
        var rules = list.EnumerateArray().Select((r, i) => Guarded(name, Place(r, $"rule {i + 1}"), () => ReadRule(r, name))).ToImmutableArray();
        ImmutableArray<Constraint> constraints = json.TryGetProperty("constraints", out var all)
            ? [.. all.EnumerateArray().Select((c, i) => Guarded(name, Place(c, $"constraint {i + 1}"), () => ReadConstraint(c, name)))]
            : [];
        if (rules.Select(r => r.Id).Concat(constraints.Select(c => c.Id)).GroupBy(id => id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw Bad(name, "rule-twice", twice.Key, "two rules bear this id", "Give each rule an id of its own");
        var review = json.TryGetProperty("reviewed", out var seen) && seen.ValueKind == JsonValueKind.Object
            ? new PackReview(Line(seen, "by", LongestTitle, name, "reviewed") is { Length: > 0 } by ? by : throw Bad(name, "pack-review", "reviewed", "a review bears the name of whoever reviewed it", "Write {\"by\": \"…\", \"on\": \"2026-11-22\"}, or null where nobody did"), Day(seen, "on", name, "reviewed") ?? throw Bad(name, "pack-review", "reviewed", "a review has a day", "Add \"on\": \"2026-11-22\""))
            : null;
        return new(Line(json, "id", 64, name, "") ?? Plain(name), Line(json, "title", LongestTitle, name, "") ?? Plain(name), hash, review, rules, constraints)
        {
            AsOf = Day(json, "asOf", name, ""),
            Note = Line(json, "note", LongestWords, name, "") ?? "",
        };
    }

    private static Constraint ReadConstraint(JsonElement json, string name)
    {
        var id = IdOf(json, name);
        return new(id, Condition.Read(Member(json, "if", JsonValueKind.Object, name, id), name, $"{id} if"), Condition.Read(Member(json, "then", JsonValueKind.Object, name, id), name, $"{id} then"),
            Line(json, "words", LongestWords, name, id) ?? "What was said about this work can not all be so. Somebody must look at it.");
    }

    private static Rule ReadRule(JsonElement json, string name)
    {
        var id = IdOf(json, name);
        var effects = Member(json, "effect", JsonValueKind.Object, name, id);
        if (effects.EnumerateObject().Count() != 1)
            throw Bad(name, "rule-effect", id, "a rule has one effect", "Write {\"deny\": \"why\"}");
        var effect = effects.EnumerateObject().Single();
        var kind = EffectWords.Find(effect.Name) ?? throw Bad(name, "rule-effect", id, $"there is no effect '{Plain(effect.Name)}'", "Use record, mark, disclose, document, notify, approve, consent or deny");
        var source = Object(json, "source");
        var dates = Object(json, "inForce");
        var unsaid = Object(json, "unsaid");
        var title = Line(json, "title", LongestTitle, name, id) ?? throw Bad(name, "rule-title", id, "a rule says in a sentence what it is", "Give it a title");
        var papers = json.TryGetProperty("evidence", out var e) ? e.EnumerateArray().Select(p => p.GetString() ?? "").ToImmutableArray() : [];
        if (papers.Length > MostEvidence || papers.Any(p => !KnownFacts.IsEvidence(p)))
            throw Bad(name, "rule-evidence", id, $"evidence is a list of at most {MostEvidence} names in small letters, digits and _", "Write [\"director_approval\"]");
        var (from, to) = (Day(dates, "from", name, id), Day(dates, "to", name, id));
        if (to < from) throw Bad(name, "rule-dates", id, "its last day in force lies before its first", "Mend the days");
        return new(
            id, title, Line(json, "authority", LongestTitle, name, id) ?? "", Line(source, "url", LongestWords, name, id) ?? "",
            string.Equals(Text(source, "tier"), "P", StringComparison.Ordinal) ? SourceTier.Primary : SourceTier.Secondary,
            from, to, Condition.Read(Member(json, "when", JsonValueKind.Object, name, id), name, $"{id} when"), kind, Line(effects, effect.Name, LongestTitle, name, id) ?? "",
            papers, Line(json, "words", LongestWords, name, id) ?? title, Line(unsaid, "fact", 64, name, id) ?? "", Line(unsaid, "words", LongestWords, name, id) ?? "")
        {
            Kind = Line(json, "kind", 64, name, id) ?? "",
            Note = Line(json, "note", LongestWords, name, id) ?? "",
            DatesFrom = Line(Object(dates, "source"), "url", LongestWords, name, id) ?? "",
        };
    }

    /// <summary>What the rule's own reader did not expect is said with the rule's place.</summary>
    private static T Guarded<T>(string name, string place, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Bad(name, "rule-shape", place, $"it can not be read: {e.Message.TrimEnd('.')}", "Mend this rule", e);
        }
    }

    private static string Place(JsonElement json, string otherwise) => Text(json, "id") is { Length: > 0 and <= 64 } id ? Plain(id) : otherwise;

    private static string IdOf(JsonElement json, string name) =>
        Text(json, "id") is { Length: > 0 and <= 64 } id && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? id
            : throw Bad(name, "rule-id", Plain(Text(json, "id") ?? ""), "every rule and constraint has an id of at most 64 letters, digits, - and _", "Give it one");

    private static JsonElement Member(JsonElement json, string member, JsonValueKind kind, string name, string place) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(member, out var value) && value.ValueKind == kind
            ? value
            : throw Bad(name, "rule-shape", place, $"'{member}' is not there or is no {(kind == JsonValueKind.Array ? "list" : "object")}", "Write it as in the example of docs/rules.md");

    private static JsonElement Object(JsonElement json, string member) => json.ValueKind == JsonValueKind.Object && json.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.Object ? value : default;

    private static string? Text(JsonElement json, string property) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Line(JsonElement json, string member, int longest, string name, string place) => Text(json, member) switch
    {
        null => null,
        { } text when text.Length <= longest && !text.Any(c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format || c is '\u2028' or '\u2029') => text,
        _ => throw Bad(name, "rule-text", place, $"'{member}' is one line of at most {longest} letters", "Shorten it, and take line ends and invisible letters out"),
    };

    private static DateOnly? Day(JsonElement json, string member, string name, string place) =>
        json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(member, out var value) ? null
        : value.ValueKind == JsonValueKind.String && DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw Bad(name, "rule-day", place, $"'{member}' is no day", "Write it as 2026-11-22, or leave it out");

    private static string Plain(string? text) => new([.. (text ?? "").Take(64).Select(c => char.IsControl(c) ? '?' : c)]);

    private static BadInputException Bad(string name, string code, string place, string problem, string remedy, Exception? inner = null) => new(code, name, place, problem, remedy, inner);
}
