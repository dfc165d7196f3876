using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using Answerprint.Tests.Studio.Commands;
using Xunit;

namespace Answerprint.Tests.Media.Formats;

/// <summary>SMPTE ST 2065-4, against OpenEXR's own reader of it.</summary>
public sealed class AcesContainerTest
{
    [Fact]
    public void Write_LightOfRec709_IsAContainerAndNothingIsWrongWithIt()
    {
        using var folder = new TestFolder();
        AcesContainer.Write(folder.File("a.exr"), AcesContainer.Of(Plate(), ColourSpace.Linear, "plate"));
        Assert.Empty(AcesContainer.Faults(folder.File("a.exr")));
        var names = ExrFile.HeadersOf(folder.File("a.exr"), "a")[0].Whole.Select(a => a.Name).ToList();
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
        Assert.Contains("timeCode", names);
        Assert.DoesNotContain("odd", names);
        var back = ExrFile.Read(folder.File("a.exr"));
        Assert.Equal(["A", "B", "G", "R"], back.Channels.Select(c => c.Name));
        // white stays white: BT.709's D65 is adapted to the white of ACES
        var light = back.ToFrame("a");
        for (var c = 0; c < 3; c++) Assert.Equal(1, light.Plane(c)[0], 1e-3);
        // red of BT.709, by Bradford to the white of ACES (SMPTE RP 177)
        Assert.Equal([0.4397f, 0.0898f, 0.0175f], Enumerable.Range(0, 3).Select(c => MathF.Round(light.Plane(c)[1], 4)), (a, b) => Math.Abs(a - b) < 6e-4f);
    }

    [ProgramFact("exr2aces")]
    public void Write_ReadByOpenExrsTools_IsTheSameLight()
    {
        using var folder = new TestFolder();
        AcesContainer.Write(folder.File("a.exr"), AcesContainer.Of(Plate(), ColourSpace.Linear, "plate"));
        // its own reader of ACES files converts nothing where the chromaticities are those of ACES
        OtherProgram.Do("exr2aces", folder.File("a.exr"), folder.File("b.exr"));
        OtherProgram.Do("oiiotool", folder.File("b.exr"), "--compression", "none", "--scanline", "-o", folder.File("c.exr"));
        var (ours, theirs) = (ExrFile.Read(folder.File("a.exr")), ExrFile.Read(folder.File("c.exr")));
        foreach (var channel in ours.Channels) Assert.Equal(channel.Words, theirs.Channel(channel.Name)!.Words);
        var said = OtherProgram.Run(folder.Path, "oiiotool", ["--info", "-v", "a.exr"]).Output;
        Assert.Contains("acesImageContainerFlag: 1", said, StringComparison.Ordinal);
        Assert.Contains("compression: \"none\"", said, StringComparison.Ordinal);
        Assert.Equal(0, OtherProgram.Run(folder.Path, "exrheader", ["a.exr"]).Exit);
    }

    [ProgramFact("exr2aces")]
    public void Of_LightOfRec709_IsWhatOpenExrConvertsItTo()
    {
        using var folder = new TestFolder();
        var random = new Random(4);
        var frame = new Frame(64, 48);
        for (var c = 0; c < 3; c++)
            for (var i = 0; i < frame.Size; i++) frame.Plane(c)[i] = (float)random.NextDouble() * 4;
        ExrFile.Write(folder.File("p.exr"), frame.ToStored(SampleType.Half, [ExrAttributes.Primaries(Chromaticities.Rec709)]));
        OtherProgram.Do("exr2aces", folder.File("p.exr"), folder.File("b.exr"));
        var theirs = ExrFile.Read(folder.File("b.exr")).ToFrame("b");
        var ours = AcesContainer.Of(ExrFile.Read(folder.File("p.exr")), ColourSpace.Linear, "p").ToFrame("a");
        // both round to half; half a thousandth is its last place
        for (var c = 0; c < 3; c++)
            for (var i = 0; i < frame.Size; i++) Assert.Equal(theirs.Plane(theirs.Channels[c])![i], ours.Plane(ours.Channels[c])![i], 1.5e-3 * Math.Max(1, Math.Abs(theirs.Plane(theirs.Channels[c])![i])));
    }

    [Fact]
    public void Faults_OfWhatIsNoContainer_NameEach()
    {
        using var folder = new TestFolder();
        ExrFile.Write(folder.File("plain.exr"), Words.Random(9, 7, seed: 2), ExrCompression.Zip);
        var faults = AcesContainer.Faults(folder.File("plain.exr"));
        foreach (var word in new[] { "ZIP", "channels", "not half", "acesImageContainerFlag", "chromaticities", "made-up-type" }) Assert.Contains(faults, f => f.Contains(word, StringComparison.Ordinal));
        var good = AcesContainer.Of(Plate(), ColourSpace.Aces, "plate");
        AcesContainer.Write(folder.File("good.exr"), good);
        Assert.Empty(AcesContainer.Faults(folder.File("good.exr")));
        ExrFile.Write(folder.File("zip.exr"), good, ExrCompression.Zips);
        Assert.Single(AcesContainer.Faults(folder.File("zip.exr")));
        ExrFile.Write(folder.File("up.exr"), good with { Layout = new(0, true) });
        Assert.Single(AcesContainer.Faults(folder.File("up.exr")));
        ExrFile.Write(folder.File("light.exr"), good with { Attributes = [.. good.Attributes.Where(a => a.Name != "chromaticities"), ExrAttributes.Primaries(Chromaticities.Rec709)] }, ExrCompression.None);
        Assert.Single(AcesContainer.Faults(folder.File("light.exr")));
    }

    [Fact]
    public void Of_LightThatIsAces_KeepsTheWords()
    {
        var random = Words.Random(9, 7, seed: 5);
        var made = AcesContainer.Of(random, ColourSpace.Aces, "plate");
        foreach (var name in new[] { "R", "G", "B", "A" }) Assert.Equal(random.Channel(name)!.Words, made.Channel(name)!.Words);
    }

    [Fact]
    public void Frames_ToAcesAndChecked_SaysWhatItIs()
    {
        using var room = new TestFolder();
        foreach (var n in new[] { 1, 2 }) ExrFile.Write(room.File($"p.000{n}.exr"), Plate());
        Assert.Equal(5, CommandLine.Run("frames", room.File("p.%04d.exr"), "--aces", "--json").Exit);
        Assert.Equal(0, CommandLine.Run("frames", room.File("p.%04d.exr"), "--to", room.File("a.%04d.exr"), "--aces", "--json").Exit);
        Assert.Equal(0, CommandLine.Run("frames", room.File("a.%04d.exr"), "--aces", "--json").Exit);
        Assert.Equal(2, CommandLine.Run("frames", room.File("p.%04d.exr"), "--to", room.File("a.%04d.dpx"), "--aces", "--json").Exit);
    }

    private static StoredFrame Plate()
    {
        var frame = new Frame(8, 4, "R", "G", "B", "A");
        for (var c = 0; c < 4; c++) frame.Plane(c)[0] = 1;
        frame.Plane("R")![1] = 1;
        return frame.ToStored(SampleType.Float, [ExrAttributes.TimeCode(1, 2, 3, 4, dropFrame: false), new("odd", "made-up-type", [1])]) with { DataWindow = new(-2, 3, 5, 6), DisplayWindow = new(0, 0, 99, 49) };
    }
}
