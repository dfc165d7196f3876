using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Answerprint.Media.Filters;

/// <summary>A plane with its borders replicated <see cref="Pad"/> pixels outwards, so that an eight-tap resampler never asks whether it is inside.</summary>
public sealed class PaddedPlane
{
    /// <summary>Room for eight taps around a position clamped to four pixels outside.</summary>
    public const int Pad = 8;

    /// <param name="source">H×W, row by row.</param>
    public PaddedPlane(ReadOnlySpan<float> source, int width, int height)
    {
        Width = width;
        Height = height;
        Stride = width + (2 * Pad);
        Values = GC.AllocateUninitializedArray<float>(checked(Stride * (height + (2 * Pad))));
        for (var y = 0; y < height; y++)
        {
            var row = Values.AsSpan((y + Pad) * Stride, Stride);
            var line = source.Slice(y * width, width);
            line.CopyTo(row[Pad..]);
            row[..Pad].Fill(line[0]);
            row[(Pad + width)..].Fill(line[^1]);
        }
        for (var y = 0; y < Pad; y++)
        {
            Values.AsSpan(Pad * Stride, Stride).CopyTo(Values.AsSpan(y * Stride));
            Values.AsSpan((Pad + height - 1) * Stride, Stride).CopyTo(Values.AsSpan((Pad + height + y) * Stride));
        }
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Floats from one row to the next.</summary>
    public int Stride { get; }

    public float[] Values { get; }

    /// <summary>A coordinate held within four pixels of the picture: beyond, every tap reads the same border.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Hold(float position, int length) => MathF.Min(MathF.Max(position, -4), length + 3);

    /// <summary>Lanczos-4 at a position in 1/64 px (already held by <see cref="Hold"/>). Finite samples only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Lanczos(int unitsX, int unitsY)
    {
        var table = Filters.Lanczos.Table;
        var at = (((unitsY >> 6) - 3 + Pad) * Stride) + (unitsX >> 6) - 3 + Pad;
        var y = (unitsY & 63) * Filters.Lanczos.Taps;
        ref var start = ref Unsafe.Add(ref Values[0], at);
        ref var column = ref table[y];
        var sum = Vector256.LoadUnsafe(ref start) * column;
        for (var k = 1; k < Filters.Lanczos.Taps; k++)
        {
            start = ref Unsafe.Add(ref start, Stride);
            sum += Vector256.LoadUnsafe(ref start) * Unsafe.Add(ref column, k);
        }
        return Lanes.Sum(sum * Vector256.LoadUnsafe(ref table[(unitsX & 63) * Filters.Lanczos.Taps]));
    }

    /// <summary>Bilinear at a position, borders replicated. Finite positions and samples only.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Bilinear(float x, float y)
    {
        x = Hold(x, Width) + Pad;
        y = Hold(y, Height) + Pad;
        var column = (int)x;
        var row = (int)y;
        var fx = x - column;
        var fy = y - row;
        ref var p = ref Values[(row * Stride) + column];
        var top = p + (fx * (Unsafe.Add(ref p, 1) - p));
        ref var q = ref Unsafe.Add(ref p, Stride);
        return top + (fy * (q + (fx * (Unsafe.Add(ref q, 1) - q)) - top));
    }
}
