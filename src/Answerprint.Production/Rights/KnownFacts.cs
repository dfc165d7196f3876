using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Answerprint.Production.Rights;

/// <summary>Where a fact comes from.</summary>
public enum FactGiver
{
    /// <summary>What is to be done says it: nobody can say it otherwise.</summary>
    Work = 0,

    /// <summary>Acts in the book give it: a consent, an approval, a proof. It can not be stated beside them.</summary>
    Book,

    /// <summary>Only people know it; it is stated under a name: `rules state`.</summary>
    People,
}

/// <summary>What values a fact has.</summary>
public enum FactKind
{
    YesNo = 0,
    Number,
    Word,
    List,
}

/// <summary>A fact that the rules may ask about.</summary>
/// <param name="Meaning">As a question that somebody can answer, or what a value stands for.</param>
/// <param name="Words">The values that it can have; empty where any word may stand.</param>
public sealed record KnownFact(string Name, FactKind Kind, FactGiver By, string Meaning, ImmutableArray<string> Words)
{
    /// <summary>Whether a value is of this fact's kind and among its words.</summary>
    public bool Fits(Fact value) => (Kind, value) switch
    {
        (FactKind.YesNo, Fact.Flag) or (FactKind.Number, Fact.Number) => true,
        (FactKind.Word, Fact.Word w) => Words.Length == 0 || Words.Contains(w.Value, StringComparer.Ordinal),
        (FactKind.List, Fact.Words l) => Words.Length == 0 || l.Values.All(v => Words.Contains(v, StringComparer.Ordinal)),
        _ => false,
    };
}

/// <summary>
/// The dictionary of facts: what a rule can ask about, and who gives it. A pack may ask about others; those are stated by people, unless their first word is one that is kept for what the
/// book or the work says.
/// </summary>
public static partial class KnownFacts
{
    private static readonly string[] Kept = ["use", "tool", "model", "proof", "approval", "mark", "register", "consent", "grant", "attest", "contest", "train", "performer"];

    private static readonly ImmutableSortedDictionary<string, KnownFact> Table = Lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Read).ToImmutableSortedDictionary(f => f.Name, f => f, StringComparer.Ordinal);

    /// <summary>By name.</summary>
    public static IEnumerable<KnownFact> All => Table.Values;

    public static KnownFact? Find(string name) => Table.GetValueOrDefault(name);

    public static bool IsName(string text) => text.Length <= 64 && Name().IsMatch(text);

    public static bool IsEvidence(string text) => text.Length <= 64 && Evidence().IsMatch(text);

    /// <summary>Whether people may state it: neither the work nor the book gives it.</summary>
    public static bool CanBeStated(string name) => name != Facts.EvidenceName && (Find(name) is { } known ? known.By == FactGiver.People : name.Contains('.', StringComparison.Ordinal) && !Kept.Contains(name[..name.IndexOf('.', StringComparison.Ordinal)], StringComparer.Ordinal));

    /// <summary>Whether a paper of this name may be filed: what discharges a rule of the project's comes from acts and not from a paper.</summary>
    public static bool CanBeFiled(string evidence) => IsEvidence(evidence) && !ProjectPack.Pack.Rules.Any(r => r.Evidence.Contains(evidence, StringComparer.Ordinal));

    /// <summary>The value that a person wrote: yes, no, a number, a word, a list with commas.</summary>
    /// <exception cref="FormatException">It is none that this fact can have.</exception>
    public static Fact Parse(string name, string text)
    {
        if (text.Length is 0 or > 200 || text.Any(char.IsControl)) throw new FormatException($"'{name}' has a value of one line, 1 to 200 letters");
        var list = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Fact? flag = text.ToLowerInvariant() switch { "yes" or "true" => new Fact.Flag(true), "no" or "false" => new Fact.Flag(false), _ => null };
        Fact? number = double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? new Fact.Number(value) : null;
        if (Find(name) is not { } known) return flag ?? number ?? (list.Length > 1 ? new Fact.Words([.. list]) : new Fact.Word(text));
        Fact? read = known.Kind switch { FactKind.YesNo => flag, FactKind.Number => number, FactKind.Word => new Fact.Word(text), _ => new Fact.Words([.. list]) };
        return read is not null && known.Fits(read) ? read : throw new FormatException($"{name} can not be '{text}': write {Values(known)}");
    }

    /// <summary>What may be written, for people.</summary>
    public static string Values(KnownFact fact) => fact.Kind switch
    {
        FactKind.YesNo => "yes or no",
        FactKind.Number => "a number",
        FactKind.Word => fact.Words.Length > 0 ? string.Join(" or ", fact.Words) : "a word",
        _ => fact.Words.Length > 0 ? $"words with commas of {string.Join(", ", fact.Words)}" : "words with commas",
    };

    /// <summary>A line of the table: name | kind, or its words | who gives it | meaning.</summary>
    private static KnownFact Read(string line)
    {
        var parts = line.Split('|', StringSplitOptions.TrimEntries);
        var (kind, words) = parts[1] switch
        {
            "yes" => (FactKind.YesNo, ImmutableArray<string>.Empty),
            "number" => (FactKind.Number, []),
            "word" => (FactKind.Word, []),
            "list" => (FactKind.List, []),
            var all => (FactKind.Word, [.. all.Split(' ')]),
        };
        return new(parts[0], kind, Enum.Parse<FactGiver>(parts[2]), parts[3], words);
    }

    [GeneratedRegex("^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();

    [GeneratedRegex("^[a-z0-9][a-z0-9_]*$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Evidence();
}
