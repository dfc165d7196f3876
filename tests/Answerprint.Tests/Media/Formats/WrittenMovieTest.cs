using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Media.Formats;

/// <summary>Movies that are written: what ffprobe reads of them, and what comes back.</summary>
public sealed class WrittenMovieTest
{
    [Theory]
    [InlineData("out.mov", null, "prores", "HQ", 8)]
    [InlineData("out.mov", "prores-4444", "prores", "4444", 8)]
    [InlineData("out.mov", "dnxhr-hqx", "dnxhd", "DNXHR HQX", 12)]
    [InlineData("out.mxf", null, "dnxhd", "DNXHR HQX", 12)]
    [InlineData("out.mxf", "dnxhr-444", "dnxhd", "DNXHR 444", 12)]
    [InlineData("out.mkv", null, "ffv1", null, 0)]
    public void Frames_MovieToMovie_KeepsTagsTimecodeAndPictures(string name, string? codec, string packing, string? profile, int most)
    {
        using var folder = new TestFolder($"{codec}-{name}");
        var plate = NumberedMovie.Make(folder, "plate.mkv", 20, "-c:v ffv1 -level 3 -pix_fmt yuv422p10le -colorspace bt2020nc -color_trc arib-std-b67 -color_primaries bt2020 -color_range tv -metadata timecode=01:00:00:20");
        List<string> words = ["frames", plate, "--to", folder.File(name), "--range", "6-17", "--json"];
        if (codec is not null) words.AddRange(["--codec", codec]);
        var ran = CommandLine.Run([.. words]);
        Assert.Equal(0, ran.Exit);
        Assert.Equal(most > 0, ran.Json["result"]!["loss"] is JsonValue);
        var said = Probed(folder.File(name));
        Assert.Equal((packing, "bt2020nc", "arib-std-b67", "bt2020", "tv"), (said["codec_name"], said["color_space"], said["color_transfer"], said["color_primaries"], said["color_range"]));
        if (profile is not null) Assert.Equal(profile, said["profile"]);
        // the sixth frame from 01:00:00:20 at 25 a second
        Assert.Equal("01:00:01:00", said.GetValueOrDefault("tag:timecode") ?? said["tag:TIMECODE"]);
        using var whole = FrameFiles.Open(plate);
        using var clip = FrameFiles.Open(folder.File(name), new() { First = 6 });
        Assert.Equal((new(6, 18), 25.0, "01:00:01:00", "hlg"), (clip.Range, clip.Rate.PerSecond, clip.StartLabel, clip.Coding!.Colour.Name));
        Assert.Empty(clip.Warnings);
        foreach (var n in new[] { 17, 6, 11 })
        {
            var picture = clip.ReadCoded(n)!;
            Assert.Equal(n, NumberedMovie.NumberIn(picture));
            // ffmpeg's decoder of ProRes 4444 gives 12 bits
            var step = (picture.Coding.Most + 1) / 1024;
            Assert.InRange(Mean(whole.ReadCoded(n)!.Planes[0], picture.Planes[0], step), 0, most);
        }
    }

    [Fact]
    public void Frames_ProRes4444OfPicturesWithAlpha_KeepsIt()
    {
        using var folder = new TestFolder();
        var light = new Frame(64, 48, ["R", "G", "B", "A"]);
        for (var i = 0; i < light.Size; i++) (light.Plane(1)[i], light.Plane(3)[i]) = (0.4f, i % 64 / 63f);
        ExrFile.Write(folder.File("a.1001.exr"), light.ToStored());
        Assert.Equal(0, CommandLine.Run("frames", folder.File("a.%04d.exr"), "--to", folder.File("a.mov"), "--codec", "prores-4444", "--json").Exit);
        using var clip = FrameFiles.Open(folder.File("a.mov"));
        Assert.True(clip.Coding!.Alpha);
        var back = clip.ReadMatte(1).Coverage;
        for (var i = 0; i < back.Length; i++) Assert.Equal(i % 64 / 63f, back[i], 0.002);
    }

    [Theory]
    [InlineData("a.mkv", "prores", "unknown-codec")]
    [InlineData("a.mxf", "prores", "unknown-codec")]
    [InlineData("a.mov", "cinepak", "unknown-codec")]
    [InlineData("a.mxf", null, "too-small")]
    [InlineData("a.avi", null, "unknown-suffix")]
    public void Frames_CodecThatDoesNotFit_IsSaidBeforeTheWork(string name, string? codec, string error)
    {
        using var folder = new TestFolder($"{codec}-{name}");
        ExrFile.Write(folder.File("a.1001.exr"), new Frame(64, 48).ToStored());
        List<string> words = ["frames", folder.File("a.%04d.exr"), "--to", folder.File(name), "--json"];
        if (codec is not null) words.AddRange(["--codec", codec]);
        var ran = CommandLine.Run([.. words]);
        Assert.Equal((3, error), (ran.Exit, ran.Json["errors"]![0]!["code"]!.GetValue<string>()));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    private static double Mean(ushort[] a, ushort[] b, int step)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++) sum += Math.Abs(a[i] - (b[i] / (double)step));
        return sum / a.Length;
    }

    private static Dictionary<string, string> Probed(string path)
    {
        var (_, said, _) = OtherProgram.Run(AppContext.BaseDirectory, "ffprobe", ["-v", "error", "-select_streams", "V:0", "-show_entries",
            "stream=codec_name,profile,color_range,color_space,color_transfer,color_primaries:stream_tags=timecode:format_tags=timecode,TIMECODE", "-of", "compact", path]);
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(l => l.Trim().Split('|').Skip(1)).Select(f => f.Split('=', 2)).Where(f => f.Length == 2).DistinctBy(f => f[0]).ToDictionary(f => f[0], f => f[1]);
    }
}
