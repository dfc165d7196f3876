using Answerprint.Media.Frames;

namespace Answerprint.Production.Quality;

/// <summary>Size, windows, channels, sample types, rate and range are the plate's.</summary>
public sealed class FormatKept : Check
{
    public override string Name => "format-kept";

    public override IEnumerable<Finding> Version(Inspection given)
    {
        if (given.Version.Width != given.Plate.Width || given.Version.Height != given.Plate.Height)
            yield return Say("size", Weight.Fault, null, "", 1, $"the version is {given.Version.Width} × {given.Version.Height}, the plate {given.Plate.Width} × {given.Plate.Height}");
        if (given.Version.Rate != given.Plate.Rate)
            yield return Say("rate", Weight.Fault, null, "", 1, $"the version runs at {given.Version.Rate}, the plate at {given.Plate.Rate}");
        var missing = given.Range.Numbers.Count(n => !given.Version.Has(n));
        if (missing > 0) yield return Say("range", Weight.Fault, null, "", missing, $"the version lacks {missing} of {given.Range.Length} frames");
        if (given.Version.Range.Start < given.Range.Start || given.Version.Range.End > given.Range.End)
            yield return Say("range-more", Weight.Fault, null, given.Version.Range.ToString(), 1, $"the version has frames beyond {given.Range}");
    }

    public override IEnumerable<Finding> Frame(Inspection given, SeenFrame frame)
    {
        var reference = frame.Plate ?? (given.Neighbours(frame.Number) is var (before, after) && (before ?? after) is { } near ? given.Plate.ReadStored(near) : null);
        if (reference is null) yield break;
        if (reference.DataWindow != frame.Stored.DataWindow || reference.DisplayWindow != frame.Stored.DisplayWindow)
            yield return Say("window", Weight.Fault, frame.Number, "", 1, "its windows are not the plate's");
        // of a frame that was made whole nothing is the plate's, even where the plate has one of that number
        var made = frame.Plate is null || frame.Work?.IsWhole == true;
        foreach (var channel in reference.Channels)
        {
            // data that no tool may invent is left out of it
            if (frame.Stored.Channel(channel.Name) is not { } own) yield return made && !StoredWords.IsLight(channel.Name)
                ? Say("data-left-out", Weight.Note, frame.Number, channel.Name, 1, $"channel {channel.Name} is data, and none was invented for a made frame")
                : Say("channel-gone", Weight.Fault, frame.Number, channel.Name, 1, $"channel {channel.Name} is gone");
            else if (own.Type != channel.Type) yield return Say("channel-type", Weight.Fault, frame.Number, channel.Name, 1, $"channel {channel.Name} is stored as {own.Type}, in the plate as {channel.Type}");
        }
        foreach (var own in frame.Stored.Channels.Where(c => reference.Channel(c.Name) is null))
            yield return Say("channel-new", Weight.Fault, frame.Number, own.Name, 1, $"channel {own.Name} is not in the plate");
    }
}
