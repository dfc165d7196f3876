using System.Text.Json.Nodes;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Production.Delivery;

/// <summary>A cut that shows nothing is a mistake of the export: it is said, and nothing is made of it.</summary>
public sealed class EmptyCutTest
{
    [Theory]
    [InlineData("empty", "empty-cut")]
    [InlineData("off", "empty-cut")]
    [InlineData("outside", "outside-media")]
    public void Turnaround_CutThatShowsNothing_EndsWith3AndMakesNothing(string kind, string code)
    {
        using var small = new SmallTurnover(kind, 1, 4);
        var cut = kind switch
        {
            "empty" => SmallTurnover.CutOf(),
            "outside" => SmallTurnover.CutOf(("beach", SmallTurnover.Sequence("beach", 1, 4), 5_000, 20)),
            _ => SmallTurnover.CutOf(("beach", SmallTurnover.Sequence("beach", 1, 4), 0, 4)),
        };
        if (kind == "off") cut["tracks"]!["children"]![0]!["children"]![0]!["enabled"] = false;
        File.WriteAllText(small.Cut, cut.ToJsonString());
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People, "--json"));
        Assert.True(ran.Exit == 3, ran.ToString());
        var error = Assert.Single((JsonArray)ran.Json["errors"]!)!;
        Assert.Equal(code, (string?)error["code"]);
        Assert.All(new[] { "file", "place", "remedy" }, field => Assert.NotEqual("", (string?)error[field]));
        Assert.False(Directory.Exists(small.Out));
        Assert.False(Directory.Exists(small.Show));
    }
}
