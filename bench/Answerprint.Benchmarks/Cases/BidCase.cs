using Answerprint.Production.Planning;
using Answerprint.Production.Toolbox;
using Answerprint.Tools.Fill;

namespace Answerprint.Benchmarks.Cases;

/// <summary>A step of a show that was rendered: what it took, and what would have been bid.</summary>
/// <param name="Show">Its folder's name.</param>
/// <param name="First">CPU seconds bid where this machine has done nothing yet.</param>
/// <param name="Learnt">CPU seconds bid from all the other steps.</param>
/// <param name="LearntWall">The same in seconds of the clock.</param>
public sealed record StepBid(string Show, string Shot, string Tool, double Wall, double Cpu, double? Bid, double First, double Learnt, double LearntWall);

/// <summary>Whether bids hold: every step that the books of some shows tell of is bid anew from all other steps.</summary>
public static class BidCase
{
    /// <summary>A bid that is off by no more than this share of the actual holds.</summary>
    public const double Held = 0.25;

    public static IReadOnlyList<StepBid> Score(IReadOnlyList<(string Show, DoneWork Work)> all, double speed)
    {
        var scores = new List<StepBid>();
        var prices = FillWork.Prices.Concat(Planner.Prices).ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
        for (var i = 0; i < all.Count; i++)
        {
            var (show, work) = all[i];
            var terms = work.Terms.Select(t => new WorkTerm(t.Key, t.Value, prices.GetValueOrDefault(t.Key))).ToList();
            var others = all.Where((_, k) => k != i).Select(o => o.Work).ToList();
            var first = new CostModel([], speed, Environment.ProcessorCount).Of(work.Tool, terms);
            var learnt = new CostModel(others, speed, Environment.ProcessorCount).Of(work.Tool, terms);
            scores.Add(new(show, work.Shot, work.Tool, work.Wall, work.Cpu, work.Bid, first.Cpu, learnt.Cpu, learnt.Wall));
        }
        return scores;
    }

    /// <summary>The share of bids that held.</summary>
    public static double Share(IEnumerable<(double Bid, double Actual)> bids) => bids.Select(b => Math.Abs(b.Bid - b.Actual) <= Held * b.Actual ? 1.0 : 0).DefaultIfEmpty(0).Average();
}
