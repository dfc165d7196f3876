using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production.Cuts;
using Answerprint.Production.Plates;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Production.Delivery;

/// <summary>A shot at another speed in a show: at the cut's own or at one that is named; refused where people are.</summary>
public sealed class RetimeShowTest
{
    [Theory]
    [InlineData(0.5, null, "0.5", 0.5)]
    [InlineData(1, "speed=0.4", "0.4", 0.4)]
    [InlineData(-0.5, null, "-0.5", -0.5)]
    public void Brief_Retime_IsMadeProvedAndGoesBackWithoutASpeedOnIt(double cutSpeed, string? set, string words, double speed)
    {
        using var small = Played(cutSpeed, length: 9);
        Assert.Equal(0, CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People)).Exit);
        var asked = CommandLine.Run(["brief", small.Show, "show_0010", "retime", .. set is null ? Array.Empty<string>() : ["--set", set], "--by", "Ann Lee", "--json"]);
        Assert.True(asked.Exit == 0, asked.ToString());
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == 0, ran.ToString());
        var package = (string)ran.Json["result"]!["package"]!;

        var cut = JsonNode.Parse(File.ReadAllText(Path.Combine(package, "cut.otio")))!;
        var clip = cut["tracks"]!["children"]!.AsArray()[^1]!["children"]!.AsArray().Single(c => (string?)c!["OTIO_SCHEMA"] == "Clip.2")!;
        Assert.Empty(clip["effects"]!.AsArray());
        var retime = clip["metadata"]!["answerprint"]!["retime"]!;
        Assert.Equal((words, cutSpeed), ((string?)retime["speed"], (double)retime["cutSpeed"]!));
        Assert.Equal(9, (double)clip["source_range"]!["duration"]!["value"]!);

        // each frame that the cut shows is its moment of the source: real ones word by word
        var first = speed < 0 ? 5 + Math.Floor(8 * -speed) : 5.0;
        Assert.StartsWith($"00:00:00:{first - 1:00}", (string?)retime["sourceIn"], StringComparison.Ordinal);
        var versions = JsonNode.Parse(File.ReadAllText(Path.Combine(package, "versions/show_0010_comp_v001/version.json")))!["frames"]!.AsArray();
        var head = versions.Select((f, n) => (Moment: (double)f!["moment"]!, n)).First(f => Math.Abs(f.Moment - first) < 1e-9).n;
        var real = 0;
        for (var k = 0; k < 9; k++)
        {
            var moment = first + (k * speed);
            Assert.Equal(moment, (double)versions[head + k]!["moment"]!, 6);
            var shown = ExrFile.Read(Path.Combine(package, $"versions/show_0010_comp_v001/exr/show_0010_comp_v001.{1001 + head + k}.exr"));
            if (Math.Abs(moment - Math.Round(moment)) < 1.0 / 64)
            {
                real++;
                Assert.Equal(PlateBits.Of(ExrFile.Read(Path.Combine(small.Media, $"beach.{(int)Math.Round(moment):0000}.exr"))), PlateBits.Of(shown));
                continue;
            }
            var (green, sum) = (shown.Channel("G")!.Words, 0.0);
            for (var i = 0; i < SmallTurnover.Width * SmallTurnover.Height; i++) sum += Math.Abs((float)BitConverter.ToHalf(green, 2 * i) - Green(i, moment));
            Assert.InRange(sum / (SmallTurnover.Width * SmallTurnover.Height), 0, 0.004);
        }
        Assert.True(real > 0);
        var proof = JsonNode.Parse(File.ReadAllText(Path.Combine(package, "versions/show_0010_comp_v001/inspection.json")))!["lock"]!;
        Assert.True((bool)proof["passed"]!, proof.ToJsonString());
        Assert.Contains($"{1001 + head}={first}", (string?)JsonNode.Parse(File.ReadAllText(Path.Combine(package, "disclosure.json")))!["versions"]![0]!["moments"], StringComparison.Ordinal);
        var verified = CommandLine.Run("verify", package, "--render", "--json");
        Assert.True(verified.Exit == 0, verified.ToString());
        Assert.True((int)verified.Json["result"]!["madeAgain"]! >= real);
        var brought = CommandLine.Run("verify", package, "--render", "--plates", small.Media, "--json");
        Assert.True(brought.Exit == 0, brought.ToString());
        Assert.Equal(((int)verified.Json["result"]!["madeAgain"]! + (int)verified.Json["result"]!["notMadeAgain"]!, 0), ((int)brought.Json["result"]!["madeAgain"]!, (int)brought.Json["result"]!["notMadeAgain"]!));
        if (Math.Abs(speed) == 0.5) Assert.Equal(0, (int)verified.Json["result"]!["notMadeAgain"]!);
    }

    [Fact]
    public void Brief_RetimeOfAPerformer_IsRefusedWhateverTheSpeed()
    {
        using var small = Played(2, length: 6);
        var matte = new Matte(SmallTurnover.Width, SmallTurnover.Height);
        matte.Coverage.AsSpan(200, 20).Fill(1);
        for (var n = 1; n <= 24; n++) MatteFile.Write(Path.Combine(small.Folder, $"walker.{n:0000}.exr"), matte);
        File.WriteAllText(small.People, """[{"plate": "beach.%04d.exr", "performer": "A walker", "matte": "walker.%04d.exr"}]""");
        Assert.Equal(0, CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People)).Exit);
        // twice as fast shows real frames only, and still changes when the walker moves
        Assert.Equal(0, CommandLine.Run("brief", small.Show, "show_0010", "retime", "--by", "Ann Lee").Exit);
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == 4, ran.ToString());
        Assert.Contains("PRJ-11", (string?)ran.Json["errors"]![0]!["problem"], StringComparison.Ordinal);
    }

    [Fact]
    public void Brief_RetimeOfFramesThatNobodyDeclared_IsRefusedUntilSomebodyDoes()
    {
        using var small = Played(0.5, length: 9);
        File.WriteAllText(small.People, """[{"plate": "beach.%04d.exr", "noPeople": true, "frames": "1-7"}]""");
        Assert.Equal(0, CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People)).Exit);
        Assert.Equal(0, CommandLine.Run("brief", small.Show, "show_0010", "retime", "--by", "Ann Lee").Exit);
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == 4, ran.ToString());
        Assert.Contains("PRJ-07", (string?)ran.Json["errors"]![0]!["problem"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "no-speed")]
    [InlineData("speed=40", "bad-speed")]
    [InlineData("speed=fast", "bad-speed")]
    public void Brief_RetimeWithoutASpeed_IsSaid(string? set, string code)
    {
        using var small = new SmallTurnover("retime-none");
        Assert.Equal(0, CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People)).Exit);
        var asked = CommandLine.Run(["brief", small.Show, "show_0010", "retime", .. set is null ? Array.Empty<string>() : ["--set", set], "--by", "Ann Lee", "--json"]);
        Assert.Equal((3, code), (asked.Exit, (string?)asked.Json["errors"]![0]!["code"]));
    }

    // the waves of SmallTurnover at a moment between two frames
    private static float Green(int i, double moment)
    {
        var (x, y) = (i % SmallTurnover.Width, i / SmallTurnover.Width);
        return 0.3f + (0.1f * MathF.Sin((float)(x - moment) * 0.38f)) + (0.1f * MathF.Cos((y + (0.5f * x)) * 0.23f));
    }

    /// <summary>A cut that plays frame 5 of the plate first, at a speed.</summary>
    private static SmallTurnover Played(double speed, int length)
    {
        var small = new SmallTurnover("retime");
        var cut = SmallTurnover.CutOf(("beach", SmallTurnover.Sequence("beach", 1, 24), 4, length));
        if (speed != 1)
            cut["tracks"]!["children"]![0]!["children"]![0]!["effects"] = new JsonArray(new JsonObject { ["OTIO_SCHEMA"] = "LinearTimeWarp.1", ["name"] = "", ["effect_name"] = "LinearTimeWarp", ["time_scalar"] = speed, ["metadata"] = new JsonObject() });
        File.WriteAllText(small.Cut, cut.ToJsonString());
        return small;
    }
}
