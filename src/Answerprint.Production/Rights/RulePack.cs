using System.Collections.Immutable;
using System.Text.Json;
using Answerprint.Media.Frames;
using Answerprint.Provenance.Keys;

namespace Answerprint.Production.Rights;

/// <summary>Somebody who can be held to it read a pack and stands for it.</summary>
public sealed record PackReview(string By, DateOnly On);

/// <summary>
/// A set of dated rules, as data: `answerprint.rules.1`, a JSON document with "id", "title", "asOf", "reviewed" {"by", "on"}, "rules" and
/// "constraints"; documents of the schema "policy-rules/0.2" are read as well. A pack adds rules; no pack takes one away.
/// </summary>
public sealed partial class RulePack
{
    /// <summary>The first line of a pack of ours.</summary>
    public const string Format = "answerprint.rules.1";

    private const int MostBytes = 4 << 20;
    private const int MostRules = 10_000;

    private RulePack(string id, string title, string hash, PackReview? review, ImmutableArray<Rule> rules, ImmutableArray<Constraint> constraints)
    {
        Id = id;
        Title = title;
        Hash = hash;
        Review = review;
        Rules = [.. rules.OrderBy(r => r.Id, StringComparer.Ordinal)];
        Constraints = [.. constraints.OrderBy(c => c.Id, StringComparer.Ordinal)];
    }

    public string Id { get; }

    public string Title { get; }

    /// <summary>SHA-256 of the document's bytes, hex.</summary>
    public string Hash { get; }

    /// <summary>Null for a pack that nobody has reviewed: every verdict then says so.</summary>
    public PackReview? Review { get; }

    /// <summary>The day up to which the pack tells what was known; null where it does not say.</summary>
    public DateOnly? AsOf { get; private init; }

    /// <summary>What its author says about it; may be empty.</summary>
    public string Note { get; private init; } = "";

    public int Count => Rules.Length;

    /// <summary>The rules as people read them, by id.</summary>
    public IEnumerable<RuleLine> Lines => Rules.Select(r => new RuleLine(r.Id, r.Title, r.Authority, r.Kind, r.From, r.To, Because.Span(r), r.Tier, r.Effect, r.Demand, r.Evidence, r.Source, r.DatesFrom, r.Note));

    /// <summary>The facts that its rules ask about.</summary>
    public IEnumerable<string> FactsAsked => Rules.SelectMany(r => r.When.Tests()).Select(t => t.Test.Name).Distinct(StringComparer.Ordinal);

    /// <summary>The constraints as people read them: their id, and why facts that break them are refused.</summary>
    public IEnumerable<(string Id, string Words)> Contradictions => Constraints.Select(c => (c.Id, c.Words));

    /// <summary>By id, whatever their order in the document.</summary>
    internal ImmutableArray<Rule> Rules { get; }

    internal ImmutableArray<Constraint> Constraints { get; }

    /// <summary>The line that a verdict under an unreviewed pack bears; null for a reviewed one.</summary>
    public string? Banner => Review is null ? $"The rule pack '{Id}' has not been reviewed by anyone: it informs, it is not advice." : null;

    /// <exception cref="BadInputException">The file is no rule pack.</exception>
    public static RulePack Open(string path) => Read(PaperFile.Read(path, MostBytes, "a rule pack"), Path.GetFileName(path));

    /// <param name="name">How people know the document; its id where it bears none.</param>
    /// <exception cref="BadInputException">The bytes are no rule pack.</exception>
    public static RulePack Read(byte[] bytes, string name)
    {
        if (bytes.Length > MostBytes) throw Bad(name, "pack-size", "", "a rule pack is at most 4 MiB", "Split the pack");
        try
        {
            using var document = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 64 });
            return Read(document.RootElement, name, Convert.ToHexStringLower(Sha256.Of(bytes)));
        }
        catch (JsonException e)
        {
            throw Bad(name, "pack-json", e.LineNumber is { } line ? $"line {line + 1}" : "", "it is no JSON here: a comma, a quote or a bracket is missing, a member is there twice, or it is nested too deeply", "Mend the document", e);
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Bad(name, "pack-json", "", $"it can not be read: {e.Message.TrimEnd('.')}", "Mend the document", e);
        }
    }
}
