using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Production.Cuts;
using Answerprint.Production;
using Answerprint.Production.Delivery;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Review;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Production.Delivery;

/// <summary>The whole flow, run as a person runs it, on a small clip; then what a stranger sees.</summary>
public sealed class FlowTest
{
    [Fact]
    public void Turnaround_ThenReviewThenTurnback_HandsBackShotsWithTheAnswers()
    {
        using var small = new SmallTurnover("flow", 1, 24, 12, 13);
        var first = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People, "--json"));
        Assert.True(first.Exit == 0, first.ToString());
        Assert.Equal("awaiting approval", (string?)first.Json["result"]!["versions"]![0]!["status"]);
        var package = Path.Combine(small.Out, "TURNBACK_show_1");
        Assert.Equal(package, (string?)first.Json["result"]!["package"]);

        // 24 frames, all of them in range with handles: two made, the rest the plate's own words under new numbers
        var pictures = Directory.GetFiles(Path.Combine(package, "versions/show_0010_comp_v001/exr")).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(24, pictures.Count);
        Assert.EndsWith("show_0010_comp_v001.1001.exr", pictures[0], StringComparison.Ordinal);
        for (var n = 1; n <= 24; n++)
        {
            var version = ExrFile.Read(pictures[n - 1]);
            if (n is 12 or 13)
            {
                Assert.Null(version.Channel("id"));
                continue;
            }
            Assert.Equal(PlateBits.Of(ExrFile.Read(Path.Combine(small.Media, $"beach.{n:0000}.exr"))), PlateBits.Of(version));
            Assert.Contains(version.Attributes, a => a.Name == "owner");
            Assert.Contains(version.Attributes, a => a.Name == "timeCode");
        }
        Assert.Equal(2, Directory.GetFiles(Path.Combine(package, "versions/show_0010_comp_v001/origin")).Length);
        var timeline = OtioDocument.Parse(File.ReadAllBytes(Path.Combine(package, "cut.otio")), "cut.otio").ToTimeline(null, out _);
        var laid = Assert.Single(timeline.Tracks[^1].Items.OfType<ClipItem>());
        Assert.Equal(("show_0010_comp_v001", false), (laid.Name, laid.Enabled));

        // the same again does nothing again
        var again = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People, "--json"));
        Assert.True(again.Exit == 0, again.ToString());
        Assert.Single(Directory.GetDirectories(small.Out));
        using (var show = Show.Look(small.Show, TimeProvider.System)) Assert.Single(Standing.Of(show.Book.Acts).Versions);

        Assert.Equal(0, CommandLine.Run("review", small.Show, "show_0010", "--approve", "--by", "Ann Lee").Exit);
        var second = CommandLine.Run("turnback", small.Show, "--out", small.Out, "--by", "Ann Lee", "--json", "--progress", "none");
        Assert.True(second.Exit == 0, second.ToString());
        Assert.Equal("approved", (string?)second.Json["result"]!["versions"]![0]!["status"]);
        var final = Path.Combine(small.Out, "TURNBACK_show_2");
        Assert.True(OtioDocument.Parse(File.ReadAllBytes(Path.Combine(final, "cut.otio")), "cut.otio").ToTimeline(null, out _).Tracks[^1].Items.OfType<ClipItem>().Single().Enabled);

        var keys = Path.Combine(small.Folder, "keys.txt");
        File.Copy(Path.Combine(small.Show, "keys/site.pub"), keys);
        var verified = CommandLine.Run("verify", final, "--trust", keys, "--require-trust", "--render", "--json");
        Assert.True(verified.Exit == 0, verified.ToString());
        Assert.Equal((true, 2), ((bool)verified.Json["result"]!["trusted"]!, (int)verified.Json["result"]!["madeAgain"]!));
        var stranger = CommandLine.Run("verify", final);
        Assert.Contains("intact; signer UNKNOWN", stranger.Out, StringComparison.Ordinal);
        Assert.Equal(0, stranger.Exit);

        var why = CommandLine.Run("why", small.Show, "show_0010");
        Assert.Contains("nobody is in it", why.Out, StringComparison.Ordinal);
        Assert.Contains("approved show_0010_comp_v001", why.Out, StringComparison.Ordinal);
        Assert.Contains("Answerable: ", why.Out.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);

        // no name in clear where it would stand for ever, and no path of this machine in what goes out
        foreach (var file in Directory.EnumerateFiles(final, "*", SearchOption.AllDirectories).Concat(Directory.EnumerateFiles(Path.Combine(small.Show, "book"), "*", SearchOption.AllDirectories)))
        {
            var text = File.ReadAllText(file, System.Text.Encoding.Latin1);
            Assert.False(text.Contains("Ann Lee", StringComparison.Ordinal), file);
            Assert.False(text.Contains(small.Folder, StringComparison.Ordinal), file);
        }
    }

    [Fact]
    public void Turnaround_NobodySaidWhoIsInThePlate_RefusesWithAReasonAWayOnAndAPack()
    {
        using var small = new SmallTurnover("refused", 1, 12, 6);
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == 4, ran.ToString());
        var error = Assert.Single((JsonArray)ran.Json["errors"]!)!;
        Assert.Contains("PRJ-07", (string?)error["problem"], StringComparison.Ordinal);
        Assert.Contains("declare", (string?)error["remedy"], StringComparison.Ordinal);
        var package = (string)ran.Json["result"]!["package"]!;
        Assert.True(File.Exists(Path.Combine(package, "handoff/B0001/READ-ME.txt")));
        Assert.False(Directory.Exists(Path.Combine(package, "versions")));
        Assert.True(PackageCheck.Check(package, null).IsIntact);

        // declaring makes it go on, from where it stood
        Assert.Equal(0, CommandLine.Run("declare", small.Show, "show_0010", "--no-people", "--by", "Ann Lee").Exit);
        var then = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(then.Exit == 0, then.ToString());
        Assert.Equal("TURNBACK_show_2", Path.GetFileName((string)then.Json["result"]!["package"]!));
    }

    [Fact]
    public void Turnback_VersionThatIsContestedOrRefused_StaysHere()
    {
        using var small = new SmallTurnover("contest", 1, 12, 6);
        Assert.Equal(0, CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People)).Exit);
        Assert.Equal(0, CommandLine.Run("person", small.Show, "Cy Dee", "--role", "performer", "--by", "Ann Lee").Exit);
        var unasked = CommandLine.Run("review", small.Show, "show_0010", "--approve", "--by", "Cy Dee", "--json");
        Assert.Equal((4, "role"), (unasked.Exit, (string?)unasked.Json["errors"]![0]!["code"]));
        Assert.Equal(0, CommandLine.Run("contest", small.Show, "--shot", "show_0010", "--reason", "not agreed", "--by", "Cy Dee").Exit);
        using (var show = Show.Open(small.Show, TimeProvider.System))
        {
            var desk = new Desk(show, show.Book.Acts[^1].By, [new Answerprint.Tools.Fill.FillTool()], "", Watch.Nobody, default);
            var held = Assert.Single(desk.Deliver(small.Out).Withheld, w => w.What == Withheld.AtDelivery);
            Assert.Contains("PRJ-14", held.Reason, StringComparison.Ordinal);
        }
        Assert.Equal(0, CommandLine.Run("review", small.Show, "show_0010", "--refuse", "--note", "soft", "--by", "Ann Lee").Exit);
        var ran = CommandLine.Run("turnback", small.Show, "--out", small.Out, "--by", "Ann Lee", "--json");
        Assert.Equal("refused in review", (string?)ran.Json["result"]!["withheld"]![0]!["what"]);
    }
}
