using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Production.Delivery;

/// <summary>A wire that moves over a set that stands still, taken out in a show: asked for with mattes, judged by where it hangs, cleaned, proved, delivered and checked by a stranger.</summary>
public sealed class CleanupShowTest
{
    private const int W = SmallTurnover.Width, H = SmallTurnover.Height;

    [Fact]
    public void Brief_CleanupOfAWire_IsMadeOfRealPixelsProvedAndDelivered()
    {
        using var small = Wired("cleanup", Wire, out var truth);
        var mattes = Draw(small, "wire", Wire, 1, 24);
        var asked = Ask(small, mattes);
        Assert.True(asked.Exit == 0, asked.ToString());
        Assert.Equal("1-24", (string?)asked.Json["result"]!["frames"]);
        // what was drawn lies in the vault: the files are needed no more
        Directory.Delete(Path.GetDirectoryName(mattes)!, recursive: true);
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People, "--json"));
        Assert.True(ran.Exit == 0, ran.ToString());
        var package = Delivered(small, "P0");
        for (var number = 1; number <= 24; number++)
        {
            var (plate, cleaned) = (Plate(small, number), Version(package, number));
            Assert.Equal(plate.Channel("id")!.Words, cleaned.Channel("id")!.Words);
            foreach (var name in new[] { "R", "G", "B" })
            {
                var (was, now, real) = (plate.Channel(name)!.Words, cleaned.Channel(name)!.Words, truth.Channel(name)!.Words);
                for (var i = 0; i < W * H; i++)
                {
                    // the set stands still: what hung there is what another frame shows, word by word
                    var must = Wire(number, i % W, i / W) ? real : was;
                    Assert.True(must.AsSpan(2 * i, 2).SequenceEqual(now.AsSpan(2 * i, 2)), $"frame {number} {name} {i % W},{i / W}");
                }
            }
        }
        var verified = CommandLine.Run("verify", package, "--render", "--json");
        Assert.True(verified.Exit == 0, verified.ToString());
        Assert.Equal(24, (int)verified.Json["result"]!["madeAgain"]!);
        var recipe = JsonNode.Parse(File.ReadAllText(Path.Combine(package, "versions/show_0010_comp_v001/recipe.json")))!;
        Assert.Equal("cleanup", (string?)recipe["tool"]);
        Assert.Equal(64, ((string?)recipe["mattes"]!["work"])!.Length);
    }

    /// <summary>What a frame shows of the thing is not drawn from, whether or not that frame was asked for.</summary>
    [Fact]
    public void Brief_ForSomeFrames_KnowsTheThingOnTheOthers()
    {
        // it stands still in all frames but the last four
        static bool Post(int n, int x, int y) => n <= 20 && x is >= 30 and < 33 && y < 30;
        using var small = Wired("cleanup-part", Post, out var truth);
        var asked = Ask(small, Draw(small, "post", Post, 1, 24), "10-11");
        Assert.True(asked.Exit == 0, asked.ToString());
        Assert.Equal("10-11", (string?)asked.Json["result"]!["frames"]);
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People, "--json"));
        Assert.True(ran.Exit == 0, ran.ToString());
        var package = Delivered(small, "P0");
        for (var i = 0; i < W * H; i++)
            if (Post(10, i % W, i / W)) Assert.Equal(truth.Channel("G")!.Words.AsSpan(2 * i, 2), Version(package, 10).Channel("G")!.Words.AsSpan(2 * i, 2));
        Assert.Equal(Plate(small, 12).Channel("G")!.Words, Version(package, 12).Channel("G")!.Words);
    }

    [Fact]
    public void Briefs_OfTwoThingsOnTheSameFrames_BecomeOneVersionWithoutBoth()
    {
        static bool Mark(int n, int x, int y) => x >= 58 - (2 * n) && x < 61 - (2 * n) && y is >= 40 and < 43;
        using var small = Wired("cleanup-two", (n, x, y) => Wire(n, x, y) || Mark(n, x, y), out var truth);
        Assert.Equal(0, Ask(small, Draw(small, "wire", Wire, 1, 24), "8-9").Exit);
        // judged with one width, and widened by another brief: refused
        Refused("other-options", Ask(small, Draw(small, "mark", Mark, 1, 24), "8-12", "--set", "spread=9"));
        Assert.Equal(0, Ask(small, Draw(small, "mark", Mark, 1, 24), "8-12").Exit);
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People, "--json"));
        Assert.True(ran.Exit == 0, ran.ToString());
        var package = Delivered(small, "P0");
        for (var i = 0; i < W * H; i++)
        {
            if (Wire(8, i % W, i / W) || Mark(8, i % W, i / W)) Assert.Equal(truth.Channel("G")!.Words.AsSpan(2 * i, 2), Version(package, 8).Channel("G")!.Words.AsSpan(2 * i, 2));
            // nobody asked for the wire here, and nobody gave leave
            if (Wire(11, i % W, i / W)) Assert.Equal(Plate(small, 11).Channel("G")!.Words.AsSpan(2 * i, 2), Version(package, 11).Channel("G")!.Words.AsSpan(2 * i, 2));
            else if (Mark(11, i % W, i / W)) Assert.Equal(truth.Channel("G")!.Words.AsSpan(2 * i, 2), Version(package, 11).Channel("G")!.Words.AsSpan(2 * i, 2));
        }
    }

    [Theory]
    [InlineData("20,36,10,10", 0)]
    [InlineData("20,35,10,10", 4)]
    public void Brief_BesideAPerformer_KeepsSixteenPixelsAwayOrIsRefusedWithAPack(string box, int exit)
    {
        // down to row 19
        static bool Short(int n, int x, int y) => y < 20 && Wire(n, x, y);
        using var small = Wired("cleanup-near", Short, out _);
        Assert.Equal(0, Ask(small, Draw(small, "wire", Short, 1, 24)).Exit);
        Assert.Equal(0, CommandLine.Run("declare", small.Show, "show_0010", "--performer", "A walker", "--box", box, "--by", "Ann Lee").Exit);
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == exit, ran.ToString());
        if (exit == 0)
        {
            Delivered(small, "P0");
            return;
        }
        var pack = Assert.Single(Directory.GetDirectories(small.Out, "handoff", SearchOption.AllDirectories));
        Assert.NotEmpty(Directory.GetFiles(pack, "*.nk", SearchOption.AllDirectories));
        // with the drawing, so that nobody draws it again
        Assert.Equal(24, Directory.GetFiles(pack, "work.*.exr", SearchOption.AllDirectories).Length);
        Assert.Contains("mattes/work.%04d.exr", File.ReadAllText(Assert.Single(Directory.GetFiles(pack, "frames.csv", SearchOption.AllDirectories))), StringComparison.Ordinal);
    }

    [Fact]
    public void Brief_WhereCrewStands_TakesThemOut()
    {
        static bool Crew(int n, int x, int y) => x >= 4 + (2 * n) && x < 12 + (2 * n) && y < 10;
        using var small = Wired("cleanup-crew", Crew, out _);
        Assert.Equal(0, Ask(small, Draw(small, "crew", Crew, 1, 24)).Exit);
        Assert.Equal(4, CommandLine.Run(CommandLine.Turnaround(small)).Exit);
        Assert.Equal(0, CommandLine.Run("declare", small.Show, "show_0010", "--not-cast", "0,0,64,10", "--by", "Ann Lee").Exit);
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == 0, ran.ToString());
        Delivered(small, "N");
    }

    /// <summary>A harness wire over wardrobe: copied from the same person's wardrobe, with their consent; not without it, not over a face, not when it is a strap.</summary>
    [Theory]
    [InlineData(2, "0,0,64,48", true, 0)]
    [InlineData(2, "0,0,64,48", false, 4)]
    [InlineData(2, "0,0,30,48", true, 4)]
    [InlineData(2, null, true, 4)]
    [InlineData(5, "0,0,64,48", true, 4)]
    public void Brief_OfAThinThingBeforeAPerformer_IsFilledFromTheirWardrobeOrRefused(int thick, string? notFace, bool consent, int exit)
    {
        bool Harness(int n, int x, int y) => x is >= 20 and < 44 && y >= 8 + n && y < 8 + n + thick;
        using var small = Wired("cleanup-front", Harness, out var truth, solo: true);
        Assert.Equal(0, Ask(small, Draw(small, "harness", Harness, 1, 24), "8-15").Exit);
        Assert.Equal(0, CommandLine.Run("declare", small.Show, "show_0010", "--performer", "A walker", "--box", "24,0,16,48", "--by", "Ann Lee").Exit);
        if (notFace is not null) Assert.Equal(0, CommandLine.Run("declare", small.Show, "show_0010", "--not-face", notFace, "--by", "Ann Lee").Exit);
        if (consent)
        {
            File.WriteAllText(Path.Combine(small.Folder, "signed.txt"), "I agree that wires before my wardrobe are taken out.");
            var signed = CommandLine.Run("consent", small.Show, "A walker", "--class", "P5", "--text", Path.Combine(small.Folder, "signed.txt"), "--separate", "--describes", "--counsel", "Lou Law", "--by", "Ann Lee");
            Assert.True(signed.Exit == 0, signed.ToString());
        }
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == exit, ran.ToString());
        if (exit != 0) return;
        var package = Delivered(small, "P5");
        for (var i = 0; i < W * H; i++)
            if (Harness(10, i % W, i / W)) Assert.Equal(truth.Channel("G")!.Words.AsSpan(2 * i, 2), Version(package, 10).Channel("G")!.Words.AsSpan(2 * i, 2));
        var verified = CommandLine.Run("verify", package, "--render", "--json");
        Assert.True(verified.Exit == 0, verified.ToString());
    }

    [Fact]
    public void Brief_OfWhatIsTyped_IsTheSameAsOfMattesAndMarksAreFollowed()
    {
        static bool Spot(int n, int x, int y) => Math.Abs(x - 10 - (2 * n)) <= 1 && Math.Abs(y - 20) <= 1;
        using var small = Wired("cleanup-typed", (n, x, y) => Wire(n, x, y + 30) || Spot(n, x, y), out var truth);
        static bool Low(int n, int x, int y) => Wire(n, x, y + 30);
        string[] asked = ["brief", small.Show, "show_0010", "cleanup", "--by", "Ann Lee", "--json"];
        var typed = CommandLine.Run([.. asked, "--wire", "1: 14.5,-9 14.5,8.5; 24: 60.5,-9 60.5,8.5; size 2"]);
        Assert.True(typed.Exit == 0, typed.ToString());
        // the end of a typed wire is round, so its last row differs from a drawn one by what is soft
        Assert.Equal("1-24", (string?)typed.Json["result"]!["frames"]);
        var mark = CommandLine.Run([.. asked, "--mark", "12: 34,20; size 5"]);
        Assert.True(mark.Exit == 0, mark.ToString());
        Assert.Equal("1-24", (string?)mark.Json["result"]!["frames"]);
        Refused("mark-key", CommandLine.Run([.. asked, "--mark", "99: 34,20"]));
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People, "--json"));
        Assert.True(ran.Exit == 0, ran.ToString());
        var package = Delivered(small, "P0");
        for (var i = 0; i < W * H; i++)
            if (Low(6, i % W, i / W) || Spot(6, i % W, i / W)) Assert.Equal(truth.Channel("G")!.Words.AsSpan(2 * i, 2), Version(package, 6).Channel("G")!.Words.AsSpan(2 * i, 2));
    }

    [Fact]
    public void Marker_ThatWishesForACleanup_WaitsForSomebodyToDrawIt()
    {
        using var small = Wired("cleanup-wish", Wire, out _, marker: "cleanup: take the wire out");
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People, "--json"));
        Assert.Contains("--matte", ran.Out, StringComparison.Ordinal);
        var wish = Assert.Single(ran.Json["result"]!["withheld"]!.AsArray())!;
        Assert.Equal("given up by the tool", (string?)wish["what"]);
        Assert.Equal(0, Ask(small, Draw(small, "wire", Wire, 1, 24)).Exit);
        ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == 0, ran.ToString());
        Assert.Empty(ran.Json["result"]!["withheld"]!.AsArray());
        Delivered(small, "P0");
    }

    /// <summary>Of a part that nobody is in pixels may be drawn; of the rest nobody has said it.</summary>
    [Fact]
    public void Brief_WithAnAttestedPart_DrawsFromThereOnly()
    {
        using var small = Wired("cleanup-unsaid", Wire, out _);
        Assert.Equal(0, Ask(small, Draw(small, "wire", Wire, 1, 24), "10-11").Exit);
        Assert.Equal(0, CommandLine.Run("declare", small.Show, "show_0010", "--no-people", "--region", "0,0,60,48", "--by", "Ann Lee").Exit);
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == 0, ran.ToString());
        var package = Delivered(small, "P0");
        var origin = OriginFile.Read(Assert.Single(Directory.GetFiles(Path.Combine(package, "versions"), "*.1010.exr", SearchOption.AllDirectories), f => f.Contains("origin", StringComparison.Ordinal))).Whole();
        Assert.All(Enumerable.Range(0, W * H).Where(i => Wire(10, i % W, i / W) && origin.Synth[i] == 0), i => Assert.True(origin.Tap[0].X[i] < 60));
    }

    [Fact]
    public void Brief_ThatCanNotBeMeant_SaysWhatIsMissing()
    {
        using var small = Wired("cleanup-errors", Wire, out _);
        var mattes = Draw(small, "wire", Wire, 6, 10);
        Refused("no-matte", Ask(small, mattes, "6-12"));
        Refused("bad-options", Ask(small, mattes, "6-10", "--set", "grwo=3"));
        Refused("bad-options", Ask(small, mattes, "6-10", "--set", "reach=0"));
        Refused("empty-matte", Ask(small, Draw(small, "empty", (_, _, _) => false, 6, 10)));
        Refused("no-matte", CommandLine.Run("brief", small.Show, "show_0010", "cleanup", "6-10", "--by", "Ann Lee", "--json"));
        MatteFile.Write(Path.Combine(small.Folder, "large.0007.exr"), new Matte(W + 1, H));
        Refused("matte-size", Ask(small, Path.Combine(small.Folder, "large.%04d.exr")));
        Assert.Equal(0, Ask(small, mattes, "6-10", "--set", "grow=3", "spread=1").Exit);
        // the same once more is the same brief
        Assert.Equal("B0001", (string?)Ask(small, mattes, "6-10", "--set", "grow=3", "spread=1").Json["result"]!["brief"]);
        using var held = Wired("cleanup-held", Wire, out _);
        Assert.Equal(0, CommandLine.Run("brief", held.Show, "show_0010", "hold", "10", "--by", "Ann Lee").Exit);
        Refused("one-tool", Ask(held, mattes, "6-10"));
    }

    private static void Refused(string code, CommandLine.Ran ran)
    {
        Assert.True(ran.Exit == 3, ran.ToString());
        Assert.Equal(code, (string?)ran.Json["errors"]![0]!["code"]);
    }

    private static bool Wire(int n, int x, int y) => n is >= 1 and <= 24 && x >= 12 + (2 * n) && x < 14 + (2 * n) && y < 40;

    private static CommandLine.Ran Ask(SmallTurnover small, string mattes, params string[] more) =>
        CommandLine.Run(["brief", small.Show, "show_0010", "cleanup", .. more.Where(m => char.IsDigit(m[0])).Take(1), "--matte", mattes, .. more.SkipWhile(m => char.IsDigit(m[0])), "--by", "Ann Lee", "--json"]);

    private static string Draw(SmallTurnover small, string name, Func<int, int, int, bool> covers, int first, int last)
    {
        var folder = Directory.CreateDirectory(Path.Combine(small.Folder, "drawn-" + name)).FullName;
        for (var n = first; n <= last; n++)
        {
            var matte = new Matte(W, H);
            for (var i = 0; i < W * H; i++) matte.Coverage[i] = covers(n, i % W, i / W) ? 1 : 0;
            MatteFile.Write(Path.Combine(folder, $"{name}.{n:0000}.exr"), matte);
        }
        return Path.Combine(folder, name + ".%04d.exr");
    }

    private static StoredFrame Plate(SmallTurnover small, int number) => ExrFile.Read(Path.Combine(small.Media, $"beach.{number:0000}.exr"));

    private static StoredFrame Version(string package, int number) => ExrFile.Read(Path.Combine(package, $"versions/show_0010_comp_v001/exr/show_0010_comp_v001.{number + 1000}.exr"));

    private static string Delivered(SmallTurnover small, string kind)
    {
        var review = CommandLine.Run("review", small.Show, "show_0010", "--approve", "--not-a-person", "all", "--by", "Ann Lee");
        Assert.True(review.Exit == 0, review.ToString());
        var back = CommandLine.Run("turnback", small.Show, "--out", small.Out, "--by", "Ann Lee", "--json", "--progress", "none");
        Assert.True(back.Exit == 0, back.ToString());
        var package = (string)back.Json["result"]!["package"]!;
        var proof = JsonNode.Parse(File.ReadAllText(Path.Combine(package, "versions/show_0010_comp_v001/inspection.json")))!["lock"]!;
        Assert.Equal((true, kind), ((bool)proof["passed"]!, (string)proof["class"]!));
        Assert.Equal(0, CommandLine.Run("verify", package).Exit);
        return package;
    }

    /// <summary>A show with one shot of a set that stands still, and something in front of it.</summary>
    /// <param name="truth">The set.</param>
    private static SmallTurnover Wired(string name, Func<int, int, int, bool> covers, out StoredFrame truth, string? marker = null, bool solo = false)
    {
        var small = new SmallTurnover(name);
        if (marker is not null)
        {
            var cut = JsonNode.Parse(File.ReadAllText(small.Cut))!;
            var clip = cut["tracks"]!["children"]![0]!["children"]![0]!;
            clip["markers"] = new JsonArray(new JsonObject
            {
                ["OTIO_SCHEMA"] = "Marker.2", ["name"] = marker, ["color"] = "RED", ["comment"] = "", ["metadata"] = new JsonObject(), ["marked_range"] = clip["source_range"]!.DeepClone(),
            });
            File.WriteAllText(small.Cut, cut.ToJsonString());
        }
        var file = Path.Combine(small.Media, "beach.0001.exr");
        SmallTurnover.WritePlate(file, 1);
        truth = ExrFile.Read(file);
        for (var n = 1; n <= 24; n++)
        {
            var picture = truth.ToFrame("truth", "");
            var work = new Matte(W, H);
            for (var i = 0; i < W * H; i++)
            {
                if (!covers(n, i % W, i / W)) continue;
                work.Coverage[i] = 1;
                for (var c = 0; c < 3; c++) picture.Plane(c)[i] = 0.02f;
            }
            ExrFile.Write(Path.Combine(small.Media, $"beach.{n:0000}.exr"), truth.With(picture, work));
        }
        Assert.Equal(0, CommandLine.Run(["init", small.Show, "--title", "Show", "--rate", "24", "--by", "Ann Lee", .. solo ? new[] { "--solo", "--role", "vfx_editor", "vfx_supervisor", "legal" } : []]).Exit);
        Assert.Equal(0, CommandLine.Run("ingest", small.Show, small.Cut, "--media", small.Media, "--by", "Ann Lee").Exit);
        return small;
    }
}
