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

    protected abstract bool Holds(Facts facts, Func<string, bool>? pending, int nots);

    internal sealed record All(ImmutableArray<Condition> Parts) : Condition
    {
        protected override bool Holds(Facts facts, Func<string, bool>? pending, int nots) => Parts.All(p => p.Holds(facts, pending, nots));
    }

    internal sealed record Any(ImmutableArray<Condition> Parts) : Condition
    {
        protected override bool Holds(Facts facts, Func<string, bool>? pending, int nots) => Parts.Any(p => p.Holds(facts, pending, nots));
    }

    internal sealed record Not(Condition Part) : Condition
    {
        protected override bool Holds(Facts facts, Func<string, bool>? pending, int nots) => !Part.Holds(facts, pending, nots + 1);
    }

    /// <summary>One comparison of a fact with a value.</summary>
    internal sealed record Test(string Operator, string Name, Fact Value) : Condition
    {
        protected override bool Holds(Facts facts, Func<string, bool>? pending, int nots)
        {
            if (pending?.Invoke(Name) == true) return nots % 2 == 1;
            return Compare(facts.Find(Name)) ?? (nots == 0 ? Operator is "ne" or "lt" : nots % 2 == 0);
        }

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
                var parts = body.EnumerateArray().Select(e => Read(e, file, place, depth + 1)).ToImmutableArray();
                return name == "all" ? new All(parts) : new Any(parts);
            case "not":
                return new Not(Read(body, file, place, depth + 1));
            case "eq" or "ne" or "in" or "has" or "ge" or "lt":
                if (body.ValueKind != JsonValueKind.Array || body.GetArrayLength() != 2 || body[0].ValueKind != JsonValueKind.String) throw Bad($"'{name}' takes a fact and a value");
                var value = Fact.From(body[1]) ?? throw Bad($"'{name}' compares with a flag, a number, a word or a list of words");
                var fits = name switch { "in" => value is Fact.Words, "has" => value is Fact.Word, "ge" or "lt" => value is Fact.Number, _ => true };
                return fits ? new Test(name, body[0].GetString()!, value) : throw Bad($"'{name}' can not compare with {value}");
            default:
                throw Bad($"there is no operator '{name}'");
        }

        BadInputException Bad(string problem) => new("rule-condition", file, place, problem, "Use all, any, not, eq, ne, in, has, ge or lt");
    }
}
