using Answerprint.Media.Filters;

namespace Answerprint.Benchmarks.Cases;

/// <summary>By how much coverage differs from the true one over a clip.</summary>
/// <param name="Error">Mean squared error × 1000.</param>
/// <param name="Sad">Sum of absolute differences, thousands, a frame.</param>
/// <param name="Gradient">Mean squared error of its gradient (σ 1.4) × 1000.</param>
/// <param name="Flicker">rms by which its change from frame to frame differs from the true one × 1000.</param>
/// <param name="Overlap">Intersection over union of what is covered by more than a half.</param>
public sealed record MatteErrors(double Error, double Sad, double Gradient, double Flicker, double Overlap)
{
    /// <param name="own">By frame, H×W, as is <paramref name="truth"/>.</param>
    public static MatteErrors Of(IReadOnlyList<float[]> own, IReadOnlyList<float[]> truth, int width, int height)
    {
        var (error, sad, gradient, flicker, overlap) = (0.0, 0.0, 0.0, 0.0, 0.0);
        float[]? before = null;
        for (var n = 0; n < truth.Count; n++)
        {
            var (both, either) = (0, 0);
            var off = new float[width * height];
            for (var i = 0; i < off.Length; i++)
            {
                off[i] = own[n][i] - truth[n][i];
                (error, sad) = (error + (off[i] * off[i]), sad + Math.Abs(off[i]));
                both += own[n][i] > 0.5 && truth[n][i] > 0.5 ? 1 : 0;
                either += own[n][i] > 0.5 || truth[n][i] > 0.5 ? 1 : 0;
                if (before is not null) flicker += (off[i] - before[i]) * (off[i] - before[i]);
            }
            overlap += either == 0 ? 1 : (double)both / either;
            gradient += Slopes(off, width, height);
            before = off;
        }
        double pixels = width * height, frames = truth.Count;
        return new(1000 * error / pixels / frames, sad / 1000 / frames, 1000 * gradient / frames, 1000 * Math.Sqrt(flicker / pixels / Math.Max(1, frames - 1)), overlap / frames);
    }

    private static double Slopes(float[] off, int width, int height)
    {
        var plane = Lanes.Plane(off.Length);
        off.CopyTo(plane, 0);
        Gaussian.Blur(plane, width, height, 1.4f);
        var sum = 0.0;
        for (var y = 1; y < height - 1; y++)
            for (var x = 1; x < width - 1; x++)
            {
                var i = (y * width) + x;
                double dx = (plane[i + 1] - plane[i - 1]) / 2, dy = (plane[i + width] - plane[i - width]) / 2;
                sum += (dx * dx) + (dy * dy);
            }
        return sum / off.Length;
    }
}
