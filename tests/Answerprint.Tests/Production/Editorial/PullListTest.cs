using System.Text;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;
using Xunit;

namespace Answerprint.Tests.Production.Editorial;

/// <summary>What is asked for again: reel, timecode and why, in the three kinds of files.</summary>
public sealed class PullListTest
{
    private static readonly FrameRate R24 = new(24);

    [Fact]
    public void Of_MissingMediaAndHoles_NamesReelAndLabelsWithHandles()
    {
        var list = Pulls();
        Assert.Equal(
            [("TAPE7", "gone", "01:00:01:16", 40, "it is not there"), ("TAPE8", "holed", "00:00:00:15", 18, "frames inside it are missing")],
            list.Lines.Select(l => (l.Reel, l.Clip, l.In.ToString(), l.Frames, l.Why)));
    }

    [Fact]
    public void Bytes_OfEachKind_HoldTheSame()
    {
        var list = Pulls();
        Assert.Contains("TAPE7,gone,gone.mov,01:00:01:16,01:00:03:08,40,", Text("a.csv"), StringComparison.Ordinal);
        Assert.Contains("gone\tV\t01:00:01:16\t01:00:03:08\tTAPE7\tgone.mov\t", Text("a.ale"), StringComparison.Ordinal);
        Assert.StartsWith("Heading\nFIELD_DELIM\tTABS\n", Text("a.ale"), StringComparison.Ordinal);
        var read = Turnover.Read(Encoding.UTF8.GetBytes(Text("a.edl")), "a.edl", R24);
        Assert.Equal([("TAPE7", "01:00:01:16", 40), ("TAPE8", "00:00:00:15", 18)], read.Events.Select(e => (e.Reel, e.SourceStart.ToString(), e.Record.Length)));
        Assert.Throws<FormatException>(() => list.Bytes("a.txt", []));

        string Text(string file) => Encoding.UTF8.GetString(list.Bytes(file, []));
    }

    [Fact]
    public void Bytes_NamesThatAreFormulasOrTables_StayText()
    {
        var list = new PullList("t", R24, [new("=cmd()", "a\tb\"c,d", "", Timecode.Parse("01:00:00:00", R24), 24, Timecode.Parse("01:00:00:00", R24), "why")]);
        Assert.Contains("'=cmd(),\"a\tb\"\"c,d\",", Encoding.UTF8.GetString(list.Bytes("a.csv", [])), StringComparison.Ordinal);
        Assert.Equal(7, Encoding.UTF8.GetString(list.Bytes("a.ale", [])).Split('\n')[^2].Split('\t').Length);
    }

    private static PullList Pulls()
    {
        var cut = ConformTest.Edl("""
            001  TAPE7 V C 01:00:02:00 01:00:03:00 00:00:00:00 00:00:01:00
            * FROM CLIP NAME: gone
            * FROM FILE: gone.mov
            002  TAPE8 V C 00:00:00:20 00:00:01:20 00:00:01:00 00:00:02:00
            * FROM CLIP NAME: holed
            """);
        var facts = new MediaFacts(new(1, 101), R24, 16, 9, [24, 25]);
        var conformed = new ConformedCut(cut, [.. cut.Events.Select(e => new ConformedEvent(e, e.Name == "gone" ? new MissingMedia(["gone.mov"], IsReferenced: true, "") : new Take("/p.%04d.exr", "p.%04d.exr", MediaKind.Sequence, facts, "clip name", 1, 0)))]);
        return PullList.Of(conformed, Survey.Run(conformed, 0));
    }
}
