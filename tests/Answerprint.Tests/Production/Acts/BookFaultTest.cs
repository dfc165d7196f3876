using System.Text.Json.Nodes;
using Answerprint.Production.Acts;
using Answerprint.Provenance.Ledgers;
using Answerprint.Tests.House;
using Answerprint.Tests.Provenance.Ledgers;
using Xunit;

namespace Answerprint.Tests.Production.Acts;

/// <summary>The book with each file operation failing once in turn, then <see cref="LedgerCheck"/>, then going on.</summary>
public sealed class BookFaultTest
{
    private static (string, Actor, JsonObject)[] Batch(int from, int count) =>
        [.. Enumerable.Range(from, count).Select(n => ("ShotMade.1", BookTest.Site, new JsonObject { ["n"] = n }))];

    // how many acts are there before, and how many are appended while the disk fails: a new tile, a wider one, one that becomes full, one that is full already, several at once
    public static TheoryData<int, int, Failure> Cases
    {
        get
        {
            var cases = new TheoryData<int, int, Failure>();
            foreach (var (before, more) in new[] { (5, 3) })
                foreach (var failure in Enum.GetValues<Failure>()) cases.Add(before, more, failure);
            cases.Add(255, 2, Failure.After);
            foreach (var (before, more) in new[] { (0, 1), (255, 1), (256, 1), (255, 2) }) cases.Add(before, more, Failure.Power);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Append_DiskFailsAtAnyOperation_LeavesABookThatPassesAndGoesOn(int before, int more, Failure failure)
    {
        using var room = new TestFolder();
        var start = room.File("start");
        Book.Create(start, BookTest.Key, "o", TimeProvider.System).Dispose();
        using (var book = Book.Open(start, BookTest.Key, TimeProvider.System))
        {
            if (before > 1) book.AppendAll(Batch(0, before / 2));
            if (before > 0) book.AppendAll(Batch(before / 2, before - before / 2));
        }
        // a long book is checked whole after each failure: a short run takes every third place
        var step = before < 100 || LongRun.IsWhole ? 1 : 3;
        for (var failAt = before % step; ; failAt += step)
        {
            var folder = room.File($"book{failAt}");
            Copy(start, folder);
            var disk = new FaultyDisk(failAt, failure);
            using var book = Book.Open(folder, BookTest.Key, TimeProvider.System, disk);
            var said = false;
            try
            {
                book.AppendAll(Batch(before, more));
                said = true;
            }
            catch (CutOffException)
            {
                Assert.True(disk.Operations > failAt);
            }
            if (failure == Failure.Once && !said)
            {
                // the process lives on, and what it says next must hold as well
                book.Refresh();
                book.AppendAll(Batch(book.Acts.Count, 2));
            }
            Passes(folder, at: $"{failure} at operation {failAt}", Counts(before, more, said, failure));
            // other contents and other widths than those of the append that was cut off
            using (var again = Book.Open(folder, BookTest.Key, TimeProvider.System))
            {
                var now = again.Acts.Count;
                again.AppendAll([.. Batch(now, more + 1).Select(a => { a.Item3["again"] = true; return a; })]);
                Passes(folder, at: $"{failure} at operation {failAt}, going on", now + more + 1);
            }
            Directory.Delete(folder, recursive: true);
            if (disk.Operations <= failAt)
            {
                Assert.True(said && failAt > 4);
                return;
            }
        }
    }

    [Theory]
    [InlineData(Failure.Before)]
    [InlineData(Failure.Within)]
    [InlineData(Failure.After)]
    [InlineData(Failure.Power)]
    public void Create_DiskFailsAtAnyOperation_CanBeMadeAgainOrIsThere(Failure failure)
    {
        using var room = new TestFolder();
        for (var failAt = 0; ; failAt++)
        {
            var folder = room.File($"book{failAt}");
            var disk = new FaultyDisk(failAt, failure);
            try
            {
                Book.Create(folder, BookTest.Key, "o", TimeProvider.System, disk).Dispose();
            }
            catch (CutOffException)
            {
                if (!File.Exists(Path.Combine(folder, "checkpoint"))) Book.Create(folder, BookTest.Key, "o", TimeProvider.System).Dispose();
            }
            Passes(folder, $"{failure} at operation {failAt}", 0);
            if (disk.Operations <= failAt) return;
        }
    }

    private static int[] Counts(int before, int more, bool said, Failure failure)
    {
        if (failure == Failure.Once && !said) return [before + 2, before + more + 2];
        return said ? [before + more] : [before, before + more];
    }

    private static void Passes(string folder, string at, params int[] counts)
    {
        var report = LedgerCheck.Check(folder);
        Assert.True(report.IsIntact, $"{at}: {string.Join("; ", report.Faults)}");
        Assert.Contains((int)report.Checkpoint!.Size, counts);
        using var book = Book.Open(folder, null, TimeProvider.System);
        for (var n = 0; n < book.Acts.Count; n++) Assert.Equal(n, book.Acts[n].Body["n"]!.GetValue<int>());
        if (book.Acts.Count > 0) Assert.Equal(book.Checkpoint.Root, book.Prove(book.Acts.Count - 1).Checkpoint.Root);
    }

    internal static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories)) Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories)) File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
    }
}
