using System.Text.Json.Nodes;
using Answerprint.Tests.Production;
using Xunit;

namespace Answerprint.Tests.Studio.Commands;

/// <summary>Turnovers as strangers hand them over: honest material that nobody tidied up.</summary>
public sealed class StrangerTest
{
    [Fact]
    public void Turnaround_HoleInAHandle_EndsTheHandleThere()
    {
        using var small = new SmallTurnover("handle-hole", 1, 24, 10, 20);
        File.WriteAllText(small.Cut, SmallTurnover.CutOf(("beach", SmallTurnover.Sequence("beach", 1, 24), 6, 10)).ToJsonString());
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People, "--json"));
        Assert.True(ran.Exit == 0, ran.ToString());
        // frames 7-16 are shown; with handles of 8 it would be 1-24, and 20 is not there
        Assert.Equal(19, (int)ran.Json["result"]!["versions"]![0]!["frames"]!);
    }

    [Fact]
    public void Turnaround_RefusedPlateWithAWildName_IsHandedOffAndPackaged()
    {
        using var small = new SmallTurnover("wild-name", 1, 2);
        const string Name = "b [1] \"ü\" {$x}; a";
        for (var n = 1; n <= 16; n++)
            if (n != 8) SmallTurnover.WritePlate(Path.Combine(small.Media, $"{Name}.{n:0000}.exr"), n);
        File.WriteAllText(small.Cut, SmallTurnover.CutOf(("wild", SmallTurnover.Sequence(Name, 1, 16), 2, 12)).ToJsonString());
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == 4, ran.ToString());
        var package = (string)ran.Json["result"]!["package"]!;
        Assert.Single(Directory.GetFiles(package, "*.nk", SearchOption.AllDirectories));
        Assert.Equal(0, CommandLine.Run("verify", package).Exit);
    }

    [Fact]
    public void Turnaround_ShotWithoutMediaBesideOneWithIt_DoesTheOneAndNamesTheOther()
    {
        using var small = new SmallTurnover("absent-beside", 1, 16, 8);
        File.WriteAllText(small.Cut, SmallTurnover.CutOf(("beach", SmallTurnover.Sequence("beach", 1, 16), 2, 10), ("gone", SmallTurnover.Movie("gone.mov"), 0, 5)).ToJsonString());
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People, "--json"));
        Assert.True(ran.Exit == 0, ran.ToString());
        Assert.Contains("gone.mov", ran.Json["result"]!["withheld"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(0, CommandLine.Run("why", small.Show, "show_0020").Exit);
    }

    [Theory]
    [InlineData("fill 500")]
    [InlineData("fill 0--5")]
    [InlineData("fill 99999999999")]
    [InlineData("fill 1-9999999")]
    public void Turnaround_MarkerThatNamesNoFrameOfTheShot_SaysSoAndAsksForNothing(string words)
    {
        using var small = new SmallTurnover("marker", 1, 16);
        var cut = SmallTurnover.CutOf(("beach", SmallTurnover.Sequence("beach", 1, 16), 2, 10));
        var clip = (JsonObject)cut["tracks"]!["children"]![0]!["children"]![0]!;
        clip["markers"] = new JsonArray(new JsonObject { ["OTIO_SCHEMA"] = "Marker.2", ["name"] = words, ["color"] = "RED", ["marked_range"] = clip["source_range"]!.DeepClone(), ["metadata"] = new JsonObject() });
        File.WriteAllText(small.Cut, cut.ToJsonString());
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People, "--json"));
        Assert.True(ran.Exit == 0, ran.ToString());
        Assert.Empty(ran.Json["result"]!["versions"]!.AsArray());
        var withheld = Assert.Single(ran.Json["result"]!["withheld"]!.AsArray())!;
        Assert.StartsWith("not understood at ", (string?)withheld["what"], StringComparison.Ordinal);
    }
}
