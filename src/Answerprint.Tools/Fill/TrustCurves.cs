using System.Text.Json.Nodes;

namespace Answerprint.Tools.Fill;

/// <summary>
/// How wrong a cell is likely to be, from the signs of <see cref="Evidence"/>: a sum of one curve a sign (an additive ordinal regression;
/// McCullagh, "Regression models for ordinal data", 1980), and what such a sum has meant on frames whose truth was known.
/// </summary>
internal sealed class TrustCurves
{
    /// <summary>Added to a sign before its logarithm to base 2 is taken.</summary>
    private const float Foot = 0.125f;

    /// <summary>Where <see cref="Within"/> and <see cref="Squared"/> are tabled: from <see cref="Low"/> in steps of <see cref="Step"/>.</summary>
    public const float Low = -12, Step = 0.25f;

    /// <summary>Places of the tables.</summary>
    public const int Places = 97;

    /// <summary>Per sign (those of a cell, then frames across the gap, then place in it): places of the curve, ascending.</summary>
    public required float[][] Knots { get; init; }

    /// <summary>Per sign, the curve's height at each place.</summary>
    public required float[][] Heights { get; init; }

    /// <summary>The probability that the largest error of R, G and B is at most 8 codes, by sum.</summary>
    public required float[] Within { get; init; }

    /// <summary>The logarithm of the squared error of luma to expect, by sum.</summary>
    public required float[] Squared { get; init; }

    public static int Signs => Evidence.Names.Count + 2;

    /// <summary>Where <see cref="At"/> is tabled: from the least scaled sign on, so many places to one of it.</summary>
    private const int Least = -3, Fine = 8, Long = 18 * Fine;

    private float[][]? tables;

    /// <summary>What curves are drawn over: the logarithm to base 2, straight between powers of 2, so that every machine gives the same bits.</summary>
    public static float Scaled(float sign) => (BitConverter.SingleToInt32Bits(MathF.Max(sign, 0) + Foot) - 0x3F800000) * (1f / (1 << 23));

    /// <summary>The part of the sum that is the same for all cells of a frame.</summary>
    public float OfFrame(int step, float t) => At(Evidence.Names.Count, Scaled(step)) + At(Evidence.Names.Count + 1, Scaled(4 * t * (1 - t)));

    /// <summary>The sum of each cell of a frame, H×W.</summary>
    public float[] Sums(Evidence evidence, int threads, CancellationToken cancel)
    {
        var sums = new float[evidence.Width * evidence.Height];
        var frame = OfFrame(evidence.Step, evidence.T);
        Media.Filters.Rows.Each(threads, evidence.Height, (first, end) =>
        {
            var signs = Evidence.Names.Select(_ => new float[evidence.Width]).ToArray();
            for (var y = first; y < end; y++)
            {
                evidence.Row(y, signs);
                for (var x = 0; x < evidence.Width; x++)
                {
                    var sum = frame;
                    for (var s = 0; s < signs.Length; s++) sum += At(s, Scaled(signs[s][x]));
                    sums[(y * evidence.Width) + x] = sum;
                }
            }
        }, cancel);
        return sums;
    }

    /// <summary>The logarithm of the mean squared error of a frame whose sums are so distributed and moved.</summary>
    /// <param name="histogram">Shares, evenly over the places of the tables; sum 1.</param>
    public double Level(double[] histogram, float moved)
    {
        var sum = 0.0;
        var cell = (Places - 1) * Step / (histogram.Length - 1);
        for (var n = 0; n < histogram.Length; n++)
            if (histogram[n] > 0) sum += histogram[n] * Math.Exp(Of(Squared, Low + (n * cell) + moved));
        return Math.Log(sum);
    }

    /// <summary>By how much sums have to be moved for <see cref="Level"/> to be <paramref name="level"/>, −6..6.</summary>
    public float Shift(double[] histogram, double level)
    {
        float low = -6, high = 6;
        for (var k = 0; k < 20; k++)
        {
            var middle = (low + high) / 2;
            if (Level(histogram, middle) < level) low = middle;
            else high = middle;
        }
        return (low + high) / 2;
    }

    /// <summary>The curve of a sign at a scaled sign.</summary>
    public float At(int sign, float scaled)
    {
        var table = (tables ??= [.. Knots.Select((k, s) => Enumerable.Range(0, Long).Select(n => Between(k, Heights[s], Least + (n / (float)Fine))).ToArray())])[sign];
        var place = Math.Clamp((scaled - Least) * Fine, 0, Long - 1.001f);
        var n = (int)place;
        return table[n] + ((place - n) * (table[n + 1] - table[n]));
    }

    /// <summary>A table at a sum.</summary>
    public static float Of(float[] table, float sum)
    {
        var place = Math.Clamp((sum - Low) / Step, 0, table.Length - 1.001f);
        var knot = (int)place;
        return table[knot] + ((place - knot) * (table[knot + 1] - table[knot]));
    }

    private static float Between(float[] knots, float[] heights, float place)
    {
        if (place <= knots[0]) return heights[0];
        for (var k = 1; k < knots.Length; k++)
            if (place < knots[k]) return heights[k - 1] + ((place - knots[k - 1]) / (knots[k] - knots[k - 1]) * (heights[k] - heights[k - 1]));
        return heights[^1];
    }

    public JsonObject Write() => new()
    {
        ["knots"] = Rows(Knots), ["heights"] = Rows(Heights), ["within"] = Row(Within), ["squared"] = Row(Squared),
    };

    public static TrustCurves Read(JsonNode from) => new()
    {
        Knots = [.. from["knots"]!.AsArray().Select(r => Values(r!))], Heights = [.. from["heights"]!.AsArray().Select(r => Values(r!))], Within = Values(from["within"]!), Squared = Values(from["squared"]!),
    };

    private static JsonArray Rows(float[][] rows) => new([.. rows.Select(r => (JsonNode)Row(r))]);

    private static JsonArray Row(float[] row) => new([.. row.Select(v => (JsonNode)Math.Round((double)v, 4))]);

    private static float[] Values(JsonNode row) => [.. row.AsArray().Select(v => (float)v!.GetValue<double>())];
}
