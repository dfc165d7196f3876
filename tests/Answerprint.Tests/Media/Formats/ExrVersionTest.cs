using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Media.Formats;

/// <summary>A version of an EXR plate with nothing changed is the plate: words, windows, attributes, packing and the other parts of the file.</summary>
public sealed class ExrVersionTest
{
    public static TheoryData<ExrCompression> Every => [.. Enum.GetValues<ExrCompression>()];

    [Theory]
    [MemberData(nameof(Every))]
    public void Version_OfEveryPacking_KeepsItWhereItIsWithoutLossAndTheWordsAlways(ExrCompression compression)
    {
        using var folder = new TestFolder($"version-{compression}");
        ExrFile.Write(folder.File("plate.exr"), Words.Random(67, 301, seed: 21), compression);
        var warnings = Version(folder);
        var lossless = compression <= ExrCompression.Piz;
        Assert.Equal(lossless ? compression : ExrCompression.Zip, ExrFile.Describe(folder.File("version.exr")).Compression);
        Assert.Equal(lossless, warnings.Count == 0);
        AllTheSame(folder);
    }

    [Theory]
    [InlineData(0, 0, 18, 10, 0, 0, 18, 10)]
    [InlineData(-200, -7, -190, 300, 0, 0, 99, 99)]
    [InlineData(5, 6, 7, 8, 0, 0, 1919, 1079)]
    [InlineData(-16, -16, 35, 27, 0, 0, 19, 11)]
    [InlineData(1000, 2000, 1001, 2040, -50, -60, -40, 3000)]
    public void Version_OfAnyWindows_KeepsThem(int x0, int y0, int x1, int y1, int dx0, int dy0, int dx1, int dy1)
    {
        using var folder = new TestFolder();
        var words = Words.Random(x1 - x0 + 1, y1 - y0 + 1, seed: 22);
        ExrFile.Write(folder.File("plate.exr"), words with { DataWindow = new(x0, y0, x1, y1), DisplayWindow = new(dx0, dy0, dx1, dy1) });
        Version(folder);
        AllTheSame(folder);
        Assert.Equal(new Window(x0, y0, x1, y1), ExrFile.Read(folder.File("version.exr")).DataWindow);
    }

    [Fact]
    public void Version_OfEveryAttribute_HasTheSameBytesInTheSameOrder()
    {
        using var folder = new TestFolder();
        StoredAttribute[] attributes =
        [
            ExrAttributes.TimeCode(1, 2, 3, 4, dropFrame: true), ExrAttributes.ReelName("A001"), new("pixelAspectRatio", "float", BitConverter.GetBytes(2f)),
            new("screenWindowCenter", "v2f", [1, 2, 3, 4, 5, 6, 7, 8]), new("screenWindowWidth", "float", BitConverter.GetBytes(1.5f)), new("worldToCamera", "m44f", new byte[64]),
            new("capDate", "string", "2026:11:22 10:00:00"u8.ToArray()), new("owner", "string", "somebody"u8.ToArray()), new("preview", "preview", [1, 0, 0, 0, 1, 0, 0, 0, 9, 8, 7, 6]),
            new("type", "string", "scanlineimage"u8.ToArray()), new("name", "string", "beauty"u8.ToArray()),
            new("a name that is much longer than thirty-one bytes", "and a type that nobody knows, which is long as well", [0, 255, 1]), new("empty", "string", []),
        ];
        ExrFile.Write(folder.File("plate.exr"), Words.Random(9, 5, seed: 23) with { Attributes = attributes });
        Version(folder);
        AllTheSame(folder);
        var back = ExrFile.Read(folder.File("version.exr")).Attributes;
        Assert.Equal(attributes.Select(a => (a.Name, a.Type, Convert.ToHexString(a.Value))).Order(), back.Select(a => (a.Name, a.Type, Convert.ToHexString(a.Value))).Order());
    }

    [ProgramTheory("exrheader")]
    [InlineData(ExrCompression.Zip)]
    [InlineData(ExrCompression.None)]
    [InlineData(ExrCompression.Piz)]
    public void Version_OfLinesFromTheBottom_KeepsThatAndOthersReadIt(ExrCompression compression)
    {
        using var folder = new TestFolder($"up-{compression}");
        var random = Words.Random(19, 77, seed: 24);
        var halves = random with { Channels = [.. random.Channels.Where(c => c.Type == SampleType.Half)] };
        ExrFile.Write(folder.File("down.exr"), halves, compression);
        ExrFile.Write(folder.File("plate.exr"), halves with { Layout = new((int)compression, true) }, compression);
        Version(folder);
        AllTheSame(folder);
        Assert.Contains("decreasing y", OtherProgram.Run(folder.Path, "exrheader", ["version.exr"]).Output, StringComparison.Ordinal);
        foreach (var name in new[] { "down", "version" }) OtherProgram.Do("oiiotool", folder.File($"{name}.exr"), "--compression", "none", "-o", folder.File($"{name}-plain.exr"));
        Words.Same(ExrFile.Read(folder.File("down-plain.exr")), ExrFile.Read(folder.File("version-plain.exr")) with { Attributes = ExrFile.Read(folder.File("down-plain.exr")).Attributes });
    }

    [ProgramFact("exrmultipart")]
    public void Version_OfSeveralParts_HasTheOthersBlockForBlock()
    {
        using var folder = new TestFolder();
        var beauty = Words.Random(31, 45, seed: 25);
        var layer = Words.Random(31, 45, seed: 26) with { Channels = [.. Words.Random(31, 45, seed: 27).Channels.Where(c => c.Name is "Z" or "id.cryptomatte")] };
        var apart = Words.Random(50, 60, seed: 28) with { DataWindow = new(-9, -9, 40, 50) };
        var data = new StoredFrame(layer.DataWindow, layer.DisplayWindow, [layer.Channels[0] with { Name = "first" }], []);
        ExrFile.Write(folder.File("data.exr"), data);
        ExrFile.Write(folder.File("beauty.exr"), beauty, ExrCompression.Piz);
        ExrFile.Write(folder.File("layer.exr"), layer, ExrCompression.Rle);
        ExrFile.Write(folder.File("flat.exr"), apart with { Channels = [.. apart.Channels.Where(c => c.Type == SampleType.Half)] });
        OtherProgram.Do("exrmaketiled", "-m", "-z", "dwaa", "-t", "16", "16", folder.File("flat.exr"), folder.File("apart.exr"));
        OtherProgram.Do("exrmultipart", "-combine", "-i", folder.File("data.exr") + "::data", folder.File("beauty.exr") + "::beauty", folder.File("layer.exr") + "::layer", folder.File("apart.exr") + "::apart", "-o", folder.File("plate.exr"));
        var warnings = Version(folder);
        Assert.Contains(warnings, w => w.Contains("'beauty'", StringComparison.Ordinal));
        Assert.Contains(warnings, w => w.Contains("apart", StringComparison.Ordinal));
        AllTheSame(folder);
        var (before, after) = (Blocks(folder.File("plate.exr")), Blocks(folder.File("version.exr")));
        Assert.Equal(4, after.Count);
        Assert.Equal(["data", "beauty", "layer", "apart"], after.Select(p => p.Header.Name));
        for (var p = 0; p < 4; p++)
        {
            if (p == 1) continue;
            Assert.Equal(before[p].Header.Whole.Select(a => (a.Name, Convert.ToHexString(a.Value))), after[p].Header.Whole.Select(a => (a.Name, Convert.ToHexString(a.Value))));
            Assert.Equal(before[p].Blocks, after[p].Blocks);
        }
        // OpenEXR takes it apart again, and finds what was put together
        OtherProgram.Do("exrmultipart", "-separate", "-i", folder.File("version.exr"), "-o", folder.File("out"));
        Assert.Equal(Same(beauty), Same(ExrFile.Read(folder.File("out.2.exr"))));
        Assert.Equal(Same(layer), Same(ExrFile.Read(folder.File("out.3.exr"))));
    }

    [ProgramFact("exrmultipart")]
    public void Read_SeveralPartsCutOrHarmed_IsAPictureOrOneBadInput()
    {
        using var folder = new TestFolder();
        ExrFile.Write(folder.File("a.exr"), Words.Random(31, 45, seed: 35));
        ExrFile.Write(folder.File("b.exr"), Words.Random(20, 40, seed: 36));
        OtherProgram.Do("exrmultipart", "-combine", "-i", folder.File("a.exr") + "::a", folder.File("b.exr") + "::b", "-o", folder.File("c.exr"));
        var bytes = File.ReadAllBytes(folder.File("c.exr"));
        for (var at = 8; at < bytes.Length; at += bytes.Length / 23)
        {
            File.WriteAllBytes(folder.File("cut.exr"), bytes[..at]);
            Assert.NotEmpty(Assert.Throws<BadInputException>(() => ExrFile.Read(folder.File("cut.exr"))).Remedy);
        }
        // the tables of both parts lie before the first block
        var headers = ExrHeader.Read(bytes, "c", out var table);
        for (var entry = 0; entry < headers.Sum(h => h.ChunkCount!.Value); entry++)
            foreach (var wild in new[] { -1L, 1, long.MaxValue, bytes.Length - 3 })
            {
                System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(table + (8 * entry)), wild);
                var place = table;
                Assert.Throws<BadInputException>(() => headers.Select((h, i) => ExrParts.Blocks(bytes, h, i, ref place, "c")).ToList());
            }
    }

    [SharedFact("exr/beachball/multipart.0001.exr")]
    public void Version_OfSeveralPartsWithWork_ChangesItsOwnPartOnly()
    {
        var path = Checkout.Shared("exr/beachball/multipart.0001.exr")!;
        using var folder = new TestFolder();
        File.Copy(path, folder.File("plate.exr"));
        using var plate = FrameFiles.Open(folder.File("plate.exr"));
        var render = plate.Read(1);
        foreach (var name in new[] { "R", "G", "B" }) render.Plane(name)!.AsSpan().Fill(0.25f);
        var work = new Matte(plate.Width, plate.Height);
        work.Coverage[5] = 1;
        using (var writer = VersionWriter.Create(folder.File("version.exr"), plate)) writer.Write(1, render, work);
        var (before, after) = (Blocks(path), Blocks(folder.File("version.exr")));
        for (var p = 1; p < before.Count; p++) Assert.Equal(before[p].Blocks, after[p].Blocks);
        Assert.NotEqual(before[0].Blocks, after[0].Blocks);
        using var version = FrameFiles.Open(folder.File("version.exr"));
        Assert.Equal(0.25f, version.Read(1).Plane("G")![5]);
    }

    [ProgramFact("exrmaketiled")]
    public void Version_OfTiles_IsInLinesAndSaysSo()
    {
        using var folder = new TestFolder();
        ExrFile.Write(folder.File("a.exr"), Words.Random(67, 101, seed: 29), ExrCompression.Zip);
        OtherProgram.Do("exrmaketiled", "-o", "-z", "zip", "-t", "16", "24", folder.File("a.exr"), folder.File("plate.exr"));
        Assert.Contains(Version(folder), w => w.Contains("tiles", StringComparison.Ordinal));
        Assert.Equal(Same(ExrFile.Read(folder.File("plate.exr"))), Same(ExrFile.Read(folder.File("version.exr"))));
        Assert.Equal(ExrStorage.Scanlines, ExrFile.Parts(folder.File("version.exr"))[0].Storage);
    }

    [SharedFact("exr/chromaticities/Rec709_YC.exr")]
    public void Version_OfLuminanceAndChroma_IsTheHalvesOfItsDecode()
    {
        using var folder = new TestFolder();
        File.Copy(Checkout.Shared("exr/chromaticities/Rec709_YC.exr")!, folder.File("plate.exr"));
        Assert.Contains(Version(folder), w => w.Contains("luminance", StringComparison.Ordinal));
        var (plate, version) = (ExrFile.Read(folder.File("plate.exr")), ExrFile.Read(folder.File("version.exr")));
        Assert.Equal(Same(plate), Same(version));
        Assert.Equal(["B", "G", "R"], version.Channels.Select(c => c.Name).Order(StringComparer.Ordinal));
    }

    [SharedTheory("exr")]
    [MemberData(nameof(Shared))]
    public void Version_OfRealFiles_IsThePlate(string file)
    {
        using var folder = new TestFolder("real");
        File.Copy(Path.Combine(Checkout.Shared("exr")!, file), folder.File("plate.exr"));
        Version(folder);
        AllTheSame(folder);
        var (exit, _, errors) = OtherProgram.Run(folder.Path, "exrheader", ["version.exr"]);
        Assert.True(exit == 0, errors);
    }

    [Fact]
    public void Write_OnOneThreadAndMany_GivesTheSameBytes()
    {
        using var folder = new TestFolder();
        var picture = Words.Random(301, 203, seed: 30);
        foreach (var compression in new[] { ExrCompression.Zip, ExrCompression.Rle })
        {
            ExrFile.Write(folder.File("a.exr"), picture, compression);
            Parallel.For(0, 4, n => ExrFile.Write(folder.File($"b{n}.exr"), picture, compression));
            for (var n = 0; n < 4; n++) Assert.Equal(File.ReadAllBytes(folder.File("a.exr")), File.ReadAllBytes(folder.File($"b{n}.exr")));
        }
    }

    [Fact]
    public void Made_BesideDataAndOtherParts_HasOnlyWhatWasMade()
    {
        using var folder = new TestFolder();
        ExrFile.Write(folder.File("p.0001.exr"), Words.Random(8, 4, 31), ExrCompression.Zips);
        using var plate = FrameFiles.Open(folder.File("p.%04d.exr"));
        using (var writer = VersionWriter.Create(folder.File("v.%04d.exr"), plate)) writer.Made(2, new Frame(8, 4));
        var made = ExrFile.Read(folder.File("v.0002.exr"));
        Assert.Equal(["B", "G", "R"], made.Channels.Select(c => c.Name));
        Assert.Equal(ExrCompression.Zips, ExrFile.Describe(folder.File("v.0002.exr")).Compression);
    }

    public static IEnumerable<object[]> Shared() =>
        LongRun.Of(Checkout.SharedRows("exr", ".exr").Where(r => !((string)r[0]).Contains("deep", StringComparison.Ordinal) && !((string)r[0]).Contains("_YC", StringComparison.Ordinal)), seed: 3);

    private static IReadOnlyList<string> Version(TestFolder folder)
    {
        using var plate = FrameFiles.Open(folder.File("plate.exr"));
        using var writer = VersionWriter.Create(folder.File("version.exr"), plate);
        writer.Write(1, new Frame(plate.Width, plate.Height), new Matte(plate.Width, plate.Height));
        return plate.Warnings;
    }

    /// <summary>Every word of every channel, both windows, and every attribute but those that say how the file is laid out.</summary>
    private static void AllTheSame(TestFolder folder)
    {
        var (plate, version) = (ExrFile.Read(folder.File("plate.exr")), ExrFile.Read(folder.File("version.exr")));
        Assert.Equal(Same(plate), Same(version));
        // the order of the plate's own attributes stands; what the standard wants in every file may come first
        Assert.Equal(plate.Attributes.Select(a => (a.Name, a.Type, Convert.ToHexString(a.Value))), version.Attributes.Where(a => plate.Attributes.Any(b => b.Name == a.Name)).Select(a => (a.Name, a.Type, Convert.ToHexString(a.Value))));
        Assert.Equal(plate.Layout!.BottomUp, version.Layout!.BottomUp);
        Assert.Equal(plate.Layout.Part, version.Layout.Part);
    }

    private static string Same(StoredFrame picture) =>
        $"{picture.DataWindow} {picture.DisplayWindow} {string.Join(' ', picture.Channels.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => $"{c.Name} {c.Type} {c.XSampling} {c.YSampling} {c.Linear} {Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(c.Words))}"))}";

    private static List<(ExrHeader Header, List<string> Blocks)> Blocks(string path)
    {
        var file = File.ReadAllBytes(path);
        var headers = ExrHeader.Read(file, path, out var table);
        return [.. headers.Select((h, i) => (h, ExrParts.Blocks(file, h, i, ref table, path).Select(b => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(b.Span))).ToList()))];
    }
}
