using System.Diagnostics;
using Answerprint.Media.Filters;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Media.Motion;
using Answerprint.Media.Shapes;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;
using Answerprint.Tools.Cleanup;

namespace Answerprint.Benchmarks.Cases;

/// <summary>A flat thing that wanders, turns, grows and tilts is laid over a clip; it is followed from the first frame, and another picture is put in its place.</summary>
public sealed class ScreenCase
{
    /// <summary>Samples of a pixel each way, and the size of the posters in pixels.</summary>
    private const int Samples = 3, Across = 480, Down = 320;

    private readonly TruthClip truth;
    private readonly ScreenKind kind;
    private readonly int threads;
    private readonly Grain grain;
    private readonly Frame first = Poster(1), other = Poster(2), dark = Off();

    public ScreenCase(TruthClip truth, ScreenKind kind, int threads)
    {
        (this.truth, this.kind, this.threads) = (truth, kind, threads);
        grain = Grain.Of([truth.Read(0), truth.Read(truth.Codes.Count / 2)]);
    }

    /// <summary>Scores of ours and of every peer.</summary>
    public IReadOnlyList<ScreenScore> Run(CancellationToken cancel)
    {
        var frames = Enumerable.Range(0, truth.Codes.Count).Select(n => Laid(n, kind == ScreenKind.Blank ? dark : first, cancel)).ToArray();
        var wanted = Enumerable.Range(0, truth.Codes.Count).Select(n => Laid(n, other, cancel, grainy: false)).ToArray();
        using var clip = MemoryClip.Of(truth.Name, new FrameRate(24), 0, frames);
        return [.. new (string, Func<Dictionary<int, IReadOnlyList<ShapePoint>>>)[] { (ScreenScore.Ours, () => Planar(clip, cancel)), ("features", () => ByFeatures(clip, cancel)), ("four marks", () => ByMarks(clip, cancel)) }.Select(t => Scored(t.Item1, t.Item2, clip, wanted, cancel))];
    }

    private ScreenScore Scored(string tool, Func<Dictionary<int, IReadOnlyList<ShapePoint>>> follow, MemoryClip clip, Frame[] wanted, CancellationToken cancel)
    {
        var clock = Stopwatch.GetTimestamp();
        var found = follow();
        var seconds = Stopwatch.GetElapsedTime(clock).TotalSeconds / clip.Range.Length;
        var lost = 0;
        for (var n = 0; n < clip.Range.Length; n++)
        {
            if (found.ContainsKey(n)) continue;
            found[n] = n == 0 ? Corners(0) : found[n - 1];
            lost++;
        }
        var errors = Enumerable.Range(0, clip.Range.Length).Select(n => found[n].Zip(Corners(n), (a, b) => a - b).ToArray()).ToList();
        var distances = errors.SelectMany(e => e.Select(Length)).ToList();
        var shakes = Enumerable.Range(1, errors.Count - 2).SelectMany(n => Enumerable.Range(0, 4).Select(c => Length(errors[n - 1][c] - (2 * errors[n][c]) + errors[n + 1][c]))).ToList();
        clock = Stopwatch.GetTimestamp();
        var psnr = Put(found, clip, wanted, cancel);
        return new(truth.Name, kind, tool, distances.Average(), distances.Max(), Math.Sqrt(shakes.Average(s => s * s)), lost, psnr, seconds, Stopwatch.GetElapsedTime(clock).TotalSeconds / clip.Range.Length);
    }

    private Dictionary<int, IReadOnlyList<ShapePoint>> Planar(MemoryClip clip, CancellationToken cancel)
    {
        var key = new KeyedShape(ShapeKind.Screen, new Dictionary<int, IReadOnlyList<ShapePoint>> { [0] = Corners(0) }) { IsTracked = true };
        // what is lost ends there: as far as it came counts
        for (var end = clip.Range.End; ;)
        {
            try
            {
                return ScreenTracker.Follow(key with { Frames = new(0, end) }, clip, null, clip.Name, cancel).Keys.ToDictionary();
            }
            catch (BadInputException e) when (e.Code == "screen-lost" && end > 1)
            {
                end = Math.Max(1, int.Parse(e.Place.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture));
                if (end == 1) return new() { [0] = Corners(0) };
            }
        }
    }

    private Dictionary<int, IReadOnlyList<ShapePoint>> ByFeatures(MemoryClip clip, CancellationToken cancel)
    {
        var found = new Dictionary<int, IReadOnlyList<ShapePoint>> { [0] = Corners(0) };
        var own = Features.Of(Luma(clip.Read(0)), Array.ConvertAll(ShapeRaster.Draw([Still(0)], 0, truth.Width, truth.Height).Coverage, c => c > 0));
        for (var n = 1; n < clip.Range.End; n++)
        {
            cancel.ThrowIfCancellationRequested();
            if (own.PlaneTo(Features.Of(Luma(clip.Read(n)))) is not { } plane) continue;
            if (Corners(0).Select(p => plane.At(p.X, p.Y)).ToList() is var moved && moved.TrueForAll(m => m is not null)) found[n] = [.. moved.Select(m => new ShapePoint(m!.Value.X, m.Value.Y))];
        }
        return found;
    }

    private Dictionary<int, IReadOnlyList<ShapePoint>> ByMarks(MemoryClip clip, CancellationToken cancel)
    {
        var marks = new List<IReadOnlyDictionary<int, IReadOnlyList<ShapePoint>>>();
        foreach (var corner in Corners(0))
        {
            var end = clip.Range.End;
            while (true)
            {
                try
                {
                    marks.Add(MarkTracker.Follow(new KeyedShape(ShapeKind.Mark, new Dictionary<int, IReadOnlyList<ShapePoint>> { [0] = [corner] }) { Size = 20, IsTracked = true, Frames = new(0, end) }, clip, clip.Name, cancel).Keys);
                    break;
                }
                catch (BadInputException e) when (e.Code == "mark-lost" && end > 1)
                {
                    end = Math.Max(1, int.Parse(e.Place.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture));
                    if (end > 1) continue;
                    marks.Add(new Dictionary<int, IReadOnlyList<ShapePoint>> { [0] = [corner] });
                    break;
                }
            }
        }
        return Enumerable.Range(0, clip.Range.Length).Where(n => marks.TrueForAll(m => m.ContainsKey(n))).ToDictionary(n => n, n => (IReadOnlyList<ShapePoint>)[.. marks.Select(m => m[n][0])]);
    }

    /// <summary>The other picture put in along a track.</summary>
    private double Put(Dictionary<int, IReadOnlyList<ShapePoint>> found, MemoryClip clip, Frame[] wanted, CancellationToken cancel)
    {
        using var picture = MemoryClip.Of("poster", new FrameRate(24), 1, other);
        var works = ScreenWorks.Of([new KeyedShape(ShapeKind.Screen, found)], new ScreenTreatment(Shutter: 0, Defocus: 0, Grain: false), clip, null, picture, "the screen", cancel);
        var assignment = new Assignment([new(0, clip)], clip.Range, new CleanupOptions(), 1, threads, Assignment.NoMattes) { Screens = works };
        var tool = new CleanupTool();
        var (sum, count) = (0.0, 0L);
        foreach (var made in tool.Render(assignment, tool.Prepare(assignment, null, cancel), clip.Range, cancel))
        {
            var (own, real) = (Fidelity.Codes(made.Picture), Fidelity.Codes(wanted[made.Number]));
            var where = ShapeRaster.Draw([Still(made.Number)], made.Number, truth.Width, truth.Height).Coverage;
            for (var c = 0; c < 3; c++)
                for (var i = 0; i < where.Length; i++)
                {
                    if (!(where[i] > 0) || (kind == ScreenKind.Passed && IsPost(made.Number, i % truth.Width))) continue;
                    double d = own[c][i] - real[c][i];
                    (sum, count) = (sum + (d * d), count + 1);
                }
        }
        return Math.Min(80, 10 * Math.Log10(255 * 255 / Math.Max(1e-9, sum / Math.Max(1, count))));
    }

    private KeyedShape Still(int n) => new(ShapeKind.Screen, new Dictionary<int, IReadOnlyList<ShapePoint>> { [0] = Corners(n) });

    private static LumaPicture Luma(Frame picture)
    {
        var codes = Fidelity.Codes(picture);
        var luma = new byte[codes[0].Length];
        for (var i = 0; i < luma.Length; i++) luma[i] = (byte)((0.2126 * codes[0][i]) + (0.7152 * codes[1][i]) + (0.0722 * codes[2][i]) + 0.5);
        return new(picture.Width, picture.Height, luma);
    }

    /// <summary>It crosses a third of the picture, turns by 20 degrees, grows by a third and tilts.</summary>
    private ShapePoint[] Corners(int n)
    {
        var t = (double)n / Math.Max(1, truth.Codes.Count - 1);
        double w = truth.Width, cx = w * (0.34 + (0.3 * t)), cy = truth.Height * (0.45 + (0.1 * Math.Sin(5 * t))), s = w * 0.13 * (1 + (0.35 * t)), a = 0.35 * t, tilt = 0.3 * t;
        return [.. new[] { (-1.0, -0.66 - (0.2 * tilt)), (1, -0.66 + (0.6 * tilt)), (1, 0.66 - (0.6 * tilt)), (-1, 0.66 + (0.2 * tilt)) }.Select(p => new ShapePoint(cx + (s * ((Math.Cos(a) * p.Item1) - (Math.Sin(a) * p.Item2))), cy + (s * ((Math.Sin(a) * p.Item1) + (Math.Cos(a) * p.Item2)))))];
    }

    private bool IsPost(int n, int x) => Math.Abs(x - (truth.Width * (0.85 - (0.6 * n / truth.Codes.Count)))) < 0.03 * truth.Width;

    /// <summary>The clip's frame with a poster.</summary>
    private Frame Laid(int n, Frame poster, CancellationToken cancel, bool grainy = true)
    {
        var frame = truth.Read(n).Copy();
        var share = ShapeRaster.Draw([Still(n)], n, frame.Width, frame.Height).Coverage;
        var back = Homography.Between([.. Corners(n).Select(p => (p.X, p.Y))], [(0, 0), (Across, 0), (Across, Down), (0, Down)])!.Value;
        var light = grainy && kind != ScreenKind.Blank ? (float)(1 + (0.18 * Math.Sin(0.3 * n))) : 1;
        var laid = frame.Copy();
        Rows.Each(threads, frame.Height, (from, to) =>
        {
            Span<float> sum = stackalloc float[3];
            for (var i = from * frame.Width; i < to * frame.Width; i++)
            {
                if (!(share[i] > 0)) continue;
                sum.Clear();
                var count = 0;
                for (var k = 0; k < Samples * Samples; k++)
                {
                    var (dx, dy) = ((((k % Samples) + 0.5) / Samples) - 0.5, (((k / Samples) + 0.5) / Samples) - 0.5);
                    if (back.At((i % frame.Width) + dx, (i / frame.Width) + dy) is not { } p || !(p.X >= 0 && p.Y >= 0 && p.X < Across && p.Y < Down)) continue;
                    for (var c = 0; c < 3; c++) sum[c] += poster.Plane(c)[((int)p.Y * Across) + (int)p.X];
                    count++;
                }
                for (var c = 0; c < 3 && count > 0; c++) laid.Plane(c)[i] = light * sum[c] / count;
            }
        }, cancel);
        if (grainy) grain.Add(laid, share, 5, n);
        for (var c = 0; c < 3; c++)
            for (var i = 0; i < share.Length; i++)
            {
                if (share[i] > 0) frame.Plane(c)[i] = (share[i] * laid.Plane(c)[i]) + ((1 - share[i]) * frame.Plane(c)[i]);
                if (kind == ScreenKind.Passed && IsPost(n, i % frame.Width)) frame.Plane(c)[i] = 0.12f + (0.05f * MathF.Sin(i / frame.Width * 0.2f));
            }
        return frame;
    }

    /// <summary>Lines of letters and a picture, smooth enough that a pixel of it is no bigger than what a lens resolves.</summary>
    private static Frame Poster(int seed)
    {
        var (poster, random) = (new Frame(Across, Down), new Random(seed));
        float[] paper = [0.6f, 0.55f, 0.45f];
        for (var c = 0; c < 3; c++) poster.Plane(c).AsSpan().Fill(paper[(c + seed) % 3]);
        for (var line = 0; line < 7; line++)
            for (var x = 24; x < Across - 60;)
            {
                int w = 8 + random.Next(24), y = 20 + (line * 42), h = 14 + random.Next(14);
                float[] ink = [0.02f + (0.3f * (float)random.NextDouble()), 0.03f, 0.02f + (0.2f * (float)random.NextDouble())];
                if (random.Next(5) > 0) for (var c = 0; c < 3; c++) for (var v = y; v < y + h && v < Down; v++) poster.Plane(c).AsSpan((v * Across) + x, w).Fill(ink[c]);
                x += w + 6 + random.Next(10);
            }
        for (var c = 0; c < 3; c++)
            for (var y = 180; y < 290; y++)
                for (var x = 280; x < 450; x++) poster.Plane(c)[(y * Across) + x] = 0.25f + (0.2f * MathF.Sin((x * 0.07f) + c + seed) * MathF.Cos(y * 0.09f));
        return poster;
    }

    private static Frame Off()
    {
        var screen = new Frame(Across, Down);
        for (var c = 0; c < 3; c++)
            for (var i = 0; i < screen.Size; i++)
            {
                var (x, y) = (i % Across, i / Across);
                var frame = x < 14 || y < 14 || x >= Across - 14 || y >= Down - 14;
                screen.Plane(c)[i] = frame ? 0.35f : 0.02f + (0.004f * y / Down);
            }
        return screen;
    }

    private static double Length(ShapePoint p) => Math.Sqrt((p.X * p.X) + (p.Y * p.Y));
}
