namespace Answerprint.Media.Filters;

/// <summary>Fills what is unknown of planes smoothly from what is known around it: known values are averaged over ever larger cells and drawn from there (Gortler et al., "The Lumigraph", 1996).</summary>
public static class PushPull
{
    /// <param name="planes">Each H×W; where <paramref name="known"/> is false, overwritten; the rest stands to the bit.</param>
    /// <param name="known">H×W.</param>
    public static void Fill(int width, int height, bool[] known, params IReadOnlyList<float[]> planes)
    {
        var weight = new float[width * height];
        for (var i = 0; i < weight.Length; i++) weight[i] = known[i] ? 1 : 0;
        Fill(width, height, weight, planes);
    }

    private static void Fill(int width, int height, float[] weight, IReadOnlyList<float[]> planes)
    {
        if (width * height == 1 || !weight.AsSpan(0, width * height).ContainsAnyExcept(1f)) return;
        var (w, h) = ((width + 1) / 2, (height + 1) / 2);
        var (sums, smaller) = (new float[w * h], planes.Select(_ => new float[w * h]).ToArray());
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
            {
                var (i, j) = ((y * width) + x, ((y / 2) * w) + (x / 2));
                if (weight[i] == 0) continue;
                sums[j] += weight[i];
                for (var p = 0; p < smaller.Length; p++) smaller[p][j] += weight[i] * planes[p][i];
            }
        var any = false;
        for (var j = 0; j < sums.Length; j++)
        {
            if (sums[j] == 0) continue;
            any = true;
            for (var p = 0; p < smaller.Length; p++) smaller[p][j] /= sums[j];
            sums[j] = Math.Min(1, sums[j]);
        }
        if (!any) return;
        Fill(w, h, sums, smaller);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var i = (y * width) + x;
                if (weight[i] >= 1) continue;
                for (var p = 0; p < smaller.Length; p++) planes[p][i] = (weight[i] * planes[p][i]) + ((1 - weight[i]) * Above(smaller[p], w, h, x, y));
                weight[i] = 1;
            }
        }
    }

    /// <summary>The coarser plane at the centre of a pixel of the finer one, bilinear.</summary>
    private static float Above(float[] plane, int w, int h, int x, int y)
    {
        int x0 = x / 2, y0 = y / 2, x1 = Math.Clamp(x0 + ((x % 2 * 2) - 1), 0, w - 1), y1 = Math.Clamp(y0 + ((y % 2 * 2) - 1), 0, h - 1);
        return (0.5625f * plane[(y0 * w) + x0]) + (0.1875f * (plane[(y0 * w) + x1] + plane[(y1 * w) + x0])) + (0.0625f * plane[(y1 * w) + x1]);
    }
}
