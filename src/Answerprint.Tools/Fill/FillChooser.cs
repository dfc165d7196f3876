namespace Answerprint.Tools.Fill;

/// <summary>Decides how each gap is filled by trying the ways where the truth is known.</summary>
internal static class FillChooser
{
    /// <summary>At most this many trials for one piece of work, spread over its gaps.</summary>
    private const int MostTrials = 12;

    /// <summary>Trials that a gap listens to.</summary>
    private const int Listens = 3;

    /// <summary>The trials to run for these gaps, ascending.</summary>
    public static IReadOnlyList<Trial> Trials(IReadOnlyList<Gap> gaps, Func<int, bool> real)
    {
        var all = gaps.SelectMany(g => Trial.For(g, real)).Distinct().OrderBy(t => t.Truth).ThenBy(t => t.Before).ToList();
        if (all.Count <= MostTrials) return all;
        return [.. Enumerable.Range(0, MostTrials).Select(n => all[(int)(((2L * n) + 1) * all.Count / (2 * MostTrials))])];
    }

    /// <summary>What wins on the trials nearest to the gap.</summary>
    /// <param name="results">Each trial with the error of each of <see cref="Trial.Ways"/>.</param>
    public static FillPlan.Choice Choose(Gap gap, IReadOnlyList<(Trial Trial, double[] Errors)> results)
    {
        var bends = gap is { Earlier: not null, Later: not null };
        var near = results
            .OrderBy(r => Math.Abs((2 * r.Trial.Truth) - gap.First - gap.Last)).Take(Listens)
            .Where(r => r.Trial.After - r.Trial.Before <= 2 * (gap.Length + 1)).ToList();
        if (near.Count == 0) return new(gap.First, gap.Last, bends ? FillMethod.Motion : FillMethod.Linear, bends ? 1 : 0, 0);
        var best = 0;
        Span<double> levels = stackalloc double[Trial.Ways.Count];
        for (var way = 0; way < levels.Length; way++)
        {
            var known = near.Where(r => !double.IsNaN(r.Errors[way])).ToList();
            levels[way] = known.Count < near.Count ? double.PositiveInfinity : known.Average(r => 10 * Math.Log10(r.Errors[way] + 0.02));
            if (!bends && Trial.Ways[way] is (FillMethod.Motion, _)) levels[way] = double.PositiveInfinity;
            // few trials at a small size say little: without clear word, motion is followed as it bends; a still way must win clearly where the trial's gap is longer than this one: motion has more to lose there
            var longer = near.Average(r => (r.Trial.After - r.Trial.Before) / (gap.Length + 1.0)) - 1;
            var margin = Trial.Ways[way] switch
            {
                { Method: FillMethod.Repeat or FillMethod.Blend } => 0.3 + (1.5 * longer),
                { Bend: 0 } => bends ? 0.25 : 0,
                { Bend: 0.5f } => 0.1,
                _ => 0,
            };
            levels[way] += margin;
            if (levels[way] < levels[best]) best = way;
        }
        var (method, bend) = Trial.Ways[best];
        return new(gap.First, gap.Last, method, bend, 10 * Math.Log10(255 * 255) - near.Average(r => 10 * Math.Log10(r.Errors[best] + 0.02)));
    }
}
