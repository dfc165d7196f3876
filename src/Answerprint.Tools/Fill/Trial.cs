using Answerprint.Media.Motion;

namespace Answerprint.Tools.Fill;

/// <summary>A gap made up where the truth is known: the frame <paramref name="Truth"/> from the real frames around it.</summary>
internal sealed record Trial(int? Earlier, int Before, int Truth, int After, int? Later)
{
    /// <summary>Numbers from one frame that is made to the next: more than 1 where moments between frames are numbered.</summary>
    public double Numbers { get; init; } = 1;

    /// <summary>Frames from the one before it to the one after it.</summary>
    public int Step => (int)Math.Round((After - Before) / Numbers);

    /// <summary>
    /// The ways that compete. Motion with none, half and all of the measured bend; then the nearest frame, then the cross-fade; then motion as
    /// the shot is used to move.
    /// </summary>
    public static IReadOnlyList<(FillMethod Method, float Bend, bool Habit)> Ways { get; } =
    [
        (FillMethod.Linear, 0, false), (FillMethod.Motion, 0.5f, false), (FillMethod.Motion, 1, false), (FillMethod.Repeat, 0, false),
        (FillMethod.Blend, 0, false), (FillMethod.Motion, 1, true),
    ];

    /// <summary>The place of the cross-fade among <see cref="Ways"/>.</summary>
    public const int BlendWay = 4;

    /// <summary>The place of the habit.</summary>
    public const int HabitWay = 5;

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

    /// <summary>What a trial showed.</summary>
    /// <param name="Errors">The mean squared error of luma in codes for each of <see cref="Ways"/>, at the reduced size; not a number for ways that were not tried.</param>
    /// <param name="WithBlend">The mean product of that error and the cross-fade's.</param>
    /// <param name="Expected">For each way, the logarithm of the squared error that its evidence let expect; null where nobody asked.</param>
    /// <param name="Mixed">The same, mixed with a network; null where none was asked.</param>
    internal sealed record Score(double[] Errors, double[] WithBlend, double[]? Expected = null, Mixed? Mixed = null);

    /// <summary>What a network showed.</summary>
    /// <param name="Network">SHA-256 of it.</param>
    /// <param name="Errors">As <see cref="Score.Errors"/>; not a number for ways that are not along motion.</param>
    internal sealed record Mixed(string Network, double[] Errors);

    /// <param name="habit">How the shot is seen to move around the gap, or null; with it, it is the only way along motion.</param>
    /// <param name="network">Asked as well, or null.</param>
    /// <param name="watch">Sees what was made in each way.</param>
    public Score Run(SmallFrames frames, MotionHabit.Found? habit, MixNetwork? network, int threads, CancellationToken cancel, FillWatch? watch = null)
    {
        SourceFrame a = frames[Before], b = frames[After], truth = frames[Truth];
        var flows = new FlowStore();
        var pair = PairMotion.Find(a, b, flows, threads, cancel, lean: true).Of(Step - 1);
        var used = habit is { Laws.Count: var count } && count == After - Before - 1 && Earlier == Before - 1 && Later == After + 1 ? habit : null;
        var deviation = Earlier is { } p && Later is { } n && used is not { IsStraight: true }
            ? new Deviation(frames[p], a, b, frames[n], flows, threads, cancel, used?.Laws, frames)
            : null;
        var maker = new FillMaker(pair, deviation, 0, threads, again: true);
        var t = (Truth - Before) / (float)(After - Before);
        var blend = a.Codes.Zip(b.Codes, (x, y) => ((1 - t) * x) + (t * y)).ToArray();
        var still = Evidence.OfStill(a, b, Step, t, threads, cancel);
        var expected = Ways.Select(way => way.Method is FillMethod.Repeat or FillMethod.Blend ? TrustModel.Shipped.Expected(way.Method, still, threads, cancel) : double.NaN).ToArray();
        var mixed = Enumerable.Repeat(double.NaN, Ways.Count).ToArray();
        var made = Ways.Select((way, n) => way switch
        {
            { Method: FillMethod.Repeat } => (t <= 0.5f ? a : b).Codes,
            { Method: FillMethod.Blend } => blend,
            { Habit: true } => used is null ? null : Along(n, used.Cubic, used.Share),
            { Bend: > 0 } => used is not null || deviation is null ? null : Along(n, way.Bend, 0),
            _ => used is not null ? null : Along(n, 0, 0),
        }).ToList();
        if (watch is not null)
        {
            watch.Tried(this, FillMethod.Repeat, still, t <= 0.5f ? a.Codes : b.Codes, truth);
            watch.Tried(this, FillMethod.Blend, still, blend, truth);
        }
        return new([.. made.Select(m => Product(truth, m, m))], [.. made.Select(m => Product(truth, m, blend))], expected, network is null ? null : new(network.Hash, mixed));

        float[] Along(int way, float cubic, float share)
        {
            if (network is null) return Seen(maker.Along(t, cubic, share, 0, cancel), way);
            var (without, with) = maker.Both(network, t, cubic, share, 0, cancel);
            var codes = Codes(with);
            mixed[way] = Product(truth, codes, codes);
            return Seen(without, way);
        }

        float[] Seen(FillMaker.Made made, int way)
        {
            var codes = Codes(made);
            expected[way] = TrustModel.Shipped.Expected(Ways[way].Method, made.Evidence, threads, cancel);
            watch?.Tried(this, Ways[way].Method, made.Evidence, codes, truth);
            return codes;
        }
    }

    private static float[] Codes(FillMaker.Made made) => new SourceFrame(0, made.Picture, 1).Codes;

    // the mean product of two errors
    private static double Product(SourceFrame truth, float[]? one, float[]? other)
    {
        if (one is null || other is null) return double.NaN;
        double sum = 0;
        var size = truth.Width * truth.Height;
        for (var i = 0; i < size; i++) sum += (double)(one[i] - truth.Codes[i]) * (other[i] - truth.Codes[i]);
        return sum / size;
    }
}
