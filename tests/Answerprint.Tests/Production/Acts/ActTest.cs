using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production.Acts;
using Answerprint.Provenance.Keys;
using Answerprint.Provenance.Ledgers;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Production.Acts;

public sealed class ActTest
{
    [Theory]
    [InlineData("GateDecided.1", true)]
    [InlineData("PackageMade.12", true)]
    [InlineData("Decided.1", false)]
    [InlineData("gateDecided.1", false)]
    [InlineData("GateDecided", false)]
    [InlineData("GateDecided.0", false)]
    [InlineData("GateDecided.01", false)]
    [InlineData("GateDecided.1.2", false)]
    [InlineData("Gate Decided.1", false)]
    [InlineData("", false)]
    public void ActName_Text_IsNounVerbVersionOrNot(string text, bool isName) => Assert.Equal(isName, ActName.TryParse(text) is not null);

    [Fact]
    public void Append_WhatMustNotEnterTheBook_IsRefusedAndNothingIsWritten()
    {
        using var room = new TestFolder();
        using var book = Book.Create(room.File("book"), BookTest.Key, "o", TimeProvider.System);
        Assert.Throws<ArgumentException>(() => book.Append("Nonsense", BookTest.Site, []));
        Assert.Throws<ArgumentException>(() => book.Append("ShotMade.1", BookTest.Site with { Person = "Ada Lovelace" }, []));
        var large = Assert.Throws<ArgumentException>(() => book.Append("ShotMade.1", BookTest.Site, new JsonObject { ["all"] = new string('x', 65_535) }));
        Assert.Contains("digest", large.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => book.AppendAll([("ShotMade.1", BookTest.Site, []), ("Nonsense", BookTest.Site, [])]));
        Assert.Empty(book.Acts);
        book.Append("ShotMade.1", BookTest.Site with { Person = PersonDigest.Of(PersonDigest.NewSalt(), "Ada Lovelace"), Minutes = 12.5 }, []);
        Assert.Single(book.Acts);
        Assert.DoesNotContain("Ada", File.ReadAllText(room.File("book/tile/entries/000.p/1")), StringComparison.Ordinal);
        Assert.True(LedgerCheck.Check(room.File("book")).IsIntact);
    }

    [Fact]
    public void PersonDigest_SameSaltAndName_SameDigestOnly()
    {
        var salt = PersonDigest.NewSalt();
        Assert.Equal(PersonDigest.Of(salt, "Zoë"), PersonDigest.Of(salt, "Zoë"));
        Assert.NotEqual(PersonDigest.Of(salt, "Zoë"), PersonDigest.Of(salt, "Zoe"));
        Assert.NotEqual(PersonDigest.Of(salt, "Zoë"), PersonDigest.Of(PersonDigest.NewSalt(), "Zoë"));
        Assert.Throws<ArgumentException>(() => PersonDigest.Of("short", "Zoë"));
        // RFC 4231, test case 1
        Assert.Equal("hmac-sha256:b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7", PersonDigest.Of([.. Enumerable.Repeat((byte)0x0b, 20)], "Hi There"));
    }

    [Fact]
    public void ActReader_OlderVersion_IsLiftedAndUnknownMembersStay()
    {
        var entry = ActReader.Write("GateDecided.1", DateTimeOffset.UnixEpoch, BookTest.Site, new JsonObject { ["ok"] = true, ["later"] = 7 });
        Assert.Equal(
            """{"act":"GateDecided.1","at":"1970-01-01T00:00:00.0000000Z","body":{"later":7,"ok":true},"by":{"craft":"editorial","employer":"Northlight","entity":"Northlight Ltd","person":"site","role":"operator","site":"northlight"},"format":"answerprint.act.1"}""",
            ActReader.Text(entry));
        var reader = ActReader.Plain
            .With("GateDecided.1", body => { body["verdict"] = body["ok"]!.GetValue<bool>() ? "allowed" : "refused"; body.Remove("ok"); return body; })
            .With("GateDecided.2", body => { body["reasons"] = new JsonArray(); return body; });
        var act = reader.Read(entry, 4);
        Assert.Equal("GateDecided.3", act.Name);
        Assert.Equal("""{"later":7,"verdict":"allowed","reasons":[]}""", act.Body.ToJsonString());
        Assert.Equal("GateDecided.1", ActReader.Plain.Read(entry, 4).Name);
        Assert.Equal("GateDecided.9", reader.Read(ActReader.Write("GateDecided.9", DateTimeOffset.UnixEpoch, BookTest.Site, []), 0).Name);
        foreach (var bad in new[] { "", "[]", "{}", "{\"format\":\"answerprint.act.1\",\"format\":1}", "null", "{\"format\":7}" })
            Assert.Throws<FormatException>(() => ActReader.Plain.Read(new Entry(System.Text.Encoding.UTF8.GetBytes(bad)), 0));
    }

    [Fact]
    public void Open_DamagedBookOrForeignKey_IsBadInputThatNamesIt()
    {
        using var room = new TestFolder();
        var folder = room.File("book");
        using (var book = Book.Create(folder, BookTest.Key, "o", TimeProvider.System)) book.Append("ShotMade.1", BookTest.Site, []);
        Assert.Equal("key", Assert.Throws<BadInputException>(() => Book.Open(folder, SigningKey.FromSeed("other", new byte[32]), TimeProvider.System)).Code);
        var file = Path.Combine(folder, "tile/entries/000.p/1");
        var bytes = File.ReadAllBytes(file);
        bytes[^3] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Equal("damaged", Assert.Throws<BadInputException>(() => Book.Open(folder, null, TimeProvider.System)).Code);
        File.Delete(file);
        Assert.Contains("tile/entries/000.p/1", Assert.Throws<BadInputException>(() => Book.Open(folder, null, TimeProvider.System)).File, StringComparison.Ordinal);
        Assert.Equal("no-book", Assert.Throws<BadInputException>(() => Book.Open(room.File("none"), null, TimeProvider.System)).Code);
    }

    [Fact]
    public async Task Acts_ReadersWhileOneWrites_SeeAGrowingPrefix()
    {
        using var room = new TestFolder();
        var folder = room.File("book");
        using var writer = Book.Create(folder, BookTest.Key, "o", TimeProvider.System);
        var reading = Task.Run(() =>
        {
            using var reader = Book.Open(folder, null, TimeProvider.System);
            var looks = 0;
            while (reader.Acts.Count < 300)
            {
                reader.Refresh();
                looks++;
                for (var n = 0; n < reader.Acts.Count; n++) Assert.Equal(n, reader.Acts[n].Body["n"]!.GetValue<int>());
            }
            return looks;
        });
        for (var n = 0; n < 300; n += 5) writer.AppendAll([.. Enumerable.Range(n, 5).Select(m => ("ShotMade.1", BookTest.Site, new JsonObject { ["n"] = m }))]);
        Assert.True(await reading.WaitAsync(TimeSpan.FromSeconds(60)) > 0);
    }

    [Fact]
    public void AppendAll_ActsInBatches_IsNotSlow()
    {
        using var room = new TestFolder();
        using var book = Book.Create(room.File("book"), BookTest.Key, "o", TimeProvider.System);
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        for (var n = 0; n < 2000; n += 200)
            book.AppendAll([.. Enumerable.Range(n, 200).Select(m => ("ShotMade.1", BookTest.Site, new JsonObject { ["n"] = m, ["note"] = new string('x', 300) }))]);
        var batched = 2000 / System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds;
        started = System.Diagnostics.Stopwatch.GetTimestamp();
        for (var n = 0; n < 20; n++) book.Append("ShotMade.1", BookTest.Site, []);
        var single = 20 / System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds;
        started = System.Diagnostics.Stopwatch.GetTimestamp();
        using var read = Book.Open(room.File("book"), null, TimeProvider.System);
        Console.WriteLine($"acts a second: {batched:0} in batches of 200, {single:0} singly; opening 2,020 acts: {System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalMilliseconds:0} ms");
        Assert.True(batched > 100, $"{batched:0} acts a second"); // a guard against a slip: the machine may be busy
    }
}
