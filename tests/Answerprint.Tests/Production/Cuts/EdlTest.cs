using System.Text;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Answerprint.Tests.House;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Answerprint.Tests.Production.Cuts;

public sealed class EdlTest
{
    private static readonly FrameRate R24 = new(24);

    public static IEnumerable<object[]> Samples => Checkout.SharedRows("editorial/cmx3600", ".edl");

    [SharedTheory("editorial/cmx3600")]
    [MemberData(nameof(Samples))]
    public void Write_EverySample_ReadsBackTheSame(string sample)
    {
        var rate = sample.Contains("25fps", StringComparison.Ordinal) || sample.Contains("mismatch", StringComparison.Ordinal) ? new FrameRate(25) : R24;
        if (sample.Contains("dissolve_test_3", StringComparison.Ordinal) || sample.Contains("multi_audio", StringComparison.Ordinal)) rate = new(30);
        var cut = Turnover.Read(Path.Combine(Checkout.Shared("editorial/cmx3600")!, sample), rate);
        Assert.NotEmpty(cut.Events);
        var again = RoundTrip(cut.Timeline);
        Assert.Equal(cut.Events.Select(OtioTest.Line), again.Events.Select(OtioTest.Line));
        // and through OpenTimelineIO
        var otio = Turnover.Read(OtioDocument.From(cut.Timeline).ToBytes(), "x.otio", null);
        Assert.Equal(cut.Events.Select(OtioTest.Line), otio.Events.Select(OtioTest.Line));
    }

    [Fact]
    public void Read_TheWrongRate_NamesTheLineAndTheNearestLabel()
    {
        var e = Assert.Throws<BadInputException>(() => Read("001  AX V C 00:00:00:00 00:00:01:24 00:00:00:00 00:00:01:24"));
        Assert.Equal("line 2", e.Place);
        Assert.Contains("00:00:01:23", e.Problem, StringComparison.Ordinal);
        Assert.Contains("--rate", e.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_NoRate_IsAUsageError() => Assert.Contains("--rate", Assert.Throws<FormatException>(() => Turnover.Read("nowhere.edl")).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_Dissolve_KeepsItsFramesAndNames()
    {
        var cut = Read("""
            001  TST V     C        01:00:04:05 01:00:04:14 01:00:00:00 01:00:00:09
            * FROM CLIP NAME:  clip_A
            002  TST V     C        01:00:04:14 01:00:04:14 01:00:00:09 01:00:00:09
            002  TST V     W023 010 01:00:08:08 01:00:08:18 01:00:00:09 01:00:00:19
            * FROM CLIP NAME:  clip_A
            * TO CLIP NAME:  clip_B
            003  BL  V     C        00:00:00:00 00:00:00:05 01:00:00:19 01:00:01:00
            """);
        Assert.Equal(["clip_A 0-8", "clip_B 9-18", "BL 19-23"], cut.Events.Select(e => $"{e.Name} {e.Record}"));
        Assert.Equal((10, 0), (cut.Events[0].TailOverlap, cut.Events[1].HeadOverlap));
        Assert.Equal("SMPTE_Wipe", cut.Events[1].In!.Type);
        Assert.IsType<GeneratorReference>(cut.Events[2].Media);
        Assert.Contains("W023 010", Write(cut.Timeline)[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SpeedLines_AreRetimes()
    {
        var cut = Read("""
            001  A1 V     C        01:00:06:00 01:00:08:22 01:00:00:00 01:00:01:12
            M2   A1       047.6                01:00:06:00
            002  B2 V     C        01:00:10:21 01:00:10:22 01:00:01:12 01:00:02:00
            M2   B2       000.0                01:00:10:21
            003  C3 V     C        01:00:10:00 01:00:11:00 01:00:02:00 01:00:03:00
            M2   C3       -024.0                01:00:10:00
            """);
        Assert.Equal([47.6 / 24, 0, -1], cut.Events.Select(e => e.Speed));
        Assert.Equal((86544, 86544 + 70), cut.Events[0].SourceFrames());
        Assert.Equal((86400 + 261, 86400 + 262), cut.Events[1].SourceFrames());
        Assert.Equal((86400 + 240, 86400 + 264), cut.Events[2].SourceFrames());
        Assert.Equal(86400 + 263, cut.Events[2].SourceFrameAt(cut.Events[2].Record.Start));
        Assert.Empty(cut.Warnings);
    }

    [Fact]
    public void Read_LocatorsColourAndPaths_AreKept()
    {
        var cut = Read("""
            001  ZZ100_50 V     C        01:00:04:05 01:00:05:12 00:59:53:11 00:59:54:18
            * FROM CLIP NAME:  take_1
            * FROM CLIP: S:\path\to\ZZ100_501.take_1.0001.exr
            * LOC: 00:59:54:00 RED     FILL 3 frames
            * ASC_SOP: (0.1 0.2 0.3) (1.0 -0.0122 0.0305) (1.0 0.0 1.0)
            * ASC_SAT 0.9
            * REEL: ZZ100_501_LONG
            * SOURCE FILE: ZZ100_501.LAY3.01
            """);
        var e = Assert.Single(cut.Events);
        Assert.Equal("ZZ100_501_LONG", e.Reel);
        Assert.Equal("ZZ100_501.take_1.0001.exr", Assert.IsType<ExternalReference>(e.Media).FileName);
        var marker = Assert.Single(e.Clip.Markers);
        Assert.Equal(("FILL 3 frames", "RED", 86400L + 101 + 13), (marker.Name, marker.Color, marker.Range.Start.Round()));
        Assert.Equal(-0.0122, OtioText.Double(e.Clip.Metadata["cdl"]!["asc_sop"]!["offset"]![1]));
        var text = Write(cut.Timeline)[0].Text;
        foreach (var kept in (string[])["* LOC: 00:59:54:00 RED     FILL 3 frames", "(1.0 -0.0122 0.0305)", "* ASC_SAT 0.9", "* REEL: ZZ100_501_LONG", "* SOURCE FILE: ZZ100_501.LAY3.01", "FROM FILE: S:\\path"])
            Assert.Contains(kept, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DropFrameList_CountsDropFrame()
    {
        var cut = Turnover.Read(Encoding.UTF8.GetBytes("FCM: DROP FRAME\n001 AX V C 01:00:00:00 01:00:02:00 01:00:59;28 01:01:02;00\n"), "d.edl", new FrameRate(30000, 1001));
        Assert.True(cut.Timeline.DropFrame);
        Assert.Equal(60, cut.PictureLength);
        Assert.Equal("01:01:02;00", cut.Events[0].RecordEnd.ToString());
        Assert.Contains("FCM: DROP FRAME", Write(cut.Timeline)[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_OverMidnight_GoesOn()
    {
        var cut = Read("001 AX V C 23:59:59:00 00:00:01:00 23:59:59:00 00:00:01:00\n002 B V C 00:00:00:00 00:00:01:00 00:00:01:00 00:00:02:00");
        Assert.Equal(["0-47 23:59:59:00", "48-71 00:00:01:00"], cut.Events.Select(e => $"{e.Record} {e.RecordStart}"));
    }

    [Fact]
    public void Read_SeveralChannels_BecomeTracks()
    {
        var cut = Read("001 AX AA/V C 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00\nAUD  3\n002 AX V2 C 00:00:00:00 00:00:01:00 00:00:00:12 00:00:01:12");
        Assert.Equal(["V1", "V2", "A1", "A2", "A3"], cut.Timeline.Tracks.Select(t => t.Name));
        Assert.Equal(["V1", "V2"], Write(cut.Timeline).Select(f => f.Track));
    }

    [Theory]
    [InlineData("001 AX V C 00:00:00:00 00:00:01:00 00:00:00:00", "8 or 9")]
    [InlineData("001 AX V Q 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00", "transition")]
    [InlineData("001 AX V C 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00\n002 AX V C 00:00:00:00 00:00:01:00 00:00:00:12 00:00:01:12", "before the one of line 2")]
    [InlineData("nothing here", "no event")]
    [InlineData("001 AX V C 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00\nM2 AX fast 00:00:00:00", "M2")]
    public void Read_DamagedList_SaysWhatIsWrong(string text, string word) =>
        Assert.Contains(word, Assert.Throws<BadInputException>(() => Read(text)).Problem, StringComparison.Ordinal);

    [Fact]
    public void Read_AnyBytesAtAll_AnswersOrRefuses()
    {
        var words = new[] { "001", "AX", "V", "C", "D", "010", "01:00:00:00", "01:00:01:00", "00:00:00:99", "M2", "*", "LOC:", "FCM:", "DROP", "\n", "\r\n", "K", "B", "W001", "FROM CLIP NAME:", "ä", "99999999", "-1", "AUD" };
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(LongRun.Of(3_000)).WithReplay(7, 9), Prop.ForAll(Gen.Elements(words).ListOf().ToArbitrary(), list =>
        {
            try
            {
                return Turnover.Read(Encoding.UTF8.GetBytes(string.Join(' ', list)), "f.edl", R24).Events.Count >= 0;
            }
            catch (BadInputException)
            {
                return true;
            }
        }));
    }

    [Fact]
    public void Write_AnyCutOfTwelveClips_ReadsBackTheSame()
    {
        var clips = from gap in Gen.Choose(0, 3)
                    from length in Gen.Choose(12, 90)
                    from source in Gen.Choose(0, 80_000)
                    from reel in Gen.Elements("A001C002", "A001_LONGREEL", "A001_LONGREEL2", "B", "")
                    from dissolve in Gen.Choose(0, 5)
                    from wholeSpeed in Gen.Elements(24, 24, 24, 48, 12, -24, 0)
                    select (gap, length, source, reel, dissolve, wholeSpeed);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(LongRun.Of(1_000)).WithReplay(21, 23), Prop.ForAll(clips.ListOf(12).ToArbitrary(), list =>
        {
            var items = new List<TrackItem>();
            foreach (var c in list)
            {
                if (c.gap > 0 && items.Count > 0) items.Add(new GapItem("", Enabled: true, TimeRange.Of(0, c.gap, R24), [], [], []));
                else if (c.dissolve > 0 && items.Count > 0) items.Add(new TransitionItem("", "SMPTE_Dissolve", RationalTime.Zero(R24), new(c.dissolve, R24), []));
                List<Effect> effects = c.wholeSpeed switch { 24 => [], 0 => [new FreezeFrame("", "", [])], _ => [new LinearTimeWarp("", "", c.wholeSpeed / 24.0, [])] };
                var reel = c.reel.Length > 0 ? c.reel : "AX";
                items.Add(new ClipItem("n" + c.source, Enabled: true, TimeRange.Of(c.source, c.length, R24), new Dictionary<string, MediaReference>(StringComparer.Ordinal) { [ClipItem.DefaultKey] = MissingReference.Unnamed }, ClipItem.DefaultKey, [], effects, []) { Reel = reel });
            }
            var timeline = new Timeline("t", R24, new(86400, R24), DropFrame: false, [new("V1", TrackKind.Picture, "Video", Enabled: true, null, items, [], [], [])], [], []);
            var before = CutLayout.Of(timeline, "t").Events;
            return before.Select(OtioTest.Line).SequenceEqual(RoundTrip(timeline).Events.Select(OtioTest.Line));
        }));
    }

    [Fact]
    public void Write_ACentredDissolve_KeepsThePicture()
    {
        var a = new ClipItem("a", Enabled: true, TimeRange.Of(0, 24, R24), new Dictionary<string, MediaReference>(StringComparer.Ordinal), ClipItem.DefaultKey, [], [], []);
        var b = a with { Name = "b", SourceRange = TimeRange.Of(100, 24, R24) };
        var timeline = new Timeline("t", R24, new(0, R24), DropFrame: false, [new("V1", TrackKind.Picture, "Video", Enabled: true, null, [a, new TransitionItem("", "SMPTE_Dissolve", new(4, R24), new(6, R24), []), b], [], [], [])], [], []);
        var again = RoundTrip(timeline);
        Assert.Equal(["a 0-19 0 +10", "b 20-47 96 +0"], again.Events.Select(e => $"{e.Name} {e.Record} {e.Source.Start.Round()} +{e.TailOverlap}"));
    }

    [Fact]
    public void Write_MoreThan999EventsAndMoreThanAListSays_SplitsAndReports()
    {
        var one = new ClipItem("a", Enabled: true, TimeRange.Of(0, 2, R24), new Dictionary<string, MediaReference>(StringComparer.Ordinal), ClipItem.DefaultKey, [], [new Effect("", "Transform", [])], []);
        List<TrackItem> items = [.. Enumerable.Range(0, 1_200).Select(i => one with { Enabled = i != 5 })];
        var timeline = new Timeline("t", R24, new(0, R24), DropFrame: false, [new("V1", TrackKind.Picture, "Video", Enabled: true, null, items, [], [], [])], [], []);
        var losses = new List<Loss>();
        var files = new EdlWriter(timeline, "t", losses).Write();
        Assert.Equal(["V1", "V1.2"], files.Select(f => f.Track));
        Assert.Contains("\n999  ", files[0].Text, StringComparison.Ordinal);
        Assert.DoesNotContain("\n1000", files[0].Text, StringComparison.Ordinal);
        Assert.Contains(losses, l => l.What.Contains("disabled", StringComparison.Ordinal));
        Assert.Contains(losses, l => l.What.Contains("Transform", StringComparison.Ordinal));
    }

    private static Turnover Read(string text) => Turnover.Read(Encoding.UTF8.GetBytes("TITLE: t\n" + text), "t.edl", R24);

    private static IReadOnlyList<EdlFile> Write(Timeline timeline) => new EdlWriter(timeline, "t", []).Write();

    private static Turnover RoundTrip(Timeline timeline) => Turnover.Read(Encoding.UTF8.GetBytes(Write(timeline)[0].Text), "again.edl", timeline.Rate);
}
