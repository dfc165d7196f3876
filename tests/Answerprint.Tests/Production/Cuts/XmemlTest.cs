using System.Text;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Xunit;

namespace Answerprint.Tests.Production.Cuts;

public sealed class XmemlTest
{
    private const string File1 = """<file id="f1"><name>a.mov</name><pathurl>file://localhost/v/a%20b.mov</pathurl><rate><timebase>24</timebase><ntsc>TRUE</ntsc></rate><duration>500</duration><timecode><rate><timebase>24</timebase><ntsc>TRUE</ntsc></rate><string>01:00:00:00</string><frame>86400</frame><displayformat>NDF</displayformat><reel><name>A001</name></reel></timecode></file>""";

    [Fact]
    public void Read_ClipsTransitionsAndSwitches_AreLaidOut()
    {
        var cut = Read($"""
            <track>
              <clipitem id="c1"><name>one</name><start>0</start><end>-1</end><in>10</in><out>70</out>{File1}
                <marker><name>fill</name><comment>three frames</comment><in>20</in><out>23</out></marker></clipitem>
              <transitionitem><start>48</start><end>60</end><alignment>center</alignment><rate><timebase>24</timebase><ntsc>TRUE</ntsc></rate><effect><name>Cross Dissolve</name><effectid>Cross Dissolve</effectid></effect></transitionitem>
              <clipitem id="c2"><name>two</name><enabled>FALSE</enabled><start>-1</start><end>100</end><in>5</in><out>57</out><file id="f1"/></clipitem>
              <generatoritem id="g"><name>Slug</name><start>110</start><end>120</end><in>0</in><out>10</out><effect><name>Slug</name><effectid>Slug</effectid></effect></generatoritem>
              <enabled>TRUE</enabled>
            </track>
            <track><clipitem id="c3"><name>top</name><start>4</start><end>14</end><in>0</in><out>10</out><file id="none"/></clipitem><enabled>FALSE</enabled></track>
            """);
        Assert.Equal(new FrameRate(24000, 1001), cut.Timeline.Rate);
        Assert.Equal(["one 0-53 86410 True +6", "two 54-99 86411 False -6", "Slug 110-119 0 True", "top 4-13 0 False"], cut.Events.Select(Line));
        Assert.Equal("a b.mov", Assert.IsType<ExternalReference>(cut.Events[0].Media).FileName);
        Assert.Equal("A001", cut.Events[0].Reel);
        Assert.Equal(86420, Assert.Single(cut.Events[0].Clip.Markers).Range.Start.Round());
        Assert.Contains(cut.Warnings, w => w.Contains("'none'", StringComparison.Ordinal) && w.StartsWith("line ", StringComparison.Ordinal));
        Assert.IsType<GeneratorReference>(cut.Events[2].Media);
    }

    [Theory]
    [InlineData("200", "FALSE", "x 0-9 86440 x2")]
    [InlineData("0", "FALSE", "x 0-9 86400 x0")]
    [InlineData("100", "TRUE", "x 0-9 86870 x-1")]
    public void Read_ConstantTimeRemap_IsThatSpeed(string speed, string reverse, string line) =>
        Assert.Equal([line], Read(Clip($"<parameter><parameterid>speed</parameterid><value>{speed}</value></parameter><parameter><parameterid>reverse</parameterid><value>{reverse}</value></parameter>")).Events.Select(Speeds));

    [Fact]
    public void Read_TimeRemapByKeyframes_IsLaidInStretchesOfConstantSpeed()
    {
        var cut = Read(Clip("""
            <parameter><parameterid>variablespeed</parameterid><value>1</value></parameter>
            <parameter><parameterid>graphdict</parameterid>
              <keyframe><when>0</when><value>0</value></keyframe><keyframe><when>24</when><value>48</value></keyframe>
              <keyframe><when>26</when><value>48</value></keyframe><keyframe><when>40</when><value>34</value></keyframe></parameter>
            """));
        // twice as fast to frame 24, held for two, then backwards
        Assert.Equal(["x 0-3 86440 x2", "x 4-5 86448 x0", "x 6-9 86444 x-1"], cut.Events.Select(Speeds));
        Assert.Contains(cut.Warnings, w => w.Contains("changes 2 times", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_SequenceWithinASequence_IsOpenedAndOneInItselfRefused()
    {
        const string Inner = """<sequence id="s2"><name>inner</name><rate><timebase>24</timebase><ntsc>TRUE</ntsc></rate><media><video><track><clipitem id="i"><name>deep</name><start>0</start><end>50</end><in>3</in><out>53</out></clipitem></track></video></media></sequence>""";
        var cut = Read($"<track><clipitem id=\"c\"><name>nest</name><start>10</start><end>20</end><in>7</in><out>17</out>{Inner}</clipitem><clipitem id=\"d\"><name>again</name><start>20</start><end>24</end><in>0</in><out>4</out><sequence id=\"s2\"/></clipitem></track>");
        Assert.Equal(["deep 10-19 10 True", "deep 20-23 3 True"], cut.Events.Select(Line));
        var e = Assert.Throws<BadInputException>(() => Read("<track><clipitem id=\"c\"><name>nest</name><start>10</start><end>20</end><in>7</in><out>17</out><sequence id=\"top\"/></clipitem></track>"));
        Assert.Contains("nested", e.Problem, StringComparison.Ordinal);
        Assert.StartsWith("line ", e.Place, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<xmeml", "line 1", "XML")]
    [InlineData("<!DOCTYPE x [<!ENTITY a \"b\">]><xmeml>&a;</xmeml>", "line 1", "XML")]
    [InlineData("<aaf/>", "line 1", "xmeml")]
    [InlineData("<xmeml><clip/></xmeml>", "", "no sequence")]
    [InlineData("<xmeml><sequence><media/></sequence></xmeml>", "line 1", "rate")]
    [InlineData("<xmeml><sequence><rate><timebase>0</timebase></rate><media/></sequence></xmeml>", "line 1", "rate")]
    public void Read_DamagedFile_SaysWhereAndWhat(string text, string place, string word)
    {
        var e = Assert.Throws<BadInputException>(() => Turnover.Read(Encoding.UTF8.GetBytes(text), "bad.xml", null));
        Assert.StartsWith(place, e.Place, StringComparison.Ordinal);
        Assert.Contains(word, e.Problem, StringComparison.Ordinal);
    }

    private static string Clip(string parameters) =>
        $"<track><clipitem id=\"c\"><name>x</name><start>0</start><end>10</end><in>20</in><out>30</out>{File1}<filter><effect><name>Time Remap</name><effectid>timeremap</effectid>{parameters}</effect></filter></clipitem></track>";

    private static Turnover Read(string tracks) => Turnover.Read(Encoding.UTF8.GetBytes($"""
        <?xml version="1.0" encoding="UTF-8"?>
        <!DOCTYPE xmeml>
        <xmeml version="5"><sequence id="top"><name>cut</name><rate><timebase>24</timebase><ntsc>TRUE</ntsc></rate>
        <timecode><rate><timebase>24</timebase><ntsc>TRUE</ntsc></rate><string>01:00:00:00</string><frame>86400</frame><displayformat>NDF</displayformat></timecode>
        <media><video>{tracks}</video></media></sequence></xmeml>
        """), "cut.xml", null);

    private static string Line(CutEvent e) => $"{e.Name} {e.Record} {e.Source.Start.Round()} {e.Enabled}{(e.HeadOverlap > 0 ? $" -{e.HeadOverlap}" : "")}{(e.TailOverlap > 0 ? $" +{e.TailOverlap}" : "")}";

    private static string Speeds(CutEvent e) => $"{e.Name} {e.Record} {e.Source.Start.Round()} x{e.Speed}";
}
