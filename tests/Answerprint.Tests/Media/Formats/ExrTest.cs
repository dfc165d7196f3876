using System.Diagnostics;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Media.Formats;

public sealed class ExrTest
{
    [ProgramTheory("oiiotool")]
    [InlineData(ExrCompression.None)]
    [InlineData(ExrCompression.Zips)]
    [InlineData(ExrCompression.Zip)]
    public void Write_RandomWordsOfEveryType_ComeBackAndOiiotoolAgrees(ExrCompression compression)
    {
        using var folder = new TestFolder($"exr-{compression}");
        var path = folder.File("a.exr");
        var picture = Words.Random(37, 41, seed: 7);
        ExrFile.Write(path, picture, compression);
        var back = ExrFile.Read(path);
        Words.Same(picture, back);
        Assert.Equal(compression, ExrFile.Describe(path).Compression);
        // an independent reader copies it; its words are ours (it takes uint through float, so identifiers are left out)
        OtherProgram.Do("oiiotool", path, "--compression", "none", "-o", folder.File("b.exr"));
        var other = ExrFile.Read(folder.File("b.exr"));
        foreach (var channel in picture.Channels.Where(c => c.Type == SampleType.Float))
            Assert.True(channel.Words.AsSpan().SequenceEqual(other.Channel(channel.Name)!.Words), channel.Name);
    }

    [Fact]
    public void Read_FileCutAnywhere_IsOneBadInput()
    {
        using var folder = new TestFolder();
        var path = folder.File("a.exr");
        ExrFile.Write(path, Words.Random(16, 40, seed: 3), ExrCompression.Zip);
        var bytes = File.ReadAllBytes(path);
        for (var length = 0; length < bytes.Length; length += 97)
        {
            File.WriteAllBytes(path, bytes[..length]);
            Assert.Throws<BadInputException>(() => ExrFile.Read(path));
        }
    }

    [SharedFact("exr/scanlines/Carrots.exr", "oiiotool")]
    public void Read_EveryScanlineZipFile_AgreesWithOiiotool()
    {
        using var folder = new TestFolder();
        foreach (var name in new[] { "exr/scanlines/Carrots.exr", "exr/testimages/BrightRings.exr", "exr/beachball/singlepart.0001.exr" })
        {
            var path = Checkout.Shared(name)!;
            var picture = ExrFile.Read(path);
            OtherProgram.Do("oiiotool", path, "--compression", "none", "-o", folder.File("plain.exr"));
            ExrFile.Write(folder.File("ours.exr"), picture, ExrCompression.Zips);
            OtherProgram.Do("oiiotool", folder.File("plain.exr"), folder.File("ours.exr"), "--fail", "0", "--diff");
            var plain = ExrFile.Read(folder.File("plain.exr"));
            foreach (var channel in plain.Channels)
                Assert.True(channel.Words.AsSpan().SequenceEqual(picture.Channel(channel.Name)!.Words), $"{name} {channel.Name}");
        }
    }

    [SharedFact("damaged")]
    public void Read_DamagedFiles_GiveAPictureOrOneBadInput()
    {
        var files = Directory.GetFiles(Checkout.Shared("damaged")!);
        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            var clock = Stopwatch.StartNew();
            var before = GC.GetTotalAllocatedBytes();
            try
            {
                _ = ExrFile.Read(file);
            }
            catch (BadInputException e)
            {
                Assert.NotEmpty(e.Remedy);
            }
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"{file} took {clock.Elapsed}");
            Assert.True(GC.GetTotalAllocatedBytes() - before < 1L << 30, $"{file} took {GC.GetTotalAllocatedBytes() - before} bytes");
        }
    }
}
