namespace Answerprint.Production.Rights;

/// <summary>The bytes of a pack that a show judges by are not those that were chosen, or are gone: nothing is judged, and the pack is named. A failed check: exit code 5.</summary>
public sealed class PackTamperedException(string pack, string hash, string problem)
    : Exception($"{pack} ({hash}): {problem}")
{
    /// <summary>The pack's id.</summary>
    public string Pack { get; } = pack;

    /// <summary>SHA-256 that the book promises.</summary>
    public string Hash { get; } = hash;

    public string Problem { get; } = problem;

    public string Remedy => "Put the bytes back from a copy of the show, or choose the packs again: answerprint rules use SHOW PACK --by PERSON";
}
