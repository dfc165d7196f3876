using Answerprint.Media.Time;

namespace Answerprint.Production.Editorial;

/// <summary>What must be known of media to conform a cut to it. Handed in, so that Editorial opens no pictures.</summary>
/// <param name="Range">From the first to the first-after frame, in the media's own numbers: a movie starts at 1, a sequence keeps its numbers.</param>
/// <param name="Rate">Null where the files say none: the cut's rate then holds.</param>
/// <param name="Holes">Numbers inside the range that are not there, ascending.</param>
/// <param name="Start">The timecode of the first frame; null: none, which means 00:00:00:00.</param>
public sealed record MediaFacts(FrameRange Range, FrameRate? Rate, int Width, int Height, IReadOnlyList<int> Holes, Timecode? Start = null)
{
    /// <summary>The labels that the media covers, as people read them, or its frames where it has no timecode.</summary>
    public string Span => Start is { } start ? $"{start}-{start.Add(Range.Length - 1)}" : $"frames {Range}, no timecode";

    /// <summary>The holes from one number up to, and not with, another; found by halving, so that a hole costs nothing to an event far from it.</summary>
    public IEnumerable<int> HolesIn(long first, long end)
    {
        int low = 0, high = Holes.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Holes[middle] < first) low = middle + 1;
            else high = middle;
        }
        for (var i = low; i < Holes.Count && Holes[i] < end; i++) yield return Holes[i];
    }

    /// <summary>The last hole before a number; null where there is none.</summary>
    public int? HoleBefore(long number)
    {
        int low = 0, high = Holes.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Holes[middle] < number) low = middle + 1;
            else high = middle;
        }
        return low > 0 ? Holes[low - 1] : null;
    }
}

public enum MediaKind
{
    Movie,

    /// <summary>Numbered pictures.</summary>
    Sequence,

    /// <summary>One picture without a number.</summary>
    Still,
}

/// <summary>What was found for an event: a <see cref="Take"/>, or a type that says why there is none.</summary>
public abstract record EventMedia;

/// <summary>Media that is there.</summary>
/// <param name="Path">The movie, or the pattern of the sequence ("…/name.%04d.exr").</param>
/// <param name="Name">The file name or pattern without its folder.</param>
/// <param name="FoundBy">"file name", "clip name", "reel" …: what the cut and the media agree in.</param>
/// <param name="First">The number of the frame that shows the moment <paramref name="AvailableStart"/>.</param>
/// <param name="AvailableStart">The first moment of the media in its own time, in frames.</param>
/// <param name="Step">Numbers from one frame to the next.</param>
public sealed record Take(string Path, string Name, MediaKind Kind, MediaFacts Facts, string FoundBy, int First, long AvailableStart, int Step = 1) : EventMedia
{
    /// <summary>frame = first + (t − availableStart) × step, for a moment t of the media's time in frames; it need not be there.</summary>
    public long FrameAt(long moment) => First + ((moment - AvailableStart) * Step);

    /// <summary>Whether the frame can be read.</summary>
    public bool Has(long frame) => frame >= Facts.Range.Start && frame < Facts.Range.End && !Facts.HolesIn(frame, frame + 1).Any();
}

/// <summary>The cut names media and no file in the given folders is it.</summary>
/// <param name="Wanted">What was looked for, most telling first: file name, clip name, reel.</param>
/// <param name="IsReferenced">False where the cut itself holds a missing reference.</param>
/// <param name="Hint">What came near; empty where nothing did.</param>
public sealed record MissingMedia(IReadOnlyList<string> Wanted, bool IsReferenced, string Hint) : EventMedia;

/// <summary>The host makes these pictures: black, bars, a solid.</summary>
public sealed record GeneratedMedia(string Kind) : EventMedia;
