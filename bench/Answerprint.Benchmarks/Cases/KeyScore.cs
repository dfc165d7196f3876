namespace Answerprint.Benchmarks.Cases;

/// <summary>What one keyer did on one clip.</summary>
/// <param name="Mix">In which numbers the clip was mixed: "light", "display".</param>
/// <param name="Tool">"background" is ours.</param>
/// <param name="Psnr">Of the frame over another plate, display codes, dB.</param>
/// <param name="Seconds">A frame, wall time.</param>
public sealed record KeyScore(string Clip, string Screen, string Mix, string Tool, MatteErrors Mattes, double Psnr, double Seconds)
{
    public const string Ours = "background";
}
