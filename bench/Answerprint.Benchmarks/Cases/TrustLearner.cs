using Answerprint.Tools.Fill;

namespace Answerprint.Benchmarks.Cases;

/// <summary>Learns a <see cref="TrustModel"/> from samples: curves first, then what the trials of a shot say of the level of its errors.</summary>
internal static class TrustLearner
{
    /// <summary>Cells that curves are fitted to, about.</summary>
    private const int Cells = 160_000;

    /// <summary>How far the forecast is led back to the curves' own where there is little to learn from.</summary>
    private const double Leaning = 0.5;

    /// <summary>Errors smaller than this are as good as none.</summary>
    private const double Floor = 0.05;

    /// <summary>Share of the worst tenth of the frames learnt from that flags have to catch.</summary>
    private const double Caught = 0.95;

    public static TrustModel Learn(IReadOnlyList<TrustSample> samples)
    {
        List<TrustCurves> curves = [];
        List<double[]> shots = [];
        for (var way = 0; way < 3; way++)
        {
            var own = samples.Where(s => TrustModel.WayOf(s.Method) == way).ToList();
            curves.Add(TrustFit.Fit(own, Math.Max(1, own.Sum(s => s.Cells) / Cells)));
            shots.Add(Law(own.Select(s => (s, Facts(curves[way], s))).ToList()));
        }
        var model = new TrustModel { Curves = curves, Shots = shots, Moves = 1, Holds = false, Fair = 0 };
        var worst = samples.OrderByDescending(s => s.Squared).Take((samples.Count + 9) / 10).Select(s => Psnr(Level(model, s))).Order().ToList();
        return new() { Curves = curves, Shots = shots, Moves = model.Moves, Holds = false, Fair = worst[(int)Math.Ceiling(Caught * worst.Count) - 1] + 0.01 };
    }

    /// <summary>The forecast and the confidence of each cell of a sample.</summary>
    public static (double Forecast, float[] Confidence) Judge(TrustModel model, TrustSample s)
    {
        var curves = model.Curves[TrustModel.WayOf(s.Method)];
        var level = Level(model, s);
        var sums = TrustFit.Sums(curves, s);
        var moved = (float)(model.Moves * curves.Shift(Histogram(sums), level));
        return (Psnr(level), [.. sums.Select(v => TrustCurves.Of(curves.Within, v + moved))]);
    }

    private static double Level(TrustModel model, TrustSample s)
    {
        var way = TrustModel.WayOf(s.Method);
        return Facts(model.Curves[way], s).Zip(model.Shots[way], (f, c) => f * c).Sum();
    }

    private static double Psnr(double level) => (10 * Math.Log10(255 * 255)) - (10 / Math.Log(10) * level);

    private static double[] Facts(TrustCurves curves, TrustSample s)
    {
        ShotWord? shot = null;
        if (s.Trials.Count > 0)
        {
            var levels = s.Trials.Select(t => Math.Log(t.Squared + Floor)).ToList();
            shot = new(s.Trials.Select((t, n) => levels[n] - Expected(curves, t)).Average(), levels.Average(), s.Trials.Average(t => Math.Log(t.Step)));
        }
        return TrustModel.Facts(Expected(curves, s), s.Step, shot);
    }

    private static double Expected(TrustCurves curves, TrustSample s) => curves.Level(Histogram(TrustFit.Sums(curves, s)), 0);

    private static double[] Histogram(float[] sums)
    {
        var histogram = new double[((TrustCurves.Places - 1) * 4) + 1];
        foreach (var sum in sums) histogram[Math.Clamp((int)(((sum - TrustCurves.Low) * 4 / TrustCurves.Step) + 0.5f), 0, histogram.Length - 1)] += 1.0 / sums.Length;
        return histogram;
    }

    // least squares on the logarithm of the squared error, every source counting the same
    private static double[] Law(List<(TrustSample Sample, double[] Facts)> rows)
    {
        if (rows.Count == 0) return [];
        var n = rows[0].Facts.Length;
        var m = new double[n, n + 1];
        var per = rows.GroupBy(r => r.Sample.Source).ToDictionary(g => g.Key, g => g.Count());
        foreach (var (sample, facts) in rows)
        {
            var weight = 1.0 / per[sample.Source];
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++) m[i, j] += weight * facts[i] * facts[j];
                m[i, n] += weight * facts[i] * Math.Log(sample.Squared + Floor);
            }
        }
        for (var i = 0; i < n; i++) m[i, i] += Leaning;
        m[1, n] += Leaning;
        for (var p = 0; p < n; p++)
        {
            for (var i = 0; i < n; i++)
            {
                if (i == p) continue;
                var part = m[i, p] / m[p, p];
                for (var k = p; k <= n; k++) m[i, k] -= part * m[p, k];
            }
        }
        return [.. Enumerable.Range(0, n).Select(i => m[i, n] / m[i, i])];
    }
}
