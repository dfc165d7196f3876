namespace Answerprint.Benchmarks.Cases;

/// <summary>What one keyer did on one clip.</summary>
/// <param name="Mix">In which numbers the clip was mixed: "light", "display".</param>
/// <param name="Tool">"background" is ours.</param>
/// <param name="Error">Mean squared error of coverage × 1000.</param>
/// <param name="Sad">Sum of absolute differences of coverage, thousands, a frame.</param>
/// <param name="Gradient">Mean squared error of coverage's gradient (σ 1.4) × 1000.</param>
/// <param name="Flicker">rms by which the change of coverage from frame to frame differs from the true one × 1000.</param>
/// <param name="Overlap">Intersection over union of coverage above a half.</param>
/// <param name="Psnr">Of the frame over another plate, display codes, dB.</param>
/// <param name="Seconds">A frame, wall time.</param>
public sealed record KeyScore(string Clip, string Screen, string Mix, string Tool, double Error, double Sad, double Gradient, double Flicker, double Overlap, double Psnr, double Seconds)
{
    public const string Ours = "background";
}
