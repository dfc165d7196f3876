namespace Answerprint.Tools.Fill;

/// <summary>A gap made up where the truth is known: the frame <paramref name="Truth"/> from the real frames around it.</summary>
internal sealed record Trial(int? Earlier, int Before, int Truth, int After, int? Later)
{
    /// <summary>The ways that compete. Motion with none, half and all of the measured bend; then the nearest frame, then the cross-fade.</summary>
    public static IReadOnlyList<(FillMethod Method, float Bend)> Ways { get; } =
        [(FillMethod.Linear, 0), (FillMethod.Motion, 0.5f), (FillMethod.Motion, 1), (FillMethod.Repeat, 0), (FillMethod.Blend, 0)];

    /// <summary>The trials that say most about a gap: a gap of its length among the real frames beside it, else the real frames around it, one left out.</summary>
    public static IReadOnlyList<Trial> For(Gap gap, Func<int, bool> real)
    {
        if (gap.Before is not { } b || gap.After is not { } a) return [];
        var trials = new List<Trial>();
        var step = a - b;
        var reachBefore = gap.Earlier is { } e ? b - e : 0;
        var reachAfter = gap.Later is { } l ? l - a : 0;
        // so placed that the frames outside are real as well
        foreach (var first in new[] { b - reachAfter - step, a + reachBefore })
        {
            var last = first + step;
            var truth = first + (step / 2);
            if (!real(first) || !real(last) || !real(truth)) continue;
            int? before = reachBefore > 0 && real(first - reachBefore) ? first - reachBefore : null;
            int? after = reachAfter > 0 && real(last + reachAfter) ? last + reachAfter : null;
            trials.Add(new(before, first, truth, last, after));
        }
        if (trials.Count > 0) return trials;
        if (gap.Earlier is { } p) trials.Add(new(Next(p, -1), p, b, a, gap.Later));
        if (gap.Later is { } n) trials.Add(new(gap.Earlier, b, a, n, Next(n, 1)));
        return trials;

        int? Next(int from, int sign)
        {
            for (var k = 1; k <= 2 * step; k++)
                if (real(from + (sign * k))) return from + (sign * k);
            return null;
        }
    }

    /// <summary>The mean squared error of luma in codes for each of <see cref="Ways"/>, at the reduced size; not a number for ways that can not be tried.</summary>
    public double[] Run(SmallFrames frames, int threads, CancellationToken cancel)
    {
        SourceFrame a = frames[Before], b = frames[After], truth = frames[Truth];
        var flows = new FlowStore();
        var pair = PairMotion.Find(a, b, flows, threads, cancel, lean: true);
        var deviation = Earlier is { } p && Later is { } n ? new Deviation(frames[p], a, b, frames[n], flows, threads, cancel) : null;
        var maker = new FillMaker(pair, deviation, 0, threads);
        var t = (Truth - Before) / (float)(After - Before);
        return [.. Ways.Select(way => way.Method switch
        {
            FillMethod.Repeat => Error(truth, i => (t <= 0.5f ? a : b).Codes[i]),
            FillMethod.Blend => Error(truth, i => ((1 - t) * a.Codes[i]) + (t * b.Codes[i])),
            _ when way.Bend > 0 && deviation is null => double.NaN,
            _ => Error(truth, new SourceFrame(0, maker.Along(t, way.Bend, cancel).Picture, 1)),
        })];
    }

    private static double Error(SourceFrame truth, SourceFrame made) => Error(truth, i => made.Codes[i]);

    private static double Error(SourceFrame truth, Func<int, float> made)
    {
        double sum = 0;
        var size = truth.Width * truth.Height;
        for (var i = 0; i < size; i++)
        {
            double d = made(i) - truth.Codes[i];
            sum += d * d;
        }
        return sum / size;
    }
}
