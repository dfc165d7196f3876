using Answerprint.Media.Frames;
using Answerprint.Production.Cuts;

namespace Answerprint.Production.Editorial;

internal sealed partial class MediaSearch
{
    /// <summary>What the media says of itself, each asked once.</summary>
    /// <exception cref="BadInputException">It can not be read, or runs at another rate than the cut.</exception>
    private MediaFacts FactsOf(CutEvent e, MediaEntry entry)
    {
        if (!known.TryGetValue(entry.Path, out var found)) found = known[entry.Path] = entry.WithHoles(facts(entry));
        return Agrees(found) ? found : throw new BadInputException(
            "rate-mismatch", entry.Path, Place(e), $"the media runs at {found.Rate} frames a second and the cut {cut.File} at {cut.Timeline.Rate}",
            "Hand over media at the cut's rate, or say the cut's true rate with --rate");
    }

    /// <summary>The same of one among several; null where it can not be read, which is kept.</summary>
    private MediaFacts? Opened(MediaEntry entry)
    {
        cancel.ThrowIfCancellationRequested();
        if (known.TryGetValue(entry.Path, out var found)) return found;
        if (unreadable.ContainsKey(entry.Path)) return null;
        try
        {
            return known[entry.Path] = entry.WithHoles(facts(entry));
        }
        catch (BadInputException e)
        {
            unreadable[entry.Path] = e.Problem;
            return null;
        }
    }

    private bool Agrees(MediaFacts found) => found.Rate is not { } rate || rate.AgreesWith(cut.Timeline.Rate);

    /// <summary>Media whose header names a reel: opens everything in the folders, once.</summary>
    private IReadOnlyList<MediaEntry> OfOwnReel(string reel)
    {
        byOwnReel ??= ReadReels();
        var plain = CameraRoll.Plain(reel);
        var whole = byOwnReel[plain].ToList();
        if (whole.Count > 0 || reel.Length != 8) return whole;
        // a list cuts tape names off after eight letters
        return [.. byOwnReel.Where(g => g.Key.StartsWith(plain, StringComparison.Ordinal)).SelectMany(g => g)];
    }

    private ILookup<string, MediaEntry> ReadReels()
    {
        var read = new List<(string Reel, MediaEntry Entry)>();
        for (var i = 0; i < folder.Entries.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                if (reels!(folder.Entries[i]) is { Length: > 0 } reel) read.Add((CameraRoll.Plain(reel), folder.Entries[i]));
            }
            catch (BadInputException e)
            {
                remarks.Add($"{folder.Entries[i].Path} can not be asked for its reel: {e.Problem}");
            }
            opened?.Invoke(i + 1, folder.Entries.Count);
        }
        return read.ToLookup(r => r.Reel, r => r.Entry, StringComparer.Ordinal);
    }

    /// <summary>The only one whose folders end most like the path in the cut; null where that leaves several.</summary>
    private static MediaEntry? Nearest(CutEvent e, IReadOnlyList<MediaEntry> candidates)
    {
        var path = e.Media switch
        {
            ExternalReference external => external.TargetUrl,
            ImageSequenceReference sequence => sequence.TargetUrlBase + "/" + sequence.Pattern,
            _ => "",
        };
        var words = path.Split(['/', '\\'], StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString).Select(MediaName.Composed).ToList();
        if (words.Count < 2) return null;
        var scores = candidates.Select(c => (Entry: c, Score: Alike(words, c.Path))).OrderByDescending(s => s.Score).ToList();
        return scores[0].Score > scores[1].Score ? scores[0].Entry : null;
    }

    /// <summary>How many folders agree, counted from the file upwards.</summary>
    private static int Alike(List<string> words, string path)
    {
        var folders = path.Split(Path.DirectorySeparatorChar);
        var n = 0;
        while (n + 2 <= words.Count && n + 2 <= folders.Length && string.Equals(words[^(n + 2)], MediaName.Composed(folders[^(n + 2)]), StringComparison.OrdinalIgnoreCase)) n++;
        return n;
    }

    private static Take TakeOf(CutEvent e, MediaEntry entry, MediaFacts found, string by)
    {
        var available = e.Media.AvailableRange?.Start is { } start ? start.At(e.Source.Start.Rate).Round() : (long?)null;
        if (e.Media is ImageSequenceReference sequence && entry.Kind == MediaKind.Sequence && by.StartsWith("file name", StringComparison.Ordinal))
            return new(entry.Path, entry.Name, entry.Kind, found, by, sequence.StartFrame, available ?? found.Start?.Frame ?? 0, sequence.FrameStep);
        var own = found.Start?.Frame;
        var touches = own is { } o && e.SourceFrames() is var (first, end) && first < o + found.Range.Length && end > o;
        return new(entry.Path, entry.Name, entry.Kind, found, by, found.Range.Start, touches ? own!.Value : available ?? own ?? 0);
    }
}
