using System.Globalization;
using System.Text.Json.Nodes;

namespace Answerprint.Production.Rights;

/// <summary>
/// A performer's leave for named classes of change. One record a show is enough if it names the class. Act `ConsentGiven.2`; withdrawn by `ConsentWithdrawn.1` with its index.
/// The first version had no first day, no adviser, no union and no project.
/// </summary>
/// <param name="Performer">Digest of the performer.</param>
/// <param name="Classes">The classes that it names: P5 for a thing in front; never X, which nobody can consent to.</param>
/// <param name="Settings">New settings that it names.</param>
/// <param name="Shots">Shots; "*" for all of the show.</param>
/// <param name="Document">SHA-256 of the text as it was signed, hex; empty where none is on file.</param>
/// <param name="SeparatelySigned">Signed by itself, not within another contract.</param>
/// <param name="Describes">It describes reasonably what will be done.</param>
public sealed record Consent(
    string Performer, IReadOnlyList<PerformerClass> Classes, IReadOnlyList<NewSetting> Settings, IReadOnlyList<string> Shots, DateOnly? Until, string Document,
    bool SeparatelySigned, bool Describes, string By, DateTimeOffset At, long Index)
{
    public const string ActName = "ConsentGiven.2";

    public const string WithdrawnName = "ConsentWithdrawn.1";

    /// <summary>First day that it holds; null: from the day of its act.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>Digest of the lawyer who stood by the performer; empty where nobody did.</summary>
    public string Counsel { get; init; } = "";

    /// <summary>What the union calls its record of these terms; empty where there is none.</summary>
    public string Union { get; init; } = "";

    /// <summary>The title that the text names; empty where it names none.</summary>
    public string Project { get; init; } = "";

    /// <summary>Digest of whoever speaks for a performer who has died; empty where the performer signed.</summary>
    public string Estate { get; init; } = "";

    /// <summary>The act that withdrew it; null while it stands.</summary>
    public long? Withdrawn { get; init; }

    public bool HoldsOn(DateOnly day) => !(day < Since) && !(day > Until);

    public bool Covers(string performer, string shot, DateOnly day) => Performer == performer && HoldsOn(day) && Shots.Any(s => s == "*" || s == shot);

    public JsonObject ToJson() => new()
    {
        ["performer"] = Performer,
        ["classes"] = new JsonArray([.. Classes.Select(c => (JsonNode)JsonValue.Create(c.ToString()))]),
        ["settings"] = new JsonArray([.. Settings.Select(s => (JsonNode)JsonValue.Create(s.ToString().ToLowerInvariant()))]),
        ["shots"] = new JsonArray([.. Shots.Select(s => (JsonNode)JsonValue.Create(s))]),
        ["since"] = Since?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["until"] = Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["document"] = Document,
        ["separatelySigned"] = SeparatelySigned,
        ["describes"] = Describes,
        ["counsel"] = Counsel,
        ["union"] = Union,
        ["project"] = Project,
        ["estate"] = Estate,
    };

    /// <exception cref="FormatException">The body is no consent, or one to what nobody can consent to.</exception>
    public static Consent From(JsonObject body, string by, DateTimeOffset at, long index)
    {
        var classes = Body.List(body, "classes").Select(c => Enum.TryParse<PerformerClass>(c, out var kind) ? kind : throw new FormatException($"'{c}' is no class of change")).ToList();
        if (classes.Contains(PerformerClass.X)) throw new FormatException("nobody can consent to a change of class X");
        return new(
            Body.Text(body, "performer") ?? throw new FormatException("a consent names the performer"), classes,
            [.. Body.List(body, "settings").Select(s => Enum.TryParse<NewSetting>(s, ignoreCase: true, out var setting) ? setting : throw new FormatException($"'{s}' is no setting"))],
            Body.List(body, "shots"), Body.Day(body, "until"), Body.Text(body, "document") ?? "", Body.Flag(body, "separatelySigned") ?? false, Body.Flag(body, "describes") ?? false, by, at, index)
        {
            Since = Body.Day(body, "since"), Counsel = Body.Text(body, "counsel") ?? "", Union = Body.Text(body, "union") ?? "", Project = Body.Text(body, "project") ?? "", Estate = Body.Text(body, "estate") ?? "",
        };
    }
}
