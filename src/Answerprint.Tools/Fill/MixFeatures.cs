using Answerprint.Media.Filters;

namespace Answerprint.Tools.Fill;

/// <summary>The planes that the mixing network looks at, from the evidence of the candidates: six for each hypothesis, whether or not it is there, and seven for the place.</summary>
internal static class MixFeatures
{
    public const int EachCandidate = 6, Place = 7;

    /// <summary>How many planes.</summary>
    public static int Count => (EachCandidate * MixEvidence.Names.Count) + Place;

    /// <param name="evidence">Of the candidates that are there, each of the same size.</param>
    /// <param name="deviation">Pixels, or null.</param>
    /// <param name="t">0 at the frame before the gap, 1 at the frame after it.</param>
    /// <param name="gap">Frames missing.</param>
    /// <param name="doubt">See <see cref="Fusion.Doubt(int)"/>.</param>
    public static float[][] Of(IReadOnlyList<MixEvidence> evidence, float[]? deviation, float t, int gap, float doubt, int width, int height, int threads = 1, CancellationToken cancel = default)
    {
        var planes = new float[Count][];
        for (var p = 0; p < planes.Length; p++) planes[p] = new float[width * height];
        var luma = new float[width * height];
        var known = evidence.ToArray();
        var absent = Enumerable.Range(0, MixEvidence.Names.Count).Where(slot => known.All(e => e.Slot != slot)).ToArray();
        Rows.Each(threads, height, (first, end) =>
        {
            foreach (var slot in absent) Absent(planes, slot, first * width, end * width);
            Look(known, deviation, t, gap, doubt, planes, luma, first * width, end * width);
        }, cancel);
        Slope(luma, planes[(EachCandidate * MixEvidence.Names.Count) + 2], width, height);
        return planes;
    }

    private static void Look(MixEvidence[] evidence, float[]? deviation, float t, int gap, float doubt, float[][] planes, float[] luma, int start, int end)
    {
        var place = EachCandidate * MixEvidence.Names.Count;
        Span<float> weights = stackalloc float[evidence.Length];
        for (var i = start; i < end; i++)
        {
            var least = evidence[0].Cost[i];
            foreach (var e in evidence) least = MathF.Min(least, e.Cost[i]);
            float sum = 0, x = 0, y = 0, squares = 0;
            for (var c = 0; c < weights.Length; c++)
            {
                // the weight without a network, nearly, in operations that are the same everywhere
                weights[c] = Falling((evidence[c].Cost[i] - least - (evidence[c].Slot == Fusion.StillSlot ? least * doubt : 0)) * Fusion.Scale);
                sum += weights[c];
            }
            for (var c = 0; c < weights.Length; c++)
            {
                var weight = weights[c] /= sum;
                luma[i] += weight * evidence[c].Luma[i];
                x += weight * evidence[c].X[i];
                y += weight * evidence[c].Y[i];
                squares += weight * weight;
            }
            foreach (var e in evidence)
            {
                var first = EachCandidate * e.Slot;
                float dx = e.X[i] - x, dy = e.Y[i] - y, apart = MathF.Sqrt((dx * dx) + (dy * dy));
                planes[first][i] = MathF.Min((e.Cost[i] - least) * Fusion.Scale, 4);
                planes[first + 1][i] = MathF.Min(e.Difference[i], 48) * (1f / 16);
                planes[first + 2][i] = e.SeenA[i];
                planes[first + 3][i] = e.SeenB[i];
                planes[first + 4][i] = MathF.Min(MathF.Max((e.Luma[i] - luma[i]) * (1f / 16), -3), 3);
                planes[first + 5][i] = 2 * apart / (apart + 2);
            }
            var far = MathF.Sqrt((x * x) + (y * y));
            planes[place][i] = MathF.Min(least * 0.1f, 4);
            planes[place + 1][i] = 2 * far / (far + 20);
            planes[place + 3][i] = t;
            planes[place + 4][i] = MathF.Min(gap, 12) * 0.25f;
            planes[place + 5][i] = deviation is null ? 0 : MathF.Min(deviation[i] * 0.5f, 4);
            planes[place + 6][i] = squares;
        }
    }

    // what stands where there is no such candidate: dear, unlike, unseen
    private static void Absent(float[][] planes, int slot, int start, int end)
    {
        var first = EachCandidate * slot;
        planes[first].AsSpan(start, end - start).Fill(4);
        planes[first + 1].AsSpan(start, end - start).Fill(3);
        planes[first + 5].AsSpan(start, end - start).Fill(2);
    }

    // codes from cell to cell, right and down
    private static void Slope(float[] luma, float[] slope, int width, int height)
    {
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var i = (y * width) + x;
                var right = x + 1 < width ? luma[i + 1] - luma[i] : 0;
                var down = y + 1 < height ? luma[i + width] - luma[i] : 0;
                slope[i] = MathF.Min((MathF.Abs(right) + MathF.Abs(down)) * (1f / 16), 4);
            }
        }
    }

    // (1 + z/8)^-8, for z > -8
    private static float Falling(float z)
    {
        var one = 1 / (1 + (MathF.Max(z, -4) * 0.125f));
        var two = one * one;
        var four = two * two;
        return four * four;
    }
}
