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

    private static (int At, int Size) PacketOf(string path, int number)
    {
        var (_, output, _) = OtherProgram.Run(AppContext.BaseDirectory, "ffprobe", ["-v", "error", "-select_streams", "v:0", "-show_entries", "packet=pos,size", "-of", "csv=p=0", path]);
        var fields = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[number - 1].Split(',');
        return (int.Parse(fields[1], CultureInfo.InvariantCulture), int.Parse(fields[0], CultureInfo.InvariantCulture));
    }
}
