namespace Answerprint.Benchmarks.Cases;

/// <summary>One frame of ours: what it said of itself, and what it was.</summary>
/// <param name="Psnr">Luma PSNR against the truth, dB.</param>
/// <param name="Forecast">What the tool expected, dB.</param>
/// <param name="Confidence">Mean confidence, 0..1.</param>
/// <param name="Flagged">Whether it asked for a person to look.</param>
/// <param name="Method">"motion", "linear", "repeat", "blend".</param>
public sealed record FrameScore(int Number, double Psnr, double Forecast, double Confidence, bool Flagged, string Method);
