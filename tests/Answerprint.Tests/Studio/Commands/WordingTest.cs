using Answerprint.Production.Rights;
using Answerprint.Verify.Terminal;
using Answerprint.Tests.Production;
using Xunit;

namespace Answerprint.Tests.Studio.Commands;

/// <summary>What people read counts as people count, and says roles in words.</summary>
public sealed class WordingTest
{
    [Theory]
    [InlineData(0, "0 frames")]
    [InlineData(1, "1 frame")]
    [InlineData(2, "2 frames")]
    public void Of_AnyCount_SaysOneAndMany(int count, string said) => Assert.Equal(said, Counted.Of(count, "frame"));

    [Theory]
    [InlineData("8", "frame 8")]
    [InlineData("8-12", "frames 8-12")]
    [InlineData("8,10", "frames 8,10")]
    [InlineData("-3", "frame -3")]
    public void Frames_AnyList_SaysOneAndMany(string list, string said) => Assert.Equal(said, Counted.Frames(list));

    [Fact]
    public void PlainOf_RolesAndCrafts_HaveNoUnderscores()
    {
        Assert.Equal(["VFX editor", "roto paint"], new[] { "vfx_editor", "roto_paint" }.Select(RoleWords.PlainOf));
    }

    [Fact]
    public void Flow_OneFrameMadeAndApproved_ReadsAsPeopleSayIt()
    {
        using var small = new SmallTurnover("wording", 1, 12, 6);
        var first = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People));
        Assert.Contains("1 frame made", first.Out, StringComparison.Ordinal);
        var approved = CommandLine.Run("review", small.Show, "show_0010", "--approve", "--not-a-person", "all", "--by", "Ann Lee", "--sheet", Path.Combine(small.Folder, "sheet.png"));
        Assert.Contains("sheet.png", approved.Out, StringComparison.Ordinal);
        Assert.Equal([0x89, (byte)'P'], File.ReadAllBytes(Path.Combine(small.Folder, "sheet.png"))[..2]);
        var credits = File.ReadAllText(Path.Combine(small.Out, "TURNBACK_show_1/credits.csv"));
        Assert.Contains("VFX editor", credits, StringComparison.Ordinal);
        Assert.DoesNotContain("vfx_", credits, StringComparison.Ordinal);
        Assert.Contains("of frame 6:", CommandLine.Run("why", small.Show, "show_0010").Out, StringComparison.Ordinal);
        // one EDL a track with an event on it; nothing approved, nothing of ours
        Assert.Equal(["cut.V1.edl"], Directory.GetFiles(Path.Combine(small.Out, "TURNBACK_show_1"), "*.edl").Select(Path.GetFileName));
    }
}
