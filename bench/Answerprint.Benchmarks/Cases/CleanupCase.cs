using System.Diagnostics;
using Answerprint.Benchmarks.Peers;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;
using Answerprint.Tools.Cleanup;

namespace Answerprint.Benchmarks.Cases;

/// <summary>Something is laid over a clip whose truth is known, and every tool takes it out again.</summary>
/// <param name="truth">All frames as they are.</param>
/// <param name="worked">So many frames in the middle are mended and scored; all are looked at.</param>
public sealed class CleanupCase(TruthClip truth, HoleKind kind, int worked)
{
    /// <summary>Frames on each side that the median looks at.</summary>
    private const int MedianReach = 7;

    private readonly List<bool[]> holes = [.. Enumerable.Range(0, truth.Codes.Count).Select(n => SyntheticHole.On(kind, n, truth.Codes.Count, truth.Width, truth.Height))];

    private FrameRange Worked => new((truth.Codes.Count - worked) / 2, ((truth.Codes.Count - worked) / 2) + worked);

    /// <summary>Scores of ours and of every peer.</summary>
    /// <param name="threads">For ours.</param>
    public IReadOnlyList<CleanupScore> Run(int threads, CancellationToken cancel)
    {
        var spoilt = truth.Codes.Select((codes, n) => Spoilt(codes, n)).ToList();
        var scores = new List<CleanupScore> { Ours(threads, cancel) };
        foreach (var (tool, make) in new (string, Func<int, byte[]>)[]
        {
            ("Telea", n => Inpaint.Telea(spoilt[n], holes[n], truth.Width, truth.Height)),
            ("Navier-Stokes", n => Inpaint.NavierStokes(spoilt[n], holes[n], truth.Width, truth.Height)),
            ("nearest frame", n => PlainFill.Nearest(spoilt, holes, n)),
            ("temporal median", n => PlainFill.Median(spoilt, holes, n, MedianReach)),
        })
        {
            cancel.ThrowIfCancellationRequested();
            var clock = Stopwatch.GetTimestamp();
            var made = Worked.Numbers.ToDictionary(n => n, make);
            scores.Add(Scored(tool, made, Stopwatch.GetElapsedTime(clock).TotalSeconds / worked, null, 0));
        }
        return scores;
    }

    private CleanupScore Ours(int threads, CancellationToken cancel)
    {
        using var clip = new SpoiltClip(truth, holes);
        using var mattes = new HoleClip(truth, holes);
        var assignment = new Assignment([new(0, clip)], clip.Range, new CleanupOptions(), 1, threads, new Dictionary<string, Clip> { [WorkMattes.Role] = mattes });
        var tool = new CleanupTool();
        var clock = Stopwatch.GetTimestamp();
        var made = new Dictionary<int, byte[]>();
        var (coverage, outside) = (0.0, 0L);
        foreach (var frame in tool.Render(assignment, tool.Prepare(assignment, null, cancel), Worked, cancel))
        {
            var codes = Fidelity.Codes(frame.Picture);
            var rgb = new byte[3 * codes[0].Length];
            for (var i = 0; i < rgb.Length; i++) rgb[i] = codes[i % 3][i / 3];
            made[frame.Number] = rgb;
            coverage += frame.Figures.Measures["coverage"] / worked;
            // what the writer copies beside the matte is the plate's; here it is asked whether the tool itself keeps it
            var own = clip.Read(frame.Number);
            for (var c = 0; c < 3; c++)
                for (var i = 0; i < own.Size; i++)
                    if (!holes[frame.Number][i] && BitConverter.SingleToInt32Bits(own.Plane(c)[i]) != BitConverter.SingleToInt32Bits(frame.Picture.Plane(c)[i])) outside++;
        }
        return Scored(CleanupScore.Ours, made, Stopwatch.GetElapsedTime(clock).TotalSeconds / worked, coverage, outside);
    }

    private CleanupScore Scored(string tool, Dictionary<int, byte[]> made, double seconds, double? coverage, long outside)
    {
        var (sum, count, worst, flicker, pairs) = (0.0, 0L, double.PositiveInfinity, 0.0, 0L);
        foreach (var n in Worked.Numbers)
        {
            var (own, of) = (0.0, 0L);
            var before = made.GetValueOrDefault(n - 1);
            for (var i = 0; i < holes[n].Length; i++)
            {
                if (!holes[n][i]) continue;
                for (var c = 0; c < 3; c++)
                {
                    var k = (3 * i) + c;
                    double d = made[n][k] - truth.Codes[n][k];
                    own += d * d;
                    of++;
                    if (before is null) continue;
                    var change = d - (before[k] - truth.Codes[n - 1][k]);
                    flicker += change * change;
                    pairs++;
                }
            }
            (sum, count) = (sum + own, count + of);
            worst = Math.Min(worst, Psnr(own / Math.Max(1, of)));
        }
        return new(truth.Name, kind, tool, Psnr(sum / Math.Max(1, count)), worst, Math.Sqrt(flicker / Math.Max(1, pairs)), seconds, coverage, outside);
    }

    private static double Psnr(double squared) => Math.Min(80, 10 * Math.Log10(255 * 255 / Math.Max(1e-9, squared)));

    /// <summary>What lies over the picture is a dark thing with a light edge, as far from what it hides as it may be.</summary>
    private byte[] Spoilt(byte[] codes, int n)
    {
        var spoilt = (byte[])codes.Clone();
        for (var i = 0; i < holes[n].Length; i++) if (holes[n][i]) spoilt.AsSpan(3 * i, 3).Fill((byte)(i % 7 == 0 ? 230 : 25));
        return spoilt;
    }

    private sealed class SpoiltClip(TruthClip truth, List<bool[]> holes) : Clip
    {
        public override string Name => truth.Name;

        public override FrameRange Range => new(0, truth.Codes.Count);

        public override FrameRate Rate => new(24);

        public override int Width => truth.Width;

        public override int Height => truth.Height;

        public override bool Has(int frame) => Range.Contains(frame);

        public override StoredFrame ReadStored(int frame) => throw new NotSupportedException("a benchmark clip has no stored words");

        public override Frame Read(int frame)
        {
            var picture = truth.Read(frame).Copy();
            for (var c = 0; c < 3; c++)
                for (var i = 0; i < picture.Size; i++)
                    if (holes[frame][i]) picture.Plane(c)[i] = i % 7 == 0 ? 0.8f : 0.005f;
            return picture;
        }
    }

    private sealed class HoleClip(TruthClip truth, List<bool[]> holes) : Clip
    {
        public override string Name => "holes";

        public override FrameRange Range => new(0, truth.Codes.Count);

        public override FrameRate Rate => new(24);

        public override int Width => truth.Width;

        public override int Height => truth.Height;

        public override bool Has(int frame) => Range.Contains(frame);

        public override StoredFrame ReadStored(int frame) => new(
            new(0, 0, Width - 1, Height - 1), new(0, 0, Width - 1, Height - 1), [StoredPicture.Channel("A", SampleType.Half, Array.ConvertAll(holes[frame], h => h ? 1f : 0))], []);

        public override Frame Read(int frame) => throw new NotSupportedException("a matte is no picture");
    }
}
