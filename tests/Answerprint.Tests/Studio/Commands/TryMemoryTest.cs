using System.Diagnostics;
using System.Globalization;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Studio.Commands;

/// <summary>The memory of a long job is that of a short one.</summary>
public sealed class TryMemoryTest
{
    [Fact]
    public void TryFill_ManyFrames_TakesNoMoreMemoryThanFew()
    {
        // a short run: 720p; the whole: 4K, as a facility sends them
        var (width, height, few, many) = LongRun.IsWhole ? (4096, 2160, 50, 400) : (1280, 720, 16, 112);
        using var folder = new TestFolder();
        var picture = new Frame(width, height);
        for (var c = 0; c < 3; c++)
            for (var i = 0; i < picture.Size; i++) picture.Plane(c)[i] = ((i % width * (c + 1)) + (i / width)) % 251 / 251f;
        ExrFile.Write(folder.File("plate.exr"), picture.ToStored());
        for (var n = 1001; n < 1001 + many; n++)
            if (n != 1010) File.CreateSymbolicLink(folder.File($"plate.{n}.exr"), folder.File("plate.exr"));
        var brief = Peak(folder, few);
        var full = Peak(folder, many);
        // the collector lets 64 MiB of the dead lie, which is little beside 4K; 96 frames that were kept would be 530 MB of words alone
        var slack = (brief / 20) + (LongRun.IsWhole ? 0 : 64L << 20);
        Assert.True(full <= brief + slack, $"{few} frames take {brief >> 20} MiB, {many} take {full >> 20} MiB");
        Assert.True(full <= 2L << 30, $"{full >> 20} MiB");
        // all of the origin pass would be 164 bytes a pixel, its words as much again
        var origin = Peak(folder, few, "--origin", folder.File($"{few}/origin.####.exr"));
        Assert.True(origin <= brief + (slack / 2) + (164L * picture.Size / 2), $"{few} frames take {brief >> 20} MiB, with the origin pass {origin >> 20} MiB");
    }

    /// <summary>The most memory that the command held, bytes; it has no children for EXR of one part.</summary>
    private static long Peak(TestFolder folder, int frames, params string[] more)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "answerprint.dll"), "try", "fill", "--in", folder.File("plate.####.exr"), "--out", folder.File($"{frames}/out.####.exr"),
            "--range", $"1001-{1000 + frames}", "--no-people", "A. Person", "--json", .. more]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var peak = 0L;
        while (!process.WaitForExit(20))
        {
            try
            {
                var line = File.ReadLines($"/proc/{process.Id}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
                if (line is not null) peak = Math.Max(peak, long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) << 10);
            }
            catch (IOException)
            {
                // it ended in between
            }
        }
        Assert.True(process.ExitCode == 0, $"{output.GetAwaiter().GetResult()} {errors.GetAwaiter().GetResult()}");
        Directory.Delete(folder.File($"{frames}"), recursive: true);
        return peak;
    }
}
