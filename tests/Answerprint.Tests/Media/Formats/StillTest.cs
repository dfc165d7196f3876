using System.Runtime.InteropServices;
using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Media.Formats;

/// <summary>DPX, TIFF, Cineon and JPEG, against OpenImageIO and ffmpeg.</summary>
public sealed class StillTest
{
    [Theory]
    [InlineData(8, CodeModel.Rgb, false)]
    [InlineData(8, CodeModel.Grey, false)]
    [InlineData(10, CodeModel.Rgb, false)]
    [InlineData(10, CodeModel.Rgb, true)]
    [InlineData(10, CodeModel.Grey, false)]
    [InlineData(12, CodeModel.Rgb, false)]
    [InlineData(12, CodeModel.Rgb, true)]
    [InlineData(16, CodeModel.Rgb, false)]
    [InlineData(16, CodeModel.Rgb, true)]
    public void Dpx_RandomCodes_ComeBack(int depth, CodeModel model, bool alpha)
    {
        using var folder = new TestFolder($"dpx-{depth}-{model}-{alpha}");
        var picture = Random(37, 11, Coding.Still(model, depth, alpha, ColourSpace.Cineon), seed: depth);
        DpxFile.Write(folder.File("a.dpx"), picture);
        Same(picture, DpxFile.Read(folder.File("a.dpx"), "a.dpx"));
    }

    [ProgramTheory("oiiotool")]
    [InlineData(8, CodeModel.Rgb, 40)]
    [InlineData(10, CodeModel.Rgb, 37)]
    [InlineData(10, CodeModel.Grey, 36)]
    [InlineData(12, CodeModel.Rgb, 37)]
    [InlineData(16, CodeModel.Rgb, 40)]
    public void Dpx_Ours_AreTheCodesOfOiiotool(int depth, CodeModel model, int width)
    {
        using var folder = new TestFolder($"dpx-{depth}-{model}");
        var picture = Random(width, 11, Coding.Still(model, depth, alpha: false, ColourSpace.Cineon), seed: depth);
        DpxFile.Write(folder.File("a.dpx"), picture);
        OtherProgram.Do("oiiotool", folder.File("a.dpx"), "-d", depth == 8 ? "uint8" : "uint16", "-o", folder.File("a.tif"));
        var theirs = TiffFile.ReadCodes(folder.File("a.tif"), "a.tif")!;
        for (var p = 0; p < picture.Planes.Length; p++)
            Assert.Equal(picture.Planes[p], theirs.Planes[p].Select(c => (ushort)(depth is 8 or 16 ? c : c >> (16 - depth))));
    }

    [ProgramTheory("oiiotool")]
    [InlineData("uint8", "Packed", "big")]
    [InlineData("uint10", "Packed", "big")]
    [InlineData("uint10", "Filled, method A", "little")]
    [InlineData("uint10", "Filled, method B", "big")]
    [InlineData("uint12", "Packed", "little")]
    [InlineData("uint12", "Filled, method A", "little")]
    [InlineData("uint12", "Filled, method B", "big")]
    [InlineData("uint16", "Packed", "little")]
    public void Dpx_OfOiiotool_AreReadAndWrittenBack(string type, string packing, string endian)
    {
        using var folder = new TestFolder($"dpx-{type}-{packing}-{endian}");
        var depth = int.Parse(type[4..], System.Globalization.CultureInfo.InvariantCulture);
        // lines of whole words: what lies behind the last code of a line is chance
        var picture = Random(48, 9, Coding.Still(CodeModel.Rgb, depth == 8 ? 8 : 16, alpha: false, ColourSpace.Srgb), seed: 5);
        TiffFile.Write(folder.File("a.tif"), picture);
        OtherProgram.Do("oiiotool", folder.File("a.tif"), "--attrib", "oiio:Endian", endian, "--attrib", "dpx:Packing", packing, "-d", type, "-o", folder.File("a.dpx"));
        var ours = DpxFile.Read(folder.File("a.dpx"), "a.dpx");
        Assert.Equal(depth, ours.Coding.Depth);
        for (var p = 0; p < 3; p++) Assert.Equal(picture.Planes[p].Select(c => (ushort)(depth == 8 ? c : c >> (16 - depth))), ours.Planes[p]);
        DpxFile.Write(folder.File("c.dpx"), ours);
        byte[] before = File.ReadAllBytes(folder.File("a.dpx")), after = File.ReadAllBytes(folder.File("c.dpx"));
        // the file's length stands in the header; what a writer leaves behind the pixels is not kept
        Assert.True(before.AsSpan(20, after.Length - 20).SequenceEqual(after.AsSpan(20)));
    }

    [ProgramTheory("ffmpeg")]
    [InlineData("gbrp10le", 10)]
    [InlineData("gbrp12le", 12)]
    [InlineData("rgb48be", 16)]
    [InlineData("rgb24", 8)]
    public void Dpx_OfFfmpeg_AreTheCodesOfItsPng(string layout, int depth)
    {
        using var folder = new TestFolder($"dpx-{layout}");
        OtherProgram.Do("ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=52x38", "-frames:v", "1", "-pix_fmt", layout, "-f", "image2", "-update", "1", folder.File("a.dpx"));
        OtherProgram.Do("ffmpeg", "-v", "error", "-i", folder.File("a.dpx"), "-pix_fmt", layout, "-f", "rawvideo", folder.File("a.raw"));
        var ours = DpxFile.Read(folder.File("a.dpx"), "a.dpx");
        Assert.Equal(depth, ours.Coding.Depth);
        Assert.Equal(ColourSpace.Bt1886, ours.Coding.Colour);
        var raw = File.ReadAllBytes(folder.File("a.raw"));
        var words = MemoryMarshal.Cast<byte, ushort>(raw).ToArray();
        for (var p = 0; p < ours.Planes.Length; p++)
        {
            for (var i = 0; i < 52 * 38; i++)
            {
                var theirs = layout switch
                {
                    "rgb24" => raw[(3 * i) + p],
                    "rgb48be" => System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(words[(3 * i) + p]),
                    _ => words[((p + 2) % 3 * 52 * 38) + i],
                };
                Assert.Equal(theirs, ours.Planes[p][i]);
            }
        }
    }

    [ProgramTheory("ffmpeg")]
    [InlineData(10, CodeModel.Grey, "gray10le")]
    [InlineData(12, CodeModel.Grey, "gray12le")]
    [InlineData(16, CodeModel.Rgb, "rgb48be")]
    public void Dpx_Ours_AreTheCodesOfFfmpeg(int depth, CodeModel model, string layout)
    {
        using var folder = new TestFolder($"dpx-{layout}");
        var picture = Random(37, 11, Coding.Still(model, depth, alpha: false, ColourSpace.Bt1886), seed: depth);
        DpxFile.Write(folder.File("a.dpx"), picture);
        OtherProgram.Do("ffmpeg", "-v", "error", "-i", folder.File("a.dpx"), "-pix_fmt", layout, "-f", "rawvideo", folder.File("a.raw"));
        var words = MemoryMarshal.Cast<byte, ushort>(File.ReadAllBytes(folder.File("a.raw"))).ToArray();
        for (var p = 0; p < picture.Planes.Length; p++)
            Assert.Equal(picture.Planes[p], words.Where((_, i) => i % picture.Planes.Length == p).Select(w => layout == "rgb48be" ? System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(w) : w));
    }

    [Fact]
    public void Dpx_TimecodeRateAndKeyCode_GoToOpenExrAndBack()
    {
        using var folder = new TestFolder();
        var keyCode = MemoryMarshal.AsBytes<int>([2, 46, 123456, 789, 12, 4, 64]).ToArray();
        StoredAttribute[] said = [ExrAttributes.TimeCode(1, 2, 3, 14, dropFrame: false), ExrAttributes.FramesPerSecond(new(24000, 1001)), new("keyCode", "keycode", keyCode)];
        ExrFile.Write(folder.File("a.exr"), new Frame(6, 4).ToStored(SampleType.Half, said));
        using (var plate = FrameFiles.Open(folder.File("a.exr")))
        using (var writer = VersionWriter.Create(folder.File("a.dpx"), plate)) writer.Copy(1);
        using var dpx = FrameFiles.Open(folder.File("a.dpx"));
        Assert.Equal(new FrameRate(24000, 1001), dpx.Rate);
        Assert.Equal("01:02:03:14", dpx.StartLabel);
        var back = dpx.ReadStored(1).Attributes;
        foreach (var attribute in said) Assert.Equal(attribute.Value, back.Single(a => a.Name == attribute.Name).Value);
        if (Needs.Reason(null, "oiiotool") is null)
        {
            var (_, output, _) = OtherProgram.Run(folder.Path, "oiiotool", ["--info", "-v", "a.dpx"]);
            Assert.Contains("01:02:03:14", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Cineon_EveryCode_GoesToLightAndBack()
    {
        var coding = Coding.Still(CodeModel.Grey, 10, alpha: false, ColourSpace.Cineon);
        var codes = Enumerable.Range(0, 1024).Select(c => (ushort)c).ToArray();
        var stored = new CodedPicture(coding, 1024, 1, [codes]).ToStored();
        var light = stored.ToFrame("codes");
        // Kodak's conversion: white at 685 is 1, black at 95 is 0, the grey card at 470 is .18
        Assert.Equal(1, light.Plane(0)[685], 3);
        Assert.Equal(0, light.Plane(0)[95], 6);
        Assert.Equal(0.18, light.Plane(0)[470], 2);
        Assert.Equal(codes, CodedPicture.Encode(light, coding).Planes[0]);
        // a picture of few samples is decoded sample by sample: the same bits
        var half = new CodedPicture(coding, 512, 1, [codes[512..]]).ToStored();
        Assert.Equal(stored.Channels[0].Words[1024..], half.Channels[0].Words);
    }

    [Fact]
    public void Dpx_CutAnywhere_IsOneBadInput()
    {
        using var folder = new TestFolder();
        DpxFile.Write(folder.File("a.dpx"), Random(40, 30, Coding.Still(CodeModel.Rgb, 10, alpha: false, ColourSpace.Cineon), seed: 1));
        var bytes = File.ReadAllBytes(folder.File("a.dpx"));
        for (var length = 0; length < bytes.Length; length += 397)
        {
            File.WriteAllBytes(folder.File("b.dpx"), bytes[..length]);
            Assert.Throws<BadInputException>(() => DpxFile.Read(folder.File("b.dpx"), "b.dpx"));
        }
    }

    [SharedFact("dpx/dpx_nuke_10bits_rgb.dpx")]
    public void Version_OfADpx_IsItsBytesOutsideTheMatte()
    {
        using var folder = new TestFolder();
        var path = Checkout.Shared("dpx/dpx_nuke_10bits_rgb.dpx")!;
        using var plate = FrameFiles.Open(path);
        using (var writer = VersionWriter.Create(folder.File("copy.dpx"), plate)) writer.Write(1, plate.Read(1), new Matte(plate.Width, plate.Height));
        Assert.Equal(File.ReadAllBytes(path), File.ReadAllBytes(folder.File("copy.dpx")));
    }

    [SharedFact("dpx/dpx_nuke_10bits_rgb.dpx", "oiiotool")]
    public void Version_WithMarks_CarriesThemAndKeepsHeaderAndCodes()
    {
        using var folder = new TestFolder();
        var path = Checkout.Shared("dpx/dpx_nuke_10bits_rgb.dpx")!;
        var marks = new Dictionary<string, string>(StringComparer.Ordinal) { ["answerprint.trial"] = "fill 1" };
        using (var plate = FrameFiles.Open(path))
        {
            using (var writer = VersionWriter.Create(folder.File("a.dpx"), plate, marks: marks)) writer.Copy(1);
            using (var writer = VersionWriter.Create(folder.File("a.tif"), plate, marks: marks)) writer.Copy(1);
        }
        byte[] before = File.ReadAllBytes(path), after = File.ReadAllBytes(folder.File("a.dpx"));
        Assert.Contains("answerprint.trial=fill 1", System.Text.Encoding.UTF8.GetString(after, 2048, 200), StringComparison.Ordinal);
        Assert.Contains("answerprint.trial=fill 1", System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(folder.File("a.tif"))), StringComparison.Ordinal);
        Assert.True(before.AsSpan(812, 2048 - 812).SequenceEqual(after.AsSpan(812, 2048 - 812)));
        OtherProgram.Do("oiiotool", path, folder.File("a.dpx"), "--fail", "0", "--diff");
        // once, however often it is written
        using (var again = FrameFiles.Open(folder.File("a.dpx")))
        using (var writer = VersionWriter.Create(folder.File("b.dpx"), again, marks: marks)) writer.Copy(1);
        Assert.Equal(after, File.ReadAllBytes(folder.File("b.dpx")));
    }

    [Theory]
    [InlineData(8, CodeModel.Rgb, true, false)]
    [InlineData(8, CodeModel.Grey, false, false)]
    [InlineData(16, CodeModel.Rgb, false, true)]
    [InlineData(16, CodeModel.Rgb, true, true)]
    [InlineData(16, CodeModel.Grey, true, false)]
    public void Tiff_RandomCodes_ComeBack(int depth, CodeModel model, bool alpha, bool planar)
    {
        using var folder = new TestFolder($"tif-{depth}-{model}-{alpha}-{planar}");
        var picture = Random(37, 71, Coding.Still(model, depth, alpha, ColourSpace.Srgb), seed: depth);
        TiffFile.Write(folder.File("a.tif"), picture, planar);
        Same(picture, TiffFile.ReadCodes(folder.File("a.tif"), "a.tif")!);
        using var clip = FrameFiles.Open(folder.File("a.tif"));
        Assert.Equal(planar ? $"TIFF {depth} bit in planes" : $"TIFF {depth} bit", clip.Packing);
    }

    [Theory]
    [InlineData(SampleType.Half, false)]
    [InlineData(SampleType.Half, true)]
    [InlineData(SampleType.Float, false)]
    [InlineData(SampleType.Float, true)]
    public void Tiff_RandomWordsOfLight_ComeBack(SampleType type, bool planar)
    {
        using var folder = new TestFolder($"tif-{type}-{planar}");
        var random = new Random(4);
        var channels = new[] { "R", "G", "B", "A" }.Select(n =>
        {
            var words = new byte[37 * 71 * (type == SampleType.Half ? 2 : 4)];
            random.NextBytes(words);
            return new StoredChannel(n, type, words);
        });
        var window = new Window(0, 0, 36, 70);
        var picture = new StoredFrame(window, window, [.. channels], []);
        TiffFile.Write(folder.File("a.tif"), picture, planar);
        Words.Same(picture, TiffFile.Read(folder.File("a.tif"), "a.tif"));
        // the plate's words go out again as they came, through the door that users take
        using (var plate = FrameFiles.Open(folder.File("a.tif")))
        using (var writer = VersionWriter.Create(folder.File("b.tif"), plate)) writer.Copy(1);
        Words.Same(picture, TiffFile.Read(folder.File("b.tif"), "b.tif"));
    }

    [ProgramTheory("oiiotool")]
    [InlineData("uint8", "lzw", "contig")]
    [InlineData("uint16", "none", "separate")]
    [InlineData("half", "zip", "separate")]
    [InlineData("float", "lzw", "contig")]
    public void Tiff_OfOiiotool_HasItsSamples(string type, string compression, string planes)
    {
        using var folder = new TestFolder($"tif-{type}-{compression}");
        var light = type is "half" or "float";
        OtherProgram.Do("oiiotool", "--pattern", "noise", "80x50", "3", "--attrib", "tiff:half", "1", "-d", type, "--compression", compression, "--planarconfig", planes, "-o", folder.File("a.tif"),
            "--compression", light ? "none" : "zip", "-o", folder.File(light ? "a.exr" : "a.png"));
        using var clip = FrameFiles.Open(folder.File("a.tif"));
        if (light) Words.Same(ExrFile.Read(folder.File("a.exr")) with { Attributes = [] }, clip.ReadStored(1));
        else Same(PngFile.Read(folder.File("a.png"), "a.png", ColourSpace.Srgb), clip.ReadCoded(1)!);
    }

    [SharedFact("dpx/checker.cin", "oiiotool")]
    public void Cineon_Codes_AreThoseInItsWords()
    {
        using var folder = new TestFolder();
        var path = Checkout.Shared("dpx/checker.cin")!;
        using var clip = FrameFiles.Open(path);
        var codes = clip.ReadCoded(1)!;
        Assert.Equal(10, codes.Coding.Depth);
        // three codes of ten bits a word, the first highest (Kodak, Cineon image file format)
        var bytes = File.ReadAllBytes(path);
        var at = (int)System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(4));
        for (var i = 0; i < codes.Width * codes.Height; i++)
        {
            var word = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at + (4 * i)));
            for (var p = 0; p < 3; p++) Assert.Equal((ushort)((word >> (22 - (10 * p))) & 0x3FF), codes.Planes[p][i]);
        }
    }

    [SharedFact("stills/rocket.jpg", "oiiotool")]
    public void Jpeg_Codes_AreThoseOfOiiotool()
    {
        using var folder = new TestFolder();
        var path = Checkout.Shared("stills/rocket.jpg")!;
        OtherProgram.Do("oiiotool", path, "-o", folder.File("a.png"));
        using var clip = FrameFiles.Open(path);
        Same(PngFile.Read(folder.File("a.png"), "a.png", ColourSpace.Srgb), clip.ReadCoded(1)!);
        // and a PNG of the same meaning takes its codes as they are
        using (var writer = VersionWriter.Create(folder.File("b.png"), clip)) writer.Copy(1);
        Same(clip.ReadCoded(1)!, PngFile.Read(folder.File("b.png"), "b.png", ColourSpace.Srgb));
    }

    [Theory]
    [InlineData("a.tif")]
    [InlineData("a.jpg")]
    [InlineData("a.cin")]
    [InlineData("a.dpx")]
    public void Open_AnotherFileUnderTheName_IsOneBadInput(string name)
    {
        using var folder = new TestFolder($"other-{name}");
        File.WriteAllText(folder.File(name), "#EXTM3U\nfile:secret.png\n");
        Assert.Throws<BadInputException>(() => FrameFiles.Open(folder.File(name)));
        File.WriteAllBytes(folder.File(name), []);
        Assert.Throws<BadInputException>(() => FrameFiles.Open(folder.File(name)));
        Assert.Equal("missing-file", Assert.Throws<BadInputException>(() => FrameFiles.Open(folder.File("not-there" + name))).Code);
    }

    [Fact]
    public void Read_MutatedTiffs_GiveAPictureOrOneBadInput()
    {
        using var folder = new TestFolder();
        TiffFile.Write(folder.File("a.tif"), Random(61, 47, Coding.Still(CodeModel.Rgb, 16, alpha: true, ColourSpace.Srgb), seed: 9));
        var whole = File.ReadAllBytes(folder.File("a.tif"));
        for (var n = 0; n < LongRun.Of(300); n++)
        {
            var random = new Random(n);
            var bytes = (byte[])whole.Clone();
            // the directory of a TIFF lies behind the pixels
            for (var hits = random.Next(1, 6); hits > 0; hits--) bytes[random.Next(2) == 0 ? random.Next(bytes.Length) : bytes.Length - 1 - random.Next(Math.Min(600, bytes.Length))] = (byte)random.Next(256);
            File.WriteAllBytes(folder.File("m.tif"), bytes);
            try
            {
                using var clip = FrameFiles.Open(folder.File("m.tif"));
                _ = clip.ReadStored(1);
            }
            catch (BadInputException e)
            {
                Assert.DoesNotContain(folder.Path + "/", e.Problem, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Read_MutatedDpxs_GiveAPictureOrOneBadInput()
    {
        using var folder = new TestFolder();
        var seeds = new[] { 8, 10, 12, 16 }.Select(depth =>
        {
            DpxFile.Write(folder.File("a.dpx"), Random(31, 17, Coding.Still(CodeModel.Rgb, depth, alpha: depth == 12, ColourSpace.Cineon), seed: depth));
            return File.ReadAllBytes(folder.File("a.dpx"));
        }).ToList();
        for (var n = 0; n < LongRun.Of(3000); n++)
        {
            var random = new Random(n);
            var bytes = (byte[])seeds[n % seeds.Count].Clone();
            // fields that decide: place and order of the pixels, size, kind
            for (var hits = random.Next(1, 6); hits > 0; hits--) bytes[random.Next(4) switch { 0 => random.Next(32), 1 => 768 + random.Next(52), 2 => random.Next(2048), _ => random.Next(bytes.Length) }] = (byte)random.Next(256);
            File.WriteAllBytes(folder.File("m.dpx"), bytes);
            try
            {
                using var clip = FrameFiles.Open(folder.File("m.dpx"));
                var codes = clip.ReadCoded(1)!;
                DpxFile.Write(folder.File("n.dpx"), codes);
                Assert.Equal(codes.Planes[0], DpxFile.Read(folder.File("n.dpx"), "n.dpx").Planes[0]);
            }
            catch (BadInputException)
            {
                // one clear error is an answer
            }
        }
    }

    private static CodedPicture Random(int width, int height, Coding coding, int seed)
    {
        var random = new Random(seed);
        return new(coding, width, height, [.. Enumerable.Range(0, coding.Planes).Select(_ => Enumerable.Range(0, width * height).Select(_ => (ushort)random.Next(coding.Most + 1)).ToArray())]);
    }

    private static void Same(CodedPicture expected, CodedPicture actual)
    {
        Assert.Equal(expected.Coding, actual.Coding);
        Assert.Equal((expected.Width, expected.Height), (actual.Width, actual.Height));
        for (var p = 0; p < expected.Planes.Length; p++) Assert.True(expected.Planes[p].AsSpan().SequenceEqual(actual.Planes[p]), $"plane {p}");
    }
}
