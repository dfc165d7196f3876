using System.Text.Json.Nodes;
using Answerprint.Media.Frames;

namespace Answerprint.Production.Quality;

/// <summary>How a transform reads between pixels.</summary>
public enum PictureFilter
{
    /// <summary>The nearest pixel; halves upwards.</summary>
    Nearest = 0,

    /// <summary>Linear in both directions.</summary>
    Linear,

    /// <summary>Cubic with a = −½ (Keys, "Cubic convolution interpolation for digital image processing", 1981).</summary>
    Cubic,

    /// <summary>Lanczos with three lobes on each side, weights divided by their sum (Duchon 1979).</summary>
    Lanczos3,
}

/// <summary>
/// One transform of the whole picture, from the version's pixel to the place in the plate that it shows: (u, v, w) = M·(x, y, 1), place (u/w + shear·(row), v/w), pixel centres at whole numbers.
/// Places are taken to the nearest 1/64 pixel, halves upwards. Beyond the plate's edge the picture is black. Binary64 throughout, the taps summed row by row from the top left.
/// </summary>
/// <param name="Rows">M, row by row.</param>
/// <param name="Shear">Columns that each row of the version is moved by, for rolling shutters; empty: none.</param>
public sealed record PictureTransform(double[] Rows, double[] Shear, PictureFilter Filter)
{
    /// <summary>How far a filter reads around its place, in pixels.</summary>
    public int Reach => Filter switch { PictureFilter.Nearest => 0, PictureFilter.Linear => 1, PictureFilter.Cubic => 2, _ => 3 };

    /// <summary>The place in the plate that a pixel of the version shows; not finite where there is none.</summary>
    public (double X, double Y) PlaceOf(int x, int y)
    {
        var w = (Rows[6] * x) + (Rows[7] * y) + Rows[8];
        var u = ((Rows[0] * x) + (Rows[1] * y) + Rows[2]) / w;
        var v = ((Rows[3] * x) + (Rows[4] * y) + Rows[5]) / w;
        if (!(w > 0)) return (double.NaN, double.NaN);
        if (Shear.Length > 0) u += Shear[Math.Clamp(y, 0, Shear.Length - 1)];
        return (Math.Floor((u * 64) + 0.5) / 64, Math.Floor((v * 64) + 0.5) / 64);
    }

    /// <summary>Whether a place lies in a picture; beyond its edge it is black.</summary>
    public static bool IsInside(double u, double v, int width, int height) => u >= -0.5 && v >= -0.5 && u <= width - 0.5 && v <= height - 0.5;

    /// <summary>A plane of the plate as the version shows it.</summary>
    /// <param name="plane">H×W.</param>
    /// <param name="into">H×W.</param>
    /// <param name="wanted">Only these pixels; the others are left alone. Null: all.</param>
    public void Apply(double[] plane, double[] into, int width, int height, bool[]? wanted, int threads = -1)
    {
        Parallel.For(0, height, new ParallelOptions { MaxDegreeOfParallelism = threads }, y =>
        {
            Span<double> across = stackalloc double[6];
            Span<double> down = stackalloc double[6];
            for (var x = 0; x < width; x++)
            {
                if (wanted is not null && !wanted[(y * width) + x]) continue;
                var (u, v) = PlaceOf(x, y);
                into[(y * width) + x] = Sample(plane, width, height, u, v, across, down);
            }
        });
    }

    internal JsonObject ToJson()
    {
        var o = new JsonObject { ["matrix"] = ChangeReading.Numbers(Rows), ["filter"] = Filter.ToString().ToLowerInvariant() };
        if (Shear.Length > 0) o["shear"] = ChangeReading.Numbers(Shear);
        return o;
    }

    private double Sample(double[] plane, int width, int height, double u, double v, Span<double> across, Span<double> down)
    {
        // beyond the edge: black, and no filter reaches in from there
        if (!IsInside(u, v, width, height)) return 0;
        var (left, nx) = Weights(u, across);
        var (top, ny) = Weights(v, down);
        double sum = 0;
        for (var j = 0; j < ny; j++)
        {
            if (down[j] == 0) continue;
            var row = Math.Clamp(top + j, 0, height - 1) * width;
            double line = 0;
            for (var i = 0; i < nx; i++)
                if (across[i] != 0) line += across[i] * plane[row + Math.Clamp(left + i, 0, width - 1)];
            sum += down[j] * line;
        }
        return sum;
    }

    private (int First, int Count) Weights(double at, Span<double> weights)
    {
        var low = (int)Math.Floor(at);
        var t = at - low;
        switch (Filter)
        {
            case PictureFilter.Nearest:
                weights[0] = 1;
                return ((int)Math.Floor(at + 0.5), 1);
            case PictureFilter.Linear:
                (weights[0], weights[1]) = (1 - t, t);
                return (low, 2);
            case PictureFilter.Cubic:
                var (t2, t3) = (t * t, t * t * t);
                weights[0] = (-0.5 * t) + t2 - (0.5 * t3);
                weights[1] = 1 - (2.5 * t2) + (1.5 * t3);
                weights[2] = (0.5 * t) + (2 * t2) - (1.5 * t3);
                weights[3] = (-0.5 * t2) + (0.5 * t3);
                return (low - 1, 4);
            default:
                if (t == 0)
                {
                    weights[0] = 1;
                    return (low, 1);
                }
                // places lie on 64ths of a pixel, so there are no other weights
                Lobes[(int)(64 * t)].CopyTo(weights);
                return (low - 2, 6);
        }
    }

    private static readonly double[][] Lobes = [.. Enumerable.Range(0, 64).Select(n => LobesAt(n / 64.0))];

    private static double[] LobesAt(double t)
    {
        var (weights, sum) = (new double[6], 0.0);
        for (var k = 0; k < 6; k++)
        {
            var x = Math.PI * (t - (k - 2));
            sum += weights[k] = 3 * Math.Sin(x) * Math.Sin(x / 3) / (x * x);
        }
        for (var k = 0; k < 6; k++) weights[k] /= sum;
        return weights;
    }
}
