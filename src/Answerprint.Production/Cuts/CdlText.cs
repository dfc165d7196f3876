using System.Globalization;
using System.Text.Json.Nodes;

namespace Answerprint.Production.Cuts;

/// <summary>Grades as lists write them: "(1 1 1)(0 0 0)(1 1 1)" and "0.9"; in a cut's metadata under "cdl".</summary>
internal static class CdlText
{
    /// <summary>The metadata of a grade; null where neither text says one.</summary>
    public static JsonObject? Of(string? sop, string? saturation)
    {
        var nine = sop is { Length: > 0 } ? Numbers(sop) : null;
        var one = saturation is { Length: > 0 } ? Numbers(saturation) : null;
        return Of(nine is { Length: 9 } ? nine : null, one is [var value] ? value : null);
    }

    public static JsonObject? Of(double[]? sop, double? saturation)
    {
        if (sop is null && saturation is null) return null;
        var cdl = new JsonObject();
        if (saturation is { } value) cdl["asc_sat"] = OtioText.Number(value);
        if (sop is not null) cdl["asc_sop"] = new JsonObject { ["slope"] = Three(sop[..3]), ["offset"] = Three(sop[3..6]), ["power"] = Three(sop[6..]) };
        return cdl;

        static JsonArray Three(double[] values) => new([.. values.Select(OtioText.Number)]);
    }

    /// <summary>What the metadata says: slope, offset and power of red, green and blue, and saturation; null where it is none.</summary>
    public static (double[]? Sop, double? Saturation) Read(JsonNode? metadata)
    {
        if (metadata is not JsonObject cdl) return (null, null);
        double[]? sop = null;
        if (cdl["asc_sop"] is JsonObject node)
        {
            var nine = new[] { "slope", "offset", "power" }.SelectMany(k => (node[k] as JsonArray)?.Select(v => OtioText.Double(v) ?? double.NaN) ?? []).ToArray();
            if (nine.Length == 9 && nine.All(double.IsFinite)) sop = nine;
        }
        return (sop, OtioText.Double(cdl["asc_sat"]) is { } sat && double.IsFinite(sat) ? sat : null);
    }

    /// <summary>"(1 1 1) (0 0 0) (1 1 1)": the shortest texts that read back the same.</summary>
    public static string Sop(double[] nine) => string.Join(' ', nine.Chunk(3).Select(c => $"({string.Join(' ', c.Select(Number))})"));

    public static string Number(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        if (text.Contains('E', StringComparison.Ordinal)) text = value.ToString("0.0##############", CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
    }

    /// <summary>Up to ten numbers between brackets, blanks and commas; null where one is none.</summary>
    public static double[]? Numbers(string text)
    {
        var words = text.Split(['(', ')', ' ', '\t', ','], StringSplitOptions.RemoveEmptyEntries);
        var numbers = new double[Math.Min(words.Length, 10)];
        for (var i = 0; i < numbers.Length; i++)
            if (!double.TryParse(words[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) || !double.IsFinite(numbers[i]) || Math.Abs(numbers[i]) > 1e6) return null;
        return numbers;
    }
}
