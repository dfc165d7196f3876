using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Media.Time;
using Answerprint.Production.Plates;
using Answerprint.Production.Quality;
using Answerprint.Production.Toolbox;
using Answerprint.Tests.House;
using Answerprint.Tools.Relight;
using Xunit;

namespace Answerprint.Tests.Tools.Relight;

/// <summary>A textured set before a camera that moves: its truth is known at every frame.</summary>
public sealed class RelightToolTest
{
    private const int W = 160, H = 96;

    [Fact]
    public void Match_OfTheSameSetInAnotherGrade_FindsTheGrade()
    {
        using var shot = Clip(0, 3, Graded);
        using var other = Clip(8, 3, c => c);
        var (made, found, _) = Run(new(Match: true), shot, other);
        Assert.Equal("registered", (string?)found["match"]!["way"]);
        Assert.InRange((double)found["match"]!["overlap"]!, 0.3, 1);
        Assert.InRange((double)found["match"]!["after"]!, 0, 0.25 * (double)found["match"]!["before"]!);
        foreach (var n in shot.Range.Numbers)
        {
            var truth = Picture(n, c => c);
            Assert.InRange(ColourDifference.Mean(shot.Read(n), truth), 4, 40);
            Assert.InRange(ColourDifference.Mean(made[n].Picture, truth), 0, 0.8);
        }
    }

    [Fact]
    public void Match_OfTheSameLight_ChangesNothingToSpeakOf()
    {
        using var shot = Clip(0, 3, c => c);
        using var other = Clip(8, 3, c => c);
        var (made, _, _) = Run(new(Match: true), shot, other);
        foreach (var frame in made.Values) Assert.InRange(ColourDifference.Mean(frame.Picture, Picture(frame.Number, c => c)), 0, 0.5);
    }

    /// <summary>Nothing of the one is in the other: means and spreads are brought together, and it is said.</summary>
    [Fact]
    public void Match_OfAnotherSet_IsStatisticalAndSaysSo()
    {
        using var shot = Clip(0, 2, Graded);
        using var other = MemoryClip.Of("other", new FrameRate(24), 1, Enumerable.Range(0, 2).Select(n =>
        {
            var (frame, random) = (new Frame(W, H), new Random(n + 50));
            for (var c = 0; c < 3; c++) for (var i = 0; i < frame.Size; i++) frame.Plane(c)[i] = 0.1f + (0.2f * (float)random.NextDouble());
            return frame;
        }).ToArray());
        var (made, found, _) = Run(new(Match: true), shot, other);
        Assert.Equal("statistical", (string?)found["match"]!["way"]);
        Assert.Null(found["match"]!["after"]);
        for (var c = 0; c < 3; c++) Assert.InRange(Mean(made[1].Picture, c) / Mean(other.Read(1), c), 0.9, 1.1);
    }

    /// <summary>Five stops apart, or a grey card against a set: a declared change has bounds, and what comes out is light.</summary>
    [Theory]
    [InlineData(0.03)]
    [InlineData(20)]
    [InlineData(0)]
    public void Match_OfWhatIsFarOff_StaysWithinADeclaredChange(double gain)
    {
        using var shot = gain == 0 ? MemoryClip.Of("card", new FrameRate(24), 1, Of((x, y, c) => 0.18f)) : Clip(0, 2, null, _ => gain);
        using var other = Clip(4, 2, c => c);
        var (made, _, change) = Run(new(Match: true), shot, other);
        Assert.NotEmpty(DeclaredChange.From(change.ToJson()).On(1));
        for (var c = 0; c < 3; c++) Assert.InRange(Mean(made[1].Picture, c) / Mean(other.Read(5), c), 0.7, 1.4);
    }

    [Fact]
    public void Deflicker_OfExposureThatJumps_EvensItOutAndLeavesARamp()
    {
        double Exposure(int n) => Math.Pow(2, (0.01 * n) + (n % 7 == 3 ? 0.15 : n % 5 == 1 ? -0.1 : 0));
        using var shot = Clip(0, 30, null, Exposure);
        var (made, found, _) = Run(new(Deflicker: true), shot, null);
        Assert.InRange((double)found["flicker"]!["rms"]!, 2, 12);
        for (var c = 0; c < 3; c++)
        {
            double[] left = [.. shot.Range.Numbers.Select(n => Math.Log2(Mean(made.TryGetValue(n, out var m) ? m.Picture : shot.Read(n), c) / Mean(Picture(n, v => v), c)))];
            double[] before = [.. shot.Range.Numbers.Select(n => Math.Log2(Mean(shot.Read(n), c) / Mean(Picture(n, v => v), c)))];
            Assert.InRange(Jumps(left), 0, 0.2 * Jumps(before));
            // the ramp of 0.29 stops stands
            Assert.InRange(left[^1] - left[0], 0.2, 0.4);
        }
    }

    /// <summary>A declared matrix is bounded: exposure of many stops stands as a slope beside it, and comes to the same.</summary>
    [Fact]
    public void Grade_OfManyStops_StaysWithinBoundsAndMeansTheSame()
    {
        var steps = GradeFit.Join([30, 1, 0, 0, 28, 0, 0, 2, 25], [0.01, 0, -0.01], [1.1, 1, 0.9], null);
        Assert.All(steps.OfType<MatrixColour>().Single().Rows, v => Assert.InRange(v, -8, 8));
        double r = 0.01, g = 0.02, b = 0.015;
        foreach (var step in steps) step.Apply(ref r, ref g, ref b);
        Assert.Equal(Math.Pow(Math.Pow(0.32, 1 / 2.4) + 0.01, 1.1 * 2.4), r, 9);
        Assert.Equal(0.56, g, 9);
        Assert.Equal(Math.Pow(Math.Pow(0.415, 1 / 2.4) - 0.01, 0.9 * 2.4), b, 9);
    }

    /// <summary>At a cut another shot begins: its light is no flicker.</summary>
    [Fact]
    public void Deflicker_AcrossACut_LeavesBothShotsAsTheyAre()
    {
        var random = new Random(3);
        float[] noise = [.. Enumerable.Range(0, W * H).Select(_ => 0.02f + (0.1f * (float)random.NextDouble()))];
        using var shot = MemoryClip.Of("cut", new FrameRate(24), 1, Enumerable.Range(1, 20).Select(n => n <= 10 ? Picture(n, c => c) : Of((x, y, c) => noise[(y * W) + x])).ToArray());
        var (made, found, _) = Run(new(Deflicker: true), shot, null);
        Assert.Equal("11", (string?)found["flicker"]!["cuts"]);
        Assert.Empty(made);
    }

    /// <summary>What is written is what the declared change says, rounded once: a stranger makes the same words.</summary>
    [Theory]
    [InlineData(SampleType.Half)]
    [InlineData(SampleType.Float)]
    public void Parameters_AsDeclared_GiveTheSameWordsToAnybody(SampleType type)
    {
        var window = new Window(0, 0, W - 1, H - 1);
        using var shot = new MemoryClip("shot", new FrameRate(24), [KeyValuePair.Create(1, Picture(1, c => c).ToStored(type))]);
        Assert.Equal(window, shot.ReadStored(1).DataWindow);
        var (made, _, change) = Run(new(Stops: -0.7, Kelvin: 4300, Tint: 0.1, Contrast: 1.2, Saturation: 0.8, Key: "top-left", Ratio: 1, Falloff: -0.3), shot, null);
        var (record, plate) = (DeclaredChange.From(change.ToJson()).On(1)[0], shot.Read(1));
        for (var i = 0; i < W * H; i++)
        {
            double r = plate.Plane(0)[i], g = plate.Plane(1)[i], b = plate.Plane(2)[i];
            foreach (var step in record.Steps) step.Apply(ref r, ref g, ref b);
            var gain = Math.Pow(2, record.Field!.At(i % W, i / W, W, H));
            double[] want = [r * gain, g * gain, b * gain];
            for (var c = 0; c < 3; c++) Assert.Equal(type == SampleType.Half ? (float)(Half)want[c] : (float)want[c], made[1].Picture.Plane(c)[i]);
        }
        var (size, slope) = record.Field!.Bounds(W, H);
        Assert.InRange(size, 0.1, SmoothField.MostStops);
        Assert.InRange(slope, 0.001, SmoothField.MostSlope);
    }

    [Fact]
    public void Parameters_MeanWhatTheySay()
    {
        using var shot = MemoryClip.Of("grey", new FrameRate(24), 1, Of((x, y, c) => 0.18f));
        float[] Middle(RelightOptions options) => [.. Enumerable.Range(0, 3).Select(c => Run(options, shot, null).Made[1].Picture.Plane(c)[(H / 2 * W) + (W / 2)])];
        Assert.All(Middle(new(Stops: 1)), v => Assert.Equal(0.36, v, 5));
        var warm = Middle(new(Kelvin: 8000));
        Assert.True(warm[0] > 0.19 && warm[2] < 0.17, string.Join(' ', warm));
        // contrast leaves its pivot
        Assert.All(Middle(new(Contrast: 1.4, Saturation: 0.5)), v => Assert.Equal(0.18, v, 5));
        var lit = Run(new(Key: "left", Ratio: 2), shot, null).Made[1].Picture.Plane(1);
        Assert.InRange(Math.Log2(lit[(H / 2 * W) + 1] / lit[(H / 2 * W) + W - 2]), 1.4, 2);
        var dark = Run(new(Falloff: -1), shot, null).Made[1].Picture.Plane(1);
        Assert.True(dark[0] < 0.8 * dark[(H / 2 * W) + (W / 2)]);
    }

    /// <summary>Outside a matte the plate stands to the word; where it is soft, both are mixed.</summary>
    [Fact]
    public void Matte_KeepsWhatLiesOutside()
    {
        using var shot = Clip(0, 2, c => c);
        var stored = new Window(0, 0, W - 1, H - 1);
        float[] coverage = [.. Enumerable.Range(0, W * H).Select(i => i % W < 40 ? 0 : i % W < 80 ? 0.5f : 1)];
        using var mattes = new MemoryClip("inside", new FrameRate(24), [KeyValuePair.Create(1, new StoredFrame(stored, stored, [StoredPicture.Channel("A", SampleType.Float, coverage)], []))]);
        var assignment = Work(new(Stops: 1), shot, null) with { Mattes = new Dictionary<string, Clip> { [WorkMattes.Role] = mattes } };
        var made = new RelightTool().Render(assignment, new RelightTool().Prepare(assignment, null, default), shot.Range, default).ToDictionary(m => m.Number);
        for (var i = 0; i < W * H; i++)
        {
            Assert.Equal(shot.Read(1).Plane(0)[i] * (1 + coverage[i]), made[1].Picture.Plane(0)[i], 5);
            Assert.Equal(coverage[i] > 0 ? 1 : 0, made[1].Work.Coverage[i]);
        }
        // a frame without a matte is none of the work
        Assert.True(made[2].Work.IsEmpty);
    }

    [Fact]
    public void Laws_OfRelight_AreKept()
    {
        using var shot = Clip(0, 5, null, n => n == 3 ? 1.2 : 1);
        using var other = Clip(4, 2, Graded);
        Assert.Empty(ToolLaws.Broken(new RelightTool(), Work(new(Match: true, Deflicker: true, Key: "left", Ratio: 1), shot, other)));
    }

    [Theory]
    [InlineData("nothing")]
    [InlineData("stops")]
    [InlineData("key")]
    public void Options_ThatCanNotBeMeant_AreRefused(string what) => Assert.Throws<FormatException>(() => (what switch
    {
        "nothing" => new RelightOptions(),
        "stops" => new RelightOptions(Stops: 7),
        _ => new RelightOptions(Ratio: 1),
    }).Checked());

    /// <summary>The files say the same in other programs as the steps do here.</summary>
    [Fact]
    public void Grade_AsFiles_ReadsBackAsTheSameLight()
    {
        using var folder = new TestFolder();
        using var shot = Clip(0, 1, c => c);
        var (_, _, change) = Run(new(Stops: -0.5, Kelvin: 5600, Contrast: 1.15), shot, null);
        var steps = change.Records[0].Steps;
        var cube = GradeFile.Cube(steps, "look").Split('\n').Where(l => l.Length > 0 && (char.IsDigit(l[0]) || l[0] == '-')).Select(l => l.Split(' ').Select(v => double.Parse(v, System.Globalization.CultureInfo.InvariantCulture)).ToArray()).ToList();
        Assert.Equal(33 * 33 * 33, cube.Count);
        var (text, miss) = GradeFile.Cdl(steps, "look");
        File.WriteAllText(folder.File("look.cdl"), text);
        var cdl = Assert.Single(Cdl.Read(folder.File("look.cdl")));
        Assert.InRange(miss, 0, 2.5);
        foreach (var (r, g, b) in new[] { (16, 16, 16), (24, 16, 8), (8, 20, 28) })
        {
            double[] light = [Math.Pow(r / 32.0, 2.4), Math.Pow(g / 32.0, 2.4), Math.Pow(b / 32.0, 2.4)];
            foreach (var step in steps) step.Apply(ref light[0], ref light[1], ref light[2]);
            float[] decided = [r / 32f, g / 32f, b / 32f];
            cdl.Apply(decided.AsSpan(0, 1), decided.AsSpan(1, 1), decided.AsSpan(2, 1), clamp: false);
            for (var c = 0; c < 3; c++)
            {
                Assert.Equal(Math.Pow(light[c], 1 / 2.4), cube[(((b * 33) + g) * 33) + r][c], 5);
                Assert.InRange(decided[c] - Math.Pow(light[c], 1 / 2.4), -0.02, 0.02);
            }
        }
    }

    private static double Jumps(double[] course) => Math.Sqrt(Enumerable.Range(1, course.Length - 1).Average(i => (course[i] - course[i - 1]) * (course[i] - course[i - 1])));

    private static (Dictionary<int, MadeFrame> Made, System.Text.Json.Nodes.JsonObject Found, DeclaredChange Change) Run(RelightOptions options, Clip shot, Clip? other)
    {
        var (tool, work) = (new RelightTool(), Work(options, shot, other));
        var preparation = tool.Prepare(work, null, default);
        return (tool.Render(work, preparation, shot.Range, default).ToDictionary(m => m.Number), DeclaredWork.Read(preparation).Found, DeclaredWork.Read(preparation).Change);
    }

    private static Assignment Work(RelightOptions options, Clip shot, Clip? other) => new(other is null ? [new(0, shot)] : [new(0, shot), new(1, other)], shot.Range, options, 7, 2, Assignment.NoMattes);

    private static double[] Graded(double[] c) => [Math.Pow((1.5 * c[0]) + (0.05 * c[1]), 1.1), 0.9 * c[1], Math.Pow(0.7 * c[2], 0.9)];

    private static MemoryClip Clip(int from, int frames, Func<double[], double[]>? grade, Func<int, double>? exposure = null) => new(
        "shot", new FrameRate(24), Enumerable.Range(from + 1, frames).Select(n => KeyValuePair.Create(n, Picture(n, c => [.. (grade?.Invoke(c) ?? c).Select(v => v * (exposure?.Invoke(n) ?? 1))]).ToStored(SampleType.Float))));

    /// <summary>Two pixels to the left on every frame; grain of its own.</summary>
    private static Frame Picture(int n, Func<double[], double[]> grade)
    {
        var random = new Random(n);
        return Of((x, y, c) => 0, frame =>
        {
            for (var i = 0; i < frame.Size; i++)
            {
                double x = (i % W) + (2 * n), y = i / W;
                var cell = new Random(((int)(x / 9) * 131) + ((int)(y / 7) * 17));
                double[] own = [0.05 + (0.5 * cell.NextDouble()), 0.05 + (0.5 * cell.NextDouble()), 0.05 + (0.5 * cell.NextDouble())];
                var shade = 1 + (0.2 * Math.Sin(x * 0.11) * Math.Cos(y * 0.09)) + (0.01 * (random.NextDouble() - 0.5));
                var made = grade([own[0] * shade, own[1] * shade, own[2] * shade]);
                for (var c = 0; c < 3; c++) frame.Plane(c)[i] = (float)made[c];
            }
        });
    }

    private static double Mean(Frame frame, int c) => frame.Plane(c).Average();

    private static Frame Of(Func<int, int, int, float> value, Action<Frame>? then = null)
    {
        var frame = new Frame(W, H);
        for (var c = 0; c < 3; c++) for (var i = 0; i < frame.Size; i++) frame.Plane(c)[i] = value(i % W, i / W, c);
        then?.Invoke(frame);
        return frame;
    }
}
