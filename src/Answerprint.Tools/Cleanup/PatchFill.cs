using Answerprint.Media.Filters;

namespace Answerprint.Tools.Cleanup;

/// <summary>
/// Invents what no frame shows, from patches of the same frame: PatchMatch (Barnes et al. 2009) within the coarse-to-fine vote of Wexler, Shechtman and Irani ("Space-time completion of video",
/// 2007). Chance is seeded. What it makes is nobody's picture and is said to be synthesised.
/// </summary>
internal sealed class PatchFill
{
    private const int Radius = 4, Levels = 4, Rounds = 5;

    /// <summary>Pixels around what is invented from which patches may come.</summary>
    private const int Around = 96;

    private readonly int width, height;
    private readonly bool[] hole, source;
    private readonly float[][] planes;
    private readonly int[] match;
    private readonly float[] distance;
    private ulong state;

    private PatchFill(int width, int height, bool[] hole, bool[] source, float[][] planes, ulong seed)
    {
        (this.width, this.height, this.hole, this.planes, state) = (width, height, hole, planes, seed | 1);
        // a patch may come from where every pixel of it may
        this.source = Array.ConvertAll(Masks.Grown(Array.ConvertAll(source, s => !s), width, height, Radius), g => !g);
        for (var i = 0; i < this.source.Length; i++)
            if (i % width < Radius || i % width >= width - Radius || i / width < Radius || i / width >= height - Radius) this.source[i] = false;
        match = new int[width * height];
        distance = new float[width * height];
    }

    /// <summary>Fills <paramref name="hole"/> in the planes.</summary>
    /// <param name="planes">Display codes, H×W each; changed in the hole only.</param>
    /// <param name="hole">H×W, what is to be invented.</param>
    /// <param name="source">H×W, what patches may be made of.</param>
    public static void Fill(float[][] planes, int width, int height, bool[] hole, bool[] source, ulong seed, CancellationToken cancel)
    {
        if (Masks.Bounds(hole, width) is not var (hx0, hy0, hx1, hy1)) return;
        int x0 = Math.Max(0, hx0 - Around), y0 = Math.Max(0, hy0 - Around), w = Math.Min(width, hx1 + Around + 1) - x0, h = Math.Min(height, hy1 + Around + 1) - y0;
        var own = planes.Select(p => Cut(p)).ToArray();
        var (inside, from) = (Cut(hole), Cut(source));
        PushPull.Fill(w, h, Array.ConvertAll(inside, i => !i), own);
        Solve(own, w, h, inside, from, Levels, seed, cancel);
        for (var y = 0; y < h; y++)
            for (var x = 0; x < w; x++)
                if (inside[(y * w) + x])
                    for (var c = 0; c < planes.Length; c++) planes[c][((y + y0) * width) + x + x0] = own[c][(y * w) + x];

        T[] Cut<T>(T[] plane)
        {
            var part = new T[w * h];
            for (var y = 0; y < h; y++) plane.AsSpan(((y + y0) * width) + x0, w).CopyTo(part.AsSpan(y * w));
            return part;
        }
    }

    /// <returns>Where each patch came from; null where no patch is to be had.</returns>
    private static int[]? Solve(float[][] planes, int w, int h, bool[] hole, bool[] source, int levels, ulong seed, CancellationToken cancel)
    {
        int[]? coarser = null;
        var (halfW, halfH) = (w / 2, h / 2);
        if (levels > 1 && Math.Min(halfW, halfH) > 4 * ((2 * Radius) + 1))
        {
            var (smaller, inside, from) = (planes.Select(_ => new float[halfW * halfH]).ToArray(), new bool[halfW * halfH], new bool[halfW * halfH]);
            for (var y = 0; y < halfH; y++)
                for (var x = 0; x < halfW; x++)
                {
                    int i = (2 * y * w) + (2 * x), j = (y * halfW) + x;
                    inside[j] = hole[i] || hole[i + 1] || hole[i + w] || hole[i + w + 1];
                    from[j] = source[i] && source[i + 1] && source[i + w] && source[i + w + 1];
                    for (var c = 0; c < planes.Length; c++) smaller[c][j] = (planes[c][i] + planes[c][i + 1] + planes[c][i + w] + planes[c][i + w + 1]) / 4;
                }
            coarser = Solve(smaller, halfW, halfH, inside, from, levels - 1, seed + 1, cancel);
        }
        var fill = new PatchFill(w, h, hole, source, planes, seed * 0x9E3779B97F4A7C15UL);
        return fill.Run(coarser, halfW, halfH, cancel) ? fill.match : null;
    }

    private bool Run(int[]? coarser, int coarseWidth, int coarseHeight, CancellationToken cancel)
    {
        var places = Enumerable.Range(0, source.Length).Where(i => source[i]).ToArray();
        if (places.Length == 0) return false;
        var targets = Targets();
        // at the edge of a reduced picture, or of a tiny one, there is no room for a patch
        if (targets.Length == 0) return false;
        foreach (var i in targets)
        {
            var guess = -1;
            if (coarser is not null)
            {
                var (x, y) = (i % width, i / width);
                var j = (Math.Min(coarseHeight - 1, y / 2) * coarseWidth) + Math.Min(coarseWidth - 1, x / 2);
                if (coarser[j] >= 0) guess = ((coarser[j] / coarseWidth * 2) + (y % 2)) * width is var row && (coarser[j] % coarseWidth * 2) + (x % 2) is var column && row / width < height && column < width ? row + column : -1;
            }
            match[i] = guess >= 0 && source[guess] ? guess : places[(int)(Next() % (ulong)places.Length)];
        }
        if (coarser is not null) Vote(targets);
        for (var round = 0; round < Rounds; round++)
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var i in targets) distance[i] = Apart(i, match[i], float.PositiveInfinity);
            for (var k = 0; k < targets.Length; k++) Improve(targets[round % 2 == 0 ? k : targets.Length - 1 - k], round % 2 == 0 ? 1 : -1);
            Vote(targets);
        }
        return true;
    }

    /// <summary>Centres of patches that reach the hole, ascending; others have no match.</summary>
    private int[] Targets()
    {
        var near = Masks.Grown(hole, width, height, Radius);
        match.AsSpan().Fill(-1);
        return [.. Enumerable.Range(0, near.Length).Where(i => near[i] && i % width >= Radius && i % width < width - Radius && i / width >= Radius && i / width < height - Radius)];
    }

    private void Improve(int i, int direction)
    {
        foreach (var step in new[] { direction, direction * width })
        {
            var neighbour = i - step;
            if (neighbour < 0 || neighbour >= match.Length || match[neighbour] < 0) continue;
            Try(i, match[neighbour] + step);
        }
        for (var reach = Math.Max(width, height); reach >= 1; reach /= 2)
        {
            int x = (match[i] % width) + (int)(Next() % (ulong)((2 * reach) + 1)) - reach, y = (match[i] / width) + (int)(Next() % (ulong)((2 * reach) + 1)) - reach;
            if (x >= 0 && y >= 0 && x < width && y < height) Try(i, (y * width) + x);
        }
    }

    private void Try(int i, int place)
    {
        if (place < 0 || place >= source.Length || !source[place]) return;
        var apart = Apart(i, place, distance[i]);
        if (apart < distance[i]) (match[i], distance[i]) = (place, apart);
    }

    private float Apart(int a, int b, float least)
    {
        var sum = 0f;
        for (var v = -Radius; v <= Radius; v++)
        {
            int i = a + (v * width) - Radius, j = b + (v * width) - Radius;
            foreach (var plane in planes)
                for (var u = 0; u <= 2 * Radius; u++)
                {
                    var d = plane[i + u] - plane[j + u];
                    sum += d * d;
                }
            if (sum >= least) return float.PositiveInfinity;
        }
        return sum;
    }

    private void Vote(int[] targets)
    {
        foreach (var i in targets) distance[i] = Apart(i, match[i], float.PositiveInfinity);
        var sorted = targets.Select(i => distance[i]).Order().ToArray();
        var sigma = Math.Max(1, sorted[sorted.Length * 3 / 4]);
        var (sums, weights) = (planes.Select(_ => new float[hole.Length]).ToArray(), new float[hole.Length]);
        foreach (var i in targets)
        {
            var weight = MathF.Exp(-2 * distance[i] / sigma) + 1e-6f;
            for (var v = -Radius; v <= Radius; v++)
                for (var u = -Radius; u <= Radius; u++)
                {
                    var at = i + (v * width) + u;
                    if (!hole[at]) continue;
                    var from = match[i] + (v * width) + u;
                    for (var c = 0; c < planes.Length; c++) sums[c][at] += weight * planes[c][from];
                    weights[at] += weight;
                }
        }
        for (var i = 0; i < hole.Length; i++)
            if (hole[i] && weights[i] > 0)
                for (var c = 0; c < planes.Length; c++) planes[c][i] = sums[c][i] / weights[i];
    }

    private ulong Next()
    {
        state ^= state << 13;
        state ^= state >> 7;
        return state ^= state << 17;
    }
}
