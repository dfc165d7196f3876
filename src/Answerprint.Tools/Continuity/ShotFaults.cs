using System.Globalization;

namespace Answerprint.Tools.Continuity;

/// <summary>Faults within a shot, from what neighbouring frames say of each other.</summary>
internal static class ShotFaults
{
    /// <summary>Two frames that have less in common belong to different shots; surely, or where what lies on either side holds together.</summary>
    private const double Sure = 1, Doubtful = 1.6, Steady = 3;

    /// <summary>A frame repeats the one before where it differs by so much less than frames around it do, which differ by so many display codes at least.</summary>
    private const double Still = 0.3, LeastChange = 1;

    /// <summary>Motion, against the pair before, where a frame is missing; of the pair after; and of both together.</summary>
    private const double LeastJump = 1.6, MostJump = 2.9, LeastReturn = 0.33, MostReturn = 0.64, LeastBoth = 0.75, MostBoth = 1.3;

    /// <summary>Stops by which one frame stands out, or light jumps for good; and times what is usual in the shot.</summary>
    private const double Flicker = 0.05, Step = 0.12, Usual = 5;

    /// <summary>Share of the picture that has to be the same on both sides of a cut; stops of exposure, and between red and blue, that are seen there.</summary>
    internal const double SameThings = 0.15, LightJump = 0.06, WhiteJump = 0.08;

    /// <summary>A frame is repeated so often at most; what stands still for longer stands still.</summary>
    private const int MostRepeats = 2;

    /// <summary>Whether another shot begins with a frame.</summary>
    /// <param name="shot">The pairs of the shot so far.</param>
    public static bool IsCut(IReadOnlyList<PairStudy> shot, PairStudy pair) => pair.Alike < Sure || (pair.Alike < Doubtful && shot.Count > 0 && shot[^1].Alike > Steady);

    public static IEnumerable<ContinuityFault> Of(string clip, IReadOnlyList<PairStudy> pairs)
    {
        var repeats = pairs.Index().Where(p => Repeats(pairs, p.Index)).Select(p => p.Index).ToHashSet();
        // a picture that is shown twice throughout was filmed or drawn so
        var onTwos = pairs.Count >= 8 && repeats.Count > 0.3 * pairs.Count;
        if (onTwos) yield return new(FaultKind.Duplicate, clip, pairs[repeats.Min()].Frame, 1, string.Create(CultureInfo.InvariantCulture, $"{repeats.Count} of {pairs.Count + 1} frames repeat the one before: the shot was made at a lower rate"), "brief SHOW SHOT retime, if it is to be smooth") { IsThroughout = true };
        else
            foreach (var i in repeats.Order())
                yield return new(FaultKind.Duplicate, clip, pairs[i].Frame, 1 + Math.Min(2, Usually(pairs, i) / Math.Max(0.5, pairs[i].Change) / 10), "the frame repeats the one before it, while things move around it", string.Create(CultureInfo.InvariantCulture, $"brief SHOW SHOT fill {pairs[i].Frame}, where nobody is in it"));
        var usual = pairs.Select(p => Math.Abs(p.Lighter)).Order().ElementAtOrDefault(pairs.Count / 2);
        for (var i = 0; i < pairs.Count; i++)
        {
            if (!onTwos && i + 1 < pairs.Count && !repeats.Contains(i) && !repeats.Contains(i + 1) && !repeats.Contains(i - 1) && pairs[i].Pace is >= LeastJump and <= MostJump && pairs[i + 1].Pace is >= LeastReturn and <= MostReturn && pairs[i].Pace * pairs[i + 1].Pace is >= LeastBoth and <= MostBoth)
                yield return new(FaultKind.Dropped, clip, pairs[i].Frame, 0.5 + (pairs[i].Pace / 2), string.Create(CultureInfo.InvariantCulture, $"things move {pairs[i].Pace:0.0} times as far as around it: a frame before it is missing"), "ask for the camera's own file; where nobody is in it: try fill --between 1");
            if (IsFlicker(pairs, i, usual) is { } off)
                yield return new(FaultKind.Flicker, clip, pairs[i].Frame, Math.Abs(off) / Flicker, string.Create(CultureInfo.InvariantCulture, $"the frame is {Math.Abs(off):0.00} stops {(off > 0 ? "lighter" : "darker")} than those beside it"), "try relight --deflicker");
            else if (IsStep(pairs, i, usual))
                yield return new(FaultKind.LightStep, clip, pairs[i].Frame, Math.Abs(pairs[i].Lighter) / Step, string.Create(CultureInfo.InvariantCulture, $"from here on it is {Math.Abs(pairs[i].Lighter):0.00} stops {(pairs[i].Lighter > 0 ? "lighter" : "darker")}"), "look whether a light or the iris moved; try relight --deflicker");
        }
    }

    /// <summary>Whether the later of two frames repeats the earlier: what moves on either side of a few such pairs stands still in them.</summary>
    private static bool Repeats(IReadOnlyList<PairStudy> pairs, int i) => Usually(pairs, i) is var around && around >= LeastChange && pairs[i].Change < Still * around;

    /// <summary>The lesser change of the nearest pairs on either side that are no such repeat; 0 where there are none near.</summary>
    private static double Usually(IReadOnlyList<PairStudy> pairs, int i)
    {
        double before = 0, after = 0;
        for (var k = i - 1; k >= Math.Max(0, i - MostRepeats); k--) before = Math.Max(before, pairs[k].Change);
        for (var k = i + 1; k <= Math.Min(pairs.Count - 1, i + MostRepeats); k++) after = Math.Max(after, pairs[k].Change);
        return Math.Min(before, after);
    }

    /// <summary>By how many stops one frame alone stands out; null where it does not.</summary>
    private static double? IsFlicker(IReadOnlyList<PairStudy> pairs, int i, double usual)
    {
        if (i + 1 >= pairs.Count) return null;
        double there = pairs[i].Lighter, back = pairs[i + 1].Lighter;
        var off = Math.Min(Math.Abs(there), Math.Abs(back));
        return there * back < 0 && off > Math.Max(Flicker, Usual * usual) && Math.Max(Math.Abs(there), Math.Abs(back)) < 2.5 * off && pairs[i].Seen >= SameThings && pairs[i + 1].Seen >= SameThings ? (there - back) / 2 : null;
    }

    /// <summary>Whether light jumps from one frame to the next, and neither slowly nor back.</summary>
    private static bool IsStep(IReadOnlyList<PairStudy> pairs, int i, double usual)
    {
        var jump = pairs[i].Lighter;
        if (Math.Abs(jump) <= Math.Max(Step, 2 * Usual * usual) || pairs[i].Seen < SameThings) return false;
        foreach (var k in new[] { i - 2, i - 1, i + 1, i + 2 })
            if (k >= 0 && k < pairs.Count && Math.Abs(pairs[k].Lighter) > Math.Abs(jump) / 3) return false;
        return true;
    }
}
