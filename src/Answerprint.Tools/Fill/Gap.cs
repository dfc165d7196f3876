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

        int? Near(int? from, int step, int reach)
        {
            if (from is not { } start) return null;
            for (var k = 1; k <= reach; k++)
                if (real(start + (k * step))) return start + (k * step);
            return null;
        }
    }
}
