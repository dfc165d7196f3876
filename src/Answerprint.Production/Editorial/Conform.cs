using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;

namespace Answerprint.Production.Editorial;

/// <summary>An event of the cut with the media it shows.</summary>
public sealed record ConformedEvent(CutEvent Event, EventMedia Media)
{
    public Take? Take => Media as Take;

    /// <summary>The plate frames that are shown, in the plate's numbers, with so many record frames more at head and tail; they need not all be there.</summary>
    /// <returns>First and first-after; null where there is no take.</returns>
    public (long First, long End)? PlateFrames(int head = 0, int tail = 0)
    {
        if (Take is not { } take) return null;
        if (take.Kind == MediaKind.Still) return (take.First, take.First + 1);
        var (first, end) = Event.SourceFrames(head, tail);
        return (take.FrameAt(first), take.FrameAt(end - 1) + 1);
    }

    /// <summary>The plate frame that a record frame shows; null where there is no take.</summary>
    public long? PlateFrameAt(int record) => Take is not { } take ? null : take.Kind == MediaKind.Still ? take.First : take.FrameAt(Event.SourceFrameAt(record));
}

/// <summary>A cut with its media.</summary>
/// <param name="Events">In the order of the cut's events; picture only.</param>
public sealed record ConformedCut(Turnover Cut, IReadOnlyList<ConformedEvent> Events)
{
    /// <summary>What was decided between several media, and why; what was passed over. A sentence each, without full stop.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];

    /// <summary>All media in the folders, used or not, by path.</summary>
    public IReadOnlyList<MediaEntry> Media { get; init; } = [];

    public IEnumerable<Take> Takes => Events.Select(e => e.Take).OfType<Take>().DistinctBy(t => t.Path, StringComparer.Ordinal);
}

/// <summary>
/// Finds the media of a cut, in the given folders only: by the file name of its reference, by its clip name, by its reel, by camera roll and clip in the
/// name of the media, by the reel in the media's own header. What names a clip decides; what names only a roll or a reel needs the media's own timecode
/// beside it. Of several that answer, one is taken only where the path in the cut, the timecode or the same bytes leave one; else all are listed. What
/// the cut writes is compared with names, never opened as a path. Times of media: a label counts from the media's own timecode where the event touches it,
/// else from the reference's available range, else from 00:00:00:00.
/// </summary>
public static class Conform
{
    /// <param name="folders">Where to look, with all below.</param>
    /// <param name="facts">Opens a movie, still or sequence and says what it is; the holes of a sequence are known from its numbers and need not be said.</param>
    /// <param name="reels">The reel in the header of media, "" where it says none; null: headers are not asked. Called only where an event names a reel and no name answers.</param>
    /// <param name="opened">Told how many headers of how many have been read for their reels.</param>
    /// <exception cref="BadInputException">"ambiguous-media": several files answer for one event; "split-take": several hold it only together; "rate-mismatch"; "no-folder"; "too-many-files".</exception>
    public static ConformedCut Run(
        Turnover cut, IEnumerable<string> folders, Func<MediaEntry, MediaFacts> facts, CancellationToken cancel = default, Func<MediaEntry, string>? reels = null, Action<int, int>? opened = null)
    {
        var folder = MediaFolder.Read(folders);
        var search = new MediaSearch(cut, folder, facts, reels, opened, cancel);
        var events = new List<ConformedEvent>();
        foreach (var e in cut.Events.Where(e => e.Kind == TrackKind.Picture))
        {
            cancel.ThrowIfCancellationRequested();
            events.Add(new(e, search.Find(e)));
        }
        return new(cut, events) { Remarks = search.Remarks, Media = folder.Entries };
    }
}
