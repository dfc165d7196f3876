using Answerprint.Provenance.Keys;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Provenance.Keys;

public sealed class SigningKeyTest
{
    [Fact]
    public void Write_ThenRead_IsTheSameKeyAndPrivate()
    {
        using var room = new TestFolder();
        var key = SigningKey.Create("northlight.example/harbour");
        var file = room.File("site.key");
        key.Write(file);
        var read = SigningKey.Read(file);
        Assert.Equal(key.Public, read.Public);
        Assert.Equal(key.Sign([1]), read.Sign([1]));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Throws<BadRecordException>(() => SigningKey.Create("other").Write(file));
        Assert.Single(Directory.GetFiles(room.Path));
    }

    [UnixFact]
    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    public void Read_OthersMayReadIt_Refuses()
    {
        using var room = new TestFolder();
        var file = room.File("site.key");
        SigningKey.Create("a").Write(file);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        Assert.Contains("others", Assert.Throws<BadRecordException>(() => SigningKey.Read(file)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_AnyDamagedCharacter_Refuses()
    {
        using var room = new TestFolder();
        var file = room.File("site.key");
        SigningKey.FromSeed("a.example/b", new byte[32]).Write(file);
        var good = File.ReadAllBytes(file);
        for (var n = 0; n < good.Length; n++)
        {
            var bad = (byte[])good.Clone();
            bad[n] ^= 1;
            File.WriteAllBytes(file, bad);
            Assert.Throws<BadRecordException>(() => SigningKey.Read(file));
        }
    }

    [Fact]
    public void VerifierKey_KnownLine_ParsesAndWritesBack()
    {
        // the key of the Go checksum database, as published
        const string Line = "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8";
        var key = VerifierKey.Parse(Line);
        Assert.Equal(Line, key.ToString());
        Assert.Equal("sum.golang.org", key.Name);
        Assert.Throws<BadRecordException>(() => VerifierKey.Parse(Line.Replace("033de0ae", "033de0af", StringComparison.Ordinal)));
        Assert.Throws<BadRecordException>(() => VerifierKey.Parse(Line.Replace("sum.golang", "sun.golang", StringComparison.Ordinal)));
    }

    [Fact]
    public void TrustList_CommentsAndKeys_FindsByNameAndId()
    {
        var a = SigningKey.FromSeed("a", new byte[32]).Public;
        var list = TrustList.Parse($"# our vendors\n\n{a}\n");
        Assert.Equal(a, list.Find("a", a.Id));
        Assert.Null(list.Find("b", a.Id));
        Assert.Equal("line 2", Assert.Throws<BadRecordException>(() => TrustList.Parse($"{a}\nnonsense\n", "trust")).Place);
    }

    [Fact]
    public void SignedNote_Forgeries_AreNamedOrUnsigned()
    {
        var key = SigningKey.FromSeed("a", new byte[32]);
        var other = SigningKey.FromSeed("b", [.. Enumerable.Repeat((byte)7, 32)]);
        var trust = new TrustList([key.Public]);
        var note = SignedNote.Sign("one\n\ntwo\n", key);
        Assert.Equal([key.Public], SignedNote.Parse(note.ToString()).Verify(trust));
        Assert.Empty(SignedNote.Sign("one\n", other).Verify(trust));
        Assert.Throws<BadRecordException>(() => SignedNote.Parse(note.ToString().Replace("two", "too", StringComparison.Ordinal)).Verify(trust));
        foreach (var bad in new[] { "", "\n", "one\n", "one\n\n", "one\n\n— a b\n", "one\r\n\n— a AAAAAAAA\n", "one\n\n— a AAAAAAAA", "one\n\n- a AAAAAAAA\n" })
            Assert.Throws<BadRecordException>(() => SignedNote.Parse(bad));
    }
}
