using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Answerprint.Media.Motion;

/// <summary>Motion of every pixel of a picture into another, in pixels: H×W pairs (x right, y down), interleaved, row by row.</summary>
public sealed class FlowField(int width, int height)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    /// <summary>x, y, x, y …: the array itself; a few floats longer than 2·W·H, whole vectors.</summary>
    public float[] Values { get; } = Filters.Lanes.Scratch(checked(2 * width * height));

    public float X(int pixel) => Values[2 * pixel];

    public float Y(int pixel) => Values[(2 * pixel) + 1];

    /// <summary>Motion that is nowhere any.</summary>
    public static FlowField Still(int width, int height)
    {
        var field = new FlowField(width, height);
        Array.Clear(field.Values);
        return field;
    }

    /// <summary>The motion at a place between pixels, bilinear, borders replicated. The place must be finite.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (float X, float Y) At(float x, float y)
    {
        x = MathF.Min(MathF.Max(x, 0), Width - 1);
        y = MathF.Min(MathF.Max(y, 0), Height - 1);
        var column = Math.Min((int)x, Math.Max(Width - 2, 0));
        var row = Math.Min((int)y, Math.Max(Height - 2, 0));
        var fx = x - column;
        var fy = y - row;
        var right = Width > 1 ? 2 : 0;
        var down = Height > 1 ? 2 * Width : 0;
        ref var p = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Values), 2 * ((row * Width) + column));
        ref var q = ref Unsafe.Add(ref p, down);
        var topX = p + (fx * (Unsafe.Add(ref p, right) - p));
        var topY = Unsafe.Add(ref p, 1) + (fx * (Unsafe.Add(ref p, right + 1) - Unsafe.Add(ref p, 1)));
        var lowX = q + (fx * (Unsafe.Add(ref q, right) - q));
        var lowY = Unsafe.Add(ref q, 1) + (fx * (Unsafe.Add(ref q, right + 1) - Unsafe.Add(ref q, 1)));
        return (topX + (fy * (lowX - topX)), topY + (fy * (lowY - topY)));
    }
}
