using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Media.Formats;

public sealed class PngTest
{
    [Theory]
    [InlineData(CodeModel.Grey, 8, false)]
    [InlineData(CodeModel.Grey, 16, true)]
    [InlineData(CodeModel.Rgb, 8, true)]
    [InlineData(CodeModel.Rgb, 16, false)]
    public void Write_RandomCodes_ComeBack(CodeModel model, int depth, bool alpha)
    {
        using var folder = new TestFolder($"png-{model}-{depth}-{alpha}");
        var random = new Random(11);
        var coding = Coding.Still(model, depth, alpha, ColourSpace.Srgb);
        var planes = Enumerable.Range(0, coding.Planes).Select(_ => Enumerable.Range(0, 31 * 17).Select(_ => (ushort)random.Next(coding.Most + 1)).ToArray()).ToArray();
        PngFile.Write(folder.File("a.png"), new(coding, 31, 17, planes));
        var back = PngFile.Read(folder.File("a.png"), "a.png", ColourSpace.Srgb);
        Assert.Equal(coding, back.Coding);
        for (var p = 0; p < planes.Length; p++) Assert.Equal(planes[p], back.Planes[p]);
    }

    [Theory]
    [InlineData("monob", 1, 8)]
    [InlineData("gray", 1, 8)]
    [InlineData("gray16be", 1, 16)]
    [InlineData("pal8", 4, 8)]
    [InlineData("rgb24", 3, 8)]
    [InlineData("rgba64be", 4, 16)]
    public void Read_WhatFfmpegWrites_HasItsCodes(string format, int planes, int depth)
    {
        using var folder = new TestFolder($"png-{format}");
        var wanted = planes switch { 1 => depth == 8 ? "gray" : "gray16le", _ => depth == 8 ? "rgba" : "rgba64le" };
        Ffmpeg("-f", "lavfi", "-i", "testsrc=size=37x23:rate=1:duration=1", "-frames:v", "1", "-pix_fmt", format, folder.File("a.png"));
        Ffmpeg("-i", folder.File("a.png"), "-pix_fmt", wanted, "-f", "rawvideo", folder.File("a.raw"));
        var raw = File.ReadAllBytes(folder.File("a.raw"));
        var picture = PngFile.Read(folder.File("a.png"), "a.png", ColourSpace.Srgb);
        Assert.Equal(depth, picture.Coding.Depth);
        var step = planes == 1 ? 1 : 4;
        for (var p = 0; p < Math.Min(planes, picture.Planes.Length); p++)
            for (var i = 0; i < 37 * 23; i++)
                Assert.Equal(depth == 8 ? raw[(i * step) + p] : raw[2 * ((i * step) + p)] | (raw[(2 * ((i * step) + p)) + 1] << 8), picture.Planes[p][i]);
    }

    [Fact]
    public void Read_FileCutOrFlippedAnywhere_IsOneBadInput()
    {
        using var folder = new TestFolder();
        var path = folder.File("a.png");
        var codes = Enumerable.Range(0, 64 * 64).Select(i => (ushort)(i % 251)).ToArray();
        PngFile.Write(path, new(Coding.Still(CodeModel.Grey, 8, false, ColourSpace.Srgb), 64, 64, [codes]));
        var bytes = File.ReadAllBytes(path);
        for (var at = 0; at < bytes.Length; at += 13)
        {
            File.WriteAllBytes(path, bytes[..at]);
            Assert.Throws<BadInputException>(() => PngFile.Read(path, "a.png", ColourSpace.Srgb));
            var flipped = (byte[])bytes.Clone();
            flipped[at] ^= 0x40;
            File.WriteAllBytes(path, flipped);
            Assert.Throws<BadInputException>(() => PngFile.Read(path, "a.png", ColourSpace.Srgb));
        }
    }

    private static void Ffmpeg(params string[] arguments) => OtherProgram.Do("ffmpeg", ["-nostdin", "-loglevel", "error", .. arguments]);
}
