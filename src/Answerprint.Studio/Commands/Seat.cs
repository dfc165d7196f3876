using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Provenance.Keys;

namespace Answerprint.Studio.Commands;

/// <summary>
/// Who acts: `--by`, else the variable ANSWERPRINT_BY, else "by" in show.json. Nothing is done in nobody's name. What they may do is read from the book; whoever has a key of their
/// own signs with it: `--sign-with`, else the variable ANSWERPRINT_KEY.
/// </summary>
internal static class Seat
{
    public const string Variable = "ANSWERPRINT_BY", SiteVariable = "ANSWERPRINT_SITE", KeyVariable = "ANSWERPRINT_KEY";

    private const string ByName = "--by";

    private static readonly AsyncLocal<string?> keyFile = new();

    /// <summary>A new option for a command; each command needs its own.</summary>
    public static Option<string?> By() => new(ByName) { Description = $"Who does this (a person of the show); default: the variable {Variable}, then \"by\" in show.json" };

    public static Option<double?> Minutes() => new("--minutes") { Description = "Minutes of work that it took you; seen by you, added up for others" };

    /// <summary>Gives `--sign-with` to a command that takes `--by`, and to those below it.</summary>
    public static Command Signing(Command command)
    {
        if (command.Options.Any(o => o.Name == ByName))
        {
            var file = new Option<string?>("--sign-with") { Description = $"The key file of whoever does this, where they have a key of their own; default: the variable {KeyVariable}" };
            file.Action = new Remember(parsed => keyFile.Value = parsed.GetValue(file));
            command.Options.Add(file);
        }
        foreach (var below in command.Subcommands) Signing(below);
        return command;
    }

    /// <summary>The name that was given, wherever it was given; null where nobody is named.</summary>
    public static string? Named(string? by, ShowFile? show) =>
        Given(by) ?? Given(Environment.GetEnvironmentVariable(Variable)) ?? Given(show?.By);

    /// <summary>The actor of an act. From here on the book keeps out what would not count, and signs with the person's own key where they have one.</summary>
    /// <param name="wanted">The role in which the person acts; refused where they do not hold it. Null: the first that they hold.</param>
    /// <exception cref="BadInputException">Nobody is named, or the person is unknown to the show.</exception>
    /// <exception cref="NotEntitledException">The book does not give them the role, or their key is not at hand.</exception>
    public static Actor Of(Show show, string? by, Role? wanted = null, double? minutes = null) => Sit(show, Person(show, by), wanted is { } role ? [role] : [], minutes, sign: true);

    /// <summary>The actor of an act of a kind: in the first of the roles that may do it and that they hold.</summary>
    /// <param name="act">"VersionApproved.1"; null: nothing that asks for a role.</param>
    /// <inheritdoc cref="Of"/>
    public static Actor For(Show show, string? by, string? act, double? minutes = null) => Sit(show, Person(show, by), act is null ? [] : Authority.For(act), minutes, sign: true);

    /// <param name="sign">False where the person is about to make a key known: what they do now is not signed with it.</param>
    internal static Actor Sit(Show show, Person person, IReadOnlyList<Role> wanted, double? minutes, bool sign)
    {
        var roll = CountedActs.Of(show.Book.Acts).Roll;
        var names = new PeopleFiles(show.PeopleFolder);
        Doorkeeper.Stand(show.Book, names.NameOf);
        var roles = person.Roles;
        if (wanted.Count > 0 && !wanted.Any(roles.Contains))
        {
            var claimed = names.Find(person.Digest)?.Roles.Any(wanted.Contains) == true ? ": their file says so, and the book does not" : "";
            throw new NotEntitledException("role", person.Name, "", $"{person.Name} is not this show's {string.Join(" or ", wanted.Select(r => r.Plain()))}{claimed}", Doorkeeper.WhoCould(wanted, roll, names.NameOf));
        }
        if (sign && show.Key is not null) Sign(show, person, roll);
        var word = (wanted.Count > 0 ? wanted.First(roles.Contains) : roles.Count > 0 ? roles[0] : Role.Artist).Word();
        return new(
            person.Digest, word, person.Craft.Length > 0 ? person.Craft : word, person.Employer.Length > 0 ? person.Employer : "not stated",
            Given(person.Accountable) ?? Given(show.File.AccountableEntity) ?? "the person acting", Given(Environment.GetEnvironmentVariable(SiteVariable)) ?? show.File.Site, minutes);
    }

    /// <summary>Who is named, with the roles that the book gives them: their file can be edited by anybody.</summary>
    /// <exception cref="NotEntitledException">The file is there, and the book knows nobody of its digest.</exception>
    public static Person Person(Show show, string? by)
    {
        var name = Named(by, show.File) ??
            throw new BadInputException("nobody", show.Folder, "", "nobody is named who does this, and every step bears a person's name", $"Add --by PERSON, or set {Variable}");
        var person = new PeopleFiles(show.PeopleFolder).Get(name);
        var listed = CountedActs.Of(show.Book.Acts).Roll.Find(person.Digest) ??
            throw new NotEntitledException("unknown-person", person.Name, "", "there is a file of this name, and the book knows nobody of its digest", $"Remove the file, and have them added: answerprint person {show.Folder} \"{person.Name}\" --role ROLE");
        // the founder's own words come first: that they are a producer nobody had to say
        return person with { Roles = listed.Person == Founder(show) ? [.. listed.Roles.OrderBy(r => r == Role.Producer)] : listed.Roles };
    }

    /// <summary>Adds a person, or roles to one who is known, and writes it down. The book is written first: what it refuses leaves no file.</summary>
    /// <param name="actor">Who adds them; null where they add themselves as the first person of a show.</param>
    public static Person Add(Show show, string name, IReadOnlyList<Role> roles, string craft, string employer, string entity, string key, Func<Person, Actor>? actor)
    {
        var files = new PeopleFiles(show.PeopleFolder);
        var known = files.Find(name) ?? files.New(name);
        var held = CountedActs.Of(show.Book.Acts).Roll.Find(known.Digest)?.Roles ?? [];
        var person = known with
        {
            Roles = [.. held.Concat(roles).Distinct().Order()], Craft = Given(craft) ?? known.Craft, Employer = Given(employer) ?? known.Employer, Accountable = Given(entity) ?? known.Accountable, Key = Given(key) ?? known.Key,
        };
        var by = actor is null ? Sit(show, person, [], null, sign: false) : actor(person);
        show.Book.Append(ActNames.PersonAdded, by, new JsonObject
        {
            ["person"] = person.Digest, ["roles"] = JsonReading.Array(person.Roles.Select(r => r.Word())), ["craft"] = person.Craft, ["employer"] = person.Employer,
            ["entity"] = person.Accountable, ["key"] = person.Key,
        });
        files.Put(person);
        return person;
    }

    /// <summary>The key that `--sign-with` or the variable names; null where neither does.</summary>
    /// <exception cref="BadInputException">There is no such file.</exception>
    internal static SigningKey? Key()
    {
        if ((Given(keyFile.Value) ?? Given(Environment.GetEnvironmentVariable(KeyVariable))) is not { } file) return null;
        return File.Exists(file) ? SigningKey.Read(file) : throw new BadInputException("key", file, "", "there is no such key file", $"Name the file that person --new-key made, with --sign-with or in {KeyVariable}");
    }

    private static void Sign(Show show, Person person, Roll roll)
    {
        var listed = roll.Find(person.Digest);
        if (listed is not { WasKeyed: true })
        {
            // the variable may be meant for other shows; the option is meant
            if (Given(keyFile.Value) is not null)
                throw new NotEntitledException("unknown-key", person.Name, "", $"the book knows no key of {person.Name}", $"Make it known: answerprint person {show.Folder} \"{person.Name}\" --key PUBLIC --sign-with FILE");
            return;
        }
        if (listed.Key is not { } own) throw new NotEntitledException("revoked-key", person.Name, "", $"the key of {person.Name} was revoked, and nobody signs for them", $"{Doorkeeper.WhoCould(Authority.Heads, roll, new PeopleFiles(show.PeopleFolder).NameOf)}, to make a new key known: answerprint person SHOW NAME --key PUBLIC --proof SIGNATURE");
        var key = Key() ?? throw new NotEntitledException("unsigned", person.Name, "", $"{person.Name} has a key of their own ({own.Handle}), and signs what they do", $"Add --sign-with FILE, or set {KeyVariable}");
        if (!PersonKey.Of(key).Equals(own))
            throw new NotEntitledException(listed.Old.Contains(PersonKey.Of(key).Text) ? "revoked-key" : "wrong-key", person.Name, "", $"this is the key {PersonKey.Of(key).Handle}, and {person.Name} signs with {own.Handle}", "Name the file of the key that holds now");
        show.Book.SignFor(person.Digest, key);
    }

    private static string? Founder(Show show) => CountedActs.Of(show.Book.Acts).Roll.Founder;

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    /// <summary>Keeps what an option says before the command runs.</summary>
    private sealed class Remember(Action<ParseResult> keep) : SynchronousCommandLineAction
    {
        public override bool Terminating => false;

        public override int Invoke(ParseResult parseResult)
        {
            keep(parseResult);
            return 0;
        }
    }
}
