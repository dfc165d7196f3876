using System.Text.Json.Nodes;
using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using Answerprint.Tests.Production;
using Xunit;

namespace Answerprint.Tests.Studio.Commands;

public sealed class ColourCommandTest
{
    [Fact]
    public void Turnaround_PlatesInLogC3_SaysSoEverywhere()
    {
        using var turnover = new SmallTurnover("logc3", 1, 24, 12);
        // the same pictures as codes of a camera, in files that say nothing
        foreach (var file in Directory.GetFiles(turnover.Media))
        {
            using (var clip = FrameFiles.Open(file))
                PngFile.Write(Path.ChangeExtension(file, ".png"), CodedPicture.Encode(clip.Read(clip.Frames[0]), Coding.Still(CodeModel.Rgb, 16, alpha: false, ColourSpace.Parse("logc3"))));
            File.Delete(file);
        }
        File.WriteAllText(turnover.Cut, File.ReadAllText(turnover.Cut).Replace(".exr", ".png", StringComparison.Ordinal));
        File.WriteAllText(turnover.People, """[{"plate": "beach.%04d.png", "noPeople": true}]""");

        var ran = CommandLine.Run(CommandLine.Turnaround(turnover, "--declare", turnover.People, "--colour", "logc3", "--ocio", "own"));

        Assert.True(ran.Exit == 0, ran.ToString());
        var package = Directory.GetDirectories(turnover.Out)[0];
        var plate = JsonNode.Parse(File.ReadAllText(Path.Combine(package, "manifest.json")))!["plates"]![0]!;
        using var own = OcioConfig.Own();
        Assert.Equal(("logc3", "linear-awg3", own.Hash), (Text(plate["colour"]!, "space"), Text(plate["colour"]!, "light"), Text(plate["colour"]!, "config")));
        var disclosure = File.ReadAllText(Directory.GetFiles(package, "disclosure*.json", SearchOption.AllDirectories)[0]);
        Assert.Contains(own.Hash, disclosure, StringComparison.Ordinal);
        var recipes = Directory.GetFiles(Path.Combine(turnover.Show, "vault"), "*", SearchOption.AllDirectories).Select(File.ReadAllBytes)
            .Where(b => b.AsSpan().IndexOf("answerprint.recipe.1"u8) >= 0).Select(b => JsonNode.Parse(b)!).ToList();
        Assert.NotEmpty(recipes);
        Assert.All(recipes, r => Assert.Equal(("logc3", own.Hash), (Text(r["colour"]!, "space"), Text(r["colour"]!, "config"))));
        var version = Directory.GetFiles(package, "*.exr", SearchOption.AllDirectories).Where(f => !f.Contains("origin", StringComparison.Ordinal)).Order(StringComparer.Ordinal).First();
        using var made = FrameFiles.Open(version);
        Assert.Equal("linear-awg3", ClipLight.Of(made).Name);
        Assert.InRange(made.Read(made.Frames[0]).Plane("G")![0], 0.05f, 0.6f);
        Assert.Equal(0, CommandLine.Run("verify", package).Exit);
    }

    [Fact]
    public void Frames_WhatIsWrongWithColour_IsSaidWithItsExitCode()
    {
        using var room = new TestFolder();
        var still = room.File("a.png");
        PngFile.Write(still, CodedPicture.Encode(new Frame(16, 8), Coding.Still(CodeModel.Rgb, 16, alpha: false, ColourSpace.Srgb)));
        File.WriteAllText(room.File("bad.ocio"), "ocio_profile_version: 99\n");
        Assert.Equal(2, CommandLine.Run("frames", still, "--colour", "no-such-space").Exit);
        Assert.Equal(3, CommandLine.Run("frames", still, "--ocio", room.File("none.ocio")).Exit);
        Assert.Equal(3, CommandLine.Run("frames", still, "--ocio", room.File("bad.ocio")).Exit);
        Assert.Equal(2, CommandLine.Run("frames", still, "--to", room.File("b.png"), "--look", "x.cube").Exit);
        var ran = CommandLine.Run("frames", still, "--colour", "config:logc3", "--ocio", "own", "--to", room.File("b.exr"), "--json");
        Assert.Equal(0, ran.Exit);
        using var config = OcioConfig.Own();
        Assert.Equal(config.Hash, Text(ran.Json["result"]!, "config"));
        using var made = FrameFiles.Open(room.File("b.exr"));
        Assert.Equal("acescg", ClipLight.Of(made).Name);
    }

    private static string Text(JsonNode of, string name) => of[name]!.GetValue<string>();
}
