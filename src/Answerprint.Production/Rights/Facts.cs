using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;

namespace Answerprint.Production.Rights;

/// <summary>
/// What is known when the gate judges: named facts ("consent.exists"), each a <see cref="Fact"/>. What is not named is unknown and is
/// never read as favourable. The words under "evidence" name the papers that are at hand. A value: adding a fact makes a new bag.
/// </summary>
public sealed class Facts
{
    /// <summary>The fact that lists the papers at hand.</summary>
    public const string EvidenceName = "evidence";

    private const int MostFacts = 10_000;

    private readonly ImmutableSortedDictionary<string, Fact> facts;

    private Facts(ImmutableSortedDictionary<string, Fact> facts) => this.facts = facts;

    public static Facts None { get; } = new(ImmutableSortedDictionary.Create<string, Fact>(StringComparer.Ordinal));

    public IReadOnlyDictionary<string, Fact> All => facts;

    /// <summary>The papers at hand: "performer_consent".</summary>
    public IReadOnlyList<string> Evidence => Find(EvidenceName) is Fact.Words words ? words.Values : [];

    public Fact? Find(string name) => facts.GetValueOrDefault(name);

    /// <summary>Whether a flag is known and true.</summary>
    public bool Is(string name) => Find(name) is Fact.Flag { Value: true };

    public Facts With(string name, Fact value) => new(facts.SetItem(name, value));

    public Facts With(string name, bool value) => With(name, new Fact.Flag(value));

    public Facts With(string name, double value) => With(name, new Fact.Number(value));

    public Facts With(string name, string value) => With(name, new Fact.Word(value));

    public Facts With(string name, IEnumerable<string> values) => With(name, new Fact.Words([.. values]));

    /// <summary>Adds papers to those at hand.</summary>
    public Facts WithEvidence(params IEnumerable<string> papers) => With(EvidenceName, Evidence.Concat(papers).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    public Facts Without(string name) => new(facts.Remove(name));

    /// <summary>Both bags; where both name a fact the other one's value stands, and evidence is joined.</summary>
    public Facts And(Facts other)
    {
        var both = new Facts(facts.SetItems(other.facts));
        return other.Evidence.Count == 0 || Evidence.Count == 0 ? both : both.WithEvidence(Evidence);
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        foreach (var (name, fact) in facts) json[name] = fact.ToJson();
        return json;
    }

    /// <exception cref="BadInputException">A value is no flag, number, word or list of words.</exception>
    public static Facts From(JsonElement json, string file = "facts")
    {
        if (json.ValueKind != JsonValueKind.Object) throw new BadInputException("facts-shape", file, "", "facts are a JSON object", "Write {\"name\": value, …}");
        var bag = ImmutableSortedDictionary.CreateBuilder<string, Fact>(StringComparer.Ordinal);
        foreach (var property in json.EnumerateObject())
        {
            bag[property.Name] = Fact.From(property.Value) ??
                throw new BadInputException("facts-value", file, property.Name, "a fact is true, false, a number, a word or a list of words", "Mend the value, or leave the fact out if it is not known");
            if (bag.Count > MostFacts) throw new BadInputException("facts-many", file, "", $"more than {MostFacts} facts", "Give only what the rules ask about");
        }
        return new(bag.ToImmutable());
    }
}
