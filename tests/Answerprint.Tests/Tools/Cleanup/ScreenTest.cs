using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Shapes;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;
using Answerprint.Tests.House;
using Answerprint.Tools.Cleanup;
using Xunit;

namespace Answerprint.Tests.Tools.Cleanup;

/// <summary>Screens that show another picture, or are blurred.</summary>
public sealed class ScreenTest
{
    private const int W = 96, H = 64, Frames = 6;
    private static readonly ScreenTreatment Plain = new(Shutter: 0, Defocus: 0, Grain: false);

    [Fact]
    public void Insert_FillsTheCornersAndEveryOtherSampleStands()
    {
        var (made, plate) = Render(Plain, Card(80, 40, (x, y) => x < 40 ? 0.8f : 0.1f));
        Assert.Equal(Enumerable.Range(1, Frames), made.Select(m => m.Number));
        foreach (var frame in made)
        {
            var own = plate.Read(frame.Number);
            // the middles of the halves, far from edges
            Assert.Equal(0.8, frame.Picture.Plane(0)[(30 * W) + 26 + frame.Number], 3);
            Assert.Equal(0.1, frame.Picture.Plane(0)[(30 * W) + 52 + frame.Number], 3);
            Assert.True(frame is { OnPlate: true, Figures: { Method: "insert", Calibrated: false, Flagged: true } });
            var origin = frame.Origin.Whole();
            for (var i = 0; i < own.Size; i++)
            {
                var inside = i % W >= 20 + frame.Number && i % W < 60 + frame.Number && i / W is >= 20 and < 40;
                Assert.Equal(inside, frame.Work.Coverage[i] > 0);
                Assert.Equal(inside ? 1 : 0, origin.Synth[i]);
                if (!inside) Assert.Equal((own.Plane(1)[i], 1f, (float)(i % W), (uint)frame.Number), (frame.Picture.Plane(1)[i], origin.Tap[0].Weight[i], origin.Tap[0].X[i], origin.Tap[0].Frame[i]));
            }
        }
    }

    /// <summary>Half covered: EXR keeps light that is multiplied already, PNG light that is not; both show half of it.</summary>
    [Theory]
    [InlineData(".exr", 0.4f)]
    [InlineData(".png", 0.8f)]
    public void Insert_WithCoverage_IsSeenThroughWhicheverWayTheFileKeepsIt(string suffix, float kept)
    {
        using var folder = new TestFolder();
        var card = new Frame(80, 40, "R", "G", "B", "A");
        for (var c = 0; c < 3; c++) card.Plane(c).AsSpan().Fill(kept);
        card.Plane(3).AsSpan().Fill(0.5f);
        using (var one = MemoryClip.Of("card", new FrameRate(24), 1, card))
        using (var writer = VersionWriter.Create(folder.File("card.%04d" + suffix), one)) writer.Copy(1);
        using var picture = new OverlayClip(FrameFiles.Open(folder.File("card.0001" + suffix), new()));
        using var plate = Plate();
        var made = Run(plate, ScreenWorks.Of([Screen()], Plain, plate, null, picture, "t", default))[2];
        var at = (30 * W) + 40;
        Assert.Equal(0.4 + (0.5 * plate.Read(3).Plane(0)[at]), made.Picture.Plane(0)[at], 2);
    }

    [Fact]
    public void Insert_ShownMuchSmaller_IsItsMeanAndDoesNotShimmer()
    {
        // one black, one white: at a fifth of the size all is grey
        var (made, _) = Render(Plain, Card(400, 200, (x, y) => (x + y) % 2 == 0 ? 0 : 1));
        var seen = made.SelectMany(f => Enumerable.Range(24, 12).Select(y => f.Picture.Plane(0)[(y * W) + 40])).ToList();
        Assert.InRange(seen.Max() - seen.Min(), 0, 0.02);
    }

    [Fact]
    public void Reflections_AreAddedOrMultipliedByThePlate()
    {
        var card = Card(8, 4, (_, _) => 0.25f);
        var at = (30 * W) + 40;
        var plate = Plate().Read(3).Plane(0)[at];
        var white = Enumerable.Range(0, W * H).Where(i => i % W is >= 23 and < 63 && i / W is >= 20 and < 40).Max(i => Plate().Read(3).Plane(1)[i]);
        Assert.Equal(0.25 + plate, Shown(Plain with { Reflections = Reflections.Screen }), 3);
        Assert.Equal(0.25 * plate / white, Shown(Plain with { Reflections = Reflections.Multiply }), 2);

        float Shown(ScreenTreatment how) => Render(how, card).Made.Single(m => m.Number == 3).Picture.Plane(0)[at];
    }

    [Fact]
    public void Shade_AShadowThatPasses_DarkensThePictureAsItDarkenedTheSign()
    {
        // on frame 5 half of the light is gone
        using var plate = Plate(n => n == 5 ? 0.5f : 1);
        var made = Render(Plain with { Reflections = Reflections.Shade }, Card(8, 4, (_, _) => 0.4f), plate);
        Assert.Equal(0.4, made.Single(m => m.Number == 3).Picture.Plane(0)[(30 * W) + 40], 2);
        Assert.Equal(0.2, made.Single(m => m.Number == 5).Picture.Plane(0)[(30 * W) + 40], 2);
    }

    [Fact]
    public void Shutter_WhatMoves_IsBlurredAlongItsWay()
    {
        var card = Card(80, 40, (x, y) => x < 40 ? 0 : 1);
        float Edge(double shutter, int speed) => Render(Plain with { Shutter = shutter }, card, Plate(), speed).Single(m => m.Number == 3).Picture.Plane(0) is var p ? Enumerable.Range(22 + (3 * speed), 36).Count(x => p[(30 * W) + x] is > 0.05f and < 0.95f) : 0;
        Assert.InRange(Edge(0, 4), 0, 1);
        Assert.InRange(Edge(1, 4), 3, 5);
    }

    [Fact]
    public void Holdout_StandsBeforeThePicture()
    {
        using var plate = Plate();
        using var holdout = MemoryClipOfMatte(i => i % W is >= 36 and < 44 ? 1 : i % W == 44 ? 0.5f : 0);
        var works = ScreenWorks.Of([Screen()], Plain, plate, new DrawnMattesOf(holdout), Pictures(Card(8, 4, (_, _) => 1)), "t", default);
        foreach (var frame in Run(plate, works))
        {
            var own = plate.Read(frame.Number);
            for (var y = 20; y < 40; y++)
            {
                for (var x = 36; x < 44; x++) Assert.Equal((0f, own.Plane(2)[(y * W) + x]), (frame.Work.Coverage[(y * W) + x], frame.Picture.Plane(2)[(y * W) + x]));
                Assert.Equal((1 + own.Plane(2)[(y * W) + 44]) / 2, frame.Picture.Plane(2)[(y * W) + 44], 2);
            }
        }
    }

    [Fact]
    public void Painted_OnItsOwnFrame_IsThePaintingAndGoesAlongWithTheScreen()
    {
        var painted = Plate().Read(2).Copy();
        for (var y = 25; y < 35; y++) for (var x = 30; x < 40; x++) painted.Plane(0)[(y * W) + x] = 0.9f;
        var made = Render(Plain with { Painted = 2 }, painted).Made;
        for (var n = 1; n <= Frames; n++) Assert.Equal(0.9, made.Single(m => m.Number == n).Picture.Plane(0)[(30 * W) + 35 + n - 2], 2);
    }

    [Fact]
    public void Blur_TakesNothingFromBesideAndLeavesTheMeanLight()
    {
        // around the sign all is as bright as the sun
        using var plate = Plate(inside: (x, y) => ((x / 4) + (y / 4)) % 2 == 0 ? 0.1f : 0.3f, outside: 50);
        var works = ScreenWorks.Of([Screen()], Plain with { Blur = 9 }, plate, null, null, "t", default);
        var frame = Run(plate, works)[2];
        var seen = Enumerable.Range(0, W * H).Where(i => frame.Work.Coverage[i] > 0).Select(i => frame.Picture.Plane(0)[i]).ToList();
        Assert.Equal("blur", frame.Figures.Method);
        Assert.InRange(seen.Average(), 0.18, 0.22);
        Assert.InRange(seen.Max() - seen.Min(), 0, 0.06);
    }

    [Fact]
    public void Laws_OfScreensWithGrainAndAWireBefore_AreKept()
    {
        using var plate = Plate(noise: 0.01f);
        using var wire = MemoryClipOfMatte(i => i % W is >= 30 and < 32 ? 1 : 0);
        var works = ScreenWorks.Of([Screen()], new ScreenTreatment(Reflections: Reflections.Shade), plate, null, Pictures(Card(32, 16, (x, y) => 0.1f + (0.02f * (x % 7)))), "t", default);
        var assignment = new Assignment([new(0, plate)], plate.Range, new CleanupOptions(), 7, 1, new Dictionary<string, Clip> { [WorkMattes.Role] = wire }) { Screens = works };
        Assert.Empty(ToolLaws.Broken(new CleanupTool(), assignment));
        var frame = Run(assignment)[2];
        Assert.Equal(frame.Work.Coverage.Count(c => c > 0), (int)frame.Figures.Measures["hole"]);
        Assert.StartsWith("insert and ", frame.Figures.Method, StringComparison.Ordinal);
    }

    /// <summary>A package has not what was on a screen that it replaced, so nothing beside it may say that it came from there.</summary>
    [Fact]
    public void Holes_BesideAScreen_AreNotDrawnFromWhereScreensAre()
    {
        // the set moves by two pixels a frame; what a wire right of the screen hides was under the screen on the frames before
        const int Right = 120, Rows = 90, Edge = 60;
        using var plate = MemoryClip.Of("set", new FrameRate(24), 1, [.. Enumerable.Range(1, Frames).Select(n =>
        {
            var frame = new Frame(Right, Rows);
            for (var c = 0; c < 3; c++)
                for (var i = 0; i < frame.Size; i++) frame.Plane(c)[i] = Texture((i % Right) - (2 * n), i / Right);
            return frame;
        })]);
        using var wire = new MemoryClip("wire", new FrameRate(24), Enumerable.Range(1, Frames).Select(n =>
            KeyValuePair.Create(n, new StoredFrame(new(0, 0, Right - 1, Rows - 1), new(0, 0, Right - 1, Rows - 1), [StoredPicture.Channel("A", SampleType.Float, Enumerable.Range(0, Right * Rows).Select(i => i % Right is 62 or 63 ? 1f : 0).ToArray())], []))));
        var still = new KeyedShape(ShapeKind.Screen, Enumerable.Range(1, Frames).ToDictionary(n => n, _ => (IReadOnlyList<ShapePoint>)[new(19.5, -0.5), new(Edge - 0.5, -0.5), new(Edge - 0.5, Rows - 0.5), new(19.5, Rows - 0.5)]));
        var works = ScreenWorks.Of([still], Plain with { Blur = 4 }, plate, null, null, "t", default);
        var cited = 0;
        foreach (var frame in Run(new Assignment([new(0, plate)], plate.Range, new CleanupOptions(), 7, 2, new Dictionary<string, Clip> { [WorkMattes.Role] = wire }) { Screens = works }))
        {
            var origin = frame.Origin.Whole();
            for (var i = 0; i < Right * Rows; i++)
            {
                if (i % Right is not (62 or 63) || origin.Synth[i] == 1) continue;
                cited++;
                Assert.True(origin.Tap[0].X[i] >= Edge, $"frame {frame.Number}: drawn from frame {origin.Tap[0].Frame[i]} at {origin.Tap[0].X[i]}, under the screen");
            }
        }
        Assert.True(cited > 0);
    }

    private static float Texture(int x, int y)
    {
        float sum = 0;
        foreach (var size in new[] { 5, 9, 17 })
        {
            var (u, v) = ((int)Math.Floor((double)x / size), (int)Math.Floor((double)y / size));
            sum += ((((uint)((u * 73856093) ^ (v * 19349663) ^ (size * 83492791)) * 2654435761) >> 16) & 255) / 255f;
        }
        return 0.05f + (0.15f * sum);
    }

    [Fact]
    public void Work_OfScreens_IsBidApartFromWhatIsTakenOut()
    {
        using var plate = Plate();
        var set = System.Text.Json.JsonSerializer.SerializeToElement(new string('a', 64));
        var options = new CleanupOptions([1, 2, 3, 5]) { Mattes = new() { ["matte 1-3"] = set, ["screen 1-3"] = set, ["matte 5"] = set } };
        var terms = new CleanupTool().Work(new([new(0, plate)], plate.Range, options, 7, 1, Assignment.NoMattes)).ToDictionary(t => t.Name, t => t.Amount);
        Assert.Equal(W * H * 1e-6, terms["cleaned"], 9);
        Assert.Equal(3 * W * H * 1e-6, terms["screens"], 9);
    }

    [Fact]
    public void Pictures_ThatDoNotFit_AreNamed()
    {
        using var plate = Plate();
        Assert.Contains("8×4", Assert.Throws<BadInputException>(() => ScreenWorks.Of([Screen()], Plain with { Painted = 2 }, plate, null, Pictures(Card(8, 4, (_, _) => 1)), "t", default)).Message, StringComparison.Ordinal);
        var two = MemoryClip.Of("two", new FrameRate(24), 1, Card(8, 4, (_, _) => 1), Card(8, 4, (_, _) => 1));
        Assert.Contains("frame 3", Assert.Throws<BadInputException>(() => Run(plate, ScreenWorks.Of([Screen()], Plain, plate, null, two, "t", default))).Message, StringComparison.Ordinal);
    }

    private static (IReadOnlyList<MadeFrame> Made, Clip Plate) Render(ScreenTreatment how, Frame picture)
    {
        var plate = Plate();
        return (Render(how, picture, plate), plate);
    }

    private static List<MadeFrame> Render(ScreenTreatment how, Frame picture, Clip plate, int speed = 1) => Run(plate, ScreenWorks.Of([Screen(speed)], how, plate, null, Pictures(picture), "t", default));

    private static List<MadeFrame> Run(Clip plate, IReadOnlyList<ScreenWork> works) => Run(new Assignment([new(0, plate)], plate.Range, new CleanupOptions(), 7, 2, Assignment.NoMattes) { Screens = works });

    private static List<MadeFrame> Run(Assignment assignment)
    {
        var tool = new CleanupTool();
        return [.. tool.Render(assignment, tool.Prepare(assignment, null, default), assignment.Range, default)];
    }

    /// <summary>Forty pixels by twenty; its edges lie between pixels.</summary>
    private static KeyedShape Screen(int speed = 1) => new(ShapeKind.Screen, Enumerable.Range(1, Frames).ToDictionary(n => n, n => (IReadOnlyList<ShapePoint>)[new(19.5 + (n * speed), 19.5), new(59.5 + (n * speed), 19.5), new(59.5 + (n * speed), 39.5), new(19.5 + (n * speed), 39.5)]));

    private static Frame Card(int width, int height, Func<int, int, float> light)
    {
        var card = new Frame(width, height);
        for (var c = 0; c < 3; c++) for (var i = 0; i < card.Size; i++) card.Plane(c)[i] = light(i % width, i / width);
        return card;
    }

    private static MemoryClip Pictures(Frame picture) => MemoryClip.Of("picture", new FrameRate(24), 1, picture);

    private static MemoryClip Plate(Func<int, float>? light = null, Func<int, int, float>? inside = null, float outside = float.NaN, float noise = 0) => MemoryClip.Of("plate", new FrameRate(24), 1, [.. Enumerable.Range(1, Frames).Select(n =>
    {
        var (frame, random) = (new Frame(W, H), new Random(n));
        for (var c = 0; c < 3; c++)
            for (var i = 0; i < frame.Size; i++)
            {
                var (x, y) = ((i % W) - n, i / W);
                var on = x is >= 20 and < 60 && y is >= 20 and < 40;
                var value = on && inside is not null ? inside(x, y) : !on && !float.IsNaN(outside) ? outside : 0.2f + (0.06f * MathF.Sin((x * 0.5f) + c)) + (0.05f * MathF.Cos(y * 0.4f));
                frame.Plane(c)[i] = (value * (light?.Invoke(n) ?? 1)) + (noise * ((float)random.NextDouble() - 0.5f));
            }
        return frame;
    })]);

    private static MemoryClip MemoryClipOfMatte(Func<int, float> coverage) => new("matte", new FrameRate(24), Enumerable.Range(1, Frames).Select(n =>
        KeyValuePair.Create(n, new StoredFrame(new(0, 0, W - 1, H - 1), new(0, 0, W - 1, H - 1), [StoredPicture.Channel("A", SampleType.Float, Enumerable.Range(0, W * H).Select(coverage).ToArray())], []))));

    private sealed class DrawnMattesOf(MemoryClip clip) : MatteClip
    {
        public override string Name => clip.Name;

        public override FrameRange Range => clip.Range;

        public override FrameRate Rate => clip.Rate;

        public override int Width => clip.Width;

        public override int Height => clip.Height;

        public override bool Has(int frame) => clip.Has(frame);

        public override Matte Of(int frame) => MatteFile.FromStored(clip.ReadStored(frame), "matte");
    }
}
