using System.Diagnostics;
using System.Text;
using Answerprint.Provenance.Keys;
using Answerprint.Provenance.Ledgers;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Provenance.Ledgers;

public sealed class LedgerCheckTest
{
    private static readonly SigningKey Key = SigningKey.FromSeed("log.example/a", [.. Enumerable.Repeat((byte)9, 32)]);
    private static readonly SigningKey Other = SigningKey.FromSeed("log.example/a", [.. Enumerable.Repeat((byte)8, 32)]);

    internal static LedgerFiles Make(string folder, int count, SigningKey? key = null, int length = 0)
    {
        var files = LedgerFiles.Create(folder, key ?? Key, "log.example/a", new HastyDisk());
        Entry One(int n) => length == 0 ? ProofTest.Make(n) : new Entry(Encoding.ASCII.GetBytes($"{n,-10}".PadRight(length, '.')));
        files.Append([.. Enumerable.Range(0, count).Select(One)], key ?? Key);
        return files;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(66_000)]
    public void Check_WholeLog_IsIntactAndSaysWhoSigned(int count)
    {
        using var room = new TestFolder();
        Make(room.File("log"), count);
        long seen = 0;
        var report = LedgerCheck.Check(room.File("log"), new TrustList([Key.Public]), (index, _) => Assert.Equal(seen++, index));
        Assert.Empty(report.Faults);
        Assert.Empty(report.Leftovers);
        Assert.True(report.Trusted);
        Assert.Equal([Key.Public], report.Signers);
        Assert.Equal(count, seen);
        Assert.Equal(count, report.Checkpoint!.Size);
        Assert.False(LedgerCheck.Check(room.File("log")).Trusted);
        var stranger = LedgerCheck.Check(room.File("log"), new TrustList([Other.Public]));
        Assert.False(stranger.Trusted);
        Assert.Contains("no trusted key", Assert.Single(stranger.Faults).Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(300)]
    [InlineData(512)]
    public void Check_AnyByteOfAnyFileChanged_NamesThatFile(int count)
    {
        using var room = new TestFolder();
        var folder = room.File("log");
        Make(folder, count);
        var random = new Random(count);
        foreach (var file in Directory.GetFiles(folder, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(folder, file).Replace('\\', '/');
            var good = File.ReadAllBytes(file);
            var places = good.Length <= 300 ? Enumerable.Range(0, good.Length).Where(n => n % 11 == 0) : Enumerable.Range(0, 12).Select(_ => random.Next(good.Length));
            foreach (var place in places)
            {
                var bad = (byte[])good.Clone();
                bad[place] ^= (byte)(1 << random.Next(8));
                File.WriteAllBytes(file, bad);
                var report = LedgerCheck.Check(folder);
                Assert.True(!report.IsIntact, $"{name}, byte {place} of {count} entries: not found");
                // a changed key also makes the signature false, so the checkpoint is named beside it
                Assert.True(report.Faults.All(f => f.File == name || (f.File == "checkpoint" && name == "key.pub")), $"{name}, byte {place}: {string.Join("; ", report.Faults)}");
            }
            foreach (var bad in new[] { [], good[..^1], [.. good, 0] })
            {
                File.WriteAllBytes(file, bad);
                Assert.Contains(LedgerCheck.Check(folder).Faults, f => f.File == name);
            }
            File.Delete(file);
            Assert.Contains(LedgerCheck.Check(folder).Faults, f => f.File == name);
            File.WriteAllBytes(file, good);
            Assert.True(LedgerCheck.Check(folder).IsIntact);
        }
    }

    [Fact]
    public void Check_EntryChanged_NamesItsIndex()
    {
        using var room = new TestFolder();
        Make(room.File("log"), 700, length: 100);
        var file = room.File("log/tile/entries/001");
        var bytes = File.ReadAllBytes(file);
        bytes[102 * 44 + 50] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Equal(("tile/entries/001", 300L), LedgerCheck.Check(room.File("log")).Faults.Select(f => (f.File, f.Index!.Value)).Single());
    }

    [Fact]
    public void Check_StrangersLinksAndLeftovers_AreTold()
    {
        using var room = new TestFolder();
        var folder = room.File("log");
        Make(folder, 300);
        File.WriteAllText(Path.Combine(folder, "tile/0/001.p/50"), "short");
        File.WriteAllText(Path.Combine(folder, "tile/0/009"), "ahead");
        File.WriteAllText(Path.Combine(folder, "checkpoint.tmp"), "half");
        File.WriteAllText(Path.Combine(folder, "notes.txt"), "mine");
        File.CreateSymbolicLink(Path.Combine(folder, "tile/link"), "/");
        var report = LedgerCheck.Check(folder);
        Assert.Equal(["notes.txt", "tile/0/001.p/50", "tile/link"], report.Faults.Select(f => f.File).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.Equal(["checkpoint.tmp", "tile/0/001.p/50", "tile/0/009"], report.Leftovers.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Check_HistoryRewrittenUnderAnotherKey_FailsUnderTrust()
    {
        using var room = new TestFolder();
        Make(room.File("log"), 40, Other);
        Assert.True(LedgerCheck.Check(room.File("log")).IsIntact);
        Assert.False(LedgerCheck.Check(room.File("log"), new TrustList([Key.Public])).IsIntact);
    }

    [Fact]
    public void Check_CheckpointOfAnotherRoot_IsNamed()
    {
        using var room = new TestFolder();
        Make(room.File("log"), 40);
        File.WriteAllText(room.File("log/checkpoint"), Checkpoint.Sign("log.example/a", 40, TreeHash.Leaf([]), Key).ToString());
        Assert.Equal("checkpoint", Assert.Single(LedgerCheck.Check(room.File("log")).Faults).File);
        Assert.Throws<BadRecordException>(() => LedgerFiles.Open(room.File("log"), out _));
    }

    [Fact]
    public void Check_CheckpointThatClaimsALogBeyondMeasure_EndsSoon()
    {
        using var room = new TestFolder();
        Make(room.File("log"), 40);
        File.WriteAllText(room.File("log/checkpoint"), Checkpoint.Sign("log.example/a", long.MaxValue, TreeHash.Leaf([]), Key).ToString());
        var report = LedgerCheck.Check(room.File("log"));
        Assert.InRange(report.Faults.Count, 1, LedgerCheck.MostFaults);
        Assert.Throws<BadRecordException>(() => LedgerFiles.Open(room.File("log"), out _));
    }

    [Fact]
    public void Refresh_LogRolledBackOrForked_IsRefused()
    {
        using var room = new TestFolder();
        var folder = room.File("log");
        Make(folder, 10);
        Answerprint.Tests.Production.Acts.BookFaultTest.Copy(folder, room.File("old"));
        var log = LedgerFiles.Open(folder, out _);
        log.Append([ProofTest.Make(10)], Key);
        var reader = LedgerFiles.Open(folder, out _);
        Directory.Delete(folder, recursive: true);
        Directory.Move(room.File("old"), folder);
        Assert.Contains("went back", Assert.Throws<BadRecordException>(() => reader.Refresh()).Problem, StringComparison.Ordinal);
        var fork = LedgerFiles.Open(folder, out _);
        fork.Append([ProofTest.Make(77), ProofTest.Make(78)], Key);
        Assert.Throws<BadRecordException>(() => reader.Refresh());
    }

    [Fact]
    public void CopyTo_LogWithLeftovers_CopiesTheLogOnly()
    {
        using var room = new TestFolder();
        var log = Make(room.File("log"), 700);
        File.WriteAllText(room.File("log/tile/0/009"), "ahead");
        log.CopyTo(room.File("copy"));
        var report = LedgerCheck.Check(room.File("copy"));
        Assert.True(report.IsIntact);
        Assert.Empty(report.Leftovers);
        Assert.Equal(700, report.Checkpoint!.Size);
    }

    [Fact]
    public void TakePen_AnotherHoldsIt_SaysWhoAndWhatToDo()
    {
        using var room = new TestFolder();
        var a = Make(room.File("log"), 1);
        var b = LedgerFiles.Open(room.File("log"), out _);
        using (a.TakePen())
        {
            var busy = Assert.Throws<LedgerBusyException>(() => b.TakePen(TimeSpan.FromMilliseconds(50)));
            Assert.Contains($"process {Environment.ProcessId}", busy.Message, StringComparison.Ordinal);
        }
        b.TakePen(TimeSpan.Zero).Dispose();
    }

    [Fact]
    public void Check_ManyEntries_IsNotSlow()
    {
        using var room = new TestFolder();
        var started = Stopwatch.GetTimestamp();
        var count = LongRun.Of(100_000);
        Make(room.File("log"), count, length: 500);
        Console.WriteLine($"append {count} entries of 500 bytes at once: {Stopwatch.GetElapsedTime(started).TotalSeconds:0.00} s");
        started = Stopwatch.GetTimestamp();
        Assert.True(LedgerCheck.Check(room.File("log")).IsIntact);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine($"check {count} entries: {seconds:0.00} s");
        Assert.True(seconds < 5, $"{seconds:0.0} s");
    }
}
