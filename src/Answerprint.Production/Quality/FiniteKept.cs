namespace Answerprint.Production.Quality;

/// <summary>No NaN or infinity where the plate has none. What the plate brings itself stands, and is no finding.</summary>
public sealed class FiniteKept : Check
{
    public override string Name => "finite-kept";

    public override IEnumerable<Finding> Frame(Inspection given, SeenFrame frame)
    {
        // a held frame is a real one, whatever that brings
        if ((frame.Work is null && frame.Plate is not null) || given.Held.ContainsKey(frame.Number)) yield break;
        var (picture, plate) = (frame.Picture, frame.PlatePicture);
        long count = 0;
        var place = "";
        for (var c = 0; c < picture.Channels.Count; c++)
        {
            var (own, was) = (picture.Plane(c), plate?.Plane(picture.Channels[c]));
            for (var i = 0; i < own.Length; i++)
            {
                if (float.IsFinite(own[i]) || (was is not null && i < was.Length && !float.IsFinite(was[i]))) continue;
                if (count++ == 0) place = $"x {i % picture.Width} y {i / picture.Width}, channel {picture.Channels[c]}";
            }
        }
        if (count > 0) yield return Say("not-finite", Weight.Fault, frame.Number, place, count, "values that are no numbers were brought in");
    }
}
