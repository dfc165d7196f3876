using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Production.Delivery;

/// <summary>A sign that shows another picture, in a show: asked for, judged by where it hangs, made, delivered and checked by a stranger.</summary>
public sealed class ScreenShowTest
{
    private const int W = SmallTurnover.Width, H = SmallTurnover.Height;
    private const string Corners = "still; 9.5,7.5 39.5,7.5 39.5,27.5 9.5,27.5";

    [Fact]
    public void Brief_ASignWithAnotherPicture_IsMadeDeliveredAndSaidToBeMade()
    {
        using var small = Ready("screen");
        var poster = Poster(small);
        var asked = Ask(small, "--screen", Corners, "--insert", poster, "--source", "drawn for this test", "--no-people", "Ann Lee", "--shutter", "0", "--defocus", "0", "--no-grain");
        Assert.True(asked.Exit == 0, asked.ToString());
        Assert.Equal("1-24", (string?)asked.Json["result"]!["frames"]);
        // the picture lies in the vault
        File.Delete(poster);
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People, "--json"));
        Assert.True(ran.Exit == 0, ran.ToString());
        var package = Delivered(small);
        for (var number = 1; number <= 24; number++)
        {
            var (plate, version) = (Plate(small, number), Version(package, number));
            var light = version.ToFrame("version").Plane(0);
            for (var i = 0; i < W * H; i++)
            {
                var inside = i % W is >= 10 and < 40 && i / W is >= 8 and < 28;
                if (inside) Assert.InRange(light[i], 0.74f, 0.76f);
                else foreach (var name in new[] { "R", "G", "B", "id" }) Assert.True(plate.Channel(name)!.Words.AsSpan(i * plate.Channel(name)!.BytesPerSample, plate.Channel(name)!.BytesPerSample).SequenceEqual(version.Channel(name)!.Words.AsSpan(i * plate.Channel(name)!.BytesPerSample, plate.Channel(name)!.BytesPerSample)));
            }
        }
        var origin = OriginFile.Read(Directory.GetFiles(Path.Combine(package, "versions"), "*.1010.exr", SearchOption.AllDirectories).Single(f => f.Contains("origin", StringComparison.Ordinal))).Whole();
        Assert.Equal(30 * 20, origin.Synth.Count(s => s == 1));
        // what was shown by whose leave goes along, and nobody's name
        var papers = File.ReadAllText(Path.Combine(package, "versions/show_0010_comp_v001/screens.json"));
        Assert.Equal("drawn for this test", (string?)JsonNode.Parse(papers)!["screens"]![0]!["source"]);
        Assert.DoesNotContain("Ann", papers, StringComparison.Ordinal);
        var verified = CommandLine.Run("verify", package, "--render", "--json");
        Assert.True(verified.Exit == 0, verified.ToString());
    }

    [Fact]
    public void Brief_ABlurAndAWireBeforeIt_BecomeOneVersion()
    {
        using var small = Ready("screen-blur");
        Assert.Equal(0, Ask(small, "--screen", Corners, "--blur", "6", "--no-grain").Exit);
        Assert.Equal(0, CommandLine.Run("brief", small.Show, "show_0010", "cleanup", "--wire", "45,0 45,20; size 1", "--by", "Ann Lee").Exit);
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People, "--json"));
        Assert.True(ran.Exit == 0, ran.ToString());
        var package = Delivered(small);
        double Rough(StoredFrame frame) => Enumerable.Range(12, 24).Average(x => Math.Abs(frame.ToFrame("f").Plane(1)[(18 * W) + x + 1] - frame.ToFrame("f").Plane(1)[(18 * W) + x]));
        Assert.True(Rough(Version(package, 5)) < 0.5 * Rough(Plate(small, 5)));
        Assert.False(Plate(small, 5).Channel("G")!.Words.AsSpan(2 * ((10 * W) + 45), 2).SequenceEqual(Version(package, 5).Channel("G")!.Words.AsSpan(2 * ((10 * W) + 45), 2)));
        var verified = CommandLine.Run("verify", package, "--render", "--json");
        Assert.True(verified.Exit == 0, verified.ToString());
    }

    [Theory]
    [InlineData("0,44,64,4", 0)]
    [InlineData("0,43,64,4", 4)]
    public void Brief_BesideAPerformer_KeepsSixteenPixelsAwayOrIsRefused(string box, int exit)
    {
        using var small = Ready("screen-near");
        Assert.Equal(0, Ask(small, "--screen", Corners, "--blur", "6", "--defocus", "0").Exit);
        Assert.Equal(0, CommandLine.Run("declare", small.Show, "show_0010", "--performer", "A walker", "--box", box, "--by", "Ann Lee").Exit);
        Assert.Equal(exit, CommandLine.Run(CommandLine.Turnaround(small, "--json")).Exit);
    }

    [Fact]
    public void Brief_WithoutLeaveOrPlace_SaysWhatIsMissing()
    {
        using var small = Ready("screen-errors");
        var poster = Poster(small);
        Failed(4, "insert-people", Ask(small, "--screen", Corners, "--insert", poster, "--source", "mine"));
        Failed(4, "insert-source", Ask(small, "--screen", Corners, "--insert", poster, "--no-people", "Ann Lee"));
        Failed(3, "person-unknown", Ask(small, "--screen", Corners, "--insert", poster, "--source", "mine", "--no-people", "Bob Roe"));
        Assert.Equal(0, CommandLine.Run("person", small.Show, "Bob Roe", "--role", "vfx_editor", "--by", "Ann Lee").Exit);
        Failed(4, "insert-people", Ask(small, "--screen", Corners, "--insert", poster, "--source", "mine", "--no-people", "Bob Roe"));
        Failed(3, "empty-screen", Ask(small, "--screen", "still; 900,900 950,900 950,950 900,950", "--blur", "4"));
        Failed(3, "screen-key", Ask(small, "--screen", "99: 10,8 40,8 40,28 10,28", "--blur", "4"));
        Assert.Equal(2, Ask(small, "--screen", Corners).Exit);
        Assert.Equal(2, Ask(small, "--screen", Corners, "--blur", "4", "--insert", poster).Exit);
        Assert.Equal(2, Ask(small, "--screen", "still; 1,1 2,2 3,3", "--blur", "4").Exit);
        Assert.Equal(2, Ask(small, "--screen", "still; 10,8 40,28 40,8 10,28", "--blur", "4").Exit);
        Assert.Equal(2, Ask(small, "--blur", "4").Exit);
        Assert.Equal(2, Ask(small, "--wire", "1,1 9,9", "--holdout", "x.%04d.exr").Exit);
    }

    private static void Failed(int exit, string code, CommandLine.Ran ran)
    {
        Assert.True(ran.Exit == exit, ran.ToString());
        Assert.Equal(code, (string?)ran.Json["errors"]![0]!["code"]);
    }

    private static CommandLine.Ran Ask(SmallTurnover small, params string[] more) => CommandLine.Run(["brief", small.Show, "show_0010", "cleanup", .. more, "--by", "Ann Lee", "--json"]);

    private static string Poster(SmallTurnover small)
    {
        var card = new Frame(30, 20);
        for (var c = 0; c < 3; c++) card.Plane(c).AsSpan().Fill(0.75f);
        var file = Path.Combine(small.Folder, "poster.exr");
        ExrFile.Write(file, card.ToStored());
        return file;
    }

    private static StoredFrame Plate(SmallTurnover small, int number) => ExrFile.Read(Path.Combine(small.Media, $"beach.{number:0000}.exr"));

    private static StoredFrame Version(string package, int number) => ExrFile.Read(Path.Combine(package, $"versions/show_0010_comp_v001/exr/show_0010_comp_v001.{number + 1000}.exr"));

    private static string Delivered(SmallTurnover small)
    {
        var review = CommandLine.Run("review", small.Show, "show_0010", "--approve", "--not-a-person", "all", "--by", "Ann Lee");
        Assert.True(review.Exit == 0, review.ToString());
        var back = CommandLine.Run("turnback", small.Show, "--out", small.Out, "--by", "Ann Lee", "--json", "--progress", "none");
        Assert.True(back.Exit == 0, back.ToString());
        var package = (string)back.Json["result"]!["package"]!;
        Assert.True((bool)JsonNode.Parse(File.ReadAllText(Path.Combine(package, "versions/show_0010_comp_v001/inspection.json")))!["lock"]!["passed"]!);
        return package;
    }

    private static SmallTurnover Ready(string name)
    {
        var small = new SmallTurnover(name);
        for (var n = 1; n <= 24; n++) SmallTurnover.WritePlate(Path.Combine(small.Media, $"beach.{n:0000}.exr"), n);
        Assert.Equal(0, CommandLine.Run("init", small.Show, "--title", "Show", "--rate", "24", "--by", "Ann Lee").Exit);
        Assert.Equal(0, CommandLine.Run("ingest", small.Show, small.Cut, "--media", small.Media, "--by", "Ann Lee").Exit);
        return small;
    }
}
