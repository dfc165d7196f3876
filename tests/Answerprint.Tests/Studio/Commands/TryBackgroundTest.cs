using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Studio.Commands;

/// <summary>`try background` as a person types it: a red box before a green screen.</summary>
public sealed class TryBackgroundTest : IDisposable
{
    private const int W = 96, H = 64;
    private readonly TestFolder room = new("try-background");

    public TryBackgroundTest()
    {
        for (var n = 1; n <= 4; n++)
        {
            var (frame, random) = (new Frame(W, H), new Random(n));
            for (var i = 0; i < frame.Size; i++)
                for (var c = 0; c < 3; c++) frame.Plane(c)[i] = (Inside(i, n) ? new[] { 0.5f, 0.08f, 0.1f }[c] : new[] { 0.05f, 0.4f, 0.1f }[c]) * (1 + (0.02f * ((float)random.NextDouble() - 0.5f)));
            ExrFile.Write(room.File($"shot.{n:0000}.exr"), frame.ToStored());
        }
        var sky = new Frame(48, 40);
        for (var c = 0; c < 3; c++) sky.Plane(c).AsSpan().Fill(0.2f + (0.1f * c));
        ExrFile.Write(room.File("sky.exr"), sky.ToStored());
    }

    [Fact]
    public void Background_KeyedOverASky_WritesThePictureTheCoverageAndTheReport()
    {
        var ran = Run("--plate", room.File("sky.exr"), "--out", room.File("out/comp.%04d.exr"), "--alpha", room.File("alpha.%04d.exr"), "--origin", room.File("origin.%04d.exr"), "--report", room.File("report.json"), "--no-grain", "--no-people", "Ann Lee", "--json");
        Assert.True(ran.Exit == 0, ran.ToString());
        Assert.Equal(("background 1", "1-4", "light"), ((string?)ran.Json["result"]!["trial"], (string?)ran.Json["result"]!["changed"], (string?)ran.Json["result"]!["mix"]));
        for (var n = 1; n <= 4; n++)
        {
            var (own, made) = (ExrFile.Read(room.File($"shot.{n:0000}.exr")), ExrFile.Read(room.File($"out/comp.{n:0000}.exr")));
            var alpha = MatteFile.FromStored(ExrFile.Read(room.File($"alpha.{n:0000}.exr")), "alpha");
            var light = made.ToFrame("made");
            var wrong = 0;
            for (var i = 0; i < W * H; i++)
            {
                wrong += Math.Abs(alpha.Coverage[i] - (Inside(i, n) ? 1 : 0)) > 0.1 ? 1 : 0;
                if (Core(i, n)) foreach (var c in own.Channels) Assert.True(c.Words.AsSpan(i * 2, 2).SequenceEqual(made.Channel(c.Name)!.Words.AsSpan(i * 2, 2)));
                if (i % W < 10) Assert.Equal((0.2, 0.4), (Math.Round(light.Plane(0)[i], 2), Math.Round(light.Plane(2)[i], 2)));
            }
            Assert.InRange(wrong, 0, 40);
            Assert.Equal(0, OriginFile.Read(room.File($"origin.{n:0000}.exr")).Whole().Synth[(32 * W) + 40 + n]);
        }
        Assert.Equal("answerprint.background-report.1", (string?)JsonNode.Parse(File.ReadAllText(room.File("report.json")))!["format"]);
        Assert.True(TrialMark.IsOn(room.File("out/comp.0002.exr")));
    }

    [Fact]
    public void Background_WithoutAPlate_WritesTheForegroundWithItsCoverage()
    {
        Assert.Equal(0, Run("--key", "green", "--out", room.File("fg.%04d.exr"), "--no-people", "Ann Lee").Exit);
        var made = ExrFile.Read(room.File("fg.0002.exr"));
        Assert.NotNull(made.Channel("A"));
        var light = made.ToFrame("made");
        Assert.Equal((1f, 0f), (light.Plane("A")![(32 * W) + 42], light.Plane("A")![5]));
    }

    [Fact]
    public void Background_OfAMatteInstead_KeepsWhatItCovers()
    {
        for (var n = 1; n <= 4; n++)
        {
            var matte = new Matte(W, H);
            for (var i = 0; i < W * H; i++) matte.Coverage[i] = Inside(i, n) ? 1 : 0;
            MatteFile.Write(room.File($"keep.{n:0000}.exr"), matte);
        }
        var ran = Run("--matte", room.File("keep.%04d.exr"), "--plate", room.File("sky.exr"), "--out", room.File("c.%04d.exr"), "--no-people", "Ann Lee", "--json");
        Assert.True(ran.Exit == 0, ran.ToString());
        Assert.Null(ran.Json["result"]!["screen"]);
    }

    [Fact]
    public void Background_ThatCanNotBeMeant_SaysWhy()
    {
        Assert.Equal(2, Run("--key", "pink", "--out", room.File("x.%04d.exr"), "--no-people", "A").Exit);
        Assert.Equal(2, Run("--solid", "0.1", "--out", room.File("x.%04d.exr"), "--no-people", "A").Exit);
        Assert.Equal(2, Run("--alpha", room.File("a.png"), "--out", room.File("x.%04d.exr"), "--no-people", "A").Exit);
        Assert.Equal(5, Run("--key", "blue", "--out", room.File("x.%04d.exr"), "--no-people", "A").Exit);
        Assert.Equal(3, Run("--plate", room.File("none.exr"), "--out", room.File("x.%04d.exr"), "--no-people", "A").Exit);
        Assert.Equal(3, Run("--plate", room.File("shot.%04d.exr"), "--matte", room.File("sky.exr"), "--out", room.File("x.%04d.exr"), "--no-people", "A").Exit);
        Assert.Empty(Directory.GetFiles(room.Path, "x.*"));
    }

    public void Dispose() => room.Dispose();

    private CommandLine.Ran Run(params string[] more) => CommandLine.Run(["try", "background", "--in", room.File("shot.%04d.exr"), .. more]);

    private static bool Inside(int i, int n) => (i % W) - n is >= 24 and < 60 && i / W is >= 14 and < 50;

    private static bool Core(int i, int n) => (i % W) - n is >= 32 and < 52 && i / W is >= 22 and < 42;
}
