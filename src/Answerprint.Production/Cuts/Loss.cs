namespace Answerprint.Production.Cuts;

/// <summary>Something of a cut that the format or host it goes to can not say.</summary>
/// <param name="Place">The event, marker or track that is meant: "V1 event 12 (sh010)".</param>
/// <param name="What">What is lost or changed, one sentence without full stop.</param>
public sealed record Loss(string Place, string What)
{
    public override string ToString() => Place.Length > 0 ? $"{Place}: {What}" : What;
}
