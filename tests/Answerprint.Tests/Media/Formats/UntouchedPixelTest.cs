using System.Runtime.InteropServices;
using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Answerprint.Tests.Media.Formats;

/// <summary>The law of the untouched pixel, through files of every kind that is written: outside the work matte the plate's words or codes stand, inside they are the render's.</summary>
public sealed class UntouchedPixelTest
{
    private const int Width = 42, Height = 28;

    [Theory]
    [InlineData(ExrCompression.None)]
    [InlineData(ExrCompression.Rle)]
    [InlineData(ExrCompression.Zips)]
    [InlineData(ExrCompression.Zip)]
    [InlineData(ExrCompression.Piz)]
    public void Exr_RandomWordsOfEveryType_StandOutsideTheMatte(ExrCompression compression) =>
        Hold($"exr-{compression}", 40, (folder, seed) =>
        {
            var words = Words.Random(Width, Height, seed);
            // two of the colours as floats, so that every type is worked on
            var floats = Words.Random(Width, Height, seed + 1).Channel("Z")!.Words;
            ExrFile.Write(folder.File("p.0001.exr"), words with { Channels = [.. words.Channels.Select(c => c.Name is "G" or "B" ? new StoredChannel(c.Name, SampleType.Float, floats) : c)] }, compression);
            return ("p.%04d.exr", "v.%04d.exr");
        });

    [Theory]
    [InlineData(8, CodeModel.Rgb, false)]
    [InlineData(8, CodeModel.Rgb, true)]
    [InlineData(10, CodeModel.Rgb, false)]
    [InlineData(12, CodeModel.Rgb, false)]
    [InlineData(12, CodeModel.Rgb, true)]
    [InlineData(16, CodeModel.Rgb, true)]
    [InlineData(16, CodeModel.Rgb, false)]
    [InlineData(10, CodeModel.Grey, false)]
    public void Dpx_RandomCodes_StandOutsideTheMatte(int depth, CodeModel model, bool alpha) =>
        Hold($"dpx-{depth}-{model}-{alpha}", 40, (folder, seed) =>
        {
            DpxFile.Write(folder.File("p.0001.dpx"), Codes(Coding.Still(model, depth, alpha, ColourSpace.Cineon), seed));
            return ("p.%04d.dpx", "v.%04d.dpx");
        });

    [ProgramTheory("oiiotool")]
    [InlineData("uint8")]
    [InlineData("uint10")]
    [InlineData("uint12")]
    [InlineData("uint16")]
    public void Dpx_OfLittleEndianWords_StandOutsideTheMatte(string type) =>
        Hold($"dpx-little-{type}", 10, (folder, seed) =>
        {
            TiffFile.Write(folder.File("a.tif"), Codes(Coding.Still(CodeModel.Rgb, type == "uint8" ? 8 : 16, alpha: false, ColourSpace.Srgb), seed));
            OtherProgram.Do("oiiotool", folder.File("a.tif"), "--attrib", "oiio:Endian", "little", "-d", type, "-o", folder.File("p.0001.dpx"));
            Assert.False(DpxHeader.Read(File.ReadAllBytes(folder.File("p.0001.dpx")), "p").IsBigEndian);
            return ("p.%04d.dpx", "v.%04d.dpx");
        });

    [Theory]
    [InlineData(".png", 8, CodeModel.Rgb, true)]
    [InlineData(".png", 16, CodeModel.Rgb, false)]
    [InlineData(".png", 16, CodeModel.Rgb, true)]
    [InlineData(".png", 8, CodeModel.Grey, false)]
    [InlineData(".tif", 8, CodeModel.Rgb, false)]
    [InlineData(".tif", 16, CodeModel.Rgb, true)]
    [InlineData(".tif", 16, CodeModel.Grey, false)]
    public void Stills_RandomCodes_StandOutsideTheMatte(string suffix, int depth, CodeModel model, bool alpha) =>
        Hold($"still-{suffix[1..]}-{depth}-{model}-{alpha}", 20, (folder, seed) =>
        {
            var codes = Codes(Coding.Still(model, depth, alpha, ColourSpace.Srgb), seed);
            if (suffix == ".png") PngFile.Write(folder.File("p.0001.png"), codes);
            else TiffFile.Write(folder.File("p.0001.tif"), codes);
            return ("p.%04d" + suffix, "v.%04d" + suffix);
        });

    [Theory]
    [InlineData(SampleType.Half)]
    [InlineData(SampleType.Float)]
    public void TiffOfLight_RandomWords_StandOutsideTheMatte(SampleType type) =>
        Hold($"tiff-{type}", 20, (folder, seed) =>
        {
            var random = new Random(seed);
            var window = new Window(0, 0, Width - 1, Height - 1);
            TiffFile.Write(folder.File("p.0001.tif"), new StoredFrame(window, window, [.. new[] { "R", "G", "B" }.Select(name =>
            {
                var words = new byte[Width * Height * (type == SampleType.Half ? 2 : 4)];
                random.NextBytes(words);
                return new StoredChannel(name, type, words);
            })], []));
            return ("p.%04d.tif", "v.%04d.tif");
        });

    [ProgramTheory("ffmpeg")]
    [InlineData(CodeModel.Rgb, 8, false, 0, 0)]
    [InlineData(CodeModel.Rgb, 10, false, 0, 0)]
    [InlineData(CodeModel.Rgb, 16, true, 0, 0)]
    [InlineData(CodeModel.Yuv, 8, false, 1, 1)]
    [InlineData(CodeModel.Yuv, 10, false, 1, 0)]
    [InlineData(CodeModel.Yuv, 12, false, 0, 0)]
    [InlineData(CodeModel.Grey, 16, false, 0, 0)]
    public void Ffv1_RandomCodes_StandOutsideTheMatte(CodeModel model, int depth, bool alpha, int across, int down) =>
        Hold($"ffv1-{model}-{depth}", 10, (folder, seed) =>
        {
            var coding = Coding.Still(model, depth, alpha, ColourSpace.Bt1886) with { ChromaX = across, ChromaY = down, Range = model == CodeModel.Yuv ? CodeRange.Legal : CodeRange.Full, Site = ChromaSite.Left };
            using (var movie = MovieWriter.Create(folder.File("p.mkv"), MovieKind.Ffv1, Width, Height, new(24), coding))
            {
                for (var n = 0; n < 3; n++) movie.Write(Codes(coding, seed + n));
                movie.Finish();
            }
            return ("p.mkv", "v.mkv");
        });

    /// <summary>Draws plates, renders and mattes (the first frame's is empty), writes versions and compares what is read back.</summary>
    private static void Hold(string name, int whole, Func<TestFolder, int, (string Plate, string Version)> make)
    {
        using var folder = new TestFolder(name);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(LongRun.Of(whole)).WithReplay(20261122UL, 1UL), Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
        {
            // once with an empty matte, once with a random one
            foreach (var chance in new[] { 0, 3 })
            {
                var (from, to) = make(folder, seed);
                using var plate = FrameFiles.Open(folder.File(from));
                var random = new Random(seed);
                var works = plate.Range.Numbers.ToDictionary(n => n, _ => (Render: Render(plate, random), Matte: Matte(random, chance)));
                using (var writer = VersionWriter.Create(folder.File(to), plate))
                {
                    foreach (var (n, work) in works) writer.Write(n, work.Render, work.Matte);
                    writer.Finish();
                }
                using var version = FrameFiles.Open(folder.File(to));
                foreach (var (n, work) in works)
                {
                    if (plate.Coding is null) Compare(plate.ReadStored(n), version.ReadStored(n), work.Render, work.Matte);
                    else Compare(plate.ReadCoded(n)!, version.ReadCoded(n)!, work.Render, work.Matte);
                }
            }
        }));
    }

    private static void Compare(StoredFrame plate, StoredFrame version, Frame render, Matte work)
    {
        Assert.Equal(plate.Channels.Select(c => (c.Name, c.Type)).Order(), version.Channels.Select(c => (c.Name, c.Type)).Order());
        foreach (var channel in plate.Channels)
        {
            var (before, after, made) = (channel.Words, version.Channel(channel.Name)!.Words, render.Plane(channel.Name));
            var size = channel.BytesPerSample;
            var rounded = made is null ? [] : StoredPicture.Channel("", channel.Type, made).Words;
            for (var i = 0; i < work.Coverage.Length; i++)
            {
                var wanted = (made is not null && work.Coverage[i] != 0 ? rounded : before).AsSpan(i * size, size);
                Assert.True(wanted.SequenceEqual(after.AsSpan(i * size, size)), $"{channel.Name} {channel.Type} at {i}");
            }
        }
    }

    private static void Compare(CodedPicture plate, CodedPicture version, Frame render, Matte work)
    {
        Assert.Equal(plate.Coding, version.Coding);
        var made = CodedPicture.Encode(render, plate.Coding);
        for (var p = 0; p < plate.Planes.Length; p++)
        {
            var (width, height) = plate.Coding.SizeOf(p, Width, Height);
            var alpha = plate.Coding.Alpha && p == plate.Planes.Length - 1 && render.Plane("A") is null;
            for (var i = 0; i < width * height; i++)
            {
                var inside = !alpha && Under(work, i % width, i / width, width < Width ? 1 << plate.Coding.ChromaX : 1, height < Height ? 1 << plate.Coding.ChromaY : 1);
                Assert.Equal((inside ? made : plate).Planes[p][i], version.Planes[p][i]);
            }
        }
    }

    /// <summary>A sample that several pixels share is inside where all of them are.</summary>
    private static bool Under(Matte work, int x, int y, int across, int down)
    {
        for (var v = y * down; v < Math.Min((y + 1) * down, Height); v++)
            for (var u = x * across; u < Math.Min((x + 1) * across, Width); u++)
                if (work.Coverage[(v * Width) + u] == 0) return false;
        return true;
    }

    private static CodedPicture Codes(Coding coding, int seed)
    {
        var random = new Random(seed);
        return new(coding, Width, Height, [.. Enumerable.Range(0, coding.Planes).Select(p => coding.SizeOf(p, Width, Height)).Select(s => Enumerable.Range(0, s.Width * s.Height).Select(_ => (ushort)random.Next(coding.Most + 1)).ToArray())]);
    }

    /// <summary>Light of every kind: ordinary, negative, above 1, infinite, not a number.</summary>
    private static Frame Render(Clip plate, Random random)
    {
        var render = new Frame(plate.Width, plate.Height);
        for (var c = 0; c < 3; c++)
        {
            var values = render.Plane(c);
            random.NextBytes(MemoryMarshal.AsBytes(values.AsSpan()));
            for (var i = 0; i < values.Length; i += 2) values[i] = (float)((random.NextDouble() * 3) - 1);
        }
        return render;
    }

    private static Matte Matte(Random random, int chance)
    {
        var work = new Matte(Width, Height);
        if (chance == 0) return work;
        var block = random.Next(1, 5);
        for (var i = 0; i < work.Coverage.Length; i++)
            if (((i % Width / block) + (i / Width / block)) % chance == 0 || random.Next(7) == 0) work.Coverage[i] = random.Next(2) == 0 ? 1 : (float)random.NextDouble() + float.Epsilon;
        return work;
    }
}
