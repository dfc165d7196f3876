using System.Text.Json.Nodes;

namespace Answerprint.Production.Acts;

/// <summary>One thing that happened: an entry of the book.</summary>
/// <param name="Name">Noun, verb, version: "GateDecided.1". See <see cref="ActName"/>.</param>
/// <param name="At">UTC, to a tenth of a microsecond, by the clock of the site.</param>
/// <param name="Body">What the name's version says; members that this release does not know are kept. Read it, never change it.</param>
/// <param name="Index">0-based place in the book.</param>
public sealed record Act(string Name, DateTimeOffset At, Actor By, JsonObject Body, long Index)
{
    /// <summary>The person's own signature; null where only the site's key vouches for the act. That it is there says nothing: see <see cref="ActSignature.Holds"/>.</summary>
    public ActSignature? Signature { get; init; }

    /// <summary>Names the book that it stands in; empty where it stands in none.</summary>
    public string Origin { get; init; } = "";
}
