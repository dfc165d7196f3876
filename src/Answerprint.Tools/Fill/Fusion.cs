using System.Runtime.Intrinsics;
using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Media.Motion;

namespace Answerprint.Tools.Fill;

/// <summary>Several candidates into one picture: the best few of each pixel, each two taps, their colours mixed in the display encoding.</summary>
internal static class Fusion
{
    /// <summary>Candidates that a pixel may draw from: two taps each, within <see cref="OriginPass.MostTaps"/>.</summary>
    public const int Most = 4;

    /// <summary>The place of the candidate without motion among <see cref="MixEvidence.Names"/>.</summary>
    public const int StillSlot = 3;

    /// <summary>What a step of cost is worth: weights are e^(−cost/6).</summary>
    public const float Scale = 1f / 6;

    /// <summary>
    /// Where even the best motion is dear, the cross-fade of the two frames gets this much of that cost for free: when nothing is known the mean
    /// errs least, and over a longer gap less is known.
    /// </summary>
    public static float Doubt(PairMotion pair) => Doubt(pair.Between);

    /// <param name="gap">Frames missing.</param>
    public static float Doubt(int gap) => Math.Min(0.7f, 0.3f + (0.1f * gap));

    /// <summary>Turns the costs into weights: exp(−(cost − least)/6), smoothed by σ 1.2, sum 1.</summary>
    /// <param name="fade">Share of the whole that the candidate without motion gets beforehand, 0..1.</param>
    /// <param name="corrections">What a mixing network says of each candidate, or null.</param>
    /// <returns>The least cost of each pixel.</returns>
    public static float[] Weigh(IReadOnlyList<Candidate> candidates, PairMotion pair, float fade, MixNetwork.Correction[]? corrections, int threads, CancellationToken cancel)
    {
        var (width, height, doubt) = (pair.A.Width, pair.A.Height, Doubt(pair));
        var least = Lanes.Plane(width * height);
        for (var i = 0; i < least.Length; i += Lanes.Count)
        {
            var min = Lanes.Load(candidates[0].Cost, i);
            for (var c = 1; c < candidates.Count; c++) min = Vector256.Min(min, Lanes.Load(candidates[c].Cost, i));
            Lanes.Store(min, least, i);
            var sum = Vector256<float>.Zero;
            for (var c = 0; c < candidates.Count; c++)
            {
                var candidate = candidates[c];
                var worth = (min - Lanes.Load(candidate.Cost, i) + (candidate.IsStill ? min * doubt : Vector256<float>.Zero)) * Scale;
                if (corrections is not null) worth += Lanes.Load(corrections[c].Weight, i);
                var weight = Lanes.Exp(worth);
                sum += weight;
                Lanes.Store(weight, candidate.Cost, i);
            }
            foreach (var candidate in candidates) Lanes.Store(Lanes.Load(candidate.Cost, i) / sum, candidate.Cost, i);
        }
        Rows.All(threads, [.. candidates.Select(c => (Action)(() => Gaussian.Blur(c.Cost, width, height, 1.2f)))], cancel);
        if (corrections is not null) Rows.All(threads, [.. candidates.Select((c, n) => (Action)(() => MixNetwork.Shift(c.Share, corrections[n].Share)))], cancel);
        if (fade <= 0) return least;
        foreach (var candidate in candidates)
        {
            var gift = Vector256.Create(candidate.IsStill ? fade : 0);
            for (var i = 0; i < least.Length; i += Lanes.Count) Lanes.Store((Lanes.Load(candidate.Cost, i) * (1 - fade)) + gift, candidate.Cost, i);
        }
        return least;
    }

    /// <summary>Makes the picture that the origin describes, from the frames of the pair.</summary>
    public static Frame Make(OriginPass origin, PairMotion pair, uint plate, int threads, CancellationToken cancel)
    {
        HeapTide.Turned();
        SourceFrame a = pair.A, b = pair.B;
        var picture = new Frame(a.Picture.Width, a.Picture.Height, [.. a.Picture.Linear.Channels]);
        var sources = new GatherSources();
        sources.Add(plate, (uint)a.Number, a.Picture);
        sources.Add(plate, (uint)b.Number, b.Picture);
        Rows.Each(threads, picture.Height, (first, end) => Gather.Strip(origin, sources, picture, first, end), cancel);
        return picture;
    }
}
