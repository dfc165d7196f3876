using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;

namespace Answerprint.Studio.Commands;

/// <summary>Who acts: `--by`, else the variable ANSWERPRINT_BY, else "by" in show.json. Nothing is done in nobody's name.</summary>
internal static class Seat
{
    public const string Variable = "ANSWERPRINT_BY", SiteVariable = "ANSWERPRINT_SITE";

    /// <summary>A new option for a command; each command needs its own.</summary>
    public static Option<string?> By() => new("--by") { Description = $"Who does this (a person of the show); default: the variable {Variable}, then \"by\" in show.json" };

    public static Option<double?> Minutes() => new("--minutes") { Description = "Minutes of work that it took you; seen by you, added up for others" };

    /// <summary>The name that was given, wherever it was given; null where nobody is named.</summary>
    public static string? Named(string? by, ShowFile? show) =>
        Given(by) ?? Given(Environment.GetEnvironmentVariable(Variable)) ?? Given(show?.By);

    /// <summary>The actor of an act.</summary>
    /// <param name="wanted">The role in which the person acts; refused where they do not hold it. Null: the first that they hold.</param>
    /// <exception cref="BadInputException">Nobody is named, the person is unknown to the show, or lacks the role.</exception>
    public static Actor Of(Show show, string? by, Role? wanted = null, double? minutes = null)
    {
        var person = Person(show, by);
        if (wanted is { } role && !person.Holds(role))
            throw new BadInputException("role", person.Name, "", $"{person.Name} is not this show's {role.Plain()}", $"Ask one who is, or give the role: answerprint person {show.Folder} \"{person.Name}\" --role {role.Word()}");
        var word = (wanted ?? (person.Roles.Count > 0 ? person.Roles[0] : Role.Artist)).Word();
        return new(
            person.Digest, word, person.Craft.Length > 0 ? person.Craft : word, person.Employer.Length > 0 ? person.Employer : "not stated",
            Given(person.Accountable) ?? Given(show.File.AccountableEntity) ?? "the person acting", Given(Environment.GetEnvironmentVariable(SiteVariable)) ?? show.File.Site, minutes);
    }

    public static Person Person(Show show, string? by)
    {
        var name = Named(by, show.File) ??
            throw new BadInputException("nobody", show.Folder, "", "nobody is named who does this, and every step bears a person's name", $"Add --by PERSON, or set {Variable}");
        return new PeopleFiles(show.PeopleFolder).Get(name);
    }

    /// <summary>Adds a person, or roles to one who is known, and writes it down.</summary>
    /// <param name="actor">Who adds them; null where they add themselves as the first person of a show.</param>
    public static Person Add(Show show, string name, IReadOnlyList<Role> roles, string craft, string employer, string entity, string key, Func<Person, Actor>? actor)
    {
        var person = new PeopleFiles(show.PeopleFolder).Add(name, roles, craft, employer, entity, key);
        var by = actor is null ? Of(show, person.Name) : actor(person);
        show.Book.Append(ActNames.PersonAdded, by, new JsonObject
        {
            ["person"] = person.Digest, ["roles"] = JsonReading.Array(person.Roles.Select(r => r.Word())), ["craft"] = person.Craft, ["employer"] = person.Employer,
            ["entity"] = person.Accountable, ["key"] = person.Key,
        });
        return person;
    }

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
