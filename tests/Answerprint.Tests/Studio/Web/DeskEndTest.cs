using System.Diagnostics;
using Answerprint.Media.Time;
using Answerprint.Production.Editorial;
using Answerprint.Tests.House;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Studio.Web;

/// <summary>How the desk begins and ends as a command.</summary>
public sealed class DeskEndTest : IDisposable
{
    private readonly TestFolder room = new("desk-end");

    public DeskEndTest() => Show.Create(room.File("show"), ShowFile.New("Quiet", FrameRate.Parse("24")), TimeProvider.System);

    [Fact]
    public void Serve_ForAWhile_EndsWith0()
    {
        var ran = CommandLine.Run("serve", room.File("show"), "--for", "0.5", "--json");
        Assert.True(ran.Exit == 0, ran.ToString());
        Assert.Equal("Quiet", (string?)ran.Json["result"]!["shows"]![0]);
        Assert.Contains("http://127.0.0.1:", ran.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void Serve_Signal_EndsWith7(string signal)
    {
        using var process = CommandLine.Start("serve", room.File("show"), "--for", "60");
        Assert.Contains("http://", process.StandardOutput.ReadLine(), StringComparison.Ordinal);
        using (var kill = Process.Start("kill", [$"-{signal}", $"{process.Id}"])) kill.WaitForExit();
        Assert.True(process.WaitForExit(10_000));
        Assert.Equal(7, process.ExitCode);
    }

    [Fact]
    public void Serve_WhatCanNotBe_IsSaidBeforeItListens()
    {
        Assert.Equal(3, CommandLine.Run("serve", room.File("nowhere"), "--for", "1").Exit);
        Assert.Equal(2, CommandLine.Run("serve", room.File("show"), "--port", "70000", "--for", "1").Exit);
        Assert.Equal(2, CommandLine.Run("serve", room.File("show"), "--listen", "everywhere", "--for", "1").Exit);
        Assert.Equal(2, CommandLine.Run("serve", room.File("show"), "--listen", "0.0.0.0", "--by", "Ann Lee", "--for", "1").Exit);
        Assert.Equal(3, CommandLine.Run("serve", room.File("show"), "--by", "Nobody", "--for", "1").Exit);
        Assert.Equal(3, CommandLine.Run("serve", room.File("show"), "--listen", "192.0.2.1", "--for", "1").Exit);
        using var first = CommandLine.Start("serve", room.File("show"), "--for", "60");
        var port = new Uri(Desk.AddressIn(first.StandardOutput.ReadLine())).Port;
        var second = CommandLine.Run("serve", room.File("show"), "--port", $"{port}", "--for", "1");
        Assert.True(second.Exit == 3, second.ToString());
        Assert.Contains("something else listens there", second.Errors, StringComparison.Ordinal);
        first.Kill(entireProcessTree: true);
    }

    public void Dispose() => room.Dispose();
}
