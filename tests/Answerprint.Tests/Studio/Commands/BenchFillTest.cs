using Answerprint.Production.Editorial;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Studio.Commands;

/// <summary>`bench fill`, `growth`, `kit` and `score` as a person runs them.</summary>
public sealed class BenchFillTest
{
    [ProgramFact("ffmpeg")]
    public void Fill_OfPlates_ReadsEXRAndLeavesNoneBehind()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder.File("show"));
        File.WriteAllText(folder.File("show/show.json"), (ShowFile.New("Dear Show", new(24)) with { Rates = new("CHF", 7, 60) }).Write().ToJsonString());

        var ran = CommandLine.Run("bench", "fill", "--stage", "tabletop", "--gaps", "1", "--protocols", "k", "--size", "96x64", "--frames", "5", "--most-gaps", "1", "--samples", "1", "--set", "grain=0.02", "--plates", folder.File("plates"), "--show", folder.File("show"), "--out", folder.File("out"), "--progress", "none", "--json");

        Assert.True(ran.Exit == 0, ran.ToString());
        Assert.Equal("Dear Show", (string?)ran.Json["result"]!["rates"]!["of"]);
        Assert.Single(ran.Json["result"]!["scores"]!.AsArray());
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.File("plates")));
        Assert.Equal(["plates-confidence.svg", "plates-forecast.svg", "plates-gain.svg", "plates.json", "plates.md"], Directory.GetFiles(folder.File("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        var text = File.ReadAllText(folder.File("out/plates.md"));
        Assert.Contains("`answerprint bench fill --stage tabletop --gaps 1 --protocols k --size 96x64 --frames 5 --most-gaps 1 --seed 7 --samples 1 --set grain=0.02 --plates FOLDER`", text, StringComparison.Ordinal);
        Assert.Contains("7 CHF an hour", text, StringComparison.Ordinal);
        Assert.Contains("from EXR files", text, StringComparison.Ordinal);
    }

    [ProgramFact("ffmpeg")]
    public void KitAndScore_WithoutAnOperator_EndsWithThreeAndWritesNothing()
    {
        using var folder = new TestFolder();
        var kit = CommandLine.Run("bench", "kit", "--to", folder.File("kit"), "--truth", folder.File("truth"), "--stage", "tabletop", "street", "--gaps", "1", "3", "--frames", "6", "--size", "64x48", "--samples", "1", "--progress", "none", "--json");
        Assert.True(kit.Exit == 0, kit.ToString());
        Assert.Equal(["tabletop-gap1 1002,1004", "tabletop-gap3 1002-1004", "street-gap1 1002,1004", "street-gap3 1002-1004"], kit.Json["result"]!["cases"]!.AsArray().Select(c => $"{c!["name"]} {c["missing"]}"));
        // what one case hides no other case shows
        var known = Directory.GetFiles(folder.File("kit"), "*.exr", SearchOption.AllDirectories).Select(f => Convert.ToHexString(File.ReadAllBytes(f))).ToHashSet(StringComparer.Ordinal);
        Assert.All(Directory.GetFiles(folder.File("truth"), "*.exr", SearchOption.AllDirectories), f => Assert.DoesNotContain(Convert.ToHexString(File.ReadAllBytes(f)), known));

        var score = CommandLine.Run("bench", "score", folder.File("kit"), "--truth", folder.File("truth"), "--out", folder.File("out"), "--json");
        Assert.Equal(3, score.Exit);
        Assert.Equal("no-settings", (string?)Assert.Single(score.Json["errors"]!.AsArray())!["code"]);
        Assert.False(Directory.Exists(folder.File("out")));
    }

    [Theory]
    [InlineData(2, "either --clips FOLDER or --stage", "fill")]
    [InlineData(2, "go with --stage", "fill", "--clips", ".", "--set", "blur=1")]
    [InlineData(2, "blur is 0..360", "fill", "--stage", "yard", "--set", "blur=400")]
    [InlineData(2, "--gaps are 1..64", "fill", "--stage", "--gaps", "0")]
    [InlineData(2, "use --size, --gaps", "fill", "--stage", "--step", "size=100,200")]
    [InlineData(2, "16 to 8192", "fill", "--stage", "--size", "9x9000")]
    [InlineData(3, "does not exist", "fill", "--clips", "not/there")]
    [InlineData(3, "no such file", "fill", "--stage", "--rates", "none.json")]
    [InlineData(2, "--lengths are", "growth", "--lengths", "3")]
    [InlineData(2, "--gaps are 1..31", "growth", "--gaps", "40")]
    [InlineData(2, "--as is exr or png", "kit", "--to", "k", "--truth", "t", "--as", "dpx")]
    [InlineData(3, "truth would lie in the kit", "kit", "--to", "k", "--truth", "k/t")]
    [InlineData(3, "the file is not there", "score", "not/there", "--truth", "t")]
    public void Bench_AskedForWhatCanNotBe_SaysSo(int exit, string says, params string[] words)
    {
        var ran = CommandLine.Run(["bench", .. words, "--progress", "none"]);
        Assert.True(ran.Exit == exit && ran.Errors.Contains(says, StringComparison.Ordinal), ran.ToString());
    }
}
