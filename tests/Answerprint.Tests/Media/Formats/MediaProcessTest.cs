using System.Diagnostics;
using Answerprint.Media.Formats;
using Xunit;

namespace Answerprint.Tests.Media.Formats;

/// <summary>The limit on silence: only of a program of which something is asked.</summary>
public sealed class MediaProcessTest
{
    [Fact]
    public void Silence_WhileNothingIsAsked_DoesNotCount()
    {
        // it hands over a picture, fills the pipe and then waits for us, longer than its limit
        using var process = MediaProcess.Start("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", "testsrc=size=1280x720:duration=1", "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"], "test", TimeSpan.FromSeconds(8));
        var frame = new byte[3 * 1280 * 720];
        for (var n = 0; n < 25; n++)
        {
            using (process.Ask()) process.Output.ReadExactly(frame);
            if (n == 2) Thread.Sleep(9000);
        }
        Assert.True(process.Finish());
        Assert.False(process.IsStalled);
    }

    [Fact]
    public void Silence_WhileSomethingIsAsked_EndsItAndIsSaid()
    {
        // it waits for input that never comes
        using var process = MediaProcess.Start("ffmpeg", ["-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-video_size", "64x64", "-i", "pipe:0", "-f", "rawvideo", "pipe:1"], "test", TimeSpan.FromSeconds(1));
        var clock = Stopwatch.GetTimestamp();
        using (process.Ask()) Assert.Equal(0, process.Output.Read(new byte[1]));
        Assert.True(process.IsStalled);
        Assert.InRange(Stopwatch.GetElapsedTime(clock).TotalSeconds, 0.9, 30);
        Assert.Contains("it was silent for 1 s", process.Error("too-slow", "", "no frame came", "Run it again").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Patience_OfALargerPicture_IsMore()
    {
        Assert.Equal(60, MovieDecoder.Patience(0).TotalSeconds);
        // 4096×2160, 10 bits of 4:2:2
        Assert.InRange(MovieDecoder.Patience(4096L * 2160 * 4).TotalSeconds, 95, 96);
    }
}
