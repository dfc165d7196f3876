using System.Diagnostics;
using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Media.Formats;

public sealed class MovieTest
{
    private const string Liar = "/usr/share/doc/opencv-doc/examples/data/tree.avi";

    [SharedFact("footage/greenscreen/actor_greenscreen.mp4")]
    public void ReadCoded_RandomOrderOfBFrameMovie_EqualsSequentialBitForBit()
    {
        var path = Checkout.Shared("footage/greenscreen/actor_greenscreen.mp4")!;
        // a short run reads in order to frame 121; the end of the movie is in both
        int[] wanted = LongRun.IsWhole ? [1, 2, 31, 120, 121, 450, 899, 900] : [1, 2, 31, 120, 121];
        var inOrder = new Dictionary<int, ushort[][]>();
        using (var clip = FrameFiles.Open(path))
        {
            Assert.Equal(new(1, 901), clip.Range);
            foreach (var n in clip.Frames.TakeWhile(n => n <= wanted[^1]).Concat([899, 900]).Distinct())
            {
                var planes = clip.ReadCoded(n)!.Planes;
                if (n >= 899 || wanted.Contains(n)) inOrder[n] = planes;
            }
        }
        using var jumping = FrameFiles.Open(path);
        foreach (var n in new[] { 450, 31, 900, 2, 121, 1, 899, 120 }.Where(inOrder.ContainsKey))
            for (var p = 0; p < 3; p++) Assert.True(inOrder[n][p].AsSpan().SequenceEqual(jumping.ReadCoded(n)!.Planes[p]), $"frame {n}, plane {p}");
    }

    [Theory]
    [InlineData(CodeModel.Yuv, 8, 1, 1)]
    [InlineData(CodeModel.Yuv, 10, 1, 0)]
    [InlineData(CodeModel.Rgb, 8, 0, 0)]
    [InlineData(CodeModel.Rgb, 16, 0, 0)]
    public void Ffv1_RandomCodes_ComeBackAsTheyWere(CodeModel model, int depth, int chromaX, int chromaY)
    {
        using var folder = new TestFolder($"ffv1-{model}-{depth}");
        var coding = new Coding(model, depth, Alpha: false, chromaX, chromaY, ChromaSite.Left, CodeMatrix.Bt601, model == CodeModel.Yuv ? CodeRange.Legal : CodeRange.Full, ColourSpace.Bt1886);
        var pictures = Enumerable.Range(0, 5).Select(n => RandomCodes(coding, 34, 22, n)).ToArray();
        using (var writer = MovieWriter.Create(folder.File("a.mkv"), MovieKind.Ffv1, 34, 22, new(24000, 1001), coding))
        {
            foreach (var picture in pictures) writer.Write(picture);
            Assert.False(File.Exists(folder.File("a.mkv")));
            writer.Finish();
        }
        using var clip = FrameFiles.Open(folder.File("a.mkv"));
        Assert.Equal(new FrameRate(24000, 1001), clip.Rate);
        Assert.Empty(clip.Warnings);
        Assert.Equal(model == CodeModel.Yuv ? coding : coding with { Matrix = CodeMatrix.Bt601, Site = ChromaSite.Left }, clip.Coding);
        foreach (var n in new[] { 5, 1, 4, 2, 3 })
            for (var p = 0; p < 3; p++) Assert.Equal(pictures[n - 1].Planes[p], clip.ReadCoded(n)!.Planes[p]);
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void Ffv1_OddSizes_ComeBackAsTheyWere()
    {
        (int Width, int Height)[] sizes = LongRun.IsWhole ? [(2, 2), (3, 3), (5, 7), (15, 9), (23, 14), (41, 27), (63, 63), (1919, 31)] : [(23, 14), (41, 27), (1919, 31)];
        (int X, int Y)[] kinds = LongRun.IsWhole ? [(1, 1), (1, 0), (0, 0), (2, 2), (2, 0), (0, 1)] : [(1, 1), (2, 2)];
        foreach (var (width, height) in sizes)
        {
            foreach (var (x, y) in kinds)
            {
                // no number of slices fits there, which is said
                if (width == 1919 && x == 2) continue;
                using var folder = new TestFolder($"odd-{width}x{height}-{x}{y}");
                var coding = MovieWriter.CodingOf(MovieKind.H264) with { ChromaX = x, ChromaY = y };
                var picture = RandomCodes(coding, width, height, 5);
                using (var writer = MovieWriter.Create(folder.File("a.mkv"), MovieKind.Ffv1, width, height, new(25), coding))
                {
                    writer.Write(picture);
                    writer.Finish();
                }
                using var clip = FrameFiles.Open(folder.File("a.mkv"));
                for (var p = 0; p < 3; p++) Assert.Equal(picture.Planes[p], clip.ReadCoded(1)!.Planes[p]);
            }
        }
        Assert.Equal("odd-size", Assert.Throws<BadInputException>(() => MovieWriter.Create("a.mkv", MovieKind.Ffv1, 1919, 31, new(25), MovieWriter.CodingOf(MovieKind.H264) with { ChromaX = 2, ChromaY = 2 })).Code);
        // ffmpeg loses these without a word
        Assert.Equal("too-small", Assert.Throws<BadInputException>(() => MovieWriter.Create("a.mkv", MovieKind.Ffv1, 1, 8, new(25))).Code);
    }

    [Fact]
    public void Version_OfAMovie_KeepsTheCodesOutsideTheMatte()
    {
        using var folder = new TestFolder();
        var coding = MovieWriter.CodingOf(MovieKind.H264);
        var plates = Enumerable.Range(0, 3).Select(n => RandomCodes(coding, 32, 16, n)).ToArray();
        using (var writer = MovieWriter.Create(folder.File("plate.mkv"), MovieKind.Ffv1, 32, 16, new(25), coding))
        {
            foreach (var picture in plates) writer.Write(picture);
            writer.Finish();
        }
        using var plate = FrameFiles.Open(folder.File("plate.mkv"), new() { First = 1001 });
        var render = new Frame(32, 16);
        for (var c = 0; c < 3; c++) render.Plane(c).AsSpan().Fill(0.2f);
        var work = new Matte(32, 16);
        for (var y = 3; y < 9; y++) work.Coverage.AsSpan((y * 32) + 5, 9).Fill(0.5f);
        using (var writer = VersionWriter.Create(folder.File("out.mkv"), plate))
        {
            Assert.Null(writer.Loss);
            writer.Copy(1001);
            writer.Write(1002, render, work);
            writer.Made(1003, render);
            writer.Finish();
        }
        using var version = FrameFiles.Open(folder.File("out.mkv"), new() { First = 1001 });
        for (var p = 0; p < 3; p++) Assert.Equal(plates[0].Planes[p], version.ReadCoded(1001)!.Planes[p]);
        var changed = version.ReadCoded(1002)!;
        for (var i = 0; i < 32 * 16; i++)
        {
            if (work.Coverage[i] == 0) Assert.Equal(plates[1].Planes[0][i], changed.Planes[0][i]);
            else Assert.Equal((int)Math.Round((219 * Math.Pow(0.2, 1 / 2.4)) + 16), changed.Planes[0][i]);
        }
        for (var y = 0; y < 8; y++)
        {
            for (var x = 0; x < 16; x++)
            {
                var inside = x is >= 3 and <= 6 && y is >= 2 and <= 3;
                Assert.Equal(inside ? (ushort)128 : plates[1].Planes[1][(y * 16) + x], changed.Planes[1][(y * 16) + x]);
            }
        }
        Assert.Equal(0.2, version.Read(1003).Plane(0)[100], 2e-3);
    }

    [Fact]
    public void Decode_KnownColours_AreTheirLight()
    {
        // BT.709 legal: 235,128,128 is white; 16,128,128 black; red is Y 63, Cb 102, Cr 240
        var coding = new Coding(CodeModel.Yuv, 8, Alpha: false, 0, 0, ChromaSite.Left, CodeMatrix.Bt709, CodeRange.Legal, ColourSpace.Bt1886);
        var frame = new CodedPicture(coding, 3, 1, [[235, 16, 63], [128, 128, 102], [128, 128, 240]]).ToStored().ToFrame("colours");
        Assert.Equal((1f, 1f, 1f), (frame.Plane(0)[0], frame.Plane(1)[0], frame.Plane(2)[0]));
        Assert.Equal((0f, 0f, 0f), (frame.Plane(0)[1], frame.Plane(1)[1], frame.Plane(2)[1]));
        Assert.Equal(1, frame.Plane(0)[2], 0.02);
        Assert.Equal(0, frame.Plane(1)[2], 0.001);
    }

    [Theory]
    [InlineData(ChromaSite.Left, 0.0, 0.5)]
    [InlineData(ChromaSite.Centre, 0.5, 0.5)]
    [InlineData(ChromaSite.TopLeft, 0.0, 0.0)]
    public void Decode_ChromaOf420_IsLinearBetweenItsSites(ChromaSite site, double siteX, double siteY)
    {
        // blue difference rises 8 codes a column and 4 a row of luma: linear interpolation gives it back inside the border
        var coding = new Coding(CodeModel.Yuv, 8, Alpha: false, 1, 1, site, CodeMatrix.Bt709, CodeRange.Legal, ColourSpace.Linear);
        var blue = new ushort[24];
        for (var i = 0; i < 24; i++) blue[i] = (ushort)(40 + (8 * ((2 * (i % 8)) + siteX)) + (4 * ((2 * (i / 8)) + siteY)));
        var luma = Enumerable.Repeat((ushort)126, 96).ToArray();
        var frame = new CodedPicture(coding, 16, 6, [luma, blue, [.. Enumerable.Repeat((ushort)128, 24)]]).ToStored().ToFrame("chroma");
        for (var y = 1; y < 5; y++)
            for (var x = 1; x < 14; x++)
                Assert.Equal((110 / 219.0) + (1.8556 * (40 + (8 * x) + (4 * y) - 128) / 224), frame.Plane(2)[(y * 16) + x], 1e-3);
    }

    [Fact]
    public void Encode_OfDecoded_GivesTheCodesBack()
    {
        var coding = new Coding(CodeModel.Yuv, 10, Alpha: false, 0, 0, ChromaSite.Left, CodeMatrix.Bt2020, CodeRange.Legal, ColourSpace.Bt1886);
        var codes = RandomCodes(coding, 40, 8, 9) with { };
        for (var i = 0; i < 320; i++) (codes.Planes[0][i], codes.Planes[1][i], codes.Planes[2][i]) = ((ushort)(300 + i), (ushort)(450 + (i % 100)), (ushort)(500 + (i % 60)));
        var back = CodedPicture.Encode(codes.ToStored().ToFrame("codes"), coding);
        // half's eleven bits are a little coarser than ten-bit codes in the lights
        for (var p = 0; p < 3; p++)
            for (var i = 0; i < 320; i++) Assert.InRange(back.Planes[p][i] - codes.Planes[p][i], -1, 1);
    }

    [Fact]
    public void Open_WhatIsNoMovie_IsOneBadInput()
    {
        using var folder = new TestFolder();
        File.WriteAllText(folder.File("empty.mp4"), "");
        File.WriteAllText(folder.File("text.mov"), "this is not a movie");
        File.WriteAllText(folder.File("list.mkv"), "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n");
        File.WriteAllText(folder.File("concat.avi"), "ffconcat version 1.0\nfile '../../secret.mp4'\n");
        foreach (var name in new[] { "empty.mp4", "text.mov", "list.mkv", "concat.avi", "missing.mp4" })
        {
            var e = Assert.Throws<BadInputException>(() => FrameFiles.Open(folder.File(name)));
            Assert.DoesNotContain("passwd", e.Message, StringComparison.Ordinal);
        }
    }

    [SharedFact("footage/dog/01_dog.mp4")]
    public void Open_TruncatedMovie_SaysSoAndKeepsTheNumbersOfWhatIsThere()
    {
        using var folder = new TestFolder();
        var path = Checkout.Shared("footage/dog/01_dog.mp4")!;
        OtherProgram.Do("ffmpeg", "-nostdin", "-loglevel", "error", "-i", path, "-c", "copy", "-an", "-frames:v", "60", "-movflags", "+faststart", folder.File("whole.mp4"));
        var bytes = File.ReadAllBytes(folder.File("whole.mp4"));
        File.WriteAllBytes(folder.File("cut.mp4"), bytes[..(bytes.Length * 2 / 3)]);
        using var whole = FrameFiles.Open(path);
        using var cut = FrameFiles.Open(folder.File("cut.mp4"));
        Assert.Contains(cut.Warnings, w => w.Contains("60", StringComparison.Ordinal));
        Assert.Equal(new FrameRate(30000, 1001), cut.Rate);
        Assert.InRange(cut.Range.Length, 10, 40);
        var good = 0;
        foreach (var n in cut.Frames)
        {
            try
            {
                Assert.Equal(whole.ReadCoded(n)!.Planes[0], cut.ReadCoded(n)!.Planes[0]);
                good++;
            }
            catch (BadInputException e)
            {
                Assert.Equal(("damaged", $"frame {n}"), (e.Code, e.Place));
            }
        }
        Assert.True(good > 10);
        Assert.Throws<BadInputException>(() => cut.ReadCoded(59));
    }

    [ProgramFact(Liar)]
    public void Open_HeaderThatLies_CountsWhatIsThereAndWarns()
    {
        using var clip = FrameFiles.Open(Liar);
        Assert.Equal(68, clip.Range.Length);
        Assert.Contains(clip.Warnings, w => w.Contains("444", StringComparison.Ordinal));
        Assert.Contains(clip.Warnings, w => w.Contains("varies", StringComparison.Ordinal));
        var inOrder = clip.Frames.Select(n => clip.ReadCoded(n)!.Planes[0]).ToArray();
        using var jumping = FrameFiles.Open(Liar);
        foreach (var n in new[] { 60, 3, 31 }) Assert.Equal(inOrder[n - 1], jumping.ReadCoded(n)!.Planes[0]);
    }

    [Fact]
    public void Dispose_WhileDecoding_LeavesNoProcess()
    {
        using var folder = new TestFolder();
        using (var writer = MovieWriter.Create(folder.File("a.mkv"), MovieKind.Ffv1, 64, 64, new(24)))
        {
            for (var n = 0; n < 60; n++) writer.Write(new Frame(64, 64));
            writer.Finish();
        }
        using (var clip = FrameFiles.Open(folder.File("a.mkv"))) _ = clip.ReadCoded(3);
        Assert.DoesNotContain(Process.GetProcessesByName("ffmpeg"), p => File.Exists($"/proc/{p.Id}/cmdline") && File.ReadAllText($"/proc/{p.Id}/cmdline").Contains(folder.Path, StringComparison.Ordinal));
    }

    private static CodedPicture RandomCodes(Coding coding, int width, int height, int seed)
    {
        var random = new Random(seed);
        return new(coding, width, height, [.. Enumerable.Range(0, coding.Planes).Select(p =>
        {
            var (w, h) = coding.SizeOf(p, width, height);
            return Enumerable.Range(0, w * h).Select(_ => (ushort)random.Next(coding.Most + 1)).ToArray();
        })]);
    }
}
