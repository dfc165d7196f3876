using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Media.Formats;

/// <summary>Cryptomattes as renderers write them: two ranks of two, names hashed, listed in the file or not.</summary>
public sealed class CryptoMattesTest
{
    private const int W = 8, H = 4;

    /// <summary>The hashes are those of the reference implementation (MurmurHash3_x86_32, seed 0).</summary>
    [Theory]
    [InlineData("hello", 0x248bfa47u)]
    [InlineData("hello, world", 0x149bbb7fu)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x2e4ff723u)]
    public void IdentifierOf_AName_IsItsMurmurHash(string name, uint hash) => Assert.Equal(hash, CryptoMattes.IdentifierOf(name));

    [Fact]
    public void IdentifierOf_AHashThatIsNoOrdinaryFloat_IsMovedOffIt()
    {
        // the hash of the empty name is 0: its exponent has no bits
        Assert.Equal(1u << 23, CryptoMattes.IdentifierOf(""));
    }

    [Fact]
    public void Of_NamedObjects_IsTheSumOfTheirCoverageOverTheRanks()
    {
        using var folder = new TestFolder();
        Write(folder.File("id.0001.exr"), manifest: true, SampleType.Float);
        var boom = Read(folder, "boom");
        Assert.Equal((1f, 0.75f, 0.5f, 0f), (boom.Coverage[0], boom.Coverage[1], boom.Coverage[2], boom.Coverage[3]));
        Assert.Equal((0f, 0.25f, 0.5f, 0f), (Read(folder, "wall").Coverage[0], Read(folder, "wall").Coverage[1], Read(folder, "wall").Coverage[2], Read(folder, "wall").Coverage[3]));
        Assert.Equal(1, Read(folder, "boom", "wall").Coverage[1]);
        Assert.Equal(boom.Coverage, Read(folder, "bo*").Coverage);
        var slip = Assert.Throws<BadInputException>(() => Read(folder, "boon"));
        Assert.Equal("no-object", slip.Code);
        Assert.Contains("boom, wall", slip.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_PicturesWithoutAList_GoesByTheHash()
    {
        using var folder = new TestFolder();
        Write(folder.File("id.0001.exr"), manifest: false, SampleType.Float);
        Assert.Equal(0.75f, Read(folder, "boom").Coverage[1]);
        Assert.True(Read(folder, "nobody").IsEmpty);
    }

    [Fact]
    public void Of_WhatIsNoCryptomatteAnyMore_IsSaid()
    {
        using var folder = new TestFolder();
        Write(folder.File("id.0001.exr"), manifest: true, SampleType.Half);
        Assert.Equal("crypto-half", Assert.Throws<BadInputException>(() => Read(folder, "boom")).Code);
        var window = new Window(0, 0, W - 1, H - 1);
        ExrFile.Write(folder.File("id.0001.exr"), new(window, window, [StoredPicture.Channel("R", SampleType.Float, new float[W * H])], []));
        Assert.Equal("no-cryptomatte", Assert.Throws<BadInputException>(() => Read(folder, "boom")).Code);
        foreach (var list in new[] { "[]", "{\"boom\":1}", "{\"boom\":\"xyz\"}", "{\"boom\":" })
        {
            ExrFile.Write(folder.File("id.0001.exr"), new(window, window, [StoredPicture.Channel("c00.R", SampleType.Float, new float[W * H])], [ExrAttributes.Text("cryptomatte/abcdef0/name", "c"), ExrAttributes.Text("cryptomatte/abcdef0/manifest", list)]));
            Assert.Equal("bad-manifest", Assert.Throws<BadInputException>(() => Read(folder, "boom")).Code);
        }
    }

    private static Matte Read(TestFolder folder, params string[] names)
    {
        using var clip = new CryptoMattes(FrameFiles.Open(folder.File("id.%04d.exr")), names);
        return clip.Of(1);
    }

    private static void Write(string path, bool manifest, SampleType type)
    {
        var (boom, wall) = (CryptoMattes.IdentifierOf("boom"), CryptoMattes.IdentifierOf("wall"));
        var (ids, covers) = (Enumerable.Range(0, 4).Select(_ => new float[W * H]).ToArray(), Enumerable.Range(0, 4).Select(_ => new float[W * H]).ToArray());
        Put(0, 0, boom, 1);
        // the same object in two ranks, as where it is seen twice
        Put(1, 0, boom, 0.5f);
        Put(1, 1, wall, 0.25f);
        Put(1, 2, boom, 0.25f);
        Put(2, 0, wall, 0.5f);
        Put(2, 3, boom, 0.5f);
        var channels = new List<StoredChannel>();
        for (var n = 0; n < 4; n++)
        {
            channels.Add(StoredPicture.Channel($"CryptoObject{n / 2:00}.{(n % 2 == 0 ? "R" : "B")}", type, ids[n]));
            channels.Add(StoredPicture.Channel($"CryptoObject{n / 2:00}.{(n % 2 == 0 ? "G" : "A")}", type, covers[n]));
        }
        var attributes = new List<StoredAttribute> { ExrAttributes.Text("cryptomatte/1234567/name", "CryptoObject"), ExrAttributes.Text("cryptomatte/1234567/hash", "MurmurHash3_32"), ExrAttributes.Text("cryptomatte/1234567/conversion", "uint32_to_float32") };
        if (manifest) attributes.Add(ExrAttributes.Text("cryptomatte/1234567/manifest", $"{{\"boom\":\"{boom:x8}\",\"wall\":\"{wall:x8}\"}}"));
        var window = new Window(0, 0, W - 1, H - 1);
        ExrFile.Write(path, new(window, window, [.. channels.OrderBy(c => c.Name, StringComparer.Ordinal)], attributes));

        void Put(int pixel, int rank, uint id, float coverage) => (ids[rank][pixel], covers[rank][pixel]) = (BitConverter.UInt32BitsToSingle(id), coverage);
    }
}
