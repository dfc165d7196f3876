namespace Answerprint.Benchmarks.Cases;

/// <summary>What one tool did on one case, within the holes alone.</summary>
/// <param name="Tool">"cleanup" is ours.</param>
/// <param name="Psnr">R, G, B in display codes over all holes, dB.</param>
/// <param name="Worst">Of the worst frame, dB.</param>
/// <param name="Flicker">rms by which the change from frame to frame differs from the true one, codes, where both frames are made.</param>
/// <param name="Seconds">A frame, wall time.</param>
/// <param name="Coverage">Share of the hole that comes from real pixels; null: the tool does not say.</param>
/// <param name="Outside">Samples that were changed beside the hole.</param>
public sealed record CleanupScore(string Clip, HoleKind Kind, string Tool, double Psnr, double Worst, double Flicker, double Seconds, double? Coverage, long Outside)
{
    public const string Ours = "cleanup";
}
