using System.Text.Json.Nodes;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Production.Delivery;

/// <summary>A take that is too short for the cut at head and tail: a longer pull of it gives real frames.</summary>
public sealed class HeadAndTailTest
{
    [Fact]
    public void Turnaround_LongerPullOfTheSameTake_GivesTheRealHeadAndTail()
    {
        using var small = new SmallTurnover("heads", 1, 24, 1, 2, 23, 24);
        File.WriteAllText(small.Cut, SmallTurnover.CutOf(("beach", SmallTurnover.Sequence("beach", 1, 24), 0, 24)).ToJsonString());
        var before = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People, "--json"));
        Assert.Contains("ShortMedia", before.Out + CommandLine.Run("survey", small.Show, "--by", "Ann Lee", "--json").Out, StringComparison.Ordinal);

        var pull = Path.Combine(small.Folder, "pull");
        Directory.CreateDirectory(pull);
        for (var n = -5; n <= 30; n++)
            if (n > 0) SmallTurnover.WritePlate(Path.Combine(pull, $"beach.{n:0000}.exr"), n);
        var after = CommandLine.Run(CommandLine.Turnaround(small, "--media", pull, "--json"));
        Assert.True(after.Exit == 0, after.ToString());
        var survey = CommandLine.Run("survey", small.Show, "--by", "Ann Lee", "--json");
        Assert.DoesNotContain("ShortMedia", survey.Out, StringComparison.Ordinal);
        Assert.Contains("was taken", survey.Out + after.Out + after.Errors, StringComparison.Ordinal);
    }
}
