using Answerprint.Media.Measures;

namespace Answerprint.Benchmarks.Cases;

/// <summary>How one tool fared on the frames of a case.</summary>
/// <param name="Tool">"answerprint", "minterpolate", "repeat", "blend", "dis".</param>
/// <param name="Mean">Mean of the frames' figures.</param>
/// <param name="Worst">The lowest luma PSNR of any frame, dB.</param>
/// <param name="WorstFrame">Its number.</param>
/// <param name="EdgeError">Mean edge-weighted error, display codes (<see cref="LumaError.AtEdges"/>).</param>
/// <param name="Flicker">Root of the mean squared change of the error from frame to frame, real frames at the ends included, display codes.</param>
/// <param name="Seconds">Wall seconds a made frame, preparation included; 0 where the tool computes nothing.</param>
/// <param name="PeakBytes">The most memory that it held for this case beyond what was held before it; 0 where it was not measured.</param>
/// <param name="Money">Of one made frame at the rates of a new show, for its machine.</param>
public sealed record ToolScore(string Tool, Fidelity Mean, double Worst, int WorstFrame, double EdgeError, double Flicker, double Seconds, long PeakBytes, double Money)
{
    /// <summary>CPU seconds a made frame, all threads and the system's share together: what stays nearly the same on a machine that does other things too. 0 where it was not taken.</summary>
    public double CpuSeconds { get; init; }
}
