using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Media.Motion;

namespace Answerprint.Tools.Fill;

/// <summary>Makes the frames of a gap between two real frames.</summary>
/// <param name="again">Whether the same moment is asked for more than once, in different ways: then what does not depend on the way is kept.</param>
internal sealed class FillMaker(PairMotion pair, Deviation? deviation, uint plate, int threads, bool again = false)
{
    private readonly FlowField?[] carried = new FlowField?[pair.Hypotheses.Count];
    private float moment = float.NaN;

    /// <summary>A made frame and how well its sources agreed.</summary>
    /// <param name="Evidence">What speaks for and against each cell.</param>
    /// <param name="Trust">What was made of it; null where nobody asked.</param>
    internal sealed record Made(Frame Picture, OriginPass Origin, Evidence Evidence, FrameTrust? Trust);

    /// <param name="t">0 at the frame before the gap, 1 at the frame after it.</param>
    /// <param name="share">How much of the measured deviation from straight motion is believed, 0..1.</param>
    /// <param name="habit">How much of the shot's habit of motion is believed.</param>
    /// <param name="fade">Share of the cross-fade that is mixed in everywhere.</param>
    /// <param name="judge">Says how far the frame can be trusted; without it the origin pass says nothing of that.</param>
    public Made Along(float t, float share, float habit, float fade, CancellationToken cancel, Func<Evidence, FrameTrust>? judge = null)
    {
        var bend = share > 0 || habit > 0 ? deviation?.At(t, share, habit, threads, cancel) : null;
        var candidates = new Candidate[pair.Hypotheses.Count];
        if (moment != t) Array.Clear(carried);
        moment = t;
        Rows.All(threads, [.. pair.Hypotheses.Select((h, n) => (Action)(() =>
        {
            candidates[n] = Candidate.At(pair, h, t, bend, carried[n]);
            if (again) carried[n] = candidates[n].Motion;
        }))], cancel);
        var least = Fusion.Weigh(candidates, pair, fade, threads, cancel);
        var evidence = Evidence.Of(candidates, pair, t, bend, least, threads, cancel);
        var trust = judge?.Invoke(evidence);
        var origin = new FusedOrigin(candidates, pair, t, bend, trust?.Confidence, plate);
        return new(Fusion.Make(origin, pair, plate, threads, cancel), origin, evidence, trust);
    }
}
