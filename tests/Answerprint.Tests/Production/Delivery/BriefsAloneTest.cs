using System.Text.Json.Nodes;
using Answerprint.Production.Cuts;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Production.Delivery;

/// <summary>Each brief stands alone: one that can not be done holds no other up, and is spoken of once.</summary>
public sealed class BriefsAloneTest
{
    [Fact]
    public void Turnaround_OneMarkerThatCanNotBeDone_DoesTheOthersAndSaysItOnce()
    {
        using var small = new SmallTurnover("alone", 1, 24, 12, 13);
        var cut = JsonNode.Parse(File.ReadAllText(small.Cut))!;
        var clip = cut["tracks"]!["children"]![0]!["children"]![0]!;
        clip["markers"] = new JsonArray(Marker("fill 1-24", clip), Marker("fill 13", clip));
        File.WriteAllText(small.Cut, cut.ToJsonString());
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People, "--json"));
        Assert.True(ran.Exit == 5, ran.ToString());
        Assert.True(((JsonArray)ran.Json["errors"]!).Count == 1, ran.ToString());
        var fault = Assert.Single((JsonArray)ran.Json["errors"]!)!;
        Assert.Equal("no-frame-beyond", (string?)fault["code"]);
        Assert.StartsWith("B0002, ", (string?)fault["place"], StringComparison.Ordinal);
        var version = Assert.Single((JsonArray)ran.Json["result"]!["versions"]!)!;
        Assert.Equal(2, (int)version["made"]!);
        Assert.Equal("given up by the tool", (string?)Assert.Single((JsonArray)ran.Json["result"]!["withheld"]!)!["what"]);
    }

    private static JsonObject Marker(string words, JsonNode clip) => new()
    {
        ["OTIO_SCHEMA"] = "Marker.2", ["name"] = words, ["color"] = "RED", ["comment"] = "", ["metadata"] = new JsonObject(), ["marked_range"] = clip["source_range"]!.DeepClone(),
    };
}
