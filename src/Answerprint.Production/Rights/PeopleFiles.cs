using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production.Acts;

namespace Answerprint.Production.Rights;

/// <summary>
/// The show's people folder: one file a person, named by their digest, erasable at any time. Files appear whole. Safe for use by one process.
/// </summary>
public sealed class PeopleFiles(string folder)
{
    private const string Format = "answerprint.person.1";
    private const int MostBytes = 64 << 10;

    /// <summary>Adds a person under a fresh salt, or gives a known one (same name) their new roles and places.</summary>
    /// <exception cref="BadInputException">The name is empty or longer than 200 letters, or bears control characters.</exception>
    public Person Add(string name, IReadOnlyList<Role> roles, string craft = "", string employer = "", string accountable = "", string key = "")
    {
        name = name.Trim();
        var known = Find(name);
        var fresh = known ?? New(name);
        var person = new Person(fresh.Salt, fresh.Name, [.. (known?.Roles ?? []).Concat(roles).Distinct().Order()], Or(craft, known?.Craft), Or(employer, known?.Employer), Or(accountable, known?.Accountable), Or(key, known?.Key));
        Write(person);
        return person;
    }

    /// <summary>Takes roles out of a known person's file; what they may do stands in the book.</summary>
    public Person End(Person known, IReadOnlyList<Role> roles)
    {
        var person = known with { Roles = [.. known.Roles.Except(roles)] };
        Write(person);
        return person;
    }

    public IReadOnlyList<Person> All => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(Read).OrderBy(p => p.Name, StringComparer.Ordinal)]
        : [];

    /// <summary>By name, in any case, or by digest or at least 8 letters of it; null where nobody, or more than one, is meant.</summary>
    public Person? Find(string nameOrDigest)
    {
        var people = All;
        var exact = people.FirstOrDefault(p => p.Name == nameOrDigest || p.Digest == nameOrDigest);
        if (exact is not null) return exact;
        var near = people.Where(p => string.Equals(p.Name, nameOrDigest.Trim(), StringComparison.OrdinalIgnoreCase) ||
            (nameOrDigest.Length >= 8 && Letters(p.Digest).StartsWith(nameOrDigest, StringComparison.Ordinal))).ToList();
        return near.Count == 1 ? near[0] : null;
    }

    /// <exception cref="BadInputException">Nobody of that name is known.</exception>
    public Person Get(string nameOrDigest) => Find(nameOrDigest) ??
        throw new BadInputException("person-unknown", folder, nameOrDigest, $"nobody called '{nameOrDigest}' is known to this show", $"Add them: answerprint person SHOW \"{nameOrDigest}\" --role ROLE");

    /// <summary>What may be shown for a digest: the name, or, once erased, the digest's first letters.</summary>
    public string NameOf(string digest) => All.FirstOrDefault(p => p.Digest == digest)?.Name ?? $"person {Letters(digest)[..Math.Min(8, Letters(digest).Length)]}";

    /// <summary>Forgets a person: the file is overwritten, then removed. The book keeps a digest that no longer says anything.</summary>
    /// <returns>Whether there was such a file.</returns>
    public bool Erase(string digest)
    {
        var path = PathOf(digest);
        if (!File.Exists(path)) return false;
        // through a link something else would be overwritten
        if (new FileInfo(path).LinkTarget is not null) throw Linked(path);
        using (var file = new FileStream(path, FileMode.Open, FileAccess.Write))
        {
            file.Write(new byte[file.Length]);
            file.Flush(flushToDisk: true);
        }
        File.Delete(path);
        return true;
    }

    /// <summary>A person who is not known yet, under a fresh salt; nothing is written.</summary>
    /// <exception cref="BadInputException">The name is empty or longer than 200 letters, or bears control characters.</exception>
    public Person New(string name)
    {
        name = name.Trim();
        if (name.Length is 0 or > 200 || name.Any(char.IsControl)) throw new BadInputException("person-name", folder, name, "a person's name is one line of 1 to 200 letters", "Write the name as the person does");
        return new(PersonDigest.NewSalt(), name, [], "", "", "", "");
    }

    /// <summary>Writes a person's file, in place of the one that was there.</summary>
    public void Put(Person person) => Write(person);

    private static BadInputException Linked(string path) => new("link", path, "", "it is a symbolic link, and a person's file is a file", "Put the file itself where the link is, or remove the link");

    private static string Or(string given, string? known) => given.Length > 0 ? given : known ?? "";

    private static string Letters(string digest) => digest[(digest.IndexOf(':', StringComparison.Ordinal) + 1)..];

    private string PathOf(string digest) => PersonDigest.IsDigest(digest)
        ? Path.Combine(folder, Letters(digest) + ".json")
        : throw new ArgumentException("this is no digest of a person", nameof(digest));

    private void Write(Person person)
    {
        Directory.CreateDirectory(folder);
        var json = new JsonObject
        {
            ["format"] = Format,
            ["salt"] = person.Salt,
            ["name"] = person.Name,
            ["roles"] = new JsonArray([.. person.Roles.Select(r => (JsonNode)JsonValue.Create(r.Word()))]),
            ["craft"] = person.Craft,
            ["employer"] = person.Employer,
            ["accountable"] = person.Accountable,
            ["key"] = person.Key,
        };
        var path = PathOf(person.Digest);
        Plates.WholeFile.Write(path, json, secret: true);
    }

    private static Person Read(string path)
    {
        try
        {
            var file = new FileInfo(path);
            if (file.LinkTarget is not null) throw Linked(path);
            // a pipe has no length, and opening one may wait for ever
            if (file.Length == 0) throw new FormatException("it is empty");
            if (file.Length > MostBytes) throw new FormatException("it is far too long");
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var json = document.RootElement;
            string Text(string name) => json.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
            if (Text("format") != Format) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"it is no {Format}"));
            var person = new Person(Text("salt"), Text("name"), [.. json.GetProperty("roles").EnumerateArray().Select(r => RoleWords.Parse(r.GetString() ?? ""))], Text("craft"), Text("employer"), Text("accountable"), Text("key"));
            return Letters(person.Digest) == Path.GetFileNameWithoutExtension(path) ? person : throw new FormatException("salt and name do not give the digest that it is named by");
        }
        catch (Exception e) when (e is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new BadInputException("person-file", path, "", $"a person's file can not be read: {e.Message.TrimEnd('.')}", "Restore it, or remove it to forget this person", e);
        }
    }
}
