using System.Diagnostics;

namespace Answerprint.Benchmarks.Peers;

/// <summary>Runs a program from its start to its end and takes the time of the whole: what a person at a terminal waits for.</summary>
internal static class TimedProgram
{
    /// <exception cref="InvalidOperationException">It failed, or is not there.</exception>
    public static (double Seconds, string Output) Run(string folder, string program, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} can not be started");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        var seconds = clock.Elapsed.TotalSeconds;
        return process.ExitCode == 0 ? (seconds, output) : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {errors.GetAwaiter().GetResult()}");
    }
}
