using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Answerprint.Production.Acts;

/// <summary>
/// JSON of which each value has one text only (after RFC 8785): UTF-8, no white space, members in order of their UTF-16 code units, strings escaped only where they
/// must be, numbers in the shortest form of ECMAScript. One departure: whole numbers of 64 bits are written with all their digits, where RFC 8785 would round them.
/// </summary>
public static class CanonicalJson
{
    /// <summary>Deeper nesting is refused.</summary>
    public const int Deepest = 60;

    /// <exception cref="ArgumentException">A number that is not finite or neither a double nor a whole number of 64 bits, half a surrogate pair, or too deep.</exception>
    public static byte[] Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Add(text, node, 0);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Add(StringBuilder text, JsonNode? node, int depth)
    {
        if (depth > Deepest) throw new ArgumentException($"JSON deeper than {Deepest} levels can not be logged");
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject members:
                text.Append('{');
                var first = true;
                foreach (var (name, value) in members.OrderBy(m => m.Key, StringComparer.Ordinal))
                {
                    if (!first) text.Append(',');
                    first = false;
                    AddText(text, name);
                    text.Append(':');
                    Add(text, value, depth + 1);
                }
                text.Append('}');
                break;
            case JsonArray items:
                text.Append('[');
                for (var n = 0; n < items.Count; n++)
                {
                    if (n > 0) text.Append(',');
                    Add(text, items[n], depth + 1);
                }
                text.Append(']');
                break;
            default:
                AddValue(text, node.AsValue());
                break;
        }
    }

    private static void AddValue(StringBuilder text, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String when value.TryGetValue<string>(out var plain):
                AddText(text, plain);
                return;
            case JsonValueKind.Number when value.TryGetValue<int>(out var small):
                text.Append(CultureInfo.InvariantCulture, $"{small}");
                return;
            case JsonValueKind.True:
                text.Append("true");
                return;
            case JsonValueKind.False:
                text.Append("false");
                return;
        }
        // whatever type a caller put in, its plain JSON text says what it is
        using var document = JsonDocument.Parse(value.ToJsonString());
        var element = document.RootElement;
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                AddText(text, value.TryGetValue<string>(out var own) ? own : element.GetString()!);
                break;
            case JsonValueKind.Number:
                text.Append(NumberText(element));
                break;
            case JsonValueKind.True:
                text.Append("true");
                break;
            case JsonValueKind.False:
                text.Append("false");
                break;
            case JsonValueKind.Null:
                text.Append("null");
                break;
            default:
                Add(text, JsonNode.Parse(element.GetRawText()), 0);
                break;
        }
    }

    private static string NumberText(JsonElement element)
    {
        if (element.TryGetInt64(out var whole)) return whole.ToString(CultureInfo.InvariantCulture);
        if (element.TryGetUInt64(out var large)) return large.ToString(CultureInfo.InvariantCulture);
        if (!element.TryGetDouble(out var number) || !double.IsFinite(number)) throw new ArgumentException($"the number {element.GetRawText()} can not be logged");
        return NumberText(number);
    }

    /// <summary>Number::toString of ECMAScript (ECMA-262, 6.1.6.1.20): the shortest digits that read back as the same double.</summary>
    internal static string NumberText(double number)
    {
        if (number == 0) return "0"; // and −0
        var scientific = number.ToString("E16", CultureInfo.InvariantCulture);
        foreach (var precision in Enumerable.Range(0, 17))
        {
            scientific = number.ToString($"E{precision}", CultureInfo.InvariantCulture);
            if (double.Parse(scientific, CultureInfo.InvariantCulture) == number) break;
        }
        var sign = number < 0 ? "-" : "";
        var parts = scientific.TrimStart('-').Split('E');
        var digits = parts[0].Replace(".", "", StringComparison.Ordinal).TrimEnd('0');
        var point = int.Parse(parts[1], CultureInfo.InvariantCulture) + 1; // value = 0.digits × 10^point
        if (digits.Length <= point && point <= 21) return sign + digits.PadRight(point, '0');
        if (point is > 0 and <= 21) return $"{sign}{digits[..point]}.{digits[point..]}";
        if (point is > -6 and <= 0) return $"{sign}0.{new string('0', -point)}{digits}";
        var exponent = string.Create(CultureInfo.InvariantCulture, $"e{(point > 0 ? "+" : "-")}{Math.Abs(point - 1)}");
        return $"{sign}{digits[0]}{(digits.Length > 1 ? "." + digits[1..] : "")}{exponent}";
    }

    private static void AddText(StringBuilder text, string value)
    {
        text.Append('"');
        for (var n = 0; n < value.Length; n++)
        {
            var c = value[n];
            if (char.IsSurrogate(c) && !(char.IsHighSurrogate(c) ? n + 1 < value.Length && char.IsLowSurrogate(value[n + 1]) : n > 0 && char.IsHighSurrogate(value[n - 1])))
                throw new ArgumentException("text with half a surrogate pair can not be logged");
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => text.Append(c),
            };
        }
        text.Append('"');
    }
}
