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

    [Fact]
    public void AnyCommand_PipeWhereAFileShouldBe_AnswersAtOnce()
    {
        using var small = new SmallTurnover("pipe", 1, 4, 3);
        var movie = Path.Combine(small.Media, "sea.mov");
        foreach (var path in new[] { Path.Combine(small.Media, "beach.0003.exr"), movie, Path.Combine(small.Folder, "pipe.otio") })
            System.Diagnostics.Process.Start("mkfifo", [path]).WaitForExit();
        foreach (var arguments in new string[][] { ["frames", Path.Combine(small.Media, "beach.0003.exr")], ["frames", Path.Combine(small.Media, "beach.%04d.exr")], ["frames", movie], ["cut", Path.Combine(small.Folder, "pipe.otio")] })
        {
            using var process = CommandLine.Start([.. arguments, "--json"]);
            if (!process.WaitForExit(20_000))
            {
                process.Kill();
                Assert.Fail($"{string.Join(' ', arguments)} waits for a pipe");
            }
            Assert.True(process.ExitCode is 0 or 3, $"{string.Join(' ', arguments)}: {process.ExitCode}");
        }
    }

    [Fact]
    public void Verify_PipeInAPackageAndInItsBook_IsAFaultAndAnswersAtOnce()
    {
        using var small = new SmallTurnover("pipe-package", 1, 16, 8);
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People, "--json"));
        var package = (string)ran.Json["result"]!["package"]!;
        File.Delete(Path.Combine(package, "credits.csv"));
        File.Delete(Path.Combine(package, "book", "package.tlog-proof"));
        var tile = Directory.GetFiles(Path.Combine(package, "book", "tile", "0"), "*", SearchOption.AllDirectories)[0];
        File.Delete(tile);
        foreach (var path in new[] { Path.Combine(package, "credits.csv"), Path.Combine(package, "book", "package.tlog-proof"), tile, Path.Combine(package, "more") })
            System.Diagnostics.Process.Start("mkfifo", [path]).WaitForExit();
        using var process = CommandLine.Start("verify", package, "--json");
        using var watch = new Timer(_ => process.Kill(), null, 20_000, Timeout.Infinite);
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(5, process.ExitCode);
        foreach (var name in new[] { "credits.csv", "book/package.tlog-proof", "book/tile/0", "more" }) Assert.Contains(name, text, StringComparison.Ordinal);
    }

    [Fact]
    public void Turnback_IntoAPlaceWhereNothingCanBeMade_Is3AndNamesIt()
    {
        using var small = new SmallTurnover("nowhere", 1, 16, 8);
        Assert.Equal(0, CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People)).Exit);
        var ran = CommandLine.Run("turnback", small.Show, "--out", "/proc/answerprint", "--by", "Ann Lee", "--json");
        Assert.True(ran.Exit == 3, ran.ToString());
        Assert.Contains("/proc/answerprint", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Declare_ListWithGaps_IsRefusedAndPromisesNothingBetween()
    {
        using var small = new SmallTurnover("gappy", 1, 16, 8);
        File.WriteAllText(small.People, """[{"plate": "beach.%04d.exr", "noPeople": true, "frames": "1,16"}]""");
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People, "--json"));
        Assert.True(ran.Exit == 2, ran.ToString());
        ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == 4, ran.ToString());
    }

    [Fact]
    public void Verify_RequireTrustWithoutAList_Is5AndNamesTheKey()
    {
        using var small = new SmallTurnover("trust", 1, 16, 8);
        var package = (string)CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People, "--json")).Json["result"]!["package"]!;
        var ran = CommandLine.Run("verify", package, "--require-trust", "--json");
        Assert.True(ran.Exit == 5, ran.ToString());
        Assert.Equal("untrusted", (string?)ran.Json["errors"]![0]!["code"]);
        Directory.CreateDirectory(Path.Combine(package, "book", "empty"));
        ran = CommandLine.Run("verify", package, "--json");
        Assert.True(ran.Exit == 5, ran.ToString());
        Assert.Equal("book/empty", (string?)ran.Json["errors"]![0]!["file"]);
        Directory.Delete(Path.Combine(package, "book"), recursive: true);
        ran = CommandLine.Run("verify", package, "--json");
        Assert.True(ran.Exit == 5, ran.ToString());
        Assert.Contains("the book is not there", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void BrokenJson_IsToldInWords()
    {
        using var small = new SmallTurnover("words", 1, 2);
        File.WriteAllText(small.People, "[{\"plate\": ");
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People, "--json"));
        Assert.True(ran.Exit == 3, ran.ToString());
        Assert.Contains("at the end of the JSON", (string?)ran.Json["errors"]![0]!["problem"], StringComparison.Ordinal);
    }
}
