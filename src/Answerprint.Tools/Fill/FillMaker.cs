using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Media.Motion;

namespace Answerprint.Tools.Fill;

/// <summary>Makes the frames of a gap between two real frames.</summary>
/// <param name="again">Whether the same moment is asked for more than once, in different ways: then what does not depend on the way is kept.</param>
/// <param name="network">Corrects the mix, or null.</param>
internal sealed class FillMaker(PairMotion pair, Deviation? deviation, uint plate, int threads, bool again = false, MixNetwork? network = null)
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
        var bend = Bend(t, share, habit, cancel);
        var candidates = Candidates(t, bend, network is not null, learn: false, cancel);
        return Mixed(candidates, t, bend, fade, network is null ? null : Corrections(network, candidates, t, bend, cancel), cancel, judge);
    }

    /// <summary>The same frame without a network and with one.</summary>
    public (Made Without, Made With) Both(MixNetwork other, float t, float share, float habit, float fade, CancellationToken cancel)
    {
        var bend = Bend(t, share, habit, cancel);
        var candidates = Candidates(t, bend, evidence: true, learn: false, cancel);
        var corrections = Corrections(other, candidates, t, bend, cancel);
        return (Mixed([.. candidates.Select(c => c.Apart())], t, bend, fade, null, cancel), Mixed(candidates, t, bend, fade, corrections, cancel));
    }

    /// <summary>The deviation from straight motion, or null where there is none.</summary>
    public FlowField? Bend(float t, float share, float habit, CancellationToken cancel) => share > 0 || habit > 0 ? deviation?.At(t, share, habit, threads, cancel) : null;

    /// <summary>All hypotheses at time <paramref name="t"/>.</summary>
    /// <param name="evidence">Whether the network will be asked about them.</param>
    /// <param name="learn">Whether one learns from them.</param>
    public Candidate[] Candidates(float t, FlowField? bend, bool evidence, bool learn, CancellationToken cancel)
    {
        var candidates = new Candidate[pair.Hypotheses.Count];
        if (moment != t) Array.Clear(carried);
        moment = t;
        Rows.All(threads, [.. pair.Hypotheses.Select((h, n) => (Action)(() =>
        {
            candidates[n] = Candidate.At(pair, h, t, bend, carried[n], evidence, learn);
            if (again) carried[n] = candidates[n].Motion;
        }))], cancel);
        return candidates;
    }

    private Made Mixed(Candidate[] candidates, float t, FlowField? bend, float fade, MixNetwork.Correction[]? corrections, CancellationToken cancel, Func<Evidence, FrameTrust>? judge = null)
    {
        var least = Fusion.Weigh(candidates, pair, fade, corrections, threads, cancel);
        var evidence = Evidence.Of(candidates, pair, t, bend, least, threads, cancel);
        var trust = judge?.Invoke(evidence);
        var origin = new FusedOrigin(candidates, pair, t, bend, trust?.Confidence, plate);
        return new(Fusion.Make(origin, pair, plate, threads, cancel), origin, evidence, trust);
    }

    private MixNetwork.Correction[] Corrections(MixNetwork asked, Candidate[] candidates, float t, FlowField? bend, CancellationToken cancel)
    {
        var corrections = asked.Correct(
            [.. candidates.Select(c => c.Evidence!)], bend is null ? null : MixEvidence.Length(bend), t, pair.Between, Fusion.Doubt(pair), pair.A.Width, pair.A.Height, threads, cancel);
        foreach (var candidate in candidates) candidate.ForgetEvidence();
        return corrections;
    }
}
