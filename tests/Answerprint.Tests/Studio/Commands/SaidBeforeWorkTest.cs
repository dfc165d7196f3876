using System.Text.Json.Nodes;
using Answerprint.Tests.House;
using Answerprint.Tests.Production;
using Xunit;

namespace Answerprint.Tests.Studio.Commands;

/// <summary>What can not go well is said before the work and not after it.</summary>
public sealed class SaidBeforeWorkTest
{
    [Theory]
    [InlineData("--out", "shut/filled.%04d.exr")]
    [InlineData("--out", "shut/filled.mkv")]
    [InlineData("--origin", "shut/origin.%04d.exr")]
    [InlineData("--report", "shut/report.json")]
    [InlineData("--report", "media")]
    public void TryFill_OutputThatCanNotBeWritten_IsSaidBeforeAnyWork(string option, string path)
    {
        using var small = new SmallTurnover("unwritable", 1, 6, 3);
        File.WriteAllText(Path.Combine(small.Folder, "shut"), "a file where a folder is wanted");
        var named = Path.Combine(small.Folder, path);
        var ran = CommandLine.Run([
            "try", "fill", "--in", Path.Combine(small.Media, "beach.%04d.exr"), "--no-people", "A. Person", "--json", "--progress", "none", option, named,
            .. option == "--out" ? (string[])[] : ["--out", Path.Combine(small.Folder, "made/filled.%04d.exr")],
        ]);
        Assert.True(ran.Exit == 3, ran.ToString());
        var error = Assert.Single((JsonArray)ran.Json["errors"]!)!;
        Assert.Equal(option, (string?)error["place"]);
        Assert.NotEqual("", (string?)error["remedy"]);
        Assert.False(Directory.Exists(Path.Combine(small.Folder, "made")));
    }

    [Fact]
    public void Commands_OutIsAFile_IsSaidBeforeAnyWork()
    {
        using var small = new SmallTurnover("unwritable2", 1, 6, 3);
        File.WriteAllText(small.Out, "");
        string[][] asked =
        [
            CommandLine.Turnaround(small, "--declare", small.People, "--json"), ["demo", "--out", Path.Combine(small.Out, "x"), "--json"],
            ["turnback", small.Show, "--out", small.Out, "--by", "Ann Lee", "--json"], ["bench", "fill", "--clips", small.Media, "--out", small.Out, "--json"],
            ["frames", Path.Combine(small.Media, "beach.%04d.exr"), "--to", Path.Combine(small.Out, "a.%04d.png"), "--json"], ["cut", small.Cut, "--to", Path.Combine(small.Out, "b.edl"), "--json"],
        ];
        foreach (var words in asked)
        {
            var ran = CommandLine.Run(words);
            Assert.True(ran.Exit == 3, ran.ToString());
            Assert.Equal("is-file", (string?)ran.Json["errors"]![0]!["code"]);
        }
        Assert.False(Directory.Exists(small.Show));
    }

    [Fact]
    public void Frames_RangeThatIsNotThere_Is3WithWhatIs()
    {
        using var small = new SmallTurnover("range", 1, 6, 3);
        var pattern = Path.Combine(small.Media, "beach.%04d.exr");
        var ran = CommandLine.Run("frames", pattern, "--range", "1-500", "--json");
        Assert.True(ran.Exit == 3, ran.ToString());
        Assert.Equal("frames 3,7-500", (string?)ran.Json["errors"]![0]!["place"]);
        Assert.Contains("1-2,4-6", (string?)ran.Json["errors"]![0]!["remedy"], StringComparison.Ordinal);
        Assert.Equal(0, CommandLine.Run("frames", pattern, "--range", "4-6").Exit);
    }

    [Theory]
    [InlineData("turnaruond", "Did you mean: answerprint turnaround")]
    [InlineData("srvey", "Did you mean: answerprint survey")]
    [InlineData("xyzzyplugh", "See answerprint --help")]
    [InlineData("exchange", "planned and not built")]
    public void UnknownCommand_WithHelp_Is2WithASuggestion(string word, string said)
    {
        var ran = CommandLine.Run(word, "--help");
        Assert.True(ran.Exit == 2, ran.ToString());
        Assert.Contains(said, ran.Errors, StringComparison.Ordinal);
        Assert.Equal("", ran.Out);
    }

    [Fact]
    public void UnknownCommand_BelowTryOrBench_Is2WithASuggestion()
    {
        var ran = CommandLine.Run("try", "fil", "--help");
        Assert.True(ran.Exit == 2, ran.ToString());
        Assert.Contains("answerprint try fill", ran.Errors, StringComparison.Ordinal);
        Assert.Equal(0, CommandLine.Run("try", "fill", "--help").Exit);
    }
}
