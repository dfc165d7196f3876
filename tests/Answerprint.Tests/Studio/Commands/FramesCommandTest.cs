using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Studio.Commands;

public sealed class FramesCommandTest
{
    [Fact]
    public void Frames_ExrToMovieAndBack_KeepsNumbersRateAndLight()
    {
        using var room = new TestFolder();
        var frame = new Frame(16, 8);
        frame.Plane(1).AsSpan().Fill(0.25f);
        foreach (var n in new[] { 1001, 1002, 1004 }) ExrFile.Write(room.File($"p.{n}.exr"), frame.ToStored());
        var (code, document) = Run("frames", room.File("p.%04d.exr"), "--json");
        Assert.Equal(0, code);
        Assert.Equal("1003", document["result"]!["holes"]!.GetValue<string>());
        Assert.Equal("half", document["result"]!["channels"]![0]!["type"]!.GetValue<string>());
        (code, document) = Run("frames", room.File("p.%04d.exr"), "--to", room.File("m.mkv"), "--json");
        Assert.Equal((3, "holes"), (code, document["errors"]![0]!["code"]!.GetValue<string>()));
        (code, _) = Run("frames", room.File("p.%04d.exr"), "--to", room.File("m.mkv"), "--range", "1001-1002", "--rate", "25", "--json");
        Assert.Equal(0, code);
        (code, _) = Run("frames", room.File("m.mkv"), "--first", "1001", "--to", room.File("q.####.exr"), "--json");
        Assert.Equal(0, code);
        using var back = FrameFiles.Open(room.File("q.####.exr"));
        Assert.Equal((1001, 1003, "25"), (back.Range.Start, back.Range.End, back.Rate.ToString()));
        Assert.Equal(0.25, back.Read(1002).Plane("G")![20], 2e-4);
    }

    private static (int Code, JsonNode Document) Run(params string[] arguments)
    {
        var ran = CommandLine.Run(arguments);
        return (ran.Exit, ran.Json);
    }
}
