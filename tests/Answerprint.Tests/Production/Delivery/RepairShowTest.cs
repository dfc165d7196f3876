using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Production.Delivery;

/// <summary>Damage in a show: asked for by hand, judged by where it lies, mended, proved, delivered and checked by a stranger.</summary>
public sealed class RepairShowTest
{
    private const string Defects = "20,20; 12:0,30,64,8";

    [Fact]
    public void Brief_RepairOfAPixelAndABand_IsMendedProvedAndDelivered()
    {
        using var small = Damaged("repair", out var truth);
        Assert.Equal(0, CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People)).Exit);
        var survey = CommandLine.Run("survey", small.Show, "--defects", "--no-pictures", "--by", "Ann Lee", "--json");
        var finding = Assert.Single(survey.Json["result"]!["findings"]!.AsArray(), f => (string?)f!["kind"] == "StuckPixel")!;
        Assert.Equal("20,20", (string?)Assert.Single(finding["defects"]!.AsArray()));
        Assert.Empty(survey.Json["result"]!["briefs"]!.AsArray());
        var asked = CommandLine.Run("brief", small.Show, "show_0010", "repair", "--defects", Defects, "--by", "Ann Lee", "--json");
        Assert.True(asked.Exit == 0, asked.ToString());
        Assert.Equal("1-24", (string?)asked.Json["result"]!["frames"]);
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == 0, ran.ToString());
        Assert.Equal(0, CommandLine.Run("review", small.Show, "show_0010", "--approve", "--by", "Ann Lee").Exit);
        var back = CommandLine.Run("turnback", small.Show, "--out", small.Out, "--by", "Ann Lee", "--json", "--progress", "none");
        Assert.True(back.Exit == 0, back.ToString());
        var package = (string)back.Json["result"]!["package"]!;
        foreach (var number in new[] { 1, 12, 24 })
        {
            var plate = ExrFile.Read(Path.Combine(small.Media, $"beach.{number:0000}.exr"));
            var mended = ExrFile.Read(Path.Combine(package, $"versions/show_0010_comp_v001/exr/show_0010_comp_v001.{number + 1000}.exr"));
            Assert.Equal(plate.Channel("id")!.Words, mended.Channel("id")!.Words);
            foreach (var name in new[] { "R", "G", "B" })
            {
                var (was, now, real) = (plate.Channel(name)!.Words, mended.Channel(name)!.Words, truth[number].Channel(name)!.Words);
                for (var i = 0; i < SmallTurnover.Width * SmallTurnover.Height; i++)
                {
                    var (x, y) = (i % SmallTurnover.Width, i / SmallTurnover.Width);
                    if (!((x == 20 && y == 20) || (number == 12 && y is >= 30 and < 38))) Assert.True(was.AsSpan(2 * i, 2).SequenceEqual(now.AsSpan(2 * i, 2)), $"frame {number} {name} {x},{y}");
                    else Assert.InRange((float)BitConverter.ToHalf(now, 2 * i) - (float)BitConverter.ToHalf(real, 2 * i), -0.02f, 0.02f);
                }
            }
        }
        var proof = JsonNode.Parse(File.ReadAllText(Path.Combine(package, "versions/show_0010_comp_v001/inspection.json")))!["lock"]!;
        Assert.Equal((true, true), ((bool)proof["passed"]!, (bool)proof["confined"]!));
        var verified = CommandLine.Run("verify", package, "--render", "--json");
        Assert.True(verified.Exit == 0, verified.ToString());
        Assert.Equal(24, (int)verified.Json["result"]!["madeAgain"]!);
    }

    [Theory]
    [InlineData("20,20", 4)]
    [InlineData("12:40,2,8,8", 0)]
    [InlineData("12:30,12,4,4", 4)]
    public void Brief_RepairBesideAPerformer_KeepsSixteenPixelsAwayOrIsRefused(string defects, int exit)
    {
        using var small = Damaged("repair-people", out _);
        for (var n = 1; n <= 24; n++)
        {
            // columns 10 to 19 of the rows 16 to 25
            var matte = new Matte(SmallTurnover.Width, SmallTurnover.Height);
            for (var y = 16; y < 26; y++) matte.Coverage.AsSpan((y * SmallTurnover.Width) + 10, 10).Fill(1);
            MatteFile.Write(Path.Combine(small.Folder, $"walker.{n:0000}.exr"), matte);
        }
        File.WriteAllText(small.People, """[{"plate": "beach.%04d.exr", "performer": "A walker", "matte": "walker.%04d.exr"}]""");
        Assert.Equal(0, CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People)).Exit);
        Assert.Equal(0, CommandLine.Run("brief", small.Show, "show_0010", "repair", "--defects", defects, "--by", "Ann Lee").Exit);
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == exit, ran.ToString());
        if (exit != 0) Assert.Contains("PRJ-07", (string?)ran.Json["errors"]![0]!["problem"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("64,0", "defect-outside")]
    [InlineData("99:1,1", "defect-outside")]
    public void Brief_RepairOutsideThePicture_IsSaid(string defects, string code)
    {
        using var small = new SmallTurnover("repair-outside");
        Assert.Equal(0, CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People)).Exit);
        var asked = CommandLine.Run("brief", small.Show, "show_0010", "repair", "--defects", defects, "--by", "Ann Lee", "--json");
        Assert.Equal((3, code), (asked.Exit, (string?)asked.Json["errors"]![0]!["code"]));
    }

    /// <summary>A pixel stuck at white on every frame, and a band of nothing on one.</summary>
    private static SmallTurnover Damaged(string name, out Dictionary<int, StoredFrame> truth)
    {
        var small = new SmallTurnover(name);
        truth = [];
        for (var n = 1; n <= 24; n++)
        {
            var path = Path.Combine(small.Media, $"beach.{n:0000}.exr");
            truth[n] = ExrFile.Read(path);
            var matte = DefectFile.Read(Defects).On(n, SmallTurnover.Width, SmallTurnover.Height)!;
            var broken = new Frame(SmallTurnover.Width, SmallTurnover.Height);
            for (var c = 0; c < 3; c++) broken.Plane(c)[(20 * SmallTurnover.Width) + 20] = 60_000;
            ExrFile.Write(path, truth[n].With(broken, matte));
        }
        return small;
    }
}
