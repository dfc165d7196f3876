using System.Text;
using Answerprint.Production.Cuts;
using Xunit;

namespace Answerprint.Tests.Production.Cuts;

/// <summary>Cuts within cuts as an editor sees them: trimmed, with their transitions, played at another speed, backwards or held.</summary>
public sealed class NestedCutTest
{
    private const string Inside = """
        {"OTIO_SCHEMA":"Track.1","kind":"Video","children":[
          {"OTIO_SCHEMA":"Clip.1","name":"p","source_range":RANGE(100,10)},
          {"OTIO_SCHEMA":"Transition.1","transition_type":"SMPTE_Dissolve","in_offset":TIME(4),"out_offset":TIME(4)},
          {"OTIO_SCHEMA":"Clip.1","name":"q","source_range":RANGE(200,20)}]}
        """;

    [Fact]
    public void Read_NestedCutAtDoubleSpeed_ShowsTwiceTheMedia() =>
        Assert.Equal(["p 0-4 100-109 x2 +2", "q 5-14 200-219 x2 -2"], Lay($$"""{"OTIO_SCHEMA":"Stack.1","name":"n","source_range":RANGE(0,15),"effects":[{"OTIO_SCHEMA":"LinearTimeWarp.1","time_scalar":2}],"children":[{{Inside}}]}"""));

    [Fact]
    public void Read_NestedCutBackwards_TurnsOrderAndMedia()
    {
        var lines = Lay($$"""{"OTIO_SCHEMA":"Stack.1","name":"n","source_range":RANGE(0,30),"effects":[{"OTIO_SCHEMA":"LinearTimeWarp.1","time_scalar":-1}],"children":[{{Inside}}]}""");
        Assert.Equal(["q 0-19 200-220 x-1 +4", "p 20-29 100-110 x-1 -4"], lines);
        var cut = Cut($$"""{"OTIO_SCHEMA":"Stack.1","name":"n","source_range":RANGE(0,30),"effects":[{"OTIO_SCHEMA":"LinearTimeWarp.1","time_scalar":-1}],"children":[{{Inside}}]}""");
        Assert.Equal([219L, 200, 109, 100], new[] { (0, 0), (0, 19), (1, 20), (1, 29) }.Select(x => cut.Events[x.Item1].SourceFrameAt(x.Item2)));
    }

    [Fact]
    public void Read_NestedCutHeld_HoldsTheOneFrame() =>
        Assert.Equal(["q 0-6 203-204 x0"], Lay($$"""{"OTIO_SCHEMA":"Stack.1","name":"n","source_range":RANGE(13,7),"effects":[{"OTIO_SCHEMA":"FreezeFrame.1","time_scalar":0}],"children":[{{Inside}}]}"""));

    [Fact]
    public void Read_NestedCutTrimmedInsideATransition_ShowsTheRestOfIt()
    {
        // the nested cut begins two frames before its inner cut: two of the four frames before it are seen
        Assert.Equal(["p 0-1 108-110 x1 +4", "q 2-9 200-208 x1 -2"], Lay($$"""{"OTIO_SCHEMA":"Stack.1","name":"n","source_range":RANGE(8,10),"children":[{{Inside}}]}"""));
        // it begins on the cut: nothing before it is seen
        Assert.Equal(["q 0-9 200-210 x1"], Lay($$"""{"OTIO_SCHEMA":"Stack.1","name":"n","source_range":RANGE(10,10),"children":[{{Inside}}]}"""));
    }

    [Fact]
    public void Read_ReversedClipTrimmedByItsNest_ShowsTheRightFrames()
    {
        var cut = Cut("""
            {"OTIO_SCHEMA":"Stack.1","name":"n","source_range":RANGE(2,5),"children":[{"OTIO_SCHEMA":"Track.1","kind":"Video","children":[
              {"OTIO_SCHEMA":"Clip.1","name":"r","source_range":RANGE(100,10),"effects":[{"OTIO_SCHEMA":"LinearTimeWarp.1","time_scalar":-1}]}]}]}
            """);
        // backwards 109, 108, [107, 106, 105, 104, 103], 102 …
        Assert.Equal([107L, 106, 105, 104, 103], Enumerable.Range(0, 5).Select(cut.Events[0].SourceFrameAt));
    }

    [Fact]
    public void Read_TwoLevelsOfSpeed_Multiply() =>
        Assert.Equal(["r 0-4 102-111 x2"], Lay("""
            {"OTIO_SCHEMA":"Stack.1","name":"outer","source_range":RANGE(1,5),"effects":[{"OTIO_SCHEMA":"LinearTimeWarp.1","time_scalar":4}],"children":[{"OTIO_SCHEMA":"Track.1","kind":"Video","children":[
              {"OTIO_SCHEMA":"Stack.1","name":"inner","source_range":RANGE(0,60),"effects":[{"OTIO_SCHEMA":"LinearTimeWarp.1","time_scalar":0.5}],"children":[{"OTIO_SCHEMA":"Track.1","kind":"Video","children":[
                {"OTIO_SCHEMA":"Clip.1","name":"r","source_range":RANGE(101.5,30)}]}]}]}]}
            """));

    [Fact]
    public void Read_SpeedsThatAreNone_AreHeldOrRefused()
    {
        Assert.Equal(["p 0-6 103-104 x0"], Lay($$"""{"OTIO_SCHEMA":"Stack.1","name":"n","source_range":RANGE(3,7),"effects":[{"OTIO_SCHEMA":"LinearTimeWarp.1","time_scalar":1e-12}],"children":[{{Inside}}]}"""));
        var e = Assert.Throws<Answerprint.Media.Frames.BadInputException>(() => Cut("""{"OTIO_SCHEMA":"Clip.1","name":"r","source_range":RANGE(0,9),"effects":[{"OTIO_SCHEMA":"LinearTimeWarp.1","time_scalar":99999},{"OTIO_SCHEMA":"LinearTimeWarp.1","time_scalar":99999},{"OTIO_SCHEMA":"LinearTimeWarp.1","time_scalar":99999}]}"""));
        Assert.Contains("speed", e.Problem, StringComparison.Ordinal);
        Assert.Contains("children[0]", e.Place, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SpeedThatTheFileDoesNotSay_IsSaid() => Assert.Contains(
        Cut("""{"OTIO_SCHEMA":"Clip.1","name":"r","source_range":RANGE(0,9),"effects":[{"OTIO_SCHEMA":"TimeEffect.1","effect_name":"Ramp"}]}""").Warnings, w => w.Contains("TimeEffect", StringComparison.Ordinal) && w.Contains("children[0].effects[0]", StringComparison.Ordinal));

    [Theory]
    [InlineData("Stack.1")]
    [InlineData("Track.1")]
    public void Read_APieceOfATimeline_IsACut(string schema)
    {
        var text = OtioTest.Ranges($$"""{"OTIO_SCHEMA":"{{schema}}","name":"x","kind":"Video","children":[{"OTIO_SCHEMA":"Clip.1","name":"r","source_range":RANGE(5,9)}]}""");
        var cut = Turnover.Read(Encoding.UTF8.GetBytes(text), "x.otio", null);
        Assert.Equal("r 0-8", $"{cut.Events[0].Name} {cut.Events[0].Record}");
        Assert.Contains(cut.Warnings, w => w.StartsWith("$: the file holds a " + schema[..5], StringComparison.Ordinal));
        Assert.Equal(cut.Events.Select(OtioTest.Line), Turnover.Read(cut.Document.ToBytes(), "y.otio", null).Events.Select(OtioTest.Line));
    }

    [Fact]
    public void Read_SeveralTimelines_AreChosenByNameOrNumber()
    {
        var text = $$"""{"OTIO_SCHEMA":"SerializableCollection.1","children":[{{OtioTest.Timeline("")}},{{OtioTest.Timeline("""{"OTIO_SCHEMA":"Clip.1","name":"r","source_range":RANGE(5,9)}""").Replace("\"t\"", "\"second\"", StringComparison.Ordinal)}}]}""";
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Contains("#2 'second'", Assert.Throws<Answerprint.Media.Frames.BadInputException>(() => Turnover.Read(bytes, "x.otio", null)).Problem, StringComparison.Ordinal);
        Assert.Single(Turnover.Read(bytes, "x.otio", null, "second").Events);
        Assert.Single(Turnover.Read(bytes, "x.otio", null, "#2").Document.ToTimeline(null, out _).Tracks);
    }

    private static Turnover Cut(string items) => Turnover.Read(Encoding.UTF8.GetBytes(OtioTest.Timeline(items)), "x.otio", null);

    private static IEnumerable<string> Lay(string items) => Cut(items).Events.Select(e =>
        $"{e.Name} {e.Record} {e.SourceFrames().First}-{e.SourceFrames().End} x{e.Speed}{(e.HeadOverlap > 0 ? $" -{e.HeadOverlap}" : "")}{(e.TailOverlap > 0 ? $" +{e.TailOverlap}" : "")}");
}
