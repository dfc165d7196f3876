using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Quality;
using Answerprint.Production.Toolbox;
using Answerprint.Tests.House;
using Answerprint.Tools.Reframe;
using Xunit;

namespace Answerprint.Tests.Tools.Reframe;

/// <summary>A painted wall before a camera that shakes, turns and breathes as it is told.</summary>
public sealed class ReframeToolTest
{
    private const int W = 192, H = 120, Frames = 24;

    /// <summary>A standing camera: what is left of the shake is measured on the wall itself.</summary>
    [Fact]
    public void Lock_OfACameraThatShakes_Stands()
    {
        using var shot = Clip(n => Shake(n));
        var (made, found, _) = Run(new(Steady: Steadying.Lock), shot);
        Assert.InRange((double)found["most"]!, 1.5, 12);
        Assert.InRange((double)found["zoom"]!, 1.02, 1.25);
        var (before, after) = (Difference([.. shot.Range.Numbers.Select(shot.Read)]), Difference([.. shot.Range.Numbers.Select(n => made.TryGetValue(n, out var m) ? m.Picture : shot.Read(n))]));
        Assert.InRange(after, 0, 0.25 * before);
    }

    /// <summary>A smooth camera keeps where it goes: the pan stands, the shake is gone, and no edge is seen.</summary>
    [Fact]
    public void Smooth_OfAPanThatShakes_KeepsThePan()
    {
        using var shot = Clip(n => Shake(n) is var s ? (s.X + (2.5 * n), s.Y, s.Turn, s.Scale) : default);
        var (_, _, change) = Run(new(Steady: Steadying.Smooth, Smooth: 12, Edge: Border.Black), shot);
        // where the middle of the picture is read from, and where the wall is then
        double[] course = [.. shot.Range.Numbers.Select(n => Wall(n, change.On(n) is [{ Transform: { } t }] ? t.PlaceOf(W / 2, H / 2) : (W / 2, H / 2)))];
        double[] raw = [.. shot.Range.Numbers.Select(n => Wall(n, (W / 2, H / 2)))];
        Assert.InRange(Jerk(course), 0, 0.3 * Jerk(raw));
        Assert.InRange(course[^1] - course[0], 0.8 * 2.5 * (Frames - 1), 1.2 * 2.5 * (Frames - 1));

        double Wall(int n, (double X, double Y) place) => place.X + Shake(n).X + (2.5 * n);
    }

    [Fact]
    public void Steadied_OfACameraThatStands_ChangesNothing()
    {
        using var shot = Clip(_ => (0, 0, 0, 1));
        Assert.Empty(Run(new(Steady: Steadying.Smooth), shot).Made);
    }

    /// <summary>What is written is what the declared change says, rounded once: a stranger makes the same words.</summary>
    [Theory]
    [InlineData(SampleType.Half, PictureFilter.Lanczos3)]
    [InlineData(SampleType.Float, PictureFilter.Cubic)]
    public void Repositioned_AsDeclared_GivesTheSameWordsToAnybody(SampleType type, PictureFilter filter)
    {
        using var shot = new MemoryClip("shot", new FrameRate(24), [KeyValuePair.Create(1, Picture(1, (0, 0, 0, 1)).ToStored(type))]);
        var (made, _, change) = Run(new(ShiftX: 3.3, ShiftY: -2, Scale: 1.1, Rotate: 2, Edge: Border.Black, Filter: filter), shot);
        var transform = DeclaredChange.From(change.ToJson()).On(1)[0].Transform!;
        var (plate, into) = (Array.ConvertAll(shot.Read(1).Plane(1), v => (double)v), new double[W * H]);
        transform.Apply(plate, into, W, H, null, 1);
        for (var i = 0; i < into.Length; i++) Assert.Equal(type == SampleType.Half ? (float)(Half)into[i] : (float)into[i], made[1].Picture.Plane(1)[i]);
        var origin = made[1].Origin.Whole();
        var (x, y) = transform.PlaceOf(60, 50);
        Assert.Equal(((float)x, (float)y, 1f, 0f), (origin.Tap[0].X[(50 * W) + 60], origin.Tap[0].Y[(50 * W) + 60], origin.Tap[0].Weight[(50 * W) + 60], origin.Synth[(50 * W) + 60]));
    }

    /// <summary>Whole pixels are moved and nothing else; what comes from beyond the edge is black and called made.</summary>
    [Fact]
    public void Shifted_ByWholePixels_MovesTheWordsAsTheyAre()
    {
        using var shot = Clip(_ => (0, 0, 0, 1), frames: 1);
        var (made, _, _) = Run(new(ShiftX: 5, ShiftY: 3, Edge: Border.Black), shot);
        var (own, moved, origin) = (shot.Read(1).Plane(0), made[1].Picture.Plane(0), made[1].Origin.Whole());
        for (var i = 0; i < W * H; i++)
        {
            var inside = i % W >= 5 && i / W >= 3;
            Assert.Equal(inside ? own[i - 5 - (3 * W)] : 0, moved[i]);
            Assert.Equal(inside ? 0 : 1, origin.Synth[i]);
        }
    }

    /// <summary>Two shots in one clip are steadied each by itself.</summary>
    [Fact]
    public void Lock_AcrossACut_BeginsAnew()
    {
        var noise = new Random(4);
        float[] other = [.. Enumerable.Range(0, W * H / 16).Select(_ => 0.02f + (0.1f * (float)noise.NextDouble()))];
        using var shot = MemoryClip.Of("cut", new FrameRate(24), 1, Enumerable.Range(1, 16).Select(n => n <= 8 ? Picture(n, Shake(n)) : Of((x, y, c) => other[(y / 4 * (W / 4)) + (x / 4)])).ToArray());
        Assert.Equal("9", (string?)Run(new(Steady: Steadying.Lock), shot).Found["cuts"]);
    }

    [Fact]
    public void Laws_OfReframe_AreKept()
    {
        using var shot = Clip(n => Shake(n), frames: 6);
        Assert.Empty(ToolLaws.Broken(new ReframeTool(), Work(new(Steady: Steadying.Smooth), shot)));
    }

    [Fact]
    public void Options_ThatCanNotBeMeant_AreRefused()
    {
        Assert.Throws<FormatException>(() => new ReframeOptions().Checked());
        Assert.Throws<FormatException>(() => new ReframeOptions(Scale: 9).Checked());
        Assert.Throws<FormatException>(() => new ReframeOptions(Steady: Steadying.Smooth, Smooth: 1).Checked());
    }

    private static (double X, double Y, double Turn, double Scale) Shake(int n) => (2.6 * Math.Sin(n * 1.9), 2.1 * Math.Cos(n * 2.3), 0.008 * Math.Sin(n * 1.3), 1 + (0.006 * Math.Sin(n * 2.7)));

    private static double Jerk(double[] course) => Math.Sqrt(Enumerable.Range(1, course.Length - 2).Average(i => Math.Pow(course[i + 1] - (2 * course[i]) + course[i - 1], 2)));

    /// <summary>Mean square from frame to frame, the border left out.</summary>
    private static double Difference(List<Frame> frames)
    {
        double sum = 0;
        for (var n = 1; n < frames.Count; n++)
            for (var i = 0; i < W * H; i++)
                if (i % W is >= 12 and < W - 12 && i / W is >= 12 and < H - 12) sum += Math.Pow(frames[n].Plane(1)[i] - frames[n - 1].Plane(1)[i], 2);
        return sum / (frames.Count - 1);
    }

    private static (Dictionary<int, MadeFrame> Made, System.Text.Json.Nodes.JsonObject Found, DeclaredChange Change) Run(ReframeOptions options, Clip shot)
    {
        var (tool, work) = (new ReframeTool(), Work(options, shot));
        var preparation = tool.Prepare(work, null, default);
        return (tool.Render(work, preparation, shot.Range, default).ToDictionary(m => m.Number), DeclaredWork.Read(preparation).Found, DeclaredWork.Read(preparation).Change);
    }

    private static Assignment Work(ReframeOptions options, Clip shot) => new([new(0, shot)], shot.Range, options, 7, 2, Assignment.NoMattes);

    private static MemoryClip Clip(Func<int, (double X, double Y, double Turn, double Scale)> camera, int frames = Frames) => MemoryClip.Of("shot", new FrameRate(24), 1, Enumerable.Range(1, frames).Select(n => Picture(n, camera(n))).ToArray());

    /// <summary>The wall is a sum of waves, so it can be looked at anywhere.</summary>
    private static Frame Picture(int n, (double X, double Y, double Turn, double Scale) camera)
    {
        var (sin, cos) = Math.SinCos(camera.Turn);
        return Of((x, y, c) =>
        {
            double u = camera.Scale * (x - (W / 2)), v = camera.Scale * (y - (H / 2));
            double p = (cos * u) - (sin * v) + (W / 2) + camera.X, q = (sin * u) + (cos * v) + (H / 2) + camera.Y;
            var light = 0.3 + (0.07 * Math.Sin((p * 0.31) + (q * 0.11) + c)) + (0.06 * Math.Sin((q * 0.37) - (p * 0.13))) + (0.06 * Math.Sin(p * 0.071 * Math.Cos(q * 0.013))) + (0.05 * Math.Sin((q * 0.053) + (p * 0.019)) * Math.Sin(p * 0.17));
            return (float)light;
        });
    }

    private static Frame Of(Func<int, int, int, float> value)
    {
        var frame = new Frame(W, H);
        for (var c = 0; c < 3; c++) for (var i = 0; i < frame.Size; i++) frame.Plane(c)[i] = value(i % W, i / W, c);
        return frame;
    }
}
