using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Answerprint.Media.Filters;

/// <summary>Median of a 3×3 neighbourhood, borders replicated, by the 19-exchange network of Paeth (Graphics Gems, 1990).</summary>
public static class Median
{
    /// <summary>Filters interleaved samples, each of the <paramref name="parts"/> by itself.</summary>
    /// <param name="source">H×W×parts.</param>
    /// <param name="target">Another array of the same shape.</param>
    public static void Three(float[] source, float[] target, int width, int height, int parts)
    {
        var n = width * parts;
        var up = new float[n + (2 * parts) + Lanes.Count];
        var mid = new float[up.Length];
        var down = new float[up.Length];
        Edge(source, 0, n, parts, up);
        Edge(source, 0, n, parts, mid);
        for (var y = 0; y < height; y++)
        {
            Edge(source, Math.Min(y + 1, height - 1) * n, n, parts, down);
            var at = y * n;
            var x = 0;
            for (; x <= n - Lanes.Count; x += Lanes.Count) Lanes.Store(Middle(up, mid, down, x, parts), target, at + x);
            if (x < n)
            {
                var last = Middle(up, mid, down, x, parts);
                for (var i = 0; x + i < n; i++) target[at + x + i] = last.GetElement(i);
            }
            (up, mid, down) = (mid, down, up);
        }
    }

    private static void Edge(float[] source, int from, int length, int parts, float[] row)
    {
        source.AsSpan(from, length).CopyTo(row.AsSpan(parts));
        source.AsSpan(from, parts).CopyTo(row);
        source.AsSpan(from + length - parts, parts).CopyTo(row.AsSpan(parts + length));
    }

    private static Vector256<float> Middle(float[] up, float[] mid, float[] down, int x, int parts)
    {
        var a = Lanes.Load(up, x);
        var b = Lanes.Load(up, x + parts);
        var c = Lanes.Load(up, x + (2 * parts));
        var d = Lanes.Load(mid, x);
        var e = Lanes.Load(mid, x + parts);
        var f = Lanes.Load(mid, x + (2 * parts));
        var g = Lanes.Load(down, x);
        var h = Lanes.Load(down, x + parts);
        var i = Lanes.Load(down, x + (2 * parts));
        Sort(ref b, ref c); Sort(ref e, ref f); Sort(ref h, ref i);
        Sort(ref a, ref b); Sort(ref d, ref e); Sort(ref g, ref h);
        Sort(ref b, ref c); Sort(ref e, ref f); Sort(ref h, ref i);
        d = Vector256.Max(a, d);
        f = Vector256.Min(f, i);
        Sort(ref e, ref h);
        g = Vector256.Max(d, g);
        e = Vector256.Max(b, e);
        c = Vector256.Min(c, f);
        e = Vector256.Min(e, h);
        Sort(ref e, ref c);
        e = Vector256.Max(g, e);
        return Vector256.Min(e, c);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Sort(ref Vector256<float> low, ref Vector256<float> high)
    {
        var least = Vector256.Min(low, high);
        high = Vector256.Max(low, high);
        low = least;
    }
}
