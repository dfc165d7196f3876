using Xunit;

namespace Answerprint.Tests.House;

public sealed class ReadmeTest
{
    private static readonly string Readme = Path.Combine(Checkout.Root, "README.md");

    [Fact]
    public void Commands_OfEveryDocument_AreRealWithTheirOptions()
    {
        Assert.True(Papers.Commands(File.ReadAllText(Readme)).Count() >= 5);
        var bad = Papers.All.SelectMany(d => Papers.BadCommands(File.ReadAllText(d)).Concat(Papers.UnknownCommands(File.ReadAllText(d))).Select(b => $"{Path.GetFileName(d)}: {b}")).ToList();
        Assert.True(bad.Count == 0, string.Join(Environment.NewLine, bad));
    }

    [Theory]
    [InlineData("./answerprint fly --to moon")]
    [InlineData("./answerprint verify")]
    [InlineData("./answerprint verify back/ --harder")]
    [InlineData("./answerprint try fill --in a.%04d.exr \\\n   --upside-down")]
    public void Commands_ThatAreNotThere_AreSeen(string line) => Assert.NotEmpty(Papers.BadCommands($"text\n\n```\n{line}\n```\n"));

    [Fact]
    public void Commands_InRunningTextThatAreNotThere_AreSeen() => Assert.Equal(["juggle"], Papers.UnknownCommands("`answerprint verify x`, `answerprint juggle`"));

    [Fact]
    public void Figures_AreThoseOfTheBenchmarks()
    {
        var readme = File.ReadAllText(Readme);
        var results = Directory.GetFiles(Path.Combine(Checkout.Root, "bench", "results"), "*.md", SearchOption.AllDirectories);
        Assert.NotEmpty(results);
        // what was measured is shown, and what is shown was measured
        Assert.Equal(results.Select(r => Path.GetFileNameWithoutExtension(r)).Order(StringComparer.Ordinal), Papers.FigureKinds(readme).Order(StringComparer.Ordinal));
        foreach (var result in results)
            Assert.Equal(Papers.Figures(File.ReadAllText(result), Path.GetFileNameWithoutExtension(result)), Papers.Figures(readme, Path.GetFileNameWithoutExtension(result)));
    }

    [Fact]
    public void Figures_Changed_AreSeen()
    {
        const string Results = "# fill\n\n<!-- figures:fill -->\n| clip | dB |\n|---|---|\n| room | 41.20 |\n<!-- /figures:fill -->\nmore\n";
        var readme = $"text\n{Results[8..]}";
        Assert.Equal(Papers.Figures(Results, "fill"), Papers.Figures(readme, "fill"));
        Assert.NotEqual(Papers.Figures(Results, "fill"), Papers.Figures(readme.Replace("41.20", "42.20", StringComparison.Ordinal), "fill"));
        Assert.Throws<FormatException>(() => Papers.Figures(readme.Replace("<!-- /figures:fill -->", "", StringComparison.Ordinal), "fill"));
        Assert.Throws<FormatException>(() => Papers.Figures(readme + Results, "fill"));
    }

    [Fact]
    public void Links_OfEveryDocument_PointToWhatIsThere()
    {
        var broken = Papers.All.SelectMany(d => Papers.BrokenLinks(d, File.ReadAllText(d)).Select(l => $"{Path.GetRelativePath(Checkout.Root, d)}: {l}")).ToList();
        Assert.True(broken.Count == 0, string.Join(Environment.NewLine, broken));
    }

    [Fact]
    public void Links_ToNothing_AreSeen() =>
        Assert.Equal(["docs/none.md", "no.png"], Papers.BrokenLinks(Readme, "[a](docs/none.md) ![b](no.png) [c](README.md#flow) [d](https://example.org/x) [e](#here)"));
}
