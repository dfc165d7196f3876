using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production.Quality;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Studio.Commands;

/// <summary>`try reframe` as a person types it.</summary>
public sealed class TryReframeTest : IDisposable
{
    private const int W = 96, H = 64;
    private readonly TestFolder room = new("try-reframe");

    public TryReframeTest()
    {
        for (var n = 1; n <= 5; n++)
        {
            var frame = new Frame(W, H);
            for (var c = 0; c < 3; c++)
                for (var i = 0; i < frame.Size; i++)
                {
                    var cell = new Random((((i % W) + (n % 2 * 3)) / 7 * 131) + (i / W / 6 * 17) + c);
                    frame.Plane(c)[i] = 0.05f + (0.4f * (float)cell.NextDouble());
                }
            ExrFile.Write(room.File($"shot.{n:0000}.exr"), frame.ToStored());
        }
    }

    [Fact]
    public void Reframe_Steadied_WritesPicturesAndWhatWasDone()
    {
        var ran = Run("--steady", "lock", "--out", room.File("out/s.%04d.exr"), "--change", room.File("change.json"), "--origin", room.File("origin.%04d.exr"), "--report", room.File("report.json"), "--json");
        Assert.True(ran.Exit == 0, ran.ToString());
        Assert.Equal(("reframe 1", "1-5"), ((string?)ran.Json["result"]!["trial"], (string?)ran.Json["result"]!["changed"]));
        Assert.InRange((double)ran.Json["result"]!["most"]!, 1, 3);
        Assert.NotNull(DeclaredChange.Read(room.File("change.json")).On(3)[0].Transform);
        Assert.True(TrialMark.IsOn(room.File("out/s.0002.exr")));
        Assert.Equal(5, Directory.GetFiles(room.Path, "origin.*.exr").Length);
        // frames that were three pixels apart lie on each other
        var (a, b) = (ExrFile.Read(room.File("out/s.0002.exr")).ToFrame("a"), ExrFile.Read(room.File("out/s.0003.exr")).ToFrame("b"));
        var (own, other) = (ExrFile.Read(room.File("shot.0002.exr")).ToFrame("a"), ExrFile.Read(room.File("shot.0003.exr")).ToFrame("b"));
        Assert.InRange(Difference(a, b), 0, 0.3 * Difference(own, other));
    }

    [Fact]
    public void Reframe_ThatCanNotBeMeant_SaysWhy()
    {
        Assert.Equal(2, Run("--out", room.File("x.%04d.exr")).Exit);
        Assert.Equal(2, Run("--shift", "wide", "--out", room.File("x.%04d.exr")).Exit);
        Assert.Equal(2, Run("--scale", "0.1", "--out", room.File("x.%04d.exr")).Exit);
        Assert.Equal(2, Run("--steady", "7", "--out", room.File("x.%04d.exr")).Exit);
        // no enlargement hides that
        Assert.Equal(5, Run("--shift", "9000,0", "--out", room.File("x.%04d.exr")).Exit);
        Assert.Equal(3, CommandLine.Run(["try", "reframe", "--in", room.File("none.%04d.exr"), "--steady", "lock", "--out", room.File("x.%04d.exr")]).Exit);
        Assert.Empty(Directory.GetFiles(room.Path, "x.*"));
    }

    public void Dispose() => room.Dispose();

    private CommandLine.Ran Run(params string[] more) => CommandLine.Run(["try", "reframe", "--in", room.File("shot.%04d.exr"), .. more]);

    private static double Difference(Frame a, Frame b)
    {
        double sum = 0;
        for (var i = 0; i < a.Size; i++) if (i % W is >= 8 and < W - 8 && i / W is >= 8 and < H - 8) sum += Math.Abs(a.Plane(1)[i] - b.Plane(1)[i]);
        return sum;
    }
}
