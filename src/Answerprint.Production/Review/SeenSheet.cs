using Answerprint.Production.Plates;

namespace Answerprint.Production.Review;

/// <summary>What was before a person's eyes when they decided.</summary>
/// <param name="Bytes">Digest of the version's document.</param>
/// <param name="Sheet">Digest of its contact sheet.</param>
public sealed record SeenSheet(Digest Bytes, Digest Sheet);
