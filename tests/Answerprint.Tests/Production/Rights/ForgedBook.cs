using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Production.Acts;
using Answerprint.Production.Rights;
using Answerprint.Provenance.Keys;
using Answerprint.Provenance.Ledgers;
using Answerprint.Tests.House;
using Answerprint.Tests.Production.Acts;

namespace Answerprint.Tests.Production.Rights;

/// <summary>A book in the hands of somebody who has the site's key and writes into it whatever they like: nothing stands guard here.</summary>
internal sealed class ForgedBook : IDisposable
{
    private readonly TestFolder room;
    private readonly string folder;

    public ForgedBook(string origin = "north.answerprint/har", bool ruled = true, bool solo = false)
    {
        room = new("forged");
        folder = room.File("book");
        Book = Book.Create(folder, BookTest.Key, origin, TimeProvider.System);
        Add("Ann", "Ann", "vfx_supervisor");
        Do(PeopleActs.ShowCreated, "Ann", ruled ? new() { [PeopleActs.PeopleMember] = PeopleActs.PeopleOf(solo) } : []);
    }

    public Book Book { get; }

    /// <summary>What counts now.</summary>
    public CountedActs Counted => CountedActs.Of(Book.Acts);

    public static string Digest(string name, string show = "har") => PersonDigest.Of($"the salt of {name} in {show}", name);

    public static SigningKey KeyOf(string name) => SigningKey.FromSeed(name, System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(name)));

    public Act Do(string act, string by, JsonObject body, string role = "artist") => Book.Append(act, Actor(by, role), body);

    public Act Add(string by, string whom, params string[] roles) =>
        Do(PeopleActs.PersonAdded, by, new() { ["person"] = Digest(whom), ["roles"] = new JsonArray([.. roles.Select(r => (JsonNode)r)]) });

    /// <summary>Gives a person a key, and signs with it from here on.</summary>
    public SigningKey Key(string name, string key, bool sign = true)
    {
        var own = KeyOf(key);
        Do(PeopleActs.PersonKeyed, name, PeopleActs.Key(Digest(name), own, Book.Origin));
        if (sign) Book.SignFor(Digest(name), own);
        return own;
    }

    public Act Consent(string by, string role, string performer = "Cy") =>
        Do(Answerprint.Production.Rights.Consent.ActName, by, new() { ["performer"] = Digest(performer), ["classes"] = new JsonArray("P5"), ["settings"] = new JsonArray(), ["shots"] = new JsonArray("*") }, role);

    /// <summary>Writes an entry past everything but the log itself.</summary>
    public Act WriteRaw(string json)
    {
        var files = LedgerFiles.Open(folder, out _, null);
        using (files.TakePen()) files.Append([new Entry(Encoding.UTF8.GetBytes(json))], BookTest.Key);
        Book.Refresh();
        return Book.Acts[^1];
    }

    /// <summary>The text of an act as it stands in the book.</summary>
    public string Text(long index)
    {
        _ = LedgerFiles.Open(folder, out var entries, null);
        return ActReader.Text(entries[(int)index]);
    }

    /// <summary>Why an act does not count; null where it does.</summary>
    public string? Why(Act act) => Counted.Others.Where(o => o.Act.Index == act.Index).Select(o => o.Why.Code).FirstOrDefault();

    public void Dispose()
    {
        Book.Dispose();
        room.Dispose();
    }

    public static Actor Actor(string by, string role = "artist") => new(Digest(by), role, "", "", "", "north");
}
