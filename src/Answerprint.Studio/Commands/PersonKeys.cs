using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Rights;
using Answerprint.Provenance.Keys;

namespace Answerprint.Studio.Commands;

/// <summary>What `person` does with keys: makes them in files of their holder's, outside the show, and writes public halves into the book.</summary>
internal static class PersonKeys
{
    /// <summary>Makes a key and writes down that it speaks for a person, as their first or in place of another.</summary>
    /// <param name="act"><see cref="PeopleActs.PersonKeyed"/> or <see cref="PeopleActs.KeyRotated"/>.</param>
    public static JsonObject Make(Show show, Actor by, Person person, string file, string act)
    {
        CheckPlace(show, file);
        var key = SigningKey.Create($"person-{person.Digest[^64..^52]}");
        key.Write(file);
        try
        {
            show.Book.Append(act, by, PeopleActs.Key(person.Digest, key, show.Book.Origin));
        }
        catch
        {
            // the book does not know it: it would only be taken for one that holds
            File.Delete(file);
            throw;
        }
        return Known(show, person, PersonKey.Of(key), file);
    }

    /// <summary>Writes down a key that was made elsewhere, with the proof of its holder.</summary>
    public static JsonObject Register(Show show, Actor by, Person person, string text, string? proof)
    {
        var key = PersonKey.Parse(text);
        var own = proof is null && Seat.Key() is { } held && PersonKey.Of(held).Equals(key) ? PersonKey.Prove(held, show.Book.Origin, person.Digest) : null;
        var said = proof ?? own ?? throw new NotEntitledException(
            "key-proof", person.Name, "", "nothing proves that whoever holds this key claims to be that person",
            $"Its holder adds --sign-with FILE; or signs these {Encoding.UTF8.GetByteCount(key.Claim(show.Book.Origin, person.Digest))} bytes with it, for --proof BASE64: {key.Claim(show.Book.Origin, person.Digest).ReplaceLineEndings("\\n")}");
        show.Book.Append(PeopleActs.PersonKeyed, by, PeopleActs.Key(person.Digest, key, said));
        return Known(show, person, key, "");
    }

    public static JsonObject Revoke(Show show, Actor by, Person person, string reason)
    {
        var key = CountedActs.Of(show.Book.Acts).Roll.Find(person.Digest)?.Key ??
            throw new BadInputException("no-key", person.Name, "", "no key of their own speaks for this person", "Nothing has to be revoked");
        show.Book.Append(PeopleActs.KeyRevoked, by, PeopleActs.Revoked(person.Digest, key, reason));
        new PeopleFiles(show.PeopleFolder).Put(person with { Key = "" });
        return new() { ["revoked"] = key.Text, ["handle"] = key.Handle };
    }

    private static JsonObject Known(Show show, Person person, PersonKey key, string file)
    {
        new PeopleFiles(show.PeopleFolder).Put(person with { Key = key.Text });
        return new() { ["key"] = key.Text, ["handle"] = key.Handle, ["file"] = file };
    }

    /// <summary>A private key lies with its holder: what is in the show may be copied with it.</summary>
    private static void CheckPlace(Show show, string file)
    {
        var full = Path.GetFullPath(file);
        var info = new FileInfo(full);
        if (info.LinkTarget is not null || info.Exists || Directory.Exists(full)) throw new BadInputException("key", file, "", "something is there already", "Name another file; a key is never written over");
        var folder = Path.GetDirectoryName(full) ?? full;
        if (!Directory.Exists(folder)) throw new BadInputException("key", file, "", "there is no such folder", "Make the folder first; only you should be able to read it");
        if ((Real(folder) + Path.DirectorySeparatorChar).StartsWith(Real(show.Folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new BadInputException("key-in-show", file, "", "it lies in the show, and whoever gets a copy of the show would get the key", "Name a file in a folder of your own");
    }

    /// <summary>A path without links.</summary>
    private static string Real(string path)
    {
        var root = Path.GetPathRoot(path)!;
        var at = root;
        foreach (var part in path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            at = Path.Combine(at, part);
            if (new DirectoryInfo(at).ResolveLinkTarget(returnFinalTarget: true) is { } target) at = Real(target.FullName);
        }
        return Path.TrimEndingDirectorySeparator(at);
    }
}
