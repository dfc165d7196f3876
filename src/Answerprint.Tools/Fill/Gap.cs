using Answerprint.Media.Time;

namespace Answerprint.Tools.Fill;

/// <summary>Missing frames side by side, and the real frames around them.</summary>
/// <param name="First">The first missing number.</param>
/// <param name="Last">The last missing number.</param>
/// <param name="Before">The last real frame before it, or null at the head.</param>
/// <param name="After">The first real frame after it, or null at the tail.</param>
/// <param name="Earlier">A real frame before <paramref name="Before"/> that is near enough to tell how motion bends.</param>
/// <param name="Later">The same after <paramref name="After"/>.</param>
internal sealed record Gap(int First, int Last, int? Before, int? After, int? Earlier, int? Later)
{
    /// <summary>The longest gap that was measured: what is made in longer ones always wants a look.</summary>
    public const int LongestMeasured = 24;

    /// <summary>Missing frames.</summary>
    public int Length => Last - First + 1;

    /// <summary>The gaps of a list of missing numbers, ascending.</summary>
    /// <param name="real">Whether a number is a frame that exists and is not listed.</param>
    /// <param name="missing">Ascending.</param>
    public static IReadOnlyList<Gap> In(IReadOnlyList<int> missing, Func<int, bool> real)
    {
        var gaps = new List<Gap>();
        for (var i = 0; i < missing.Count;)
        {
            var end = i + 1;
            while (end < missing.Count && missing[end] == missing[end - 1] + 1) end++;
            int first = missing[i], last = missing[end - 1];
            int? before = real(first - 1) ? first - 1 : null;
            int? after = real(last + 1) ? last + 1 : null;
            var reach = last - first + 2;
            gaps.Add(new(first, last, before, after, Near(before, -1, reach), Near(after, 1, reach)));
            i = end;
        }
        return gaps;

        int? Near(int? from, int step, int reach) => Gap.Near(from, step, reach, real);
    }

    /// <summary>The gaps that frames lie in which are to be made between others: each from one real frame to the next, whatever else of it is asked for.</summary>
    /// <param name="asked">Ascending; none of them real.</param>
    /// <param name="within">Where real frames may lie.</param>
    public static IReadOnlyList<Gap> Around(IReadOnlyList<int> asked, Func<int, bool> real, FrameRange within)
    {
        var gaps = new List<Gap>();
        for (var i = 0; i < asked.Count;)
        {
            int? before = null, after = null;
            for (var n = asked[i] - 1; n >= within.Start && before is null; n--)
                if (real(n)) before = n;
            for (var n = asked[i] + 1; n < within.End && after is null; n++)
                if (real(n)) after = n;
            var end = i + 1;
            while (end < asked.Count && (after is null || asked[end] < after)) end++;
            var (first, last) = (before + 1 ?? asked[i], after - 1 ?? asked[end - 1]);
            var reach = last - first + 2;
            gaps.Add(new(first, last, before, after, Near(before, -1, reach, real), Near(after, 1, reach, real)));
            i = end;
        }
        return gaps;
    }

    private static int? Near(int? from, int step, int reach, Func<int, bool> real)
    {
        if (from is not { } start) return null;
        for (var k = 1; k <= reach; k++)
            if (real(start + (k * step))) return start + (k * step);
        return null;
    }
}
