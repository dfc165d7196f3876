using Answerprint.Tools.Fill;

namespace Answerprint.Benchmarks.Cases;

/// <summary>
/// Fits <see cref="TrustCurves"/>: proportional odds of the error's staying below each of some bounds, curves that only rise but for detail and
/// length, every source counting the same. Nothing in it is left to chance.
/// </summary>
internal static class TrustFit
{
    private static readonly float[] Bounds = [2, 4, 8, 16, 32];
    private const int Pieces = 8, Rounds = 200;

    public static TrustCurves Fit(IReadOnlyList<TrustSample> samples, int every = 1)
    {
        var signs = TrustCurves.Signs;
        var perSource = samples.GroupBy(s => s.Source).ToDictionary(g => g.Key, g => g.Sum(s => s.Cells));
        var rows = samples.Sum(s => (s.Cells + every - 1) / every);
        var values = new float[signs][];
        for (var k = 0; k < signs; k++) values[k] = new float[rows];
        var level = new byte[rows];
        var weight = new float[rows];
        var row = 0;
        foreach (var s in samples)
        {
            for (var c = 0; c < s.Cells; c += every)
            {
                for (var k = 0; k < signs - 2; k++) values[k][row] = TrustCurves.Scaled(s.Signs[(c * (signs - 2)) + k]);
                values[signs - 2][row] = TrustCurves.Scaled(s.Step);
                values[signs - 1][row] = TrustCurves.Scaled(4 * s.T * (1 - s.T));
                level[row] = (byte)Bounds.Count(b => s.Largest[c] > b);
                weight[row++] = 1f / perSource[s.Source];
            }
        }
        var total = weight.Sum(w => (double)w);
        for (var i = 0; i < rows; i++) weight[i] = (float)(weight[i] / total);
        var knots = new float[signs][];
        var piece = new byte[signs][];
        for (var k = 0; k < signs; k++)
        {
            knots[k] = Knots(values[k]);
            piece[k] = new byte[rows];
            for (var i = 0; i < rows; i++)
            {
                var p = 0;
                while (p < knots[k].Length - 2 && values[k][i] >= knots[k][p + 1]) p++;
                piece[k][i] = (byte)p;
                values[k][i] = knots[k].Length < 2 ? 0 : Math.Clamp((values[k][i] - knots[k][p]) / (knots[k][p + 1] - knots[k][p]), 0, 1);
            }
        }
        var rises = new double[signs][];
        for (var k = 0; k < signs; k++) rises[k] = new double[Math.Max(0, knots[k].Length - 1)];
        var theta = Bounds.Select((_, j) => -2.0 + j).ToArray();
        Descend(rises, theta, values, piece, level, weight);
        var heights = rises.Select(r => r.Aggregate(new List<float> { 0 }, (all, d) => [.. all, all[^1] + (float)d]).ToArray()).ToArray();
        var fitted = new TrustCurves
        {
            Knots = [.. knots.Select(k => k.Length < 2 ? [0f] : k)], Heights = [.. heights.Select((h, k) => knots[k].Length < 2 ? [0f] : h)], Within = [], Squared = [],
        };
        // so that the sum is about 0 where 8 codes are as likely kept as not
        fitted.Heights[0] = [.. fitted.Heights[0].Select(h => h - (float)theta[2])];
        return Tabled(fitted, samples);
    }

    /// <summary>The sums of the cells of a sample.</summary>
    public static float[] Sums(TrustCurves curves, TrustSample s)
    {
        var signs = TrustCurves.Signs - 2;
        var sums = new float[s.Cells];
        var frame = curves.OfFrame(s.Step, s.T);
        for (var c = 0; c < s.Cells; c++)
        {
            sums[c] = frame;
            for (var k = 0; k < signs; k++) sums[c] += curves.At(k, TrustCurves.Scaled(s.Signs[(c * signs) + k]));
        }
        return sums;
    }

    // what each sum has meant, made monotone by pooling neighbours that disagree
    private static TrustCurves Tabled(TrustCurves curves, IReadOnlyList<TrustSample> samples)
    {
        var perSource = samples.GroupBy(s => s.Source).ToDictionary(g => g.Key, g => g.Sum(s => s.Cells));
        double[] weight = new double[TrustCurves.Places], within = new double[TrustCurves.Places], squared = new double[TrustCurves.Places];
        foreach (var s in samples)
        {
            var sums = Sums(curves, s);
            for (var c = 0; c < s.Cells; c++)
            {
                var place = Math.Clamp((int)MathF.Round((sums[c] - TrustCurves.Low) / TrustCurves.Step), 0, TrustCurves.Places - 1);
                var w = 1.0 / perSource[s.Source];
                weight[place] += w;
                within[place] += s.Largest[c] <= Reliability.Bound ? w : 0;
                squared[place] += w * s.Luma[c] * s.Luma[c];
            }
        }
        return new()
        {
            Knots = curves.Knots, Heights = curves.Heights,
            Within = [.. Monotone(within, weight, rising: false).Select(v => (float)Math.Clamp(v, 0.01, 0.999))],
            Squared = [.. Monotone(squared, weight, rising: true).Select(v => (float)Math.Log(Math.Max(v, 0.05)))],
        };
    }

    public static double[] Monotone(double[] sum, double[] weight, bool rising)
    {
        var pools = new List<(double Sum, double Weight, int Count)>();
        for (var i = 0; i < sum.Length; i++)
        {
            pools.Add((sum[i], weight[i], 1));
            while (pools.Count > 1 && Breaks(pools[^2], pools[^1]))
            {
                var (a, b) = (pools[^2], pools[^1]);
                pools.RemoveRange(pools.Count - 2, 2);
                pools.Add((a.Sum + b.Sum, a.Weight + b.Weight, a.Count + b.Count));
            }
        }
        return [.. pools.SelectMany(p => Enumerable.Repeat(p.Sum / Math.Max(p.Weight, 1e-12), p.Count))];

        bool Breaks((double Sum, double Weight, int) a, (double Sum, double Weight, int) b) =>
            a.Weight < 1e-6 || b.Weight < 1e-6 || (rising ? a.Sum / a.Weight > b.Sum / b.Weight : a.Sum / a.Weight < b.Sum / b.Weight);
    }

    // places at even shares of what was seen
    private static float[] Knots(float[] values)
    {
        var some = values.Where((_, i) => i % 37 == 0).Order().ToArray();
        var knots = new List<float>();
        for (var p = 0; p <= Pieces; p++)
        {
            var part = p == 0 ? 0.002 : p == Pieces ? 0.998 : (double)p / Pieces;
            var v = some[(int)(part * (some.Length - 1))];
            if (knots.Count == 0 || v > knots[^1] + 0.02f) knots.Add(v);
        }
        // the upper tenth is where it goes wrong
        foreach (var part in new[] { 0.95, 0.985 })
        {
            var v = some[(int)(part * (some.Length - 1))];
            if (knots.TrueForAll(k => MathF.Abs(k - v) > 0.05f)) knots.Add(v);
        }
        return knots.Count < 2 ? [] : [.. knots.Order()];
    }

    private static void Descend(double[][] rises, double[] theta, float[][] fraction, byte[][] piece, byte[] level, float[] weight)
    {
        var size = rises.Sum(r => r.Length) + theta.Length;
        double[] first = new double[size], second = new double[size];
        for (var round = 1; round <= Rounds; round++)
        {
            var slope = Slope(rises, theta, fraction, piece, level, weight);
            var rate = 0.08 * Math.Min(1, 2.0 * (Rounds - round + 1) / Rounds);
            var n = 0;
            for (var k = 0; k < rises.Length; k++)
                for (var p = 0; p < rises[k].Length; p++, n++)
                    rises[k][p] = Math.Max(k < 2 ? double.NegativeInfinity : 0, rises[k][p] - Move(n, slope[n] + (0.0005 * rises[k][p])));
            for (var j = 0; j < theta.Length; j++, n++) theta[j] -= Move(n, slope[n]);

            // Adam (Kingma and Ba 2015)
            double Move(int at, double g)
            {
                first[at] = (0.9 * first[at]) + (0.1 * g);
                second[at] = (0.99 * second[at]) + (0.01 * g * g);
                return rate * (first[at] / (1 - Math.Pow(0.9, round))) / (Math.Sqrt(second[at] / (1 - Math.Pow(0.99, round))) + 1e-6);
            }
        }
    }

    private static double[] Slope(double[][] rises, double[] theta, float[][] fraction, byte[][] piece, byte[] level, float[] weight)
    {
        var below = rises.Select(r => r.Aggregate(new List<double> { 0 }, (all, d) => [.. all, all[^1] + d]).ToArray()).ToArray();
        var parts = rises.Select(r => new double[r.Length]).ToArray();
        var wholes = rises.Select(r => new double[r.Length]).ToArray();
        var free = new double[theta.Length];
        for (var i = 0; i < level.Length; i++)
        {
            var sum = 0.0;
            for (var k = 0; k < rises.Length; k++)
                if (rises[k].Length > 0) sum += below[k][piece[k][i]] + (rises[k][piece[k][i]] * fraction[k][i]);
            // each bound is a question of its own: is the error at most that?
            var g = 0.0;
            for (var j = 0; j < theta.Length; j++)
            {
                var likely = 1 / (1 + Math.Exp(sum - theta[j]));
                var off = weight[i] * (likely - (level[i] <= j ? 1 : 0));
                free[j] += off;
                g -= off;
            }
            for (var k = 0; k < rises.Length; k++)
            {
                if (rises[k].Length == 0) continue;
                parts[k][piece[k][i]] += g * fraction[k][i];
                wholes[k][piece[k][i]] += g;
            }
        }
        var slope = new List<double>();
        for (var k = 0; k < rises.Length; k++)
        {
            var after = 0.0;
            var own = new double[rises[k].Length];
            for (var p = rises[k].Length - 1; p >= 0; p--)
            {
                own[p] = parts[k][p] + after;
                after += wholes[k][p];
            }
            slope.AddRange(own);
        }
        return [.. slope, .. free];
    }
}
