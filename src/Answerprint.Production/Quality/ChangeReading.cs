using System.Text.Json;
using System.Text.Json.Nodes;

namespace Answerprint.Production.Quality;

/// <summary>Reads numbers of a declared change within their bounds.</summary>
internal static class ChangeReading
{
    public static JsonArray Numbers(IEnumerable<double> values) => [.. values.Select(v => (JsonNode)JsonValue.Create(v))];

    /// <summary>A list of numbers.</summary>
    /// <param name="missing">What stands for a member that is not there; null: it must be there.</param>
    /// <exception cref="FormatException">It is none, of another length, or a number is out of bounds.</exception>
    public static double[] Numbers(JsonObject o, string name, int least, int most, double low, double high, double[]? missing = null)
    {
        if (o[name] is null && missing is not null) return missing;
        if (o[name] is not JsonArray list || list.Count < least || list.Count > most)
            throw new FormatException($"'{name}' is a list of {(least == most ? $"{least}" : $"{least} to {most}")} numbers");
        return [.. list.Select(n => Number(n, name, low, high))];
    }

    public static double Number(JsonObject o, string name, double low, double high, double? missing = null) => o[name] is null && missing is { } given ? given : Number(o[name], name, low, high);

    public static int Whole(JsonObject o, string name, int low, int high, int? missing = null) =>
        Number(o, name, low, high, missing) is var value && value == Math.Floor(value) ? (int)value : throw new FormatException($"'{name}' is a whole number");

    /// <summary>A text of people, at most 2000 characters.</summary>
    public static string Words(JsonObject o, string name)
    {
        var text = o[name] is JsonValue v && v.TryGetValue<string>(out var given) ? given.Trim() : "";
        return text.Length is > 0 and <= 2000 ? text : throw new FormatException($"'{name}' is a text of 1 to 2000 characters");
    }

    /// <summary>An object may hold these members and no others: a misspelt one would be a parameter that is not applied.</summary>
    public static void Only(JsonObject o, string what, params ReadOnlySpan<string> names)
    {
        foreach (var (name, _) in o)
            if (!names.Contains(name)) throw new FormatException($"{what} has no member '{(name.Length > 40 ? name[..40] : name)}'; it has {string.Join(", ", names.ToArray())}");
    }

    private static double Number(JsonNode? node, string name, double low, double high)
    {
        if (node is not JsonValue v || v.GetValueKind() != JsonValueKind.Number) throw new FormatException($"'{name}' is no number");
        // a document that was written here and never was text holds its whole numbers as such
        var value = v.TryGetValue<double>(out var read) ? read : v.TryGetValue<int>(out var whole) ? whole : double.NaN;
        if (!double.IsFinite(value)) throw new FormatException($"'{name}' is no number");
        return value >= low && value <= high ? value : throw new FormatException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"'{name}' is {value:0.######}, and may be {low:0.####} to {high:0.####}"));
    }
}
