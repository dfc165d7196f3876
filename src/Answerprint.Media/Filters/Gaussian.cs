using System.Runtime.Intrinsics;

namespace Answerprint.Media.Filters;

/// <summary>Gaussian blur of a plane, separable, borders replicated, cut at 3 σ and normalised. Runs on the caller's thread.</summary>
public static class Gaussian
{
    /// <param name="plane">H×W, padded as <see cref="Lanes.Plane"/> makes it; overwritten with the result.</param>
    /// <param name="sigma">In pixels.</param>
    public static void Blur(float[] plane, int width, int height, float sigma)
    {
        var radius = Math.Max(1, (int)MathF.Ceiling(3 * sigma));
        var kernel = Kernel(sigma, radius);
        var edge = radius;
        var row = new float[width + (2 * edge) + Lanes.Count];
        for (var y = 0; y < height; y++)
        {
            var line = plane.AsSpan(y * width, width);
            line.CopyTo(row.AsSpan(edge));
            row.AsSpan(0, edge).Fill(line[0]);
            row.AsSpan(edge + width, edge).Fill(line[^1]);
            var x = 0;
            for (; x <= width - Lanes.Count; x += Lanes.Count)
            {
                var sum = Lanes.Load(row, x + radius) * kernel[0];
                for (var k = 1; k <= radius; k++) sum += (Lanes.Load(row, x + radius - k) + Lanes.Load(row, x + radius + k)) * kernel[k];
                Lanes.Store(sum, plane, (y * width) + x);
            }
            for (; x < width; x++)
            {
                var sum = row[x + radius] * kernel[0];
                for (var k = 1; k <= radius; k++) sum += (row[x + radius - k] + row[x + radius + k]) * kernel[k];
                line[x] = sum;
            }
        }
        Columns(plane, width, height, kernel, radius);
    }

    // the rows that are still needed are kept in a ring, because the plane is overwritten on the way down
    private static void Columns(float[] plane, int width, int height, float[] kernel, int radius)
    {
        var count = (2 * radius) + 1;
        var stride = Lanes.Padded(width);
        var ring = new float[count][];
        for (var i = 0; i < count; i++) ring[i] = new float[stride];
        for (var y = -radius; y < radius; y++) Keep(y);
        for (var y = 0; y < height; y++)
        {
            Keep(y + radius);
            var centre = Row(y);
            var x = 0;
            for (; x <= width - Lanes.Count; x += Lanes.Count)
            {
                var sum = Lanes.Load(centre, x) * kernel[0];
                for (var k = 1; k <= radius; k++) sum += (Lanes.Load(Row(y - k), x) + Lanes.Load(Row(y + k), x)) * kernel[k];
                Lanes.Store(sum, plane, (y * width) + x);
            }
            for (; x < width; x++)
            {
                var sum = centre[x] * kernel[0];
                for (var k = 1; k <= radius; k++) sum += (Row(y - k)[x] + Row(y + k)[x]) * kernel[k];
                plane[(y * width) + x] = sum;
            }
        }

        float[] Row(int y) => ring[(y + (2 * count)) % count];

        // a row past the bottom is the last row, whose original was kept when it came by
        void Keep(int y)
        {
            if (y >= height) Row(height - 1).CopyTo(Row(y), 0);
            else plane.AsSpan(Math.Max(y, 0) * width, width).CopyTo(Row(y));
        }
    }

    private static float[] Kernel(float sigma, int radius)
    {
        var kernel = new float[radius + 1];
        double sum = 0;
        for (var k = 0; k <= radius; k++)
        {
            var value = Math.Exp(-0.5 * k * k / ((double)sigma * sigma));
            kernel[k] = (float)value;
            sum += k == 0 ? value : 2 * value;
        }
        for (var k = 0; k <= radius; k++) kernel[k] = (float)(kernel[k] / sum);
        return kernel;
    }
}
