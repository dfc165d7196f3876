using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Tests.House;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Production;

public sealed class TrialsTest
{
    [Theory]
    [InlineData("v.%04d.exr")]
    [InlineData("v.%04d.png")]
    [InlineData("v.%04d.dpx")]
    [InlineData("v.%04d.tif")]
    [InlineData("v.mkv")]
    [InlineData("v.mov")]
    [InlineData("v.mxf")]
    [InlineData("v.mp4")]
    public void Mark_OfEveryKindThatIsWritten_IsFoundAndOnlyThere(string name)
    {
        using var folder = new TestFolder();
        var frames = Enumerable.Range(0, 3).Select(n =>
        {
            var frame = new Frame(256, 128);
            for (var c = 0; c < 3; c++)
                for (var i = 0; i < frame.Size; i++) frame.Plane(c)[i] = 0.2f + (0.001f * ((i * (c + 1)) % 91)) + (0.01f * n);
            return frame;
        }).ToArray();
        using var clip = MemoryClip.Of("plate", new FrameRate(24), 1, frames);
        foreach (var marked in new[] { true, false })
        {
            Directory.CreateDirectory(folder.File($"{marked}"));
            var path = folder.File(Path.Combine($"{marked}", name));
            var marks = new Dictionary<string, string>(StringComparer.Ordinal) { [marked ? TrialMark.Name : "answerprint.other"] = "fill 1" };
            using (var writer = VersionWriter.Create(path, clip, marks: marks))
            {
                foreach (var n in clip.Range.Numbers) writer.Copy(n);
                writer.Finish();
            }
            foreach (var (_, file) in Trials.FilesOf(path, clip.Range.Numbers)) Assert.Equal(marked, TrialMark.IsOn(file));
        }
    }

    [Fact]
    public void Try_IntoAFolderOfAShow_CanNotEnterIt_NorStrippedOfItsMark()
    {
        using var small = new SmallTurnover("trial", 1, 20, 9, 10);
        Assert.Equal(0, CommandLine.Run("init", small.Show, "--title", "Show", "--rate", "24", "--by", "Ann Lee").Exit);
        var pattern = Path.Combine(small.Show, "loose", "beach.%04d.exr");
        Directory.CreateDirectory(Path.GetDirectoryName(pattern)!);
        var tried = Fill(small, pattern);
        Assert.True(tried.Exit == 0, tried.ToString());
        Assert.Equal("fill", ((string)tried.Json["result"]!["trial"]!)[..4]);

        // as it is: the mark
        File.Copy(Path.Combine(small.Show, "loose", "beach.0009.exr"), Media(small, 9));
        File.Copy(Path.Combine(small.Show, "loose", "beach.0010.exr"), Media(small, 10));
        Refused(small, "bears the mark");

        // without its mark, in another packing, as floats: the bits
        Rewrap(Media(small, 9));
        Rewrap(Media(small, 10));
        Assert.False(TrialMark.IsOn(Media(small, 9)));
        Refused(small, "made by a trial");

        // one pixel was painted over: it is no longer what the trial made, and nobody here knows where it came from
        Change(Media(small, 9));
        Change(Media(small, 10));
        Assert.Equal(0, Ingest(small).Exit);
    }

    [Fact]
    public void Try_OutsideAnyShow_Stripped_IsWorkMadeElsewhere_AndItsRealFramesAreNoTrial()
    {
        using var small = new SmallTurnover("trial-out", 1, 20, 9, 10);
        Assert.Equal(0, CommandLine.Run("init", small.Show, "--title", "Show", "--rate", "24", "--by", "Ann Lee").Exit);
        Directory.CreateDirectory(Path.Combine(small.Folder, "loose"));
        Assert.Equal(0, Fill(small, Path.Combine(small.Folder, "loose", "beach.%04d.exr")).Exit);
        using (var show = Show.Look(small.Show, TimeProvider.System)) Assert.DoesNotContain(show.Book.Acts, a => a.Name == Trials.ActName);
        File.Copy(Path.Combine(small.Folder, "loose", "beach.0009.exr"), Media(small, 9));
        Refused(small, "bears the mark");
        Rewrap(Media(small, 9));
        Assert.Equal(0, Ingest(small).Exit);
    }

    [Fact]
    public void Try_IntoAFolderOfAShow_LeavesTheRealFramesFree()
    {
        using var small = new SmallTurnover("trial-real", 1, 20, 9, 10);
        Assert.Equal(0, CommandLine.Run("init", small.Show, "--title", "Show", "--rate", "24", "--by", "Ann Lee").Exit);
        Directory.CreateDirectory(Path.Combine(small.Folder, "links"));
        Directory.CreateSymbolicLink(Path.Combine(small.Folder, "links", "in"), small.Show);
        // the way into the show may be a link
        Assert.Equal(0, Fill(small, Path.Combine(small.Folder, "links", "in", "beach.%04d.exr")).Exit);
        using (var show = Show.Look(small.Show, TimeProvider.System))
        {
            var act = Assert.Single(show.Book.Acts, a => a.Name == Trials.ActName);
            Assert.Equal(2, act.Body["pictures"]!.AsArray().Count);
            var trials = Trials.Of(show.Book.Acts);
            Assert.Null(trials.Find(ExrFile.Read(Media(small, 8)), "plate"));
            Assert.NotNull(trials.Find(ExrFile.Read(Path.Combine(small.Show, "beach.0009.exr")), "trial"));
        }
        Assert.Equal(0, Ingest(small).Exit);
    }

    private static string Media(SmallTurnover small, int number) => Path.Combine(small.Media, $"beach.{number:0000}.exr");

    private static CommandLine.Ran Fill(SmallTurnover small, string pattern) =>
        CommandLine.Run("try", "fill", "--in", Path.Combine(small.Media, "beach.%04d.exr"), "--out", pattern, "--no-people", "Ann Lee", "--method", "linear", "--json", "--progress", "none");

    private static CommandLine.Ran Ingest(SmallTurnover small) => CommandLine.Run("ingest", small.Show, small.Cut, "--media", small.Media, "--by", "Ann Lee", "--json", "--progress", "none");

    private static void Refused(SmallTurnover small, string words)
    {
        var ran = Ingest(small);
        Assert.True(ran.Exit == 4, ran.ToString());
        Assert.Equal("trial", (string?)ran.Json["errors"]![0]!["code"]);
        Assert.Contains(words, (string?)ran.Json["errors"]![0]!["problem"], StringComparison.Ordinal);
        Assert.Contains("beach", (string?)ran.Json["errors"]![0]!["file"], StringComparison.Ordinal);
        using var show = Show.Look(small.Show, TimeProvider.System);
        Assert.Null(Standing.Of(show.Book.Acts).Cut);
    }

    /// <summary>Saves a picture anew as floats, without compression, attributes and data.</summary>
    private static void Rewrap(string path)
    {
        var picture = ExrFile.Read(path).ToFrame(path);
        ExrFile.Write(path, picture.ToStored(SampleType.Float), ExrCompression.None);
    }

    private static void Change(string path)
    {
        var picture = ExrFile.Read(path).ToFrame(path);
        picture.Plane(1)[700] += 0.25f;
        ExrFile.Write(path, picture.ToStored(SampleType.Half));
    }
}
