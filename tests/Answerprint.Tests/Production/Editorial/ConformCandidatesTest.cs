using System.Text;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Editorial;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Production.Editorial;

/// <summary>Several media that answer for one event: which one is taken and by what, and what is never guessed.</summary>
public sealed class ConformCandidatesTest : IDisposable
{
    private static readonly FrameRate R24 = new(24);
    private readonly TestFolder room = new(nameof(ConformCandidatesTest));
    private readonly Dictionary<string, MediaFacts> facts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> reels = new(StringComparer.Ordinal);

    public void Dispose() => room.Dispose();

    [Fact]
    public void Run_OnlyOneHoldsTheTimecode_IsTaken()
    {
        Make("day1/A.mov", "01:00:00:00", 240);
        Make("day2/A.mov", "02:00:00:00", 240);
        var found = Run(Line("AX", "02:00:01:00", "A.mov"));
        Assert.EndsWith("day2/A.mov", found.Events[0].Take!.Path, StringComparison.Ordinal);
        Assert.Equal("file name and timecode", found.Events[0].Take!.FoundBy);
        Assert.Contains("by its timecode", Assert.Single(found.Remarks), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TwoHoldTheTimecode_AllAreListedWithTheirReasons()
    {
        Make("day1/A.mov", "01:00:00:00", 240);
        Make("day2/A.mov", "01:00:00:12", 240, "other bytes");
        Make("day3/A.mov", "05:00:00:00", 240, "still other");
        Make("day4/A.mov", "01:00:00:00", 240, "fast", new FrameRate(50));
        var e = Assert.Throws<BadInputException>(() => Run(Line("AX", "01:00:01:00", "A.mov")));
        Assert.Equal("ambiguous-media", e.Code);
        foreach (var word in (string[])["day1", "day2", "day3", "day4", "4 media", "does not hold all of it", "01:00:00:12-01:00:10:11", "runs at 50 frames", "01:00:01:00", "file name"]) Assert.Contains(word, e.Problem, StringComparison.Ordinal);
        Assert.Contains("event 1", e.Place, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TheSameBytesTwice_AreOneThingAndSaid()
    {
        Make("day1/A.mov", null, 240, "one");
        Make("copy/A.mov", null, 240, "one");
        var found = Run(Line("AX", "00:00:01:00", "A.mov"));
        Assert.NotNull(found.Events[0].Take);
        Assert.Contains("same bytes", Assert.Single(found.Remarks), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(room.Path, "copy", "A.mov"), "two");
        Assert.Equal("ambiguous-media", Assert.Throws<BadInputException>(() => Run(Line("AX", "00:00:01:00", "A.mov"))).Code);
    }

    [Fact]
    public void Run_ALinkToTheSameFile_IsNotAmbiguous()
    {
        Make("day1/A.mov", null, 240, "one");
        Directory.CreateDirectory(Path.Combine(room.Path, "link"));
        File.CreateSymbolicLink(Path.Combine(room.Path, "link", "A.mov"), Path.Combine(room.Path, "day1", "A.mov"));
        facts[Path.Combine(room.Path, "link", "A.mov")] = facts[Path.Combine(room.Path, "day1", "A.mov")];
        Assert.NotNull(Run(Line("AX", "00:00:01:00", "A.mov")).Events[0].Take);
    }

    [Fact]
    public void Run_LinksThatAreNotFollowed_AreNamedWhereTheyWouldAnswer()
    {
        Make("in/B.mov", null, 240);
        Make("outside/secret.mov", null, 240);
        File.CreateSymbolicLink(Path.Combine(room.Path, "in", "secret.mov"), Path.Combine(room.Path, "outside", "secret.mov"));
        File.CreateSymbolicLink(Path.Combine(room.Path, "in", "round.mov"), Path.Combine(room.Path, "in", "round.mov"));
        var missing = Assert.IsType<MissingMedia>(Conform.Run(ConformTest.Edl(Line("AX", "00:00:01:00", "secret.mov")), [Path.Combine(room.Path, "in")], m => facts[m.Path]).Events[0].Media);
        Assert.Contains("out of the media folders", missing.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_AMediaFolderThatIsALink_IsReadThroughIt()
    {
        Make("real/A.mov", null, 240);
        File.CreateSymbolicLink(Path.Combine(room.Path, "real", "B.mov"), Path.Combine(room.Path, "real", "A.mov"));
        Directory.CreateSymbolicLink(Path.Combine(room.Path, "way"), Path.Combine(room.Path, "real"));
        Assert.Equal(["A.mov", "B.mov"], MediaFolder.Read([Path.Combine(room.Path, "way")]).Entries.Select(e => e.Name));
    }

    [Theory]
    [InlineData("A001C003")] // camera roll and clip
    [InlineData("A001_C003_0901")]
    public void Run_RollAndClip_FindTheCameraFile(string reel)
    {
        Make("A001C002_150901_R2Y8.mov", null, 240);
        Make("A001_C003_0901AB.mov", null, 240);
        Make("A002C003_150901_R2Y8.mov", null, 240);
        Assert.Equal("A001_C003_0901AB.mov", Run(Line(reel, "00:00:01:00", "")).Events[0].Take?.Name);
    }

    [Theory]
    [InlineData("A001", "10:00:05:00", "A001C003_150901_R2Y8.mov")]
    [InlineData("A001R2Y8", "10:01:05:00", "A001C004_150901_R2Y8.mov")]
    [InlineData("A001R9ZZ", "10:01:05:00", null)] // another camera's letters
    [InlineData("A001", "11:00:00:00", null)]
    [InlineData("TAPE0012", "09:00:01:00", "clip.mov")] // the folder bears the tape's name
    public void Run_ARoll_NeedsTheTimecodeBesideIt(string reel, string source, string? name)
    {
        Make("A001C003_150901_R2Y8.mov", "10:00:00:00", 240);
        Make("A001C004_150901_R2Y8.mov", "10:01:00:00", 240);
        Make("A001C005_150901_R2Y8.mov", null, 240);
        Make("TAPE_0012/clip.mov", "09:00:00:00", 240);
        var found = Run(Line(reel, source, ""));
        Assert.Equal(name, found.Events[0].Take?.Name);
        if (name is null && reel == "A001") Assert.Contains("nearest is A001C004", ((MissingMedia)found.Events[0].Media).Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TwoOfARollHoldTheTimecode_IsAmbiguous()
    {
        Make("A001C003_150901_R2Y8.mov", "10:00:00:00", 240, "a");
        Make("A001C004_150901_R2Y8.mov", "10:00:01:00", 240, "b");
        Assert.Equal("ambiguous-media", Assert.Throws<BadInputException>(() => Run(Line("A001", "10:00:05:00", ""))).Code);
    }

    [Theory]
    [InlineData("TAPE_0012", "01:00:01:00", "x.mov")]
    [InlineData("TAPE_001", "01:00:01:00", "x.mov")] // cut off after eight letters
    [InlineData("TAPE_0012", "03:00:01:00", null)]
    [InlineData("TAPE_0099", "01:00:01:00", null)]
    public void Run_TheReelInTheHeader_AnswersWithItsTimecode(string reel, string source, string? name)
    {
        Make("x.mov", "01:00:00:00", 240);
        Make("y.mov", "01:00:00:00", 240);
        reels[Path.Combine(room.Path, "x.mov")] = "TAPE 0012";
        Assert.Equal(name, Run(Line(reel, source, "")).Events[0].Take?.Name);
    }

    [Fact]
    public void Run_ATakeInTwoFiles_IsNamedWhereOneEventNeedsBoth()
    {
        Make("part1/A001.mov", "01:00:00:00", 240, "a");
        Make("part2/A001.mov", "01:00:10:00", 240, "b");
        Assert.EndsWith("part2/A001.mov", Run(Line("AX", "01:00:12:00", "A001.mov")).Events[0].Take!.Path, StringComparison.Ordinal);
        var e = Assert.Throws<BadInputException>(() => Run(Line("AX", "01:00:09:12", "A001.mov")));
        Assert.Equal("split-take", e.Code);
        Assert.Contains("01:00:10:00", e.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_NamesThatDifferInCaseAndComposition_AreFound()
    {
        Make("cafe\u0301_01.mov", null, 240);
        Make("Große Straße.mov", null, 240);
        Make("\u1112\u1161\u11ab\u304b\u3099.mov", null, 240);
        Assert.NotNull(Run(Line("AX", "00:00:01:00", "한が.mov")).Events[0].Take);
        Assert.NotNull(Run(Line("AX", "00:00:01:00", "CAF\u00c9_01.mov")).Events[0].Take);
        Assert.NotNull(Run(Line("AX", "00:00:01:00", "GROßE STRAßE.MOV")).Events[0].Take);
    }

    [Fact]
    public void Run_NamesThatDifferOnlyInCase_TheExactOneIsTaken()
    {
        Make("d/a.mov", null, 240, "1");
        Make("d/A.mov", null, 240, "2");
        Assert.Equal("A.mov", Run(Line("AX", "00:00:01:00", "A.mov")).Events[0].Take!.Name);
    }

    [Fact]
    public void Run_AnotherRate_NamesTheEvent()
    {
        Make("A.mov", null, 240, "x", new FrameRate(25));
        var e = Assert.Throws<BadInputException>(() => Run(Line("AX", "00:00:01:00", "A.mov")));
        Assert.Equal("rate-mismatch", e.Code);
        Assert.Contains("event 1", e.Place, StringComparison.Ordinal);
    }

    [Fact]
    public void Reel_OfExr_IsItsAttribute()
    {
        var path = room.File("p.0001.exr");
        ExrFile.Write(path, new Frame(8, 8).ToStored(SampleType.Half, [ExrAttributes.ReelName("A001R2Y8"), ExrAttributes.TimeCode(1, 0, 0, 0, dropFrame: false)]));
        using var clip = FrameFiles.Open(room.File("p.%04d.exr"));
        Assert.Equal(("A001R2Y8", "01:00:00:00"), (clip.Reel, clip.StartLabel));
    }

    [ProgramFact("ffmpeg", "ffprobe")]
    public void Reel_OfAMovie_IsThatOfItsTimecodeTrack()
    {
        OtherProgram.Do("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=s=64x48:r=24:d=1", "-timecode", "10:00:00:00", "-metadata:s:v:0", "reel_name=TAPE_0012", "-c:v", "mpeg4", room.File("r.mov"));
        using var clip = FrameFiles.Open(room.File("r.mov"));
        Assert.Equal(("TAPE_0012", "10:00:00:00"), (clip.Reel, clip.StartLabel));
    }

    private ConformedCut Run(string list) => Conform.Run(ConformTest.Edl(list), [room.Path], m => facts[m.Path], default, m => reels.GetValueOrDefault(m.Path, ""));

    private static string Line(string reel, string from, string file) =>
        $"001  {reel} V C {from} {Timecode.Parse(from, R24).Add(24)} 00:00:00:00 00:00:01:00{(reel.Length > 8 ? $"\n* REEL: {reel}" : "")}{(file.Length > 0 ? $"\n* FROM FILE: {file}" : "")}";

    private void Make(string file, string? start, int frames, string bytes = "", FrameRate? rate = null)
    {
        var path = Path.Combine(room.Path, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, Encoding.UTF8.GetBytes(bytes.Length > 0 ? bytes : file));
        facts[path] = new(new(1, frames + 1), rate ?? R24, 64, 48, [], start is null ? null : Timecode.Parse(start, R24));
    }
}
