namespace Answerprint.Production.Cuts;

/// <summary>A cut as CMX 3600 lists, one a picture track.</summary>
/// <param name="Losses">What a list can not say.</param>
public sealed record EdlDocument(IReadOnlyList<EdlFile> Files, IReadOnlyList<Loss> Losses)
{
    /// <param name="file">The cut's name, for messages.</param>
    public static EdlDocument From(Timeline timeline, string file = "")
    {
        var losses = new List<Loss>();
        return BadCut.Exactly(file, () => new EdlDocument(new EdlWriter(timeline, file, losses).Write(), [.. losses.Distinct()]));
    }
}
