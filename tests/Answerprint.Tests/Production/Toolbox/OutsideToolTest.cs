using System.Diagnostics;
using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Toolbox;
using Answerprint.Tests.House;
using Answerprint.Tests.Studio.Commands;
using Xunit;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Tests.Production.Toolbox;

public sealed class OutsideToolTest
{
    [ProgramFact("ffmpeg", "prlimit", "setsid")]
    public void Laws_OfAScriptAroundFfmpeg_AreKept()
    {
        using var stage = new OutsideStage();
        using var plate = OutsideStage.Plate();
        var said = new List<string>();
        Assert.Empty(ToolLaws.Broken(stage.Tool(_ => OutsideStage.Left(), said), OutsideStage.Work(plate, matted: true, 2, 3, 5)));
        // it softened all of the picture: what lies outside was put back, counted and said
        Assert.Contains(said, l => l.Contains("put back", StringComparison.Ordinal) && l.Contains("frame 3", StringComparison.Ordinal));
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(stage.Folder, "runs")));
    }

    [ProgramFact("ffmpeg", "prlimit", "setsid")]
    public void Laws_OfAScriptThatLeansOnTheChunk_NameWhatItBroke()
    {
        // it softens by how many frames it was handed
        using var stage = new OutsideStage(OutsideStage.Soften.Replace("sigma=2", "sigma=$(($4 - $3 + 1))", StringComparison.Ordinal));
        using var plate = OutsideStage.Plate();
        Assert.Contains(ToolLaws.Broken(stage.Tool(), OutsideStage.Work(plate, matted: false, 2, 3, 4, 5)), b => b.Contains("in two chunks", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("exit 3", "ended with 3")]
    [InlineData("echo all is lost >&2; exit 1", "all is lost")]
    [InlineData("exit 0", "did not write these frames")]
    [InlineData("cp \"$(printf \"$1\" 2)\" \"$(printf \"$2\" 2)\"", "frames 3")]
    [InlineData("for n in 2 3; do ln -s \"$(printf \"$1\" $n)\" \"$(printf \"$2\" $n)\"; done", "a link")]
    [InlineData("for n in 2 3; do mkfifo \"$(printf \"$2\" $n)\"; done", "did not write these frames")]
    [InlineData("for n in 2 3; do head -c 400 \"$(printf \"$1\" $n)\" > \"$(printf \"$2\" $n)\"; done", "can not be used")]
    [InlineData("sleep 60", "not done after 1 s")]
    [InlineData("yes", "not done after 1 s")]
    [InlineData("head -c 2000000000 /dev/zero > \"$2\"", "")]
    [InlineData("while :; do n=$((n + 1)); head -c 50000000 /dev/zero > \"$2.$n\"; done", "")]
    [InlineData("kill -SEGV $$", "signal 11")]
    public void Render_HostileTool_IsOneClearErrorAndBounded(string script, string words)
    {
        using var stage = new OutsideStage(script, o => o["seconds"] = 1);
        using var plate = OutsideStage.Plate();
        var clock = Stopwatch.StartNew();
        var work = OutsideStage.Work(plate, matted: false, 2, 3);
        var error = Assert.Throws<BadInputException>(() => stage.Tool().Render(work, new([]), work.Range, default).ToList());
        Assert.StartsWith("outside-", error.Code, StringComparison.Ordinal);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Length < 12_000);
        Assert.True(clock.Elapsed.TotalSeconds < 40, $"{clock.Elapsed}");
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(stage.Folder, "runs")));
    }

    [ProgramFact("ffmpeg", "prlimit", "setsid")]
    public void Render_ToolThatHandsBackAnotherSize_IsRefusedInWords()
    {
        using var stage = new OutsideStage(OutsideStage.Soften.Replace("gblur=sigma=2", "scale=32:24", StringComparison.Ordinal));
        using var plate = OutsideStage.Plate();
        var work = OutsideStage.Work(plate, matted: false, 2, 3);
        Assert.Contains("32×24", Assert.Throws<BadInputException>(() => stage.Tool().Render(work, new([]), work.Range, default).ToList()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Render_LeavesNoProcessBehind_AndHandsOnNoEnvironment()
    {
        using var stage = new OutsideStage("env > \"${2%/*}/../../../env.txt\"; (sleep 300; echo) & echo $! > \"${2%/*}/../../../child.txt\"; exit 1");
        using var plate = OutsideStage.Plate();
        Environment.SetEnvironmentVariable("ANSWERPRINT_TEST_SECRET", "hush");
        var work = OutsideStage.Work(plate, matted: false, 2);
        Assert.Throws<BadInputException>(() => stage.Tool().Render(work, new([]), work.Range, default).ToList());
        Assert.DoesNotContain("hush", File.ReadAllText(Path.Combine(stage.Folder, "env.txt")), StringComparison.Ordinal);
        var child = int.Parse(File.ReadAllText(Path.Combine(stage.Folder, "child.txt")), System.Globalization.CultureInfo.InvariantCulture);
        // killed with its group: gone, or waiting to be buried, as soon as the system gets round to it
        Assert.True(SpinWait.SpinUntil(() => IsGone(child), TimeSpan.FromSeconds(10)));

        static bool IsGone(int process)
        {
            try
            {
                return File.ReadAllText($"/proc/{process}/stat").Contains(") Z", StringComparison.Ordinal);
            }
            catch (IOException)
            {
                return true;
            }
        }
    }

    [Fact]
    public void Render_Cancelled_EndsAtOnce()
    {
        using var stage = new OutsideStage("sleep 60");
        using var plate = OutsideStage.Plate();
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var clock = Stopwatch.StartNew();
        var work = OutsideStage.Work(plate, matted: false, 2);
        Assert.ThrowsAny<OperationCanceledException>(() => stage.Tool().Render(work, new([]), work.Range, stop.Token).ToList());
        Assert.True(clock.Elapsed.TotalSeconds < 20);
    }

    [Theory]
    [InlineData("name", "Fill It")]
    [InlineData("name", "../x")]
    [InlineData("format", "answerprint.tool.9")]
    [InlineData("hosting", "somewhere")]
    [InlineData("seconds", 0)]
    [InlineData("trainingData", "declared")]
    [InlineData("operation", "Clean Up")]
    [InlineData("surprise", "x")]
    [InlineData("isModel", null)]
    [InlineData("command", "{tool}/../../bin/sh {plate} {out}")]
    [InlineData("command", "{tool}/work.sh {plate} {nowhere} {out}")]
    [InlineData("command", "{tool}/work.sh {plate}")]
    [InlineData("files", "../../etc/passwd")]
    public void Manifest_ThatSaysWhatCanNotBe_IsRefused(string member, object? value)
    {
        using var stage = new OutsideStage("exit 0", o => o[member] = member switch
        {
            "command" => new JsonArray([.. ((string)value!).Split(' ').Select(w => (JsonNode)w)]),
            "files" => new JsonArray((string)value!),
            _ => value is null ? null : JsonValue.Create(value),
        });
        Assert.Equal("bad-tool", Assert.Throws<BadInputException>(() => OutsideManifest.Open(stage.Manifest)).Code);
    }

    [ProgramFact("ffmpeg", "prlimit", "setsid")]
    public void Test_OfTheCommandLine_SaysWhatIsBroken()
    {
        using var stage = new OutsideStage();
        using var small = new SmallTurnover("tooltest", 1, 6);
        var ran = CommandLine.Run("tool", "test", stage.Manifest, "--in", Path.Combine(small.Media, "beach.%04d.exr"), "--json", "--progress", "none");
        Assert.True(ran.Exit == 0, ran.ToString());
        Assert.Equal(6, ran.Json["result"]!["frames"]!.AsArray().Count);
        // its chance is not its seed
        stage.Write(OutsideStage.Soften.Replace("sigma=2", "sigma=2,noise=alls=20:allf=t:all_seed=$$", StringComparison.Ordinal).Replace("gblur", "format=gbrp16le,gblur", StringComparison.Ordinal));
        ran = CommandLine.Run("tool", "test", stage.Manifest, "--in", Path.Combine(small.Media, "beach.%04d.exr"), "--json", "--progress", "none");
        Assert.True(ran.Exit == 5, ran.ToString());
        Assert.Contains("the same recipe gives the same bits", ran.Out, StringComparison.Ordinal);
    }

    [ProgramFact("ffmpeg", "prlimit", "setsid")]
    public void Brief_ForAnOutsideTool_GoesTheWayOfEveryTool_AndAnExchangedToolIsNotRun()
    {
        using var tool = new OutsideStage();
        using var stage = new AcceptStage("outside-tool");
        var mattes = Path.Combine(stage.Elsewhere, "m.%04d.exr");
        for (var n = 8; n <= 12; n++)
        {
            var window = new Window(0, 0, 63, 47);
            ExrFile.Write(Path.Combine(stage.Elsewhere, $"m.{n:0000}.exr"), new StoredFrame(window, window, [StoredPicture.Channel("A", SampleType.Half, OutsideStage.Left().Coverage)], []));
        }
        string[] by = ["--by", "Ann Lee", "--json"];
        Assert.Equal(3, CommandLine.Run(["brief", stage.Small.Show, AcceptStage.Shot, "soften", "8-12", .. by]).Exit);
        var added = CommandLine.Run(["tool", "add", stage.Small.Show, tool.Manifest, .. by]);
        Assert.True(added.Exit == 0, added.ToString());
        var asked = CommandLine.Run(["brief", stage.Small.Show, AcceptStage.Shot, "soften", "8-12", "--set", $"matte={mattes}", .. by]);
        Assert.True(asked.Exit == 0, asked.ToString());

        // another program under its name
        tool.Write("cp \"$1\" \"$2\"");
        var exchanged = CommandLine.Run(["render", stage.Small.Show, .. by]);
        Assert.True(exchanged.Exit == 3, exchanged.ToString());
        Assert.Equal("tool-changed", (string?)exchanged.Json["errors"]![0]!["code"]);
        Assert.Contains("not usable", CommandLine.Run("tool", "list", stage.Small.Show).Out, StringComparison.Ordinal);

        tool.Write(OutsideStage.Soften);
        var ran = CommandLine.Run(["render", stage.Small.Show, "--progress", "none", .. by]);
        Assert.True(ran.Exit == 0, ran.ToString());
        Digest first;
        using (var show = stage.Open())
        {
            var now = Standing.Of(show.Book.Acts);
            var version = Assert.Single(now.Versions);
            first = version.Recipe;
            Assert.True((bool)now.Inspections[version.Document].Body["passed"]!);
            Assert.Equal(("soften", false), (version.Tool, version.Outside!.Elsewhere));
            foreach (var frame in Version.Frames(JsonReading.Parse(show.Vault.Read(version.Document))))
            {
                Assert.Equal(frame.Number is >= 8 and <= 12, frame.IsMade);
                var (plate, made) = (ExrFile.Read(stage.Media(frame.Number)), ExrFile.Read(show.Vault.PathOf(frame.Picture)));
                Assert.Equal(plate.Channel("id")!.Words, made.Channel("id")!.Words);
                for (var i = 0; i < 64 * 48; i++)
                    if (i % 64 >= 24 || !frame.IsMade) Assert.Equal(plate.Channel("R")!.Words.AsSpan(2 * i, 2).ToArray(), made.Channel("R")!.Words.AsSpan(2 * i, 2).ToArray());
            }
            Assert.Single(AcceptStage.DeskOf(show).Deliver(stage.Small.Out).Delivered);
        }
        var disclosure = JsonNode.Parse(File.ReadAllText(Path.Combine(stage.Small.Out, "TURNBACK_show_1", "disclosure.json")))!["outside"]!;
        Assert.Equal((0, 1), ((int)disclosure["madeElsewhere"]!, (int)disclosure["byOutsideTools"]!));
        // nothing is left to do, and a turnaround ends
        Assert.Equal(0, CommandLine.Run(["render", stage.Small.Show, .. by]).Exit);

        // added anew it is another recipe
        tool.Write(OutsideStage.Soften.Replace("sigma=2", "sigma=3", StringComparison.Ordinal));
        Assert.Equal(0, CommandLine.Run(["tool", "add", stage.Small.Show, tool.Manifest, .. by]).Exit);
        using var last = stage.Open();
        var (was, now2) = (OutsideShelf.Added(last.Book.Acts.Where(a => a.Index < last.Book.Acts.Count - 1))["soften"], OutsideShelf.Added(last.Book.Acts)["soften"]);
        Assert.NotEqual(OutsideTool.Identity(OutsideManifest.Open(tool.Manifest), OutsideShelf.FilesOf(was)), OutsideTool.Identity(OutsideManifest.Open(tool.Manifest), OutsideShelf.FilesOf(now2)));
        Assert.NotEqual(default, first);
    }

    [ProgramFact("ffmpeg", "prlimit", "setsid")]
    public void Brief_ForAnOutsideToolWherePeopleAre_IsRefused_AndTwoToolsDoNotMeetOnAShot()
    {
        using var tool = new OutsideStage();
        using var stage = new AcceptStage("outside-people", declared: false, missing: [12]);
        using var show = stage.Open();
        var desk = AcceptStage.DeskOf(show);
        desk.AddTool(tool.Manifest);
        desk = AcceptStage.DeskOf(show);
        Assert.Equal("one-tool", Assert.Throws<BadInputException>(() => desk.Ask(AcceptStage.Shot, "soften", [8], "", [])).Code);
        Assert.Equal("name-taken", Assert.Throws<BadInputException>(() =>
        {
            tool.Write(OutsideStage.Soften, o => o["name"] = "fill");
            desk.AddTool(tool.Manifest);
        }).Code);
        show.Dispose();

        using var other = new AcceptStage("outside-people2", declared: false);
        using var open = other.Open();
        tool.Write(OutsideStage.Soften);
        AcceptStage.DeskOf(open).AddTool(tool.Manifest);
        desk = AcceptStage.DeskOf(open);
        var brief = desk.Ask(AcceptStage.Shot, "soften", [8, 9], "", []);
        Assert.Empty(desk.Plan().Steps);
        Assert.False(desk.Now.Decision(brief)!.Allowed);
    }
}
