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
    public void Commands_InRunningTextThatAreNotThere_AreSeen() => Assert.Equal(["accept"], Papers.UnknownCommands("`answerprint verify x`, `answerprint accept`"));

    [Fact]
    public void Figures_OfFill_AreThoseOfTheBenchmark()
    {
        var shown = Papers.Figures(File.ReadAllText(Readme));
        var results = Path.Combine(Checkout.Root, "bench", "results");
        var measured = Directory.Exists(results) ? Directory.GetFiles(results, "fill.md", SearchOption.AllDirectories) : [];
        Assert.Equal(measured.Length == 0 ? "" : Papers.Figures(File.ReadAllText(Assert.Single(measured))), shown);
    }

    [Fact]
    public void Figures_Changed_AreSeen()
    {
        const string Results = "# fill\n\n<!-- figures:fill -->\n| clip | dB |\n|---|---|\n| room | 41.20 |\n<!-- /figures:fill -->\nmore\n";
        var readme = $"text\n{Results[8..]}";
        Assert.Equal(Papers.Figures(Results), Papers.Figures(readme));
        Assert.NotEqual(Papers.Figures(Results), Papers.Figures(readme.Replace("41.20", "42.20", StringComparison.Ordinal)));
        Assert.Throws<FormatException>(() => Papers.Figures(readme.Replace("<!-- /figures:fill -->", "", StringComparison.Ordinal)));
        Assert.Throws<FormatException>(() => Papers.Figures(readme + Results));
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
