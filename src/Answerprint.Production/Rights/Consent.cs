using System.Globalization;
using System.Text.Json.Nodes;

namespace Answerprint.Production.Rights;

/// <summary>A performer's leave for named classes of change. One record a show is enough if it names the class. Act `ConsentGiven.1`; withdrawn by `ConsentWithdrawn.1` with its index.</summary>
/// <param name="Performer">Digest of the performer.</param>
/// <param name="Classes">The classes that it names: P5 for a thing in front; never X, which nobody can consent to.</param>
/// <param name="Settings">New settings that it names.</param>
/// <param name="Shots">Shots; "*" for all of the show.</param>
/// <param name="Document">SHA-256 of the signed paper, hex; empty where none is on file.</param>
/// <param name="SeparatelySigned">Signed by itself, not within another contract.</param>
/// <param name="Describes">It describes reasonably what will be done.</param>
public sealed record Consent(
    string Performer, IReadOnlyList<PerformerClass> Classes, IReadOnlyList<NewSetting> Settings, IReadOnlyList<string> Shots, DateOnly? Until, string Document,
    bool SeparatelySigned, bool Describes, string By, DateTimeOffset At, long Index)
{
    public const string ActName = "ConsentGiven.1";

    public const string WithdrawnName = "ConsentWithdrawn.1";

    public bool Covers(string performer, string shot, DateOnly day) =>
        Performer == performer && (Until is not { } until || day <= until) && Shots.Any(s => s == "*" || s == shot);

    public JsonObject ToJson() => new()
    {
        ["performer"] = Performer,
        ["classes"] = new JsonArray([.. Classes.Select(c => (JsonNode)JsonValue.Create(c.ToString()))]),
        ["settings"] = new JsonArray([.. Settings.Select(s => (JsonNode)JsonValue.Create(s.ToString().ToLowerInvariant()))]),
        ["shots"] = new JsonArray([.. Shots.Select(s => (JsonNode)JsonValue.Create(s))]),
        ["until"] = Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["document"] = Document,
        ["separatelySigned"] = SeparatelySigned,
        ["describes"] = Describes,
    };

    /// <exception cref="FormatException">The body is no consent, or one to what nobody can consent to.</exception>
    public static Consent From(JsonObject body, string by, DateTimeOffset at, long index)
    {
        var classes = Body.List(body, "classes").Select(c => Enum.TryParse<PerformerClass>(c, out var kind) ? kind : throw new FormatException($"'{c}' is no class of change")).ToList();
        if (classes.Contains(PerformerClass.X)) throw new FormatException("nobody can consent to a change of class X");
        return new(
            Body.Text(body, "performer") ?? throw new FormatException("a consent names the performer"), classes,
            [.. Body.List(body, "settings").Select(s => Enum.TryParse<NewSetting>(s, ignoreCase: true, out var setting) ? setting : throw new FormatException($"'{s}' is no setting"))],
            Body.List(body, "shots"), Body.Day(body, "until"), Body.Text(body, "document") ?? "", Body.Flag(body, "separatelySigned") ?? false, Body.Flag(body, "describes") ?? false, by, at, index);
    }
}
