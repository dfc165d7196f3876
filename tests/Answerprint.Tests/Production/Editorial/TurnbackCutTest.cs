using Answerprint.Tests.Production.Cuts;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;
using Xunit;

namespace Answerprint.Tests.Production.Editorial;

public sealed class TurnbackCutTest
{
    private static readonly FrameRate R24 = new(24);

    private static Turnover Cut => Turnover.Read(Encoding.UTF8.GetBytes(OtioTest.Timeline("""
        {"OTIO_SCHEMA":"Clip.1","name":"a","source_range":RANGE(100,20),"media_reference":null,"odd":[1.50]},{"OTIO_SCHEMA":"Gap.1","source_range":RANGE(0,10)},{"OTIO_SCHEMA":"Clip.1","name":"b","source_range":RANGE(200,20),"media_reference":null}
        """)), "reel.otio", null);

    [Fact]
    public void Make_TwoVersions_LiesOnANewTopTrackAndLeavesTheRest()
    {
        var cut = Cut;
        var back = TurnbackCut.Make(cut, [Version("sh020", new(35, 45), approved: false), Version("sh010", new(5, 15), approved: true)]);
        var tracks = (JsonArray)back.Otio.Json["tracks"]!["children"]!;
        Assert.Equal(2, tracks.Count);
        Assert.True(OtioText.Same(cut.Otio!.Json["tracks"]!["children"]![0], tracks[0]));

        var again = Turnover.Read(back.Otio.ToBytes(), "cut.otio", null);
        Assert.Equal(
            ["sh010_comp_v001 5-14 105 True", "sh020_comp_v001 35-44 205 False"],
            again.Events.Where(e => e.TrackIndex == 1).Select(e => $"{e.Name} {e.Record} {e.Source.Start.Round()} {e.Enabled}"));
        var clip = again.Events.First(e => e.TrackIndex == 1).Clip;
        Assert.Equal(["DEFAULT_MEDIA", "plate", "version"], clip.References.Keys);
        Assert.Equal("sh010_comp_v001/proxy.mov", Assert.IsType<ExternalReference>(clip.Media).TargetUrl);
        Assert.Equal(cut.PictureLength, again.PictureLength);
        Assert.Equal(50, CutLayout.LengthOf(again.Timeline.Tracks[1], R24, "").Round());
    }

    [Fact]
    public void Make_TwoVersions_ListsAndTableSayTheSame()
    {
        var back = TurnbackCut.Make(Cut, [Version("sh010", new(5, 15), approved: true), Version("=sh,020", new(35, 45), approved: false)]);
        Assert.Equal(["V1", "V2"], back.Edl.Files.Select(f => f.Track));
        Assert.Contains("sh010_comp_v001", back.Edl.Files[1].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("020_comp", back.Edl.Files[1].Text, StringComparison.Ordinal);
        Assert.Contains(back.Edl.Losses, l => l.What.Contains("disabled", StringComparison.Ordinal));
        var lines = back.ChangesCsv.TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Equal("sh010,sh010_comp_v001,01:00:00:05,01:00:00:15,10,00:00:04:09,00:00:04:19,approved,yes,sh010_comp_v001/proxy.mov", lines[1]);
        Assert.StartsWith("\"'=sh,020\",", lines[2], StringComparison.Ordinal);
        Assert.Contains("awaiting approval,no", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void Make_AnEdlTurnover_GetsADocumentOfItsOwn()
    {
        var cut = ConformTest.Edl("001 A V C 01:00:00:00 01:00:02:00 10:00:00:00 10:00:02:00\n* FROM CLIP NAME: a.mov");
        var again = Turnover.Read(TurnbackCut.Make(cut, [Version("s", new(0, 48), approved: true)]).Otio.ToBytes(), "cut.otio", null);
        Assert.Equal(["a.mov", "s_comp_v001"], again.Events.Select(e => e.Name));
        Assert.All(again.Events, e => Assert.Equal("10:00:00:00 01:00:00:00", $"{e.RecordStart} {e.SourceStart}"));
    }

    [Fact]
    public void Make_VersionsOverEachOther_Throws() =>
        Assert.Throws<ArgumentException>(() => TurnbackCut.Make(Cut, [Version("a", new(0, 10), approved: true), Version("b", new(9, 12), approved: true)]));

    [Fact]
    public void Compare_EachKindOfChange_IsNamed()
    {
        const string Old = """
            001 A V C 00:00:10:00 00:00:11:00 00:00:00:00 00:00:01:00
            * FROM CLIP NAME: same.mov
            002 A V C 00:00:10:00 00:00:11:00 00:00:01:00 00:00:02:00
            * FROM CLIP NAME: slip.mov
            003 A V C 00:00:10:00 00:00:11:00 00:00:02:00 00:00:03:00
            * FROM CLIP NAME: trim.mov
            004 A V C 00:00:10:00 00:00:11:00 00:00:03:00 00:00:04:00
            * FROM CLIP NAME: gone.mov
            005 A V C 00:00:10:00 00:00:11:00 00:00:04:00 00:00:05:00
            * FROM CLIP NAME: fast.mov
            """;
        const string New = """
            001 A V C 00:00:10:00 00:00:11:00 00:00:00:00 00:00:01:00
            * FROM CLIP NAME: same.mov
            002 A V C 00:00:10:03 00:00:11:03 00:00:01:00 00:00:02:00
            * FROM CLIP NAME: slip.mov
            003 A V C 00:00:09:22 00:00:10:20 00:00:02:00 00:00:02:22
            * FROM CLIP NAME: trim.mov
            004 A V C 00:00:10:00 00:00:12:00 00:00:02:22 00:00:03:22
            M2 A 048.0 00:00:10:00
            * FROM CLIP NAME: fast.mov
            005 A V C 00:00:10:00 00:00:11:00 00:00:03:22 00:00:04:22
            * FROM CLIP NAME: fresh.mov
            006 A V C 00:00:10:00 00:00:11:00 00:00:05:00 00:00:06:00
            * FROM CLIP NAME: same.mov
            """;
        var changes = CutCompare.Run(ConformTest.Edl(Old), ConformTest.Edl(New));
        Assert.Equal(
            ["same.mov unchanged", "slip.mov slipped by +3", "trim.mov trimmed: head +2, tail -4", "fast.mov retimed from 1 to 2", "fresh.mov new", "same.mov new", "gone.mov omitted"],
            changes.Select(c => $"{(c.New ?? c.Old)!.Name} {c.Words}"));
        Assert.All(CutCompare.Run(ConformTest.Edl(New), ConformTest.Edl(New)), c => Assert.Equal("unchanged", c.Words));
    }

    private static FinishedVersion Version(string shot, FrameRange record, bool approved) => new(
        shot, shot + "_comp_v001", record, new ExternalReference("", shot + "_comp_v001/proxy.mov", null, []), new ExternalReference("", "plate.mov", null, []),
        new ImageSequenceReference("", shot + "/exr/", shot + "_comp_v001.", ".exr", 1001, 1, R24, 4, "error", null, []), approved, [], new JsonObject { ["answerprint"] = new JsonObject { ["shot"] = shot } });
}
