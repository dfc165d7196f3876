using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production.Cuts;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Tests.Studio.Commands;
using Xunit;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Tests.Production.Delivery;

/// <summary>Missing frames with a performer in them: nothing is made, and the take's own frames stand for two of them at most.</summary>
public sealed class HoldTest
{
    [Fact]
    public void Brief_HoldAfterARefusedFill_IsAllowedProvedAndDelivered()
    {
        using var small = WithPerformer("hold", 1, 24, 12, 13);
        var refused = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People, "--json"));
        Assert.True(refused.Exit == 4, refused.ToString());
        Assert.Contains("answerprint brief SHOW show_0010 hold", (string?)refused.Json["errors"]![0]!["remedy"], StringComparison.Ordinal);

        // the frames that are missing need no naming
        var asked = CommandLine.Run("brief", small.Show, "show_0010", "hold", "--by", "Ann Lee", "--json");
        Assert.Equal("12-13", (string?)asked.Json["result"]!["frames"]);
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == 0, ran.ToString());
        Assert.Equal((0, 2), ((int)ran.Json["result"]!["versions"]![0]!["made"]!, (int)ran.Json["result"]!["versions"]![0]!["held"]!));
        Assert.Empty(ran.Json["result"]!["withheld"]!.AsArray());

        Assert.Equal(0, CommandLine.Run("review", small.Show, "show_0010", "--approve", "--by", "Ann Lee").Exit);
        var back = CommandLine.Run("turnback", small.Show, "--out", small.Out, "--by", "Ann Lee", "--json", "--progress", "none");
        Assert.True(back.Exit == 0, back.ToString());
        var package = (string)back.Json["result"]!["package"]!;

        // every word of the frame before the gap, data channels with it
        var real = PlateBits.Of(ExrFile.Read(Path.Combine(small.Media, "beach.0011.exr")));
        foreach (var number in new[] { 1012, 1013 })
        {
            var held = ExrFile.Read(Path.Combine(package, $"versions/show_0010_comp_v001/exr/show_0010_comp_v001.{number}.exr"));
            Assert.Equal(real, PlateBits.Of(held));
            Assert.NotNull(held.Channel("id"));
        }
        var disclosure = JsonNode.Parse(File.ReadAllText(Path.Combine(package, "disclosure.json")))!;
        Assert.Equal("", (string?)disclosure["label"]);
        Assert.Equal(("1012=1011 1013=1011", "People", 1), ((string?)disclosure["versions"]![0]!["heldFrames"], (string?)disclosure["versions"]![0]!["peopleInHeldFrames"], (int)disclosure["versions"]![0]!["cutSpeed"]!));
        Assert.Contains(",1012=1011 1013=1011,", File.ReadAllText(Path.Combine(package, "changes.csv")), StringComparison.Ordinal);
        var proof = JsonNode.Parse(File.ReadAllText(Path.Combine(package, "versions/show_0010_comp_v001/inspection.json")))!["lock"]!;
        Assert.Equal((true, "P3"), ((bool)proof["passed"]!, (string?)proof["class"]));
        Assert.Equal(11, (int)proof["frames"]!.AsArray().Single(f => (int)f!["frame"]! == 13)!["shows"]!);
        var verified = CommandLine.Run("verify", package, "--render", "--json");
        Assert.True(verified.Exit == 0, verified.ToString());
        Assert.Equal(2, (int)verified.Json["result"]!["madeAgain"]!);
        Assert.Contains("held: 12 shows 11, 13 shows 11", CommandLine.Run("why", small.Show, "show_0010").Out, StringComparison.Ordinal);

        // fill, asked again, takes the frames back and is refused as before
        Assert.Equal(0, CommandLine.Run("brief", small.Show, "show_0010", "fill", "--by", "Ann Lee").Exit);
        Assert.Equal(4, CommandLine.Run("render", small.Show, "--by", "Ann Lee", "--progress", "none").Exit);
    }

    [Fact]
    public void Brief_HoldOfThreeWithAPerformer_IsRefusedWithTheWayOn()
    {
        using var small = WithPerformer("hold-three", 1, 24, 12, 13, 14);
        Assert.Equal(4, CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People)).Exit);
        Assert.Equal(0, CommandLine.Run("brief", small.Show, "show_0010", "hold", "--by", "Ann Lee").Exit);
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == 4, ran.ToString());
        var error = Assert.Single(ran.Json["errors"]!.AsArray())!;
        Assert.Contains("PRJ-12", (string?)error["problem"], StringComparison.Ordinal);
        Assert.Contains("pull so many of the missing frames again", (string?)error["remedy"], StringComparison.Ordinal);
        Assert.Empty(ran.Json["result"]!["versions"]!.AsArray());
    }

    [Fact]
    public void Brief_HoldOfThreeWhereNobodyIs_IsAllowed()
    {
        using var small = new SmallTurnover("hold-empty", 1, 24, 12, 13, 14);
        Assert.Equal(0, CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People)).Exit);
        Assert.Equal(0, CommandLine.Run("brief", small.Show, "show_0010", "hold", "13-14", "--by", "Ann Lee").Exit);
        Assert.Equal(0, CommandLine.Run("brief", small.Show, "show_0010", "hold", "12", "--by", "Ann Lee").Exit);
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == 0, ran.ToString());
        Assert.Equal(("show_0010_comp_v002", 3), ((string?)ran.Json["result"]!["versions"]![0]!["version"], (int)ran.Json["result"]!["versions"]![0]!["held"]!));
    }

    [Theory]
    [InlineData("hold frames 12-13", "12:11 13:11")]
    [InlineData("hold missing frames", "12:11 13:11")]
    [InlineData("on hold until Monday", "")]
    public void Turnaround_MarkerThatAsksForAHold_HoldsWhatIsMissing(string words, string shows)
    {
        using var small = WithPerformer("hold-marker", 1, 24, 12, 13);
        var cut = (JsonObject)JsonNode.Parse(File.ReadAllText(small.Cut))!;
        var clip = (JsonObject)cut["tracks"]!["children"]![0]!["children"]![0]!;
        clip["markers"] = new JsonArray(new JsonObject { ["OTIO_SCHEMA"] = "Marker.2", ["name"] = words, ["color"] = "RED", ["marked_range"] = clip["source_range"]!.DeepClone(), ["metadata"] = new JsonObject() });
        File.WriteAllText(small.Cut, cut.ToJsonString());
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People, "--json"));
        Assert.True(ran.Exit == (shows.Length > 0 ? 0 : 4), ran.ToString());
        Assert.Equal(shows, MapOf(small));
    }

    [Fact]
    public void Turnaround_HoldAtTheHead_ShowsTheFirstRealFrameAndNothingIsMissingAnyMore()
    {
        using var small = WithPerformer("hold-head", 1, 24, 1, 2);
        File.WriteAllText(small.Cut, SmallTurnover.CutOf(("beach", SmallTurnover.Sequence("beach", 1, 24), 0, 16)).ToJsonString());
        Assert.Equal(0, CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People)).Exit);
        Assert.Equal(0, CommandLine.Run("brief", small.Show, "show_0010", "hold", "--by", "Ann Lee").Exit);
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == 0, ran.ToString());
        Assert.Empty(ran.Json["result"]!["withheld"]!.AsArray());
        Assert.Equal("1:3 2:3", MapOf(small));
    }

    [Fact]
    public void Verify_HoldThatIsAnotherFrame_IsCaught()
    {
        using var small = WithPerformer("hold-lie", 1, 24, 12);
        Assert.Equal(4, CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People)).Exit);
        Assert.Equal(0, CommandLine.Run("brief", small.Show, "show_0010", "hold", "--by", "Ann Lee").Exit);
        using var show = Show.Open(small.Show, TimeProvider.System);
        var desk = new Desk(show, show.Book.Acts[^1].By, [new Liar()], "", Watch.Nobody, default);
        var version = desk.Render(desk.Now.Shots["show_0010"])!;
        var report = desk.Inspect(version);
        Assert.False(report.Passed);
        Assert.Contains(report.Findings, f => f.Code == "false-origin");
    }

    /// <summary>Holds frame 9 and says that it is frame 11.</summary>
    private sealed class Liar : Answerprint.Production.Toolbox.Tool
    {
        private readonly Answerprint.Tools.Fill.FillTool honest = new();

        public override Answerprint.Production.Toolbox.ToolCard Card => honest.Card;

        public override IReadOnlyList<Answerprint.Production.Toolbox.PlateNeed> Needs(Answerprint.Production.Toolbox.Assignment assignment, Answerprint.Media.Time.FrameRange range) => honest.Needs(assignment, range);

        public override Answerprint.Production.Toolbox.Preparation Prepare(Answerprint.Production.Toolbox.Assignment assignment, IProgress<double>? progress, CancellationToken cancel) => honest.Prepare(assignment, progress, cancel);

        public override IEnumerable<Answerprint.Production.Toolbox.MadeFrame> Render(
            Answerprint.Production.Toolbox.Assignment assignment, Answerprint.Production.Toolbox.Preparation preparation, Answerprint.Media.Time.FrameRange range, CancellationToken cancel)
        {
            foreach (var made in honest.Render(assignment, preparation, range, cancel))
            {
                var origin = made.Origin.Whole();
                origin.Tap[0].Frame.AsSpan().Fill(9);
                yield return made with { Origin = origin };
            }
        }
    }

    private static string MapOf(SmallTurnover small)
    {
        using var show = Show.Look(small.Show, TimeProvider.System);
        var now = Standing.Of(show.Book.Acts);
        return now.Latest("show_0010") is { } version
            ? string.Join(' ', Version.Frames(JsonReading.Parse(show.Vault.Read(version.Document))).Where(f => f.IsHeld).Select(f => $"{f.Number}:{f.Shows}"))
            : "";
    }

    private static SmallTurnover WithPerformer(string name, int first, int last, params int[] missing)
    {
        var small = new SmallTurnover(name, first, last, missing);
        for (var n = first; n <= last; n++)
        {
            var matte = new Matte(SmallTurnover.Width, SmallTurnover.Height);
            matte.Coverage.AsSpan(200, 20).Fill(1);
            MatteFile.Write(Path.Combine(small.Folder, $"walker.{n:0000}.exr"), matte);
        }
        File.WriteAllText(small.People, """[{"plate": "beach.%04d.exr", "performer": "A walker", "matte": "walker.%04d.exr"}]""");
        return small;
    }
}
