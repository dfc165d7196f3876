using System.Diagnostics;
using System.Text;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Production.Cuts;

/// <summary>Every reader under damage: it answers, or refuses in words; never another error, never for long, never with all memory.</summary>
public sealed class CutFuzzTest
{
    private const string Rate = "<rate><timebase>24</timebase><ntsc>TRUE</ntsc></rate>";

    private static readonly Dictionary<string, string> Whole = new(StringComparer.Ordinal)
    {
        ["edl"] = "TITLE: t\nFCM: NON-DROP FRAME\n001  A1       AA/V  C        01:00:00:00 01:00:02:00 10:00:00:00 10:00:02:00\nM2   A1       047.6                01:00:00:00\n* FROM CLIP NAME: a\n* LOC: 10:00:01:00 RED     x\n* ASC_SOP (1 1 1)(0 0 0)(1 1 1)\n002  A1       V     C        01:00:02:00 01:00:02:00 10:00:02:00 10:00:02:00\n002  B1       V     W001 012 01:00:00:00 01:00:01:00 10:00:02:00 10:00:03:00\nAUD  3    4\nFCM: DROP FRAME\n003  C1       B     C        01:00:00:00 01:00:01:00 10:00:03:00 10:00:04:00\n",
        ["otio"] = OtioTest.Timeline("""{"OTIO_SCHEMA":"Clip.1","name":"a","source_range":RANGE(5,10),"effects":[{"OTIO_SCHEMA":"LinearTimeWarp.1","time_scalar":-2.5}],"markers":[{"OTIO_SCHEMA":"Marker.1","range":RANGE(6,1)}]},{"OTIO_SCHEMA":"Transition.1","in_offset":TIME(3),"out_offset":TIME(2)},{"OTIO_SCHEMA":"Stack.1","source_range":RANGE(2,5),"effects":[{"OTIO_SCHEMA":"FreezeFrame.1","time_scalar":0}],"children":[{"OTIO_SCHEMA":"Clip.2","name":"b","source_range":RANGE(0,4),"media_references":{"DEFAULT_MEDIA":{"OTIO_SCHEMA":"ImageSequenceReference.1","rate":24,"start_frame":1001}}}]}"""),
        ["xml"] = $"<!DOCTYPE xmeml><xmeml version=\"5\"><sequence id=\"s\"><name>n</name>{Rate}<timecode>{Rate}<string>01:00:00:00</string><frame>86400</frame></timecode><media><video><track><clipitem id=\"c\"><name>a</name><start>0</start><end>-1</end><in>2</in><out>40</out><file id=\"f\"><pathurl>file:///a.mov</pathurl>{Rate}<duration>90</duration></file><filter><effect><effectid>timeremap</effectid><parameter><parameterid>graphdict</parameterid><keyframe><when>0</when><value>0</value></keyframe><keyframe><when>20</when><value>30</value></keyframe><keyframe><when>40</when><value>5</value></keyframe></parameter></effect></filter></clipitem><transitionitem><start>20</start><end>30</end><alignment>center</alignment>{Rate}</transitionitem><clipitem id=\"d\"><start>-1</start><end>50</end><in>1</in><out>31</out><sequence id=\"q\">{Rate}<media><video><track><clipitem><start>0</start><end>50</end><in>0</in><out>50</out></clipitem></track></video></media></sequence></clipitem></track></video></media></sequence></xmeml>",
        ["fcpxml"] = """<!DOCTYPE fcpxml><fcpxml version="1.10"><resources><format id="f" frameDuration="100/2400s"/><asset id="a" src="a.mov" hasVideo="1" hasAudio="1" start="10s" duration="50s" format="f"/><media id="m"><sequence format="f"><spine><video ref="a" duration="9s"/></spine></sequence></media></resources><project name="p"><sequence format="f" tcStart="3600s"><spine><asset-clip ref="a" offset="3600s" duration="5s"><timeMap><timept time="0s" value="0s"/><timept time="9s" value="3s"/></timeMap><clip lane="1" offset="2s" duration="2s"><video ref="a" duration="9s"/></clip><marker start="1s" value="x"/></asset-clip><transition offset="3604s" duration="2s"/><ref-clip ref="m" offset="3605s" start="1s" duration="3s"/><gap offset="3608s" duration="1s"/></spine></sequence></project></fcpxml>""",
        ["ale"] = "Heading\nFIELD_DELIM\tTABS\nFPS\t24\n\nColumn\nName\tTape\tStart\tEnd\tASC_SOP\tASC_SAT\n\nData\na\tA1\t01:00:00:00\t01:00:02:00\t(1 1 1)(0 0 0)(1 1.1 1)\t0.9\nb\tA2\t01:00:00:05\t\t\t\n",
        ["ccc"] = """<ColorCorrectionCollection xmlns="urn:ASC:CDL:v1.01"><ColorCorrection id="a"><SOPNode><Slope>1 1 1</Slope><Offset>0 0 0</Offset><Power>1 1 1</Power></SOPNode><SatNode><Saturation>1</Saturation></SatNode></ColorCorrection></ColorCorrectionCollection>""",
    };

    private static readonly string[] Pieces = ["-1", "99999999999999999999", "1e308", "1e-9", "100000", "-0", "NaN", "1/0s", "0/1s", "9223372036854775807/1s", "\u0000", "<", ">", "&#0;", "\"", "{", "[", "\t", "00:00:00;00", "99:99:99:99", "\n", "é", "../..", "001", "FCM: DROP FRAME\n"];

    public static IEnumerable<object[]> Kinds => Whole.Keys.Select(k => new object[] { k });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_DamagedBytes_AnswersOrRefuses(string kind)
    {
        var whole = Encoding.UTF8.GetBytes(Whole[kind]);
        var answers = Work(kind, whole) ? 1 : 0;
        Assert.Equal(1, answers);
        for (var n = 0; n < whole.Length; n += 3) Work(kind, whole[..n]);
        var chance = new Random(kind.Length);
        for (var n = 0; n < LongRun.Of(5_000); n++)
        {
            var bytes = (byte[])whole.Clone();
            for (var k = chance.Next(1, 4); k > 0; k--) bytes[chance.Next(bytes.Length)] = (byte)chance.Next(256);
            if (Work(kind, bytes)) answers++;
        }
        for (var n = 0; n < LongRun.Of(5_000); n++)
        {
            var text = Whole[kind];
            var at = chance.Next(text.Length);
            // a number where one stood, else anywhere
            var end = at;
            while (end < text.Length && char.IsAsciiDigit(text[end])) end++;
            if (Work(kind, Encoding.UTF8.GetBytes(text[..at] + Pieces[chance.Next(Pieces.Length)] + text[end..]))) answers++;
        }
        // damage that nobody could see would mean that nothing was tried
        Assert.InRange(answers, 2, LongRun.Of(10_000));
    }

    [Theory]
    [InlineData("otio", """{"OTIO_SCHEMA":"Stack.1","children":[""", "")]
    [InlineData("xml", "<a>", "")]
    [InlineData("fcpxml", "<fcpxml>", "")]
    [InlineData("ccc", "<ColorDecision>", "")]
    [InlineData("ale", "Heading\n", "")]
    public void Read_AMillionDeep_IsRefusedSoon(string kind, string opening, string rest) =>
        Bounded(kind, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(opening, 1_000_000)) + rest), 256 << 20);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Read_ALineOf100Megabytes_IsRefusedInBoundedMemory(string kind)
    {
        var line = new byte[100_000_000];
        Array.Fill(line, (byte)'x');
        var whole = Encoding.UTF8.GetBytes(Whole[kind]);
        Bounded(kind, [.. whole, .. line], 1L << 30);
        Bounded(kind, [.. line, .. whole], 1L << 30);
        Bounded(kind, [.. whole, .. line[..60_000_000]], 1L << 30);
    }

    [Fact]
    public void Read_MoreValuesThanACutHolds_IsRefusedBeforeTheyAreMade()
    {
        var text = new StringBuilder("[", 60_000_001);
        for (var n = 0; n < 20_000_000; n++) text.Append("[],");
        Bounded("otio", Encoding.UTF8.GetBytes(text.Append("1]").ToString()), 64 << 20);
        var nodes = new StringBuilder("<xmeml>", 60_000_000);
        for (var n = 0; n < 14_000_000; n++) nodes.Append("<a/>");
        Bounded("xml", Encoding.UTF8.GetBytes(nodes.Append("</xmeml>").ToString()), 600 << 20);
    }

    /// <summary>Refused, within a minute on a busy machine, having asked for no more than so much memory in all.</summary>
    private static void Bounded(string kind, byte[] bytes, long most)
    {
        var watch = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<BadInputException>(() => Read(kind, bytes));
        var asked = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(asked < most, $"{kind}: {asked:N0} bytes asked for");
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{kind}: {watch.Elapsed}");
    }

    private static bool Work(string kind, byte[] bytes)
    {
        try
        {
            Read(kind, bytes);
            return true;
        }
        catch (BadInputException e)
        {
            Assert.NotEmpty(e.Remedy);
            return false;
        }
    }

    private static void Read(string kind, byte[] bytes)
    {
        var name = "x." + kind;
        if (ClipList.IsList(name))
        {
            var list = ClipList.Read(bytes, name, null);
            AleWriter.Text(list);
            CountSheet.Of(list);
            return;
        }
        var cut = Turnover.Read(bytes, name, kind == "edl" ? new FrameRate(24) : null);
        EdlDocument.From(cut.Timeline);
        Survey.Run(new(cut, [.. cut.Events.Where(e => e.Kind == TrackKind.Picture).Select(e => new ConformedEvent(e, new MissingMedia([], IsReferenced: true, "")))]));
        CutCompare.Run(cut, cut);
        CountSheet.Of(cut);
        ClipList.Of(cut);
        OtioDocument.Parse(cut.Document.ToBytes(), "y.otio");
    }
}
