using System.Text.Json.Nodes;
using Answerprint.Production.Delivery;
using Answerprint.Tests.Production;
using Xunit;

namespace Answerprint.Tests.Studio.Commands;

/// <summary>A recut as an editor does it, end to end.</summary>
public sealed class RecutCommandTest
{
    [Fact]
    public void Recut_ThereAndBack_KeepsNamesVersionsApprovalsAndHandAskedBriefs()
    {
        using var small = new SmallTurnover("recut-command", 1, 120, 14);
        Write(small, "cut1.otio", (9, 10), (29, 10));
        File.Copy(Path.Combine(small.Folder, "cut1.otio"), small.Cut, overwrite: true);
        var first = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People, "--json"));
        Assert.True(first.Exit == 0, first.ToString());
        // by hand: a frame that is there and that nobody likes
        Assert.Equal(0, CommandLine.Run("brief", small.Show, "show_0020", "fill", "33", "--by", "Ann Lee").Exit);
        Assert.Equal(0, CommandLine.Run("render", small.Show, "--by", "Ann Lee", "--progress", "none").Exit);
        foreach (var shot in new[] { "show_0010", "show_0020" }) Assert.Equal(0, CommandLine.Run("review", small.Show, shot, "--approve", "--by", "Ann Lee").Exit);

        // slipped within handles, one new between, the other moved
        Write(small, "cut2.otio", (11, 10), (19, 6), (29, 10));
        var second = Recut(small, "cut2.otio");
        Assert.True(second.Exit == 0, second.ToString());
        Assert.Equal(["show_0010 slipped approved", "show_0015 new ", "show_0020 moved approved"], Rows(second));
        Assert.Contains("nothing was made", (string?)second.Json["result"]!["changes"]![0]!["done"], StringComparison.Ordinal);
        Assert.Equal((6, 10), ((int)second.Json["result"]!["changes"]![0]!["handlesLeft"]![1]!, (int)second.Json["result"]!["changes"]![0]!["handlesLeft"]![0]!));
        var page = File.ReadAllText((string)second.Json["result"]!["lists"]![1]!);
        Assert.Contains("slipped by +2 within handles", page, StringComparison.Ordinal);
        var table = File.ReadAllLines((string)second.Json["result"]!["lists"]![0]!);
        Assert.Equal(4, table.Length);
        Assert.StartsWith("show_0010,slipped,slipped by +2 within handles,beach,beach.%04d.exr,01:00:00:00,01:00:00:10,01:00:00:00,01:00:00:10,00:00:00:09,00:00:00:19,00:00:00:11,00:00:00:21,-2,2,", table[1], StringComparison.Ordinal);

        // omitted; the other needs frames that were never handed out, so the yes to it lapses
        Write(small, "cut3.otio", (29, 50));
        var third = Recut(small, "cut3.otio");
        Assert.Equal(["show_0020 handles-exceeded ", "show_0010 omitted show_0010_comp_v001 is approved and kept", "show_0015 omitted "], Rows(third).Select(r => r.Replace("show_0020_comp_v001 is approved and kept", "", StringComparison.Ordinal)));
        // new frames of the take: nobody has said yet who is in them
        Assert.Equal(4, third.Exit);
        Assert.Equal(0, CommandLine.Run("declare", small.Show, "beach.%04d.exr", "--no-people", "--by", "Ann Lee").Exit);
        var declared = Recut(small, "cut3.otio");
        Assert.True(declared.Exit == 0, declared.ToString());
        var row = declared.Json["result"]!["changes"]![0]!;
        Assert.Equal("show_0020_comp_v002", (string?)row["version"]);
        Assert.StartsWith("awaiting approval: the yes to show_0020_comp_v001 does not hold for it", (string?)row["approval"], StringComparison.Ordinal);

        // back to the first cut: everything is there, and the package says so
        var back = Recut(small, "cut1.otio", "--out", small.Out);
        Assert.True(back.Exit == 0, back.ToString());
        Assert.Equal(["show_0010 reinstated approved", "show_0020 trimmed approved"], Rows(back));
        Assert.All(back.Json["result"]!["versions"]!.AsArray(), v => Assert.Equal("approved", (string?)v!["status"]));
        var package = (string)back.Json["result"]!["package"]!;
        Assert.True(File.Exists(Path.Combine(package, "recut.html")) && File.Exists(Path.Combine(package, "recut.csv")));
        Assert.True(PackageCheck.Check(package, null).IsIntact);

        // a second time it is no recut
        var again = Recut(small, "cut1.otio");
        Assert.True(again.Exit == 0, again.ToString());
    }

    [Fact]
    public void Recut_ShowWithoutACutOrCutThatIsNone_SaysSoAndChangesNothing()
    {
        using var small = new SmallTurnover("recut-bad", 1, 24, 12);
        Assert.Equal(0, CommandLine.Run("init", small.Show, "--title", "Show", "--rate", "24", "--by", "Ann Lee").Exit);
        var none = CommandLine.Run("recut", small.Show, small.Cut, "--by", "Ann Lee", "--json");
        Assert.Equal((3, "no-cut"), (none.Exit, (string?)none.Json["errors"]![0]!["code"]));
        Assert.Equal(0, CommandLine.Run("ingest", small.Show, small.Cut, "--media", small.Media, "--by", "Ann Lee").Exit);
        var bad = Path.Combine(small.Folder, "bad.otio");
        File.WriteAllText(bad, "{\"OTIO_SCHEMA\":");
        Assert.Equal(3, CommandLine.Run("recut", small.Show, bad, "--by", "Ann Lee").Exit);
    }

    private static CommandLine.Ran Recut(SmallTurnover small, string cut, params string[] more) =>
        CommandLine.Run(["recut", small.Show, Path.Combine(small.Folder, cut), "--by", "Ann Lee", "--json", "--progress", "none", .. more]);

    private static IEnumerable<string> Rows(CommandLine.Ran ran) => ran.Json["result"]!["changes"]!.AsArray().Select(r => $"{(string?)r!["shot"]} {(string?)r["change"]} {(string?)r["approval"]}");

    private static void Write(SmallTurnover small, string name, params (int Start, int Length)[] clips) =>
        File.WriteAllText(Path.Combine(small.Folder, name), SmallTurnover.CutOf([.. clips.Select(c => ("beach", SmallTurnover.Sequence("beach", 1, 120), c.Start, c.Length))]).ToJsonString());
}
