using System.Globalization;
using Answerprint.Media.Time;
using Answerprint.Production;
using Answerprint.Production.Delivery;
using Answerprint.Production.Editorial;
using Answerprint.Production.Farm;
using Answerprint.Production.Plates;
using Answerprint.Tests.Studio.Commands;
using Xunit;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Tests.Production.Farm;

/// <summary>The real program, killed without warning again and again, ends in the same bytes as one that nobody disturbed.</summary>
public sealed class ResumeTest
{
    [Fact]
    public void Render_KilledAtRandomInstants_EndsInTheSameBytes()
    {
        var kills = Environment.GetEnvironmentVariable("ANSWERPRINT_LONG") == "1" ? 50 : 6;
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
                Assert.Equal(0, CommandLine.Run("verify", Path.Combine(show.Show, "book")).Exit);
            }
            var resumed = CommandLine.Run("render", show.Show, "--by", "Ann Lee", "--json");
            Assert.True(resumed.Exit == 0, resumed.ToString());
            Assert.Equal(wanted, Versions(show.Show));
            ChunksOnce(show.Show);
            Assert.False(Directory.Exists(Path.Combine(show.Show, "vault", "staging")));
            Assert.Empty(Directory.GetFiles(show.Show, "*" + WholeFile.Suffix, SearchOption.AllDirectories));
            Assert.Equal(0, CommandLine.Run("turnback", show.Show, "--out", show.Out, "--by", "Ann Lee").Exit);
            Assert.True(PackageCheck.Check(Path.Combine(show.Out, "TURNBACK_show_1"), null).IsIntact);
        }
    }

    [Fact]
    public void Render_Interrupted_EndsWith7AndGoesOnLater()
    {
        using var show = Ready("interrupted");
        using (var process = CommandLine.Start("render", show.Show, "--by", "Ann Lee", "--progress", "jsonl"))
        {
            process.StandardError.ReadLine();
            using var signal = System.Diagnostics.Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
            _ = process.StandardError.ReadToEndAsync();
            process.WaitForExit();
            Assert.Equal(7, process.ExitCode);
        }
        Assert.Equal(0, CommandLine.Run("render", show.Show, "--by", "Ann Lee").Exit);
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

    /// <summary>A show that is ready to render: three gaps over 40 frames.</summary>
    private static SmallTurnover Ready(string name)
    {
        var small = new SmallTurnover(name, 1, 40, 9, 17, 18, 30);
        using (var show = ShowOf(small))
        {
            var desk = new Desk(show, new("site", "vfx_editor", "editorial", "Us", "Us Ltd", "here"), [new Answerprint.Tools.Fill.FillTool()], "", Watch.Nobody, default);
            desk.Ingest(small.Cut, [small.Media], null);
            desk.DeclareNoPeople(desk.Now.Plates[0], null, []);
            desk.FindWork();
        }
        Assert.Equal(0, CommandLine.Run("plan", small.Show, "--by", "Ann Lee").Exit);
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
