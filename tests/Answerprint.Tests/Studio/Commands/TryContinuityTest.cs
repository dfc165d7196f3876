using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production.Cuts;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Studio.Commands;

/// <summary>`try continuity` as a person types it.</summary>
public sealed class TryContinuityTest : IDisposable
{
    private const int W = 128, H = 72;
    private readonly TestFolder room = new("try-continuity");

    public TryContinuityTest()
    {
        for (var n = 1; n <= 14; n++)
        {
            Write("a", n, n, n == 7 ? 1.25f : 1);
            Write("b", n, n + 14, 1.3f);
        }
    }

    [Fact]
    public void Continuity_OfTwoClips_NamesFaultsWithinAndBetweenThem()
    {
        var ran = Run("--in", room.File("a.%04d.exr"), room.File("b.%04d.exr"), "--to", room.File("found/it.html"), room.File("it.otio"), room.File("it.csv"), "--report", room.File("report.json"), "--json");
        Assert.True(ran.Exit == 0, ran.ToString());
        var faults = ran.Json["result"]!["faults"]!.AsArray();
        Assert.Equal(["flicker", "light-across-cut"], faults.Select(f => (string?)f!["kind"]).Order());
        Assert.Equal(28, (int)ran.Json["result"]!["frames"]!);
        var page = File.ReadAllText(room.File("found/it.html"));
        Assert.Contains("Left: frame 6. Right: frame 7.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.Equal(2, Directory.GetFiles(room.File("found/it.pictures"), "*.png").Length);
        Assert.Equal(3, File.ReadAllLines(room.File("it.csv")).Length);
        var markers = Turnover.Read(room.File("it.otio")).Timeline.Tracks.SelectMany(t => t.Items).OfType<ClipItem>().SelectMany(c => c.Markers).ToList();
        Assert.Equal(["continuity flicker", "continuity light-across-cut"], markers.Select(m => m.Name).Order());
        Assert.Equal("answerprint.continuity-report.1", (string?)JsonNode.Parse(File.ReadAllText(room.File("report.json")))!["format"]);
    }

    [Fact]
    public void Continuity_ThatCanNotBeMeant_SaysWhy()
    {
        Assert.Equal(2, Run("--in", room.File("a.%04d.exr"), "--to", room.File("it.doc")).Exit);
        Assert.Equal(2, Run("--in", room.File("a.%04d.exr"), "--threads", "0").Exit);
        Assert.Equal(3, Run("--in", room.File("none.%04d.exr")).Exit);
        File.WriteAllText(room.File("bad.0001.exr"), "no picture");
        Assert.Equal(3, Run("--in", room.File("bad.%04d.exr"), "--to", room.File("bad.html")).Exit);
        Assert.False(File.Exists(room.File("bad.html")));
    }

    public void Dispose() => room.Dispose();

    private static CommandLine.Ran Run(params string[] more) => CommandLine.Run(["try", "continuity", .. more]);

    private void Write(string name, int number, int moved, float gain)
    {
        var frame = new Frame(W, H);
        for (var c = 0; c < 3; c++)
            for (var i = 0; i < frame.Size; i++)
            {
                var cell = new Random((((i % W) + (3 * moved)) / 10 * 131) + (i / W / 9 * 17) + c);
                frame.Plane(c)[i] = gain * (0.05f + (0.4f * (float)cell.NextDouble()));
            }
        ExrFile.Write(room.File($"{name}.{number:0000}.exr"), frame.ToStored());
    }
}
