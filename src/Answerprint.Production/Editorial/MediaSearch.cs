using Answerprint.Media.Frames;
using Answerprint.Production.Cuts;

namespace Answerprint.Production.Editorial;

/// <summary>The search for the media of one cut's events: which media answer, by what, and which of several it is. One caller at a time.</summary>
internal sealed partial class MediaSearch(Turnover cut, MediaFolder folder, Func<MediaEntry, MediaFacts> facts, Func<MediaEntry, string>? reels, Action<int, int>? opened, CancellationToken cancel)
{
    /// <summary>How a name answers.</summary>
    /// <param name="By">"file name", "clip name", "reel" …</param>
    /// <param name="Name">What the cut says.</param>
    /// <param name="NamesClip">Whether it means one clip; else only a roll, and the timecode must agree.</param>
    private readonly record struct Answer(string By, string Name, bool NamesClip, IReadOnlyList<MediaEntry> Found);

    private const int MostListed = 200;
    private readonly Dictionary<string, MediaFacts> known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> unreadable = new(StringComparer.Ordinal);
    private readonly SortedSet<string> remarks = new(StringComparer.Ordinal);
    private readonly SameBytes same = new(cancel);
    private ILookup<string, MediaEntry>? byOwnReel;

    public IReadOnlyList<string> Remarks => [.. remarks];

    /// <exception cref="BadInputException">Several media answer, or the one that does runs at another rate or can not be read.</exception>
    public EventMedia Find(CutEvent e)
    {
        if (e.Media is GeneratorReference generator) return new GeneratedMedia(generator.Kind);
        if (e.Reel is "BL" or "BLACK") return new GeneratedMedia("black");
        var wanted = new List<string>();
        var hints = new List<string>();
        foreach (var answer in Answers(e))
        {
            if (answer.Name.Length > 0 && !wanted.Contains(answer.Name, StringComparer.Ordinal)) wanted.Add(answer.Name);
            if (answer.Found.Count == 0) continue;
            if (Chosen(e, answer, hints) is { } take) return take;
        }
        foreach (var (path, why) in folder.PassedOver)
            if (wanted.Any(w => Path.GetFileName(path).StartsWith(Path.GetFileNameWithoutExtension(w), StringComparison.OrdinalIgnoreCase))) hints.Add($"{path} is {why}");
        return new MissingMedia(wanted, e.Media is not MissingReference, string.Join("; ", hints.Distinct(StringComparer.Ordinal).Take(8)));
    }

    private IEnumerable<Answer> Answers(CutEvent e)
    {
        var file = e.Media switch
        {
            ExternalReference external => external.FileName,
            ImageSequenceReference sequence => sequence.Pattern,
            _ => "",
        };
        if (file.Length > 0)
        {
            yield return new("file name", file, NamesClip: true, folder.Named(file));
            var plain = file.Contains('%', StringComparison.Ordinal) ? Uri.UnescapeDataString(file) : file;
            if (plain != file && e.Media is ExternalReference) yield return new("file name", plain, NamesClip: true, folder.Named(plain));
            if (e.Media is ExternalReference) yield return new("file name without suffix", Path.GetFileNameWithoutExtension(file), NamesClip: true, folder.OfStem(Path.GetFileNameWithoutExtension(file)));
        }
        if (e.Name.Length > 0)
        {
            yield return new("clip name", e.Name, NamesClip: true, folder.Named(e.Name));
            yield return new("clip name", e.Name, NamesClip: true, folder.OfStem(e.Name));
            if (Path.GetExtension(e.Name).Length is > 1 and <= 6) yield return new("clip name without suffix", e.Name, NamesClip: true, folder.OfStem(Path.GetFileNameWithoutExtension(e.Name)));
        }
        var reel = e.Reel is "AX" ? "" : e.Reel;
        if (reel.Length > 0)
        {
            yield return new("reel", reel, NamesClip: true, folder.Named(reel));
            yield return new("reel", reel, NamesClip: true, folder.OfStem(reel));
        }
        foreach (var name in (string[])[Path.GetFileNameWithoutExtension(file), e.Name, reel])
            if (name.Length > 0) yield return new("camera roll and clip", name, NamesClip: true, folder.OfRollAndClip(name));
        if (reel.Length == 0) yield break;
        // a list cuts reels off after eight letters: what begins so may be it
        if (reel.Length == 8 && folder.Beginning(reel) is { Count: > 0 } beginning) yield return new("first letters of the reel", reel, beginning.Count == 1, beginning);
        yield return new("camera roll", reel, NamesClip: false, folder.OfRoll(reel));
        if (reels is not null) yield return new("reel in the media's header", reel, NamesClip: false, OfOwnReel(reel));
    }

    /// <summary>The media of an answer; null where none of them can be it, which is said among the hints.</summary>
    private Take? Chosen(CutEvent e, Answer answer, List<string> hints)
    {
        if (answer.NamesClip && answer.Found.Count == 1) return TakeOf(e, answer.Found[0], FactsOf(e, answer.Found[0]), answer.By);
        if (answer.NamesClip && Nearest(e, answer.Found) is { } near) return TakeOf(e, near, FactsOf(e, near), answer.By);
        if (answer.NamesClip && answer.Found.Where(c => MediaName.Composed(c.Name) == MediaName.Composed(answer.Name)).ToList() is [var exact]) return TakeOf(e, exact, FactsOf(e, exact), answer.By);

        var candidates = answer.Found.Select(c => (Entry: c, Facts: Opened(c))).ToList();
        var takes = candidates.Where(c => c.Facts is not null && Agrees(c.Facts) && (answer.NamesClip || c.Facts.Start is not null)).Select(c => TakeOf(e, c.Entry, c.Facts!, $"{answer.By} and timecode")).ToList();
        var covering = takes.Where(t => Covers(e, t)).ToList();
        if (covering.Count == 1)
        {
            if (answer.Found.Count > 1) remarks.Add($"{answer.Found.Count} media answer to the {answer.By} {BadCut.Quote(answer.Name)}; where only one holds what an event shows it was taken, by its timecode");
            return covering[0];
        }
        if (covering.Count == 0 && !answer.NamesClip)
        {
            hints.Add(Near(e, answer, takes));
            return null;
        }
        var left = covering.Count > 1 ? [.. covering.Select(t => answer.Found.First(c => c.Path == t.Path))] : answer.Found;
        if (same.Of(left))
        {
            remarks.Add($"{left.Count} media of the same bytes answer to the {answer.By} {BadCut.Quote(answer.Name)}: {left[0].Path} was taken, and {string.Join(", ", left.Skip(1).Take(8).Select(c => c.Path))} left");
            return TakeOf(e, left[0], FactsOf(e, left[0]), answer.By);
        }
        throw covering.Count == 0 && Parts(e, takes) is { Count: > 1 } parts ? Split(e, answer, parts) : Ambiguous(e, answer, candidates);
    }

    /// <summary>Whether the take holds the first and the last frame that the event shows.</summary>
    private static bool Covers(CutEvent e, Take take)
    {
        if (take.Kind == MediaKind.Still) return true;
        var (first, end) = new ConformedEvent(e, take).PlateFrames()!.Value;
        return take.Has(first) && take.Has(end - 1);
    }

    /// <summary>The takes that hold a part of what the event shows and together all of it, in order; empty where they do not.</summary>
    private static List<Take> Parts(CutEvent e, List<Take> takes)
    {
        var (first, end) = e.SourceFrames();
        var parts = new List<Take>();
        var next = first;
        foreach (var (take, from, to) in takes.Where(t => t.Kind != MediaKind.Still && t.Step == 1).Select(t => (t, t.AvailableStart + (t.Facts.Range.Start - t.First), t.AvailableStart + (t.Facts.Range.End - t.First))).OrderBy(t => t.Item2))
        {
            if (from > next || to <= next) continue;
            parts.Add(take);
            next = to;
            if (next >= end) return parts;
        }
        return [];
    }

    private BadInputException Split(CutEvent e, Answer answer, List<Take> parts) => new(
        "split-take", cut.File, Place(e),
        $"the take {BadCut.Quote(answer.Name)} lies in {parts.Count} files, none of which holds all that the event shows: {string.Join("; ", parts.Select(p => $"{p.Path} ({p.Facts.Span})"))}",
        $"Join the parts into one file, or cut the event where the second part begins{(parts[1].Facts.Start is { } at ? $", at {at}" : "")}");

    private BadInputException Ambiguous(CutEvent e, Answer answer, List<(MediaEntry Entry, MediaFacts? Facts)> candidates)
    {
        var asked = e.SourceFrames() is var (first, end) ? $"frames {first}-{end - 1} of the media's time, from {e.SourceStart}" : "";
        var lines = candidates.Take(MostListed).Select(c => $"{c.Entry.Path} ({answer.By}; {Words(e, c.Entry, c.Facts)})");
        return new(
            "ambiguous-media", cut.File, Place(e),
            $"{candidates.Count} media answer to the {answer.By} {BadCut.Quote(answer.Name)}, and the event asks for {asked}: {string.Join(", ", lines)}{(candidates.Count > MostListed ? $" and {candidates.Count - MostListed} more" : "")}",
            "Leave one of them in the --media folders, or name it by its path in the cut");
    }

    private string Words(CutEvent e, MediaEntry entry, MediaFacts? found) => found is null
        ? $"it can not be read: {unreadable[entry.Path]}"
        : $"{found.Span}{(found.Holes.Count > 0 ? $", {found.Holes.Count} of them missing" : "")}, {(Agrees(found) ? Covers(e, TakeOf(e, entry, found, "")) ? "holds what the event shows" : "does not hold all of it" : $"runs at {found.Rate} frames a second and the cut at {cut.Timeline.Rate}")}";

    private string Near(CutEvent e, Answer answer, List<Take> takes)
    {
        if (takes.Count == 0) return $"{answer.Found.Count} media answer to the {answer.By} {BadCut.Quote(answer.Name)}, and none of them has a timecode of its own by which to tell";
        var nearest = takes.MinBy(t => Math.Abs(t.AvailableStart - e.SourceFrames().First))!;
        return $"{answer.Found.Count} media answer to the {answer.By} {BadCut.Quote(answer.Name)}, and none of them holds {e.SourceStart}; the nearest is {nearest.Name} ({nearest.Facts.Span})";
    }

    private string Place(CutEvent e) => $"event {e.Number} ({e.Track} {e.RecordStart}, {BadCut.Quote(e.Name)})";
}
