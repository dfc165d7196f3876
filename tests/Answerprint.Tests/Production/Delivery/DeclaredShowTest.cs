using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production.Delivery;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Production.Delivery;

/// <summary>Light and place of whole pictures changed in a show, also with people in them: declared, proved, delivered, and made again by a stranger who has the plates.</summary>
public sealed class DeclaredShowTest
{
    private const int W = SmallTurnover.Width, H = SmallTurnover.Height;

    [Theory]
    [InlineData("relight", "P1", "stops=-0.5", "key=left", "ratio=0.5", "saturation=0.8")]
    [InlineData("reframe", "P2", "scale=1.1", "shiftX=2.5")]
    public void Brief_WithAPerformerInIt_IsADeclaredChangeThatAnybodyMakesAgain(string kind, string proved, params string[] set)
    {
        using var small = Ready("declared-" + kind);
        Assert.Equal(0, CommandLine.Run("declare", small.Show, "show_0010", "--performer", "A walker", "--box", "20,10,16,30", "--by", "Ann Lee").Exit);
        var asked = Ask(small, kind, set);
        Assert.True(asked.Exit == 0, asked.ToString());
        Assert.Equal("1-24", (string?)asked.Json["result"]!["frames"]);
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == 0, ran.ToString());
        var package = Delivered(small, proved);
        var (plate, made) = (Plate(small, 12), Version(package, 12));
        Assert.Equal(plate.Channel("id")!.Words, made.Channel("id")!.Words);
        Assert.NotEqual(plate.Channel("G")!.Words, made.Channel("G")!.Words);
        if (kind == "relight") Assert.True(Ratio(plate, made, "G", 2) > 1.3 * Ratio(plate, made, "G", W - 3));

        // without the plates: the origin pass is as declared, and the rest is said to be open
        var alone = CommandLine.Run("verify", package, "--render", "--json");
        Assert.True(alone.Exit == 0, alone.ToString());
        Assert.Equal((0, 24), ((int)alone.Json["result"]!["madeAgain"]!, (int)alone.Json["result"]!["notMadeAgain"]!));
        var verified = CommandLine.Run("verify", package, "--render", "--plates", small.Folder, "--json");
        Assert.True(verified.Exit == 0, verified.ToString());
        Assert.Equal((24, 0), ((int)verified.Json["result"]!["madeAgain"]!, (int)verified.Json["result"]!["notMadeAgain"]!));
        Assert.Contains(proved, File.ReadAllText(Path.Combine(package, "disclosure.json")), StringComparison.Ordinal);
        Spoilt(small, package, proved);
    }

    /// <summary>Whatever in a frame is not what was declared is found, also far from people and also when hashes are all made to fit.</summary>
    private static void Spoilt(SmallTurnover small, string package, string proved)
    {
        var manifest = PackageCheck.Check(package, null).Manifest!;
        Assert.Empty(Faults());
        var picture = Path.Combine(package, "versions/show_0010_comp_v001/exr/show_0010_comp_v001.1005.exr");
        With(picture, () =>
        {
            var stored = ExrFile.Read(picture);
            stored.Channel("G")!.Words[2 * ((H - 2) * W + 3)] ^= 1;
            ExrFile.Write(picture, stored);
        }, "are not what the declared change gives");
        var map = Path.Combine(package, "versions/show_0010_comp_v001/origin/show_0010_comp_v001_origin.1005.exr");
        With(map, () =>
        {
            var origin = OriginFile.Read(map).Whole();
            origin.Tap[0].X[(20 * W) + 30] += 1 / 64f;
            OriginFile.Write(map, origin);
        }, "come from elsewhere", alone: true);
        With(map, () =>
        {
            var origin = OriginFile.Read(map).Whole();
            (origin.Tap[0].Weight[W + 1], origin.Synth[W + 1]) = (0.5f, 0.5f);
            OriginFile.Write(map, origin);
        }, "come from elsewhere", alone: true);
        // a pixel that calls itself made up would be compared by nobody
        With(map, () =>
        {
            var origin = OriginFile.Read(map).Whole();
            (origin.Tap[0].Weight[W + 1], origin.Synth[W + 1]) = (0, 1);
            OriginFile.Write(map, origin);
        }, "come from elsewhere", alone: true);
        var change = Path.Combine(package, "versions/show_0010_comp_v001/change/change.json");
        With(change, () =>
        {
            var document = JsonNode.Parse(File.ReadAllText(change))!;
            var record = document["changes"]![0]!;
            if (record["transform"] is { } transform) transform["filter"] = "cubic";
            else record["field"]!["stops"]![0] = (double)record["field"]!["stops"]![0]! + 0.01;
            File.WriteAllText(change, document.ToJsonString());
        }, "are not what the declared change gives", frames: proved == "P1" ? 24 : 1);
        var plate = Path.Combine(small.Media, "beach.0005.exr");
        With(plate, () => File.Copy(Path.Combine(small.Media, "beach.0006.exr"), plate, overwrite: true), "is not the picture that the version was made of");

        void With(string file, Action spoil, string words, bool alone = false, int frames = 1)
        {
            var kept = File.ReadAllBytes(file);
            spoil();
            foreach (var found in alone ? new[] { Faults(), Faults(withPlates: false) } : [Faults()])
            {
                Assert.Equal(frames, found.Count);
                Assert.All(found, f => Assert.Contains(words, f.Words, StringComparison.Ordinal));
            }
            File.WriteAllBytes(file, kept);
        }

        IReadOnlyList<PackageFault> Faults(bool withPlates = true)
        {
            using var plates = new BroughtPlates(withPlates ? [small.Media] : [], manifest.Plates);
            return RenderCheck.Check(package, manifest, plates, _ => { }, default).Faults;
        }
    }

    [Fact]
    public void Brief_OfAPlateThatNobodyDeclared_IsRefusedWithTheWayOut()
    {
        using var small = Ready("declared-unsaid");
        Assert.Equal(0, Ask(small, "relight", "stops=1").Exit);
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == 4, ran.ToString());
        Assert.Contains("answerprint declare", ran.Out, StringComparison.Ordinal);
        // where a named person attests that nobody is there, the same goes ahead and no class of people's is in it
        Assert.Equal(0, CommandLine.Run("declare", small.Show, "show_0010", "--no-people", "--by", "Ann Lee").Exit);
        ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == 0, ran.ToString());
        var package = Delivered(small, "P0");
        Assert.Equal(0, CommandLine.Run("verify", package, "--render", "--plates", small.Media).Exit);
    }

    [Fact]
    public void Brief_ThatMatchesAnotherShot_TakesItsLight()
    {
        using var small = Ready("declared-match", darker: 0.5f);
        var asked = CommandLine.Run("brief", small.Show, "show_0020", "relight", "--match", "show_0010", "--by", "Ann Lee", "--json");
        Assert.True(asked.Exit == 0, asked.ToString());
        Assert.Equal(64, ((string)asked.Json["result"]!["options"]!["light"]!).Length);
        File.WriteAllText(small.People, """[{"plate": "beach.%04d.exr", "noPeople": true}, {"plate": "dusk.%04d.exr", "noPeople": true}]""");
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People, "--json"));
        Assert.True(ran.Exit == 0, ran.ToString());
        var package = (string)ran.Json["result"]!["package"]!;
        var made = ExrFile.Read(Path.Combine(package, "versions/show_0020_comp_v001/exr/show_0020_comp_v001.1010.exr"));
        Assert.InRange(Mean(made) / Mean(Plate(small, 10)), 0.97, 1.03);
        // the light of a shot that has it already: nothing is made, and that is said
        Assert.Equal(0, CommandLine.Run("brief", small.Show, "show_0010", "relight", "--match", Path.Combine(small.Media, "beach.%04d.exr"), "--by", "Ann Lee").Exit);
        ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.Contains(ran.Json["result"]!["withheld"]!.AsArray(), w => (string?)w!["shot"] == "show_0010" && (string?)w["what"] == "given up by the tool");
    }

    /// <summary>Light changed inside a matte is no function of the whole picture: no class lets it reach people.</summary>
    [Theory]
    [InlineData("0,0,8,8", 0)]
    [InlineData("50,30,8,8", 4)]
    public void Brief_WithAMatte_KeepsAwayFromPeople(string box, int exit)
    {
        using var small = Ready("declared-matte");
        Assert.Equal(0, CommandLine.Run("declare", small.Show, "show_0010", "--performer", "A walker", "--box", box, "--by", "Ann Lee").Exit);
        if (exit == 4) Assert.Equal(0, CommandLine.Run("declare", small.Show, "show_0010", "--not-face", "0,0,64,48", "--by", "Ann Lee").Exit);
        var asked = CommandLine.Run("brief", small.Show, "show_0010", "relight", "--set", "stops=1", "--area", "1: 40,25 62,25 62,46 40,46", "--by", "Ann Lee", "--json");
        Assert.True(asked.Exit == 0, asked.ToString());
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit == exit, ran.ToString());
        if (exit != 0) return;
        var package = Delivered(small, "P0");
        Assert.Equal(0, CommandLine.Run("verify", package, "--render").Exit);
        Assert.Equal(3, CommandLine.Run("verify", package, "--render", "--plates", Path.Combine(small.Folder, "none")).Exit);
        var (plate, made) = (Plate(small, 9), Version(package, 9));
        Assert.Equal(plate.Channel("R")!.Words.AsSpan(0, 2 * 20 * W), made.Channel("R")!.Words.AsSpan(0, 2 * 20 * W));
        var i = (36 * W) + 50;
        Assert.Equal(2 * Value(plate, "R", i), Value(made, "R", i), 3);
    }

    [Fact]
    public void Brief_ThatCanNotBeMeant_SaysWhatIsWrong()
    {
        using var small = Ready("declared-errors");
        Refused("bad-options", Ask(small, "relight"));
        Refused("bad-options", Ask(small, "relight", "stop=1"));
        Refused("bad-options", Ask(small, "relight", "stops=9"));
        Refused("bad-options", Ask(small, "reframe", "steady=often"));
        Refused("no-light", CommandLine.Run("brief", small.Show, "show_0010", "relight", "--match", "show_0010", "--by", "Ann Lee", "--json"));
        Refused("missing-file", CommandLine.Run("brief", small.Show, "show_0010", "relight", "--match", Path.Combine(small.Folder, "none.exr"), "--by", "Ann Lee", "--json"));
        Assert.Equal(2, CommandLine.Run("brief", small.Show, "show_0010", "reframe", "--match", "show_0010", "--by", "Ann Lee").Exit);
        Assert.Equal(0, Ask(small, "relight", "stops=1").Exit);
        // two manners can not be in one version; the same frames in another manner are what counts
        Refused("other-options", CommandLine.Run("brief", small.Show, "show_0010", "relight", "5-8", "--set", "stops=2", "--by", "Ann Lee", "--json"));
        Assert.Equal(0, Ask(small, "relight", "stops=2").Exit);
        Refused("one-tool", Ask(small, "reframe", "steady=smooth"));
    }

    private static void Refused(string code, CommandLine.Ran ran)
    {
        Assert.True(ran.Exit == 3, ran.ToString());
        Assert.Equal(code, (string?)ran.Json["errors"]![0]!["code"]);
    }

    private static CommandLine.Ran Ask(SmallTurnover small, string kind, params string[] set) =>
        CommandLine.Run(["brief", small.Show, "show_0010", kind, .. set.SelectMany(s => new[] { "--set", s }), "--by", "Ann Lee", "--json"]);

    private static StoredFrame Plate(SmallTurnover small, int number) => ExrFile.Read(Path.Combine(small.Media, $"beach.{number:0000}.exr"));

    private static StoredFrame Version(string package, int number) => ExrFile.Read(Path.Combine(package, $"versions/show_0010_comp_v001/exr/show_0010_comp_v001.{number + 1000}.exr"));

    private static float Value(StoredFrame picture, string channel, int i) => (float)BitConverter.ToHalf(picture.Channel(channel)!.Words, 2 * i);

    private static double Mean(StoredFrame picture) => Enumerable.Range(0, W * H).Average(i => Value(picture, "G", i));

    /// <summary>How a column's light was changed.</summary>
    private static double Ratio(StoredFrame plate, StoredFrame made, string channel, int x) => Enumerable.Range(0, H).Average(y => Value(made, channel, (y * W) + x)) / Enumerable.Range(0, H).Average(y => Value(plate, channel, (y * W) + x));

    private static string Delivered(SmallTurnover small, string kind)
    {
        var review = CommandLine.Run("review", small.Show, "show_0010", "--approve", "--not-a-person", "all", "--by", "Ann Lee");
        Assert.True(review.Exit == 0, review.ToString());
        var back = CommandLine.Run("turnback", small.Show, "--out", small.Out, "--by", "Ann Lee", "--json", "--progress", "none");
        Assert.True(back.Exit == 0, back.ToString());
        Assert.Equal("approved", (string?)back.Json["result"]!["versions"]![0]!["status"]);
        var package = (string)back.Json["result"]!["package"]!;
        var proof = JsonNode.Parse(File.ReadAllText(Path.Combine(package, "versions/show_0010_comp_v001/inspection.json")))!["lock"]!;
        Assert.Equal((true, kind), ((bool)proof["passed"]!, (string)proof["class"]!));
        Assert.Equal(0, CommandLine.Run("verify", package).Exit);
        return package;
    }

    /// <param name="darker">The light of a second shot of the same set against the first's; 0: there is none.</param>
    private static SmallTurnover Ready(string name, float darker = 0)
    {
        var small = new SmallTurnover(name);
        if (darker > 0)
        {
            for (var n = 1; n <= 24; n++)
            {
                var plate = Plate(small, n);
                var picture = plate.ToFrame("", "");
                for (var c = 0; c < 3; c++)
                    for (var i = 0; i < W * H; i++) picture.Plane(c)[i] *= darker;
                ExrFile.Write(Path.Combine(small.Media, $"dusk.{n:0000}.exr"), plate.With(picture, Matte.Whole(W, H)));
            }
            File.WriteAllText(small.Cut, SmallTurnover.CutOf(("beach", SmallTurnover.Sequence("beach", 1, 24), 4, 17), ("dusk", SmallTurnover.Sequence("dusk", 1, 24), 4, 17)).ToJsonString());
        }
        Assert.Equal(0, CommandLine.Run("init", small.Show, "--title", "Show", "--rate", "24", "--by", "Ann Lee").Exit);
        Assert.Equal(0, CommandLine.Run("ingest", small.Show, small.Cut, "--media", small.Media, "--by", "Ann Lee").Exit);
        return small;
    }
}
