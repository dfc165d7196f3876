using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Production.Delivery;

/// <summary>What is said about a plate is one story: no performer who is nowhere, no plate that is empty and not.</summary>
public sealed class DeclarationTest
{
    [Fact]
    public void Declare_MatteThatIsBlackOnEveryFrame_IsRefused()
    {
        using var small = Ingested("black");
        Mattes(small, inside: false);
        var ran = Declare(small, "--performer", "A walker", "--matte", Path.Combine(small.Folder, "walker.%04d.exr"), "--json");
        Assert.True(ran.Exit == 3, ran.ToString());
        Assert.Equal(("empty-matte", "frames 1-12"), ((string?)ran.Json["errors"]![0]!["code"], (string?)ran.Json["errors"]![0]!["place"]));
        Mattes(small, inside: true);
        Assert.Equal(0, Declare(small, "--performer", "A walker", "--matte", Path.Combine(small.Folder, "walker.%04d.exr")).Exit);
    }

    [Fact]
    public void Declare_NobodyAndAPerformerOfTheSameFrames_NamesTheEarlierActUntilItIsTakenBack()
    {
        using var small = Ingested("contradiction");
        Mattes(small, inside: true);
        Assert.Equal(0, Declare(small, "--no-people", "--frames", "1-6").Exit);
        string[] walker = ["--performer", "A walker", "--matte", Path.Combine(small.Folder, "walker.%04d.exr")];
        // other frames are another matter
        Assert.Equal(0, Declare(small, [.. walker, "--frames", "8-12"]).Exit);
        var ran = Declare(small, [.. walker, "--frames", "6-7", "--json"]);
        Assert.True(ran.Exit == 3, ran.ToString());
        var error = ran.Json["errors"]![0]!;
        Assert.Equal("contradiction", (string?)error["code"]);
        Assert.Contains("Ann Lee", (string?)error["problem"], StringComparison.Ordinal);
        var remedy = (string)error["remedy"]!;
        var act = remedy.Split("--withdraw ")[1].Split(';')[0];
        Assert.StartsWith($"act {act},", (string?)error["place"], StringComparison.Ordinal);
        Assert.Equal(0, CommandLine.Run("person", small.Show, "Bo Fox", "--role", "vfx_editor", "--by", "Ann Lee").Exit);
        Assert.Equal(3, CommandLine.Run("declare", small.Show, "show_0010", "--withdraw", act, "--by", "Bo Fox").Exit);
        Assert.Equal(0, Declare(small, "--withdraw", act).Exit);
        Assert.Equal(0, Declare(small, [.. walker, "--frames", "6-7"]).Exit);
    }

    private static SmallTurnover Ingested(string name)
    {
        var small = new SmallTurnover(name, 1, 12);
        Assert.Equal(0, CommandLine.Run("init", small.Show, "--title", "Show", "--rate", "24", "--by", "Ann Lee").Exit);
        Assert.Equal(0, CommandLine.Run("ingest", small.Show, small.Cut, "--media", small.Media, "--by", "Ann Lee").Exit);
        return small;
    }

    private static CommandLine.Ran Declare(SmallTurnover small, params string[] words) => CommandLine.Run(["declare", small.Show, "show_0010", "--by", "Ann Lee", .. words]);

    private static void Mattes(SmallTurnover small, bool inside)
    {
        for (var n = 1; n <= 12; n++)
        {
            var matte = new Matte(SmallTurnover.Width, SmallTurnover.Height);
            if (inside && n == 7) matte.Coverage[200] = 1;
            MatteFile.Write(Path.Combine(small.Folder, $"walker.{n:0000}.exr"), matte);
        }
        if (!inside) return;
        // a set in which a range is asked for has something inside that range
        foreach (var n in new[] { 6, 9 })
        {
            var matte = new Matte(SmallTurnover.Width, SmallTurnover.Height);
            matte.Coverage[300] = 1;
            MatteFile.Write(Path.Combine(small.Folder, $"walker.{n:0000}.exr"), matte);
        }
    }
}
