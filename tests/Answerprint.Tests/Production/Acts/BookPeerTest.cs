using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Production.Acts;
using Answerprint.Provenance.Ledgers;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Production.Acts;

/// <summary>A book that we wrote, read by Go's checksum database code: signature, tiles, entries, inclusion and consistency. Skipped where Go or its x/mod is not installed.</summary>
public sealed class BookPeerTest
{
    [ProgramFact("go", "/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog")]
    public void Book_ReadByGo_IsIntactAndATamperedTwinIsNot()
    {
        using var room = new TestFolder();
        var folder = room.File("book");
        using var book = Book.Create(folder, BookTest.Key, "northlight.example/harbour", TimeProvider.System);
        book.AppendAll([.. Enumerable.Range(0, 300).Select(n => ("ShotMade.1", BookTest.Site, new JsonObject { ["n"] = n }))]);
        var earlier = book.Checkpoint;
        book.Append("GateDecided.1", BookTest.Site, new JsonObject { ["verdict"] = "allowed", ["größe"] = 0.1 });
        book.AppendAll([.. Enumerable.Range(301, 320).Select(n => ("ShotMade.1", BookTest.Site, new JsonObject { ["n"] = n }))]);
        File.WriteAllText(room.File("act.tlog-proof"), book.Prove(300).ToString());
        var program = room.File("checkbook");
        var built = OtherProgram.Run(room.Path, "go", ["build", "-o", program, Path.Combine(Checkout.Root, "tests/Answerprint.Tests/Provenance/Ledgers/Vectors/checkbook.go")], [.. Environment(room)]);
        Assert.True(built.Exit == 0, built.Errors);

        (int Exit, string Output, string Errors) Check() =>
            OtherProgram.Run(room.Path, program, [folder, BookTest.Key.Public.ToString(), "300", room.File("act.tlog-proof"), earlier.Size.ToString(CultureInfo.InvariantCulture)]);

        var said = Check();
        Assert.True(said.Exit == 0, said.Output + said.Errors);
        // the same root of the first 300 and the same path as ours
        var lines = said.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal($"intact: 621 entries; before {earlier.Root}", lines[0]);
        Assert.Equal(book.ProveSince(300).Path.Select(h => h.ToString()), lines[1..]);
        Assert.True(book.ProveSince(300).Holds(earlier.Root, book.Checkpoint.Root));

        foreach (var name in new[] { "checkpoint", "tile/0/001", "tile/0/002.p/109", "tile/1/000.p/2", "tile/entries/000", "tile/entries/002.p/109" })
        {
            var file = Path.Combine(folder, name);
            var good = File.ReadAllBytes(file);
            var bad = (byte[])good.Clone();
            bad[bad.Length / 2] ^= 1;
            File.WriteAllBytes(file, bad);
            Assert.True(Check().Exit != 0, $"Go took a changed {name}");
            Assert.Contains(LedgerCheck.Check(folder).Faults, f => f.File == name);
            File.WriteAllBytes(file, good);
        }
        var proof = File.ReadAllText(room.File("act.tlog-proof"));
        File.WriteAllText(room.File("act.tlog-proof"), proof.Replace("index 300", "index 301", StringComparison.Ordinal));
        Assert.NotEqual(0, Check().Exit);
        File.WriteAllText(room.File("act.tlog-proof"), proof);
        Assert.Equal(0, Check().Exit);
    }

    private static IEnumerable<(string, string)> Environment(TestFolder room) =>
        [("GO111MODULE", "off"), ("GOPATH", "/usr/share/gocode"), ("GOCACHE", Path.Combine(AppContext.BaseDirectory, "scratch", "go-cache")), ("GOFLAGS", ""), ("HOME", room.Path)];
}
