namespace Answerprint.Benchmarks.Cases;

/// <summary>How well one tool followed a screen, and how near another picture put in along it comes to the truth.</summary>
/// <param name="Tool">"planar track" is ours.</param>
/// <param name="Error">Mean distance of a corner from where it is, pixels.</param>
/// <param name="Worst">The largest of them.</param>
/// <param name="Jitter">rms of the second difference of the errors from frame to frame: what is seen as shaking, pixels.</param>
/// <param name="Lost">Frames on which it was not found and stands as on the last.</param>
/// <param name="Psnr">Of the other picture put in by cleanup along this track, within the true corners and a pixel around, dB in display codes.</param>
/// <param name="Seconds">A frame, to follow it.</param>
/// <param name="DrawSeconds">A frame, to draw the other picture.</param>
public sealed record ScreenScore(string Clip, ScreenKind Kind, string Tool, double Error, double Worst, double Jitter, int Lost, double Psnr, double Seconds, double DrawSeconds)
{
    public const string Ours = "planar track";
}
