using System.Globalization;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

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
    public IEnumerable<Take> Takes => Events.Select(e => e.Take).OfType<Take>().DistinctBy(t => t.Path, StringComparer.Ordinal);
}

/// <summary>
/// Finds the media of a cut: by the file name of its reference, by its clip name, by its reel, in the given folders only. What the cut writes is
/// compared with names, never opened as a path. Times of media: a label counts from the media's own timecode where the event touches it, else from the
/// reference's available range, else from 00:00:00:00.
/// </summary>
public static class Conform
{
    /// <param name="folders">Where to look, with all below.</param>
    /// <param name="facts">Opens a movie, still or pattern ("…/name.%04d.exr") and says what it is.</param>
    /// <exception cref="BadInputException">"ambiguous-media": several files answer for one event; "rate-mismatch"; "no-folder"; "too-many-files".</exception>
    public static ConformedCut Run(Turnover cut, IEnumerable<string> folders, Func<string, MediaFacts> facts, CancellationToken cancel = default)
    {
        var folder = MediaFolder.Read(folders);
        var known = new Dictionary<string, MediaFacts>(StringComparer.Ordinal);
        var events = new List<ConformedEvent>();
        foreach (var e in cut.Events.Where(e => e.Kind == TrackKind.Picture))
        {
            cancel.ThrowIfCancellationRequested();
            events.Add(new(e, Find(cut, e, folder, Facts)));
        }
        return new(cut, events);

        MediaFacts Facts(MediaEntry entry)
        {
            if (known.TryGetValue(entry.Path, out var there)) return there;
            var found = facts(entry.Path);
            if (found.Rate is { } rate && !rate.AgreesWith(cut.Timeline.Rate))
                throw new BadInputException("rate-mismatch", entry.Path, "", $"the media runs at {rate} frames a second and the cut {cut.File} at {cut.Timeline.Rate}", "Hand over media at the cut's rate, or say the cut's true rate with --rate");
            if (entry.Kind == MediaKind.Sequence)
            {
                var there2 = entry.Numbers.ToHashSet();
                found = found with { Holes = [.. found.Range.Numbers.Where(n => !there2.Contains(n)).Union(found.Holes).Order()] };
            }
            return known[entry.Path] = found;
        }
    }

    private static EventMedia Find(Turnover cut, CutEvent e, MediaFolder folder, Func<MediaEntry, MediaFacts> facts)
    {
        if (e.Media is GeneratorReference generator) return new GeneratedMedia(generator.Kind);
        if (e.Reel is "BL" or "BLACK") return new GeneratedMedia("black");
        var wanted = new List<string>();
        foreach (var (by, name, candidates) in Searches(e, folder))
        {
            if (name.Length > 0 && !wanted.Contains(name, StringComparer.Ordinal)) wanted.Add(name);
            if (candidates.Count == 0) continue;
            if (Nearest(e, candidates) is { } one) return TakeOf(e, one, facts(one), by);
            if (by == NearReel) return new MissingMedia(wanted, e.Media is not MissingReference, $"{candidates.Count} media begin like the reel {e.Reel}");
            throw new BadInputException(
                "ambiguous-media", cut.File, $"event {e.Number} ({e.Track} {e.RecordStart}, {BadCut.Quote(e.Name)})",
                $"{candidates.Count} media answer to the {by} {BadCut.Quote(name)}: {string.Join(", ", candidates.Take(8).Select(c => c.Path))}{(candidates.Count > 8 ? " …" : "")}",
                "Leave one of them in the --media folders, or name it by its path in the cut");
        }
        return new MissingMedia(wanted, e.Media is not MissingReference, "");
    }

    private const string NearReel = "first letters of the reel";

    private static IEnumerable<(string By, string Name, IReadOnlyList<MediaEntry> Found)> Searches(CutEvent e, MediaFolder folder)
    {
        var file = e.Media switch
        {
            ExternalReference external => external.FileName,
            ImageSequenceReference sequence => sequence.Pattern,
            _ => "",
        };
        if (file.Length > 0)
        {
            yield return ("file name", file, folder.Named(file));
            var stem = e.Media is ImageSequenceReference s ? s.NamePrefix : Path.GetFileNameWithoutExtension(file);
            if (e.Media is ExternalReference) yield return ("file name without suffix", stem, folder.OfStem(stem));
        }
        if (e.Name.Length > 0)
        {
            yield return ("clip name", e.Name, folder.Named(e.Name));
            yield return ("clip name", e.Name, folder.OfStem(e.Name));
            if (Path.GetExtension(e.Name).Length is > 1 and <= 6) yield return ("clip name without suffix", e.Name, folder.OfStem(Path.GetFileNameWithoutExtension(e.Name)));
        }
        if (e.Reel.Length == 0 || e.Reel == "AX") yield break;
        yield return ("reel", e.Reel, folder.Named(e.Reel));
        yield return ("reel", e.Reel, folder.OfStem(e.Reel));
        // a list cuts reels off after eight letters
        if (e.Reel.Length == 8) yield return (NearReel, e.Reel, folder.Beginning(e.Reel));
    }

    /// <summary>The only candidate, or the only one whose folders end most like the path in the cut; null where that leaves several.</summary>
    private static MediaEntry? Nearest(CutEvent e, IReadOnlyList<MediaEntry> candidates)
    {
        if (candidates.Count == 1) return candidates[0];
        var path = e.Media switch
        {
            ExternalReference external => external.TargetUrl,
            ImageSequenceReference sequence => sequence.TargetUrlBase + "/" + sequence.Pattern,
            _ => "",
        };
        var words = path.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).ToList();
        if (words.Count < 2) return null;
        var scores = candidates.Select(c => (Entry: c, Score: Alike(words, c.Path))).OrderByDescending(s => s.Score).ToList();
        return scores[0].Score > scores[1].Score ? scores[0].Entry : null;
    }

    /// <summary>How many folders agree, counted from the file upwards.</summary>
    private static int Alike(List<string> words, string path)
    {
        var folders = path.Split(Path.DirectorySeparatorChar);
        var n = 0;
        while (n + 2 <= words.Count && n + 2 <= folders.Length && string.Equals(words[^(n + 2)], folders[^(n + 2)], StringComparison.OrdinalIgnoreCase)) n++;
        return n;
    }

    private static Take TakeOf(CutEvent e, MediaEntry entry, MediaFacts facts, string by)
    {
        var available = e.Media.AvailableRange?.Start is { } start ? start.At(e.Source.Start.Rate).Round() : (long?)null;
        if (e.Media is ImageSequenceReference sequence && entry.Kind == MediaKind.Sequence && by == "file name")
            return new(entry.Path, entry.Name, entry.Kind, facts, by, sequence.StartFrame, available ?? facts.Start?.Frame ?? 0, sequence.FrameStep);
        var own = facts.Start?.Frame;
        var touches = own is { } o && e.SourceFrames() is var (first, end) && first < o + facts.Range.Length && end > o;
        return new(entry.Path, entry.Name, entry.Kind, facts, by, facts.Range.Start, touches ? own!.Value : available ?? own ?? 0);
    }
}
