using Answerprint.Media.Time;

namespace Answerprint.Production.Cuts;

/// <summary>Lays a cut out: every clip with its record frames, cuts within cuts opened, trimmed to what is seen of them and played at their speed.</summary>
internal sealed class CutLayout
{
    /// <summary>A cut may last this many frames: four days at 60 a second.</summary>
    public const int MostFrames = 20_736_000;

    /// <summary>Faster is no speed of a picture.</summary>
    private const double MostSpeed = 100_000;

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
                var end = layout.Place(track, i, track.Name, track.Kind, new(zero, zero, zero, 1), null, track.Enabled);
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

    /// <summary>
    /// How the time of a nested cut lies on the record side: record = Record + (inner − Inner) / Speed. Played backwards (Speed &lt; 0) Inner is the last
    /// moment seen; held (Speed 0) the one moment seen lasts from Record to End.
    /// </summary>
    private readonly record struct Way(RationalTime Inner, RationalTime Record, RationalTime End, double Speed)
    {
        /// <summary>The record stretch of an inner one.</summary>
        public (RationalTime From, RationalTime To) Of(RationalTime from, RationalTime to) => Speed == 0 ? (Record, End) : Speed > 0 ? (At(from), At(to)) : (At(to), At(from));

        private RationalTime At(RationalTime inner) => Record + (inner - Inner).At(Record.Rate).DividedBy(Speed);
    }

    /// <param name="way">From the time of the track to the record side.</param>
    /// <param name="window">The moments of the track that are seen; null: all.</param>
    /// <returns>The moment of the track at which it ends.</returns>
    private RationalTime Place(Track track, int index, string name, TrackKind kind, Way way, (RationalTime From, RationalTime To)? window, bool enabled)
    {
        var zero = RationalTime.Zero(timeline.Rate);
        var cursor = zero;
        if (track.SourceRange is { } part)
        {
            cursor = zero - part.Start;
            window = Intersect(window, (zero, part.Duration));
        }
        for (var i = 0; i < track.Items.Count; i++)
        {
            if (track.Items[i] is not TimedItem item) continue;
            var from = cursor;
            cursor += LengthOf(item, timeline.Rate, file);
            var seen = Intersect(window, (from, cursor))!.Value;
            // a nested cut that is held shows one moment, which has no length
            if (way.Speed == 0 ? seen.From > seen.To || seen.From >= cursor : seen.From >= seen.To) continue;
            var on = enabled && item.Enabled;
            switch (item)
            {
                case ClipItem clip:
                    var (before, after) = (Beside(i - 1, from, window?.From), Beside(i + 1, cursor, window?.To));
                    Add(clip, index, name, kind, from, cursor, seen, way, on, way.Speed < 0 ? Turned(after) : before, way.Speed < 0 ? Turned(before) : after);
                    break;
                case NestedItem nested:
                    Open(nested, index, name, kind, from, seen, way, on);
                    break;
            }
        }
        return track.SourceRange is { } r ? r.Duration : cursor;

        // a transition that stands there, as far as it is seen
        TransitionItem? Beside(int at, RationalTime cut, RationalTime? edge)
        {
            if (way.Speed == 0 || at < 0 || at >= track.Items.Count || track.Items[at] is not TransitionItem transition) return null;
            if (window is not { } w) return transition;
            if (cut < w.From || cut > w.To || (edge is { } e && cut == e)) return null;
            return transition with { In = RationalTime.Min(transition.In, (cut - w.From).At(transition.In.Rate)), Out = RationalTime.Min(transition.Out, (w.To - cut).At(transition.Out.Rate)) };
        }

        static TransitionItem? Turned(TransitionItem? transition) => transition is null ? null : transition with { In = transition.Out, Out = transition.In };
    }

    /// <summary>Lays the tracks of a nested cut: what is seen of them, at the speed of the whole.</summary>
    private void Open(NestedItem nested, int index, string name, TrackKind kind, RationalTime from, (RationalTime From, RationalTime To) seen, Way way, bool on)
    {
        var speed = Speed(nested, 1);
        var start = nested.SourceRange?.Start.At(timeline.Rate) ?? RationalTime.Zero(timeline.Rate);
        var length = LengthOf(nested, timeline.Rate, file);
        // the inner moments that are seen, and where they lie in the time of the track that holds the nested cut
        var (first, last) = speed switch
        {
            0 => (start, start),
            > 0 => (start + (seen.From - from).Times(speed), start + (seen.To - from).Times(speed)),
            _ => (start + (from + length - seen.To).Times(-speed), start + (from + length - seen.From).Times(-speed)),
        };
        var (record, end) = way.Of(seen.From, seen.To);
        var whole = Speed(nested, way.Speed);
        var inner = whole == 0 ? (first, first) : (first, last);
        var within = new Way(whole < 0 ? inner.Item2 : inner.Item1, record, end, whole);
        foreach (var child in nested.Tracks.Where(t => t.Kind == kind)) Place(child, index, name, kind, within, inner, on && child.Enabled);
    }

    private void Add(
        ClipItem clip, int index, string name, TrackKind kind, RationalTime from, RationalTime to, (RationalTime From, RationalTime To) seen, Way way, bool enabled, TransitionItem? before, TransitionItem? after)
    {
        var (begin, end) = way.Of(seen.From, seen.To);
        var record = new FrameRange(Frame(begin), Frame(end));
        if (record.IsEmpty) return;
        var own = Speed(clip, 1);
        var source = clip.SourceRange ?? clip.Media.AvailableRange!.Value;
        // the lowest moment of media that is seen: backwards, what is cut away at the end is cut away there
        var start = source.Start + (own < 0 ? (to - seen.To).At(source.Start.Rate).Times(-own) : (seen.From - from).At(source.Start.Rate).Times(own));
        // pictures count at the cut's rate: frame for frame where the nominal rates agree
        if (kind == TrackKind.Picture) start = start.At(timeline.Rate);
        events.Add(new(
            events.Count + 1, index, name, kind, clip, record, timeline.RecordTimecode(record.Start), new(start, (end - begin).At(start.Rate)), Speed(clip, way.Speed), enabled, before, after,
            before is null ? 0 : Overlap(before.In, way.Speed, clip.Place), after is null ? 0 : Overlap(after.Out, way.Speed, clip.Place)));
    }

    /// <summary>The speed of an item, times that of what holds it; slower than a frame in six hours is a frame held.</summary>
    private double Speed(TimedItem item, double outer)
    {
        var speed = item.Effects.OfType<LinearTimeWarp>().Aggregate(outer, (s, e) => s * e.Scalar);
        if (!double.IsFinite(speed) || Math.Abs(speed) > MostSpeed) throw BadCut.At(file, item.Place, $"the speed of {BadCut.Quote(item.Name)} is more than {MostSpeed:N0} times that of shooting");
        return Math.Abs(speed) < 2e-6 ? 0 : speed;
    }

    private int Overlap(RationalTime offset, double speed, string place)
    {
        var frames = offset.At(timeline.Rate).DividedBy(Math.Abs(speed)).Ceiling();
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
