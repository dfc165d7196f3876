using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Answerprint.Media.Frames;

namespace Answerprint.Production.Rights;

/// <summary>Somebody who can be held to it read a pack and stands for it.</summary>
public sealed record PackReview(string By, DateOnly On);

/// <summary>
/// A set of dated rules, as data: `answerprint.rules.1`, a JSON document with "id", "title", "asOf", "reviewed" {"by", "on"}, "rules" and
/// "constraints"; documents of the schema "policy-rules/0.2" are read as well. A pack adds rules; no pack takes one away.
/// </summary>
public sealed class RulePack
{
    private const int MostBytes = 4 << 20;
    private const int MostRules = 10_000;

    private RulePack(string id, string title, string hash, PackReview? review, ImmutableArray<Rule> rules, ImmutableArray<Constraint> constraints)
    {
        Id = id;
        Title = title;
        Hash = hash;
        Review = review;
        Rules = rules;
        Constraints = constraints;
    }

    public string Id { get; }

    public string Title { get; }

    /// <summary>SHA-256 of the document's bytes, hex.</summary>
    public string Hash { get; }

    /// <summary>Null for a pack that nobody has reviewed: every verdict then says so.</summary>
    public PackReview? Review { get; }

    public int Count => Rules.Length;

    internal ImmutableArray<Rule> Rules { get; }

    internal ImmutableArray<Constraint> Constraints { get; }

    /// <summary>The line that a verdict under an unreviewed pack bears; null for a reviewed one.</summary>
    public string? Banner => Review is null ? $"The rule pack '{Id}' has not been reviewed by anyone: it informs, it is not advice." : null;

    /// <exception cref="BadInputException">The file is no rule pack.</exception>
    public static RulePack Open(string path)
    {
        var length = new FileInfo(path) is { Exists: true } info ? info.Length : throw Bad(path, "pack-missing", "", "there is no such file", "Name a rule pack");
        return length > MostBytes ? throw Bad(path, "pack-size", "", "a rule pack is at most 4 MiB", "Split the pack") : Read(File.ReadAllBytes(path), Path.GetFileName(path));
    }

    /// <param name="name">How people know the document; its id where it bears none.</param>
    /// <exception cref="BadInputException">The bytes are no rule pack.</exception>
    public static RulePack Read(byte[] bytes, string name)
    {
        if (bytes.Length > MostBytes) throw Bad(name, "pack-size", "", "a rule pack is at most 4 MiB", "Split the pack");
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 64 });
            return Read(document.RootElement, name, Convert.ToHexStringLower(SHA256.HashData(bytes)));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Bad(name, "pack-json", "", $"it can not be read: {e.Message.TrimEnd('.')}", "Mend the document", e);
        }
    }

    private static RulePack Read(JsonElement json, string name, string hash)
    {
        var format = Text(json, "format") ?? Text(json, "schema");
        if (format is not ("answerprint.rules.1" or "policy-rules/0.2")) throw Bad(name, "pack-format", "", $"'{format}' is no format of rule packs", "Write answerprint.rules.1");
        var list = json.GetProperty("rules");
        if (list.GetArrayLength() > MostRules) throw Bad(name, "pack-many", "", $"more than {MostRules} rules", "Split the pack");
        var rules = list.EnumerateArray().Select(r => ReadRule(r, name)).ToImmutableArray();
        if (rules.GroupBy(r => r.Id, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw Bad(name, "rule-twice", twice.Key, "two rules bear this id", "Give each rule an id of its own");
        var constraints = json.TryGetProperty("constraints", out var all)
            ? all.EnumerateArray().Select(c => new Constraint(IdOf(c, name), Condition.Read(c.GetProperty("if"), name, IdOf(c, name)), Condition.Read(c.GetProperty("then"), name, IdOf(c, name)))).ToImmutableArray()
            : [];
        var review = json.TryGetProperty("reviewed", out var seen) && seen.ValueKind == JsonValueKind.Object
            ? new PackReview(seen.GetProperty("by").GetString() ?? "", Day(seen, "on") ?? throw new FormatException("a review has a day"))
            : null;
        return new(Text(json, "id") ?? name, Text(json, "title") ?? name, hash, review, rules, constraints);
    }

    private static Rule ReadRule(JsonElement json, string name)
    {
        var id = IdOf(json, name);
        if (json.GetProperty("effect") is not { ValueKind: JsonValueKind.Object } effects || effects.EnumerateObject().Count() != 1)
            throw Bad(name, "rule-effect", id, "a rule has one effect", "Write {\"deny\": \"why\"}");
        var effect = effects.EnumerateObject().Single();
        if (!Enum.TryParse<Effect>(effect.Name, ignoreCase: true, out var kind) || char.IsAsciiDigit(effect.Name[0]))
            throw Bad(name, "rule-effect", id, $"there is no effect '{effect.Name}'", "Use record, mark, disclose, document, notify, approve, consent or deny");
        var source = json.TryGetProperty("source", out var s) && s.ValueKind == JsonValueKind.Object ? s : default;
        var dates = json.TryGetProperty("inForce", out var d) && d.ValueKind == JsonValueKind.Object ? d : default;
        var unsaid = json.TryGetProperty("unsaid", out var u) && u.ValueKind == JsonValueKind.Object ? u : default;
        var title = Text(json, "title") ?? throw Bad(name, "rule-title", id, "a rule says in a sentence what it is", "Give it a title");
        return new(
            id, title, Text(json, "authority") ?? "", Text(source, "url") ?? "",
            string.Equals(Text(source, "tier"), "P", StringComparison.Ordinal) ? SourceTier.Primary : SourceTier.Secondary,
            Day(dates, "from"), Day(dates, "to"), Condition.Read(json.GetProperty("when"), name, id), kind, effect.Value.GetString() ?? "",
            json.TryGetProperty("evidence", out var papers) ? [.. papers.EnumerateArray().Select(p => p.GetString() ?? "")] : [],
            Text(json, "words") ?? title, Text(unsaid, "fact") ?? "", Text(unsaid, "words") ?? "");
    }

    private static string IdOf(JsonElement json, string name) =>
        Text(json, "id") is { Length: > 0 and <= 64 } id ? id : throw Bad(name, "rule-id", "", "every rule and constraint has an id of at most 64 letters", "Give it one");

    private static string? Text(JsonElement json, string property) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(property, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateOnly? Day(JsonElement json, string property) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(property, out var value)
            ? DateOnly.ParseExact(value.GetString() ?? "", "yyyy-MM-dd", CultureInfo.InvariantCulture)
            : null;

    private static BadInputException Bad(string name, string code, string place, string problem, string remedy, Exception? inner = null) => new(code, name, place, problem, remedy, inner);
}
