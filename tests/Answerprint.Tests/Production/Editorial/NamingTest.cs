using System.Text.Json.Nodes;
using Answerprint.Production.Editorial;
using Xunit;

namespace Answerprint.Tests.Production.Editorial;

public sealed class NamingTest
{
    [Theory]
    [InlineData("0", 2, "", "0010 0020")]
    [InlineData("10", 1, "20", "0015")]
    [InlineData("10", 2, "20", "0013 0016")]
    [InlineData("10", 1, "12", "0011")]
    [InlineData("10", 2, "11", "0010A 0010B")]
    [InlineData("30", 2, "", "0040 0050")]
    [InlineData("35", 1, "", "0040")]
    [InlineData("0", 1, "10", "0005")]
    [InlineData("10", 3, "30", "0015 0020 0025")]
    public void Between_TwoNumbers_GivesWhatPeopleWouldGive(string after, int count, string next, string expected)
    {
        var used = new SortedSet<ShotNumber>();
        if (after != "0") used.Add(ShotNumber.Parse(after)!.Value);
        if (next.Length > 0) used.Add(ShotNumber.Parse(next)!.Value);
        Assert.Equal(expected, string.Join(' ', ShotNumber.Between(after == "0" ? null : ShotNumber.Parse(after), count, used).Select(n => n.Format(4))));
    }

    [Fact]
    public void Between_AskedForEver_NeverGivesANumberTwice()
    {
        var used = new SortedSet<ShotNumber>([new(10), new(20)]);
        var seen = used.ToHashSet();
        for (var i = 0; i < 2000; i++)
            foreach (var n in ShotNumber.Between(new(10, i % 3 == 0 ? "" : "B"), 1 + (i % 3), used)) Assert.True(seen.Add(n), $"{n} twice");
        Assert.Equal(new ShotNumber(10, "AB"), ShotNumber.Parse(new ShotNumber(10, "AB").Format(4)));
    }

    [Fact]
    public void Names_OfThePresets_HoldTheirFieldsInOrder()
    {
        Assert.Equal("show_0010", Naming.Generic.Shot("show", new(10)));
        Assert.Equal("show_0010_comp_v001", Naming.Generic.Version("show_0010", 1));
        // the example of the recommendation: AGM_104_TCC_067_0080, AGM_104_065_010_comp_NFX_v001
        var netflix = new Naming(NamingPreset.Netflix, "104", "TCC", "067", "comp", "NFX").Checked();
        Assert.Equal("AGM_104_TCC_067_0080", netflix.Shot(netflix.Code("agm"), new(80)));
        Assert.Equal("AGM_104_065_010_comp_NFX_v001", (netflix with { Sequence = "", Scene = "065", Digits = 3 }).Version((netflix with { Sequence = "", Scene = "065", Digits = 3 }).Shot("AGM", new(10)), 1));
        Assert.Equal(new ShotNumber(15, "A"), netflix.NumberOf("AGM", "AGM_104_TCC_067_0015A"));
        Assert.Null(netflix.NumberOf("AGM", "show_0010"));
        Assert.Equal(netflix, Naming.Read((JsonObject)JsonNode.Parse(netflix.Write().ToJsonString())!));
    }

    [Theory]
    [InlineData("1_4", "TCC", "NFX", "episode")]
    [InlineData("../x", "TCC", "NFX", "episode")]
    [InlineData("104", "", "NFX", "--sequence or --scene")]
    [InlineData("104", "TCC", "", "--vendor")]
    [InlineData("104", "T\nC", "NFX", "sequence")]
    [InlineData("104", "Überfahrt", "NFX", "sequence")]
    public void Checked_FieldThatIsNotLegalOrMissing_SaysWhich(string episode, string sequence, string vendor, string said) =>
        Assert.Contains(said, Assert.Throws<FormatException>(() => new Naming(NamingPreset.Netflix, episode, sequence, "", "comp", vendor).Checked()).Message, StringComparison.Ordinal);
}
