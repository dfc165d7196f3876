using Answerprint.Media.Colour;
using Answerprint.Media.Filters;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;
using Answerprint.Tests.House;
using Answerprint.Tools.Background;
using Xunit;

namespace Answerprint.Tests.Tools.Background;

/// <summary>A disc with a soft edge before a screen, keyed and set over another plate.</summary>
public sealed class BackgroundToolTest
{
    private const int W = 160, H = 96, Frames = 3;
    private static readonly float[] Green = [0.1f, 0.45f, 0.16f], Blue = [0.05f, 0.1f, 0.5f], Yellow = [0.6f, 0.55f, 0.01f];

    public static TheoryData<string, bool> Screens => new() { { "green", true }, { "green", false }, { "blue", true }, { "yellow", true }, { "yellow", false } };

    [Theory]
    [MemberData(nameof(Screens))]
    public void Render_AScreenOfAnyColour_IsFoundAndCoverageIsNearTheTruth(string screen, bool light)
    {
        using var plate = Plate(Of(screen), light);
        var made = Run(Work(plate, new(Grain: false, Mix: light ? MixIn.Light : MixIn.Display)));
        Assert.Equal(Frames, made.Count);
        foreach (var frame in made)
        {
            var (error, worst) = (0.0, 0.0);
            for (var i = 0; i < W * H; i++)
            {
                var off = frame.Foreground!.Coverage[i] - Coverage(i, frame.Number);
                (error, worst) = (error + (off * off), Math.Max(worst, Math.Abs(off)));
            }
            Assert.True(1000 * error / (W * H) < 0.3, $"{1000 * error / (W * H):0.000}, worst {worst:0.00}");
        }
    }

    [Fact]
    public void Render_InsideAndOutside_TheFramesOwnBitsAndTheNewPlates()
    {
        using var plate = Plate(Green, light: true);
        foreach (var frame in Run(Work(plate, new(Grain: false))))
        {
            var (own, behind, origin) = (plate.Read(frame.Number), Behind(), frame.Origin.Whole());
            for (var i = 0; i < W * H; i++)
            {
                var truth = Coverage(i, frame.Number);
                if (Distance(i, frame.Number) < 18)
                {
                    Assert.Equal((1f, 0f, 1f), (frame.Foreground!.Coverage[i], frame.Work.Coverage[i], origin.Tap[0].Weight[i]));
                    for (var c = 0; c < 3; c++) Assert.Equal(BitConverter.SingleToInt32Bits(own.Plane(c)[i]), BitConverter.SingleToInt32Bits(frame.Picture.Plane(c)[i]));
                }
                if (Distance(i, frame.Number) < 34) continue;
                Assert.Equal((0f, 0f, 1f), (truth, frame.Foreground!.Coverage[i], origin.Synth[i]));
                for (var c = 0; c < 3; c++) Assert.Equal(behind.Plane(c)[i], frame.Picture.Plane(c)[i]);
            }
        }
    }

    [Fact]
    public void Render_OverTheNewPlate_IsNearTheTrueMixture()
    {
        using var plate = Plate(Green, light: true);
        var behind = Behind();
        foreach (var frame in Run(Work(plate, new(Grain: false))))
        {
            var sum = 0.0;
            for (var c = 0; c < 3; c++)
                for (var i = 0; i < W * H; i++)
                {
                    var a = Coverage(i, frame.Number);
                    var off = Code((a * Front(c, i)) + ((1 - a) * behind.Plane(c)[i])) - Code(frame.Picture.Plane(c)[i]);
                    sum += off * off;
                }
            Assert.InRange(10 * Math.Log10(1 / (sum / (3 * W * H))), 36, 90);
        }
    }

    [Fact]
    public void Render_WithMattes_TakesThemAsTheyAre()
    {
        using var plate = Plate(Green, light: true);
        using var keep = Mattes(Coverage);
        using var garbage = Mattes((i, _) => i % W < 10 ? 1 : 0);
        using var holdout = Mattes((i, _) => i % W >= W - 4 ? 1 : 0);
        var mattes = new Dictionary<string, Clip> { [WorkMattes.Role] = keep, [WorkMattes.GarbageRole] = garbage, [WorkMattes.HoldoutRole] = holdout };
        foreach (var frame in Run(Work(plate, new(Key: null, Grain: false), mattes)))
        {
            Assert.Equal("matte", frame.Figures.Method);
            for (var i = 0; i < W * H; i++)
            {
                Assert.Equal(i % W >= W - 4 ? 1 : i % W < 10 ? 0 : Coverage(i, frame.Number), frame.Foreground!.Coverage[i], 5);
                if (i % W >= W - 4) Assert.Equal(plate.Read(frame.Number).Plane(1)[i], frame.Picture.Plane(1)[i]);
            }
        }
    }

    [Theory]
    [InlineData(1, 0.95)]
    [InlineData(2, 0.95)]
    public void Render_BetweenKeys_MattesFollowWhatIsKept(int keys, double least)
    {
        // a textured disc that moves before a textured background
        const int frames = 9;
        using var plate = MemoryClip.Of("plate", new FrameRate(24), 1, [.. Enumerable.Range(1, frames).Select(n =>
        {
            var frame = new Frame(W, H);
            for (var c = 0; c < 3; c++)
                for (var i = 0; i < frame.Size; i++)
                {
                    var (x, y, a) = ((i % W) - (2f * n), i / W, Coverage(i, n));
                    frame.Plane(c)[i] = (a * (0.4f + (0.3f * MathF.Sin(x * 0.5f) * MathF.Cos(y * 0.4f)))) + ((1 - a) * (0.15f + (0.1f * MathF.Sin((i % W * 0.3f) + c) * MathF.Cos((i / W) * 0.21f))));
                }
            return frame;
        })]);
        int[] drawn = keys == 1 ? [5] : [1, 9];
        using var keep = new MemoryClip("keys", new FrameRate(24), drawn.Select(n => KeyValuePair.Create(n, new StoredFrame(new(0, 0, W - 1, H - 1), new(0, 0, W - 1, H - 1), [StoredPicture.Channel("A", SampleType.Float, Enumerable.Range(0, W * H).Select(i => Coverage(i, n)).ToArray())], []))));
        var mattes = new Dictionary<string, Clip> { [WorkMattes.Role] = keep };
        var (one, two) = (Run(Work(plate, new(Key: null, Grain: false, Follow: false), mattes)), Run(Work(plate, new(Key: null, Grain: false, Follow: false), mattes) with { Threads = 1 }));
        Assert.Equal(frames, one.Count);
        foreach (var (frame, same) in one.Zip(two))
        {
            Assert.Equal(frame.Foreground!.Coverage, same.Foreground!.Coverage);
            int both = 0, either = 0;
            for (var i = 0; i < W * H; i++)
            {
                var (own, real) = (frame.Foreground.Coverage[i] > 0.5, Coverage(i, frame.Number) > 0.5);
                (both, either) = (both + (own && real ? 1 : 0), either + (own || real ? 1 : 0));
            }
            Assert.True((double)both / either >= (drawn.Contains(frame.Number) ? 1 : least), $"frame {frame.Number}: {(double)both / either:0.000}");
        }
    }

    [Fact]
    public void Render_WithoutAnyKey_IsRefused()
    {
        using var plate = Plate(Green, light: true);
        using var keep = new MemoryClip("keys", new FrameRate(24), [KeyValuePair.Create(99, new StoredFrame(new(0, 0, W - 1, H - 1), new(0, 0, W - 1, H - 1), [StoredPicture.Channel("A", SampleType.Float, new float[W * H])], []))]);
        Assert.Throws<ToolRefusedException>(() => Run(Work(plate, new(Key: null), new Dictionary<string, Clip> { [WorkMattes.Role] = keep })));
    }

    [Fact]
    public void Render_ACameraThatPans_TakesTheNewPlateAlong()
    {
        // three pixels a frame, behind a disc that goes its own way
        using var plate = MemoryClip.Of("pan", new FrameRate(24), 1, [.. Enumerable.Range(1, 6).Select(n =>
        {
            var frame = new Frame(W, H);
            for (var c = 0; c < 3; c++)
                for (var i = 0; i < frame.Size; i++)
                {
                    var (x, y, a) = ((i % W) - (3 * n), i / W, Coverage(i, n));
                    frame.Plane(c)[i] = (a * Front(c, i)) + ((1 - a) * (0.3f + (0.15f * MathF.Sin(x * 0.4f) * MathF.Cos(y * 0.3f)) + (0.1f * MathF.Sin((x * 0.11f) + (y * 0.17f)))));
                }
            return frame;
        })]);
        using var keep = new MemoryClip("matte", new FrameRate(24), Enumerable.Range(1, 6).Select(n => KeyValuePair.Create(n, new StoredFrame(new(0, 0, W - 1, H - 1), new(0, 0, W - 1, H - 1), [StoredPicture.Channel("A", SampleType.Float, Enumerable.Range(0, W * H).Select(i => Coverage(i, n)).ToArray())], []))));
        var mattes = new Dictionary<string, Clip> { [WorkMattes.Role] = keep };
        var (moved, still) = (Run(Work(plate, new(Key: null, Grain: false), mattes))[5], Run(Work(plate, new(Key: null, Grain: false, Follow: false), mattes))[5]);
        // the new plate rises by .3 over the width: fifteen pixels to the right of where it was
        var at = (10 * W) + 120;
        Assert.Equal(Behind().Plane(0)[at], still.Picture.Plane(0)[at]);
        Assert.Equal(Behind().Plane(0)[at - 15], moved.Picture.Plane(0)[at], 3);
    }

    [Fact]
    public void Follow_APlainScreen_IsRefused()
    {
        var plain = new Frame(W, H);
        for (var c = 0; c < 3; c++) for (var i = 0; i < plain.Size; i++) plain.Plane(c)[i] = Distance(i, 1) < 20 ? Front(c, i) : Green[c];
        using var plate = MemoryClip.Of("plain", new FrameRate(24), 1, plain, plain.Copy());
        Assert.Contains("how the camera moves", Assert.Throws<ToolRefusedException>(() => Run(Work(plate, new(Follow: true)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_WithoutAPlate_GivesTheForegroundAlone()
    {
        using var plate = Plate(Blue, light: true);
        var assignment = new Assignment([new(0, plate)], plate.Range, new BackgroundOptions(), 1, 2, Assignment.NoMattes);
        var frame = Run(assignment)[0];
        Assert.Equal(["R", "G", "B", "A"], frame.Picture.Channels);
        var middle = (48 * W) + 51;
        Assert.Equal((1f, plate.Read(1).Plane(0)[middle]), (frame.Picture.Plane(3)[middle], frame.Picture.Plane(0)[middle]));
        Assert.Equal((0f, 0f), (frame.Picture.Plane(3)[5], frame.Picture.Plane(2)[5]));
    }

    [Fact]
    public void Render_NoNumbers_ArePartOfTheForeground()
    {
        using var calm = Plate(Green, light: true);
        var wild = calm.Read(1).Copy();
        var at = (48 * W) + 50;
        (wild.Plane(0)[at], wild.Plane(1)[at], wild.Plane(2)[at]) = (float.NaN, float.PositiveInfinity, -5);
        using var plate = MemoryClip.Of("plate", new FrameRate(24), 1, wild);
        var frame = Run(Work(plate, new()))[0];
        Assert.True(float.IsNaN(frame.Picture.Plane(0)[at]) && float.IsPositiveInfinity(frame.Picture.Plane(1)[at]));
        Assert.All(Enumerable.Range(0, W * H).Where(i => Distance(i, 1) > 40), i => Assert.True(float.IsFinite(frame.Picture.Plane(0)[i])));
    }

    [Fact]
    public void Render_GreyPicture_IsRefusedAndSaysWhy()
    {
        var grey = new Frame(W, H);
        for (var c = 0; c < 3; c++) grey.Plane(c).AsSpan().Fill(0.3f);
        using var plate = MemoryClip.Of("grey", new FrameRate(24), 1, grey);
        Assert.Contains("no strong colour", Assert.Throws<ToolRefusedException>(() => Run(Work(plate, new()))).Message, StringComparison.Ordinal);
        Assert.Contains("no green", Assert.Throws<ToolRefusedException>(() => Run(Work(plate, new(Key: "green")))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_AMeadow_IsNoScreenThatIsFound()
    {
        var (meadow, random) = (new Frame(W, H), new Random(4));
        for (var i = 0; i < meadow.Size; i++)
        {
            var blade = 0.5f + (float)random.NextDouble();
            (meadow.Plane(0)[i], meadow.Plane(1)[i], meadow.Plane(2)[i]) = (0.06f * blade, 0.3f * blade, 0.02f * blade);
        }
        using var plate = MemoryClip.Of("meadow", new FrameRate(24), 1, meadow);
        Assert.Throws<ToolRefusedException>(() => Run(Work(plate, new())));
    }

    [Theory]
    [InlineData("pink")]
    [InlineData("1,2")]
    [InlineData("40,300,70")]
    [InlineData("50,50,50")]
    public void Options_AKeyThatIsNone_IsAnError(string key) => Assert.Throws<FormatException>(() => new BackgroundOptions(Key: key).Checked());

    [Fact]
    public void Laws_OfBackground_AreKept()
    {
        using var plate = Plate(Green, light: true);
        Assert.Empty(ToolLaws.Broken(new BackgroundTool(), Work(plate, new(Wrap: 0.5, Defocus: 1.5))));
    }

    [Fact]
    public void Despill_TakesTheScreensLightFromTheForegroundAndNothingElse()
    {
        using var plate = Plate(Green, light: true, spill: 0.15f, coat: 0.2f);
        var (with, without) = (Run(Work(plate, new(Grain: false)))[0], Run(Work(plate, new(Grain: false, Despill: 0)))[0]);
        var (a, b) = (0.0, 0.0);
        for (var i = 0; i < W * H; i++)
        {
            if (Distance(i, 1) > 20) continue;
            a += Math.Abs(with.Picture.Plane(1)[i] - Front(1, i, 0.2f));
            b += Math.Abs(without.Picture.Plane(1)[i] - Front(1, i, 0.2f));
        }
        Assert.True(a < 0.5 * b, $"{a:0.0} against {b:0.0}");
    }

    private static float[] Of(string screen) => screen switch { "green" => Green, "blue" => Blue, _ => Yellow };

    private static Assignment Work(Clip plate, BackgroundOptions options, IReadOnlyDictionary<string, Clip>? mattes = null) =>
        new([new(0, plate), new(1, MemoryClip.Of("behind", new FrameRate(24), 7, Behind()))], plate.Range, options, 1, 2, mattes ?? Assignment.NoMattes);

    private static List<MadeFrame> Run(Assignment assignment)
    {
        var tool = new BackgroundTool();
        return [.. tool.Render(assignment, tool.Prepare(assignment, null, default), assignment.Range, default)];
    }

    private static Frame Behind()
    {
        var behind = new Frame(W, H);
        for (var c = 0; c < 3; c++) for (var i = 0; i < behind.Size; i++) behind.Plane(c)[i] = 0.1f + (0.3f * (i % W) / W) + (0.1f * c);
        return behind;
    }

    private static double Distance(int i, int n) => Math.Sqrt((((i % W) - 48 - (2.0 * n)) * ((i % W) - 48 - (2 * n))) + (((i / W) - 48) * ((i / W) - 48)));

    private static float Coverage(int i, int n) => (float)Math.Clamp((28 - Distance(i, n)) / 4, 0, 1);

    private static float Front(int c, int i, float coat = 0) => ((coat > 0 ? coat : new[] { 0.45f, 0.24f, 0.16f }[c]) * (1 + (0.3f * MathF.Sin((i % W) * 0.4f)))) + (0.03f * MathF.Cos(i / W * 0.5f));

    private static float Code(float light) => MathF.Pow(Math.Max(0, light), 1 / 2.4f);

    private static MemoryClip Plate(float[] screen, bool light, float spill = 0, float coat = 0) => MemoryClip.Of("plate", new FrameRate(24), 1, [.. Enumerable.Range(1, Frames).Select(n =>
    {
        var (frame, random) = (new Frame(W, H), new Random(n));
        for (var c = 0; c < 3; c++)
        {
            for (var i = 0; i < frame.Size; i++)
            {
                var (a, front, back) = (Coverage(i, n), Front(c, i, coat) + (spill * screen[c]), screen[c] * (1 + (0.2f * ((i % W) - 80f) / W)));
                var mixed = light ? Code((a * front) + ((1 - a) * back)) : (a * Code(front)) + ((1 - a) * Code(back));
                frame.Plane(c)[i] = mixed + (0.012f * ((float)random.NextDouble() - 0.5f));
            }
            Transfer.Bt1886.ToLight(frame.Plane(c));
        }
        return frame;
    })]);

    private static MemoryClip Mattes(Func<int, int, float> coverage) => new("matte", new FrameRate(24), Enumerable.Range(1, Frames).Select(n =>
        KeyValuePair.Create(n, new StoredFrame(new(0, 0, W - 1, H - 1), new(0, 0, W - 1, H - 1), [StoredPicture.Channel("A", SampleType.Float, Enumerable.Range(0, W * H).Select(i => coverage(i, n)).ToArray())], []))));
}
