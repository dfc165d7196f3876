using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Soundstage;
using Answerprint.Tests.Soundstage;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Production.Delivery;

/// <summary>A survey looks through the shots of a cut: what does not match stands in it with a bid, on the cut and on a page; nothing is asked for until somebody does, and then a turnaround mends it.</summary>
public sealed class ContinuitySurveyTest
{
    [Fact]
    public void Survey_OfTwoShots_NamesWhatDoesNotMatchAndMendsItWhenAsked()
    {
        using var small = new SmallTurnover("survey-seen");
        var scene = new StageClip(new Renderer(Stage.Of(5, new(1, 49), 192, 108), 2), "stage", []);
        Shot(small, scene, "day", 1, n => n == 12 ? 1.3f : 1, n => n == 17 ? 16 : n);
        Shot(small, scene, "dusk", 25, _ => 0.75f, n => n);
        File.WriteAllText(small.Cut, SmallTurnover.CutOf(("day", SmallTurnover.Sequence("day", 1, 24), 0, 24), ("dusk", SmallTurnover.Sequence("dusk", 1, 24), 0, 24)).ToJsonString());
        Assert.Equal(0, CommandLine.Run("init", small.Show, "--title", "Show", "--rate", "24", "--by", "Ann Lee").Exit);
        Assert.Equal(0, CommandLine.Run("ingest", small.Show, small.Cut, "--media", small.Media, "--by", "Ann Lee").Exit);

        var plain = CommandLine.Run("survey", small.Show, "--no-pictures", "--by", "Ann Lee", "--json");
        Assert.DoesNotContain(plain.Json["result"]!["findings"]!.AsArray(), f => f!["score"] is not null);
        Assert.Equal(2, CommandLine.Run("survey", small.Show, "--no-pictures", "--ask", "all", "--by", "Ann Lee").Exit);
        Assert.Equal(2, CommandLine.Run("survey", small.Show, "--ask", "flickr", "--by", "Ann Lee").Exit);

        var (page, marked) = (Path.Combine(small.Folder, "found.html"), Path.Combine(small.Folder, "found.otio"));
        var seen = CommandLine.Run("survey", small.Show, "--to", page, "--by", "Ann Lee", "--json");
        Assert.True(seen.Exit == 0, seen.ToString());
        var findings = seen.Json["result"]!["findings"]!.AsArray().Where(f => f!["score"] is not null).Select(f => f!.AsObject()).ToList();
        var flicker = Assert.Single(findings, f => (string?)f["kind"] == "Flicker");
        Assert.Equal(("show_0010", "12", 11), ((string)flicker["shot"]!, (string)flicker["frames"]!, (int)flicker["record"]![0]!));
        // nobody has said who is in it: that it could not be mended as things stand is said, with the reason
        Assert.False((bool)flicker["proposal"]!["allowed"]!);
        Assert.Contains("PRJ-", (string?)flicker["proposal"]!["why"], StringComparison.Ordinal);
        Assert.Equal("17", (string?)Assert.Single(findings, f => (string?)f["kind"] == "Duplicate")["frames"]);
        var cut = Assert.Single(findings, f => (string?)f["kind"] == "LightAcrossCut");
        Assert.Equal(("show_0020", "show_0010"), ((string)cut["shot"]!, (string)cut["against"]!["shot"]!));
        Assert.Equal("show_0010", (string?)cut["proposal"]!["options"]!["match"]);
        Assert.Empty(seen.Json["result"]!["briefs"]!.AsArray());
        Assert.Equal(findings.Count, Directory.GetFiles(Path.Combine(small.Folder, "found.pictures"), "fault-*.png").Length);
        Assert.Contains("What does not match", File.ReadAllText(page), StringComparison.Ordinal);

        File.WriteAllText(small.People, """[{"plate": "day.%04d.exr", "noPeople": true}, {"plate": "dusk.%04d.exr", "noPeople": true}]""");
        Assert.Equal(0, CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People)).Exit);
        var asked = CommandLine.Run("survey", small.Show, "--ask", "flicker,light-across-cut", "--to", marked, "--by", "Ann Lee", "--json");
        Assert.True(asked.Exit == 0, asked.ToString());
        Assert.Equal(["show_0010 relight", "show_0020 relight"], asked.Json["result"]!["briefs"]!.AsArray().Select(b => $"{b!["shot"]} {b["kind"]}").Order());
        flicker = asked.Json["result"]!["findings"]!.AsArray().Single(f => (string?)f!["kind"] == "Flicker")!.AsObject();
        Assert.True((double)flicker["proposal"]!["bid"]!["cost"]! > 0);
        var stack = JsonNode.Parse(File.ReadAllText(marked))!["tracks"]!;
        Assert.Contains(stack["markers"]!.AsArray(), m => (string?)m!["name"] == "survey Flicker" && (double)m["marked_range"]!["start_time"]!["value"]! == 11);
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == 0, ran.ToString());
        var package = (string)ran.Json["result"]!["package"]!;
        // the frame that flickered is as light as the others, and the darker shot as the first
        double Light(string shot, int n) => Mean(ExrFile.Read(Path.Combine(package, $"versions/{shot}_comp_v001/exr/{shot}_comp_v001.{1000 + n}.exr")));
        Assert.InRange(Light("show_0010", 12) / Light("show_0010", 11), 0.97, 1.03);
        Assert.InRange(Light("show_0020", 1) / Light("show_0010", 24), 0.94, 1.06);
    }

    private static double Mean(StoredFrame picture)
    {
        var green = picture.Channel("G")!.Words;
        return Enumerable.Range(0, green.Length / 2).Average(i => (double)(float)BitConverter.ToHalf(green, 2 * i));
    }

    private static void Shot(SmallTurnover small, Clip scene, string name, int first, Func<int, float> light, Func<int, int> shows)
    {
        for (var n = 1; n <= 24; n++)
        {
            var picture = scene.Read(first - 1 + shows(n)).Copy();
            for (var c = 0; c < picture.Channels.Count; c++)
                for (var i = 0; i < picture.Size; i++) picture.Plane(c)[i] *= light(n);
            ExrFile.Write(Path.Combine(small.Media, $"{name}.{n:0000}.exr"), picture.ToStored(SampleType.Half));
        }
    }
}
