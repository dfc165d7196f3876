using System.Diagnostics;
using Answerprint.Media.Formats;
using Answerprint.Tests.House;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Media.Formats;

/// <summary>Work on movies that is broken off: by a dead ffmpeg, a full disk, a wish to stop, a dead program.</summary>
public sealed class BrokenOffMovieTest
{
    private const int Kill = 9;
    private const int Terminate = 15;

    [Fact]
    public void Read_FfmpegIsKilled_IsAFaultToTryAgainAndTheNextReadWorks()
    {
        using var folder = new TestFolder();
        var path = NumberedMovie.Make(folder, "a.mkv", 200, "-c:v ffv1 -level 3 -g 1 -pix_fmt yuv420p", width: 512, height: 512);
        using var clip = FrameFiles.Open(path);
        Assert.Equal(1, NumberedMovie.NumberIn(clip.ReadCoded(1)!));
        foreach (var id in Ffmpegs(folder)) Signal(id, Kill);
        var fault = Assert.Throws<IOException>(() =>
        {
            foreach (var n in clip.Frames) _ = clip.ReadCoded(n);
        });
        Assert.Contains("ended from outside (signal 9)", fault.Message, StringComparison.Ordinal);
        Assert.Equal(150, NumberedMovie.NumberIn(clip.ReadCoded(150)!));
    }

    [Theory]
    // what is killed, the exit code, what may be left in the folder beside the plate
    [InlineData("decoder", 6, 0)]
    [InlineData("encoder", 6, 0)]
    [InlineData("us, asking", 7, 0)]
    [InlineData("us, at once", 128 + Kill, 1)]
    public async Task Frames_KilledWhileWriting_LeavesNoMovieAndNoFfmpeg(string who, int exit, int left)
    {
        using var folder = new TestFolder(who);
        var path = NumberedMovie.Make(folder, "a.mkv", 250, "-c:v ffv1 -level 3 -g 1 -pix_fmt yuv422p10le", width: 640, height: 480);
        using var process = CommandLine.Start("frames", path, "--to", folder.File("b.mov"), "--progress", "none");
        var said = process.StandardError.ReadToEndAsync();
        Assert.True(SpinWait.SpinUntil(() => Directory.GetFiles(folder.Path, "*.part").Any(f => new FileInfo(f).Length > 0), TimeSpan.FromSeconds(60)));
        if (who.StartsWith("us", StringComparison.Ordinal)) Signal(process.Id, exit == 7 ? Terminate : Kill);
        else
            foreach (var id in Ffmpegs(folder).Where(id => CommandOf(id).Contains(".part", StringComparison.Ordinal) == (who == "encoder"))) Signal(id, Kill);
        Assert.True(process.WaitForExit(60_000));
        Assert.True(process.ExitCode == exit, $"{process.ExitCode}: {await said}");
        Assert.True(SpinWait.SpinUntil(() => Ffmpegs(folder).Count == 0, TimeSpan.FromSeconds(10)), "an ffmpeg is left");
        Assert.False(File.Exists(folder.File("b.mov")));
        Assert.Equal(1 + left, Directory.GetFiles(folder.Path).Length);
    }

    [Theory]
    [InlineData("b.mkv")]
    [InlineData("b.mxf")]
    public void Frames_DiskTakesNoMore_IsToTryAgainAndLeavesNothing(string name)
    {
        using var folder = new TestFolder(name);
        var path = NumberedMovie.Make(folder, "a.mkv", 60, "-c:v ffv1 -level 3 -g 1 -pix_fmt yuv420p", width: 640, height: 480);
        // a limit on the size of files stands for the full disk; without it .NET itself would write larger ones
        var (exit, output, errors) = OtherProgram.Run(folder.Path, "bash",
            ["-c", "ulimit -f 300; export DOTNET_EnableWriteXorExecute=0; exec dotnet \"$0\" frames \"$1\" --to \"$2\" --progress none", Path.Combine(AppContext.BaseDirectory, "answerprint.dll"), path, folder.File(name)]);
        Assert.True(exit == 6, $"{exit} {output} {errors}");
        Assert.Contains("can not be written", output + errors, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    // one that ended by itself in between takes no signal
    private static void Signal(int id, int signal) => OtherProgram.Run(AppContext.BaseDirectory, "kill", [$"-{signal}", $"{id}"]);

    /// <summary>The processes of ffmpeg that work in a folder.</summary>
    private static List<int> Ffmpegs(TestFolder folder) =>
        [.. Process.GetProcessesByName("ffmpeg").Select(p => p.Id).Where(id => CommandOf(id).Contains(folder.Path, StringComparison.Ordinal))];

    private static string CommandOf(int id)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}
