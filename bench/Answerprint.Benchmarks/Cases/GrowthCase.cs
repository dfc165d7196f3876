using System.Diagnostics;
using Answerprint.Benchmarks.Peers;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;
using Answerprint.Soundstage;
using Answerprint.Tools.Fill;

namespace Answerprint.Benchmarks.Cases;

/// <summary>What `fill` costs on one clip: ours and minterpolate, one after the other on the same frames.</summary>
/// <param name="Over">What grows in this row: "size", "gap", "length".</param>
/// <param name="Made">Frames that ours made.</param>
/// <param name="Seconds">Wall seconds a made frame, preparation included.</param>
/// <param name="PeakBytes">The most that was held beyond what was held before.</param>
/// <param name="PeerSeconds">minterpolate's wall seconds a made frame, of its whole process.</param>
/// <param name="PeerBytes">Of its whole process.</param>
public sealed record GrowthScore(string Over, int Width, int Height, int Gap, int Frames, FillProtocol Protocol, int Made, double Seconds, long PeakBytes, double PeerSeconds, long PeerBytes, BidScore Bid)
{
    /// <summary>Of one frame.</summary>
    public double Megapixels => Width * (double)Height / 1e6;

    /// <summary>CPU seconds a made frame, ours.</summary>
    public double Cpu { get; init; }

    /// <summary>CPU seconds a made frame, minterpolate's.</summary>
    public double PeerCpu { get; init; }

    /// <summary>How often minterpolate's seconds a made frame go into ours.</summary>
    public double Ratio => Seconds / PeerSeconds;

    /// <summary>The value of what grows: megapixels, missing frames in a row, or frames of the clip.</summary>
    public double Value => Over switch { "size" => Megapixels, "gap" => Gap, _ => Frames };
}

/// <summary>How the cost of `fill` grows with the size of the picture, the length of the gap and the length of the clip.</summary>
public static class GrowthCase
{
    /// <summary>The clip that is measured, sharp and without grain: what it costs does not hang on them.</summary>
    /// <param name="frames">So many are used, from the middle of a take that is long enough for all cases: everything moves alike in each.</param>
    public static Stage Stage(int frames, int width, int height) => Soundstage.Stage.Of(7, new(1001, 1001 + Math.Max(129, frames)), width, height, SceneKind.Street);

    /// <param name="protocol">K: the whole clip is made from every (gap+1)th frame; D: one gap in its middle.</param>
    public static GrowthScore Measure(string over, TruthClip truth, int gap, FillProtocol protocol, int threads, FillTerms terms, CancellationToken cancel)
    {
        var (frames, step) = (truth.Codes.Count, gap + 1);
        var start = (frames - 1 - step) / 2;
        if (start < 0) throw new ArgumentException("the clip is shorter than the gap and its ends", nameof(gap));
        var hidden = protocol == FillProtocol.K ? Enumerable.Range(0, frames).Where(n => n % step != 0).ToHashSet() : Enumerable.Range(start + 1, gap).ToHashSet();
        var last = protocol == FillProtocol.K ? (frames - 1) / step * step : frames - 1;
        hidden.RemoveWhere(n => n > last);
        var (_, peerSeconds, peerCpu, peerBytes) = Ffmpeg.Minterpolate([.. truth.Codes.Where((_, n) => n % step == 0)], truth.Width, truth.Height, step);
        cancel.ThrowIfCancellationRequested();
        using var clip = new HiddenClip(truth, hidden);
        var assignment = new Assignment([new(0, clip)], new FrameRange(0, last + 1), new FillOptions([.. hidden.Order()]), 1, threads, Assignment.NoMattes);
        var tool = new FillTool();
        var (made, seconds, cpu) = (0, 0.0, 0.0);
        var peak = ProcessMemory.PeakOf(() =>
        {
            var (clock, used) = (Stopwatch.GetTimestamp(), ProcessorTime.Own());
            foreach (var _ in tool.Render(assignment, tool.Prepare(assignment, null, cancel), assignment.Range, cancel)) made++;
            (seconds, cpu) = (Stopwatch.GetElapsedTime(clock).TotalSeconds, ProcessorTime.Own() - used);
        });
        return new(over, truth.Width, truth.Height, gap, frames, protocol, made, seconds / made, peak, peerSeconds, peerBytes, terms.Bids.Of([new(tool, assignment, 1)], made, seconds, terms.Rates)) { Cpu = cpu / made, PeerCpu = peerCpu };
    }
}
