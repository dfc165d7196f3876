namespace Answerprint.Production.Quality;

/// <summary>A made frame that is another frame word by word is a hold, and must be said to be one; and frames that the tool itself doubts are passed on to a person.</summary>
public sealed class FramesDistinct : Check
{
    public override string Name => "frames-distinct";

    public override IEnumerable<Finding> Frame(Inspection given, SeenFrame frame)
    {
        if (given.Flagged(frame.Number)) yield return Say("doubted", Weight.Flag, frame.Number, "", 1, "the tool itself asks that a person look at this frame");
        if (frame.Plate is not null && frame.Work is null) yield break;
        if (given.Held.ContainsKey(frame.Number)) yield break;
        foreach (var other in new[] { frame.Number - 1, frame.Number + 1 }.Where(n => given.Range.Contains(n) && given.Version.Has(n)))
        {
            if (StoredWords.Difference(given.Version.ReadStored(other), frame.Stored, null) is not null) continue;
            yield return Say("duplicate", Weight.Flag, frame.Number, "", 1, $"it is frame {other} once more and is not said to be a hold");
            yield break;
        }
    }
}
