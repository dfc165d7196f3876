using System.IO.Compression;
using System.Text;
using Answerprint.Media.Frames;
using Answerprint.Production.Cuts;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Production.Cuts;

public sealed class OtioBundleTest : IDisposable
{
    private static readonly string Cut = OtioTest.Timeline("""{"OTIO_SCHEMA":"Clip.1","name":"r","source_range":RANGE(5,9)}""");
    private readonly TestFolder room = new(nameof(OtioBundleTest));

    public void Dispose() => room.Dispose();

    [Theory]
    [InlineData(CompressionLevel.Optimal)]
    [InlineData(CompressionLevel.NoCompression)]
    public void Read_AZipAndAFolder_GiveTheCutInThem(CompressionLevel level)
    {
        var zip = Zip(level, ("version.txt", "1.0.0"), ("content.otio", Cut), ("media/a.mov", "x"));
        var cut = Turnover.Read(zip);
        Assert.Equal(("otioz", "r"), (cut.Format, Assert.Single(cut.Events).Name));
        Assert.Contains(cut.Warnings, w => w.StartsWith("1 media lie", StringComparison.Ordinal));
        Directory.CreateDirectory(room.File("b.otiod"));
        File.WriteAllText(Path.Combine(room.File("b.otiod"), "content.otio"), Cut);
        Assert.Equal(("otiod", "r"), (Turnover.Read(room.File("b.otiod")).Format, Turnover.Read(room.File("b.otiod") + "/").Events[0].Name));
    }

    [Theory]
    [InlineData("../content.otio")]
    [InlineData("/etc/x")]
    [InlineData("media/..\\..\\x")]
    [InlineData("C:/x")]
    public void Read_NamesThatClimb_AreRefused(string name) =>
        Assert.Contains("leads out", Assert.Throws<BadInputException>(() => Turnover.Read(Zip(CompressionLevel.Optimal, ("content.otio", Cut), (name, "x")))).Problem, StringComparison.Ordinal);

    [Fact]
    public void Read_TwoCutsOrNone_AreRefused()
    {
        Assert.Contains("twice", Assert.Throws<BadInputException>(() => Turnover.Read(Zip(CompressionLevel.Optimal, ("content.otio", Cut), ("content.otio", Cut)))).Problem, StringComparison.Ordinal);
        Assert.Contains("no content.otio", Assert.Throws<BadInputException>(() => Turnover.Read(Zip(CompressionLevel.Optimal, ("x.otio", Cut)))).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AZipThatUnpacksToMoreThanItClaims_IsRefusedInBoundedMemory()
    {
        var bomb = Zip(CompressionLevel.Optimal, ("content.otio", new string(' ', 64 << 20)));
        var bytes = File.ReadAllBytes(bomb);
        var directory = bytes.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        bytes[directory + 24] = bytes[directory + 25] = 16;
        bytes[directory + 26] = bytes[directory + 27] = 0;
        File.WriteAllBytes(bomb, bytes);
        var before = GC.GetTotalAllocatedBytes();
        Assert.Contains("more than the", Assert.Throws<BadInputException>(() => Turnover.Read(bomb)).Problem, StringComparison.Ordinal);
        Assert.True(GC.GetTotalAllocatedBytes() - before < 16 << 20);
        bytes[directory + 27] = 0x7f;
        File.WriteAllBytes(bomb, bytes);
        Assert.Contains("claims", Assert.Throws<BadInputException>(() => Turnover.Read(bomb)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_DamagedZips_AnswerOrRefuse()
    {
        var whole = File.ReadAllBytes(Zip(CompressionLevel.Optimal, ("content.otio", Cut), ("media/a.mov", "x")));
        var path = room.File("damaged.otioz");
        for (var n = 0; n < whole.Length; n += 7) Try(whole[..n]);
        var chance = new Random(3);
        for (var n = 0; n < LongRun.Of(3_000); n++)
        {
            var bytes = (byte[])whole.Clone();
            for (var k = chance.Next(1, 4); k > 0; k--) bytes[chance.Next(bytes.Length)] = (byte)chance.Next(256);
            Try(bytes);
        }

        void Try(byte[] bytes)
        {
            File.WriteAllBytes(path, bytes);
            try
            {
                Turnover.Read(path);
            }
            catch (BadInputException)
            {
                // a refusal in words is an answer
            }
        }
    }

    private string Zip(CompressionLevel level, params (string Name, string Text)[] entries)
    {
        var path = room.File("b.otioz");
        using var file = File.Create(path);
        using var zip = new ZipArchive(file, ZipArchiveMode.Create);
        foreach (var (name, text) in entries)
        {
            using var entry = zip.CreateEntry(name, level).Open();
            entry.Write(Encoding.UTF8.GetBytes(text));
        }
        return path;
    }
}
