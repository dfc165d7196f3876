using Answerprint.Production.Editorial;
using Answerprint.Production.Planning;
using Answerprint.Production.Toolbox;

namespace Answerprint.Benchmarks.Cases;

/// <summary>
/// Bids the cases of a run as a show would, one after the other: the first without anything measured, each later one from what the ones before it took.
/// Not safe for several threads.
/// </summary>
public sealed class CaseBids
{
    private double seconds, megapixels;

    /// <param name="work">What was done.</param>
    /// <param name="frames">Frames that were made.</param>
    /// <param name="took">Wall seconds of all of them, preparation included.</param>
    public BidScore Of(IReadOnlyList<CaseWork> work, int frames, double took, ShowRates rates)
    {
        var clip = work[0].Assignment.Plate.Clip;
        var size = clip.Width * (double)clip.Height / 1e6;
        var bid = Bid.Of(frames, size, megapixels > 0 ? seconds / megapixels : null, rates);
        (seconds, megapixels) = (seconds + took, megapixels + (frames * size));
        return new(bid.MachineSeconds, bid.Measured, took);
    }
}

/// <summary>A piece of work of a case.</summary>
/// <param name="Share">How much of the assignment was done for the case, 0..1: a retime is prepared whole and made at a few places.</param>
public sealed record CaseWork(Tool Tool, Assignment Assignment, double Share);

/// <summary>A bid and what became of it.</summary>
/// <param name="Bid">Machine seconds.</param>
/// <param name="Measured">Whether it came from frames that were rendered before.</param>
/// <param name="Actual">Wall seconds that it took.</param>
public readonly record struct BidScore(double Bid, bool Measured, double Actual)
{
    /// <summary>How far a bid may be off, as a share of what it took.</summary>
    public const double Bound = 0.25;

    public bool IsWithin => Math.Abs(Bid - Actual) <= Bound * Actual;
}
