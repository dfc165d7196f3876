using System.Text;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Xunit;

namespace Answerprint.Tests.Production.Cuts;

public sealed class FcpxmlTest
{
    [Fact]
    public void Read_SpineLanesAndTransitions_AreLaidOut()
    {
        var cut = Read("""
            <asset-clip name="one" ref="a" offset="3600s" start="3601s" duration="2s" format="f"><marker start="3602s" duration="1/24s" value="fill" note="why"/>
              <asset-clip name="over" ref="b" lane="1" offset="3601.5s" duration="1s" enabled="0"/>
              <asset-clip name="under" ref="b" lane="-1" offset="3601s" duration="12/24s"/></asset-clip>
            <transition name="Cross Dissolve" offset="3601.75s" duration="12/24s"/>
            <asset-clip name="two" ref="a" offset="3602s" start="3610s" duration="3s"/>
            <gap name="Gap" offset="3605s" start="3600s" duration="1s"><title name="words" ref="t" lane="1" offset="3600s" start="3600s" duration="12/24s"/></gap>
            <video name="still" ref="b" offset="3606s" start="2s" duration="1s"/>
            """);
        Assert.Equal("01:00:00:00", cut.Timeline.RecordTimecode(0).ToString());
        Assert.Equal(
            ["under V1 0-11 0 x1", "one V2 0-47 86424 x1", "two V2 48-119 86640 x1", "still V2 144-167 48 x1", "over V3 12-35 0 x1", "words V3 120-131 86400 x1"], cut.Events.Where(e => e.Kind == TrackKind.Picture).Select(Line));
        var (one, two) = (cut.Events[1], cut.Events[2]);
        Assert.Equal((6, 6), (one.TailOverlap, two.HeadOverlap));
        Assert.False(cut.Events[4].Enabled);
        Assert.Equal(86448, Assert.Single(one.Clip.Markers).Range.Start.Round());
        Assert.Equal("a b.mov", Assert.IsType<ExternalReference>(one.Media).FileName);
        Assert.Equal(2, cut.Events.Count(e => e.Kind == TrackKind.Audio));
        Assert.Equal("A001", one.Reel);
    }

    [Theory]
    [InlineData("""<timept time="0s" value="0s" interp="linear"/><timept time="100s" value="50s" interp="linear"/>""", "x V1 0-47 12 x0.5")]
    [InlineData("""<timept time="0s" value="10s"/><timept time="10s" value="0s"/>""", "x V1 0-47 168 x-1")]
    [InlineData("""<timept time="0s" value="5s"/><timept time="90s" value="5s"/>""", "x V1 0-47 120 x0")]
    [InlineData("""<timept time="0s" value="0s"/><timept time="2s" value="2s"/><timept time="3s" value="4s"/>""", "x V1 0-23 24 x1,x V1 24-47 48 x2")]
    public void Read_TimeMap_IsItsSpeeds(string points, string lines) =>
        Assert.Equal(lines.Split(','), Read($"""<asset-clip name="x" ref="b" offset="3600s" start="1s" duration="2s"><timeMap>{points}</timeMap></asset-clip>""").Events.Select(Line));

    [Fact]
    public void Read_CompoundMulticamSyncAndAudition_AreOpened()
    {
        var cut = Read("""
            <ref-clip name="compound" ref="m1" offset="3600s" start="1s" duration="2s"/>
            <mc-clip name="multi" ref="m2" offset="3602s" start="1s" duration="1s"><mc-source angleID="A" srcEnable="audio"/><mc-source angleID="B" srcEnable="video"/></mc-clip>
            <sync-clip name="sync" offset="3603s" start="10s" duration="1s"><asset-clip name="in" ref="b" offset="10s" start="5s" duration="4s"><asset-clip name="snd" ref="s" lane="-1" offset="5s" duration="4s"/></asset-clip></sync-clip>
            <audition offset="3604s"><asset-clip name="picked" ref="b" start="3s" duration="1s"/><asset-clip name="other" ref="b" duration="9s"/></audition>
            <clip name="holder" offset="3605s" start="2s" duration="1s"><video ref="b" offset="0s" start="6s" duration="8s"><audio ref="b" lane="-1" offset="6s" duration="8s"/></video></clip>
            """);
        Assert.Equal(
            ["p V1 0-23 24 x1", "q V1 24-47 0 x1", "multi V1 48-71 144 x1", "sync V1 72-95 120 x1", "picked V1 96-119 72 x1", "holder V1 120-143 192 x1"], cut.Events.Where(e => e.Kind == TrackKind.Picture).Select(Line));
        Assert.Contains(cut.Warnings, w => w.Contains("audition", StringComparison.Ordinal));
        Assert.Contains(cut.Events, e => e.Kind == TrackKind.Audio && e.Record.Start == 72 && e.Media is ExternalReference { FileName: "s.wav" });
    }

    [Fact]
    public void Read_CompoundThatHoldsItself_IsRefusedWithItsLine()
    {
        var e = Assert.Throws<BadInputException>(() => Read("""<ref-clip name="loop" ref="m3" offset="3600s" duration="2s"/>"""));
        Assert.Contains("holds itself", e.Problem, StringComparison.Ordinal);
        Assert.StartsWith("line ", e.Place, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""<asset-clip ref="nowhere" duration="1s"/>""", "nowhere")]
    [InlineData("""<asset-clip ref="b" duration="1/0s"/>""", "no time")]
    [InlineData("""<asset-clip ref="b" duration="9999999999999s"/>""", "too large")]
    [InlineData("""<asset-clip ref="b" offset="3600s" duration="2s"/><asset-clip ref="b" offset="3601s" duration="2s"/>""", "before the one before it ends")]
    [InlineData("""<clip name="c" offset="3600s"/>""", "duration")]
    public void Read_DamagedStory_SaysWhereAndWhat(string story, string word)
    {
        var e = Assert.Throws<BadInputException>(() => Read(story));
        Assert.StartsWith("line ", e.Place, StringComparison.Ordinal);
        Assert.Contains(word, e.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Doubling_EndsSoon()
    {
        // ten compound clips in ten in ten …: what counts is what is laid out
        var resources = string.Concat(Enumerable.Range(0, 40).Select(i => $"""<media id="d{i}"><sequence format="f"><spine>{string.Concat(Enumerable.Repeat($"""<ref-clip ref="d{i + 1}" duration="1s"/>""", 10))}</spine></sequence></media>""")) + """<media id="d40"><sequence format="f"><spine/></sequence></media>""";
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Throws<BadInputException>(() => Read("""<ref-clip ref="d0" offset="3600s" duration="1s"/>""", resources));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(120), $"{watch.Elapsed}");
    }

    [Fact]
    public void Read_DropFrameAndNamedFormats_AreUnderstood()
    {
        var cut = Turnover.Read(Encoding.UTF8.GetBytes("""
            <fcpxml version="1.10"><resources><format id="f" name="FFVideoFormat1080p2997"/><asset id="b" src="b.mov" hasVideo="1" format="f" duration="100s"/></resources>
            <project name="p"><sequence format="f" tcStart="107999892/30000s" tcFormat="DF"><spine><asset-clip ref="b" offset="107999892/30000s" duration="60060/30000s"/></spine></sequence></project></fcpxml>
            """), "x.fcpxml", null);
        Assert.Equal(new FrameRate(30000, 1001), cut.Timeline.Rate);
        Assert.Equal("01:00:00;00", cut.Timeline.RecordTimecode(0).ToString());
        Assert.Equal(60, cut.PictureLength);
    }

    private static Turnover Read(string story, string more = "") => Turnover.Read(Encoding.UTF8.GetBytes($"""
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE fcpxml>
        <fcpxml version="1.10"><resources>
        <format id="f" frameDuration="100/2400s"/>
        <asset id="a" name="a" start="3600s" duration="60s" hasVideo="1" hasAudio="1" format="f"><media-rep kind="original-media" src="file:///v/a%20b.mov"/><metadata><md key="com.apple.proapps.studio.reel" value="A001"/></metadata></asset>
        <asset id="b" name="b" src="b.mov" start="0s" duration="60s" hasVideo="1" format="f"/>
        <asset id="s" name="s" src="s.wav" start="0s" duration="60s" hasAudio="1"/>
        <effect id="t" name="Basic Title" uid="x"/>
        <media id="m1"><sequence format="f" tcStart="0s"><spine><asset-clip name="p" ref="b" offset="0s" duration="2s"/><asset-clip name="q" ref="b" offset="2s" duration="2s"/></spine></sequence></media>
        <media id="m2"><multicam format="f"><mc-angle name="A" angleID="A"><asset-clip name="angle A" ref="s" offset="0s" duration="9s"/></mc-angle><mc-angle name="B" angleID="B"><asset-clip name="angle B" ref="b" offset="0s" start="5s" duration="9s"/></mc-angle></multicam></media>
        <media id="m3"><sequence format="f"><spine><ref-clip name="loop" ref="m3" duration="2s"/></spine></sequence></media>
        {more}</resources>
        <library><event><project name="p"><sequence format="f" tcStart="3600s" tcFormat="NDF"><spine>{story}</spine></sequence></project></event></library></fcpxml>
        """), "cut.fcpxml", null);

    private static string Line(CutEvent e) => $"{e.Name} {e.Track} {e.Record} {e.Source.Start.Round()} x{e.Speed}";
}
