using Answerprint.Tests.Production.Cuts;
using System.Text;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;
using Xunit;

namespace Answerprint.Tests.Production.Editorial;

public sealed class SurveyTest
{
    private static readonly FrameRate R24 = new(24);

    [Fact]
    public void Run_AWholeCut_FindsNothing()
    {
        var report = Run("CLIP(a,20,10),CLIP(b,20,10)", 8);
        Assert.Empty(report.Missing);
        Assert.Empty(report.Wishes);
    }

    [Fact]
    public void Run_GapInsideOneTake_ProposesItsOwnFrames()
    {
        var gap = Assert.Single(Run("CLIP(a,20,10),GAP(5),CLIP(a,35,10)", 0).Missing);
        Assert.Equal((MissingKind.Gap, "fill", "10-14", "01:00:00:10"), (gap.Kind, gap.Tool, gap.Record.ToString(), gap.RecordStart.ToString()));
        Assert.Equal("31-35", FrameList.Format(gap.PlateFrames));
        Assert.Equal(("a", "a"), (gap.Before!.Event.Name, gap.After!.Event.Name));
    }

    [Theory]
    [InlineData(70, "fill")] // 10 frames after the one and 60 before the other
    [InlineData(71, "")]
    public void Run_GapBetweenShots_ProposesHandlesOnlyWhereTheyReach(int length, string tool)
    {
        var gap = Assert.Single(Run($"CLIP(a,80,10),GAP({length}),CLIP(b,60,10)", 0).Missing);
        Assert.Equal((MissingKind.Gap, tool), (gap.Kind, gap.Tool));
        Assert.Empty(gap.PlateFrames);
    }

    [Fact]
    public void Run_MarkerFromWhichNothingCanCome_IsNamedWithTheReason()
    {
        const string Outside = """{"OTIO_SCHEMA":"Clip.1","name":"a","source_range":RANGE(20,10),"markers":[{"OTIO_SCHEMA":"Marker.2","name":"fill","marked_range":RANGE(90,1)},{"OTIO_SCHEMA":"Marker.2","name":"lovely take","marked_range":RANGE(22,1)}]}""";
        const string Off = """{"OTIO_SCHEMA":"Clip.1","name":"off","enabled":false,"source_range":RANGE(20,10),"markers":[{"OTIO_SCHEMA":"Marker.2","name":"remove the wire","marked_range":RANGE(22,1)}]}""";
        var report = Run($"{Outside},{Off}", 0);
        Assert.Empty(report.Wishes);
        Assert.Equal([(true, "fill"), (false, "lovely take"), (true, "remove the wire")], report.Unmet.Select(m => (m.Asks, m.Words)));
        Assert.Contains("outside", report.Unmet[0].Why, StringComparison.Ordinal);
        Assert.Contains("switched off", report.Unmet[2].Why, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LocatorOfAFrameThatTheRateHasNot_IsSaid()
    {
        // made at 25 and read at 24: frame 24 of a second is none
        const string List = "TITLE: t\n001  AX       V     C        00:00:00:00 00:00:04:00 01:00:00:00 01:00:04:00\n* LOC: 01:00:01:24 RED     fill this\n";
        var at25 = Turnover.Read(Encoding.UTF8.GetBytes(List), "t.edl", new FrameRate(25));
        Assert.Equal("fill this", Assert.Single(at25.Events[0].Clip.Markers).Name);
        var at24 = Turnover.Read(Encoding.UTF8.GetBytes(List), "t.edl", R24);
        Assert.Empty(at24.Events[0].Clip.Markers);
        Assert.Contains(at24.Warnings, w => w.Contains("fill this", StringComparison.Ordinal) && w.Contains("line 3", StringComparison.Ordinal));
    }

    [Fact]
    public void Run_GapThatAnotherTrackCovers_IsNone()
    {
        const string Second = """]},{"OTIO_SCHEMA":"Track.1","name":"V2","kind":"Video","children":[GAP(8),CLIP(c,20,10)""";
        Assert.Empty(Run("CLIP(a,20,10),GAP(5),CLIP(a,35,10)" + Second, 0).Missing);
    }

    [Fact]
    public void Run_ClipSwitchedOff_IsAGapToLookAt()
    {
        var gap = Assert.Single(Run("""CLIP(a,20,10),{"OTIO_SCHEMA":"Clip.1","name":"off","enabled":false,"source_range":RANGE(0,4)},CLIP(b,20,10)""", 0).Missing);
        Assert.Equal((MissingKind.Gap, Severity.Look, 4), (gap.Kind, gap.Severity, gap.Record.Length));
        Assert.Contains("'off'", gap.Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_MissingReferenceAndMissingFile_AreToldApart()
    {
        var missing = Run("""CLIP(a,20,10),{"OTIO_SCHEMA":"Clip.1","name":"x","source_range":RANGE(0,400)},{"OTIO_SCHEMA":"Clip.1","name":"y","source_range":RANGE(0,400),"media_reference":{"OTIO_SCHEMA":"ExternalReference.1","target_url":"gone.mov"}}""", 0).Missing;
        Assert.Equal([MissingKind.MissingReference, MissingKind.MissingMedia], missing.Select(m => m.Kind));
        Assert.All(missing, m => Assert.Equal("", m.Tool));
        Assert.Contains("gone.mov", missing[1].Words, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_HolesInASequence_NameThePlateFramesShown()
    {
        var hole = Assert.Single(Run("CLIP(a,20,10)", 0, [24, 25, 60]).Missing);
        Assert.Equal((MissingKind.Holes, "fill", "24-25", "3-4"), (hole.Kind, hole.Tool, FrameList.Format(hole.PlateFrames), hole.Record.ToString()));
    }

    [Fact]
    public void Run_HoleThatARetimeSkips_IsNone()
    {
        const string Fast = """{"OTIO_SCHEMA":"Clip.1","name":"a","source_range":RANGE(20,10),"media_reference":{"OTIO_SCHEMA":"ExternalReference.1","target_url":"a.mov"},"effects":[{"OTIO_SCHEMA":"LinearTimeWarp.1","time_scalar":2.0}]}""";
        Assert.Empty(Run(Fast, 0, [22]).Missing);
        Assert.Single(Run(Fast, 0, [23]).Missing);
    }

    [Fact]
    public void Run_ShortMedia_SaysHowManyFramesAtWhichEnd()
    {
        var tail = Assert.Single(Run("CLIP(a,95,10)", 0).Missing);
        Assert.Equal((MissingKind.ShortMedia, 0, 5, "5-9", "101-105"), (tail.Kind, tail.Head, tail.Tail, tail.Record.ToString(), FrameList.Format(tail.PlateFrames)));
        Assert.Equal("", tail.Tool);
    }

    [Fact]
    public void Run_ShortHandles_AreANote()
    {
        var note = Assert.Single(Run("CLIP(a,5,10)", 8).Missing);
        Assert.Equal((MissingKind.ShortHandles, Severity.Note, 3, 0), (note.Kind, note.Severity, note.Head, note.Tail));
        Assert.Empty(Run("CLIP(a,8,84)", 8).Missing);
        Assert.Equal(1, Assert.Single(Run("CLIP(a,8,85)", 8).Missing).Tail);
    }

    [Fact]
    public void Run_TransitionThatReachesBeyondTheMedia_IsShort()
    {
        const string Dissolve = """,{"OTIO_SCHEMA":"Transition.1","transition_type":"SMPTE_Dissolve","in_offset":{"OTIO_SCHEMA":"RationalTime.1","rate":24.0,"value":0.0},"out_offset":{"OTIO_SCHEMA":"RationalTime.1","rate":24.0,"value":6.0}},""";
        var m = Assert.Single(Run("CLIP(a,86,10)" + Dissolve + "CLIP(b,20,20)", 0).Missing);
        Assert.Equal((MissingKind.ShortMedia, 2), (m.Kind, m.Tail));
    }

    [Theory]
    [InlineData("INSERT_03", true)]
    [InlineData("sh010-missing", true)]
    [InlineData("Slug", true)]
    [InlineData("tbd", true)]
    [InlineData("inserted", false)]
    public void Run_SlugsByCustom_AreNamed(string name, bool slug) =>
        Assert.Equal(slug, Run($"CLIP(a,20,10),CLIP({name},20,10)", 0).Missing.Any(m => m.Kind == MissingKind.Slug));

    [Fact]
    public void Run_BlackReel_IsASlugAndLeaderIsANote()
    {
        var cut = ConformTest.Edl("001 BL V C 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00\n002 AX V C 00:00:01:00 00:00:02:00 00:00:01:00 00:00:02:00\n* FROM CLIP NAME: a.mov\n003 BL V C 00:00:00:00 00:00:01:00 00:00:02:00 00:00:03:00\n004 AX V C 00:00:01:00 00:00:02:00 00:00:03:00 00:00:04:00\n* FROM CLIP NAME: b.mov");
        var missing = Survey.Run(With(cut, []), 0).Missing;
        Assert.Equal([Severity.Note, Severity.Must], missing.Select(m => m.Severity));
        Assert.All(missing, m => Assert.Equal(MissingKind.Slug, m.Kind));
    }

    [Fact]
    public void Run_MarkersThatAskForWork_BecomeWishes()
    {
        const string Marked = """{"OTIO_SCHEMA":"Clip.1","name":"a","source_range":RANGE(20,10),"media_reference":{"OTIO_SCHEMA":"ExternalReference.1","target_url":"a.mov"},"markers":[{"OTIO_SCHEMA":"Marker.2","name":"wire removal","color":"RED","marked_range":RANGE(23,2)},{"OTIO_SCHEMA":"Marker.2","name":"lovely","marked_range":RANGE(24,0)},{"OTIO_SCHEMA":"Marker.2","name":"","comment":"please FILL","marked_range":RANGE(900,0)}]}""";
        var wish = Assert.Single(Run("CLIP(b,20,10)," + Marked, 0).Wishes);
        Assert.Equal(("cleanup", "13-14", "wire removal", "a"), (wish.Kind, wish.Record.ToString(), wish.Words, wish.Event!.Event.Name));
    }

    /// <summary>A cut whose clips play movies of 100 frames (1-100) that begin at 00:00:00:00.</summary>
    private static SurveyReport Run(string items, int handles, IReadOnlyList<int>? holes = null)
    {
        var regex = System.Text.RegularExpressions.RegexOptions.None;
        var text = System.Text.RegularExpressions.Regex.Replace(items, @"GAP\((\d+)\)", """{"OTIO_SCHEMA":"Gap.1","source_range":RANGE(0,$1)}""", regex, TimeSpan.FromSeconds(5));
        text = System.Text.RegularExpressions.Regex.Replace(text, @"CLIP\(([^,]+),(\d+),(\d+)\)", """{"OTIO_SCHEMA":"Clip.1","name":"$1","source_range":RANGE($2,$3),"media_reference":{"OTIO_SCHEMA":"ExternalReference.1","target_url":"$1.mov"}}""", regex, TimeSpan.FromSeconds(5));
        return Survey.Run(With(Turnover.Read(Encoding.UTF8.GetBytes(OtioTest.Timeline(text)), "t.otio", null), holes ?? []), handles);
    }

    private static ConformedCut With(Turnover cut, IReadOnlyList<int> holes) => new(cut, [.. cut.Events.Select(e => new ConformedEvent(e, Media(e, holes)))]);

    private static EventMedia Media(CutEvent e, IReadOnlyList<int> holes) => e.Media switch
    {
        ExternalReference { FileName: "gone.mov" } => new MissingMedia(["gone.mov"], IsReferenced: true, ""),
        ExternalReference file => new Take(file.FileName, file.FileName, MediaKind.Movie, new(new(1, 101), R24, 64, 48, holes), "file name", 1, 0),
        GeneratorReference g => new GeneratedMedia(g.Kind),
        _ => new MissingMedia([e.Name], IsReferenced: false, ""),
    };
}
