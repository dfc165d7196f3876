using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Answerprint.Provenance.HashLists;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Provenance.HashLists;

public sealed class XxHashTest
{
    [Theory]
    [InlineData("", "ef46db3751d8e999", "99aa06d3014798d86001c324468d497f")]
    [InlineData("a", "d24ec4f1a98c6e5b", "a96faf705af16834e6c632b61e964e1f")]
    [InlineData("abc", "44bc2cf5ad770999", "06b05ab6733a618578af5f94892f3950")]
    public void Of_PublishedTexts_GivesPublishedHashes(string text, string xxh64, string xxh128)
    {
        Assert.Equal(xxh64, XxHash64.Of(Encoding.ASCII.GetBytes(text)).ToString("x16", CultureInfo.InvariantCulture));
        Assert.Equal(xxh128, XxHash128.Text(XxHash128.Of(Encoding.ASCII.GetBytes(text))));
    }

    [ProgramFact("xxhsum")]
    public void Of_EveryLengthTo1100AndSomeLong_AgreesWithXxhsum()
    {
        using var room = new TestFolder();
        var random = new Random(128);
        var lengths = Enumerable.Range(0, 1100).Concat([2047, 2048, 2049, 4096, 65_535, 65_536, 1_000_003]).ToArray();
        foreach (var length in lengths)
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            File.WriteAllBytes(room.File(length.ToString("d8", CultureInfo.InvariantCulture)), bytes);
        }
        foreach (var kind in new[] { "-H1", "-H2" })
        {
            var said = OtherProgram.Run(room.Path, "xxhsum", [kind, .. Directory.GetFiles(room.Path).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)]);
            Assert.Equal(0, said.Exit);
            var lines = said.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            Assert.Equal(lengths.Length, lines.Length);
            foreach (var line in lines)
            {
                var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                var bytes = File.ReadAllBytes(room.File(parts[1]));
                var ours = kind == "-H1" ? XxHash64.Of(bytes).ToString("x16", CultureInfo.InvariantCulture) : XxHash128.Text(XxHash128.Of(bytes));
                Assert.True(parts[0] == ours, $"{kind} of {parts[1]} bytes: {ours}, and xxhsum says {parts[0]}");
            }
        }
    }

    [Fact]
    public void Append_InAnyPieces_GivesTheSameHash()
    {
        var random = new Random(7);
        for (var round = 0; round < 300; round++)
        {
            var bytes = new byte[random.Next(5000)];
            random.NextBytes(bytes);
            var small = new XxHash64();
            var large = new XxHash128();
            for (var at = 0; at < bytes.Length;)
            {
                var piece = Math.Min(bytes.Length - at, random.Next(1, 1500));
                small.Append(bytes.AsSpan(at, piece));
                large.Append(bytes.AsSpan(at, piece));
                at += piece;
                if (random.Next(4) == 0) _ = large.Value; // looking changes nothing
            }
            Assert.Equal(XxHash64.Of(bytes), small.Value);
            Assert.Equal(XxHash128.Of(bytes), large.Value);
        }
    }

    [Fact]
    public void FileHash_LongFile_IsTheHashOfItsBytes()
    {
        using var room = new TestFolder();
        var random = new Random(3);
        foreach (var length in new[] { 0, 1, 1 << 20, (1 << 20) + 1, 5_000_000 })
        {
            var bytes = new byte[length];
            random.NextBytes(bytes);
            File.WriteAllBytes(room.File("f"), bytes);
            var hash = FileHash.Of(room.File("f"));
            Assert.Equal(new FileHash(length, Convert.ToHexStringLower(SHA256.HashData(bytes)), XxHash128.Text(XxHash128.Of(bytes))), hash);
        }
    }

    [Fact]
    public void FileHash_LargeFile_IsNotSlow()
    {
        using var room = new TestFolder();
        File.WriteAllBytes(room.File("f"), new byte[LongRun.Of(400) << 20]);
        var started = Stopwatch.GetTimestamp();
        FileHash.Of(room.File("f"));
        var rate = LongRun.Of(400) / Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine($"FileHash: {rate:0} MiB/s");
        Assert.True(rate > 10, $"{rate:0} MiB/s"); // a guard against a slip, not a benchmark: the machine may be busy
    }
}
