using System.Collections.Immutable;
using System.Text.Json;
using Answerprint.Media.Frames;

namespace Answerprint.Production.Rights;

/// <summary>
/// When a rule is hit. An unknown fact is false under eq, in, has and ge and true under ne and lt; beneath a `not` it is whatever lets
/// the rule hit. A fact of another kind than the rule compares with counts as unknown.
/// </summary>
internal abstract record Condition
{
    private const int Deepest = 32;

    /// <summary>Whether the rule is hit.</summary>
    /// <param name="pending">Facts that are still to come: each is read as what keeps the rule from being hit.</param>
    public bool Holds(Facts facts, Func<string, bool>? pending = null) => Holds(facts, pending, 0);

    /// <summary>The fewest comparisons that would have to come out otherwise for the whole to be as wanted; empty where it is.</summary>
    public IReadOnlyList<Lack> Lacks(bool want, Facts facts) => Lacks(want, facts, 0);

    /// <summary>Every comparison, and whether it stands under an odd number of `not`.</summary>
    public IEnumerable<(Test Test, int Nots)> Tests() => Tests(0);

    protected abstract bool Holds(Facts facts, Func<string, bool>? pending, int nots);

    protected abstract IReadOnlyList<Lack> Lacks(bool want, Facts facts, int nots);

    protected abstract IEnumerable<(Test Test, int Nots)> Tests(int nots);

    private static IReadOnlyList<Lack> Every(IEnumerable<Condition> parts, bool want, Facts facts, int nots) => [.. parts.SelectMany(p => p.Lacks(want, facts, nots)).Distinct()];

    private static IReadOnlyList<Lack> One(IEnumerable<Condition> parts, bool want, Facts facts, int nots) => parts.Select(p => p.Lacks(want, facts, nots)).MinBy(l => l.Count)!;

    /// <summary>A comparison that would have to come out as <paramref name="Want"/>.</summary>
    internal sealed record Lack(Test Test, bool Want);

    internal sealed record All(ImmutableArray<Condition> Parts) : Condition
    {
        protected override bool Holds(Facts facts, Func<string, bool>? pending, int nots) => Parts.All(p => p.Holds(facts, pending, nots));

        protected override IReadOnlyList<Lack> Lacks(bool want, Facts facts, int nots) => want ? Every(Parts, want, facts, nots) : One(Parts, want, facts, nots);

        protected override IEnumerable<(Test Test, int Nots)> Tests(int nots) => Parts.SelectMany(p => p.Tests(nots));
    }

    internal sealed record Any(ImmutableArray<Condition> Parts) : Condition
    {
        protected override bool Holds(Facts facts, Func<string, bool>? pending, int nots) => Parts.Any(p => p.Holds(facts, pending, nots));

        protected override IReadOnlyList<Lack> Lacks(bool want, Facts facts, int nots) => want ? One(Parts, want, facts, nots) : Every(Parts, want, facts, nots);

        protected override IEnumerable<(Test Test, int Nots)> Tests(int nots) => Parts.SelectMany(p => p.Tests(nots));
    }

    internal sealed record Not(Condition Part) : Condition
    {
        protected override bool Holds(Facts facts, Func<string, bool>? pending, int nots) => !Part.Holds(facts, pending, nots + 1);

        protected override IReadOnlyList<Lack> Lacks(bool want, Facts facts, int nots) => Part.Lacks(!want, facts, nots + 1);

        protected override IEnumerable<(Test Test, int Nots)> Tests(int nots) => Part.Tests(nots + 1);
    }

    /// <summary>One comparison of a fact with a value.</summary>
    internal sealed record Test(string Operator, string Name, Fact Value) : Condition
    {
        protected override bool Holds(Facts facts, Func<string, bool>? pending, int nots)
        {
            if (pending?.Invoke(Name) == true) return nots % 2 == 1;
            return Reads(facts.Find(Name), nots);
        }

        protected override IReadOnlyList<Lack> Lacks(bool want, Facts facts, int nots) => Reads(facts.Find(Name), nots) == want ? [] : [new(this, want)];

        protected override IEnumerable<(Test Test, int Nots)> Tests(int nots) => [(this, nots)];

        /// <summary>How it comes out beneath so many `not`: an unknown fact as what lets the rule hit.</summary>
        public bool Reads(Fact? fact, int nots) => Compare(fact) ?? (nots == 0 ? Operator is "ne" or "lt" : nots % 2 == 0);

        /// <returns>Null where the fact is unknown or can not be compared.</returns>
        public bool? Compare(Fact? fact) => (Operator, fact, Value) switch
        {
            ("eq", { } f, _) when f.GetType() == Value.GetType() => f.Equals(Value),
            ("ne", { } f, _) when f.GetType() == Value.GetType() => !f.Equals(Value),
            ("in", Fact.Word w, Fact.Words set) => set.Values.Contains(w.Value, StringComparer.Ordinal),
            ("has", Fact.Words set, Fact.Word w) => set.Values.Contains(w.Value, StringComparer.Ordinal),
            ("ge", Fact.Number n, Fact.Number limit) when !double.IsNaN(n.Value) => n.Value >= limit.Value,
            ("lt", Fact.Number n, Fact.Number limit) when !double.IsNaN(n.Value) => n.Value < limit.Value,
            _ => null,
        };
    }

    /// <exception cref="BadInputException">It is no condition.</exception>
    public static Condition Read(JsonElement json, string file, string place, int depth = 0)
    {
        if (depth > Deepest) throw Bad("conditions are nested too deeply");
        if (json.ValueKind != JsonValueKind.Object || json.EnumerateObject().Count() != 1) throw Bad("a condition is an object with one operator");
        var (name, body) = json.EnumerateObject().Select(p => (p.Name, p.Value)).Single();
        switch (name)
        {
            case "all" or "any":
                if (body.ValueKind != JsonValueKind.Array || body.GetArrayLength() == 0) throw Bad($"'{name}' takes a list of conditions");
                var parts = body.EnumerateArray().Select((e, i) => Read(e, file, $"{place} {name}[{i + 1}]", depth + 1)).ToImmutableArray();
                return name == "all" ? new All(parts) : new Any(parts);
            case "not":
                return new Not(Read(body, file, $"{place} not", depth + 1));
            case "eq" or "ne" or "in" or "has" or "ge" or "lt":
                if (body.ValueKind != JsonValueKind.Array || body.GetArrayLength() != 2 || body[0].ValueKind != JsonValueKind.String) throw Bad($"'{name}' takes a fact and a value");
                if (!KnownFacts.IsName(body[0].GetString()!)) throw Bad($"'{Shown(body[0].GetString()!)}' is no name of a fact", "Write small letters, digits, _ and dots: production.client");
                var value = Fact.From(body[1]) ?? throw Bad($"'{name}' compares with a flag, a number, a word or a list of words");
                var fits = name switch { "in" => value is Fact.Words, "has" => value is Fact.Word, "ge" or "lt" => value is Fact.Number, _ => true };
                return fits ? new Test(name, body[0].GetString()!, value) : throw Bad($"'{name}' can not compare with {value}");
            default:
                throw Bad($"there is no operator '{Shown(name)}'");
        }

        BadInputException Bad(string problem, string remedy = "Use all, any, not, eq, ne, in, has, ge or lt") => new("rule-condition", file, place, problem, remedy);
    }

    private static string Shown(string text) => new([.. text.Take(64).Select(c => char.IsControl(c) ? '?' : c)]);
}
