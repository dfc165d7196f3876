using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Answerprint.Media.Frames;

namespace Answerprint.Production.Toolbox;

/// <summary>
/// One run of an outside program: no shell, a session of its own (`setsid`), limits on memory and on the size of a file (`prlimit`), on time and on all that it writes; an
/// environment that holds nothing but where to find programs and where to write. At the end, however it comes, everything of its group is killed.
/// </summary>
internal static class OutsideProcess
{
    private const int Tail = 4096;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <param name="tool">Its name, for errors.</param>
    /// <param name="scratch">Where it runs, and all that it may write.</param>
    /// <param name="mostBytes">What may lie in the scratch folder in all.</param>
    /// <exception cref="BadInputException">It can not be started, ends badly, takes too long or writes too much; the error bears the end of what it said.</exception>
    public static void Run(string tool, string program, IReadOnlyList<string> arguments, string scratch, int seconds, int megabytes, long mostBytes, string place, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        var start = new ProcessStartInfo("prlimit")
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = scratch,
        };
        foreach (var word in new[] { $"--data={(long)megabytes << 20}", "--core=0", $"--fsize={mostBytes}", "--", "setsid", program }.Concat(arguments)) start.ArgumentList.Add(word);
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin";
        start.Environment["HOME"] = scratch;
        start.Environment["TMPDIR"] = scratch;
        start.Environment["LANG"] = "C.UTF-8";
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new BadInputException("no-cage", tool, place, "prlimit, in which outside programs run, can not be started", "Install util-linux", e);
        }
        using (process)
        {
            var said = new StringBuilder();
            process.OutputDataReceived += (_, line) => Keep(said, line.Data);
            process.ErrorDataReceived += (_, line) => Keep(said, line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            process.StandardInput.Close();
            var clock = Stopwatch.StartNew();
            string? why = null;
            try
            {
                for (var looks = 1; !process.WaitForExit(Look); looks++)
                {
                    cancel.ThrowIfCancellationRequested();
                    if (clock.Elapsed.TotalSeconds > seconds) why = string.Create(CultureInfo.InvariantCulture, $"it was not done after {seconds} s");
                    else if (looks % 5 == 0 && Size(scratch) > mostBytes) why = string.Create(CultureInfo.InvariantCulture, $"it wrote more than {mostBytes >> 20} MiB");
                    if (why is not null) break;
                }
            }
            finally
            {
                KillAll(process);
            }
            // what still holds the pipes is no longer listened to
            if (why is null) process.WaitForExit(TimeSpan.FromSeconds(2));
            why ??= process.ExitCode switch { 0 => null, > 128 and var code => $"it was ended by signal {code - 128}", var code => $"it ended with {code}" };
            if (why is null && Size(scratch) > mostBytes) why = string.Create(CultureInfo.InvariantCulture, $"it wrote more than {mostBytes >> 20} MiB");
            if (why is null) return;
            string words;
            lock (said) words = said.ToString().Trim();
            throw new BadInputException("outside-failed", tool, place, $"{why}{(words.Length > 0 ? $"; it said: {words}" : " and said nothing")}", "Mend the tool, try it with answerprint tool test, and run the same command again");
        }
    }

    private static void Keep(StringBuilder said, string? line)
    {
        if (line is null) return;
        lock (said)
        {
            // a line may be as long as the memory
            said.Append(' ').Append([.. (line.Length > Tail ? line[^Tail..] : line).Where(c => !char.IsControl(c))]);
            if (said.Length > 2 * Tail) said.Remove(0, said.Length - Tail);
        }
    }

    /// <summary>The program, what it started, and whatever is left of its session's group.</summary>
    private static void KillAll(Process process)
    {
        try
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            using var kill = Process.Start(new ProcessStartInfo("kill", ["-KILL", "--", $"-{process.Id.ToString(CultureInfo.InvariantCulture)}"]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true });
            kill?.WaitForExit(2000);
            process.WaitForExit(2000);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // it ended by itself in between
        }
    }

    private static long Size(string folder)
    {
        long size = 0;
        try
        {
            foreach (var file in new DirectoryInfo(folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint, MaxRecursionDepth = 8, IgnoreInaccessible = true })) size += file.Length;
        }
        catch (IOException)
        {
            // it is at work there: the next look counts
        }
        return size;
    }
}
