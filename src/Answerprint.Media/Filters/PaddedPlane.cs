using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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
        ref var table = ref MemoryMarshal.GetArrayDataReference(Filters.Lanczos.Table);
        var across = Vector256.LoadUnsafe(ref table, (nuint)((unitsX & 63) * Filters.Lanczos.Taps));
        ref var down = ref Unsafe.Add(ref table, (unitsY & 63) * Filters.Lanczos.Taps);
        return Lanes.Sum(Column(ref At(unitsX, unitsY), Stride, ref down) * across);
    }

    /// <summary>The same of three planes of one picture.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (float, float, float) Lanczos(PaddedPlane a, PaddedPlane b, PaddedPlane c, int unitsX, int unitsY)
    {
        ref var table = ref MemoryMarshal.GetArrayDataReference(Filters.Lanczos.Table);
        var across = Vector256.LoadUnsafe(ref table, (nuint)((unitsX & 63) * Filters.Lanczos.Taps));
        ref var down = ref Unsafe.Add(ref table, (unitsY & 63) * Filters.Lanczos.Taps);
        return (
            Lanes.Sum(Column(ref a.At(unitsX, unitsY), a.Stride, ref down) * across),
            Lanes.Sum(Column(ref b.At(unitsX, unitsY), b.Stride, ref down) * across),
            Lanes.Sum(Column(ref c.At(unitsX, unitsY), c.Stride, ref down) * across));
    }

    /// <summary>The first of the eight columns and rows of taps.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref float At(int unitsX, int unitsY) =>
        ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Values), (((unitsY >> 6) - 3 + Pad) * Stride) + (unitsX >> 6) - 3 + Pad);

    // eight columns at once, rows summed from the top
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Column(ref float at, int stride, ref float down)
    {
        var sum = Vector256.LoadUnsafe(ref at) * down;
        sum += Vector256.LoadUnsafe(ref Unsafe.Add(ref at, stride)) * Unsafe.Add(ref down, 1);
        sum += Vector256.LoadUnsafe(ref Unsafe.Add(ref at, 2 * stride)) * Unsafe.Add(ref down, 2);
        sum += Vector256.LoadUnsafe(ref Unsafe.Add(ref at, 3 * stride)) * Unsafe.Add(ref down, 3);
        sum += Vector256.LoadUnsafe(ref Unsafe.Add(ref at, 4 * stride)) * Unsafe.Add(ref down, 4);
        sum += Vector256.LoadUnsafe(ref Unsafe.Add(ref at, 5 * stride)) * Unsafe.Add(ref down, 5);
        sum += Vector256.LoadUnsafe(ref Unsafe.Add(ref at, 6 * stride)) * Unsafe.Add(ref down, 6);
        sum += Vector256.LoadUnsafe(ref Unsafe.Add(ref at, 7 * stride)) * Unsafe.Add(ref down, 7);
        return sum;
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
        ref var p = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Values), (row * Stride) + column);
        var top = p + (fx * (Unsafe.Add(ref p, 1) - p));
        ref var q = ref Unsafe.Add(ref p, Stride);
        return top + (fy * (q + (fx * (Unsafe.Add(ref q, 1) - q)) - top));
    }
}
