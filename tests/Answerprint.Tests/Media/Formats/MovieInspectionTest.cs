using System.Globalization;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using Xunit;
using Xunit.Abstractions;

namespace Answerprint.Tests.Media.Formats;

/// <summary>Damage inside packets that ffmpeg patches up without a word.</summary>
public sealed class MovieInspectionTest(ITestOutputHelper output)
{
    private const string Hevc = "-c:v libx265 -preset ultrafast -x265-params log-level=none:bframes=2:keyint=10:open-gop=0 -pix_fmt yuv420p";
    private const string Vp9 = "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -g 10 -pix_fmt yuv420p";
    private const string Jpeg = "-c:v mjpeg -q:v 2 -pix_fmt yuvj420p";

    [Theory]
    // the share of pictures that came out wrong and were not said, in percent, that is allowed: what was measured, and a little more
    [InlineData("h265.mkv", Hevc, "flip", 0)]
    [InlineData("vp9.mkv", Vp9, "flip", 0)]
    [InlineData("h265.mp4", Hevc, "zero", 0)]
    [InlineData("h265.mp4", Hevc, "cut", 0)]
    [InlineData("mjpeg.mov", Jpeg, "zero", 0)]
    [InlineData("mjpeg.mov", Jpeg, "over", 0)]
    [InlineData("mjpeg.mov", Jpeg, "flip8", 25)]
    [InlineData("vp9.webm", Vp9, "cut", 0)]
    public void ReadCoded_DamageInAPacket_IsSaid(string name, string arguments, string damage, int silent)
    {
        using var folder = new TestFolder($"{name}-{damage}");
        var path = NumberedMovie.Make(folder, name, 24, arguments);
        var packets = Packets(path);
        using var whole = FrameFiles.Open(path);
        Assert.Empty(whole.Warnings);
        var good = whole.Frames.ToDictionary(n => n, n => whole.ReadCoded(n)!.Planes);
        int said = 0, wrong = 0;
        for (var trial = 0; trial < LongRun.Of(40); trial++)
        {
            var random = new Random(trial);
            var bytes = File.ReadAllBytes(path);
            var (at, size) = packets[random.Next(3, packets.Count - 2)];
            Damage(bytes.AsSpan(at, size), damage, random);
            File.WriteAllBytes(folder.File("damaged" + Path.GetExtension(name)), bytes);
            using var clip = FrameFiles.Open(folder.File("damaged" + Path.GetExtension(name)));
            int refused = 0, spoilt = 0;
            foreach (var n in clip.Frames)
            {
                try
                {
                    if (!clip.ReadCoded(n)!.Planes.Zip(good[n]).All(p => p.First.AsSpan().SequenceEqual(p.Second))) spoilt++;
                }
                catch (BadInputException e)
                {
                    Assert.Equal(("damaged", $"frame {n}"), (e.Code, e.Place));
                    refused++;
                }
            }
            if (refused > 0) Assert.NotEmpty(clip.Warnings);
            if (spoilt > 0) wrong++;
            else if (refused > 0) said++;
        }
        output.WriteLine($"{name} {damage}: {said} said, {wrong} not");
        Assert.True(said > 0);
        Assert.True(wrong * 100 <= silent * (said + wrong), $"{wrong} of {said + wrong} were handed over as if they were whole");
    }

    [SharedFact("footage")]
    public void Open_HonestMovies_AreNotSaidToBeBroken()
    {
        foreach (var file in Directory.GetFiles(Checkout.Shared("footage")!, "*.mp4", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var clip = FrameFiles.Open(file);
            output.WriteLine($"{Path.GetFileName(file)} {clip.Packing} {clip.Range.Length}: {string.Join("; ", clip.Warnings)}");
            Assert.DoesNotContain(clip.Warnings, w => w.Contains("broken", StringComparison.Ordinal) || w.Contains("checksum", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("slices.avi", "-c:v mjpeg -q:v 5 -slices 4 -huffman default -pix_fmt yuvj422p")]
    [InlineData("worst.mov", "-c:v mjpeg -q:v 31 -huffman optimal -pix_fmt yuvj444p")]
    [InlineData("best.mkv", "-c:v mjpeg -q:v 1 -qmin 1 -pix_fmt yuvj420p")]
    [InlineData("lossless.mp4", "-c:v libx264 -preset ultrafast -qp 0 -pix_fmt yuv420p")]
    [InlineData("slices.mp4", "-c:v libx264 -preset veryfast -x264-params slices=4:nal-hrd=cbr:vbv-maxrate=6000:vbv-bufsize=600:bitrate=6000 -pix_fmt yuv420p")]
    [InlineData("intra.mxf", "-c:v libx264 -preset veryfast -bf 0 -g 1 -aud 1 -pix_fmt yuv422p10le")]
    [InlineData("lossless.mov", "-c:v libx265 -preset ultrafast -x265-params log-level=none:lossless=1 -tag:v hvc1 -pix_fmt yuv420p")]
    [InlineData("hash.mp4", "-c:v libx265 -preset ultrafast -x265-params log-level=none:hash=1:slices=2:aud=1:hrd=1:vbv-maxrate=3000:vbv-bufsize=3000 -pix_fmt yuv420p")]
    [InlineData("alpha.webm", "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -vf format=yuva420p -pix_fmt yuva420p -auto-alt-ref 0")]
    public void Open_UnusualButWhole_IsNotSaidToBeBroken(string name, string arguments)
    {
        using var folder = new TestFolder(name);
        using var clip = FrameFiles.Open(NumberedMovie.Make(folder, name, 20, arguments));
        Assert.DoesNotContain(clip.Warnings, w => !w.Contains("alpha", StringComparison.Ordinal));
        foreach (var n in new[] { 1, 20, 7 }) Assert.Equal(n, NumberedMovie.NumberIn(clip.ReadCoded(n)!));
        Assert.DoesNotContain(clip.Warnings, w => !w.Contains("alpha", StringComparison.Ordinal));
    }

    private static void Damage(Span<byte> packet, string kind, Random random)
    {
        var from = packet.Length / 3;
        switch (kind)
        {
            case "zero":
                packet.Slice(from, Math.Max(8, packet.Length / 4)).Clear();
                break;
            case "over":
                random.NextBytes(packet.Slice(from, Math.Max(8, packet.Length / 3)));
                break;
            case "cut":
                packet[(packet.Length / 2)..].Clear();
                break;
            default:
                for (var hits = kind == "flip" ? 1 : 8; hits > 0; hits--) packet[random.Next(packet.Length / 4, packet.Length)] ^= (byte)(1 << random.Next(8));
                break;
        }
    }

    private static List<(int At, int Size)> Packets(string path)
    {
        var (_, said, _) = OtherProgram.Run(AppContext.BaseDirectory, "ffprobe", ["-v", "error", "-select_streams", "v:0", "-show_entries", "packet=pos,size", "-of", "csv=p=0", path]);
        return [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(',')).Select(f => (int.Parse(f[1], CultureInfo.InvariantCulture), int.Parse(f[0], CultureInfo.InvariantCulture)))];
    }
}
