using System.Runtime.Intrinsics;
using Answerprint.Media.Filters;

namespace Answerprint.Media.Motion;

/// <summary>
/// The soft ternary census distance of two pictures (Meister, Hur, Roth, "UnFlow", AAAI 2018) over 5×5 pixels:
/// n(p) = p / √(13 + p²) of each difference p to the centre; the distance is the mean of d² / (.1 + d²), d = nₐ − n_b, in 0..1.
/// </summary>
public static class SoftCensus
{
    private const float Spread = 12.96f;

    /// <param name="a">H×W, padded as <see cref="Lanes.Plane"/> makes it, in codes 0..255.</param>
    /// <param name="b">The same.</param>
    /// <param name="distance">H×W, the same; overwritten.</param>
    public static void Distance(float[] a, float[] b, float[] distance, int width, int height)
    {
        Array.Clear(distance);
        // a pair of pixels counts the same from either end, so each pair is worked out once
        for (var y = 0; y < height; y++)
        {
            for (var dy = 0; dy <= Math.Min(2, height - 1 - y); dy++)
                for (var dx = dy == 0 ? 1 : -2; dx <= 2; dx++)
                    Pairs(a, b, distance, y * width, ((y + dy) * width) + dx, Math.Max(0, -dx), width - Math.Max(0, dx));
        }
        for (var i = 0; i < distance.Length; i += Lanes.Count) Lanes.Store(Lanes.Load(distance, i) * (1f / 24), distance, i);
    }

    private static void Pairs(float[] a, float[] b, float[] distance, int here, int there, int first, int end)
    {
        var x = first;
        for (; x <= end - Lanes.Count; x += Lanes.Count)
        {
            var p = Lanes.Load(a, there + x) - Lanes.Load(a, here + x);
            var q = Lanes.Load(b, there + x) - Lanes.Load(b, here + x);
            var sp = (p * p) + Vector256.Create(Spread);
            var sq = (q * q) + Vector256.Create(Spread);
            var d = (p * Vector256.Sqrt(sq)) - (q * Vector256.Sqrt(sp));
            d *= d;
            d /= (sp * sq * 0.1f) + d;
            Lanes.Store(Lanes.Load(distance, here + x) + d, distance, here + x);
            Lanes.Store(Lanes.Load(distance, there + x) + d, distance, there + x);
        }
        for (; x < end; x++)
        {
            var p = a[there + x] - a[here + x];
            var q = b[there + x] - b[here + x];
            var sp = (p * p) + Spread;
            var sq = (q * q) + Spread;
            var d = (p * MathF.Sqrt(sq)) - (q * MathF.Sqrt(sp));
            d *= d;
            d /= (sp * sq * 0.1f) + d;
            distance[here + x] += d;
            distance[there + x] += d;
        }
    }
}
