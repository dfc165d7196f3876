using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production.Cuts;
using Answerprint.Production.Plates;
using Answerprint.Soundstage;
using Answerprint.Tests.Soundstage;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Production.Planning;

/// <summary>A shot that is not there, in a show of rendered takes: every rung of its ladder, and the files that a survey writes.</summary>
public sealed class LadderTest : IDisposable
{
    private readonly SmallTurnover small = new("ladder", 1, 4);

    public void Dispose() => small.Dispose();

    [Fact]
    public void Survey_AMissingShot_IsGivenItsLadder()
    {
        Shoot();
        var page = Path.Combine(small.Folder, "out", "s.html");
        var ran = CommandLine.Run("survey", small.Show, "--to", page, "--pull", Path.Combine(small.Folder, "p.csv"), "--by", "Ann Lee", "--json", "--progress", "none");
        Assert.True(ran.Exit == 0, ran.ToString());
        var ladders = ran.Json["result"]!["ladders"]!.AsArray();
        var ladder = Assert.Single(ladders)!;
        Assert.Equal(("small_0030", 6), ((string?)ladder["shot"], (int)ladder["frames"]!));
        Assert.Equal(["RePull", "Found", "PunchIn", "EmptySet", "PickUp"], ladder["rungs"]!.AsArray().Select(r => (string?)r!["rung"]));
        var rungs = ladder["rungs"]!.AsArray().ToDictionary(r => (string)r!["rung"]!, r => r!);

        Assert.Equal("R7", (string?)rungs["RePull"]["facts"]!["reel"]);
        Assert.True((double)rungs["RePull"]["bid"]!["cost"]! > 0);
        // the other take of the set-up that the cut goes back to, before takes of the street
        Assert.Equal("room_t2.%04d.exr", (string?)rungs["Found"]["pictures"]![0]!["media"]);
        Assert.Contains("2 cuts ", (string?)rungs["Found"]["pictures"]![0]!["words"], StringComparison.Ordinal);
        Assert.False((bool)rungs["EmptySet"]["open"]!);
        Assert.Contains("declare", (string?)rungs["EmptySet"]["words"], StringComparison.Ordinal);
        var card = rungs["PickUp"]["facts"]!;
        Assert.Equal(("unknown", "unknown", 0.25), ((string?)card["eyeline"], (string?)card["height"], (double)card["seconds"]!));
        Assert.StartsWith("Summilux 35", (string?)card["lens"], StringComparison.Ordinal);

        var html = File.ReadAllText(page);
        Assert.Contains("Found material", html, StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(small.Folder, "out", "s.pictures"), "*.png"));
        Assert.Contains("R7,room_t9,room_t9.%04d.exr,00:00:", File.ReadAllText(Path.Combine(small.Folder, "p.csv")), StringComparison.Ordinal);
    }

    [Fact]
    public void Survey_APlateDeclaredEmpty_OpensTheMoveAndNoOther()
    {
        Shoot();
        Assert.Equal(0, CommandLine.Run("declare", small.Show, "room_t1.%04d.exr", "--no-people", "--by", "Ann Lee").Exit);
        var ran = CommandLine.Run("survey", small.Show, "--by", "Ann Lee", "--json", "--progress", "none");
        var rung = ran.Json["result"]!["ladders"]![0]!["rungs"]!.AsArray().Single(r => (string?)r!["rung"] == "EmptySet")!;
        Assert.True((bool)rung["open"]!);
        Assert.Equal("room_t1.%04d.exr", (string?)Assert.Single(rung["pictures"]!.AsArray())!["media"]);
    }

    [Fact]
    public void Survey_Again_LooksAtNothingTwice()
    {
        Shoot();
        Assert.Equal(0, CommandLine.Run("survey", small.Show, "--by", "Ann Lee", "--progress", "none").Exit);
        var looks = Path.Combine(small.Show, "descriptors");
        var before = Directory.GetFiles(looks).ToDictionary(f => f, File.GetLastWriteTimeUtc, StringComparer.Ordinal);
        // five takes and the list of them; the same bytes under another name are known
        Assert.Equal(6, before.Count);
        Directory.CreateDirectory(Path.Combine(small.Media, "copy"));
        foreach (var file in Directory.GetFiles(small.Media, "street_t2.*")) File.Copy(file, Path.Combine(small.Media, "copy", Path.GetFileName(file).Replace("street", "other", StringComparison.Ordinal)));
        Assert.Equal(0, CommandLine.Run("survey", small.Show, "--by", "Ann Lee", "--progress", "none").Exit);
        Assert.Equal(before.Where(b => !b.Key.EndsWith("media.json", StringComparison.Ordinal)), Directory.GetFiles(looks).Where(f => !f.EndsWith("media.json", StringComparison.Ordinal)).ToDictionary(f => f, File.GetLastWriteTimeUtc, StringComparer.Ordinal));
        // what is damaged is worked out anew
        foreach (var file in before.Keys) File.WriteAllText(file, "{\"format\":\"answerprint.descriptor.1\",\"version\":1,\"samples\":[3]}");
        Assert.Equal(0, CommandLine.Run("survey", small.Show, "--by", "Ann Lee", "--progress", "none").Exit);
    }

    [Theory]
    [InlineData("s.txt", null)]
    [InlineData(null, "p.xml")]
    public void Survey_ToAnUnknownSuffix_IsMisuse(string? to, string? pull)
    {
        var ran = CommandLine.Run(["survey", small.Show, .. to is null ? (string[])[] : ["--to", to], .. pull is null ? (string[])[] : ["--pull", pull]]);
        Assert.Equal(2, ran.Exit);
    }

    [Fact]
    public void Survey_ToACut_PutsMarkersOnItThatAskForNothing()
    {
        Shoot();
        var marked = Path.Combine(small.Folder, "marked.otio");
        Assert.Equal(0, CommandLine.Run("survey", small.Show, "--to", marked, "--no-pictures", "--by", "Ann Lee").Exit);
        var markers = JsonNode.Parse(File.ReadAllText(marked))!["tracks"]!["markers"]!.AsArray();
        var marker = Assert.Single(markers, m => (string?)m!["name"] == "survey MissingMedia")!;
        Assert.Equal(("Marker.2", "RED"), ((string?)marker["OTIO_SCHEMA"], (string?)marker["color"]));
        Assert.Equal((16, 6), ((double)marker["marked_range"]!["start_time"]!["value"]!, (double)marker["marked_range"]!["duration"]!["value"]!));
        // nothing else of the cut has changed
        var (was, now) = (JsonNode.Parse(File.ReadAllText(small.Cut))!, JsonNode.Parse(File.ReadAllText(marked))!);
        ((JsonArray)now["tracks"]!["markers"]!).Clear();
        Assert.True(JsonNode.DeepEquals(was["tracks"], now["tracks"]), "the tracks differ");

        Assert.Equal(0, CommandLine.Run("ingest", small.Show, marked, "--media", small.Media, "--by", "Ann Lee", "--progress", "none").Exit);
        var again = CommandLine.Run("survey", small.Show, "--no-pictures", "--by", "Ann Lee", "--json");
        Assert.DoesNotContain(again.Json["result"]!["findings"]!.AsArray(), f => (string?)f!["kind"] is "Wish" or "Marker");
    }

    /// <summary>room, street, [room], street, room: the shot in the middle is not there.</summary>
    private void Shoot()
    {
        foreach (var old in Directory.GetFiles(small.Media)) File.Delete(old);
        Film("room_t1", 5, SceneKind.Room);
        Film("room_t2", 5, SceneKind.Room);
        Film("street_t1", 9, SceneKind.Street);
        Film("street_t2", 9, SceneKind.Street);
        Film("street_t3", 9, SceneKind.Street);
        var cut = SmallTurnover.CutOf(
            ("room_t1", SmallTurnover.Sequence("room_t1", 1, 16), 0, 8), ("street_t1", SmallTurnover.Sequence("street_t1", 1, 16), 0, 8), ("room_t9", SmallTurnover.Sequence("room_t9", 1, 16), 2, 6),
            ("street_t2", SmallTurnover.Sequence("street_t2", 1, 16), 0, 8), ("room_t1", SmallTurnover.Sequence("room_t1", 1, 16), 8, 8));
        cut["tracks"]!["children"]![0]!["children"]![2]!["metadata"] = new JsonObject { ["cmx_3600"] = new JsonObject { ["reel"] = "R7" } };
        File.WriteAllText(small.Cut, cut.ToJsonString());
        Assert.Equal(0, CommandLine.Run("init", small.Show, "--title", "Small", "--rate", "24", "--by", "Ann Lee").Exit);
        var ran = CommandLine.Run("ingest", small.Show, small.Cut, "--media", small.Media, "--by", "Ann Lee", "--progress", "none");
        Assert.True(ran.Exit == 0, ran.ToString());
    }

    private void Film(string name, ulong seed, SceneKind kind)
    {
        var film = new Renderer(Shots.Small(seed, kind), samples: 1);
        // another take stands a little elsewhere in the move
        var shift = name[^1] - '0';
        for (var n = 1; n <= 16; n++)
        {
            var picture = film.Render(1001 + ((n + shift) % 12)).Picture!;
            ExrFile.Write(Path.Combine(small.Media, $"{name}.{n:0000}.exr"), picture.ToStored(SampleType.Half, [ExrAttributes.Text("lensModel", "Summilux 35"), ExrAttributes.Text("take", $"{name} {n}")]));
        }
    }
}
