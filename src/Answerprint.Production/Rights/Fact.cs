using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Answerprint.Production.Rights;

/// <summary>The value of one fact: a flag, a number, a word or a list of words. A fact that is not there is unknown, which is no value.</summary>
public abstract record Fact
{
    private Fact()
    {
    }

    public sealed record Flag(bool Value) : Fact;

    public sealed record Number(double Value) : Fact;

    public sealed record Word(string Value) : Fact;

    /// <summary>A list says what is in it: neither the order nor saying a word twice matters.</summary>
    public sealed record Words(ImmutableArray<string> Values) : Fact
    {
        public bool Equals(Words? other) => other is not null && Sorted().SequenceEqual(other.Sorted(), StringComparer.Ordinal);

        public override int GetHashCode() => Sorted().Aggregate(0, (hash, value) => HashCode.Combine(hash, value));

        private IEnumerable<string> Sorted() => Values.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
    }

    public JsonNode ToJson() => this switch
    {
        Flag f => JsonValue.Create(f.Value),
        Number n => JsonValue.Create(n.Value),
        Word w => JsonValue.Create(w.Value),
        Words l => new JsonArray([.. l.Values.Select(v => (JsonNode)JsonValue.Create(v))]),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <returns>Null where the element is none of the four kinds.</returns>
    internal static Fact? From(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.True => new Flag(true),
        JsonValueKind.False => new Flag(false),
        JsonValueKind.Number => new Number(element.GetDouble()),
        JsonValueKind.String => new Word(element.GetString()!),
        JsonValueKind.Array when element.EnumerateArray().All(e => e.ValueKind == JsonValueKind.String) =>
            new Words([.. element.EnumerateArray().Select(e => e.GetString()!)]),
        _ => null,
    };

    /// <summary>As a reason says it: yes, no, 48, none_attested, a list with commas.</summary>
    public sealed override string ToString() => this switch
    {
        Flag f => f.Value ? "yes" : "no",
        Number n => n.Value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        Word w => w.Value,
        Words l => string.Join(", ", l.Values),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
