using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Production;
using Answerprint.Production.Delivery;
using Answerprint.Production.Plates;
using Answerprint.Production.Toolbox;
using Answerprint.Tests.Studio.Commands;
using Xunit;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Tests.Production;

public sealed class AcceptTest
{
    [Fact]
    public void Accept_PaintedBox_IsAVersionWhoseOtherWordsAreThePlates()
    {
        using var stage = new AcceptStage("accept");
        stage.Write(AcceptStage.Box);
        using var show = stage.Open();
        var desk = AcceptStage.DeskOf(show);
        var accepted = desk.Accept(desk.Now.Shots[AcceptStage.Shot], AcceptStage.Request(stage.Pattern));
        Assert.Equal("show_0010_comp_v001", accepted.Version.Name);
        Assert.True((bool)desk.Now.Inspections[accepted.Version.Document].Body["passed"]!);
        Assert.Contains("was not made by us", (string?)desk.Now.Inspections[accepted.Version.Document].Body["outside"], StringComparison.Ordinal);

        var frames = Version.Frames(JsonReading.Parse(show.Vault.Read(accepted.Version.Document)));
        Assert.Equal([8, 9, 10, 11, 12], frames.Where(f => f.IsMade).Select(f => f.Number));
        var said = Assert.Single(accepted.Frames, f => (int)f["frame"]! == 9);
        Assert.Equal(48, (long)said["changed"]!);
        Assert.Equal([20, 10, 8, 6], said["boxes"]![0]!.AsArray().Select(n => (int)n!));
        Assert.True((double)said["largest"]! > 20);
        foreach (var frame in frames)
        {
            var (plate, made, theirs) = (ExrFile.Read(stage.Media(frame.Number)), ExrFile.Read(show.Vault.PathOf(frame.Picture)), ExrFile.Read(stage.File(frame.Number)));
            Assert.Equal(frame.IsMade ? PlateBits.Of(theirs) : PlateBits.Of(plate), PlateBits.Of(made));
            if (!frame.IsMade) continue;
            var origin = OriginFile.Read(show.Vault.PathOf(frame.Origin!.Value));
            for (var i = 0; i < origin.Synth.Length; i++)
            {
                var inside = AcceptStage.Box(frame.Number, i % made.Width, i / made.Width);
                Assert.Equal((inside ? 1f : 0f, inside ? 0f : 1f), (origin.Synth[i], origin.Tap[0].Weight[i]));
            }
        }

        // the same again is the same version, and nothing new in the book
        var acts = show.Book.Acts.Count;
        Assert.Equal(accepted.Version.Document, AcceptStage.DeskOf(show).Accept(desk.Now.Shots[AcceptStage.Shot], AcceptStage.Request(stage.Pattern)).Version.Document);
        Assert.Equal(acts, show.Book.Acts.Count);
    }

    [Theory]
    [InlineData("floats")]
    [InlineData("numbers")]
    [InlineData("cut")]
    [InlineData("frames")]
    public void Accept_InAnotherForm_EndsInTheSamePictures(string form)
    {
        using var stage = new AcceptStage("accept-form");
        stage.Write(AcceptStage.Box, form == "numbers" ? 1000 : 0);
        for (var n = 1; n <= 24; n++)
        {
            if (form == "floats") ExrFile.Write(stage.File(n), ExrFile.Read(stage.File(n)).ToFrame("v").ToStored(SampleType.Float), ExrCompression.None);
            if ((form == "cut" && n is < 5 or > 20) || (form == "frames" && n is < 8 or > 12)) File.Delete(stage.File(n));
        }
        using var show = stage.Open();
        var desk = AcceptStage.DeskOf(show);
        var request = AcceptStage.Request(stage.Pattern) with { Frames = form == "frames" ? [8, 9, 10, 11, 12] : [] };
        var frames = Version.Frames(JsonReading.Parse(show.Vault.Read(desk.Accept(desk.Now.Shots[AcceptStage.Shot], request).Version.Document)));
        Assert.Equal(24, frames.Count);
        Assert.Equal([8, 9, 10, 11, 12], frames.Where(f => f.IsMade).Select(f => f.Number));
        // identifiers are the plate's, though floats hold none
        foreach (var frame in frames) Assert.Equal(ExrFile.Read(stage.Media(frame.Number)).Channel("id")!.Words, ExrFile.Read(show.Vault.PathOf(frame.Picture)).Channel("id")!.Words);
        var outside = ExrFile.Read(show.Vault.PathOf(frames[8].Picture));
        var own = ExrFile.Read(stage.Media(9));
        Assert.Equal(48 * 3, Enumerable.Range(0, 3).Sum(c => Differing(own.Channel("RGB"[c..(c + 1)])!, outside.Channel("RGB"[c..(c + 1)])!)));
    }

    [Theory]
    [InlineData("size", "size", 3)]
    [InlineData("missing", "frames", 3)]
    [InlineData("extra", "frames", 3)]
    [InlineData("nan", "not-finite", 3)]
    [InlineData("infinite", "not-finite", 3)]
    [InlineData("truncated", "", 3)]
    [InlineData("link", "link", 3)]
    [InlineData("climbing", "", 3)]
    [InlineData("same", "nothing-changed", 3)]
    [InlineData("rate", "rate-mismatch", 3)]
    [InlineData("window", "window", 3)]
    [InlineData("one-frame-larger", "size", 3)]
    [InlineData("outside-matte", "outside-changed", 5)]
    public void Accept_HostileVersion_IsOneClearErrorAndNothingIsTakenIn(string what, string code, int exit)
    {
        using var stage = new AcceptStage("hostile");
        stage.Write(AcceptStage.Box);
        string[] more = [];
        switch (what)
        {
            case "size":
                for (var n = 1; n <= 24; n++) ExrFile.Write(stage.File(n), new Frame(32, 32).ToStored());
                break;
            case "one-frame-larger": ExrFile.Write(stage.File(15), new Frame(65, 48).ToStored()); break;
            case "missing": File.Delete(stage.File(11)); break;
            case "extra": File.Copy(stage.File(11), stage.File(25)); break;
            case "nan": Spoil(stage, float.NaN); break;
            case "infinite": Spoil(stage, float.PositiveInfinity); break;
            case "truncated": File.WriteAllBytes(stage.File(11), File.ReadAllBytes(stage.File(11))[..3000]); break;
            case "link":
                File.Delete(stage.File(3));
                File.CreateSymbolicLink(stage.File(3), stage.Media(3));
                break;
            case "climbing": more = ["--version", Path.Combine(stage.Elsewhere, "..", "elsewhere", "%04d", "..", "v.%04d.exr")]; break;
            case "same": stage.Write((_, _, _) => false); break;
            case "rate":
                for (var n = 1; n <= 24; n++) ExrFile.Write(stage.File(n), ExrFile.Read(stage.File(n)) is var p ? p with { Attributes = [.. p.Attributes, ExrAttributes.FramesPerSecond(new(25))] } : p);
                break;
            case "window":
                var moved = ExrFile.Read(stage.File(9));
                ExrFile.Write(stage.File(9), moved with { DataWindow = new(1, 0, 64, 47) });
                break;
            default:
                for (var n = 1; n <= 24; n++) WriteMatte(Path.Combine(stage.Elsewhere, $"m.{n:0000}.exr"), (x, y) => x < 24);
                more = ["--work-matte", Path.Combine(stage.Elsewhere, "m.%04d.exr")];
                break;
        }
        var ran = what == "climbing" ? CommandLine.Run(["accept", stage.Small.Show, AcceptStage.Shot, "--made-by", "Nuke 15.1", "--model", "no", "--by", "Ann Lee", "--json", .. more]) : stage.Run(more);
        Assert.True(ran.Exit == exit || (what == "climbing" && ran.Exit == 2), ran.ToString());
        var error = Assert.Single(ran.Json["errors"]!.AsArray())!;
        if (code.Length > 0) Assert.Equal(code, (string?)error["code"]);
        if (what is "nan" or "infinite") Assert.Contains("x 22 y 12", (string?)error["place"], StringComparison.Ordinal);
        if (what == "missing") Assert.Contains("frames 11 are missing", (string?)error["problem"], StringComparison.Ordinal);
        if (what == "outside-matte") Assert.Contains("frame 8, x 24 y 10", (string?)error["place"], StringComparison.Ordinal);
        Nothing(stage);
    }

    [Theory]
    [InlineData(15, 4)]
    [InlineData(17, 0)]
    public void Accept_NearAPerformer_IsRefusedWithTheWaysOut_AndFartherAwayIsNot(int away, int exit)
    {
        using var stage = new AcceptStage("performer", declared: false);
        // the work begins at x 20; the performer ends so many pixels before it
        stage.Write((n, x, y) => AcceptStage.Box(n, x, y));
        for (var n = 1; n <= 24; n++) WriteMatte(Path.Combine(stage.Elsewhere, $"m.{n:0000}.exr"), (x, y) => x <= 20 - away && y > 20 - 12);
        Assert.Equal(0, CommandLine.Run("declare", stage.Small.Show, "beach.%04d.exr", "--performer", "Pat Poe", "--matte", Path.Combine(stage.Elsewhere, "m.%04d.exr"), "--by", "Ann Lee").Exit);
        var ran = stage.Run("--pack", Path.Combine(stage.Small.Folder, "pack"));
        Assert.True(ran.Exit == exit, ran.ToString());
        if (exit == 0) return;
        Assert.Contains("PRJ-11", (string?)ran.Json["errors"]![0]!["problem"], StringComparison.Ordinal);
        Assert.Contains("hand-off pack", (string?)ran.Json["errors"]![0]!["remedy"], StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(stage.Small.Folder, "pack", "hand-off.json")));
        Nothing(stage);
    }

    [Fact]
    public void Accept_OfAPlateThatNobodyDeclared_IsRefusedWithThatRemedy()
    {
        using var stage = new AcceptStage("undeclared", declared: false);
        stage.Write(AcceptStage.Box);
        var ran = stage.Run();
        Assert.True(ran.Exit == 4, ran.ToString());
        Assert.Contains("declare", (string?)ran.Json["errors"]![0]!["remedy"], StringComparison.Ordinal);
        Nothing(stage);
        // and a second try says nothing new
        using var before = stage.Open();
        var acts = before.Book.Acts.Count;
        before.Dispose();
        Assert.Equal(4, stage.Run().Exit);
        using var after = stage.Open();
        Assert.Equal(acts, after.Book.Acts.Count);
    }

    [Fact]
    public void Accept_FramesThatThePlateLacks_AreMadeElsewhere_AndAnswerTheBrief()
    {
        using var stage = new AcceptStage("holes", missing: [12, 13]);
        stage.Write(AcceptStage.Box);
        Assert.Equal(0, stage.Run("--operation", "missing_frames").Exit);
        using var show = stage.Open();
        var now = Standing.Of(show.Book.Acts);
        var version = Assert.Single(now.Versions);
        Assert.Equal(now.Briefs.Select(b => b.Id), version.Briefs);
        Assert.Equal(version, now.Latest(AcceptStage.Shot));
        Assert.DoesNotContain(now.Briefs, b => Turnaround.Open(now, b));
        Assert.Equal([8, 9, 10, 11, 12, 13], Version.Frames(JsonReading.Parse(show.Vault.Read(version.Document))).Where(f => f.IsMade).Select(f => f.Number));
        Assert.True((bool)now.Inspections[version.Document].Body["passed"]!);
    }

    [Fact]
    public void Accept_IsNamedAndCountedInThePackage_WhichAStrangerCanCheck()
    {
        using var stage = new AcceptStage("delivered");
        stage.Write(AcceptStage.Box);
        Assert.Equal(0, stage.Run().Exit);
        var reviewed = CommandLine.Run("review", stage.Small.Show, AcceptStage.Shot, "--approve", "--not-a-person", "all", "--by", "Ann Lee");
        Assert.True(reviewed.Exit == 0, reviewed.ToString());
        var back = CommandLine.Run("turnback", stage.Small.Show, "--out", stage.Small.Out, "--by", "Ann Lee", "--json", "--progress", "none");
        Assert.True(back.Exit == 0, back.ToString());
        var package = Path.Combine(stage.Small.Out, "TURNBACK_show_1");
        Assert.Equal("approved", (string?)back.Json["result"]!["versions"]![0]!["status"]);
        var disclosure = (JsonObject)JsonNode.Parse(File.ReadAllText(Path.Combine(package, "disclosure.json")))!;
        Assert.Equal(1, (int)disclosure["outside"]!["madeElsewhere"]!);
        Assert.Equal("MADE ELSEWHERE", (string?)disclosure["label"]);
        Assert.Contains("Made elsewhere: 1 of 1", File.ReadAllText(Path.Combine(package, "disclosure.html")), StringComparison.Ordinal);
        Assert.Contains("made elsewhere: Nuke 15.1", File.ReadAllText(Path.Combine(package, "changes.csv")), StringComparison.Ordinal);
        Assert.Contains("made elsewhere: Nuke 15.1", File.ReadAllText(Path.Combine(package, "credits.csv")), StringComparison.Ordinal);
        var check = PackageCheck.Check(package, null);
        Assert.True(check.IsIntact);
        Assert.Empty(RenderCheck.Check(package, check.Manifest!, new([], []), _ => { }, default).Faults);
        Assert.Contains("made elsewhere", CommandLine.Run("why", stage.Small.Show, AcceptStage.Shot).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Accept_OfAModelOfWhichNobodySaysWhatItLearnt_IsNoFinal_AndStandsOnPageOne()
    {
        using var stage = new AcceptStage("undeclared-model");
        stage.Write(AcceptStage.Box);
        var ran = CommandLine.Run("accept", stage.Small.Show, AcceptStage.Shot, "--version", stage.Pattern, "--made-by", "SomeRoto 2", "--hosting", "public_cloud", "--by", "Ann Lee", "--json");
        Assert.True(ran.Exit == 0, ran.ToString());
        Assert.Contains("counts as one whose training data is undeclared", ran.Errors, StringComparison.Ordinal);
        // only legal says yes to that
        var no = CommandLine.Run("accept", stage.Small.Show, "--approve-outside", "show_0010_comp_v001", "--by", "Ann Lee", "--json");
        Assert.Equal((4, "role"), (no.Exit, (string?)no.Json["errors"]![0]!["code"]));
        Assert.Equal(0, CommandLine.Run("person", stage.Small.Show, "Lex Law", "--role", "legal", "--by", "Ann Lee").Exit);
        using (var show = stage.Open()) AcceptStage.DeskOf(show).Deliver(stage.Small.Out);
        // it waits, switched off or kept back, and the page says for what
        var open = File.ReadAllText(Path.Combine(stage.Small.Out, "TURNBACK_show_1", "disclosure.html"));
        Assert.True(open.Contains("not approved by legal", StringComparison.Ordinal) || open.Contains("Legal has not approved it", StringComparison.Ordinal), open);
        Assert.Equal(0, CommandLine.Run("accept", stage.Small.Show, "--approve-outside", "show_0010_comp_v001", "--by", "Lex Law").Exit);
        using (var show = stage.Open())
        {
            AcceptStage.DeskOf(show).Deliver(stage.Small.Out);
            var facts = show.Book.Acts.Last(a => a.Name == ActNames.GateDecided).Body["decision"]!["facts"]!;
            Assert.True((bool)facts["approval.outside_step"]!);
            Assert.True((bool)facts["tool.outside"]!);
            Assert.Equal(("undeclared", "public_cloud"), ((string?)facts["tool.training_data"], (string?)facts["tool.hosting"]));
        }
        Assert.Contains("approved by legal for these bytes", File.ReadAllText(Path.Combine(stage.Small.Out, "TURNBACK_show_2", "disclosure.html")), StringComparison.Ordinal);
        // a verdict for other bytes is none: the next version of the same program is asked about anew
        stage.Write(AcceptStage.Box, by: 0.5f);
        Assert.Equal(0, CommandLine.Run("accept", stage.Small.Show, AcceptStage.Shot, "--version", stage.Pattern, "--made-by", "SomeRoto 2", "--hosting", "public_cloud", "--by", "Ann Lee").Exit);
        using var last = stage.Open();
        var now = Standing.Of(last.Book.Acts);
        Assert.Equal([true, false], now.Versions.Select(now.OutsideApproved));
    }

    [Fact]
    public void Accept_Killed_EndsInTheSameVersionWhenRunAgain()
    {
        using var stage = new AcceptStage("killed");
        stage.Write(AcceptStage.Box);
        Digest wanted;
        using (var other = new AcceptStage("unkilled"))
        {
            other.Write(AcceptStage.Box);
            using var show = other.Open();
            var desk = AcceptStage.DeskOf(show);
            wanted = desk.Accept(desk.Now.Shots[AcceptStage.Shot], AcceptStage.Request(other.Pattern)).Version.Document;
        }
        // at every step of the way, one after the other
        for (var steps = 1; steps < 200; steps += 23)
        {
            using var show = stage.Open();
            using var stop = new CancellationTokenSource();
            try
            {
                var desk = AcceptStage.DeskOf(show, stop.Token, new Stopper(steps, stop));
                desk.Accept(desk.Now.Shots[AcceptStage.Shot], AcceptStage.Request(stage.Pattern));
            }
            catch (OperationCanceledException)
            {
                Assert.True(Standing.Of(show.Book.Acts).Versions.Count <= 1);
            }
        }
        // and killed outright
        using (var process = CommandLine.Start("accept", stage.Small.Show, AcceptStage.Shot, "--version", stage.Pattern, "--made-by", "Nuke 15.1", "--model", "no", "--licence", "code=proprietary", "--hosting", "local", "--by", "Ann Lee", "--progress", "jsonl"))
        {
            process.StandardError.ReadLine();
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
        using (var show = stage.Open())
        {
            var desk = AcceptStage.DeskOf(show);
            desk.Accept(desk.Now.Shots[AcceptStage.Shot], AcceptStage.Request(stage.Pattern));
            var version = Assert.Single(desk.Now.Versions);
            var frames = Version.Frames(JsonReading.Parse(show.Vault.Read(version.Document)));
            Assert.Equal(wanted, version.Document);
            Assert.All(frames, f => Assert.All(f.Files, d => Assert.True(show.Vault.Intact(d))));
        }
    }

    [Fact]
    public void Accept_OfATrial_IsRefusedMarkedOrKnown_AndIsWorkMadeElsewhereOtherwise()
    {
        using var stage = new AcceptStage("smuggled", missing: [12, 13]);
        stage.Write((_, _, _) => false);
        // made in the show's folder, as it is
        Try(Path.Combine(stage.Small.Show, "loose.%04d.exr"));
        Bring(Path.Combine(stage.Small.Show, "loose"), strip: false);
        Refused("bears the mark");
        // the same, stripped and saved anew
        Bring(Path.Combine(stage.Small.Show, "loose"), strip: true);
        Refused("made by a trial");
        // made where no show is: the mark is still a mark
        Try(Path.Combine(stage.Small.Folder, "away.%04d.exr"), "--method", "blend");
        Bring(Path.Combine(stage.Small.Folder, "away"), strip: false);
        Refused("bears the mark");
        // without it nobody can tell: work made elsewhere, under the gate, named as such
        Bring(Path.Combine(stage.Small.Folder, "away"), strip: true);
        Assert.Equal(0, stage.Run("--operation", "missing_frames").Exit);

        void Try(string pattern, params string[] more)
        {
            var ran = CommandLine.Run(["try", "fill", "--in", Path.Combine(stage.Small.Media, "beach.%04d.exr"), "--out", pattern, "--no-people", "Ann Lee", "--progress", "none", .. more.Length > 0 ? more : ["--method", "linear"]]);
            Assert.True(ran.Exit == 0, ran.ToString());
        }

        void Bring(string from, bool strip)
        {
            foreach (var n in new[] { 12, 13 })
            {
                var picture = ExrFile.Read($"{from}.{n:0000}.exr");
                ExrFile.Write(stage.File(n), strip ? picture.ToFrame("v").ToStored(SampleType.Half) : picture, strip ? ExrCompression.None : null);
            }
        }

        void Refused(string words)
        {
            var ran = stage.Run("--operation", "missing_frames");
            Assert.True(ran.Exit == 4, ran.ToString());
            Assert.Equal("trial", (string?)ran.Json["errors"]![0]!["code"]);
            Assert.Contains(words, (string?)ran.Json["errors"]![0]!["problem"], StringComparison.Ordinal);
            Nothing(stage);
        }
    }

    private static void Nothing(AcceptStage stage)
    {
        using var show = stage.Open();
        Assert.Empty(Standing.Of(show.Book.Acts).Versions);
        Assert.False(Directory.Exists(show.Staging));
        Assert.DoesNotContain(show.Book.Acts, a => a.Name is "ChunkRendered.1" or "StepPrepared.1");
    }

    private static void Spoil(AcceptStage stage, float value)
    {
        var stored = ExrFile.Read(stage.File(10));
        var frame = stored.ToFrame("v");
        var one = new Matte(frame.Width, frame.Height);
        var at = (12 * frame.Width) + 22;
        one.Coverage[at] = 1;
        frame.Plane(1)[at] = value;
        ExrFile.Write(stage.File(10), stored.With(frame, one));
    }

    private static void WriteMatte(string path, Func<int, int, bool> inside)
    {
        var window = new Window(0, 0, SmallTurnover.Width - 1, SmallTurnover.Height - 1);
        var values = new float[SmallTurnover.Width * SmallTurnover.Height];
        for (var i = 0; i < values.Length; i++) values[i] = inside(i % SmallTurnover.Width, i / SmallTurnover.Width) ? 1 : 0;
        ExrFile.Write(path, new StoredFrame(window, window, [StoredPicture.Channel("A", SampleType.Half, values)], []));
    }

    private static int Differing(StoredChannel a, StoredChannel b) =>
        Enumerable.Range(0, a.Words.Length / a.BytesPerSample).Count(i => !a.Words.AsSpan(i * a.BytesPerSample, a.BytesPerSample).SequenceEqual(b.Words.AsSpan(i * a.BytesPerSample, a.BytesPerSample)));

    /// <summary>Stops the work after so many steps.</summary>
    private sealed class Stopper(int steps, CancellationTokenSource stop) : Watch
    {
        private int left = steps;

        public override WatchedWork Begin(string what, int total) => new(_ => Count(), () => { });

        public override void Say(string line)
        {
            // nobody reads it
        }

        private void Count()
        {
            if (Interlocked.Decrement(ref left) == 0) stop.Cancel();
        }
    }
}
