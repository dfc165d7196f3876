using Answerprint.Tests.Production.Cuts;
using System.Text;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Production.Editorial;

public sealed class ConformTest : IDisposable
{
    private static readonly FrameRate R24 = new(24);
    private readonly TestFolder room = new(nameof(ConformTest));

    public void Dispose() => room.Dispose();

    [Fact]
    public void Run_FileNameClipNameAndReel_FindTheirMedia()
    {
        Make("a/plate.mov", "b/ZZ100_501.take_1.0001.exr", "b/ZZ100_501.take_1.0002.exr", "c/SHOT_03.mxf", "d/A001C004_reel.mov", "e/seq_v01.1001.dpx", "e/seq_v01.1002.dpx");
        var cut = Edl("""
            001  AX V C 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00
            * FROM FILE: S:\elsewhere\PLATE.mov
            002  AX V C 00:00:00:00 00:00:00:02 00:00:01:00 00:00:01:02
            * FROM CLIP: X:\v\ZZ100_501.take_1.0001.exr
            003  AX V C 00:00:00:00 00:00:00:02 00:00:02:00 00:00:02:02
            * FROM CLIP NAME: shot_03
            004  A001C004 V C 00:00:00:00 00:00:00:02 00:00:03:00 00:00:03:02
            005  AX V C 00:00:00:00 00:00:00:02 00:00:04:00 00:00:04:02
            * FROM CLIP NAME: seq_v01.####.dpx
            006  BL V C 00:00:00:00 00:00:00:02 00:00:05:00 00:00:05:02
            007  NOWHERE V C 00:00:00:00 00:00:00:02 00:00:06:00 00:00:06:02
            * FROM CLIP NAME: ../../etc/passwd
            """);
        var found = Conform.Run(cut, [room.Path], Facts());
        Assert.Equal(
            ["plate.mov|file name", "ZZ100_501.take_1.%04d.exr|file name", "SHOT_03.mxf|clip name", "A001C004_reel.mov|camera roll and clip", "seq_v01.%04d.dpx|file name", "GeneratedMedia", "MissingMedia"],
            found.Events.Select(e => e.Take is { } t ? $"{t.Name}|{t.FoundBy}" : e.Media.GetType().Name));
    }

    [Fact]
    public void Run_TwoFilesOfOneName_IsAmbiguousUnlessThePathSaysWhich()
    {
        Make("day1/A.mov", "day2/A.mov");
        var e = Assert.Throws<BadInputException>(() => Conform.Run(Edl("001 AX V C 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00\n* FROM FILE: A.mov"), [room.Path], Facts()));
        Assert.Equal("ambiguous-media", e.Code);
        Assert.Contains("day1", e.Problem, StringComparison.Ordinal);
        Assert.Contains("day2", e.Problem, StringComparison.Ordinal);
        var said = Conform.Run(Edl("001 AX V C 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00\n* FROM FILE: //store/day2/A.mov"), [room.Path], Facts());
        Assert.Contains("day2", said.Events[0].Take!.Path, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TheSameFolderTwice_IsNotAmbiguous()
    {
        Make("day1/A.mov");
        Assert.Single(Conform.Run(Edl("001 AX V C 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00\n* FROM FILE: A.mov"), [room.Path, Path.Combine(room.Path, "day1")], Facts()).Takes);
    }

    [Fact]
    public void Run_LinksOutOfTheFolder_AreNotFollowed()
    {
        Make("in/real.mov", "outside/secret.mov");
        var media = Path.Combine(room.Path, "in");
        File.CreateSymbolicLink(Path.Combine(media, "secret.mov"), Path.Combine(room.Path, "outside", "secret.mov"));
        Directory.CreateSymbolicLink(Path.Combine(media, "way"), Path.Combine(room.Path, "outside"));
        File.CreateSymbolicLink(Path.Combine(media, "alias.mov"), Path.Combine(media, "real.mov"));
        Assert.Equal(["alias.mov", "real.mov"], MediaFolder.Read([media]).Entries.Select(e => e.Name));
    }

    [Fact]
    public void Run_AnotherRate_IsAMismatchAndANearOneAgrees()
    {
        Make("A.mov");
        var cut = Edl("001 AX V C 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00\n* FROM FILE: A.mov");
        Assert.Equal("rate-mismatch", Assert.Throws<BadInputException>(() => Conform.Run(cut, [room.Path], Facts(new FrameRate(25)))).Code);
        Assert.NotNull(Conform.Run(cut, [room.Path], Facts(new FrameRate(24000, 1001))).Events[0].Take);
    }

    [Fact]
    public void Run_NoSuchFolder_SaysSo() =>
        Assert.Equal("no-folder", Assert.Throws<BadInputException>(() => Conform.Run(Edl("001 AX V C 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00"), [Path.Combine(room.Path, "none")], Facts())).Code);

    [Theory]
    [InlineData("00:00:02:00", null, 49, 73)]
    [InlineData("01:00:02:00", "01:00:00:00", 49, 73)]
    public void PlateFrames_OfAMovie_CountFromItsTimecode(string sourceIn, string? start, int first, int end)
    {
        Make("A.mov");
        var sourceOut = Timecode.Parse(sourceIn, R24).Add(24);
        var facts = new MediaFacts(new(1, 241), R24, 16, 9, [], start is null ? null : Timecode.Parse(start, R24));
        var found = Conform.Run(Edl($"001 AX V C {sourceIn} {sourceOut} 00:00:00:00 00:00:01:00\n* FROM FILE: A.mov"), [room.Path], _ => facts);
        Assert.Equal((first, (long)end), found.Events[0].PlateFrames());
        Assert.Equal(first + 3, found.Events[0].PlateFrameAt(3));
    }

    [Fact]
    public void PlateFrames_OfAnImageSequenceReference_CountFromItsStartFrame()
    {
        Make(string.Join('|', Enumerable.Range(1001, 50).Select(n => $"s/p.{n}.exr")).Split('|'));
        var text = OtioTest.Timeline("""
            {"OTIO_SCHEMA":"Clip.2","name":"x","source_range":RANGE(86410,20),"media_references":{"DEFAULT_MEDIA":{"OTIO_SCHEMA":"ImageSequenceReference.1",
             "target_url_base":"file:///gone/","name_prefix":"p.","name_suffix":".exr","start_frame":1001,"frame_step":1,"rate":24.0,"frame_zero_padding":4,"missing_frame_policy":"error","available_range":RANGE(86400,50)}}}
            """);
        var found = Conform.Run(Turnover.Read(Encoding.UTF8.GetBytes(text), "x.otio", null), [room.Path], Facts());
        Assert.Equal((1011, 1031L), found.Events[0].PlateFrames());
    }

    private void Make(params string[] files)
    {
        foreach (var file in files)
        {
            var path = Path.Combine(room.Path, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, file);
        }
    }

    private static Func<MediaEntry, MediaFacts> Facts(FrameRate? rate = null) => _ => new(new(1, 1000), rate, 64, 48, []);

    internal static Turnover Edl(string text) => Turnover.Read(Encoding.UTF8.GetBytes(text), "t.edl", R24);
}
