namespace Answerprint.Media.Motion;

/// <summary>An analysis picture: 8-bit luma, H×W, display encoded. Never a picture value.</summary>
public sealed class LumaPicture(int width, int height, byte[] pixels)
{
    public int Width { get; } = width;

    public int Height { get; } = height;

    /// <summary>Row by row from the top, the array itself.</summary>
    public byte[] Pixels { get; } = pixels.Length == width * height ? pixels : throw new ArgumentException("the pixels are not width × height", nameof(pixels));

    /// <summary>The mean of each cell of <paramref name="factor"/>² pixels; cells at the right and bottom edge that are not whole are left out.</summary>
    public LumaPicture Reduced(int factor)
    {
        if (factor <= 1) return this;
        var w = Math.Max(1, Width / factor);
        var h = Math.Max(1, Height / factor);
        var small = new byte[w * h];
        for (var y = 0; y < h; y++)
        {
            for (var x = 0; x < w; x++)
            {
                var sum = 0;
                var count = 0;
                for (var v = y * factor; v < Math.Min(Height, (y + 1) * factor); v++)
                {
                    for (var u = x * factor; u < Math.Min(Width, (x + 1) * factor); u++)
                    {
                        sum += Pixels[(v * Width) + u];
                        count++;
                    }
                }
                small[(y * w) + x] = (byte)((sum + (count / 2)) / count);
            }
        }
        return new(w, h, small);
    }

    /// <summary>Sampled where each pixel moves to, bilinear, borders replicated: this picture brought into the frame of another.</summary>
    public LumaPicture Pulled(Func<int, int, (float X, float Y)> place)
    {
        var pulled = new byte[Width * Height];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var (px, py) = place(x, y);
                px = MathF.Min(MathF.Max(px, 0), Width - 1);
                py = MathF.Min(MathF.Max(py, 0), Height - 1);
                var column = (int)px;
                var row = (int)py;
                var right = Math.Min(column + 1, Width - 1);
                var below = Math.Min(row + 1, Height - 1);
                var fx = px - column;
                var fy = py - row;
                float a = Pixels[(row * Width) + column], b = Pixels[(row * Width) + right], c = Pixels[(below * Width) + column], d = Pixels[(below * Width) + right];
                var top = a + (fx * (b - a));
                var low = c + (fx * (d - c));
                pulled[(y * Width) + x] = (byte)(top + (fy * (low - top)) + 0.5f);
            }
        }
        return new(Width, Height, pulled);
    }
}
