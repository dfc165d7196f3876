using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production.Acts;
using Answerprint.Provenance.Keys;
using Answerprint.Provenance.Ledgers;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Production.Acts;

public sealed class BookTest
{
    internal static readonly SigningKey Key = SigningKey.FromSeed("northlight.example/harbour", [.. Enumerable.Repeat((byte)3, 32)]);
    internal static readonly Actor Site = new(Actor.TheSite, "operator", "editorial", "Northlight", "Northlight Ltd", "northlight");
    private static readonly TimeProvider Clock = TimeProvider.System;

    [Fact]
    public void Append_ThenOpen_GivesTheSameActs()
    {
        using var room = new TestFolder();
        var folder = room.File("book");
        var made = new List<Act>();
        using (var book = Book.Create(folder, Key, "northlight.example/harbour", Clock))
        {
            Assert.Empty(book.Acts);
            for (var n = 0; n < 20; n++) made.Add(book.Append("GateDecided.1", Site, new JsonObject { ["n"] = n, ["shot"] = $"sh{n:d3}" }));
            made.AddRange(book.AppendAll([.. Enumerable.Range(20, 600).Select(n => ("ShotMade.1", Site, new JsonObject { ["n"] = n }))]));
            Assert.Equal(620, book.Checkpoint.Size);
        }
        using var read = Book.Open(folder, null, Clock);
        Assert.Equal(620, read.Acts.Count);
        for (var n = 0; n < 620; n++)
        {
            Assert.Equal(n, read.Acts[n].Index);
            Assert.Equal(n, read.Acts[n].Body["n"]!.GetValue<int>());
            Assert.Equal(made[n].At, read.Acts[n].At);
            Assert.Equal(Site, read.Acts[n].By);
        }
        Assert.Throws<InvalidOperationException>(() => read.Append("GateDecided.1", Site, []));
        var proof = Proof.Parse(read.Prove(300).ToString());
        Assert.True(proof.Holds(ActReader.Write(made[300].Name, made[300].At, made[300].By, made[300].Body)));
        Assert.Equal([Key.Public], proof.Checkpoint.Verify(new TrustList([Key.Public])));
    }

    [Fact]
    public void Create_FolderHasABook_Refuses()
    {
        using var room = new TestFolder();
        var folder = room.File("book");
        Book.Create(folder, Key, "o", Clock).Dispose();
        Assert.Equal("book-exists", Assert.Throws<BadInputException>(() => Book.Create(folder, Key, "o", Clock)).Code);
    }

    [Fact]
    public void Refresh_AnotherWriterAppended_SeesItAndBothMayWrite()
    {
        using var room = new TestFolder();
        var folder = room.File("book");
        using var a = Book.Create(folder, Key, "o", Clock);
        using var b = Book.Open(folder, Key, Clock);
        a.Append("ShotMade.1", Site, []);
        var view = b.Acts;
        b.Append("ShotMade.1", Site, []);
        Assert.Empty(view);
        Assert.Equal(2, b.Acts.Count);
        a.Refresh();
        Assert.Equal(2, a.Acts.Count);
        Assert.Equal(a.Checkpoint.ToString(), b.Checkpoint.ToString());
    }
}
