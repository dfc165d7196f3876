using System.Text;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Production.Cuts;

public sealed class ClipListTest
{
    private const string Log = "Heading\nFIELD_DELIM\tTABS\nFPS\t23.976\n\nColumn\nName\tTape\tStart\tEnd\tASC_SOP\tASC_SAT\tFPS\n\nData\na\tA1\t01:00:00:00\t01:00:02:00\t(1 1 1)(0 0 0)(1 1.1 1)\t0.9\t\nb\tA2\t01:00:00:25\t\tx\t\t30\nc\t\t01:00:00:24\n";

    [Fact]
    public void Read_ALog_KeepsFieldsAndNamesWhatIsWrong()
    {
        var list = Read(Log, "x.ale");
        Assert.Equal(["a A1 01:00:00:00 01:00:02:00", "b A2 01:00:00:25 ", "c   "], list.Entries.Select(e => $"{e.Name} {e.Reel} {e.Start} {e.End}"));
        Assert.Equal(1.1f, list.Entries[0].Grade!.Power[1]);
        Assert.Equal(0.9f, list.Entries[0].Grade!.Saturation);
        Assert.Equal(new FrameRate(30), list.Entries[1].Start!.Value.Rate);
        Assert.Contains(list.Warnings, w => w.StartsWith("line 10: ASC_SOP", StringComparison.Ordinal));
        Assert.Contains(list.Warnings, w => w.StartsWith("line 11: ", StringComparison.Ordinal) && w.Contains("01:00:00:23", StringComparison.Ordinal));
        var again = Read(AleWriter.Text(list), "y.ale");
        Assert.Equal(list.Entries.SelectMany(e => e.Fields), again.Entries.SelectMany(e => e.Fields));
        Assert.Equal(list.Heading, again.Heading);
    }

    [Theory]
    [InlineData("Name\tTape\n", "line 1")]
    [InlineData("Heading\nFPS\t24\nData\n", "line 3")]
    [InlineData("Heading\nFIELD_DELIM\tCOMMAS\nColumn\nName\nData\n", "line 2")]
    [InlineData("Heading\nFPS\t24\n", "")]
    [InlineData("Heading\nColumn\nData\n", "line 3")]
    public void Read_ADamagedLog_SaysWhere(string text, string place) => Assert.Equal(place, Assert.Throws<BadInputException>(() => Read(text, "x.ale")).Place);

    [Fact]
    public void Read_Grades_OfAllThreeKinds()
    {
        const string One = """<ColorCorrection id="sh010"><SOPNode><Description>warm</Description><Slope>1.1 1 0.9</Slope><Offset>0 0.01 0</Offset><Power>1 1 1</Power></SOPNode><SatNode><Saturation>0.8</Saturation></SatNode></ColorCorrection>""";
        foreach (var (text, name) in new[] { (One, "x.cc"), ($"<ColorCorrectionCollection xmlns=\"urn:ASC:CDL:v1.01\">{One}</ColorCorrectionCollection>", "x.ccc"), ($"<ColorDecisionList xmlns=\"urn:ASC:CDL:v1.01\"><ColorDecision><MediaRef ref=\"a.mov\"/>{One}</ColorDecision></ColorDecisionList>", "x.cdl") })
        {
            var list = Read(text, name);
            var grade = Assert.Single(list.Entries);
            Assert.Equal(("sh010", 1.1f, 0.01f, 0.8f), (grade.Name, grade.Grade!.Slope[0], grade.Grade.Offset[1], grade.Grade.Saturation));
            Assert.Equal("warm", grade.Fields[0]);
            var losses = new List<Loss>();
            foreach (var suffix in (string[])[".cc", ".ccc", ".cdl"])
                Assert.Equal(grade.Grade.Slope, Assert.Single(ClipList.Read(GradeWriter.Write(list, suffix, losses), "y" + suffix, null).Entries).Grade!.Slope);
            Assert.Empty(losses);
        }
    }

    [Theory]
    [InlineData("<ColorCorrection><SOPNode><Slope>1 1</Slope></SOPNode></ColorCorrection>", "3 numbers")]
    [InlineData("<ColorCorrection><SOPNode><Power>1 0 1</Power></SOPNode></ColorCorrection>", "power")]
    [InlineData("<ColorCorrection><SOPNode><Slope>1 1 NaN</Slope></SOPNode></ColorCorrection>", "no number")]
    [InlineData("<Look/>", "Look")]
    [InlineData("<!DOCTYPE c [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;\">]><ColorCorrection>&b;</ColorCorrection>", "XML")]
    public void Read_DamagedGrades_AreRefusedWithTheLine(string text, string word)
    {
        var e = Assert.Throws<BadInputException>(() => Read(text, "x.cc"));
        Assert.Contains(word, e.Problem, StringComparison.Ordinal);
        Assert.Equal("line 1", e.Place);
    }

    [Fact]
    public void Of_ACut_WritesLogGradesAndCountSheet()
    {
        var cut = Turnover.Read(Encoding.UTF8.GetBytes("TITLE: t\n001  A1  V  C  01:00:00:00 01:00:02:00 10:00:00:00 10:00:02:00\n* FROM CLIP NAME: =one,two\n* ASC_SOP (1.1 1 1)(0 0 0)(1 1 1)\n* ASC_SAT 0.9\n* LOC: 10:00:01:00 RED FILL 2\n002  A1  V  C  01:00:02:00 01:00:03:00 10:00:02:00 10:00:03:00\n* FROM CLIP NAME: =one,two\n* ASC_SOP (1.2 1 1)(0 0 0)(1 1 1)\n"), "t.edl", new FrameRate(24));
        var list = ClipList.Of(cut);
        var log = Read(AleWriter.Text(list), "y.ale");
        Assert.Equal("=one,two A1 01:00:00:00 01:00:02:00", $"{log.Entries[0].Name} {log.Entries[0].Reel} {log.Entries[0].Start} {log.Entries[0].End}");
        Assert.Equal(["=one,two", "=one,two_2"], ClipList.Read(GradeWriter.Write(list, ".ccc", []), "y.ccc", null).Entries.Select(e => e.Name));
        Assert.Throws<BadInputException>(() => GradeWriter.Write(list, ".cc", []));
        Assert.Contains("\n\"'=one,two\",FILL 2,A1,1,V1,10:00:00:00,10:00:02:00,48,01:00:00:00,01:00:02:00,0,0,1,on\n", CountSheet.Of(cut), StringComparison.Ordinal);
    }

    [SharedFact("editorial/ale")]
    public void Read_EverySampleLog_KeepsItsFields()
    {
        foreach (var row in Checkout.SharedRows("editorial/ale", ".ale"))
        {
            var bytes = File.ReadAllBytes(Path.Combine(Checkout.Shared("editorial/ale")!, (string)row[0]));
            var list = ClipList.Read(bytes, "x.ale", null);
            Assert.NotEmpty(list.Entries);
            var again = Read(AleWriter.Text(list), "y.ale");
            Assert.Equal(list.Entries.SelectMany(e => e.Fields), again.Entries.SelectMany(e => e.Fields));
        }
    }

    private static ClipList Read(string text, string name) => ClipList.Read(Encoding.UTF8.GetBytes(text), name, null);
}
