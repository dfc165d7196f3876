using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production.Quality;
using Answerprint.Production.Rights;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Production.Delivery;

/// <summary>A shot before a screen that is set over another plate in a show: asked for, judged, made, delivered and checked by a stranger; with a performer, by the rules of class P4.</summary>
public sealed class BackgroundShowTest
{
    private const int W = SmallTurnover.Width, H = SmallTurnover.Height;
    private static readonly float[] Green = [0.1f, 0.45f, 0.16f], Skin = [0.5f, 0.36f, 0.3f];

    [Fact]
    public void Brief_WhereNobodyIs_IsMadeAndDelivered()
    {
        using var small = Ready("behind");
        var plate = River(small);
        Done(0, Ask(small, plate, "--no-grain"));
        // what is seen behind lies in the vault
        File.Delete(plate);
        Done(0, CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People, "--json")));
        var package = Delivered(small);
        foreach (var number in new[] { 1, 12, 24 })
        {
            var (own, version) = (Plate(small, number), Version(package, number));
            var light = version.ToFrame("version");
            Assert.Equal(0.25f, light.Plane(2)[(2 * W) + 60], 3);
            var core = (24 * W) + 30;
            foreach (var name in new[] { "R", "G", "B" }) Assert.True(own.Channel(name)!.Words.AsSpan(2 * core, 2).SequenceEqual(version.Channel(name)!.Words.AsSpan(2 * core, 2)));
            Assert.Equal(own.Channel("id")!.Words, version.Channel("id")!.Words);
        }
        var paper = JsonNode.Parse(File.ReadAllText(Path.Combine(package, "versions/show_0010_comp_v001/background.json")))!;
        Assert.Equal(("a river", "neutral", "drawn for this test"), ((string)paper["words"]!, (string)paper["setting"]!, (string)paper["source"]!));
        Assert.DoesNotContain("Ann", paper.ToJsonString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(package, "versions/show_0010_comp_v001/change")));
        Done(0, CommandLine.Run("verify", package, "--render", "--json"));
    }

    [Theory]
    [InlineData("1", new[] { "P1", "P4" })]
    [InlineData("0", new[] { "P4" })]
    public void Brief_WithAPerformer_OnlyTheEdgeIsMixedAndAllOfItIsPublished(string despill, string[] classes)
    {
        using var small = Ready("behind-p4");
        Done(0, Ask(small, River(small), "--set", $"despill={despill}"));
        Done(0, Performer(small));
        Done(0, CommandLine.Run(CommandLine.Turnaround(small, "--json")));
        var package = Delivered(small);
        var folder = Path.Combine(package, "versions/show_0010_comp_v001");
        var found = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "inspection.json")))!["lock"]!;
        Assert.True((bool)found["passed"]!);
        Assert.Equal(classes, found["change"]!["classes"]!.AsArray().Select(c => (string)c!).Where(c => c != "P0"));
        var declared = DeclaredChange.Read(Path.Combine(folder, "change/change.json"));
        var edge = declared.On(12).Single(r => r.Class == PerformerClass.P4).Edge!;
        Assert.Equal(("a river", NewSetting.Neutral), (edge.Words, edge.Setting));
        foreach (var number in new[] { 5, 12, 20 })
        {
            var (own, version) = (Plate(small, number), Version(package, number));
            var alpha = MatteFile.FromStored(Cited(folder, declared.On(number).Select(r => r.Edge).OfType<EdgeChange>().Single().Alpha, number), "alpha");
            Assert.Contains(alpha.Coverage, a => a is > 0 and < 1);
            for (var i = 0; i < W * H; i++)
            {
                // nothing soft deeper in the performer, or farther from them, than the band
                if (Distance(i, number) < 10) Assert.Equal(1, alpha.Coverage[i]);
                if (Distance(i, number) > 22) Assert.Equal(0, alpha.Coverage[i]);
                if (despill == "0" && Distance(i, number) < 10) foreach (var name in new[] { "R", "G", "B" }) Assert.True(own.Channel(name)!.Words.AsSpan(2 * i, 2).SequenceEqual(version.Channel(name)!.Words.AsSpan(2 * i, 2)));
            }
        }
        Done(0, CommandLine.Run("verify", package, "--render", "--json"));
        // a stranger can take it in as it was published
        Assert.True(File.Exists(Path.Combine(folder, "change", edge.Background.Files.Replace("%04d", "0012", StringComparison.Ordinal))));
    }

    [Fact]
    public void Verify_APublishedEdgeThatIsNotTheDeliveredOne_IsFound()
    {
        using var small = Ready("behind-lie");
        Done(0, Ask(small, River(small)));
        Done(0, Performer(small));
        Done(0, CommandLine.Run(CommandLine.Turnaround(small, "--json")));
        var package = Delivered(small);
        var folder = Path.Combine(package, "versions/show_0010_comp_v001");
        var edge = DeclaredChange.Read(Path.Combine(folder, "change/change.json")).On(12).Select(r => r.Edge).OfType<EdgeChange>().Single();
        var file = Path.Combine(folder, "change", edge.Background.Files.Replace("%04d", "0012", StringComparison.Ordinal));
        var frames = Answerprint.Production.Review.Version.Frames(JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "version.json")))!.AsObject());
        var (frame, delivered) = (frames.Single(f => f.Number == 12), Version(package, 12));
        Assert.Null(Answerprint.Production.Delivery.PublishedChange.Fault(folder, frame, delivered));
        var green = delivered.Channel("G")!.Words;
        green[(2 * ((2 * W) + 60)) + 1] ^= 1;
        Assert.Contains("1 samples", Answerprint.Production.Delivery.PublishedChange.Fault(folder, frame, delivered), StringComparison.Ordinal);
        green[(2 * ((2 * W) + 60)) + 1] ^= 1;
        var behind = ExrFile.Read(file);
        behind.Channel("B")!.Words[0] ^= 1;
        ExrFile.Write(file, behind);
        Assert.Contains("not those", Answerprint.Production.Delivery.PublishedChange.Fault(folder, frame, delivered), StringComparison.Ordinal);
        Done(5, CommandLine.Run("verify", package, "--json"));
    }

    [Fact]
    public void Brief_WithAPerformerOfWhomOnlyABoxIsKnown_IsRefused()
    {
        using var small = Ready("behind-box");
        Done(0, Ask(small, River(small)));
        Done(0, CommandLine.Run("declare", small.Show, "show_0010", "--performer", "A walker", "--box", "10,4,44,40", "--by", "Ann Lee"));
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Done(4, ran);
        Assert.Contains("--performer PERSON --matte PATTERN", (string?)ran.Json["errors"]![0]!["remedy"], StringComparison.Ordinal);
    }

    [Fact]
    public void Brief_ASettingThatNeedsConsent_IsRefusedWithoutIt()
    {
        using var small = Ready("behind-brand");
        Done(0, Ask(small, River(small), "--setting", "brand"));
        Done(0, Performer(small));
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Done(4, ran);
        Assert.Contains("PRJ-13", ran.Json.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Brief_AskedAgain_TakesThePlaceOfTheFirst()
    {
        using var small = Ready("behind-again");
        Done(0, Ask(small, River(small), "--set", "band=2"));
        Done(3, Ask(small, River(small), frames: "3-5"), "other-options");
        Done(0, Ask(small, River(small), "--set", "band=4"));
        var plan = CommandLine.Run("plan", small.Show, "--by", "Ann Lee", "--json");
        Assert.Equal(4, (int)plan.Json["result"]!["steps"]!.AsArray().Select(s => s!).DefaultIfEmpty(JsonNode.Parse("{\"options\":{\"band\":4}}")!).Single()["options"]!["band"]!);
    }

    [Fact]
    public void Brief_WithoutPlateWordsOrLeave_SaysWhatIsMissing()
    {
        using var small = Ready("behind-errors");
        var plate = River(small);
        string[] whole = ["--describe", "a river", "--source", "mine", "--no-people", "Ann Lee"];
        Done(3, Bare(small, whole), "no-plate");
        Done(3, Bare(small, ["--plate", plate, .. whole[2..]]), "no-description");
        Done(4, Bare(small, ["--plate", plate, .. whole[..4]]), "plate-people");
        Done(4, Bare(small, ["--plate", plate, .. whole[..2], .. whole[4..]]), "plate-source");
        Done(3, Bare(small, ["--plate", plate, .. whole, "--setting", "festive"]), "bad-options");
        Done(3, Bare(small, ["--plate", plate, .. whole, "--set", "bend=3"]), "bad-options");
        Done(3, Bare(small, ["--plate", plate, .. whole, "--key", "green", "--area", "1,1 9,1 9,9"]), "bad-options");
        Done(3, Bare(small, ["--plate", Path.Combine(small.Folder, "nothing.exr"), .. whole]), "missing-file");
        Assert.Equal(2, Bare(small, ["--plate", plate, .. whole, "--blur", "4"]).Exit);
        Assert.Equal(2, CommandLine.Run("brief", small.Show, "show_0010", "cleanup", "--plate", plate, "--by", "Ann Lee").Exit);
    }

    private static CommandLine.Ran Ask(SmallTurnover small, string plate, params string[] more) => Bare(small, ["--plate", plate, "--describe", "a river", "--source", "drawn for this test", "--no-people", "Ann Lee", .. more]);

    private static CommandLine.Ran Ask(SmallTurnover small, string plate, string frames) => CommandLine.Run("brief", small.Show, "show_0010", "background", frames, "--plate", plate, "--describe", "a river", "--source", "drawn for this test", "--no-people", "Ann Lee", "--by", "Ann Lee", "--json");

    private static CommandLine.Ran Bare(SmallTurnover small, string[] more) => CommandLine.Run(["brief", small.Show, "show_0010", "background", .. more, "--by", "Ann Lee", "--json"]);

    private static void Done(int exit, CommandLine.Ran ran, string? code = null)
    {
        Assert.True(ran.Exit == exit, ran.ToString());
        if (code is not null) Assert.Equal(code, (string?)ran.Json["errors"]![0]!["code"]);
    }

    private static CommandLine.Ran Performer(SmallTurnover small)
    {
        for (var n = 1; n <= 24; n++)
        {
            var matte = new Matte(W, H);
            for (var i = 0; i < W * H; i++) matte.Coverage[i] = Distance(i, n) < 16 ? 1 : 0;
            MatteFile.Write(Path.Combine(small.Folder, $"walker.{n:0000}.exr"), matte);
        }
        return CommandLine.Run("declare", small.Show, "show_0010", "--performer", "A walker", "--matte", Path.Combine(small.Folder, "walker.%04d.exr"), "--by", "Ann Lee");
    }

    private static string River(SmallTurnover small)
    {
        var river = new Frame(W, H);
        for (var c = 0; c < 3; c++) for (var i = 0; i < W * H; i++) river.Plane(c)[i] = c == 2 ? 0.25f : 0.05f + (0.001f * (i % W));
        var file = Path.Combine(small.Folder, "river.exr");
        ExrFile.Write(file, river.ToStored());
        return file;
    }

    private static double Distance(int i, int number) => Math.Sqrt(Math.Pow((i % W) - 24 - (0.5 * number), 2) + Math.Pow((i / W) - 24, 2));

    private static StoredFrame Plate(SmallTurnover small, int number) => ExrFile.Read(Path.Combine(small.Media, $"beach.{number:0000}.exr"));

    private static StoredFrame Version(string package, int number) => ExrFile.Read(Path.Combine(package, $"versions/show_0010_comp_v001/exr/show_0010_comp_v001.{number + 1000}.exr"));

    private static StoredFrame Cited(string folder, ChangePictures pictures, int number) => ExrFile.Read(Path.Combine(folder, "change", PatternName.TryParse(pictures.Files)!.FileOf(number)));

    private static string Delivered(SmallTurnover small)
    {
        Done(0, CommandLine.Run("review", small.Show, "show_0010", "--approve", "--not-a-person", "all", "--by", "Ann Lee"));
        var back = CommandLine.Run("turnback", small.Show, "--out", small.Out, "--by", "Ann Lee", "--json", "--progress", "none");
        Done(0, back);
        return (string)back.Json["result"]!["package"]!;
    }

    private static SmallTurnover Ready(string name)
    {
        var small = new SmallTurnover(name);
        for (var n = 1; n <= 24; n++)
        {
            var frame = new Frame(W, H);
            for (var i = 0; i < W * H; i++)
            {
                var a = (float)Math.Clamp(16.5 - Distance(i, n), 0, 1);
                for (var c = 0; c < 3; c++) frame.Plane(c)[i] = (a * (Skin[c] + (0.02f * MathF.Sin(i * 0.7f)))) + ((1 - a) * (Green[c] + (0.004f * MathF.Sin(i * 1.3f))));
            }
            var stored = frame.ToStored();
            ExrFile.Write(Path.Combine(small.Media, $"beach.{n:0000}.exr"), stored with { Channels = [.. stored.Channels, StoredPicture.Channel("id", SampleType.UInt, [.. Enumerable.Range(0, W * H).Select(i => (float)i)])] });
        }
        Done(0, CommandLine.Run("init", small.Show, "--title", "Show", "--rate", "24", "--by", "Ann Lee"));
        Done(0, CommandLine.Run("ingest", small.Show, small.Cut, "--media", small.Media, "--by", "Ann Lee"));
        return small;
    }
}
