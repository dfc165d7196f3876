using System.Diagnostics;
using Xunit;

namespace Answerprint.Tests.House;

/// <summary>Programs of others that check our work.</summary>
internal static class OtherProgram
{
    /// <summary>Runs a program to its end.</summary>
    public static (int Exit, string Output, string Errors) Run(string folder, string name, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(name, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (key, value) in environment) start.Environment[key] = value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }

    /// <summary>Runs a program that must succeed.</summary>
    public static void Do(string name, params string[] arguments)
    {
        var (exit, output, errors) = Run(AppContext.BaseDirectory, name, arguments);
        Assert.True(exit == 0, $"{name} {string.Join(' ', arguments)}: {output} {errors}");
    }
}
