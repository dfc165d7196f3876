using System.Text.RegularExpressions;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;

namespace Answerprint.Production.Editorial;

/// <summary>Why pictures are missing.</summary>
public enum MissingKind
{
    /// <summary>Nothing on any enabled picture track.</summary>
    Gap,

    /// <summary>The cut knows of media and does not say which.</summary>
    MissingReference,

    /// <summary>The cut names media and no file is it.</summary>
    MissingMedia,

    /// <summary>Frames inside the media are not there.</summary>
    Holes,

    /// <summary>The media begins after, or ends before, what the cut shows.</summary>
    ShortMedia,

    /// <summary>What is shown is there, the handles are not.</summary>
    ShortHandles,

    /// <summary>A stand-in, by its reel, name or marker.</summary>
    Slug,
}

public enum Severity
{
    /// <summary>Worth knowing; nothing visible is missing.</summary>
    Note,

    /// <summary>A person should look.</summary>
    Look,

    /// <summary>The picture is not complete without it.</summary>
    Must,
}

/// <summary>Pictures that are not there.</summary>
/// <param name="Record">Record frames of the cut (0 = its first).</param>
/// <param name="Event">The event that lacks them; null for a gap.</param>
/// <param name="PlateFrames">The missing numbers where they lie in one take, in its own numbers; else empty.</param>
/// <param name="Take">The take that <paramref name="PlateFrames"/> counts in.</param>
/// <param name="Before">What is shown before on the same track, touching.</param>
/// <param name="After">What is shown after on the same track, touching.</param>
/// <param name="Head">For short media and handles: how many record frames are missing at the head.</param>
/// <param name="Tail">The same at the tail.</param>
/// <param name="Tool">"fill" where real frames allow it, else "": a missing shot is never invented.</param>
/// <param name="Words">What is missing and the next best thing to do, for people.</param>
public sealed record MissingSpan(
    MissingKind Kind, Severity Severity, string Track, FrameRange Record, Timecode RecordStart, ConformedEvent? Event, Take? Take, IReadOnlyList<int> PlateFrames,
    ConformedEvent? Before, ConformedEvent? After, int Head, int Tail, string Tool, string Words);

/// <summary>Work that a person asks for by a marker.</summary>
/// <param name="Kind">The brief: "hold", "fill", "cleanup", "background", "relight", "reframe", "continuity", "learn".</param>
/// <param name="Record">Record frames of the cut; one where the marker has no length.</param>
/// <param name="Words">The marker's own words.</param>
public sealed record Wish(string Kind, FrameRange Record, Timecode RecordStart, ConformedEvent? Event, string Color, string Words);

/// <summary>What a survey found, in record order.</summary>
/// <param name="Unmet">Markers that ask for nothing that can be placed, each with the reason: none vanishes unsaid.</param>
public sealed record SurveyReport(IReadOnlyList<MissingSpan> Missing, IReadOnlyList<Wish> Wishes, IReadOnlyList<UnmetMarker> Unmet);

/// <summary>A marker from which no wish came.</summary>
/// <param name="Asks">Whether its words ask for work: then a person has to look.</param>
/// <param name="Event">The clip that it is stuck to; null for one of the track or the cut.</param>
/// <param name="Words">The marker's own words.</param>
/// <param name="Why">Why nothing came of it, without full stop.</param>
public sealed record UnmetMarker(bool Asks, CutEvent? Event, Timecode RecordStart, string Words, string Why);

/// <summary>The first half of the survey: names everything that is missing from a conformed cut, and what editors ask for by markers. Reads no pixels.</summary>
public sealed partial class Survey
{
    private readonly ConformedCut cut;
    private readonly int handles;
    private readonly List<ConformedEvent> shown;
    private readonly ILookup<int, ConformedEvent> ending;
    private readonly ILookup<int, ConformedEvent> starting;
    private readonly Dictionary<(int Track, int Start), ConformedEvent> startingOn = [];
    private readonly Dictionary<(int Track, int End), ConformedEvent> endingOn = [];
    private readonly HashSet<ConformedEvent> hidden = new(ReferenceEqualityComparer.Instance);
    private readonly RecordIndex<ConformedEvent> switchedOff;
    private readonly List<MissingSpan> missing = [];
    private readonly List<UnmetMarker> unmet = [];

    private Survey(ConformedCut cut, int handles)
    {
        this.cut = cut;
        this.handles = handles;
        shown = [.. cut.Events.Where(e => e.Event.Enabled)];
        ending = shown.ToLookup(e => e.Event.Record.End);
        starting = shown.ToLookup(e => e.Event.Record.Start);
        foreach (var e in shown)
        {
            startingOn.TryAdd((e.Event.TrackIndex, e.Event.Record.Start), e);
            endingOn.TryAdd((e.Event.TrackIndex, e.Event.Record.End), e);
        }
        // from the top down, what enabled clips above a track cover: ranges that do not touch, ascending
        var above = new List<FrameRange>();
        foreach (var track in shown.GroupBy(e => e.Event.TrackIndex).OrderByDescending(g => g.Key))
        {
            hidden.UnionWith(track.Where(e => Covers(above, e.Event.Record)));
            above = Union(above.Concat(track.Select(e => e.Event.Record)));
        }
        switchedOff = new(cut.Events.Where(e => !e.Event.Enabled), e => e.Event.Record);
    }

    /// <param name="handles">Frames wanted on either side of what is shown; at least 0.</param>
    public static SurveyReport Run(ConformedCut cut, int handles = 8)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(handles);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(handles, 100_000);
        return BadCut.Exactly(cut.Cut.File, () => new Survey(cut, handles).Report());
    }

    private SurveyReport Report()
    {
        Gaps();
        foreach (var e in shown) Look(e);
        return new(
            [.. missing.OrderBy(m => m.Record.Start).ThenBy(m => m.Kind).ThenBy(m => m.Track, StringComparer.Ordinal)],
            [.. Wishes().OrderBy(w => w.Record.Start).ThenBy(w => w.Kind, StringComparer.Ordinal)],
            unmet);
    }

    /// <summary>Record frames that no enabled clip of any picture track covers.</summary>
    private void Gaps()
    {
        var end = 0;
        foreach (var e in shown.OrderBy(e => e.Event.Record.Start))
        {
            if (e.Event.Record.Start > end) Gap(new(end, e.Event.Record.Start));
            end = Math.Max(end, e.Event.Record.End);
        }
        if (cut.Cut.PictureLength > end) Gap(new(end, cut.Cut.PictureLength));
    }

    private void Gap(FrameRange record)
    {
        var before = ending[record.Start].MaxBy(e => e.Event.TrackIndex);
        var after = starting[record.End].MaxBy(e => e.Event.TrackIndex);
        var off = switchedOff.TryFind(record, out var covering) ? covering : null;
        var (tool, take, frames, words) = Proposal(record, before, after);
        var what = off is null ? $"{Count(record.Length)} of the cut show nothing" : $"{Count(record.Length)} of the cut show nothing because {BadCut.Quote(off.Event.Name)} is switched off";
        Add(MissingKind.Gap, off is null ? Severity.Must : Severity.Look, before?.Event.Track ?? after?.Event.Track ?? "", record, null, take, frames, before, after, 0, 0, tool, $"{what}; {words}");
    }

    private void Look(ConformedEvent e)
    {
        var covered = hidden.Contains(e);
        var must = covered ? Severity.Note : Severity.Must;
        var also = covered ? "; another track covers it" : "";
        var (before, after) = Neighbours(e);
        if (SlugWord(e) is { } slug)
        {
            // black at the very ends of a cut is leader
            var edge = e.Media is GeneratedMedia && (e.Event.Record.Start == 0 || e.Event.Record.End == cut.Cut.PictureLength);
            var (tool, take, frames, words) = Proposal(e.Event.Record, before, after);
            Add(MissingKind.Slug, edge ? Severity.Note : covered ? Severity.Note : e.Take is null ? Severity.Must : Severity.Look, e.Event.Track, e.Event.Record, e, take, frames, before, after, 0, 0, edge ? "" : tool, $"{slug} stands for {Count(e.Event.Record.Length)}{also}; {(edge ? "it lies at the end of the cut and may be meant" : words)}");
            if (e.Take is null) return;
        }
        switch (e.Media)
        {
            case MissingMedia { IsReferenced: false } media:
                var named = media.Wanted.Count > 0 ? $"; no file answers to {string.Join(", ", media.Wanted.Select(BadCut.Quote))}" : "";
                Absent(MissingKind.MissingReference, $"the cut holds missing media{named}", media.Hint);
                break;
            case MissingMedia media:
                Absent(MissingKind.MissingMedia, $"no file answers to {string.Join(", ", media.Wanted.Select(BadCut.Quote))}", media.Hint);
                break;
            case Take { Kind: not MediaKind.Still } take:
                Frames(e, take, must, before, after, also);
                break;
        }

        void Absent(MissingKind kind, string what, string hint)
        {
            var (tool, take, frames, words) = Proposal(e.Event.Record, before, after);
            Add(kind, must, e.Event.Track, e.Event.Record, e, take, frames, before, after, 0, 0, tool, $"{what}{(hint.Length > 0 ? $" ({hint})" : "")}{also}; {words}");
        }
    }

    /// <summary>Holes inside the take, and what it lacks at head and tail.</summary>
    private void Frames(ConformedEvent e, Take take, Severity must, ConformedEvent? before, ConformedEvent? after, string also)
    {
        int headShown = e.Event.HeadOverlap, tailShown = e.Event.TailOverlap;
        var (first, end) = e.PlateFrames(headShown, tailShown)!.Value;
        var range = take.Facts.Range;
        var seen = Math.Abs(e.Event.Speed) == 1 ? null : Enumerable.Range(e.Event.Record.Start - headShown, e.Event.Record.Length + headShown + tailShown).Select(r => e.PlateFrameAt(r)).ToHashSet();
        var holes = take.Facts.HolesIn(first, end).Where(h => (seen is null ? (h - take.First) % take.Step == 0 : seen.Contains(h))).ToList();
        if (holes.Count > 0)
        {
            var record = RecordOf(e, holes[0], holes[^1]);
            Add(MissingKind.Holes, must, e.Event.Track, record, e, take, holes, e, e, 0, 0, "fill", $"{Count(holes.Count)} of {take.Name} are not there ({FrameList.Format(holes)}){also}; pull them again, or let fill make them from the frames beside them");
        }
        var (head, tail) = Lack(e, headShown, tailShown, range);
        if (head + tail > 0)
        {
            var lacking = Beyond(first, end, range);
            var real = (head == 0 || Unused(before, after: true) >= head) && (tail == 0 || Unused(after, after: false) >= tail);
            // what is shown too short could only be made from the neighbours' handles: real frames first, another shot is never melted in
            var tool = real && !e.Event.Enabled ? "" : real ? "fill" : "";
            var record = head > 0 && tail == 0 ? new FrameRange(e.Event.Record.Start, Math.Min(e.Event.Record.End, e.Event.Record.Start + head))
                : tail > 0 && head == 0 ? new FrameRange(Math.Max(e.Event.Record.Start, e.Event.Record.End - tail), e.Event.Record.End) : e.Event.Record;
            Add(MissingKind.ShortMedia, must, e.Event.Track, record, e, take, lacking, before, after, head, tail, tool,
                $"{take.Name} holds {range} and the cut shows {Ends(first, end)}: {Sides(head, tail)} missing{also}; {(real ? "trim the cut, or take real frames of the neighbours' handles" : "pull the take again with more handles, or trim the cut")}");
        }
        if (handles == 0) return;
        var (handleHead, handleTail) = Lack(e, headShown + handles, tailShown + handles, range);
        (handleHead, handleTail) = (handleHead - head, handleTail - tail);
        if (handleHead + handleTail > 0)
            Add(MissingKind.ShortHandles, Severity.Note, e.Event.Track, e.Event.Record, e, take, [], before, after, handleHead, handleTail, "", $"{take.Name} lacks handles of {handles}: {Sides(handleHead, handleTail)} missing");
    }

    /// <summary>How many record frames with these overlaps the media is short of at either side.</summary>
    private static (int Head, int Tail) Lack(ConformedEvent e, int head, int tail, FrameRange range)
    {
        var take = e.Take!;
        var (first, end) = e.PlateFrames(head, tail)!.Value;
        double pace = Math.Max(Math.Abs(e.Event.Speed), 1e-9) * take.Step;
        if (e.Event.Speed == 0) return first < range.Start ? (1, 0) : end > range.End ? (0, 1) : (0, 0);
        long low = Math.Max(0, Math.Min(range.Start, end) - first), high = Math.Max(0, end - Math.Max(range.End, first));
        int most = e.Event.Record.Length + head + tail;
        var (a, b) = ((int)Math.Min(most, Math.Ceiling(low / pace)), (int)Math.Min(most, Math.Ceiling(high / pace)));
        return e.Event.Speed < 0 ? (b, a) : (a, b);
    }

    private static List<int> Beyond(long first, long end, FrameRange range)
    {
        var numbers = new List<int>();
        for (var n = first; n < Math.Min(end, range.Start) && numbers.Count < 100_000; n++) numbers.Add((int)Math.Clamp(n, int.MinValue, int.MaxValue));
        for (var n = Math.Max(first, range.End); n < end && numbers.Count < 100_000; n++) numbers.Add((int)Math.Clamp(n, int.MinValue, int.MaxValue));
        return numbers;
    }

    /// <summary>What may honestly stand where nothing is: the take's own frames, or the neighbours' unused handles; never two shots melted together.</summary>
    private static (string Tool, Take? Take, IReadOnlyList<int> Frames, string Words) Proposal(FrameRange record, ConformedEvent? before, ConformedEvent? after)
    {
        if (before?.Take is { } left && after?.Take is { } right && left.Path == right.Path && before.Event.Speed == 1 && after.Event.Speed == 1 &&
            before.PlateFrames() is { } l && after.PlateFrames() is { } r && r.First - l.End == (long)record.Length * left.Step)
        {
            var frames = Enumerable.Range(0, record.Length).Select(i => (int)(l.End + ((long)i * left.Step))).ToList();
            var there = frames.Count(f => left.Has(f));
            return ("fill", left, frames, there == frames.Count
                ? $"it lies inside one take and {left.Name} holds all of its frames ({FrameList.Format(frames)}): use them"
                : $"it lies inside one take; fill makes {frames.Count - there} of {FrameList.Format(frames)} from the frames beside them");
        }
        int tail = Unused(before, after: true), head = Unused(after, after: false);
        if (tail + head >= record.Length) return ("fill", null, [], $"the neighbours' unused handles reach over it with real frames ({tail} after the one, {head} before the other)");
        return ("", null, [], "a missing shot is not invented: ask for the take, an alternate, a stock shot or a pick-up, or close the gap");
    }

    /// <summary>Real frames of a neighbour that the cut does not show, on the side of the gap, without a hole.</summary>
    private static int Unused(ConformedEvent? e, bool after)
    {
        if (e?.Take is not { Kind: not MediaKind.Still } take || e.Event.Speed != 1) return 0;
        var (first, end) = e.PlateFrames()!.Value;
        var range = take.Facts.Range;
        var from = after ? end : first - take.Step;
        if (!take.Has(from)) return 0;
        // up to the nearest hole that the take's own step would meet, or to where the media ends
        var hole = after
            ? take.Facts.HolesIn(from, range.End).Where(h => (h - from) % take.Step == 0).Select(h => (long?)h).FirstOrDefault()
            : HolesDown(take, from).Where(h => (from - h) % take.Step == 0).Select(h => (long?)h).FirstOrDefault();
        var there = after ? (hole ?? range.End) - from : from - (hole ?? ((long)range.Start - 1));
        return (int)Math.Min(100_000, (there + take.Step - 1) / take.Step);
    }

    private static IEnumerable<int> HolesDown(Take take, long from)
    {
        for (var hole = take.Facts.HoleBefore(from); hole is { } h; hole = take.Facts.HoleBefore(h)) yield return h;
    }

    private (ConformedEvent? Before, ConformedEvent? After) Neighbours(ConformedEvent e) => (
        endingOn.GetValueOrDefault((e.Event.TrackIndex, e.Event.Record.Start)), startingOn.GetValueOrDefault((e.Event.TrackIndex, e.Event.Record.End)));

    /// <summary>Whether ranges that do not touch, ascending, lie over all of a range.</summary>
    private static bool Covers(List<FrameRange> ranges, FrameRange record)
    {
        int low = 0, high = ranges.Count - 1;
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (ranges[middle].Contains(record)) return true;
            if (ranges[middle].Start <= record.Start) low = middle + 1;
            else high = middle - 1;
        }
        return false;
    }

    private static List<FrameRange> Union(IEnumerable<FrameRange> ranges)
    {
        var union = new List<FrameRange>();
        foreach (var range in ranges.OrderBy(r => r.Start))
        {
            if (union.Count > 0 && range.Start <= union[^1].End) union[^1] = new(union[^1].Start, Math.Max(union[^1].End, range.End));
            else union.Add(range);
        }
        return union;
    }

    private static FrameRange RecordOf(ConformedEvent e, long firstPlate, long lastPlate)
    {
        int? from = null, to = null;
        for (var r = e.Event.Record.Start - e.Event.HeadOverlap; r < e.Event.Record.End + e.Event.TailOverlap; r++)
        {
            if (e.PlateFrameAt(r) is not { } n || n < firstPlate || n > lastPlate) continue;
            from ??= r;
            to = r;
        }
        return from is { } f && to is { } t ? new(f, t + 1) : e.Event.Record;
    }

    private static string? SlugWord(ConformedEvent e)
    {
        if (e.Event.Reel is "BL" or "BLACK") return "black";
        if (e.Media is GeneratedMedia made && (made.Kind.Equals("black", StringComparison.OrdinalIgnoreCase) || SlugWords().IsMatch(made.Kind))) return made.Kind.ToLowerInvariant();
        if (SlugWords().Match(e.Event.Name) is { Success: true } name) return $"{BadCut.Quote(e.Event.Name)} ({name.Value.ToLowerInvariant()})";
        var marker = e.Event.Clip.Markers.FirstOrDefault(m => SlugWords().IsMatch(m.Name) || SlugWords().IsMatch(m.Comment));
        return marker is null ? null : $"a marker ({BadCut.Quote(marker.Name.Length > 0 ? marker.Name : marker.Comment)})";
    }

    private void Add(
        MissingKind kind, Severity severity, string track, FrameRange record, ConformedEvent? e, Take? take, IReadOnlyList<int> frames, ConformedEvent? before, ConformedEvent? after,
        int head, int tail, string tool, string words) =>
        missing.Add(new(kind, severity, track, record, cut.Cut.Timeline.RecordTimecode(record.Start), e, take, frames, before, after, head, tail, tool, words));

    private static string Count(int frames) => frames == 1 ? "1 frame" : $"{frames} frames";

    private static string Sides(int head, int tail) => (head, tail) switch
    {
        ( > 0, > 0) => $"{head} at the head and {tail} at the tail are",
        ( > 0, _) => $"{head} at the head {(head == 1 ? "is" : "are")}",
        _ => $"{tail} at the tail {(tail == 1 ? "is" : "are")}",
    };

    private static string Ends(long first, long end) => end - first == 1 ? $"{first}" : $"{first}-{end - 1}";

    // a word of its own: "INSERT_03" and "sh010-missing" count, "inserted" does not, and "missing frames" asks for work
    [GeneratedRegex(@"(?<![a-z])(missing(?!\s+frames?\b)|insert|slug|tbd)(?![a-z])", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SlugWords();
}
