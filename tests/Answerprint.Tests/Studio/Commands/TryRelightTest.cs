using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production.Quality;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Studio.Commands;

/// <summary>`try relight` as a person types it.</summary>
public sealed class TryRelightTest : IDisposable
{
    private const int W = 96, H = 64;
    private readonly TestFolder room = new("try-relight");

    public TryRelightTest()
    {
        for (var n = 1; n <= 4; n++)
        {
            Write("shot", n, n, [0.6f, 1.1f, 1.4f]);
            Write("other", n, n + 6, [1, 1, 1]);
        }
    }

    [Fact]
    public void Relight_MatchedToAnotherShot_WritesPicturesGradesAndWhatWasDone()
    {
        var ran = Run("--match", room.File("other.%04d.exr"), "--out", room.File("out/m.%04d.exr"), "--grade", room.File("look.cube"), room.File("look.cdl"), "--change", room.File("change.json"), "--report", room.File("report.json"), "--origin", room.File("origin.%04d.exr"), "--json");
        Assert.True(ran.Exit == 0, ran.ToString());
        var result = ran.Json["result"]!;
        Assert.Equal(("relight 1", "1-4", "registered"), ((string?)result["trial"], (string?)result["changed"], (string?)result["match"]!["way"]));
        var made = ExrFile.Read(room.File("out/m.0003.exr")).ToFrame("made");
        double off = 0;
        for (var c = 0; c < 3; c++) for (var i = 0; i < made.Size; i++) off += Math.Abs(made.Plane(c)[i] - Light(i, 3, c)) / (3.0 * made.Size);
        Assert.InRange(off, 0, 0.01);
        Assert.StartsWith("TITLE", File.ReadAllText(room.File("look.cube")), StringComparison.Ordinal);
        Assert.Equal(2, result["grades"]!.AsArray().Count);
        Assert.NotEmpty(DeclaredChange.Read(room.File("change.json")).On(2));
        Assert.Equal(0, OriginFile.Read(room.File("origin.0002.exr")).Whole().Synth[100]);
        Assert.Equal("answerprint.relight-report.1", (string?)JsonNode.Parse(File.ReadAllText(room.File("report.json")))!["format"]);
        Assert.True(TrialMark.IsOn(room.File("out/m.0002.exr")));
    }

    /// <summary>A movie of eight bits that never flickered is written as it came.</summary>
    [Fact]
    public void Relight_ThatHasNothingToDo_CopiesEveryFrame()
    {
        for (var n = 1; n <= 4; n++) Write("calm", n, 5, [1, 1, 1]);
        var ran = CommandLine.Run(["try", "relight", "--in", room.File("calm.%04d.exr"), "--deflicker", "--out", room.File("d.%04d.exr"), "--json"]);
        Assert.True(ran.Exit == 0, ran.ToString());
        Assert.Equal("", (string?)ran.Json["result"]!["changed"]);
        for (var n = 1; n <= 4; n++) Media.Formats.Words.Same(ExrFile.Read(room.File($"calm.{n:0000}.exr")), ExrFile.Read(room.File($"d.{n:0000}.exr")));
    }

    [Fact]
    public void Relight_ThatCanNotBeMeant_SaysWhy()
    {
        Assert.Equal(2, Run("--out", room.File("x.%04d.exr")).Exit);
        Assert.Equal(2, Run("--stops", "9", "--out", room.File("x.%04d.exr")).Exit);
        Assert.Equal(2, Run("--key", "behind", "--ratio", "1", "--out", room.File("x.%04d.exr")).Exit);
        Assert.Equal(2, Run("--stops", "1", "--grade", room.File("look.3dl"), "--out", room.File("x.%04d.exr")).Exit);
        Assert.Equal(2, Run("--stops", "1", "--matte", room.File("other.%04d.exr"), "--change", room.File("c.json"), "--out", room.File("x.%04d.exr")).Exit);
        Assert.Equal(3, Run("--match", room.File("none.%04d.exr"), "--out", room.File("x.%04d.exr")).Exit);
        Assert.Empty(Directory.GetFiles(room.Path, "x.*"));
    }

    public void Dispose() => room.Dispose();

    private CommandLine.Ran Run(params string[] more) => CommandLine.Run(["try", "relight", "--in", room.File("shot.%04d.exr"), .. more]);

    private void Write(string name, int number, int moved, float[] gain)
    {
        var frame = new Frame(W, H);
        for (var c = 0; c < 3; c++) for (var i = 0; i < frame.Size; i++) frame.Plane(c)[i] = gain[c] * Light(i, moved, c);
        ExrFile.Write(room.File($"{name}.{number:0000}.exr"), frame.ToStored());
    }

    private static float Light(int i, int moved, int c)
    {
        var cell = new Random((((i % W) + moved) / 8 * 131) + (i / W / 7 * 17) + c);
        return 0.05f + (0.5f * (float)cell.NextDouble());
    }
}
