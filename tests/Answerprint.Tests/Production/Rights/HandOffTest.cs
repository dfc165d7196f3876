using System.Text.Json;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Rights;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Production.Rights;

public sealed class HandOffTest : IDisposable
{
    private readonly TestFolder room = new(nameof(HandOffTest));
    private readonly string folder;

    public HandOffTest() => folder = room.File("pack");

    public void Dispose() => room.Dispose();

    [Fact]
    public void Write_RefusedFill_FolderTellsWhatWhyAndHow()
    {
        var files = Pack().Write(folder);
        Assert.Equal(files.Order(StringComparer.Ordinal), Directory.GetFiles(folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        var letter = File.ReadAllText(Path.Combine(folder, "READ-ME.txt"));
        Assert.Contains("1012-1014", letter, StringComparison.Ordinal);
        Assert.Contains("PRJ-07", letter, StringComparison.Ordinal);
        Assert.Contains("pull the missing frames again", letter, StringComparison.Ordinal);
        var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "hand-off.json"))).RootElement;
        Assert.Equal("RePull", json.GetProperty("waysOut")[0].GetString());
        Assert.Equal(5, File.ReadAllLines(Path.Combine(folder, "frames.csv")).Length);
    }

    [Fact]
    public void Write_NukeScript_WiresPlateRangeRotoAndWrite()
    {
        Pack().Write(folder);
        var script = File.ReadAllText(Path.Combine(folder, "sh010.nk"));
        Assert.Equal(["Root", "Read", "Read", "FrameRange", "Roto", "Write"], script.Split('\n').Where(l => l.EndsWith(" {", StringComparison.Ordinal)).Select(l => l[..^2]));
        Assert.Equal(script.Count(c => c == '{'), script.Count(c => c == '}'));
        Assert.Contains(" file plates/sh010.%04d.exr\n", script, StringComparison.Ordinal);
        Assert.Contains(" first_frame 1004\n", script, StringComparison.Ordinal);
        Assert.Contains(" last_frame 1022\n", script, StringComparison.Ordinal);
        Assert.Contains(" first 1012\n", script, StringComparison.Ordinal);
    }

    [Fact]
    public void Write_Again_ReplacesTheFolderWhole()
    {
        Pack().Write(folder);
        File.WriteAllText(Path.Combine(folder, "stale.txt"), "");
        Pack().Write(folder);
        Assert.False(File.Exists(Path.Combine(folder, "stale.txt")));
        Assert.False(Directory.Exists(folder + ".part") || Directory.Exists(folder + ".old"));
    }

    [Theory]
    [InlineData("/plates/a.%04d.exr")]
    [InlineData("../a.%04d.exr")]
    [InlineData("a\"]; exec rm.exr")]
    [InlineData("a[python x].exr")]
    public void Write_PatternThatLeavesOrRuns_IsBadInput(string pattern) =>
        Assert.Throws<BadInputException>(() => (Pack() with { Output = pattern }).Write(folder));

    private static HandOff Pack() => new(
        Gate.Judge(Samples.Fill(PeopleThere.People), Facts.None, [], Samples.Day).Decision,
        new("sh010 plate", "plates/sh010.%04d.exr", new(1001, 1051)), new(1012, 1015), [new(1004, 1012), new(1015, 1023)],
        [new("Ann {exec}", "mattes/ann.%04d.exr", new(1001, 1051))], new(24000, 1001), 1920, 1080, "results/sh010.%04d.exr");
}
