using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;
using Answerprint.Soundstage;
using Answerprint.Tools;
using Answerprint.Tools.Background;
using Answerprint.Tools.Cleanup;
using Answerprint.Tools.Fill;
using Answerprint.Tools.Reframe;
using Answerprint.Tools.Relight;
using Xunit;

namespace Answerprint.Tests.House;

public sealed class ToolContractTest
{
    [Fact]
    public void Laws_OfAnHonestTool_AreKept() => Assert.Empty(ToolLaws.Broken(new BrokenTool(Fault.None), Work()));

    [Theory]
    [InlineData(Fault.LeaksAPixel, "outside the work matte")]
    [InlineData(Fault.IgnoresTheSeed, "same bits")]
    [InlineData(Fault.ReadsBeyondNeeds, "needs")]
    [InlineData(Fault.DependsOnThreads, "on two threads")]
    [InlineData(Fault.DependsOnChunks, "in two chunks")]
    [InlineData(Fault.DoesNotStop, "cancel")]
    [InlineData(Fault.LosesAFrame, "same bits")]
    [InlineData(Fault.ChangesTheSize, "size")]
    [InlineData(Fault.LiesInTheOrigin, "origin")]
    public void Laws_OfABrokenTool_NameWhatItBroke(Fault fault, string law) =>
        Assert.Contains(ToolLaws.Broken(new BrokenTool(fault), Work()), b => b.Contains(law, StringComparison.Ordinal));

    [Fact]
    public void Laws_OfFill_AreKept()
    {
        var plate = new StageClip(new Renderer(Stage.Of(11, new(1, 12), 128, 72), 1), "stage", [4, 5, 9]);
        Assert.Empty(ToolLaws.Broken(new FillTool(), new([new(0, plate)], plate.Range, new FillOptions([4, 5, 9]), 7, 1, Assignment.NoMattes)));
    }

    /// <summary>A tool on the rack whose laws nobody holds is a hole in this test: name its case here.</summary>
    [Fact]
    public void Rack_HasALawCase_ForEveryTool() => Assert.Equal(["fill", "cleanup", "background", "relight", "reframe"], Rack.Tools.Select(t => t.Card.Name));

    /// <summary>Random words are not numbers (signalling too), infinite, negative and above 1; beside the colours lie depth and identifiers.</summary>
    [Fact]
    public void Rack_EveryTool_LeavesEveryWordThatItWasNotAskedFor()
    {
        foreach (var tool in Rack.Tools)
        {
            using var folder = new TestFolder();
            const int width = 48, height = 36;
            int[] missing = tool is FillTool ? [1, 4, 5, 9] : [];
            var window = new Window(-3, 5, width - 4, height + 4);
            var pictures = Enumerable.Range(1, 9).ToDictionary(n => n, n =>
            {
                var wild = Media.Formats.Words.Random(width, height, seed: n);
                // an ordinary moving picture with wild words in a corner, so that a tool has something to go by
                var calm = new Frame(width, height);
                for (var c = 0; c < 3; c++)
                    for (var i = 0; i < calm.Size; i++) calm.Plane(c)[i] = 0.3f + (0.2f * MathF.Sin(((i % width) - n) * 0.4f)) + (0.1f * MathF.Cos((i / width) * 0.3f * (c + 1)));
                var corner = new Matte(width, height);
                for (var i = 0; i < calm.Size; i++) corner.Coverage[i] = i % width > 15 || i / width > 11 ? 1 : 0;
                return wild.With(calm, corner);
            });
            var plate = new MemoryClip("wild", new FrameRate(24), pictures.Where(p => !missing.Contains(p.Key) || p.Key is 1 or 9));
            object options = tool.Card.Name switch
            {
                "fill" => new FillOptions(missing, Hold: true),
                "cleanup" => new CleanupOptions([6, 7]),
                "background" => new BackgroundOptions([6, 7], Key: null, Follow: false, Grain: false),
                "reframe" => new ReframeOptions([6, 7], ShiftX: 2),
                "relight" => new RelightOptions([6, 7], Stops: 0.5, Saturation: 0.8),
                var other => throw new InvalidOperationException($"no case for {other}: name it here"),
            };
            using var mattes = new MemoryClip("work", new FrameRate(24), Enumerable.Range(6, 2).Select(n => KeyValuePair.Create(n, Box(width, height))));
            using var behind = MemoryClip.Of("behind", new FrameRate(24), 1, new Frame(width, height));
            var assignment = new Assignment(tool is BackgroundTool ? [new(0, plate), new(1, behind)] : [new(0, plate)], plate.Range, options, 7, 2, tool is not FillTool ? new Dictionary<string, Clip> { [WorkMattes.Role] = mattes } : Assignment.NoMattes);
            var made = tool.Render(assignment, tool.Prepare(assignment, null, CancellationToken.None), plate.Range, CancellationToken.None).ToDictionary(m => m.Number);
            using (var writer = VersionWriter.Create(folder.File("v.%04d.exr"), plate))
            {
                foreach (var n in plate.Range.Numbers)
                {
                    if (!made.TryGetValue(n, out var frame)) writer.Copy(n);
                    else if (frame.Shows is { } real) writer.Held(n, real);
                    else if (frame.Work.IsWhole) writer.Made(n, frame.Picture);
                    else writer.Write(n, frame.Picture, frame.Work);
                }
            }
            foreach (var n in plate.Range.Numbers)
            {
                var version = ExrFile.Read(folder.File($"v.{n:0000}.exr"));
                if (!made.TryGetValue(n, out var frame)) Media.Formats.Words.Same(pictures[n], version);
                else if (frame.Shows is { } real) Media.Formats.Words.Same(pictures[real], version);
                else if (frame.Work.IsWhole) Assert.All(version.Channels, c => Assert.Contains(c.Name, frame.Picture.Channels));
                else Media.Formats.Words.Same(pictures[n].With(frame.Picture, frame.Work), version);
                Assert.Equal(window, version.DataWindow);
            }
            Assert.NotEmpty(made);
            Assert.Contains(plate.Range.Numbers, n => !made.ContainsKey(n));
        }
    }

    private static StoredFrame Box(int width, int height)
    {
        var coverage = new float[width * height];
        for (var i = 0; i < coverage.Length; i++) coverage[i] = i % width is >= 8 and < 30 && i / width is >= 6 and < 20 ? 1 : 0;
        var window = new Window(0, 0, width - 1, height - 1);
        return new(window, window, [StoredPicture.Channel("A", SampleType.Float, coverage)], []);
    }

    private static Assignment Work()
    {
        var frames = Enumerable.Range(0, 6).Select(n =>
        {
            var frame = new Frame(16, 12);
            for (var c = 0; c < 3; c++)
                for (var i = 0; i < frame.Size; i++) frame.Plane(c)[i] = 0.1f + (0.01f * ((i * (c + 1)) + n));
            return frame;
        }).ToArray();
        return new([new(0, MemoryClip.Of("plate", new FrameRate(24), 1, frames))], new(2, 6), new object(), 7, 1, Assignment.NoMattes);
    }
}
