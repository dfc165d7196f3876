using System.Text.RegularExpressions;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;

namespace Answerprint.Production.Editorial;

public sealed partial class Survey
{
    /// <summary>The words by which editors ask for each brief. The first that is found in a marker's name or comment counts.</summary>
    private static readonly (string Kind, Regex Words)[] Asks =
    [
        (Brief.Hold, HoldWords()), ("fill", FillWords()), ("cleanup", CleanupWords()), ("background", BackgroundWords()), ("relight", RelightWords()), ("reframe", ReframeWords()),
        ("continuity", ContinuityWords()), ("learn", LearnWords()),
    ];

    private IEnumerable<Wish> Wishes()
    {
        foreach (var e in cut.Events)
        {
            foreach (var marker in e.Event.Clip.Markers)
            {
                if (KindOf(marker) is not { } kind) Unmet(e, marker, asks: false, "its words ask for no work that is known");
                else if (!e.Event.Enabled) Unmet(e, marker, asks: true, "its clip is switched off");
                else if (Seen(e, marker) is { } record) yield return Of(kind, record, e, marker);
                else Unmet(e, marker, asks: true, $"it stands at {marker.Range.Start.Value:0.##} of the clip's own time at {marker.Range.Start.Rate} frames a second, outside of what the cut shows of the clip");
            }
        }

        var top = new TopIndex<ConformedEvent>(shown, s => s.Event.TrackIndex, s => s.Event.Record);
        var length = Math.Max(1, cut.Cut.PictureLength);
        var rate = cut.Cut.Timeline.Rate;
        foreach (var marker in cut.Cut.Timeline.Markers.Concat(cut.Cut.Timeline.PictureTracks.SelectMany(t => t.Markers)).Where(m => !SurveyMarkers.IsFinding(m)))
        {
            if (KindOf(marker) is not { } kind)
            {
                Unmet(null, marker, asks: false, "its words ask for no work that is known");
                continue;
            }
            var at = (int)Math.Clamp(marker.Range.Start.At(rate).Round(), 0, length - 1);
            var record = new FrameRange(at, (int)Math.Clamp(at + Math.Max(1, marker.Range.Duration.At(rate).Round()), at + 1, length));
            if (top.At(at) is { } below) yield return Of(kind, record, below, marker);
            else Unmet(null, marker, asks: true, "the cut shows nothing there");
        }
    }

    private void Unmet(ConformedEvent? e, Marker marker, bool asks, string why)
    {
        var words = Words(marker);
        var at = e?.Event.Record.Start ?? (int)Math.Clamp(marker.Range.Start.At(cut.Cut.Timeline.Rate).Round(), 0, Math.Max(0, cut.Cut.PictureLength - 1));
        if (words.Length > 0 || asks) unmet.Add(new(asks, e?.Event, cut.Cut.Timeline.RecordTimecode(at), words, why));
    }

    private static string Words(Marker marker) => string.Join(": ", new[] { marker.Name, marker.Comment }.Where(w => w.Length > 0).Distinct(StringComparer.Ordinal));

    private Wish Of(string kind, FrameRange record, ConformedEvent? e, Marker marker) => new(
        kind, record, cut.Cut.Timeline.RecordTimecode(record.Start), e, marker.Color, Words(marker));

    private static string? KindOf(Marker marker)
    {
        foreach (var (kind, words) in Asks)
            if (words.IsMatch(marker.Name) || words.IsMatch(marker.Comment)) return kind;
        return null;
    }

    /// <summary>The record frames of a marker that is stuck to a clip's media; null where the cut does not show them.</summary>
    private static FrameRange? Seen(ConformedEvent e, Marker marker)
    {
        var cutEvent = e.Event;
        var rate = cutEvent.Source.Start.Rate;
        if (cutEvent.Speed == 0) return cutEvent.Record;
        var offset = (marker.Range.Start.At(rate) - cutEvent.Source.Start).Times(1 / Math.Abs(cutEvent.Speed)).Round();
        var length = Math.Max(1, marker.Range.Duration.At(rate).Times(1 / Math.Abs(cutEvent.Speed)).Round());
        long start = cutEvent.Speed > 0 ? cutEvent.Record.Start + offset : cutEvent.Record.End - offset - length;
        long from = Math.Max(start, cutEvent.Record.Start), to = Math.Min(start + length, cutEvent.Record.End);
        return from < to ? new((int)from, (int)to) : null;
    }

    // "on hold" and "hold for approval" ask for nothing
    [GeneratedRegex(@"\bhold\s+((the|last|previous|missing|real)\s+)*(frames?\b|\d)|\bframe\s+hold\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HoldWords();

    [GeneratedRegex(@"\b(fill|retime|re-time|missing frames?|dropped frames?|repair)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FillWords();

    [GeneratedRegex(@"\b(clean-?up|clean up|clean plate|paint( out)?|remove|removal|wires?|rig|boom)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CleanupWords();

    [GeneratedRegex(@"\b(background|bg|key|green ?screen|blue ?screen|comp)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BackgroundWords();

    [GeneratedRegex(@"\b(relight|grade|balance|de-?flicker|flicker|match light|day for night)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RelightWords();

    [GeneratedRegex(@"\b(reframe|stabili[sz]e|stab|repo(sition)?|shake)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ReframeWords();

    [GeneratedRegex(@"\bcontinuity\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ContinuityWords();

    [GeneratedRegex(@"\blearn\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LearnWords();
}
