using System.Text.Json.Nodes;
using Answerprint.Production.Acts;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Review;

/// <summary>A named person's yes or no to the bytes that they saw. It holds for no other bytes.</summary>
/// <param name="Bytes">Digest of the version's document.</param>
/// <param name="Index">Of the act in the book.</param>
public sealed record Approval(string Version, Digest Bytes, bool Approved, string Person, string Role, string Words, long Index)
{
    /// <summary>Whether they signed it with a key of their own; else the site signed for them.</summary>
    public bool IsSignedByPerson { get; init; }

    public const string Yes = "VersionApproved.1", No = "VersionRefused.1";

    public static JsonObject Body(Version version, string words) => new() { ["version"] = version.Name, ["shot"] = version.Shot, ["bytes"] = version.Document.Hex, ["words"] = words };

    public static Approval Read(Act act) => new(
        act.Body.Text("version"), act.Body.Digest("bytes"), act.Name == Yes, act.By.Person, act.By.Role, act.Body.TextOrNull("words") ?? "", act.Index) { IsSignedByPerson = act.Signature is not null };
}
