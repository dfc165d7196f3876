using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Answerprint.Media.Motion;

/// <summary>
/// Exhaustive search on a small picture for motion too large for a pyramid: every displacement of ±12 cells, sum of absolute
/// differences over 7×7 cells, each clipped at 40 codes, plus .15·√length a cell against ties; then the median of 5×5 vectors.
/// </summary>
public static class BlockSearch
{
    private const int Reach = 12;
    private const int Half = 3;
    private const int Lanes = 16;

    /// <summary>The motion from a to b, constant over cells of <paramref name="cell"/>² pixels.</summary>
    public static FlowField Find(LumaPicture a, LumaPicture b, int cell)
    {
        var small = Search(a.Reduced(cell), b.Reduced(cell), out var w, out var h);
        var flow = new FlowField(a.Width, a.Height);
        for (var y = 0; y < a.Height; y++)
        {
            var row = Math.Min(y / cell, h - 1) * w;
            for (var x = 0; x < a.Width; x++)
            {
                var from = 2 * (row + Math.Min(x / cell, w - 1));
                var to = 2 * ((y * a.Width) + x);
                flow.Values[to] = small[from] * cell;
                flow.Values[to + 1] = small[from + 1] * cell;
            }
        }
        return flow;
    }

    private static float[] Search(LumaPicture a, LumaPicture b, out int w, out int h)
    {
        w = a.Width;
        h = a.Height;
        var wide = (w + (2 * Half) + (2 * Lanes) - 1) / Lanes * Lanes;
        var from = Padded(a, Half, wide);
        var strideB = wide + (2 * Reach) + Lanes;
        var to = Padded(b, Half + Reach, strideB);
        var columns = new short[wide];
        var best = new short[wide * h];
        var which = new short[wide * h];
        Array.Fill(best, short.MaxValue);
        var difference = new short[wide * (h + (2 * Half))];
        for (var d = 0; d < (2 * Reach + 1) * (2 * Reach + 1); d++)
        {
            int dy = (d / ((2 * Reach) + 1)) - Reach, dx = (d % ((2 * Reach) + 1)) - Reach;
            var price = (short)MathF.Round(49 * 0.15f * MathF.Sqrt(MathF.Sqrt((dx * dx) + (dy * dy))));
            for (var y = 0; y < h + (2 * Half); y++)
            {
                var at = ((y + Reach + dy) * strideB) + Reach + dx;
                for (var x = 0; x < wide; x += Lanes)
                {
                    var delta = Vector256.Abs(Vector256.LoadUnsafe(ref from[(y * wide) + x]) - Vector256.LoadUnsafe(ref to[at + x]));
                    Vector256.Min(delta, Vector256.Create((short)40)).StoreUnsafe(ref difference[(y * wide) + x]);
                }
            }
            Array.Clear(columns);
            for (var y = 0; y < (2 * Half) + 1; y++) Turn(columns, difference, y * wide, -1);
            for (var y = 0; y < h; y++)
            {
                var row = y * wide;
                for (var x = 0; x + Lanes <= wide - (2 * Half); x += Lanes) Keep(columns, best, which, row, x, price, (short)d);
                // the last columns, where a whole vector with its window would not fit: again from the end, same values
                Keep(columns, best, which, row, wide - (2 * Half) - Lanes, price, (short)d);
                if (y + 1 < h) Turn(columns, difference, (y + (2 * Half) + 1) * wide, row);
            }
        }
        return Median(which, wide, w, h);
    }

    // a row comes into the sums of the columns, and one goes out of them unless it is -1
    private static void Turn(short[] columns, short[] difference, int comes, int goes)
    {
        for (var x = 0; x < columns.Length; x += Lanes)
        {
            var sum = Vector256.LoadUnsafe(ref columns[x]) + Vector256.LoadUnsafe(ref difference[comes + x]);
            if (goes >= 0) sum -= Vector256.LoadUnsafe(ref difference[goes + x]);
            sum.StoreUnsafe(ref columns[x]);
        }
    }

    // what a displacement costs from column x on, kept where it is less than what was found before
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Keep(short[] columns, short[] best, short[] which, int row, int x, short price, short displacement)
    {
        var sum = Vector256.LoadUnsafe(ref columns[x]) + Vector256.Create(price);
        for (var k = 1; k <= 2 * Half; k++) sum += Vector256.LoadUnsafe(ref columns[x + k]);
        var held = Vector256.LoadUnsafe(ref best[row + x]);
        var less = Vector256.LessThan(sum, held);
        if (less == Vector256<short>.Zero) return;
        Vector256.ConditionalSelect(less, sum, held).StoreUnsafe(ref best[row + x]);
        var old = Vector256.LoadUnsafe(ref which[row + x]);
        Vector256.ConditionalSelect(less, Vector256.Create(displacement), old).StoreUnsafe(ref which[row + x]);
    }

    private static short[] Padded(LumaPicture picture, int pad, int stride)
    {
        var rows = picture.Height + (2 * pad);
        var padded = new short[(stride * rows) + Lanes];
        for (var y = 0; y < rows; y++)
        {
            var line = picture.Pixels.AsSpan(Math.Clamp(y - pad, 0, picture.Height - 1) * picture.Width, picture.Width);
            for (var x = 0; x < stride; x++) padded[(y * stride) + x] = line[Math.Clamp(x - pad, 0, picture.Width - 1)];
        }
        return padded;
    }

    private static float[] Median(short[] which, int stride, int w, int h)
    {
        var vectors = new float[2 * w * h];
        Span<short> xs = stackalloc short[25];
        Span<short> ys = stackalloc short[25];
        for (var y = 0; y < h; y++)
        {
            for (var x = 0; x < w; x++)
            {
                var n = 0;
                for (var v = -2; v <= 2; v++)
                {
                    for (var u = -2; u <= 2; u++)
                    {
                        var d = which[(Math.Clamp(y + v, 0, h - 1) * stride) + Math.Clamp(x + u, 0, w - 1)];
                        xs[n] = (short)((d % ((2 * Reach) + 1)) - Reach);
                        ys[n++] = (short)((d / ((2 * Reach) + 1)) - Reach);
                    }
                }
                xs.Sort();
                ys.Sort();
                vectors[2 * ((y * w) + x)] = xs[12];
                vectors[(2 * ((y * w) + x)) + 1] = ys[12];
            }
        }
        return vectors;
    }
}
