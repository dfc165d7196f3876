using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Production.Delivery;

/// <summary>A person who is there only between two gaps, or a word about frames that nobody can have seen, lets no frame be made.</summary>
public sealed class PeopleBesideGapsTest
{
    [Fact]
    public void Turnaround_PersonBetweenTwoGaps_IsRefused()
    {
        using var small = new SmallTurnover("between", 1, 24, 8, 14);
        for (var n = 1; n <= 24; n++)
        {
            var matte = new Matte(SmallTurnover.Width, SmallTurnover.Height);
            if (n is >= 9 and <= 13) matte.Coverage.AsSpan(200, 20).Fill(1);
            MatteFile.Write(Path.Combine(small.Folder, $"walker.{n:0000}.exr"), matte);
        }
        File.WriteAllText(small.People, """[{"plate": "beach.%04d.exr", "performer": "A walker", "matte": "walker.%04d.exr"}]""");
        Refused(small);
    }

    [Fact]
    public void Turnaround_OnlyTheMissingFramesDeclared_IsRefused()
    {
        using var small = new SmallTurnover("unseen", 1, 24, 8);
        File.WriteAllText(small.People, """[{"plate": "beach.%04d.exr", "noPeople": true, "frames": "8"}]""");
        Refused(small);
        // with the real frames beside the gap it may go on
        File.WriteAllText(small.People, """[{"plate": "beach.%04d.exr", "noPeople": true, "frames": "7-9"}]""");
        var allowed = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People));
        Assert.True(allowed.Exit == 0, allowed.ToString());
    }

    private static void Refused(SmallTurnover small)
    {
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People, "--json"));
        Assert.True(ran.Exit == 4, ran.ToString());
        Assert.Empty(ran.Json["result"]!["versions"] as JsonArray ?? []);
        Assert.Empty(Directory.EnumerateFiles(small.Out, "*.exr", SearchOption.AllDirectories));
    }
}
