using System.Diagnostics;
using System.Text.Json.Nodes;
using Answerprint.Tests.House;
using Answerprint.Tests.Production;
using Xunit;

namespace Answerprint.Tests.Studio.Commands;

/// <summary>What people hand over by mistake: one clear error, the right code, nothing half-written.</summary>
public sealed class BadInputTest
{
    private const string TreeMovie = "/usr/share/doc/opencv-doc/examples/data/tree.avi";

    [Fact]
    public void Turnaround_TruncatedExr_Is3AndTheBookIsWhole()
    {
        using var small = new SmallTurnover("truncated", 1, 16, 8);
        var file = Path.Combine(small.Media, "beach.0010.exr");
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..700]);
        Fails(3, small, "beach.0010.exr", CommandLine.Turnaround(small, "--declare", small.People, "--json"));
    }

    [Fact]
    public void Turnaround_TruncatedMovie_Is3()
    {
        using var small = new SmallTurnover("movie", 1, 2);
        File.WriteAllText(small.Cut, SmallTurnover.CutOf(("sea", SmallTurnover.Movie("sea.mov"), 0, 10)).ToJsonString());
        var bytes = new byte[5000];
        new Random(1).NextBytes(bytes);
        File.WriteAllBytes(Path.Combine(small.Media, "sea.mov"), bytes);
        Fails(3, small, "sea.mov", CommandLine.Turnaround(small, "--json"));
    }

    [Fact]
    public void Turnaround_CutNamesMediaThatIsNotThere_Is3AndSaysWhereItLooked()
    {
        using var small = new SmallTurnover("absent", 1, 2);
        File.WriteAllText(small.Cut, SmallTurnover.CutOf(("sea", SmallTurnover.Movie("sea.mov"), 0, 10)).ToJsonString());
        Fails(3, small, "no media", CommandLine.Turnaround(small, "--json"));
    }

    [Fact]
    public void Turnaround_RateOfCutAndShowDiffer_Is3()
    {
        using var small = new SmallTurnover("rate", 1, 16, 8);
        File.WriteAllText(small.Cut, SmallTurnover.CutOf(30, ("beach", SmallTurnover.Sequence("beach", 1, 16), 2, 8)).ToJsonString());
        Assert.Equal(0, CommandLine.Run("init", small.Show, "--title", "Show", "--rate", "24", "--by", "Ann Lee").Exit);
        var ran = CommandLine.Run("ingest", small.Show, small.Cut, "--media", small.Media, "--by", "Ann Lee", "--json");
        Assert.True(ran.Exit == 3, ran.ToString());
        Assert.Equal("rate-mismatch", (string?)ran.Json["errors"]![0]!["code"]);
    }

    [ProgramFact(TreeMovie)]
    public void Turnaround_MovieWhoseHeaderLies_IsReadAsItIsOrRefusedInWords()
    {
        using var small = new SmallTurnover("liar", 1, 2);
        File.Copy(TreeMovie, Path.Combine(small.Media, "tree.avi"));
        File.WriteAllText(small.Cut, SmallTurnover.CutOf(30, ("tree", SmallTurnover.Movie("tree.avi"), 0, 8)).ToJsonString());
        var ran = CommandLine.Run("turnaround", small.Show, small.Cut, "--media", small.Media, "--out", small.Out, "--rate", "30", "--by", "Ann Lee", "--json", "--progress", "none");
        Assert.True(ran.Exit is 0 or 3, ran.ToString());
        Assert.True(ran.Exit == 0 || ran.Json["errors"]!.AsArray().Count == 1, ran.ToString());
    }

    [Fact]
    public void Commands_FolderThatIsNoShow_Are3WithTheRemedy()
    {
        using var small = new SmallTurnover("noshow", 1, 2);
        foreach (var command in new[] { "survey", "plan", "render", "review" })
        {
            var ran = CommandLine.Run(command, small.Media, "--json");
            Assert.True(ran.Exit == 3, ran.ToString());
            Assert.Equal("no-show", (string?)ran.Json["errors"]![0]!["code"]);
        }
        Assert.Equal(3, CommandLine.Run("verify", small.Media).Exit);
        Assert.Equal(3, CommandLine.Run("verify", small.Cut).Exit);
    }

    [Fact]
    public void Turnaround_NobodyNamed_SaysHowToNameSomebody()
    {
        using var small = new SmallTurnover("nobody", 1, 2);
        var ran = CommandLine.Run("turnaround", small.Show, small.Cut, "--media", small.Media, "--out", small.Out, "--rate", "24", "--json");
        Assert.True(ran.Exit == 3, ran.ToString());
        Assert.Contains("--by", (string?)ran.Json["errors"]![0]!["remedy"], StringComparison.Ordinal);
        Assert.False(Directory.Exists(small.Show));
    }

    [SmallDiskFact]
    public void Turnaround_DiskFull_Is6AndTheSameCommandGoesOnLater()
    {
        using var small = new SmallTurnover("full", 1, 16, 8);
        var disk = Path.Combine(small.Folder, "disk");
        Directory.CreateDirectory(disk);
        var program = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "answerprint.dll")}'";
        var turnaround = $"{program} turnaround '{disk}/show' '{small.Cut}' --media '{small.Media}' --out '{disk}/back' --rate 24 --by 'Ann Lee' --declare '{small.People}' --progress none >&2";
        // a disk of 220 KiB is full in the middle of the pictures; a larger one takes the rest
        var said = Bash($"mount -t tmpfs -o size=220k none '{disk}'; {turnaround}; echo $?; find '{disk}' -name '*.part' -o -name '*.unfinished' -o -name 'TURNBACK*' | wc -l; " +
            $"mount -o remount,size=64m '{disk}'; {turnaround}; echo $?; {program} verify '{disk}/back/TURNBACK_show_1' >&2; echo $?");
        Assert.Equal(["6", "0", "0", "0"], said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [SmallDiskFact]
    public void Ingest_DiskFull_Is6AndTheBookStands()
    {
        using var small = new SmallTurnover("full-ingest", 1, 16, 8);
        var disk = Path.Combine(small.Folder, "disk");
        Directory.CreateDirectory(disk);
        var program = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "answerprint.dll")}'";
        var ingest = $"{program} ingest '{disk}/show' '{small.Cut}' --media '{small.Media}' --by 'Ann Lee' --progress none >&2; echo $?; {program} verify '{disk}/show' >&2; echo $?";
        // full in the vault, and full in the book
        var said = Bash($"mount -t tmpfs -o size=16m none '{disk}'; {program} init '{disk}/show' --title T --rate 24 --by 'Ann Lee' >&2; " +
            $"for k in 0 8; do {Ballast(disk)}; {ingest}; done; rm '{disk}/ballast'; {ingest}; find '{disk}' -name '*.part' -o -name '*.unfinished' -o -name '*.tmp' | wc -l");
        Assert.Equal(["6", "0", "6", "0", "0", "0", "0"], said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [SmallDiskFact]
    public void Turnback_DiskFull_Is6AndNothingHalfIsLaid()
    {
        using var small = new SmallTurnover("full-turnback", 1, 16, 8);
        Assert.Equal(0, CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People)).Exit);
        var disk = Path.Combine(small.Folder, "disk");
        Directory.CreateDirectory(disk);
        var program = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "answerprint.dll")}'";
        var turnback = $"{program} turnback '{disk}/show' --out '{disk}/back' --by 'Ann Lee' --progress none >&2; echo $?; {program} verify '{disk}/show' >&2; echo $?; ls -A '{disk}/back' | wc -l";
        // full at the first picture, in the middle of them, and in the book after the last file
        var said = Bash($"mount -t tmpfs -o size=32m none '{disk}'; cp -r '{small.Show}' '{disk}/show'; " +
            $"for k in 4 100; do {Ballast(disk)}; {turnback}; done; rm '{disk}/ballast'; {turnback}; {program} verify '{disk}'/back/TURNBACK_* >&2; echo $?");
        Assert.Equal(["6", "0", "0", "6", "0", "0", "0", "0", "1", "0"], said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    [SmallDiskFact]
    public void ShowThatIsReadOnly_IsReadByWhatReadsAnd3ByWhatWrites()
    {
        using var small = new SmallTurnover("mounted-readonly", 1, 16, 8);
        Assert.Equal(0, CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People)).Exit);
        var program = $"dotnet '{Path.Combine(AppContext.BaseDirectory, "answerprint.dll")}'";
        string[] reads = ["verify show", "verify back/TURNBACK_show_1 --render", "why show show_0010", "review show", "review show show_0010", "frames media/beach.%04d.exr", "cut cut.otio"];
        string[] writes =
        [
            "ingest show cut.otio --media media", "survey show", "brief show show_0010 hold 9", "plan show", "render show", "declare show show_0010 --no-people", "contest show --shot show_0010 --reason r",
            "review show show_0010 --approve", "turnback show --out back", "turnaround show cut.otio --media media --out back", "init other --title T --rate 24",
        ];
        var said = Bash($"cd '{small.Folder}' && mount --bind . /mnt && mount -o remount,bind,ro /mnt && cd /mnt && " +
            string.Join("; ", reads.Select(r => $"{program} {r} >&2; echo $?").Concat(writes.Select(w => $"{program} {w} --by 'Ann Lee' >&2; echo $?"))));
        Assert.Equal([.. reads.Select(_ => "0"), .. writes.Select(_ => "3")], said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    /// <summary>Fills a disk but for $k KiB.</summary>
    private static string Ballast(string disk) =>
        $"rm -f '{disk}/ballast'; head -c $(( ($(df --output=avail -k '{disk}' | tail -1) - k) * 1024 )) /dev/zero > '{disk}/ballast'";

    [Fact]
    public void Turnaround_OutIsReadOnly_Is3AndNothingIsThere()
    {
        using var small = new SmallTurnover("readonly", 1, 16, 8);
        // a file where the folder should be is read-only for everybody, root included
        File.WriteAllText(small.Out, "");
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--declare", small.People, "--json"));
        Assert.True(ran.Exit is 3 or 6, ran.ToString());
        Assert.Single((JsonArray)ran.Json["errors"]!);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{\"OTIO_SCHEMA\":\"Timeline.1\"}")]
    [InlineData("[]")]
    public void Turnaround_CutThatIsNone_Is3AndNoShowIsMade(string text)
    {
        using var small = new SmallTurnover("nocut", 1, 2);
        File.WriteAllText(small.Cut, text);
        var ran = CommandLine.Run(CommandLine.Turnaround(small, "--json"));
        Assert.True(ran.Exit is 3 or 0, ran.ToString());
        if (ran.Exit == 3) Assert.Single((JsonArray)ran.Json["errors"]!);
    }

    private static void Fails(int exit, SmallTurnover small, string named, params string[] arguments)
    {
        var ran = CommandLine.Run(arguments);
        Assert.True(ran.Exit == exit, ran.ToString());
        var error = Assert.Single((JsonArray)ran.Json["errors"]!)!;
        Assert.Contains(named, error.ToJsonString(), StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty((string?)error["remedy"]));
        Assert.False(Directory.Exists(small.Out));
        if (Directory.Exists(small.Show)) Assert.Equal(0, CommandLine.Run("verify", small.Show).Exit);
    }

    /// <summary>Runs a script in a mount namespace of its own, where it may mount.</summary>
    private static string Bash(string script)
    {
        var start = new ProcessStartInfo("unshare", ["--user", "--map-root-user", "--mount", "bash", "-c", script]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : $"{output}{errors.Result}";
    }

    /// <summary>Skips where a test may not make a small disk for itself.</summary>
    private sealed class SmallDiskFactAttribute : FactAttribute
    {
        public SmallDiskFactAttribute()
        {
            try
            {
                if (Bash("mount -t tmpfs -o size=64k none /mnt && echo yes").Trim() != "yes") Skip = "this machine lets no test mount a small disk";
            }
            catch (System.ComponentModel.Win32Exception)
            {
                Skip = "there is no unshare here";
            }
        }
    }
}
