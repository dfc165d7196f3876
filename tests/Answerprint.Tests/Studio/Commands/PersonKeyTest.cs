using System.Text.Json.Nodes;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Rights;
using Answerprint.Provenance.Keys;
using Answerprint.Tests.House;
using Xunit;

namespace Answerprint.Tests.Studio.Commands;

/// <summary>People and their keys as they are used, and as somebody would try to get round them.</summary>
public sealed class PersonKeyTest : IDisposable
{
    private readonly TestFolder room = new(nameof(PersonKeyTest));
    private readonly string show;

    public PersonKeyTest()
    {
        show = room.File("show");
        Done("init", show, "--title", "Show", "--rate", "24", "--by", "Ann Lee");
        Done("person", show, "Bo Ek", "--role", "artist", "--by", "Ann Lee");
    }

    public void Dispose() => room.Dispose();

    [Fact]
    public void NewKey_ThenEveryAct_IsSignedOrRefused()
    {
        var key = room.File("ann.key");
        var made = Done("person", show, "Ann Lee", "--new-key", key, "--by", "Ann Lee", "--json").Json["result"]!;
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(key));
        Refused("unsigned", "person", show, "Di Or", "--role", "artist", "--by", "Ann Lee");
        Done("person", show, "Di Or", "--role", "artist", "--by", "Ann Lee", "--sign-with", key);
        SigningKey.FromSeed("mallory", new byte[32]).Write(room.File("mallory.key"));
        Refused("wrong-key", "person", show, "Ed Fy", "--role", "artist", "--by", "Ann Lee", "--sign-with", room.File("mallory.key"));
        Refused("unknown-key", "person", show, "Ed Fy", "--role", "artist", "--by", "Bo Ek", "--sign-with", room.File("mallory.key"));
        Refused("has-key", "person", show, "Ann Lee", "--new-key", room.File("more.key"), "--by", "Ann Lee", "--sign-with", key);
        Assert.False(File.Exists(room.File("more.key")));

        Done("person", show, "Ann Lee", "--rotate-key", room.File("ann2.key"), "--by", "Ann Lee", "--sign-with", key);
        Refused("revoked-key", "person", show, "Ed Fy", "--role", "artist", "--by", "Ann Lee", "--sign-with", key);
        Done("person", show, "Ed Fy", "--role", "legal", "--by", "Ann Lee", "--sign-with", room.File("ann2.key"));
        Refused("role", "person", show, "Ann Lee", "--revoke-key", "--by", "Bo Ek");
        Done("person", show, "Ann Lee", "--revoke-key", "--reason", "stolen", "--by", "Ed Fy");
        Refused("revoked-key", "person", show, "Gu Ho", "--role", "artist", "--by", "Ann Lee", "--sign-with", room.File("ann2.key"));

        using var look = Show.Look(show, TimeProvider.System);
        var counted = CountedActs.Of(look.Book.Acts);
        Assert.Empty(counted.Others);
        Assert.Equal(2, counted.Acts.Count(a => a.Signature?.Key == (string?)made["key"]));
        var checkedBook = Done("verify", show, "--json").Json["result"]!;
        Assert.Empty(checkedBook["remarks"]!.AsArray());
        // names are in no act, and a key's name is not either
        Assert.DoesNotContain("Ann", string.Concat(Directory.GetFiles(Path.Combine(show, "book"), "*", SearchOption.AllDirectories).Select(File.ReadAllText)), StringComparison.Ordinal);
    }

    [Fact]
    public void NewKey_PlaceThatIsTakenOrInTheShow_Is3AndTheBookSaysNothing()
    {
        File.WriteAllText(room.File("taken"), "mine");
        File.CreateSymbolicLink(room.File("dangling"), room.File("nowhere"));
        File.CreateSymbolicLink(room.File("door"), Path.Combine(show, "people"));
        foreach (var (file, code) in new[] { (room.File("taken"), "key"), (room.File("dangling"), "key"), (Path.Combine(show, "a.key"), "key-in-show"), (room.File("door/a.key"), "key-in-show"), (room.File("none/a.key"), "key") })
        {
            var ran = CommandLine.Run("person", show, "Bo Ek", "--new-key", file, "--by", "Bo Ek", "--json");
            Assert.Equal((3, code), (ran.Exit, (string?)ran.Json["errors"]![0]!["code"]));
        }
        Assert.Equal("mine", File.ReadAllText(room.File("taken")));
        using var look = Show.Look(show, TimeProvider.System);
        Assert.DoesNotContain(look.Book.Acts, a => a.Name == PeopleActs.PersonKeyed);
    }

    [Fact]
    public void SignWith_FileThatIsNoKey_Is3()
    {
        Done("person", show, "Bo Ek", "--new-key", room.File("bo.key"), "--by", "Bo Ek");
        File.WriteAllText(room.File("words"), "no key");
        OtherProgram.Do("chmod", "400", room.File("words"));
        OtherProgram.Do("mkfifo", "-m", "600", room.File("pipe"));
        File.Copy(room.File("bo.key"), room.File("open.key"));
        OtherProgram.Do("chmod", "440", room.File("open.key"));
        foreach (var file in new[] { "words", "pipe", "none", "open.key" })
        {
            var ran = CommandLine.Run("person", show, "Di Or", "--role", "artist", "--by", "Bo Ek", "--sign-with", room.File(file), "--json");
            Assert.Equal((3, "key"), (ran.Exit, (string?)ran.Json["errors"]![0]!["code"]));
        }
    }

    [ProgramFact("openssl")]
    public void Key_MadeByAnotherProgram_IsTakenWithItsProofOnly()
    {
        OtherProgram.Do("openssl", "genpkey", "-algorithm", "ed25519", "-out", room.File("bo.pem"));
        OtherProgram.Do("openssl", "pkey", "-in", room.File("bo.pem"), "-pubout", "-outform", "DER", "-out", room.File("bo.der"));
        var key = Convert.ToBase64String(File.ReadAllBytes(room.File("bo.der"))[^32..]);
        Refused("key-proof", "person", show, "Bo Ek", "--key", key, "--by", "Bo Ek");
        string origin, digest;
        using (var look = Show.Look(show, TimeProvider.System))
        {
            origin = look.Book.Origin;
            digest = new PeopleFiles(look.PeopleFolder).Get("Bo Ek").Digest;
        }
        var proof = Sign("openssl", $"answerprint-person-key-1\n{origin}\n{digest}\n{key}\n");
        Refused("key-proof", "person", show, "Bo Ek", "--key", key, "--proof", Sign("other", $"answerprint-person-key-1\nelsewhere\n{digest}\n{key}\n"), "--by", "Bo Ek");
        Refused("key-proof", "person", show, "Ann Lee", "--key", key, "--proof", proof, "--by", "Ann Lee");
        Done("person", show, "Bo Ek", "--key", key, "--proof", proof, "--by", "Bo Ek");
        Refused("unsigned", "person", show, "Di Or", "--role", "artist", "--by", "Bo Ek");

        string Sign(string name, string text)
        {
            File.WriteAllText(room.File(name + ".txt"), text);
            OtherProgram.Do("openssl", "pkeyutl", "-sign", "-inkey", room.File("bo.pem"), "-rawin", "-in", room.File(name + ".txt"), "-out", room.File(name + ".sig"));
            return Convert.ToBase64String(File.ReadAllBytes(room.File(name + ".sig")));
        }
    }

    [Fact]
    public void Key_OfItsHolder_IsProvedBySigningWithIt()
    {
        var own = SigningKey.FromSeed("bo", [.. Enumerable.Repeat((byte)9, 32)]);
        own.Write(room.File("bo.key"));
        Done("person", show, "Bo Ek", "--key", own.Public.ToString(), "--sign-with", room.File("bo.key"), "--by", "Bo Ek");
        Refused("unsigned", "person", show, "Di Or", "--role", "artist", "--by", "Bo Ek");
        Done("person", show, "Di Or", "--role", "artist", "--by", "Bo Ek", "--sign-with", room.File("bo.key"));
    }

    [Fact]
    public void Role_GivenToOneselfOrWrittenIntoTheFile_Is4WithWhoCould()
    {
        var self = Refused("self-given", "person", show, "Bo Ek", "--role", "legal", "--by", "Bo Ek");
        Assert.Contains("Ann Lee (producer)", (string?)self["remedy"], StringComparison.Ordinal);

        var file = Directory.GetFiles(Path.Combine(show, "people")).Single(f => File.ReadAllText(f).Contains("Bo Ek", StringComparison.Ordinal));
        var json = (JsonObject)JsonNode.Parse(File.ReadAllText(file))!;
        json["roles"] = new JsonArray("artist", "legal", "producer");
        File.WriteAllText(file, json.ToJsonString());
        Refused("giver", "person", show, "Di Or", "--role", "director", "--by", "Bo Ek");
        // and what the file claims does not ride into the book on the back of another role
        Done("person", show, "Bo Ek", "--role", "editor", "--by", "Ann Lee");
        using (var look = Show.Look(show, TimeProvider.System))
            Assert.Equal([Role.Editor, Role.Artist], CountedActs.Of(look.Book.Acts).Roll.Find(new PeopleFiles(look.PeopleFolder).Get("Bo Ek").Digest)!.Roles);

        // a file of somebody whom the book does not know
        new PeopleFiles(Path.Combine(show, "people")).Add("Mal Lory", [Role.Producer]);
        Refused("unknown-person", "person", show, "Di Or", "--role", "artist", "--by", "Mal Lory");
    }

    [Fact]
    public void Second_ConsentThatWaits_CountsOnceAnotherHasSeconded()
    {
        Done("person", show, "Cy Dee", "--role", "performer", "--by", "Ann Lee");
        Done("person", show, "Le Gal", "--role", "legal", "--by", "Ann Lee");
        var index = Consent("Le Gal");
        var waiting = Done("second", show, "--json").Json["result"]!["waiting"]!.AsArray();
        Assert.Equal((index, "the site signed for them"), ((long)waiting[0]!["index"]!, (string?)waiting[0]!["signed"]));
        Refused("same-person", "second", show, $"{index}", "--by", "Le Gal");
        Assert.Contains("Le Gal (legal)", (string?)Refused("role", "second", show, $"{index}", "--by", "Bo Ek")["remedy"], StringComparison.Ordinal);
        Done("second", show, $"{index}", "--by", "Cy Dee");
        var again = CommandLine.Run("second", show, $"{index}", "--by", "Cy Dee", "--json");
        Assert.Equal((3, "nothing-to-second"), (again.Exit, (string?)again.Json["errors"]![0]!["code"]));
        using (var look = Show.Look(show, TimeProvider.System)) Assert.Single(RightsFacts.From(look.Book.Acts).Consents);

        // the founder decides that one is enough, and nobody else does
        Refused("not-founder", "person", show, "Le Gal", "--solo", "on", "--by", "Le Gal");
        Done("person", show, "Ann Lee", "--solo", "on", "--by", "Ann Lee");
        Consent("Le Gal");
        using (var look = Show.Look(show, TimeProvider.System)) Assert.Equal(2, RightsFacts.From(look.Book.Acts).Consents.Count);
        Assert.Contains("One-person house", Done("verify", show).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Init_RoleThatBindsOthers_NeedsTheSoloProfile()
    {
        var other = room.File("other");
        Refused("self-given", "init", other, "--title", "T", "--rate", "24", "--by", "Ann Lee", "--role", "vfx_supervisor", "legal");
        Assert.False(Directory.Exists(other));
        Done("init", other, "--title", "T", "--rate", "24", "--by", "Ann Lee", "--role", "vfx_supervisor", "legal", "--solo");
        using var look = Show.Look(other, TimeProvider.System);
        Assert.Contains(Role.Legal, CountedActs.Of(look.Book.Acts).Roll.People.Single().Roles);
    }

    /// <summary>Writes a consent as the command of that room does, with the book's door kept.</summary>
    private long Consent(string by)
    {
        using var open = Show.Open(show, TimeProvider.System);
        var people = new PeopleFiles(open.PeopleFolder);
        Doorkeeper.Stand(open.Book, people.NameOf);
        return open.Book.Append(Answerprint.Production.Rights.Consent.ActName, people.Get(by).Acting(Role.Legal, "here"), new JsonObject
        {
            ["performer"] = people.Get("Cy Dee").Digest, ["classes"] = new JsonArray("P5"), ["settings"] = new JsonArray(), ["shots"] = new JsonArray("*"),
        }).Index;
    }

    private static CommandLine.Ran Done(params string[] words)
    {
        var ran = CommandLine.Run(words);
        Assert.True(ran.Exit == 0, ran.ToString());
        return ran;
    }

    private static JsonNode Refused(string code, params string[] words)
    {
        var ran = CommandLine.Run([.. words, "--json"]);
        Assert.True(ran.Exit == 4, ran.ToString());
        Assert.Equal(code, (string?)ran.Json["errors"]![0]!["code"]);
        return ran.Json["errors"]![0]!;
    }
}
