using System.Text.Json.Nodes;
using Answerprint.Production.Toolbox;

namespace Answerprint.Production.Planning;

/// <summary>A step that is done, with what was counted before it and what it took.</summary>
/// <param name="Terms">Amounts by name.</param>
/// <param name="Wall">Seconds of the clock, preparation included.</param>
/// <param name="Cpu">Seconds of the processor over all threads of this process, preparation included.</param>
/// <param name="Bid">Wall seconds that were bid; null where no bid stands in the book.</param>
public sealed record DoneWork(string Shot, string Tool, IReadOnlyDictionary<string, double> Terms, double Wall, double Cpu, double? Bid)
{
    public static JsonObject Write(IEnumerable<WorkTerm> terms) => new(terms.Select(t => KeyValuePair.Create(t.Name, (JsonNode?)Math.Round(t.Amount, 4))));

    public static JsonObject Write(IReadOnlyDictionary<string, double> terms) => Write(terms.Select(t => new WorkTerm(t.Key, t.Value, 0)));

    internal static IReadOnlyDictionary<string, double> Read(JsonObject? terms) =>
        terms?.ToDictionary(t => t.Key, t => t.Value is JsonValue v && v.TryGetValue<double>(out var amount) && double.IsFinite(amount) ? amount : 0, StringComparer.Ordinal) ?? new Dictionary<string, double>(StringComparer.Ordinal);
}
