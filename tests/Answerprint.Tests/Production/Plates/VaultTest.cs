using Answerprint.Media.Frames;
using Answerprint.Production.Plates;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Production.Plates;

public sealed class VaultTest : IDisposable
{
    private readonly TestFolder room = new(nameof(VaultTest));
    private readonly string folder;
    private readonly Vault vault;

    public VaultTest()
    {
        folder = room.File("vault");
        vault = new Vault(folder);
    }

    public void Dispose() => room.Dispose();

    [Fact]
    public void Add_SameBytesTwice_KeepsOneFileUnderTheirDigest()
    {
        var digest = vault.Add("answer"u8);
        Assert.Equal(digest, vault.Add("answer"u8));
        Assert.Equal(Digest.Of("answer"u8), digest);
        Assert.Single(Directory.GetFiles(folder, "*", SearchOption.AllDirectories));
        Assert.Equal("answer"u8.ToArray(), vault.Read(digest));
    }

    [Fact]
    public void Read_FlippedBit_IsRefusedAndAddHealsIt()
    {
        var digest = vault.Add("answer"u8);
        var bytes = File.ReadAllBytes(vault.PathOf(digest));
        bytes[0] ^= 1;
        File.WriteAllBytes(vault.PathOf(digest), bytes);
        Assert.Equal("vault-changed", Assert.Throws<BadInputException>(() => vault.Read(digest)).Code);
        Assert.False(vault.Intact(digest));
        vault.Add("answer"u8);
        Assert.Equal("answer"u8.ToArray(), vault.Read(digest));
    }

    [Fact]
    public void Take_FinishedFile_MovesItAndLeavesNothingBehind()
    {
        Directory.CreateDirectory(folder);
        foreach (var _ in new[] { 1, 2 })
        {
            var file = Path.Combine(folder, "staged");
            File.WriteAllText(file, "answer");
            Assert.Equal(Digest.Of("answer"u8), vault.Take(file));
            Assert.False(File.Exists(file));
        }
    }

    [Fact]
    public void Sweep_WhatAKillLeft_IsGoneAndTheRestStands()
    {
        var digest = vault.Add("answer"u8);
        var left = Path.Combine(Path.GetDirectoryName(vault.PathOf(digest))!, $".{digest}.1.1{WholeFile.Suffix}");
        File.WriteAllText(left, "ans");
        vault.Sweep();
        Assert.False(File.Exists(left));
        Assert.True(vault.Intact(digest));
    }

    [Fact]
    public void Write_ThatFails_LeavesTheOldFileWhole()
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, "file");
        File.WriteAllText(file, "old");
        Assert.Throws<IOException>(() => WholeFile.Write(file, s => { s.WriteByte(1); throw new IOException("No space left on device"); }));
        Assert.Equal("old", File.ReadAllText(file));
        Assert.Single(Directory.GetFiles(folder));
    }
}
