using System.Text.Json.Nodes;
using Answerprint.Production.Acts;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Review;

/// <summary>What somebody said about a version.</summary>
/// <param name="Frames">The frames that are meant, in the version's numbers; empty for all of it.</param>
public sealed record Note(string Version, string Frames, string Words, string Person, long Index)
{
    public const string ActName = "NoteWritten.1";

    public static JsonObject Body(Version version, string frames, string words) => new()
    {
        ["version"] = version.Name, ["shot"] = version.Shot, ["bytes"] = version.Document.Hex, ["frames"] = frames, ["words"] = words,
    };

    public static Note Read(Act act) => new(act.Body.Text("version"), act.Body.TextOrNull("frames") ?? "", act.Body.Text("words"), act.By.Person, act.Index);
}
