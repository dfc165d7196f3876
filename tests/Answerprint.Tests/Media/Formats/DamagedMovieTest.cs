using System.Globalization;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Media.Formats;

/// <summary>Movies that are damaged or lie: what is read is right, and what is not right is said.</summary>
public sealed class DamagedMovieTest
{
    [Theory]
    [InlineData("h264.mp4", "-c:v libx264 -preset veryfast -bf 2 -g 12 -pix_fmt yuv420p", true)]
    [InlineData("h264.mkv", "-c:v libx264 -preset veryfast -bf 2 -g 12 -x264-params open-gop=1:scenecut=0 -pix_fmt yuv420p10le", false)]
    [InlineData("h265.mp4", "-c:v libx265 -preset ultrafast -x265-params log-level=none:bframes=3:keyint=12:open-gop=0 -pix_fmt yuv420p", true)]
    [InlineData("h265-open.mov", "-c:v libx265 -preset ultrafast -x265-params log-level=none:bframes=3:keyint=12:open-gop=1 -tag:v hvc1 -pix_fmt yuv420p10le", false)]
    [InlineData("mjpeg.mov", "-c:v mjpeg -q:v 2 -pix_fmt yuvj420p", true)]
    [InlineData("mpeg2.mkv", "-c:v mpeg2video -bf 2 -g 12 -q:v 3 -pix_fmt yuv420p", false)]
    [InlineData("prores.mov", "-c:v prores_ks -profile:v 3 -pix_fmt yuv422p10le", true)]
    [InlineData("dnxhr.mxf", "-c:v dnxhd -profile:v dnxhr_hq -pix_fmt yuv422p", false)]
    [InlineData("ffv1.mkv", "-c:v ffv1 -level 3 -g 1 -slicecrc 1 -pix_fmt yuv420p", true)]
    public void ReadCoded_ZeroBytesInTheMiddle_NeverGivesAPatchedPicture(string name, string arguments, bool always)
    {
        if (!LongRun.IsWhole && !always) return;
        const int Count = 40;
        using var folder = new TestFolder(name);
        var path = NumberedMovie.Make(folder, name, Count, arguments);
        var damaged = folder.File("damaged" + Path.GetExtension(name));
        var bytes = File.ReadAllBytes(path);
        var (at, size) = PacketOf(path, 17);
        bytes.AsSpan(at + (size / 3), Math.Max(8, size / 3)).Clear();
        File.WriteAllBytes(damaged, bytes);
        using var whole = FrameFiles.Open(path);
        using var clip = FrameFiles.Open(damaged);
        Assert.Equal(Count, clip.Range.Length);
        var refused = new List<int>();
        // in order, then from the middle of the damage
        foreach (var n in clip.Frames.Concat([17, 18, 40, 1]))
        {
            try
            {
                Assert.True(whole.ReadCoded(n)!.Planes[0].AsSpan().SequenceEqual(clip.ReadCoded(n)!.Planes[0]), $"frame {n} is patched up and not said");
            }
            catch (BadInputException e)
            {
                Assert.Equal(("damaged", $"frame {n}"), (e.Code, e.Place));
                refused.Add(n);
            }
        }
        Assert.InRange(refused.Distinct().Count(), 1, 16);
        Assert.DoesNotContain(refused, n => n is < 10 or > 32);
        Assert.Contains(clip.Warnings, w => w.StartsWith("damaged and not read", StringComparison.Ordinal));
    }

    [Fact]
    public void Open_VariableRate_SaysTheSmallestAndTheLargestStep()
    {
        using var folder = new TestFolder();
        var path = NumberedMovie.Make(folder, "varies.mkv", 30, "-vf settb=1/1000,setpts=N*40+23*N*gte(N\\,20) -fps_mode passthrough -enc_time_base 1/1000 -c:v ffv1 -level 3");
        using var clip = FrameFiles.Open(path, new() { Rate = new(25) });
        Assert.Equal(30, clip.Range.Length);
        Assert.Equal(25, clip.Rate.PerSecond);
        Assert.Contains(clip.Warnings, w => w.Contains("the frame rate varies", StringComparison.Ordinal) && w.Contains("0.04 to 0.5 s", StringComparison.Ordinal));
        foreach (var n in new[] { 30, 1, 15 }) Assert.Equal(n, NumberedMovie.NumberIn(clip.ReadCoded(n)!));
    }

    [Fact]
    public void Open_DroppedFrames_SaysHowManyAndWhere()
    {
        using var folder = new TestFolder();
        var path = NumberedMovie.Make(folder, "dropped.mov", 30, "-vf select=not(eq(n\\,9)+eq(n\\,10)) -fps_mode passthrough -c:v mjpeg -q:v 2 -pix_fmt yuvj420p");
        using var clip = FrameFiles.Open(path);
        Assert.Equal(28, clip.Range.Length);
        Assert.Contains(clip.Warnings, w => w.Contains("leave out 2 frame(s)", StringComparison.Ordinal) && w.Contains("after frame 9", StringComparison.Ordinal));
        Assert.Equal(12, NumberedMovie.NumberIn(clip.ReadCoded(10)!));
    }

    [Fact]
    public void ReadCoded_SizeChangesOnTheWay_IsRefusedThereAndReadBefore()
    {
        using var folder = new TestFolder();
        var one = NumberedMovie.Make(folder, "one.h264", 20, "-c:v libx264 -preset veryfast -g 10 -bf 0 -pix_fmt yuv420p");
        var two = NumberedMovie.Make(folder, "two.h264", 20, "-c:v libx264 -preset veryfast -g 10 -bf 0 -pix_fmt yuv420p", width: 192, height: 128);
        File.WriteAllBytes(folder.File("both.h264"), [.. File.ReadAllBytes(one), .. File.ReadAllBytes(two)]);
        OtherProgram.Do("ffmpeg", "-nostdin", "-loglevel", "error", "-framerate", "25", "-i", folder.File("both.h264"), "-c", "copy", folder.File("both.mkv"));
        using var clip = FrameFiles.Open(folder.File("both.mkv"));
        Assert.Equal(5, NumberedMovie.NumberIn(clip.ReadCoded(5)!));
        Assert.Equal("size-changes", Assert.Throws<BadInputException>(() => clip.ReadCoded(30)).Code);
    }

    [Fact]
    public void Open_NoPictureNoIndexOrAList_IsOneBadInput()
    {
        using var folder = new TestFolder();
        OtherProgram.Do("ffmpeg", "-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", "sine=d=1", folder.File("sound.mov"));
        var whole = File.ReadAllBytes(NumberedMovie.Make(folder, "whole.mp4", 10, "-c:v libx264 -preset veryfast -pix_fmt yuv420p"));
        File.WriteAllBytes(folder.File("no-index.mp4"), whole[..(whole.Length / 2)]);
        File.WriteAllText(folder.File("session.mov"), "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\na=rtpmap:96 H264/90000\n");
        File.WriteAllText(folder.File("giant.y4m"), "YUV4MPEG2 W60000 H60000 F25:1 C420\nFRAME\nxx");
        foreach (var (name, code) in new[] { ("sound.mov", "no-picture"), ("no-index.mp4", "unreadable-movie"), ("session.mov", "unreadable-movie"), ("giant.y4m", "") })
        {
            var e = Assert.Throws<BadInputException>(() => FrameFiles.Open(folder.File(name)));
            if (code.Length > 0) Assert.Equal(code, e.Code);
        }
        foreach (var name in new[] { "http://127.0.0.1:9/a.mp4", "concat:a.mp4|b.mp4", "tcp://127.0.0.1:9/x.mkv" })
            Assert.Equal("missing-file", Assert.Throws<BadInputException>(() => FrameFiles.Open(name)).Code);
    }

    [Fact]
    public void ReadCoded_BeforeTheFirstKeyPicture_IsDamagedAndKeepsItsNumber()
    {
        using var folder = new TestFolder();
        var path = NumberedMovie.Make(folder, "whole.mkv", 40, "-c:v libx264 -preset veryfast -g 20 -bf 0 -x264-params scenecut=0 -pix_fmt yuv420p");
        OtherProgram.Do("ffmpeg", "-nostdin", "-loglevel", "error", "-i", path, "-c", "copy", "-copyinkf", "-bsf:v", "noise=drop=lt(n\\,5)", folder.File("headless.mkv"));
        using var clip = FrameFiles.Open(folder.File("headless.mkv"));
        Assert.Equal(35, clip.Range.Length);
        Assert.Contains(clip.Warnings, w => w.Contains("15 frames come before the first key picture", StringComparison.Ordinal));
        Assert.Equal(("damaged", "frame 3"), (Assert.Throws<BadInputException>(() => clip.ReadCoded(3)).Code, Assert.Throws<BadInputException>(() => clip.ReadCoded(3)).Place));
        Assert.Equal(21, NumberedMovie.NumberIn(clip.ReadCoded(16)!));
    }

    private static (int At, int Size) PacketOf(string path, int number)
    {
        var (_, output, _) = OtherProgram.Run(AppContext.BaseDirectory, "ffprobe", ["-v", "error", "-select_streams", "v:0", "-show_entries", "packet=pos,size", "-of", "csv=p=0", path]);
        var fields = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[number - 1].Split(',');
        return (int.Parse(fields[1], CultureInfo.InvariantCulture), int.Parse(fields[0], CultureInfo.InvariantCulture));
    }
}
