namespace Answerprint.Tools.Fill;

/// <summary>Decides how each gap is filled by trying the ways where the truth is known.</summary>
internal static class FillChooser
{
    /// <summary>At most this many trials for one piece of work, spread over its gaps.</summary>
    private const int MostTrials = 12;

    /// <summary>Trials that a gap listens to.</summary>
    private const int Listens = 3;

    /// <summary>Less of the cross-fade is not worth its ghosts; more is a cross-fade.</summary>
    private const double LeastFade = 0.05, MostFade = 0.5;

    /// <summary>How much more clearly, in dB, a still way must win where there is only one trial.</summary>
    private const double Alone = 3;

    /// <summary>The squared error, in codes, below which a picture that was held or cross-faded is one that hardly moves (36 dB).</summary>
    private const double Still = 16;

    /// <summary>The trials to run for these gaps, ascending.</summary>
    public static IReadOnlyList<Trial> Trials(IReadOnlyList<Gap> gaps, Func<int, bool> real)
    {
        var all = gaps.SelectMany(g => Trial.For(g, real)).Distinct().OrderBy(t => t.Truth).ThenBy(t => t.Before).ToList();
        if (all.Count <= MostTrials) return all;
        return [.. Enumerable.Range(0, MostTrials).Select(n => all[(int)(((2L * n) + 1) * all.Count / (2 * MostTrials))])];
    }

    /// <summary>What wins on the trials nearest to the gap.</summary>
    /// <param name="habit">How the shot is seen to move around the gap, or null where too little is known.</param>
    /// <param name="results">Each trial with what it showed.</param>
    /// <param name="network">SHA-256 of the network that corrects the mix where nothing could be tried, or null.</param>
    public static FillPlan.Choice Choose(Gap gap, MotionHabit.Found? habit, IReadOnlyList<(Trial Trial, Trial.Score Score)> results, string? network = null)
    {
        var bends = gap is { Earlier: not null, Later: not null };
        var near = Near(gap, results);
        var untried = habit is not null ? Along(habit) : new FillPlan.Choice(gap.First, gap.Last, bends ? FillMethod.Motion : FillMethod.Linear, bends ? Unproved(gap) : 0, 0, Mix: network);
        if (near.Count == 0) return untried;
        var best = -1;
        var least = double.PositiveInfinity;
        var stand = habit is null ? -1 : StandIn(habit, near);
        for (var way = 0; way < Trial.Ways.Count; way++)
        {
            if (near.Exists(r => double.IsNaN(r.Score.Errors[way])) || (!bends && Trial.Ways[way].Bend > 0)) continue;
            // a habit was learnt from more gaps than there are trials: the trials only say whether motion is worth following
            if (habit is not null && way != stand && !IsStill(way)) continue;
            var level = near.Average(r => Level(r.Score.Errors[way])) + (habit is null ? Margin(way, bends, gap) : 0);
            if (IsStill(way) && !near.TrueForAll(r => SpeaksForStill(r.Trial, r.Score, way, gap, near.Count))) continue;
            if (level >= least) continue;
            (best, least) = (way, level);
        }
        if (best < 0) return untried;
        var (method, bend, _) = Trial.Ways[best];
        var forecast = 10 * Math.Log10(255 * 255) - near.Average(r => Level(r.Score.Errors[best]));
        if (IsStill(best)) return new(gap.First, gap.Last, method, 0, forecast);
        return (habit is not null ? untried : new(gap.First, gap.Last, method, bend, 0)) with { Forecast = forecast, Fade = Fade(best, gap, near), Mix = Mix(best, near) };

        FillPlan.Choice Along(MotionHabit.Found way) => way.IsStraight
            ? new(gap.First, gap.Last, FillMethod.Linear, 0, 0, Mix: network)
            : new(gap.First, gap.Last, FillMethod.Motion, way.Cubic, 0, way.Laws, way.Share, Mix: network);
    }

    /// <summary>The trials that a gap listens to: those nearest to it that are not far longer.</summary>
    public static List<(Trial Trial, Trial.Score Score)> Near(Gap gap, IReadOnlyList<(Trial Trial, Trial.Score Score)> results) =>
        [.. results.OrderBy(r => Math.Abs((2 * r.Trial.Truth) - gap.First - gap.Last)).Take(Listens).Where(r => r.Trial.After - r.Trial.Before <= 2 * (gap.Length + 1))];

    // the way tried that comes nearest to the habit: a gap made up may have too little around it to learn its own
    private static int StandIn(MotionHabit.Found habit, List<(Trial Trial, Trial.Score Score)> near)
    {
        int[] ways = habit.IsStraight ? [Trial.HabitWay, 0] : [Trial.HabitWay, 2, 0];
        return ways.FirstOrDefault(way => !near.Exists(r => double.IsNaN(r.Score.Errors[way])), -1);
    }

    // the share of the cross-fade that would have served each trial best, on the average and leaning to none; one trial is not enough. Where motion errs otherwise than the cross-fade does,
    // their mean errs less than either
    private static float Fade(int way, Gap gap, List<(Trial Trial, Trial.Score Score)> near)
    {
        if (near.Count < 2) return 0;
        var fade = near.Sum(r =>
        {
            // a gap shorter than the trial's: motion's error falls fastest, where the gap is long; in a short one what is left is grain, which does not fall
            var ratio = Math.Pow(Math.Max(1, (r.Trial.After - r.Trial.Before) / (gap.Length + 1.0)), Math.Clamp((gap.Length - 3) / 4.0, 0, 1));
            double own = r.Score.Errors[way] / Math.Pow(ratio, 1.3), other = r.Score.Errors[Trial.BlendWay] / Math.Sqrt(ratio), both = r.Score.WithBlend[way] / Math.Pow(ratio, 0.9);
            return Math.Clamp((own - both) / ((1.05 * (own + other)) - (2 * both) + 0.02), 0, MostFade);
        }) / (near.Count + 0.5);
        return fade < LeastFade ? 0 : (float)fade;
    }

    // the network corrects the mix where the trials gain by it on the average
    private static string? Mix(int way, List<(Trial Trial, Trial.Score Score)> near) =>
        near.TrueForAll(r => r.Score.Mixed is not null) && near.Sum(r => Level(r.Score.Errors[way]) - Level(r.Score.Mixed!.Errors[way])) > 0 ? near[0].Score.Mixed!.Network : null;

    // error in dB of a squared code
    private static double Level(double error) => 10 * Math.Log10(error + 0.02);

    private static bool IsStill(int way) => Trial.Ways[way].Method is FillMethod.Repeat or FillMethod.Blend;

    // few trials at a small size say little: without a clear word, motion is followed as it bends. Where the frames outside lie nearer than
    // the gap is long, a bend is drawn out from a short base: its error grows with the square of the length, so a long gap must earn it
    private static double Margin(int way, bool bends, Gap gap)
    {
        if (!bends) return 0;
        var reach = (gap.Length + 1.0) / (gap.Before - gap.Earlier)!.Value;
        var trust = reach <= 1 ? 0.3 : reach <= 2 ? 0.8 : 0.3 - (0.3 * Math.Max(0, reach - 4));
        return Trial.Ways[way] switch
        {
            { Method: FillMethod.Linear } => Math.Max(0, trust),
            { Bend: 0.5f } => Math.Abs(trust) / 3,
            { Bend: 1 } => Math.Max(0, -trust),
            _ => 0,
        };
    }

    // how much of a bend is believed that nothing speaks for or against: all of it where the frames outside lie as far apart as the gap is long, half of one drawn out
    // from a shorter base, which loses least whether it is there or not
    private static float Unproved(Gap gap) => gap.Length + 1 <= (gap.Before - gap.Earlier)!.Value ? 1 : 0.5f;

    // where the trial's gap is longer than this one, that motion fails there says little here: only a picture that hardly changes is held
    private static bool SpeaksForStill(Trial trial, Trial.Score score, int way, Gap gap, int trials) =>
        (trial.After - trial.Before <= gap.Length + 1 || score.Errors[way] < Still)
        && Level(score.Errors[way]) + StillMargin(trial, gap) + (trials == 1 ? Alone : 0) < Moving(score.Errors);

    // a still way must win every trial, and clearly where the trial's gap is longer than this one: motion has more to lose there
    private static double StillMargin(Trial trial, Gap gap) => 0.3 + (1.5 * (((trial.After - trial.Before) / (gap.Length + 1.0)) - 1));

    private static double Moving(double[] errors) => Enumerable.Range(0, errors.Length).Where(w => !IsStill(w) && !double.IsNaN(errors[w])).Min(w => Level(errors[w]));
}
