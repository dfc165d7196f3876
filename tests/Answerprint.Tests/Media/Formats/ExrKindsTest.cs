using System.Runtime.InteropServices;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Media.Formats;

/// <summary>Every kind of EXR, against the tools of OpenEXR and OpenImageIO.</summary>
public sealed class ExrKindsTest
{
    public static TheoryData<ExrCompression> Every => [.. Enum.GetValues<ExrCompression>()];

    [Theory]
    [MemberData(nameof(Every))]
    public void Write_RandomWords_ComeBackWhereTheCompressionIsWithoutLoss(ExrCompression compression)
    {
        using var folder = new TestFolder($"exr-{compression}");
        var picture = Words.Random(67, 301, seed: 11);
        ExrFile.Write(folder.File("a.exr"), picture, compression);
        var back = ExrFile.Read(folder.File("a.exr"));
        Assert.Equal(compression, ExrFile.Describe(folder.File("a.exr")).Compression);
        var kept = compression switch
        {
            <= ExrCompression.Piz => picture.Channels.Select(c => c.Name),
            ExrCompression.Pxr24 => picture.Channels.Where(c => c.Type != SampleType.Float).Select(c => c.Name),
            ExrCompression.B44 or ExrCompression.B44A => picture.Channels.Where(c => c.Type != SampleType.Half).Select(c => c.Name),
            _ => ["id.cryptomatte"],
        };
        Words.Same(picture with { Channels = [.. picture.Channels.Where(c => kept.Contains(c.Name))] }, back with { Channels = [.. back.Channels.Where(c => kept.Contains(c.Name))] });
        Assert.Equal(picture.Channels.Count, back.Channels.Count);
    }

    [ProgramTheory("oiiotool")]
    [MemberData(nameof(Every))]
    public void Read_HalvesOfEveryCompression_AreTheWordsOfOiiotool(ExrCompression compression)
    {
        using var folder = new TestFolder($"exr-{compression}");
        var random = Words.Random(67, 301, seed: 12);
        // oiiotool keeps half words where all channels are half
        ExrFile.Write(folder.File("packed.exr"), random with { Channels = [.. random.Channels.Where(c => c.Type == SampleType.Half)] }, compression);
        OtherProgram.Do("oiiotool", folder.File("packed.exr"), "--compression", "none", "-o", folder.File("plain.exr"));
        Assert.Equal(compression, ExrFile.Parts(folder.File("packed.exr"))[0].Compression);
        var expected = ExrFile.Read(folder.File("plain.exr"));
        Words.Same(expected with { Attributes = [] }, ExrFile.Read(folder.File("packed.exr")));
    }

    [ProgramTheory("exrmaketiled")]
    [InlineData("-o", "none")]
    [InlineData("-o", "piz")]
    [InlineData("-m", "zip")]
    [InlineData("-r", "rle")]
    public void Read_TilesOfEveryLevelMode_GivesLevelZero(string levels, string compression)
    {
        using var folder = new TestFolder($"tiles-{levels}-{compression}");
        var random = Words.Random(67, 101, seed: 13);
        // the lower levels of random words can not be made of identifiers
        var picture = levels == "-o" ? random : random with { Channels = [.. random.Channels.Where(c => c.Type == SampleType.Half)] };
        ExrFile.Write(folder.File("a.exr"), picture);
        OtherProgram.Do("exrmaketiled", levels, "-z", compression, "-t", "16", "24", folder.File("a.exr"), folder.File("b.exr"));
        Assert.Equal(ExrStorage.Tiles, ExrFile.Parts(folder.File("b.exr"))[0].Storage);
        Words.Same(picture with { Attributes = [.. picture.Attributes.Where(a => a.Name == "owner")] }, ExrFile.Read(folder.File("b.exr")));
    }

    [ProgramFact("exrmultipart")]
    public void ReadParts_SeveralParts_EachKeepsItsWordsWindowsAndAttributes()
    {
        using var folder = new TestFolder();
        var first = Words.Random(31, 45, seed: 14);
        var second = Words.Random(31, 45, seed: 15) with { Channels = [Words.Random(31, 45, seed: 16).Channel("Z")!] };
        ExrFile.Write(folder.File("a.exr"), first, ExrCompression.Zips);
        ExrFile.Write(folder.File("b.exr"), second, ExrCompression.Piz);
        OtherProgram.Do("exrmultipart", "-combine", "-i", folder.File("a.exr") + "::beauty", folder.File("b.exr") + "::depth", "-o", folder.File("c.exr"));
        var parts = ExrFile.ReadParts(folder.File("c.exr"));
        Assert.Equal(["beauty", "depth"], parts.Select(p => p.Name));
        Assert.Equal([ExrCompression.Zips, ExrCompression.Piz], parts.Select(p => p.Compression));
        Words.Same(first, parts[0].Picture);
        Words.Same(second, parts[1].Picture);
        var one = ExrFile.Read(folder.File("c.exr"));
        Assert.Equal(second.Channels[0].Words, one.Channel("depth.Z")!.Words);
        Assert.Equal(first.Channel("R")!.Words, one.Channel("R")!.Words);
        Assert.DoesNotContain(one.Attributes, a => a.Name == "name");
    }

    [SharedFact("exr/deep/Balls.exr")]
    public void Read_DeepPixels_AreRefusedByName()
    {
        var path = Checkout.Shared("exr/deep/Balls.exr")!;
        Assert.Equal("deep", Assert.Throws<BadInputException>(() => ExrFile.Read(path)).Code);
        Assert.True(ExrFile.Parts(path)[0].IsDeep);
    }

    [SharedTheory("exr/chromaticities")]
    [InlineData("Rec709")]
    [InlineData("XYZ")]
    public void Read_LuminanceAndChroma_IsThePictureInRedGreenAndBlue(string name)
    {
        var path = Checkout.Shared($"exr/chromaticities/{name}_YC.exr")!;
        var raw = ExrFile.ReadParts(path)[0].Picture;
        Assert.Equal(["BY", "RY", "Y"], raw.Channels.Select(c => c.Name));
        Assert.Equal(raw.Channel("Y")!.Words.Length, 4 * raw.Channel("RY")!.Words.Length);
        var made = ExrFile.Read(path).ToFrame(path);
        var whole = ExrFile.Read(Checkout.Shared($"exr/chromaticities/{name}.exr")!).ToFrame(name);
        // chroma at half resolution: the pictures agree but for sharp edges of colour
        for (var c = 0; c < 3; c++)
        {
            var mean = made.Plane(c).Zip(whole.Plane(c), (a, b) => Math.Abs(a - b) / (0.05 + Math.Abs(b))).Average();
            Assert.True(mean < 0.04, $"{name} {whole.Channels[c]}: mean relative difference {mean}");
        }
    }

    [SharedTheory("exr")]
    [MemberData(nameof(Shared))]
    public void Read_RealFiles_AreTheWordsOfOiiotool(string file)
    {
        var path = Path.Combine(Checkout.Shared("exr")!, file);
        using var folder = new TestFolder("real");
        var parts = ExrFile.ReadParts(path);
        for (var p = 0; p < parts.Count; p++)
        {
            var picture = parts[p].Picture;
            OtherProgram.Do("oiiotool", path, "--subimage", $"{p}", "--compression", "none", "--scanline", "-o", folder.File("plain.exr"));
            var theirs = ExrFile.Read(folder.File("plain.exr"));
            Assert.Equal(picture.DataWindow, theirs.DataWindow);
            Assert.Equal(picture.DisplayWindow, theirs.DisplayWindow);
            Assert.Equal(picture.Channels.Select(c => (c.Name, c.Type)), theirs.Channels.Select(c => (c.Name, c.Type)));
            foreach (var channel in picture.Channels)
                Assert.True(channel.Words.AsSpan().SequenceEqual(theirs.Channel(channel.Name)!.Words), $"{file} {p} {channel.Name}: {Differing(channel, theirs.Channel(channel.Name)!)}");
        }
    }

    public static IEnumerable<object[]> Shared() =>
        LongRun.Of(Checkout.SharedRows("exr", ".exr").Where(r => !((string)r[0]).Contains("deep", StringComparison.Ordinal) && !((string)r[0]).Contains("_YC", StringComparison.Ordinal)), seed: 0);

    private static int Differing(StoredChannel a, StoredChannel b)
    {
        if (a.Type != SampleType.Half) return MemoryMarshal.Cast<byte, uint>(a.Words).ToArray().Zip(MemoryMarshal.Cast<byte, uint>(b.Words).ToArray()).Count(p => p.First != p.Second);
        return MemoryMarshal.Cast<byte, ushort>(a.Words).ToArray().Zip(MemoryMarshal.Cast<byte, ushort>(b.Words).ToArray()).Count(p => p.First != p.Second);
    }
}
