using System.Diagnostics;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Tests.House;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Production.Delivery;

/// <summary>Media that counts from its own timecode: the container's, or that of an EXR's header.</summary>
public sealed class MediaTimecodeTest
{
    // an hour and ten frames, at 24 a second
    private const int Hour = 86_400;

    [Theory]
    [InlineData("mov")]
    [InlineData("mxf")]
    public void Ingest_MovieThatStartsAtAnHour_ShowsTheFramesThatTheCutMeans(string kind)
    {
        using var small = new SmallTurnover("hour" + kind, 1, 2);
        var movie = Path.Combine(small.Media, $"sea.{kind}");
        Ffmpeg("-f", "lavfi", "-i", "testsrc2=s=64x48:r=24:d=2", "-timecode", "01:00:00:00", "-c:v", kind == "mov" ? "prores" : "mpeg2video", movie);
        File.WriteAllText(small.Cut, SmallTurnover.CutOf(("sea", SmallTurnover.Movie($"sea.{kind}"), Hour + 10, 20)).ToJsonString());
        Assert.Equal("11-30", Shown(small));
    }

    [Fact]
    public void Ingest_ExrThatStartsAtAnHour_ShowsTheFramesThatTheCutMeans()
    {
        using var small = new SmallTurnover("hourexr", 1, 1);
        for (var n = 101; n <= 130; n++)
            ExrFile.Write(Path.Combine(small.Media, $"sea.{n:0000}.exr"), new Frame(16, 16).ToStored(SampleType.Half, [ExrAttributes.TimeCode(1, 0, (n - 101) / 24, (n - 101) % 24, dropFrame: false)]));
        File.WriteAllText(small.Cut, SmallTurnover.CutOf(("sea", SmallTurnover.Movie("sea.exr"), Hour + 10, 12)).ToJsonString());
        Assert.Equal("111-122", Shown(small));
    }

    [Fact]
    public void Ingest_MediaWithoutTimecode_StartsAtZero()
    {
        using var small = new SmallTurnover("zero", 1, 24);
        File.WriteAllText(small.Cut, SmallTurnover.CutOf(("beach", SmallTurnover.Movie("beach.exr"), 4, 8)).ToJsonString());
        Assert.Equal("5-12", Shown(small));
    }

    private static string Shown(SmallTurnover small)
    {
        Assert.Equal(0, CommandLine.Run("init", small.Show, "--title", "Show", "--rate", "24", "--by", "Ann Lee").Exit);
        var ran = CommandLine.Run("ingest", small.Show, small.Cut, "--media", small.Media, "--by", "Ann Lee", "--json");
        Assert.True(ran.Exit == 0, ran.ToString());
        using var show = Show.Look(small.Show, TimeProvider.System);
        return Standing.Of(show.Book.Acts).Shots["show_0010"].Cut.ToString();
    }

    private static void Ffmpeg(params string[] words)
    {
        using var process = Process.Start(new ProcessStartInfo("ffmpeg", ["-v", "error", "-y", .. words]))!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
