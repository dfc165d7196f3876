using System.Text.Json.Nodes;

namespace Answerprint.Production.Acts;

/// <summary>Who did a thing, in which capacity, and who answers for it.</summary>
/// <param name="Person">A salted digest (<see cref="PersonDigest"/>) or "site"; never a name: it stands in the book for ever.</param>
/// <param name="Role">"supervisor", "legal", "operator".</param>
/// <param name="Craft">"compositing", "editorial".</param>
/// <param name="Employer">The house that pays.</param>
/// <param name="AccountableEntity">The legal entity that answers for the step.</param>
/// <param name="Site">Where: the name of the site whose book this is, or of the vendor.</param>
/// <param name="Minutes">Work of the person, minutes, 0 and above; null where it was not said.</param>
public sealed record Actor(string Person, string Role, string Craft, string Employer, string AccountableEntity, string Site, double? Minutes = null)
{
    /// <summary>Stands for the site itself where no person acted.</summary>
    public const string TheSite = "site";

    internal JsonObject ToJson()
    {
        if (Person != TheSite && !PersonDigest.IsDigest(Person))
            throw new ArgumentException("an actor's person must be a salted digest (PersonDigest.Of) or \"site\": names never enter the book", nameof(Person));
        if (Minutes is { } minutes && !(double.IsFinite(minutes) && minutes >= 0)) throw new ArgumentException("minutes of work are 0 or more", nameof(Minutes));
        var json = new JsonObject
        {
            ["person"] = Person,
            ["role"] = Role,
            ["craft"] = Craft,
            ["employer"] = Employer,
            ["entity"] = AccountableEntity,
            ["site"] = Site,
        };
        if (Minutes is { } said) json["minutes"] = said;
        return json;
    }

    internal static Actor FromJson(JsonObject json) => new(
        Text(json, "person"), Text(json, "role"), Text(json, "craft"), Text(json, "employer"), Text(json, "entity"), Text(json, "site"), json["minutes"]?.GetValue<double>());

    private static string Text(JsonObject json, string name) => json[name]?.GetValue<string>() ?? throw new FormatException($"its actor has no {name}");
}
