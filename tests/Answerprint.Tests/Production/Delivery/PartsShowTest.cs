using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Production.Delivery;

/// <summary>Work on shots with people, by attested parts, boxes and declared changes in place of drawn mattes: the whole way, from the brief to the package.</summary>
public sealed class PartsShowTest
{
    private const int W = SmallTurnover.Width, H = SmallTurnover.Height;

    /// <summary>A walker on the columns 10 to 19 of the rows 16 to 25.</summary>
    private const string Walker = "10,16,10,10";

    [Fact]
    public void Declare_NobodyNearTheBrief_NeedsNoMatteAndTheCropsAreLookedAtFirst()
    {
        using var small = Damaged("parts-near", "44,30");
        var sheet = Path.Combine(small.Folder, "crops.png");
        Assert.Equal(4, CommandLine.Run(CommandLine.Turnaround(small)).Exit);
        Assert.Equal(2, CommandLine.Run("declare", small.Show, "show_0010", "--no-people-near", "B0001", "--by", "Ann Lee").Exit);
        string[] say = ["declare", small.Show, "show_0010", "--no-people-near", "B0001", "--sheet", sheet, "--by", "Ann Lee", "--json"];
        var first = CommandLine.Run(say);
        Assert.True(first.Exit == 0, first.ToString());
        Assert.True((bool)first.Json["result"]!["look"]! && File.Exists(sheet));
        // looked at by nobody yet: nothing is declared
        Assert.Equal(4, CommandLine.Run(CommandLine.Turnaround(small)).Exit);
        var second = CommandLine.Run(say);
        Assert.True(second.Exit == 0, second.ToString());
        Assert.Equal(64, ((string)Assert.Single(second.Json["result"]!["seen"]!.AsArray())!).Length);
        Assert.Equal(["28,14,33,33@1-24"], second.Json["result"]!["region"]!.AsArray().Select(r => (string)r!));
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == 0, ran.ToString());
        Delivered(small, "P0");
    }

    [Theory]
    [InlineData("28,14,33,33", 0)]
    [InlineData("29,14,33,33", 4)]
    [InlineData("28,14,33,33@1-23", 4)]
    public void Declare_NobodyInARegion_HoldsForWorkThatStaysSixteenPixelsInside(string region, int exit)
    {
        using var small = Damaged("parts-region", "44,30");
        Assert.Equal(4, CommandLine.Run(CommandLine.Turnaround(small)).Exit);
        var said = CommandLine.Run("declare", small.Show, "show_0010", "--no-people", "--region", region, "--by", "Ann Lee", "--json");
        Assert.True(said.Exit == 0, said.ToString());
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == exit, ran.ToString());
    }

    [Fact]
    public void Declare_RegionOnAPerformersMatte_IsAContradiction()
    {
        using var small = Damaged("parts-contradiction", "44,30");
        Assert.Equal(4, CommandLine.Run(CommandLine.Turnaround(small)).Exit);
        Assert.Equal(0, CommandLine.Run("declare", small.Show, "show_0010", "--performer", "A walker", "--box", Walker, "--by", "Ann Lee").Exit);
        foreach (var says in new[] { new[] { "--no-people", "--region" }, ["--not-cast"] })
        {
            var no = CommandLine.Run(["declare", small.Show, "show_0010", .. says, "19,25,4,4", "--by", "Ann Lee", "--json"]);
            Assert.True(no.Exit == 3, no.ToString());
            Assert.Equal("contradiction", (string?)no.Json["errors"]![0]!["code"]);
        }
        Assert.Equal(0, CommandLine.Run("declare", small.Show, "show_0010", "--no-people", "--region", "20,26,40,20", "--by", "Ann Lee").Exit);
        Assert.Equal(3, CommandLine.Run("declare", small.Show, "show_0010", "--no-people", "--region", "64,26,40,20", "--by", "Ann Lee").Exit);
        // and the other way round: a box drawn into an attested part
        Assert.Equal(3, CommandLine.Run("declare", small.Show, "show_0010", "--performer", "Another", "--box", "30,30,5,5", "--by", "Ann Lee").Exit);
    }

    [Theory]
    [InlineData("12:40,2,8,8", 0)]
    [InlineData("12:30,12,4,4", 4)]
    public void Declare_BoxesAroundAPerformer_KeepWorkAwayWithoutADrawnMatte(string defects, int exit)
    {
        using var small = Damaged("parts-boxes", defects);
        Assert.Equal(4, CommandLine.Run(CommandLine.Turnaround(small)).Exit);
        // the walker goes from column 4 to column 16; in frame 12 the box is at 10 to 20
        Assert.Equal(0, CommandLine.Run("declare", small.Show, "show_0010", "--performer", "A walker", "--box", "4,16,10,10@1", "16,16,10,10@24", "--by", "Ann Lee").Exit);
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == exit, ran.ToString());
        if (exit == 0) Delivered(small, "P0");
    }

    [Theory]
    [InlineData("15,20", "12,16,8,8", 0)]
    [InlineData("15,20", null, 4)]
    [InlineData("15,20", "16,20,4,4", 4)]
    [InlineData("12,18,7,4", "10,16,10,10", 4)]
    [InlineData("12,18,4,4; 16,18,3,3", "10,16,10,10", 4)]
    public void Declare_NoFaceThere_LetsDustOnAPerformerBeMended(string defects, string? notFace, int exit)
    {
        using var small = Damaged("parts-dust", defects);
        Assert.Equal(4, CommandLine.Run(CommandLine.Turnaround(small)).Exit);
        Assert.Equal(0, CommandLine.Run("declare", small.Show, "show_0010", "--performer", "A walker", "--box", Walker, "--by", "Ann Lee").Exit);
        if (notFace is not null) Assert.Equal(0, CommandLine.Run("declare", small.Show, "show_0010", "--not-face", notFace, "--by", "Ann Lee").Exit);
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == exit, ran.ToString());
        if (exit == 0) Delivered(small, "R");
    }

    [Fact]
    public void Declare_NotCast_LetsCrewBeRemoved()
    {
        using var small = Damaged("parts-crew", "12:40,2,8,12");
        Assert.Equal(4, CommandLine.Run(CommandLine.Turnaround(small)).Exit);
        Assert.Equal(0, CommandLine.Run("declare", small.Show, "show_0010", "--not-cast", "40,2,8,12@12", "--by", "Ann Lee").Exit);
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == 0, ran.ToString());
        Delivered(small, "N");
    }

    [Theory]
    [InlineData("the grade", 0)]
    [InlineData("the grade, undeclared", 4)]
    [InlineData("the grade and paint", 4)]
    [InlineData("the grade and a cleanup away from people", 0)]
    public void Accept_GradeOfAShotWithPeople_GoesInWithItsNumbers(string work, int exit)
    {
        using var stage = new AcceptStage("parts-grade", declared: false);
        Assert.Equal(0, CommandLine.Run("declare", stage.Small.Show, AcceptStage.Shot, "--performer", "A walker", "--box", Walker, "--by", "Ann Lee").Exit);
        Directory.CreateDirectory(stage.Elsewhere);
        for (var n = 1; n <= 24; n++)
        {
            var plate = ExrFile.Read(stage.Media(n));
            var frame = plate.ToFrame("plate");
            for (var i = 0; i < frame.Size; i++)
            {
                frame.Plane(0)[i] = (float)((frame.Plane(0)[i] * 1.25) + 0.01);
                frame.Plane(2)[i] = (float)(frame.Plane(2)[i] * 0.875);
                var (x, y) = (i % W, i / W);
                if (work.EndsWith("paint", StringComparison.Ordinal) && n == 9 && x == 12 && y == 18) frame.Plane(1)[i] += 0.1f;
                if (work.EndsWith("people", StringComparison.Ordinal) && x >= 50 && y >= 8 && y < 20) frame.Plane(1)[i] += 0.1f;
            }
            ExrFile.Write(stage.File(n), plate.With(frame, Matte.Whole(W, H)));
        }
        var change = Path.Combine(stage.Elsewhere, "change.json");
        File.WriteAllText(change, """{"format": "answerprint.change.1", "changes": [{"frames": "1-24", "class": "P1", "steps": [{"cdl": {"slope": [1.25, 1, 0.875], "offset": [0.01, 0, 0]}}]}]}""");
        var ran = work.EndsWith("undeclared", StringComparison.Ordinal) ? stage.Run() : stage.Run("--change", change);
        Assert.True(ran.Exit == exit, ran.ToString());
        if (exit == 0) Delivered(stage.Small, "P1");
        else Assert.Contains("PRJ-11", (string?)ran.Json["errors"]![0]!["problem"], StringComparison.Ordinal);
    }

    /// <summary>Approves, turns back as a final and has it verified; the proof is of this class.</summary>
    private static void Delivered(SmallTurnover small, string kind)
    {
        // the screen may ask about a spot of the drawn beach
        var review = CommandLine.Run("review", small.Show, "show_0010", "--approve", "--not-a-person", "all", "--by", "Ann Lee");
        Assert.True(review.Exit == 0, review.ToString());
        var back = CommandLine.Run("turnback", small.Show, "--out", small.Out, "--by", "Ann Lee", "--json", "--progress", "none");
        Assert.True(back.Exit == 0, back.ToString());
        var package = (string)back.Json["result"]!["package"]!;
        var inspection = Directory.GetFiles(Path.Combine(package, "versions"), "inspection.json", SearchOption.AllDirectories);
        var proof = JsonNode.Parse(File.ReadAllText(Assert.Single(inspection)))!["lock"]!;
        Assert.Equal((true, kind), ((bool)proof["passed"]!, (string)proof["class"]!));
        Assert.Equal(0, CommandLine.Run("verify", package).Exit);
    }

    /// <summary>A show with one shot and a brief for a repair; nobody has said who is in it.</summary>
    private static SmallTurnover Damaged(string name, string defects)
    {
        var small = new SmallTurnover(name);
        File.WriteAllText(small.People, "[]");
        Assert.Equal(0, CommandLine.Run("init", small.Show, "--title", "Show", "--rate", "24", "--by", "Ann Lee").Exit);
        Assert.Equal(0, CommandLine.Run("ingest", small.Show, small.Cut, "--media", small.Media, "--by", "Ann Lee").Exit);
        var asked = CommandLine.Run("brief", small.Show, "show_0010", "repair", "--defects", defects, "--by", "Ann Lee", "--json");
        Assert.True(asked.Exit == 0, asked.ToString());
        return small;
    }
}
