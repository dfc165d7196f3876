using Answerprint.Media.Formats;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Media.Formats;

/// <summary>Every codec, depth and container that a facility sends: the frame that is asked for comes, in any order.</summary>
public sealed class MovieCodecsTest
{
    private const int Frames = 60;
    private static readonly int[] Order = [47, 3, 60, 29, 1, 31, 12];

    public static TheoryData<string, string, string, bool> Movies => new()
    {
        // name, what ffmpeg is told, depth and layout that are expected, whether a short run reads it
        { "prores-proxy.mov", "-c:v prores_ks -profile:v 0 -pix_fmt yuv422p10le", "yuv422p10le", false },
        { "prores-hq.mov", "-c:v prores_ks -profile:v 3 -pix_fmt yuv422p10le", "yuv422p10le", true },
        { "prores-4444.mov", "-c:v prores_ks -profile:v 4 -alpha_bits 16 -vf format=yuva444p10le -pix_fmt yuva444p10le", "yuva444p12le", false },
        { "dnxhr-sq.mov", "-c:v dnxhd -profile:v dnxhr_sq -pix_fmt yuv422p", "yuv422p", false },
        { "dnxhr-hqx.mxf", "-c:v dnxhd -profile:v dnxhr_hqx -pix_fmt yuv422p10le", "yuv422p10le", true },
        { "dnxhr-444.mov", "-c:v dnxhd -profile:v dnxhr_444 -pix_fmt yuv444p10le", "yuv444p10le", false },
        { "h264-b-frames.mp4", "-c:v libx264 -preset veryfast -bf 3 -g 250 -pix_fmt yuv420p", "yuv420p", true },
        { "h264-open.mov", "-c:v libx264 -preset veryfast -bf 3 -g 15 -x264-params open-gop=1:scenecut=0 -pix_fmt yuv420p", "yuv420p", true },
        { "h264-open.mkv", "-c:v libx264 -preset veryfast -bf 3 -g 15 -x264-params open-gop=1:scenecut=0 -pix_fmt yuv420p", "yuv420p", false },
        { "h264-10.mkv", "-c:v libx264 -preset veryfast -bf 3 -g 40 -pix_fmt yuv420p10le", "yuv420p10le", false },
        { "h264-422-10.mxf", "-c:v libx264 -preset veryfast -bf 0 -g 1 -pix_fmt yuv422p10le", "yuv422p10le", false },
        { "h264-full.mp4", "-c:v libx264 -preset veryfast -vf scale=out_range=full -color_range pc -pix_fmt yuvj420p", "yuvj420p", false },
        { "h264-late.mp4", "-c:v libx264 -preset veryfast -bf 2 -g 30 -output_ts_offset 3600 -pix_fmt yuv420p", "yuv420p", false },
        { "h265-8.mp4", "-c:v libx265 -preset ultrafast -x265-params log-level=none:bframes=3:keyint=30 -pix_fmt yuv420p", "yuv420p", false },
        { "h265-10-open.mkv", "-c:v libx265 -preset ultrafast -x265-params log-level=none:bframes=3:keyint=20:open-gop=1 -pix_fmt yuv420p10le", "yuv420p10le", true },
        { "h265-12.mov", "-c:v libx265 -preset ultrafast -x265-params log-level=none:bframes=3:keyint=30 -tag:v hvc1 -pix_fmt yuv422p12le", "yuv422p12le", false },
        { "ffv1-8.mkv", "-c:v ffv1 -level 3 -g 1 -pix_fmt yuv420p", "yuv420p", false },
        { "ffv1-10.mkv", "-c:v ffv1 -level 3 -g 10 -pix_fmt yuv422p10le", "yuv422p10le", false },
        { "ffv1-12.mkv", "-c:v ffv1 -level 3 -pix_fmt yuv444p12le", "yuv444p12le", false },
        { "ffv1-16.mkv", "-c:v ffv1 -level 3 -pix_fmt gbrp16le", "gbrp16le", false },
        { "ffv1-gray.avi", "-c:v ffv1 -level 3 -pix_fmt gray16le", "gray16le", false },
        { "mjpeg.mov", "-c:v mjpeg -q:v 2 -pix_fmt yuvj420p", "yuvj420p", true },
        { "mjpeg.avi", "-c:v mjpeg -q:v 2 -pix_fmt yuvj422p", "yuvj422p", false },
        { "raw-rgb.avi", "-c:v rawvideo -pix_fmt bgr24", "bgr24", false },
        { "raw-bgra.avi", "-c:v rawvideo -pix_fmt bgra", "bgra", false },
        { "raw.y4m", "-pix_fmt yuv420p", "yuv420p", false },
        { "vp9.webm", "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 30 -pix_fmt yuv420p", "yuv420p", true },
        { "mpeg2.mxf", "-c:v mpeg2video -bf 2 -g 12 -q:v 2 -pix_fmt yuv422p", "yuv422p", false },
        { "huffyuv.avi", "-c:v huffyuv -pix_fmt yuv422p", "yuv422p", false },
        { "v210.mov", "-c:v v210 -pix_fmt yuv422p10le", "yuv422p10le", false },
    };

    [Theory]
    [MemberData(nameof(Movies))]
    public void ReadCoded_AnyOrder_IsTheFrameThatWasAskedFor(string name, string arguments, string format, bool always)
    {
        if (!LongRun.IsWhole && !always) return;
        using var folder = new TestFolder(name);
        using var clip = FrameFiles.Open(NumberedMovie.Make(folder, name, Frames, arguments), new() { First = 1001 });
        Assert.Equal(new(1001, 1001 + Frames), clip.Range);
        Assert.Equal(25, clip.Rate.PerSecond, 1e-9);
        Assert.EndsWith(" " + format, clip.Packing, StringComparison.Ordinal);
        Assert.Empty(clip.Warnings);
        foreach (var n in LongRun.IsWhole ? Order : [47, 3, 60])
        {
            var picture = clip.ReadCoded(1000 + n)!;
            Assert.Equal((n, NumberedMovie.Width, NumberedMovie.Height), (NumberedMovie.NumberIn(picture), picture.Width, picture.Height));
        }
        Assert.Empty(clip.Warnings);
    }
}
