using Answerprint.Media.Filters;
using Answerprint.Media.Measures;
using Answerprint.Production.Quality;

namespace Answerprint.Tools.Relight;

/// <summary>
/// The grade between two pictures of the same things: for each channel a row of a matrix in light, then an offset and a power in display codes. Fitted by Levenberg and Marquardt's steps with Cauchy weights, so
/// that what moved, shone or was registered wrong counts little, and held to changing nothing where the pairs do not say.
/// </summary>
/// <param name="Before">Mean difference of pairs that were kept apart, display codes of 255, as they are.</param>
/// <param name="After">And under the grade.</param>
internal sealed record GradeFit(IReadOnlyList<ColourStep> Steps, double Before, double After)
{
    /// <summary>So many pairs are enough to say anything, and so many are looked at.</summary>
    public const int Least = 200;

    private const int Most = 40_000;

    /// <summary>Display codes (of 1) from which on a difference counts half.</summary>
    internal const double Doubt = 5.0 / 255;

    /// <summary>How dear it is to leave what changes nothing, against a mean squared code.</summary>
    private const double Hold = 5e-5;

    /// <summary>What a pair counts of which one side is clipped.</summary>
    private const double Flat = 0.4;

    /// <summary>And the difference from which on it counts half: a clipped channel is far from what it was.</summary>
    private const double FlatDoubt = 40.0 / 255;

    private const int Rounds = 40;

    private const double Gamma = 2.4;

    /// <summary>Entries of a matrix, at most.</summary>
    private const double MostEntry = 8;

    /// <returns>Null where there are too few pairs.</returns>
    public static GradeFit? Of(ColourPairs pairs)
    {
        if (pairs.Count < Least) return null;
        var step = Math.Max(1, pairs.Count / Most);
        List<int> taught = [], apart = [];
        // every fifth run of pairs is kept apart: neighbours are too alike to judge by
        for (var i = 0; i < pairs.Count; i += step) (i / (16 * step) % 5 == 4 ? apart : taught).Add(i);
        // what is clipped says about how light it is, so that nothing runs away there
        var sure = pairs.Count;
        if (pairs.Clipped is { Count: > 0 } flat)
        {
            pairs = new([.. pairs.From, .. flat.From], [.. pairs.To, .. flat.To], pairs.Overlap);
            for (var i = sure; i < pairs.Count; i += step) taught.Add(i);
        }
        var rows = new double[9];
        var (offset, power) = (new double[3], new double[3]);
        for (var c = 0; c < 3; c++)
        {
            var p = Channel(pairs, taught, sure, c);
            p.AsSpan(0, 3).CopyTo(rows.AsSpan(3 * c));
            (offset[c], power[c]) = (p[3], p[4]);
        }
        var steps = Join(rows, offset, power, null);
        var (before, after) = (Missed(pairs, apart, []), Missed(pairs, apart, steps));
        // what is left may be a curve: it has to show on pairs that it was not learnt from
        var curved = Join(rows, offset, power, CurveFit.Of(pairs, taught, steps));
        return Missed(pairs, apart, curved) is var bent && bent < 0.98 * after ? new(curved, before, bent) : new(steps, before, after);
    }

    /// <summary>Light → codes → offset, power, a curve → light, as steps.</summary>
    public static IReadOnlyList<ColourStep> Join(double[] rows, double[] offset, double[] power, LineColour? curve)
    {
        double[] one = [1, 1, 1], none = [0, 0, 0], light = [Gamma, Gamma, Gamma];
        // a matrix is bounded in a declared change: exposure of many stops stands as a slope
        var much = Math.Max(1, rows.Max(Math.Abs) / MostEntry);
        var (matrix, codes) = (new MatrixColour([.. rows.Select(v => v / much)]), new CdlColour([much, much, much], none, [1 / Gamma, 1 / Gamma, 1 / Gamma], 1));
        return curve is null
            ? [matrix, codes, new CdlColour(one, offset, [power[0] * Gamma, power[1] * Gamma, power[2] * Gamma], 1)]
            : [matrix, codes, new CdlColour(one, offset, power, 1), curve, new CdlColour(one, none, light, 1)];
    }

    /// <summary>The mean over channels and pairs of what is missed, in codes of 255, each counted to 40 at most.</summary>
    private static double Missed(ColourPairs pairs, List<int> indices, IReadOnlyList<ColourStep> steps)
    {
        double sum = 0;
        foreach (var i in indices)
        {
            double r = pairs.From[3 * i], g = pairs.From[(3 * i) + 1], b = pairs.From[(3 * i) + 2];
            foreach (var step in steps) step.Apply(ref r, ref g, ref b);
            sum += Math.Min(40, 255 * Math.Abs(Code(r) - Code(pairs.To[3 * i]))) + Math.Min(40, 255 * Math.Abs(Code(g) - Code(pairs.To[(3 * i) + 1]))) + Math.Min(40, 255 * Math.Abs(Code(b) - Code(pairs.To[(3 * i) + 2])));
        }
        return indices.Count == 0 ? 0 : sum / (3 * indices.Count);
    }

    private static double[] Channel(ColourPairs pairs, List<int> indices, int sure, int c)
    {
        var held = new double[] { c == 0 ? 1 : 0, c == 1 ? 1 : 0, c == 2 ? 1 : 0, 0, 1 };
        var p = (double[])held.Clone();
        var damp = 1e-3;
        var cost = Cost(p);
        for (var round = 0; round < Rounds; round++)
        {
            var (a, v) = Normal(p);
            var better = false;
            for (var attempt = 0; attempt < 8 && !better; attempt++)
            {
                var m = (double[,])a.Clone();
                for (var k = 0; k < 5; k++) m[k, k] += damp * a[k, k];
                if (LinearSystem.Solve(m, v) is not { } move) { damp *= 10; continue; }
                var next = new double[5];
                for (var k = 0; k < 5; k++) next[k] = p[k] + move[k];
                next[3] = Math.Clamp(next[3], -0.5, 0.5);
                next[4] = Math.Clamp(next[4], 0.2, 5);
                var now = Cost(next);
                if (now < cost)
                {
                    better = true;
                    damp = Math.Max(1e-9, damp / 5);
                    var gain = (cost - now) / cost;
                    (p, cost) = (next, now);
                    if (gain < 1e-7) return p;
                }
                else damp *= 5;
            }
            if (!better) break;
        }
        return p;

        double Cost(double[] at)
        {
            double sum = 0;
            foreach (var i in indices)
            {
                var miss = Made(at, i, out _, out _) - Code(pairs.To[(3 * i) + c]);
                var (counts, doubt) = i < sure ? (1, Doubt) : (Flat, FlatDoubt);
                sum += counts * (doubt * doubt) / (Doubt * Doubt) * Math.Log(1 + (miss * miss / (doubt * doubt)));
            }
            return (Doubt * Doubt * sum / indices.Count) + Prior(at);
        }

        double Prior(double[] at)
        {
            double sum = 0;
            for (var k = 0; k < 5; k++) sum += (at[k] - held[k]) * (at[k] - held[k]);
            return Hold * sum;
        }

        // the code that a pair's light comes to; how it changes with the code before the power, and that code
        double Made(double[] at, int i, out double code, out double shifted)
        {
            code = Code((at[0] * pairs.From[3 * i]) + (at[1] * pairs.From[(3 * i) + 1]) + (at[2] * pairs.From[(3 * i) + 2]));
            shifted = code + at[3];
            return shifted > 0 ? Math.Pow(shifted, at[4]) : shifted;
        }

        (double[,] A, double[] V) Normal(double[] at)
        {
            var (a, v) = (new double[5, 5], new double[5]);
            var d = new double[5];
            foreach (var i in indices)
            {
                var made = Made(at, i, out var code, out var shifted);
                var miss = made - Code(pairs.To[(3 * i) + c]);
                var (counts, doubt) = i < sure ? (1, Doubt) : (Flat, FlatDoubt);
                var weight = counts / (1 + (miss * miss / (doubt * doubt))) / indices.Count;
                var slope = shifted > 1e-6 ? at[4] * made / shifted : 1;
                var inner = slope * (code > 1e-3 ? Math.Pow(code, 1 - Gamma) / Gamma : 0);
                for (var k = 0; k < 3; k++) d[k] = inner * pairs.From[(3 * i) + k];
                d[3] = slope;
                d[4] = shifted > 1e-6 ? made * Math.Log(shifted) : 0;
                for (var k = 0; k < 5; k++)
                {
                    v[k] -= weight * d[k] * miss;
                    for (var l = 0; l < 5; l++) a[k, l] += weight * d[k] * d[l];
                }
            }
            for (var k = 0; k < 5; k++)
            {
                a[k, k] += Hold;
                v[k] -= Hold * (at[k] - held[k]);
            }
            return (a, v);
        }
    }

    /// <summary>Light in display encoding, its sign kept.</summary>
    internal static double Code(double light) => light > 0 ? Math.Pow(light, 1 / Gamma) : light;
}
