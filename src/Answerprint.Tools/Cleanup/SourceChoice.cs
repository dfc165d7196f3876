namespace Answerprint.Tools.Cleanup;

/// <summary>
/// Which view each pixel of a hole is taken from: of the five cheapest the one that agrees best with the others (a weighted medoid, never a mean, so that it stays sharp and comes from one
/// place), then moved until neighbours that come from different views differ as little as can be (iterated conditional modes, Besag 1986).
/// </summary>
internal static class SourceChoice
{
    private const int Kept = 5, Rounds = 6;

    /// <summary>Codes by which two views may differ before more counts no more.</summary>
    private const float Most = 40;

    /// <summary>What a seam costs, beside what is seen of it.</summary>
    private const float Seam = 0.4f;

    /// <returns>For each pixel the index of a view, or −1 where none shows it; and how far the views that show it are apart, in codes.</returns>
    public static (int[] View, float[] Spread) Of(IReadOnlyList<SourceView> views, int[] pixels, int width, int height)
    {
        var count = pixels.Length;
        var (kept, data) = (new int[count * Kept], new float[count * Kept]);
        var (label, spread) = (new int[count], new float[count]);
        kept.AsSpan().Fill(-1);
        var order = new List<int>();
        for (var n = 0; n < count; n++)
        {
            order.Clear();
            for (var v = 0; v < views.Count; v++) if (views[v].Shows(n)) order.Add(v);
            order.Sort((a, b) => views[a].Cost[n] != views[b].Cost[n] ? views[a].Cost[n].CompareTo(views[b].Cost[n]) : a.CompareTo(b));
            label[n] = -1;
            var least = float.PositiveInfinity;
            for (var k = 0; k < Math.Min(Kept, order.Count); k++)
            {
                var view = views[order[k]];
                var (sum, weights) = (0f, 0f);
                for (var m = 0; m < Math.Min(Kept, order.Count); m++)
                {
                    var weight = MathF.Exp(-views[order[m]].Cost[n] / 6);
                    sum += weight * Math.Min(Most, view.Apart(views[order[m]], n));
                    weights += weight;
                }
                var apart = weights > 0 ? sum / weights : 0;
                (kept[(n * Kept) + k], data[(n * Kept) + k]) = (order[k], view.Cost[n] + apart);
                if (data[(n * Kept) + k] >= least) continue;
                (least, label[n], spread[n]) = (data[(n * Kept) + k], order[k], apart);
            }
        }
        Settle(views, pixels, width, height, kept, data, label);
        return (label, spread);
    }

    private static void Settle(IReadOnlyList<SourceView> views, int[] pixels, int width, int height, int[] kept, float[] data, int[] label)
    {
        var at = new Dictionary<int, int>(pixels.Length);
        for (var n = 0; n < pixels.Length; n++) at[pixels[n]] = n;
        var beside = new int[pixels.Length * 4];
        for (var n = 0; n < pixels.Length; n++)
        {
            var (x, y) = (pixels[n] % width, pixels[n] / width);
            beside[4 * n] = x > 0 ? at.GetValueOrDefault(pixels[n] - 1, -1) : -1;
            beside[(4 * n) + 1] = x < width - 1 ? at.GetValueOrDefault(pixels[n] + 1, -1) : -1;
            beside[(4 * n) + 2] = y > 0 ? at.GetValueOrDefault(pixels[n] - width, -1) : -1;
            beside[(4 * n) + 3] = y < height - 1 ? at.GetValueOrDefault(pixels[n] + width, -1) : -1;
        }
        for (var round = 0; round < Rounds; round++)
        {
            var moved = 0;
            for (var n = 0; n < pixels.Length; n++)
            {
                if (label[n] < 0) continue;
                var (best, least) = (label[n], float.PositiveInfinity);
                for (var k = 0; k < Kept && kept[(n * Kept) + k] >= 0; k++)
                {
                    var view = kept[(n * Kept) + k];
                    var energy = data[(n * Kept) + k];
                    for (var d = 0; d < 4; d++)
                    {
                        var m = beside[(4 * n) + d];
                        if (m < 0 || label[m] < 0 || label[m] == view) continue;
                        energy += Seam + Between(views[view], views[label[m]], n, m);
                    }
                    if (energy < least) (best, least) = (view, energy);
                }
                if (best == label[n]) continue;
                label[n] = best;
                moved++;
            }
            if (moved == 0) return;
        }
    }

    /// <summary>How much is seen of a seam between two pixels, each from its own view.</summary>
    private static float Between(SourceView one, SourceView other, int n, int m) =>
        other.Shows(n) && one.Shows(m) ? Math.Min(Most, (one.Apart(other, n) + one.Apart(other, m)) / 2) : Most / 2;
}
