using System.Diagnostics;
using System.Text.Json.Nodes;

namespace Answerprint.Tests.Studio.Commands;

/// <summary>Runs the program as a person does: a process of its own.</summary>
internal static class CommandLine
{
    public sealed record Ran(int Exit, string Out, string Errors)
    {
        public JsonObject Json => (JsonObject)JsonNode.Parse(Out)!;

        public override string ToString() => $"exit {Exit}\n{Out}\n{Errors}";
    }

    /// <summary>Starts it as a terminal does: hearing SIGINT. Tests that run in the background would hand down a deaf ear, and .NET keeps it.</summary>
    public static Process Start(params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Path.Combine(AppContext.BaseDirectory, "answerprint.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment.Remove("ANSWERPRINT_BY");
        return Process.Start(start)!;
    }

    public static Ran Run(params IEnumerable<string> arguments)
    {
        using var process = Start(arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        if (!process.WaitForExit(120_000)) process.Kill(entireProcessTree: true);
        return new(process.ExitCode, output, errors.Result);
    }

    /// <summary>A turnaround of a test's turnover.</summary>
    public static string[] Turnaround(Production.SmallTurnover turnover, params string[] more) =>
        ["turnaround", turnover.Show, turnover.Cut, "--media", turnover.Media, "--out", turnover.Out, "--title", "Small", "--rate", "24", "--by", "Ann Lee", "--progress", "none", .. more];
}
