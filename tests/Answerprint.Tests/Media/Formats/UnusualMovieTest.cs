using Answerprint.Media.Formats;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Media.Formats;

/// <summary>Movies that are whole and unusual: what is read, and what is said of it.</summary>
public sealed class UnusualMovieTest
{
    private const string H264 = "-c:v libx264 -preset veryfast -bf 2 -g 10 -x264-params scenecut=0 -pix_fmt yuv420p";

    [Fact]
    public void Open_EditList_BeginsWhereItBegins()
    {
        using var folder = new TestFolder();
        var whole = NumberedMovie.Make(folder, "whole.mp4", 40, H264);
        Do("-ss", "0.6", "-i", whole, "-c", "copy", folder.File("late.mp4"));
        using var clip = FrameFiles.Open(folder.File("late.mp4"));
        // 0.6 s are 15 frames; decoding begins at the key picture, frame 11, and the list leaves 11 to 15 out
        Assert.Equal(25, clip.Range.Length);
        foreach (var n in new[] { 1, 25, 9 }) Assert.Equal(n + 15, NumberedMovie.NumberIn(clip.ReadCoded(n)!));
        Assert.Empty(clip.Warnings);
    }

    [Fact]
    public void Open_FirstPictureAfterTimeZero_IsFrameOne()
    {
        using var folder = new TestFolder();
        var path = NumberedMovie.Make(folder, "late.mov", 30, H264 + " -use_editlist 0");
        using var clip = FrameFiles.Open(path);
        Assert.Equal(30, clip.Range.Length);
        foreach (var n in new[] { 1, 30, 7 }) Assert.Equal(n, NumberedMovie.NumberIn(clip.ReadCoded(n)!));
    }

    [Fact]
    public void Open_SecondPictureAndCover_SaysOnlyTheSecondPicture()
    {
        using var folder = new TestFolder();
        var one = NumberedMovie.Make(folder, "one.mp4", 12, H264);
        var two = NumberedMovie.Make(folder, "two.mp4", 6, H264, width: 128, height: 128);
        Do("-i", one, "-frames:v", "1", folder.File("cover.png"));
        Do("-i", one, "-i", two, "-map", "0:v", "-map", "1:v", "-c", "copy", folder.File("both.mp4"));
        Do("-i", folder.File("cover.png"), "-i", one, "-map", "0", "-map", "1", "-c", "copy", "-disposition:v:0", "attached_pic", folder.File("covered.mp4"));
        using var both = FrameFiles.Open(folder.File("both.mp4"));
        Assert.Equal((12, NumberedMovie.Width), (both.Range.Length, both.Width));
        Assert.Equal("it has 2 moving pictures; the first is read", Assert.Single(both.Warnings));
        using var covered = FrameFiles.Open(folder.File("covered.mp4"));
        Assert.Equal(12, covered.Range.Length);
        Assert.Equal(12, NumberedMovie.NumberIn(covered.ReadCoded(12)!));
        Assert.Empty(covered.Warnings);
    }

    [Fact]
    public void Open_TurnedOrInterlaced_IsReadAsStoredAndSaid()
    {
        using var folder = new TestFolder();
        var plain = NumberedMovie.Make(folder, "plain.mp4", 5, H264);
        Do("-i", plain, "-c", "copy", "-metadata:s:v", "rotate=90", folder.File("turned.mp4"));
        using var turned = FrameFiles.Open(folder.File("turned.mp4"));
        Assert.Equal((NumberedMovie.Width, NumberedMovie.Height), (turned.Width, turned.Height));
        Assert.Contains("a rotation of", Assert.Single(turned.Warnings), StringComparison.Ordinal);
        Assert.Equal(5, NumberedMovie.NumberIn(turned.ReadCoded(5)!));
        using var fields = FrameFiles.Open(NumberedMovie.Make(folder, "fields.mov", 5, "-vf setfield=tff -c:v prores_ks -profile:v 2 -flags +ildct -top 1 -pix_fmt yuv422p10le"));
        Assert.Contains("interlaced", Assert.Single(fields.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("odd.mov", "-c:v mjpeg -q:v 3 -pix_fmt yuvj420p")]
    [InlineData("odd.avi", "-c:v mjpeg -q:v 3 -pix_fmt yuvj422p")]
    [InlineData("odd.webm", "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -pix_fmt yuv420p")]
    [InlineData("odd.mkv", "-c:v ffv1 -level 3 -pix_fmt yuv420p10le")]
    [InlineData("odd.y4m", "-pix_fmt yuv420p")]
    public void ReadCoded_OddSize_HasAllItsPixels(string name, string arguments)
    {
        using var folder = new TestFolder(name);
        using var clip = FrameFiles.Open(NumberedMovie.Make(folder, name, 12, arguments, width: 253, height: 137));
        Assert.Empty(clip.Warnings);
        foreach (var n in new[] { 12, 1, 7 })
        {
            var picture = clip.ReadCoded(n)!;
            Assert.Equal((n, 253, 137, 127), (NumberedMovie.NumberIn(picture), picture.Width, picture.Height, picture.Coding.SizeOf(1, 253, 137).Width));
        }
    }

    private static void Do(params string[] arguments) => OtherProgram.Do("ffmpeg", ["-nostdin", "-loglevel", "error", .. arguments]);
}
