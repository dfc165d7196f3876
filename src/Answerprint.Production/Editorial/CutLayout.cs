using Answerprint.Media.Time;

namespace Answerprint.Production.Editorial;

/// <summary>Lays a cut out: every clip with its record frames, cuts within cuts opened and trimmed to what is seen of them.</summary>
internal sealed class CutLayout
{
    /// <summary>A cut may last this many frames: four days at 60 a second.</summary>
    public const int MostFrames = 20_736_000;

    private readonly Timeline timeline;
    private readonly string file;
    private readonly List<CutEvent> events = [];

    private CutLayout(Timeline timeline, string file)
    {
        this.timeline = timeline;
        this.file = file;
    }

    /// <summary>The clips of all tracks, and the length of the picture tracks in frames.</summary>
    /// <exception cref="Media.Frames.BadInputException">A clip without any length, or a cut longer than <see cref="MostFrames"/>.</exception>
    public static (IReadOnlyList<CutEvent> Events, int PictureLength) Of(Timeline timeline, string file)
    {
        var layout = new CutLayout(timeline, file);
        return BadCut.Exactly(file, () =>
        {
            var zero = RationalTime.Zero(timeline.Rate);
            var length = 0;
            for (var i = 0; i < timeline.Tracks.Count; i++)
            {
                var track = timeline.Tracks[i];
                var end = layout.Place(track, i, track.Name, track.Kind, zero, null, track.Enabled);
                if (track.Kind == TrackKind.Picture) length = Math.Max(length, layout.Frame(end));
            }
            var ordered = layout.events.OrderBy(e => e.TrackIndex).ThenBy(e => e.Record.Start).ThenBy(e => e.Number).Select((e, i) => e with { Number = i + 1 }).ToList();
            return ((IReadOnlyList<CutEvent>)ordered, length);
        });
    }

    /// <summary>How long an item lasts, in its own time.</summary>
    public static RationalTime LengthOf(TimedItem item, FrameRate rate, string file) => item switch
    {
        { SourceRange: { } range } => range.Duration,
        ClipItem { Media.AvailableRange: { } available } => available.Duration,
        NestedItem nested => nested.Tracks.Select(t => LengthOf(t, rate, file)).Aggregate(RationalTime.Zero(rate), RationalTime.Max),
        GapItem => RationalTime.Zero(rate),
        _ => throw BadCut.At(file, item.Place, $"the clip {BadCut.Quote(item.Name)} has neither a source range nor an available range", "Export the cut with source ranges"),
    };

    public static RationalTime LengthOf(Track track, FrameRate rate, string file) => track.SourceRange is { } range
        ? range.Duration
        : track.Items.OfType<TimedItem>().Aggregate(RationalTime.Zero(rate), (sum, item) => sum + LengthOf(item, rate, file));

    /// <param name="at">The record moment of the track's zero.</param>
    /// <param name="window">The record moments that are seen; null: all.</param>
    /// <returns>The record moment at which the track ends.</returns>
    private RationalTime Place(Track track, int index, string name, TrackKind kind, RationalTime at, (RationalTime From, RationalTime To)? window, bool enabled)
    {
        var cursor = at;
        if (track.SourceRange is { } part)
        {
            cursor = at - part.Start;
            window = Intersect(window, (at, at + part.Duration));
        }
        for (var i = 0; i < track.Items.Count; i++)
        {
            if (track.Items[i] is not TimedItem item) continue;
            var from = cursor;
            cursor += LengthOf(item, timeline.Rate, file);
            var seen = Intersect(window, (from, cursor))!.Value;
            if (seen.From >= seen.To) continue;
            var on = enabled && item.Enabled;
            switch (item)
            {
                case ClipItem clip:
                    Add(clip, index, name, kind, from, seen, on, i > 0 && seen.From == from ? track.Items[i - 1] as TransitionItem : null, i + 1 < track.Items.Count && seen.To == cursor ? track.Items[i + 1] as TransitionItem : null);
                    break;
                case NestedItem nested when !nested.Effects.OfType<LinearTimeWarp>().Any():
                    var inner = from - (nested.SourceRange?.Start ?? RationalTime.Zero(timeline.Rate));
                    foreach (var child in nested.Tracks.Where(t => t.Kind == kind)) Place(child, index, name, kind, inner, seen, on && child.Enabled);
                    break;
                case NestedItem nested:
                    var whole = new UnknownReference(nested.Name, "Stack", null, []);
                    Add(
                        new(nested.Name, nested.Enabled, nested.SourceRange ?? new(RationalTime.Zero(timeline.Rate), cursor - from), new Dictionary<string, MediaReference>(StringComparer.Ordinal) { [ClipItem.DefaultKey] = whole }, ClipItem.DefaultKey, nested.Markers, nested.Effects, nested.Metadata) { Place = nested.Place },
                        index, name, kind, from, seen, on, null, null);
                    break;
            }
        }
        return track.SourceRange is { } r ? at + r.Duration : cursor;
    }

    private void Add(ClipItem clip, int index, string name, TrackKind kind, RationalTime from, (RationalTime From, RationalTime To) seen, bool enabled, TransitionItem? before, TransitionItem? after)
    {
        var record = new FrameRange(Frame(seen.From), Frame(seen.To));
        if (record.IsEmpty) return;
        var speed = clip.Effects.OfType<LinearTimeWarp>().Aggregate(1.0, (s, e) => s * e.Scalar);
        var source = clip.SourceRange ?? clip.Media.AvailableRange!.Value;
        var start = source.Start + (seen.From - from).At(source.Start.Rate).Times(speed < 0 ? 0 : speed);
        // pictures count at the cut's rate: frame for frame where the nominal rates agree
        if (kind == TrackKind.Picture) start = start.At(timeline.Rate);
        events.Add(new(
            events.Count + 1, index, name, kind, clip, record, timeline.RecordTimecode(record.Start), new(start, (seen.To - seen.From).At(start.Rate)), speed, enabled, before, after,
            before is null ? 0 : Overlap(before.In, clip.Place), after is null ? 0 : Overlap(after.Out, clip.Place)));
    }

    private int Overlap(RationalTime offset, string place)
    {
        var frames = offset.At(timeline.Rate).Ceiling();
        return frames is >= 0 and <= MostFrames ? (int)frames : throw BadCut.At(file, place, "a transition lasts longer than a cut may");
    }

    private int Frame(RationalTime moment)
    {
        var frame = moment.At(timeline.Rate).Round();
        return frame is >= 0 and <= MostFrames ? (int)frame : throw BadCut.At(file, "", $"the cut reaches frame {frame:N0}; a cut may last {MostFrames:N0}");
    }

    private static (RationalTime From, RationalTime To)? Intersect((RationalTime From, RationalTime To)? a, (RationalTime From, RationalTime To) b) =>
        a is { } w ? (RationalTime.Max(w.From, b.From), RationalTime.Min(w.To, b.To)) : b;
}
