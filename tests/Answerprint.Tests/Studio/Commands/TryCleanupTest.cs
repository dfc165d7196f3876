using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Shapes;
using Answerprint.Production.Plates;
using Answerprint.Tests.House;
using Answerprint.Tests.Production;
using Xunit;

namespace Answerprint.Tests.Studio.Commands;

/// <summary>`try cleanup` as a person types it: a wire over slowly moving waves.</summary>
public sealed class TryCleanupTest : IDisposable
{
    private const int W = SmallTurnover.Width, H = SmallTurnover.Height;
    private readonly TestFolder room = new("try-cleanup");

    public TryCleanupTest()
    {
        for (var n = 1; n <= 8; n++)
        {
            SmallTurnover.WritePlate(Plate(n), n);
            if (n is < 3 or > 6) continue;
            var stored = ExrFile.Read(Plate(n));
            var (picture, wire) = (stored.ToFrame("plate"), new Matte(W, H));
            for (var y = 0; y < H; y++)
                for (var x = 18 + (3 * n); x < 21 + (3 * n); x++)
                {
                    wire.Coverage[(y * W) + x] = 1;
                    for (var c = 0; c < 3; c++) picture.Plane(c)[(y * W) + x] = 0.9f;
                }
            ExrFile.Write(Plate(n), stored.With(picture, wire));
            MatteFile.Write(room.File($"wire.{n:0000}.exr"), wire);
        }
    }

    [Fact]
    public void Cleanup_WireOverWaves_TakesItOutAndLeavesEveryOtherWord()
    {
        var ran = Run("--out", room.File("out/clean.%04d.exr"), "--origin", room.File("origin.%04d.exr"), "--report", room.File("report.json"), "--no-people", "Ann Lee", "--json");
        Assert.True(ran.Exit == 0, ran.ToString());
        Assert.Equal(("cleanup 3", "3-6", "Ann Lee"), ((string?)ran.Json["result"]!["trial"], (string?)ran.Json["result"]!["changed"], (string?)ran.Json["result"]!["attested"]));
        for (var n = 1; n <= 8; n++)
        {
            var (own, made) = (ExrFile.Read(Plate(n)), ExrFile.Read(room.File($"out/clean.{n:0000}.exr")));
            if (n is < 3 or > 6)
            {
                Assert.Equal(PlateBits.Of(own), PlateBits.Of(made));
                continue;
            }
            foreach (var channel in own.Channels)
                for (var i = 0; i < W * H; i++)
                {
                    var hidden = channel.Name is "R" or "G" or "B" && i % W >= 18 + (3 * n) && i % W < 21 + (3 * n);
                    var size = channel.BytesPerSample;
                    if (!hidden) Assert.True(channel.Words.AsSpan(i * size, size).SequenceEqual(made.Channel(channel.Name)!.Words.AsSpan(i * size, size)));
                }
            // the waves were at most at .55, the wire at .9
            var light = made.ToFrame("made");
            Assert.All(Enumerable.Range(0, W * H), i => Assert.InRange(light.Plane(0)[i], 0.05f, 0.7f));
            Assert.True(File.Exists(room.File($"origin.{n:0000}.exr")));
        }
        var report = (JsonObject)JsonNode.Parse(File.ReadAllText(room.File("report.json")))!;
        Assert.Equal("answerprint.cleanup-report.1", (string?)report["format"]);
        Assert.All(report["result"]!["frames"]!.AsArray(), f => Assert.Equal((3.0 * H, 1.0), ((double)f!["hole"]!, (double)f["coverage"]!)));
        // what was tried can not enter a show
        Assert.True(TrialMark.IsOn(room.File("out/clean.0004.exr")));
    }

    [Fact]
    public void Cleanup_InvertedMattes_MeanTheDark()
    {
        for (var n = 3; n <= 6; n++)
        {
            var wire = MatteFile.FromStored(ExrFile.Read(room.File($"wire.{n:0000}.exr")), "wire");
            var turned = new Matte(W, H);
            for (var i = 0; i < W * H; i++) turned.Coverage[i] = 1 - wire.Coverage[i];
            MatteFile.Write(room.File($"keep.{n:0000}.exr"), turned);
        }
        Assert.Equal(0, Run("--out", room.File("a.%04d.exr"), "--no-people", "Ann Lee").Exit);
        Assert.Equal(0, CommandLine.Run("try", "cleanup", "--in", room.File("beach.%04d.exr"), "--matte", room.File("keep.%04d.exr"), "--inverted", "--out", room.File("b.%04d.exr"), "--no-people", "Ann Lee").Exit);
        for (var n = 3; n <= 6; n++) Assert.Equal(PlateBits.Of(ExrFile.Read(room.File($"a.{n:0000}.exr"))), PlateBits.Of(ExrFile.Read(room.File($"b.{n:0000}.exr"))));
    }

    [Fact]
    public void Cleanup_AWireTypedAsWordsOrInAFile_IsTheSameAsItsMattes()
    {
        const string wire = "3: 28,0 28,47; 6: 37,0 37,47; size 3; frames 3-6";
        Assert.Equal(0, Run("--out", room.File("a.%04d.exr"), "--no-people", "Ann Lee").Exit);
        Assert.Equal(0, CommandLine.Run("try", "cleanup", "--in", room.File("beach.%04d.exr"), "--wire", wire, "--out", room.File("b.%04d.exr"), "--no-people", "Ann Lee").Exit);
        File.WriteAllText(room.File("wire.json"), ShapeFile.Write([ShapeWords.Parse(ShapeKind.Wire, wire)]).ToJsonString());
        Assert.Equal(0, CommandLine.Run("try", "cleanup", "--in", room.File("beach.%04d.exr"), "--matte", room.File("wire.json"), "--out", room.File("c.%04d.exr"), "--no-people", "Ann Lee").Exit);
        for (var n = 1; n <= 8; n++)
            foreach (var other in "bc") Assert.Equal(PlateBits.Of(ExrFile.Read(room.File($"a.{n:0000}.exr"))), PlateBits.Of(ExrFile.Read(room.File($"{other}.{n:0000}.exr"))));
        Assert.Equal(2, CommandLine.Run("try", "cleanup", "--in", room.File("beach.%04d.exr"), "--out", room.File("d.%04d.exr")).Exit);
        Assert.Equal(2, CommandLine.Run("try", "cleanup", "--in", room.File("beach.%04d.exr"), "--wire", "28,0", "--out", room.File("d.%04d.exr")).Exit);
    }

    [Theory]
    [InlineData("another size", 3, "matte-size")]
    [InlineData("other numbers", 3, "no-matte")]
    [InlineData("range with holes", 2, "usage")]
    [InlineData("range outside", 3, "out-of-range")]
    [InlineData("reach", 2, "usage")]
    [InlineData("no such file", 3, "no-frames")]
    public void Cleanup_AskedWrongly_IsOneClearErrorAndWritesNothing(string what, int exit, string code)
    {
        string[] more = [];
        var matte = room.File("wire.%04d.exr");
        switch (what)
        {
            case "another size": MatteFile.Write(room.File("small.0003.exr"), new Matte(W - 1, H)); matte = room.File("small.%04d.exr"); break;
            case "other numbers": MatteFile.Write(room.File("late.0103.exr"), new Matte(W, H)); matte = room.File("late.%04d.exr"); break;
            case "range with holes": more = ["--range", "1-3,5"]; break;
            case "range outside": more = ["--range", "5-12"]; break;
            case "reach": more = ["--reach", "0"]; break;
            default: matte = room.File("nothing.%04d.exr"); break;
        }
        var ran = CommandLine.Run(["try", "cleanup", "--in", room.File("beach.%04d.exr"), "--matte", matte, "--out", room.File("no/x.%04d.exr"), "--no-people", "Ann Lee", "--json", .. more]);
        Assert.True(ran.Exit == exit, ran.ToString());
        Assert.Equal(code, (string?)ran.Json["errors"]![0]!["code"]);
        Assert.False(Directory.Exists(room.File("no")) && Directory.EnumerateFileSystemEntries(room.File("no")).Any());
    }

    [Fact]
    public void Cleanup_WithoutAttestation_SaysThatItIsHatchedWherePeopleMayBe()
    {
        var ran = Run("--out", room.File("h.%04d.exr"), "--json");
        Assert.True(ran.Exit == 0, ran.ToString());
        Assert.NotNull(ran.Json["result"]!["screen"]);
        Assert.All(ran.Json["result"]!["frames"]!.AsArray(), f => Assert.NotNull(f!["hatched"]));
    }

    public void Dispose() => room.Dispose();

    private string Plate(int n) => room.File($"beach.{n:0000}.exr");

    private CommandLine.Ran Run(params string[] more) => CommandLine.Run(["try", "cleanup", "--in", room.File("beach.%04d.exr"), "--matte", room.File("wire.%04d.exr"), "--progress", "none", .. more]);
}
