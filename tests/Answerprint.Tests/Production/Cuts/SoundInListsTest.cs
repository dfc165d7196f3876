using System.Text;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Xunit;

namespace Answerprint.Tests.Production.Cuts;

/// <summary>Sound, split edits, counting modes and what is not understood, kept from list to list and by way of OpenTimelineIO.</summary>
public sealed class SoundInListsTest
{
    private static readonly FrameRate R24 = new(24);
    private static readonly FrameRate Drop30 = new(30000, 1001);

    [Theory]
    [InlineData("B")]
    [InlineData("A")]
    [InlineData("A2")]
    [InlineData("AA")]
    [InlineData("AA/V")]
    [InlineData("A2/V")]
    [InlineData("A5")]
    public void Write_Channels_ComeBackAsTheyWere(string channels)
    {
        var text = $"TITLE: t\nFCM: NON-DROP FRAME\n\n001  TAPE     {channels,-5} C        01:00:00:00 01:00:02:00 10:00:00:00 10:00:02:00\n* FROM CLIP NAME: x\n";
        var cut = Read(text, R24);
        Assert.Contains($"001  TAPE     {channels,-5} C        01:00:00:00 01:00:02:00 10:00:00:00 10:00:02:00\n", Write(cut.Timeline), StringComparison.Ordinal);
        var otio = Turnover.Read(OtioDocument.From(cut.Timeline).ToBytes(), "x.otio", null);
        Assert.Contains($"001  TAPE     {channels,-5} C  ", Write(otio.Timeline), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_SplitEditAndMoreChannels_KeepEveryEvent()
    {
        const string List = """
            TITLE: t
            FCM: NON-DROP FRAME
            001  A        AA/V  C        01:00:00:00 01:00:02:00 10:00:00:00 10:00:02:00
            AUD  3    4
            002  B        V     C        02:00:00:00 02:00:02:00 10:00:02:00 10:00:04:00
            SPLIT:    AUDIO DELAY=  00:00:00:12
            003  B        AA    C        02:00:00:12 02:00:02:00 10:00:02:12 10:00:04:00
            """;
        var cut = Read(List, R24);
        Assert.Equal(5, cut.Timeline.Tracks.Count);
        Assert.Contains(cut.Warnings, w => w.StartsWith("line 6: SPLIT", StringComparison.Ordinal));
        var written = Write(cut.Timeline);
        Assert.Contains("\nAUD  3    4\n", written, StringComparison.Ordinal);
        Assert.Contains("\nSPLIT:    AUDIO DELAY=  00:00:00:12\n", written, StringComparison.Ordinal);
        Assert.Equal(cut.Events.Select(OtioTest.Line), Read(written, R24).Events.Select(OtioTest.Line));
        Assert.Equal(3, written.Split('\n').Count(l => l.Length > 3 && char.IsAsciiDigit(l[0])));
    }

    [Fact]
    public void Read_FcmBeforeAnEvent_CountsItsSourceAndNotTheRecord()
    {
        const string List = """
            TITLE: t
            FCM: NON-DROP FRAME
            001  A        V     C        01:00:00:00 01:00:01:00 01:00:00:00 01:00:01:00
            FCM: DROP FRAME
            002  B        V     C        01:00:00:00 01:00:01:00 01:00:01:00 01:00:02:00
            FCM: NON-DROP FRAME
            003  A        V     C        01:00:00:00 01:00:01:00 01:00:02:00 01:00:03:00
            """;
        var cut = Read(List, Drop30);
        Assert.Equal([108_000L, 107_892, 108_000], cut.Events.Select(e => e.Source.Start.Round()));
        Assert.Equal("01:00:02:00", cut.Events[2].RecordStart.ToString());
        var written = Write(cut.Timeline);
        Assert.Contains("FCM: DROP FRAME\n002  B        V     C        01:00:00;00 01:00:01;00 01:00:01:00 01:00:02:00\n", written, StringComparison.Ordinal);
        Assert.Equal(cut.Events.Select(OtioTest.Line), Read(written, Drop30).Events.Select(OtioTest.Line));
        var otio = Turnover.Read(OtioDocument.From(cut.Timeline).ToBytes(), "x.otio", null);
        Assert.Equal(written, Write(otio.Timeline));
    }

    [Fact]
    public void Read_WhatIsNotUnderstood_IsNamedByItsLineAndKept()
    {
        var cut = Read("TITLE: t\nSCREEN 7\n001  A  V  C  00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00\nGPI 2\n* ASC_SOP (1 2)\n002  B  V  C  00:00:00:00 00:00:00:00 00:00:01:00 00:00:01:00\n003  B  V  C  00:00:00:00 00:00:01:00 00:00:01:00 00:00:02:00\n", R24);
        foreach (var start in (string[])["line 2: 'SCREEN 7'", "line 4: 'GPI 2'", "line 5: 'ASC_SOP", "line 6: the event has no length"])
            Assert.Contains(cut.Warnings, w => w.StartsWith(start, StringComparison.Ordinal));
        var written = Write(cut.Timeline);
        Assert.Contains("\n* SCREEN 7\n", written, StringComparison.Ordinal);
        Assert.Contains("\nGPI 2\n", written, StringComparison.Ordinal);
        Assert.Contains("\n* ASC_SOP (1 2)\n", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_KeysWipesAndLongReels_KeepTheirCodes()
    {
        const string List = "TITLE: t\n001  A  V  C  00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00\n002  A  V  C  00:00:01:00 00:00:01:00 00:00:01:00 00:00:01:00\n002  B  V  K B 012 00:00:00:00 00:00:01:00 00:00:01:00 00:00:02:00\nFINAL CUT PRO REEL: LONG REEL NAME REPLACED BY: B\n";
        var cut = Read(List, R24);
        Assert.Equal("LONG REEL NAME", cut.Events[1].Reel);
        var again = Read(Write(cut.Timeline), R24);
        Assert.Equal(cut.Events.Select(OtioTest.Line), again.Events.Select(OtioTest.Line));
        Assert.Contains(" KB   012 ", Write(cut.Timeline), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_ForeignLinesInMetadata_AreNeverReadAsEvents()
    {
        var cut = Read("TITLE: t\n001  A  V  C  00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00\n", R24);
        var clip = (ClipItem)cut.Timeline.Tracks[0].Items[0];
        clip.Metadata["cmx_3600"]!["lines"] = new System.Text.Json.Nodes.JsonArray("002  X  V  C  00:00:00:00 00:00:01:00 00:00:01:00 00:00:02:00", "FCM: DROP FRAME");
        Assert.Single(Read(Write(cut.Timeline), R24).Events);
    }

    [Fact]
    public void Read_ChannelsInOneWordAndMotionWithoutReel_AreUnderstood()
    {
        var cut = Read("TITLE: t\n001  A  VA1A2  C  00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00\nM2   012.0   00:00:00:00\n002  A  V  C  00:00:00:00 00:00:01:00 00:00:01:00 00:00:02:00\n", R24);
        Assert.Equal(["V1 0.5", "V1 1", "A1 0.5", "A2 0.5"], cut.Events.Select(e => $"{e.Track} {e.Speed}"));
        Assert.Empty(cut.Warnings);
    }

    private static Turnover Read(string text, FrameRate rate) => Turnover.Read(Encoding.UTF8.GetBytes(text), "t.edl", rate);

    private static string Write(Timeline timeline) => new EdlWriter(timeline, "t", []).Write()[0].Text;
}
