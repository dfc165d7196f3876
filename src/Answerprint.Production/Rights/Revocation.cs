using System.Text.Json.Nodes;

namespace Answerprint.Production.Rights;

/// <summary>
/// Leave for one thing is taken back, whatever gave it: from here on only what is granted or consented anew counts for it. Act `FootageRevoked.1` for a plate, a take or a model; act
/// `PerformerRevoked.1` for a person.
/// </summary>
/// <param name="Subject">What is taken back; null where it is a person's leave.</param>
/// <param name="Performer">Digest of the performer who takes back their leave; null where it is footage or a model.</param>
public sealed record Revocation(GrantSubject? Subject, string? Performer, string Reason, string By, DateTimeOffset At, long Index)
{
    public const string ActName = "FootageRevoked.1";

    public const string PerformerName = "PerformerRevoked.1";

    public JsonObject ToJson() => Performer is null ? new() { ["subject"] = Subject!.ToJson(), ["reason"] = Reason } : new() { ["performer"] = Performer, ["reason"] = Reason };

    /// <exception cref="FormatException">The body is no revocation.</exception>
    public static Revocation Footage(JsonObject body, string by, DateTimeOffset at, long index) => new(
        GrantSubject.Read(body["subject"] as JsonObject ?? throw new FormatException("it does not say what is taken back")), null, Body.Text(body, "reason") ?? "", by, at, index);

    /// <exception cref="FormatException">The body is no revocation.</exception>
    public static Revocation OfPerformer(JsonObject body, string by, DateTimeOffset at, long index) => new(
        null, Body.Text(body, "performer") ?? throw new FormatException("it does not say whose leave is taken back"), Body.Text(body, "reason") ?? "", by, at, index);
}
