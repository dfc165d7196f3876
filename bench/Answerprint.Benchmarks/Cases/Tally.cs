using Answerprint.Media.Measures;

namespace Answerprint.Benchmarks.Cases;

/// <summary>Adds up how one tool fares, gap after gap, frame after frame. Not safe for several threads.</summary>
internal sealed class Tally(string tool, int width, int height)
{
    private double luma, rgb, ssim, edges, change;
    private double worst = double.PositiveInfinity;
    private int worstFrame, frames, steps;
    private LumaError? before;

    public int Frames => frames;

    /// <summary>The next frame of a gap; the one before it was made as well, or is real.</summary>
    /// <returns>Its luma PSNR, dB.</returns>
    public double Add(int number, byte[][] made, byte[][] truth)
    {
        var found = Fidelity.Of(made, truth, width, height);
        var error = LumaError.Of(made, truth, width, height);
        (luma, rgb, ssim, edges) = (luma + found.PsnrLuma, rgb + found.PsnrRgb, ssim + found.Ssim, edges + error.AtEdges(truth));
        Step(error);
        if (found.PsnrLuma < worst) (worst, worstFrame) = (found.PsnrLuma, number);
        frames++;
        return found.PsnrLuma;
    }

    /// <summary>A real frame follows.</summary>
    public void EndGap()
    {
        if (before is not null) Step(LumaError.None(width, height));
        before = null;
    }

    /// <param name="seconds">Of all frames together.</param>
    /// <param name="machineHour">What an hour of the machine costs.</param>
    public ToolScore Score(double seconds, long peakBytes, double machineHour) => new(
        tool, new(luma / frames, rgb / frames, ssim / frames), worst, worstFrame, edges / frames, Math.Sqrt(change / Math.Max(1, steps)), seconds / frames, peakBytes, seconds / frames / 3600 * machineHour);

    private void Step(LumaError error)
    {
        change += error.ChangeFrom(before ?? LumaError.None(width, height));
        steps++;
        before = error;
    }
}
