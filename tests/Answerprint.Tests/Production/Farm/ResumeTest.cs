using System.Globalization;
using Answerprint.Production;
using Answerprint.Production.Acts;
using Answerprint.Production.Delivery;
using Answerprint.Production.Editorial;
using Answerprint.Production.Farm;
using Answerprint.Production.Plates;
using Answerprint.Provenance.Ledgers;
using Answerprint.Tests.House;
using Answerprint.Tests.Studio.Commands;
using Answerprint.Tools.Fill;
using Xunit;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Tests.Production.Farm;

/// <summary>The real program, killed without warning again and again, ends in the same bytes as one that nobody disturbed.</summary>
public sealed class ResumeTest
{
    private static readonly Actor Ann = new("site", "vfx_editor", "editorial", "Us", "Us Ltd", "here");

    [Fact]
    public void Render_KilledAtRandomInstants_EndsInTheSameBytes()
    {
        var kills = LongRun.IsWhole ? 50 : 4;
        using var calm = Ready("calm");
        Assert.Equal(0, CommandLine.Run("render", calm.Show, "--by", "Ann Lee").Exit);
        var wanted = Versions(calm.Show);
        Assert.NotEmpty(wanted);

        var random = new Random(20261122);
        for (var done = 0; done < kills;)
        {
            using var show = Ready(string.Create(CultureInfo.InvariantCulture, $"killed{done}"));
            var finished = false;
            for (var kill = 0; kill < 6 && done < kills && !finished; kill++)
            {
                using var process = CommandLine.Start("render", show.Show, "--by", "Ann Lee", "--progress", "jsonl");
                // some die while they start, most in the middle of frames
                var lines = random.Next(5) == 0 ? 0 : random.Next(1, 18);
                for (var line = 0; line < lines && process.StandardError.ReadLine() is not null; line++)
                {
                    // a step of progress
                }
                Thread.Sleep(random.Next(lines == 0 ? 600 : 40));
                finished = process.HasExited;
                process.Kill();
                process.WaitForExit();
                if (!finished) done++;
                // at every such instant the book is whole
                var book = LedgerCheck.Check(Path.Combine(show.Show, "book"));
                Assert.True(book.IsIntact, string.Join('\n', book.Faults));
            }
            var resumed = CommandLine.Run("render", show.Show, "--by", "Ann Lee", "--json");
            Assert.True(resumed.Exit == 0, resumed.ToString());
            Assert.Equal(wanted, Versions(show.Show));
            ChunksOnce(show.Show);
            Assert.False(Directory.Exists(Path.Combine(show.Show, "vault", "staging")));
            Assert.Empty(Directory.GetFiles(show.Show, "*" + WholeFile.Suffix, SearchOption.AllDirectories));
            using var open = Show.Open(show.Show, TimeProvider.System);
            Assert.True(PackageCheck.Check(new Desk(open, Ann, [new FillTool()], "", Watch.Nobody, default).Deliver(show.Out).Folder, null).IsIntact);
        }
    }

    [Fact]
    public void Turnback_Killed_LeavesWholePackagesOnly()
    {
        using var show = Ready("packing");
        Assert.Equal(0, CommandLine.Run("render", show.Show, "--by", "Ann Lee").Exit);
        var random = new Random(7);
        for (var kill = 0; kill < 3; kill++)
        {
            using var process = CommandLine.Start("turnback", show.Show, "--out", show.Out, "--by", "Ann Lee", "--progress", "jsonl");
            for (var line = random.Next(1, 28); line > 0 && process.StandardError.ReadLine() is not null; line--)
            {
                // a step of progress
            }
            Thread.Sleep(random.Next(60));
            process.Kill();
            process.WaitForExit();
        }
        Assert.Equal(0, CommandLine.Run("turnback", show.Show, "--out", show.Out, "--by", "Ann Lee").Exit);
        var packages = Directory.GetDirectories(show.Out);
        Assert.All(packages, p => Assert.True(PackageCheck.Check(p, null).IsIntact, p));
        Assert.All(packages, p => Assert.StartsWith("TURNBACK_show_", Path.GetFileName(p), StringComparison.Ordinal));
    }

    [Fact]
    public void Standing_OfABookAlone_IsWhatItWasWithEverythingBesideIt()
    {
        using var show = Ready("alone");
        Assert.Equal(0, CommandLine.Run("render", show.Show, "--by", "Ann Lee").Exit);
        var before = Versions(show.Show);
        foreach (var beside in new[] { "places.json", "hold" }) File.Delete(Path.Combine(show.Show, beside));
        Directory.Delete(Path.Combine(show.Show, "people"), recursive: true);
        Assert.Equal(before, Versions(show.Show));
        // names and places are for people and this machine; the work itself needs neither
        using var open = Show.Open(show.Show, TimeProvider.System);
        Assert.True(PackageCheck.Check(new Desk(open, Ann, [new FillTool()], "", Watch.Nobody, default).Deliver(show.Out).Folder, null).IsIntact);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void Render_Interrupted_EndsWith7AndGoesOnLater(string signal)
    {
        // on a crowded machine the work may be over before the signal is heard, and then 0 is right
        for (var attempt = 1; ; attempt++)
        {
            using var show = Ready($"interrupted{signal}{attempt}");
            var exit = Interrupted(show.Show, signal);
            if (exit == 0 && attempt < 4) continue;
            Assert.Equal(7, exit);
            Assert.Equal(0, CommandLine.Run("render", show.Show, "--by", "Ann Lee").Exit);
            return;
        }
    }

    /// <summary>The exit code of a render that is interrupted at its first word of progress.</summary>
    private static int Interrupted(string show, string signal)
    {
        using var process = CommandLine.Start("render", show, "--by", "Ann Lee", "--progress", "jsonl");
        // a shell stands ready, so that the signal comes at once
        using var sender = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sh", ["-c", string.Create(CultureInfo.InvariantCulture, $"read word; kill -{signal} {process.Id}")]) { RedirectStandardInput = true, UseShellExecute = false })!;
        process.StandardError.ReadLine();
        sender.StandardInput.WriteLine();
        _ = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return process.ExitCode;
    }

    [Fact]
    public void Render_FileOfTheVaultLost_IsMadeAgainToTheSameBytes()
    {
        using var show = Ready("lost");
        Assert.Equal(0, CommandLine.Run("render", show.Show, "--by", "Ann Lee").Exit);
        var wanted = Versions(show.Show);
        string picture;
        using (var look = Show.Look(show.Show, TimeProvider.System))
        {
            var version = Standing.Of(look.Book.Acts).Versions[0];
            picture = look.Vault.PathOf(Version.Frames(JsonReading.Parse(look.Vault.Read(version.Document))).First(f => f.IsMade).Picture);
        }
        File.Delete(picture);
        Assert.Equal(0, CommandLine.Run("render", show.Show, "--by", "Ann Lee").Exit);
        Assert.True(File.Exists(picture));
        Assert.Equal(wanted, Versions(show.Show));
        ChunksOnce(show.Show);
    }

    [Fact]
    public void Show_HeldByAnotherProcess_IsExit6()
    {
        using var show = Ready("held");
        using var held = Show.Open(show.Show, TimeProvider.System);
        var ran = CommandLine.Run("render", show.Show, "--by", "Ann Lee");
        Assert.True(ran.Exit == 6, ran.ToString());
        Assert.Contains("another answerprint", ran.Errors, StringComparison.Ordinal);
        // looking holds nobody up
        Assert.Equal(0, CommandLine.Run("review", show.Show).Exit);
    }

    /// <summary>A show that is ready to render: two gaps over 28 frames, filled along straight motion.</summary>
    private static SmallTurnover Ready(string name)
    {
        var small = new SmallTurnover(name, 1, 28, 9, 17, 18);
        using (var show = ShowOf(small))
        {
            var desk = new Desk(show, show.Book.Acts[0].By, [new FillTool()], "", Watch.Nobody, default);
            desk.Ingest(small.Cut, [small.Media], null);
            desk.DeclareNoPeople(desk.Now.Plates[0], null, []);
            desk.Ask("show_0010", "fill", [9, 17, 18], "", new() { ["method"] = "linear" });
        }
        return small;
    }

    private static Show ShowOf(SmallTurnover small)
    {
        Assert.Equal(0, CommandLine.Run("init", small.Show, "--title", "Show", "--rate", "24", "--by", "Ann Lee").Exit);
        return Show.Open(small.Show, TimeProvider.System);
    }

    /// <summary>The versions of a show: their bytes, and that each file is what it is called.</summary>
    private static List<string> Versions(string folder)
    {
        using var show = Show.Look(folder, TimeProvider.System);
        var list = new List<string>();
        foreach (var version in Standing.Of(show.Book.Acts).Versions)
        {
            list.Add($"{version.Name} {version.Document} {version.Recipe}");
            foreach (var frame in Version.Frames(JsonReading.Parse(show.Vault.Read(version.Document))))
            {
                Assert.All(frame.Files, f => Assert.True(show.Vault.Intact(f)));
                list.Add($"{frame.Number} {frame.Picture} {frame.Origin}");
            }
        }
        return list;
    }

    private static void ChunksOnce(string folder)
    {
        using var show = Show.Look(folder, TimeProvider.System);
        var chunks = show.Book.Acts.Where(a => a.Name == Commit.ActName).Select(a => (a.Body.Text("recipe"), a.Body.Int("chunk"))).ToList();
        Assert.Equal(chunks.Count, chunks.Distinct().Count());
        Assert.Single(show.Book.Acts, a => a.Name == Version.ActName);
        Assert.Single(show.Book.Acts, a => a.Name == PreparedStep.ActName);
    }
}
