using Answerprint.Media.Motion;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;
using Answerprint.Tools.Fill;

namespace Answerprint.Benchmarks.Cases;

/// <summary>Makes frames whose truth is known and notes evidence and error, for <see cref="TrustSample"/>.</summary>
internal sealed class TrustCollector : FillWatch
{
    /// <summary>One cell of so many each way is noted, of a frame and of a trial.</summary>
    private const int Stride = 8, TrialStride = 6;

    private readonly List<(Trial Trial, FillMethod Method, TrustSample Sample)> tried = [];
    private readonly System.Collections.Concurrent.ConcurrentDictionary<int, (Gap Gap, FillPlan.Choice Choice, Evidence Evidence)> made = [];
    private readonly TruthClip truth;
    private readonly FillProtocol known;

    private TrustCollector(TruthClip truth, FillProtocol known) => (this.truth, this.known) = (truth, known);

    /// <summary>The samples of some gaps of a clip.</summary>
    public static IEnumerable<TrustSample> Collect(TruthClip truth, int gap, FillProtocol protocol, IReadOnlyList<int> starts, int threads, CancellationToken cancel)
    {
        var step = gap + 1;
        var count = truth.Codes.Count;
        Preparation? prepared = null;
        var collector = new TrustCollector(truth, protocol);
        foreach (var start in starts)
        {
            var hidden = protocol == FillProtocol.K ? Enumerable.Range(0, count).Where(n => n % step != 0).ToHashSet() : Enumerable.Range(start + 1, gap).ToHashSet();
            using var clip = new HiddenClip(truth, hidden);
            var last = protocol == FillProtocol.K ? (count - 1) / step * step : count - 1;
            var assignment = new Assignment([new(0, clip)], new FrameRange(0, last + 1), new FillOptions([.. hidden.Where(n => n < last)]), 1, threads, Assignment.NoMattes);
            var tool = new FillTool { Watch = collector };
            if (prepared is null || protocol == FillProtocol.D)
            {
                collector.tried.Clear();
                prepared = tool.Prepare(assignment, null, cancel);
            }
            var range = new FrameRange(start + 1, start + step);
            foreach (var frame in tool.Render(assignment, prepared, range, cancel).Where(f => range.Contains(f.Number)))
            {
                var (of, choice, evidence) = collector.made[frame.Number];
                yield return collector.Of(evidence, choice.Method, frame.Number, Fidelity.Codes(frame.Picture), of) with { Chosen = true };
                if (protocol == FillProtocol.D && gap > 1) continue;
                // what repeat and cross-fade would have been, each with its own trials
                byte[] a = truth.Codes[start], b = truth.Codes[start + step];
                var t = (frame.Number - start) / (float)step;
                var still = Evidence.OfStill(new SourceFrame(start, clip.Read(start), 1), new SourceFrame(start + step, clip.Read(start + step), 1), step, t, threads, cancel);
                if (choice.Method != FillMethod.Repeat) yield return collector.Of(still, FillMethod.Repeat, frame.Number, HiddenClip.Planes(t <= 0.5f ? a : b), of);
                if (choice.Method != FillMethod.Blend) yield return collector.Of(still, FillMethod.Blend, frame.Number, HiddenClip.Planes([.. a.Select((v, i) => (byte)Math.Round((v * (1 - t)) + (b[i] * t)))]), of);
            }
            collector.made.Clear();
        }
    }

    public override void Tried(Trial trial, FillMethod method, Evidence evidence, float[] codes, SourceFrame right)
    {
        float[] Error() => [.. Enumerable.Range(0, right.Width * right.Height).Select(i => MathF.Abs(codes[i] - right.Codes[i]))];
        var error = Error();
        tried.Add((trial, method, Sampled(evidence, method, trial.Truth, TrialStride, error, error, error.Average(e => (double)e * e), [])));
    }

    public override void Made(Gap gap, FillPlan.Choice choice, int number, Evidence evidence) => made[number] = (gap, choice, evidence);

    private TrustSample Of(Evidence evidence, FillMethod method, int number, byte[][] picture, Gap gap)
    {
        var right = HiddenClip.Planes(truth.Codes[number]);
        var largest = new float[right[0].Length];
        var luma = new float[right[0].Length];
        for (var i = 0; i < largest.Length; i++)
        {
            int r = picture[0][i] - right[0][i], g = picture[1][i] - right[1][i], b = picture[2][i] - right[2][i];
            largest[i] = Math.Max(Math.Abs(r), Math.Max(Math.Abs(g), Math.Abs(b)));
            luma[i] = MathF.Abs((0.299f * r) + (0.587f * g) + (0.114f * b));
        }
        var near = FillChooser.Near(gap, [.. tried.Select(t => t.Trial).Distinct().Select(t => (t, (Trial.Score)null!))]).Select(n => n.Trial).ToList();
        return Sampled(evidence, method, number, Stride, largest, luma, luma.Average(e => (double)e * e), [.. near.SelectMany(n => tried.Where(t => t.Trial == n && Same(t.Method, method)).Select(t => t.Sample))]);
    }

    // straight and bent motion stand for each other where only one of them was tried
    private static bool Same(FillMethod tried, FillMethod made) => tried == made || (IsMotion(tried) && IsMotion(made));

    private static bool IsMotion(FillMethod method) => method is FillMethod.Motion or FillMethod.Linear;

    private TrustSample Sampled(Evidence evidence, FillMethod method, int number, int stride, float[] largest, float[] luma, double squared, IReadOnlyList<TrustSample> trials)
    {
        var signs = Evidence.Names.Select(_ => new float[evidence.Width]).ToArray();
        var all = new List<float>();
        List<float> most = [], light = [];
        for (var y = stride / 2; y < evidence.Height; y += stride)
        {
            evidence.Row(y, signs);
            for (var x = 3 * (y / stride) % stride; x < evidence.Width; x += stride)
            {
                foreach (var sign in signs) all.Add(sign[x]);
                most.Add(largest[(y * evidence.Width) + x]);
                light.Add(luma[(y * evidence.Width) + x]);
            }
        }
        return new(truth.Name, known, method, evidence.Step, evidence.T, number, squared, [.. all], [.. most], [.. light], trials);
    }
}
