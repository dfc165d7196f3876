using Answerprint.Benchmarks.Peers;
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
public sealed record FillScore(
    string Clip, int Width, int Height, int Gap, FillProtocol Protocol, int Frames,
    Fidelity Ours, Fidelity Minterpolate, Fidelity Repeat, Fidelity Blend, double Seconds, double PrepareSeconds, double PeerSeconds, string Methods);

/// <summary>`fill` against ffmpeg minterpolate, repeat and blend.</summary>
public static class FillCase
{
    /// <summary>Gaps of a clip that are filled: enough to judge, few enough to wait for.</summary>
    private static IEnumerable<int> Starts(int frames, int step)
    {
        var all = Enumerable.Range(0, frames).Where(k => k % step == 0 && k + step < frames);
        if (frames <= 20) return all;
        return step == 2 ? [8, 16, 24] : [8, 16];
    }

    public static FillScore Score(string name, string file, int width, int height, int frames, int gap, FillProtocol protocol, int threads, FillMethod method)
    {
        var truth = Ffmpeg.Read(file, width, height, frames);
        var step = gap + 1;
        var known = truth.Where((_, n) => n % step == 0).ToList();
        var starts = Starts(truth.Count, step).ToList();
        var (peer, peerSeconds) = Ffmpeg.Minterpolate(known, width, height, step);
        Fidelity ours = default, theirs = default, repeat = default, blend = default;
        double seconds = 0, prepareSeconds = 0;
        var count = 0;
        Preparation? preparation = null;
        var methods = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var start in starts)
        {
            var hidden = protocol == FillProtocol.K
                ? Enumerable.Range(0, truth.Count).Where(n => n % step != 0).ToHashSet()
                : Enumerable.Range(start + 1, gap).ToHashSet();
            using var clip = new HiddenClip(name, width, height, truth, hidden);
            var last = protocol == FillProtocol.K ? (truth.Count - 1) / step * step : truth.Count - 1;
            var assignment = new Assignment([new(0, clip)], new FrameRange(0, last + 1), new FillOptions([.. hidden.Where(n => n < last)], Method: method), 1, threads, Assignment.NoMattes);
            var tool = new FillTool();
            // a retime is prepared once, a repair each for itself
            var clock = System.Diagnostics.Stopwatch.GetTimestamp();
            if (preparation is null || protocol == FillProtocol.D)
            {
                preparation = tool.Prepare(assignment, null, default);
                prepareSeconds += System.Diagnostics.Stopwatch.GetElapsedTime(clock).TotalSeconds * (protocol == FillProtocol.D ? 1 : (double)gap * starts.Count / hidden.Count);
            }
            clock = System.Diagnostics.Stopwatch.GetTimestamp();
            foreach (var made in tool.Render(assignment, preparation, new FrameRange(start + 1, start + step), default))
            {
                seconds += System.Diagnostics.Stopwatch.GetElapsedTime(clock).TotalSeconds;
                methods.Add(made.Figures.Method + (made.Figures.Measures.TryGetValue("bend", out var bend) ? $" {bend:0.0}" : ""));
                var right = HiddenClip.Planes(truth[made.Number]);
                Fidelity Of(byte[] rgb) => Fidelity.Of(HiddenClip.Planes(rgb), right, width, height);
                ours = Sum(ours, Fidelity.Of(Fidelity.Codes(made.Picture), right, width, height));
                theirs = Sum(theirs, Of(peer[made.Number]));
                byte[] a = truth[start], b = truth[start + step];
                var t = (made.Number - start) / (double)step;
                repeat = Sum(repeat, Of(t <= 0.5 ? a : b));
                blend = Sum(blend, Of([.. a.Select((v, i) => (byte)Math.Round((v * (1 - t)) + (b[i] * t)))]));
                count++;
                clock = System.Diagnostics.Stopwatch.GetTimestamp();
            }
        }
        return new(name, width, height, gap, protocol, count, Mean(ours, count), Mean(theirs, count), Mean(repeat, count), Mean(blend, count), seconds / count, prepareSeconds / count, peerSeconds, string.Join(", ", methods));
    }

    private static Fidelity Sum(Fidelity a, Fidelity b) => new(a.PsnrLuma + b.PsnrLuma, a.PsnrRgb + b.PsnrRgb, a.Ssim + b.Ssim);

    private static Fidelity Mean(Fidelity sum, int count) => new(sum.PsnrLuma / count, sum.PsnrRgb / count, sum.Ssim / count);
}
