using System.Diagnostics;
using System.Text.Json.Nodes;
using Xunit;

namespace Answerprint.Tests.Studio.Commands;

/// <summary>The command as a person runs it: exit codes and the JSON document of the contract.</summary>
public sealed class CutCommandTest : IDisposable
{
    private const string List = "TITLE: reel\nFCM: NON-DROP FRAME\n001  A001C002 V     C        01:00:00:00 01:00:02:00 10:00:00:00 10:00:02:00\n* FROM CLIP NAME: a.mov\n";
    private readonly string folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "cut-command")).FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Cut_AnEdl_ShowsConvertsAndComesBackTheSame()
    {
        var (edl, otio, back) = (Path.Combine(folder, "reel.edl"), Path.Combine(folder, "reel.otio"), Path.Combine(folder, "back.edl"));
        File.WriteAllText(edl, List);
        var (exit, text) = Run("cut", edl, "--rate", "24", "--to", otio, "--json");
        Assert.Equal(0, exit);
        var document = JsonNode.Parse(text)!;
        Assert.Equal("answerprint.cut.1", document["format"]!.GetValue<string>());
        var line = document["result"]!["events"]![0]!;
        Assert.Equal("a.mov 01:00:00:00 10:00:00:00 10:00:02:00", $"{line["name"]} {line["sourceIn"]} {line["recordIn"]} {line["recordOut"]}");
        Assert.Equal(0, Run("cut", otio, "--to", back).Exit);
        Assert.Contains("001  A001C002 V     C        01:00:00:00 01:00:02:00 10:00:00:00 10:00:02:00", File.ReadAllText(back), StringComparison.Ordinal);
        Assert.Equal(3, Directory.GetFiles(folder).Length);
    }

    [Fact]
    public void Cut_WhatCanNotBeDone_EndsAsTheContractSays()
    {
        var edl = Path.Combine(folder, "reel.edl");
        File.WriteAllText(edl, List);
        Assert.Equal(2, Run("cut", edl).Exit);
        Assert.Equal(3, Run("cut", Path.Combine(folder, "none.otio")).Exit);
        var (exit, text) = Run("cut", edl, "--rate", "24", "--to", edl, "--json");
        Assert.Equal(3, exit);
        Assert.Equal("same-file", JsonNode.Parse(text)!["errors"]![0]!["code"]!.GetValue<string>());
    }

    private static (int Exit, string Text) Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "answerprint.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, text + (text.Length == 0 ? errors.Result : ""));
    }
}
