using System.Diagnostics;
using Answerprint.Benchmarks.Peers;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;
using Answerprint.Tools.Fill;

namespace Answerprint.Benchmarks.Cases;

/// <summary>Which frames of a clip are known.</summary>
public enum FillProtocol
{
    /// <summary>Every (gap+1)th frame, as in a retime; the peers always get this.</summary>
    K,

    /// <summary>All but the gap itself, as in a repair.</summary>
    D,
}

/// <summary>Scores of one clip, gap and protocol: ours and the peers', over the same frames.</summary>
/// <param name="Frames">Our frames, one by one.</param>
/// <param name="Reliability">Our confidence against what was right.</param>
/// <param name="PrepareSeconds">The part of our seconds a frame that is preparation.</param>
/// <param name="Tools">Ours first.</param>
/// <param name="Bid">What a show would have bid for ours, and what it took.</param>
public sealed record FillScore(
    string Clip, int Width, int Height, int Gap, FillProtocol Protocol, IReadOnlyList<ToolScore> Tools, double PrepareSeconds, IReadOnlyList<FrameScore> Frames, Reliability Reliability, BidScore Bid)
{
    public ToolScore Ours => Tools[0];

    public ToolScore Of(string tool) => Tools.First(t => t.Tool == tool);

    /// <summary>Our gain over ffmpeg minterpolate.</summary>
    public (double Psnr, double Ssim) Gain => (Ours.Mean.PsnrLuma - Of("minterpolate").Mean.PsnrLuma, Ours.Mean.Ssim - Of("minterpolate").Mean.Ssim);
}

/// <summary>`fill` against ffmpeg minterpolate, DIS flow and a warp, repeat and blend.</summary>
public static class FillCase
{
    /// <summary>Gaps of a clip that are filled: enough to judge, few enough to wait for.</summary>
    internal static IEnumerable<int> Starts(int frames, int step, bool every)
    {
        var all = Enumerable.Range(0, frames).Where(k => k % step == 0 && k + step < frames);
        if (every || frames <= 20) return all;
        int[] some = step == 2 ? [8, 16, 24] : [8, 16];
        return some.Select(s => s / step * step).Distinct().Where(s => s + step < frames);
    }

    /// <summary>The frames that are not shown.</summary>
    internal static IReadOnlySet<int> Hidden(int frames, int start, int gap, FillProtocol protocol) =>
        protocol == FillProtocol.K ? Enumerable.Range(0, frames).Where(n => n % (gap + 1) != 0).ToHashSet() : Enumerable.Range(start + 1, gap).ToHashSet();

    // around the middle of the clip, where there are frames on both outer sides
    private static List<int> Midmost(IEnumerable<int> starts, int most, double middle) => [.. starts.OrderBy(s => Math.Abs(s - middle)).ThenBy(s => s).Take(most).Order()];

    /// <param name="terms">Rates, bids and tools from elsewhere; left out: the rates of a new show, no others.</param>
    /// <exception cref="BadInputException">The clip is shorter than one gap and its two ends.</exception>
    public static FillScore Score(TruthClip truth, int gap, FillProtocol protocol, int threads, FillMethod method, FillTerms? terms = null)
    {
        terms ??= new();
        var (width, height, codes) = (truth.Width, truth.Height, truth.Codes);
        var step = gap + 1;
        var starts = Midmost(Starts(codes.Count, step, terms.EveryGap), terms.MostGaps, (codes.Count - 1 - step) / 2.0);
        if (starts.Count == 0) throw new BadInputException("too-short", truth.Name, $"{codes.Count} frames", $"a gap of {gap} and a frame on both sides do not fit", $"Use a clip of at least {step + 1} frames");
        var (peer, peerSeconds, peerCpu, peerBytes) = Ffmpeg.Minterpolate([.. codes.Where((_, n) => n % step == 0)], width, height, step);
        Tally ours = new("answerprint", width, height), minterpolate = new("minterpolate", width, height), dis = new("dis", width, height), repeat = new("repeat", width, height), blend = new("blend", width, height);
        var others = terms.Others.Select(o => (Tool: o, Tally: new Tally(o.Name, width, height))).ToList();
        var (prepareSeconds, seconds, disSeconds, cpu) = (0.0, 0.0, 0.0, 0.0);
        var work = new List<CaseWork>();
        var peak = 0L;
        var frames = new List<FrameScore>();
        var reliability = Reliability.Empty();
        Preparation? preparation = null;
        foreach (var start in starts)
        {
            byte[] a = codes[start], b = codes[start + step];
            var (warped, warpSeconds) = DisWarp.Between(a, b, width, height, gap);
            disSeconds += warpSeconds;
            var hidden = Hidden(codes.Count, start, gap, protocol);
            using var clip = new HiddenClip(truth, hidden);
            var last = protocol == FillProtocol.K ? (codes.Count - 1) / step * step : codes.Count - 1;
            var assignment = new Assignment([new(0, clip)], new FrameRange(0, last + 1), new FillOptions([.. hidden.Where(n => n < last)], Method: method), 1, threads, Assignment.NoMattes);
            var tool = new FillTool();
            var made = new List<MadeFrame>();
            if (protocol == FillProtocol.D || work.Count == 0) work.Add(new(tool, assignment, protocol == FillProtocol.D ? 1 : (double)gap * starts.Count / hidden.Count));
            peak = Math.Max(peak, ProcessMemory.PeakOf(() =>
            {
                // a retime is prepared once, a repair each for itself
                var (clock, used) = (Stopwatch.GetTimestamp(), ProcessorTime.Own());
                if (preparation is null || protocol == FillProtocol.D)
                {
                    preparation = tool.Prepare(assignment, null, default);
                    var share = work[^1].Share;
                    prepareSeconds += Stopwatch.GetElapsedTime(clock).TotalSeconds * share;
                    cpu += (ProcessorTime.Own() - used) * share;
                }
                (clock, used) = (Stopwatch.GetTimestamp(), ProcessorTime.Own());
                made.AddRange(tool.Render(assignment, preparation, new FrameRange(start + 1, start + step), default));
                seconds += Stopwatch.GetElapsedTime(clock).TotalSeconds;
                cpu += ProcessorTime.Own() - used;
            }));
            foreach (var frame in made)
            {
                var (n, right, picture) = (frame.Number, HiddenClip.Planes(codes[frame.Number]), Fidelity.Codes(frame.Picture));
                var psnr = ours.Add(n, picture, right);
                reliability.Add(frame.Origin.Whole().Confidence, picture, right);
                frames.Add(new(n, psnr, frame.Figures.ForecastPsnr, frame.Figures.Confidence, frame.Figures.Flagged, frame.Figures.Method));
                var t = (n - start) / (double)step;
                minterpolate.Add(n, HiddenClip.Planes(peer[n]), right);
                dis.Add(n, HiddenClip.Planes(warped[n - start - 1]), right);
                repeat.Add(n, HiddenClip.Planes(t <= 0.5 ? a : b), right);
                blend.Add(n, HiddenClip.Planes([.. a.Select((v, i) => (byte)Math.Round((v * (1 - t)) + (b[i] * t)))]), right);
                foreach (var (other, tally) in others) tally.Add(n, other.Codes(n), right);
            }
            foreach (var tally in (Tally[])[ours, minterpolate, dis, repeat, blend, .. others.Select(o => o.Tally)]) tally.EndGap();
        }
        var hour = terms.Rates.MachineHour;
        return new(truth.Name, width, height, gap, protocol,
            [
                ours.Score(seconds + prepareSeconds, peak, hour) with { CpuSeconds = cpu / ours.Frames }, minterpolate.Score(peerSeconds * ours.Frames, peerBytes, hour) with { CpuSeconds = peerCpu }, dis.Score(disSeconds, 0, hour), repeat.Score(0, 0, hour), blend.Score(0, 0, hour),
                .. others.Select(o => o.Tally.Score(o.Tool.SecondsAFrame * ours.Frames, 0, hour)),
            ],
            prepareSeconds / ours.Frames, frames, reliability, terms.Bids.Of(work, ours.Frames, seconds + prepareSeconds, cpu, terms.Rates));
    }
}
