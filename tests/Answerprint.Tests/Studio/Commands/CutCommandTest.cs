using System.Text.Json.Nodes;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Studio.Commands;

/// <summary>The command as a person runs it: exit codes and the JSON document of the contract.</summary>
public sealed class CutCommandTest : IDisposable
{
    private const string List = "TITLE: reel\nFCM: NON-DROP FRAME\n001  A001C002 V     C        01:00:00:00 01:00:02:00 10:00:00:00 10:00:02:00\n* FROM CLIP NAME: a.mov\n";
    private readonly TestFolder room = new(nameof(CutCommandTest));

    public void Dispose() => room.Dispose();

    [Fact]
    public void Cut_AnEdl_ShowsConvertsAndComesBackTheSame()
    {
        var (edl, otio, back) = (room.File("reel.edl"), room.File("reel.otio"), room.File("back.edl"));
        File.WriteAllText(edl, List);
        var (exit, text) = Run("cut", edl, "--rate", "24", "--to", otio, "--json");
        Assert.Equal(0, exit);
        var document = JsonNode.Parse(text)!;
        Assert.Equal("answerprint.cut.1", document["format"]!.GetValue<string>());
        var line = document["result"]!["events"]![0]!;
        Assert.Equal("a.mov 01:00:00:00 10:00:00:00 10:00:02:00", $"{line["name"]} {line["sourceIn"]} {line["recordIn"]} {line["recordOut"]}");
        Assert.Equal(0, Run("cut", otio, "--to", back).Exit);
        Assert.Contains("001  A001C002 V     C        01:00:00:00 01:00:02:00 10:00:00:00 10:00:02:00", File.ReadAllText(back), StringComparison.Ordinal);
        Assert.Equal(3, Directory.GetFiles(room.Path).Length);
    }

    [Fact]
    public void Cut_WhatCanNotBeDone_EndsAsTheContractSays()
    {
        var edl = room.File("reel.edl");
        File.WriteAllText(edl, List);
        Assert.Equal(2, Run("cut", edl).Exit);
        Assert.Equal(3, Run("cut", room.File("none.otio")).Exit);
        var (exit, text) = Run("cut", edl, "--rate", "24", "--to", edl, "--json");
        Assert.Equal(3, exit);
        Assert.Equal("same-file", JsonNode.Parse(text)!["errors"]![0]!["code"]!.GetValue<string>());
    }

    private static (int Exit, string Text) Run(params string[] arguments)
    {
        var ran = CommandLine.Run(arguments);
        return (ran.Exit, ran.Out.Length > 0 ? ran.Out : ran.Errors);
    }
}
