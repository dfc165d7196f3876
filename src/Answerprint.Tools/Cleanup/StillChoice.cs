using Answerprint.Media.Filters;

namespace Answerprint.Tools.Cleanup;

/// <summary>
/// Where the camera stands still, nothing beats the same pixel of the nearest frame that shows it. Each part of a hole is asked by itself: if around it that copy is as good as what was
/// chosen, the copy is taken for all of the part, so that it is never worse than it.
/// </summary>
internal static class StillChoice
{
    /// <summary>Parts of a hole that lie so near to each other, in pixels, are one.</summary>
    private const int Together = 6;

    /// <summary>Pixels of a stretch, each way.</summary>
    private const int Stretch = 48;

    /// <summary>The copy may be so much worse around the part, as a share and in codes, for what was fitted there seems better than it is.</summary>
    private const double Share = 1.05, Codes = 0.2;

    /// <param name="hole">H×W.</param>
    /// <param name="number">Of the frame with the hole.</param>
    /// <param name="view">By pixel of the hole: what was chosen; changed.</param>
    public static void Settle(IReadOnlyList<SourceView> views, int number, bool[] hole, int[] pixels, int width, int height, int[] view)
    {
        // the nearest first, of two the earlier
        int[] whole = [.. Enumerable.Range(0, views.Count).Where(v => views[v].IsWhole).OrderBy(v => Math.Abs(views[v].Frame - number)).ThenBy(v => views[v].Frame)];
        if (whole.Length == 0) return;
        var copy = new int[pixels.Length];
        for (var n = 0; n < pixels.Length; n++) copy[n] = Array.Find(whole, v => views[v].Shows(n)) is var found && views[found].IsWhole && views[found].Shows(n) ? found : -1;
        foreach (var part in Parts(hole, pixels, width, height))
        {
            var (own, other, missing) = (0.0, 0.0, 0);
            foreach (var n in part)
            {
                if (copy[n] < 0 || view[n] < 0) { missing += copy[n] < 0 && view[n] >= 0 ? 1 : 0; continue; }
                own += views[copy[n]].Error[n];
                other += views[view[n]].Error[n];
            }
            var count = part.Count;
            if (missing > 0 || own > Math.Max(Share * other, other + (Codes * count))) continue;
            foreach (var n in part) if (copy[n] >= 0) view[n] = copy[n];
        }
    }

    private static List<List<int>> Parts(bool[] hole, int[] pixels, int width, int height)
    {
        var near = Masks.Grown(hole, width, height, Together);
        var label = new int[near.Length];
        var open = new Stack<int>();
        var count = 0;
        foreach (var start in pixels)
        {
            if (label[start] != 0) continue;
            label[start] = ++count;
            open.Push(start);
            while (open.TryPop(out var i))
            {
                var (x, y) = (i % width, i / width);
                for (var d = 0; d < 4; d++)
                {
                    var (u, v) = (x + (d == 0 ? 1 : d == 1 ? -1 : 0), y + (d == 2 ? 1 : d == 3 ? -1 : 0));
                    if (u < 0 || v < 0 || u >= width || v >= height || !near[(v * width) + u] || label[(v * width) + u] != 0) continue;
                    label[(v * width) + u] = count;
                    open.Push((v * width) + u);
                }
            }
        }
        // a long part hangs over many things: each stretch of it is asked by itself
        var bounds = new (int X0, int Y0, int X1, int Y1)[count + 1];
        bounds.AsSpan().Fill((int.MaxValue, int.MaxValue, -1, -1));
        foreach (var i in pixels)
        {
            ref var b = ref bounds[label[i]];
            b = (Math.Min(b.X0, i % width), Math.Min(b.Y0, i / width), Math.Max(b.X1, i % width), Math.Max(b.Y1, i / width));
        }
        var stretches = new SortedDictionary<(int, int, int), List<int>>();
        for (var n = 0; n < pixels.Length; n++)
        {
            var b = bounds[label[pixels[n]]];
            var isLong = Math.Max(b.X1 - b.X0, b.Y1 - b.Y0) > Math.Max(width, height) / 4;
            var key = (label[pixels[n]], isLong ? pixels[n] / width / Stretch : 0, isLong ? pixels[n] % width / Stretch : 0);
            if (!stretches.TryGetValue(key, out var own)) stretches[key] = own = [];
            own.Add(n);
        }
        return [.. stretches.Values];
    }
}
