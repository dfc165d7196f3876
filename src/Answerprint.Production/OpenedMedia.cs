using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Editorial;

namespace Answerprint.Production;

/// <summary>What media says of itself, from as little reading as possible.</summary>
public static class OpenedMedia
{
    /// <exception cref="BadInputException">The media can not be read.</exception>
    public static MediaFacts Facts(MediaEntry entry)
    {
        using var clip = FrameFiles.Open(First(entry));
        // the numbers of a sequence are known: its folder need not be read once more for each
        var range = entry.Kind == MediaKind.Sequence ? new(entry.Numbers[0], entry.Numbers[^1] + 1) : clip.Range;
        // a still says its rate in its header or not at all
        return new(range, clip.SaysRate ? clip.Rate : null, clip.Width, clip.Height, [], Label(clip.StartLabel, clip.Rate));
    }

    /// <summary>What says the most of media for the least reading: the movie, or the first picture of a sequence.</summary>
    public static string First(MediaEntry entry) => entry.Kind == MediaKind.Sequence && PatternName.TryParse(entry.Path) is { } pattern ? pattern.FileOf(entry.Numbers[0]) : entry.Path;

    /// <summary>A label that does not exist at the rate is none: the media then starts at 00:00:00:00, as media without a label does.</summary>
    private static Timecode? Label(string? label, FrameRate rate) =>
        label is not null && rate.Nominal <= Timecode.MostNominal && Timecode.TryParse(label, rate, null, out var start, out _) ? start : null;
}
