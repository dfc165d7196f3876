using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;

namespace Answerprint.Production;

/// <summary>
/// A cut taken into a show that may have had others: which shot each clip is, on which plate and over which frames. A pure function of what the book says and of what the media
/// holds. Laws, held by RecutPropertyTest: a name means one shot for ever; a shot whose clip stands as it did in an earlier cut gets back the plate and the frames of then, and with
/// them its versions and approvals; a shot that stays within what was handed out for it keeps it.
/// </summary>
/// <param name="Shots">Of the new cut, in record order.</param>
/// <param name="Changes">A line a shot, in the same order; omitted ones after them. Empty for a first cut.</param>
public sealed record Recut(IReadOnlyList<Shot> Shots, IReadOnlyList<ShotChange> Changes)
{
    /// <param name="events">The enabled clips of the new cut, in record order.</param>
    /// <param name="agrees">Whether a plate of the show and the media of a clip hold the same pictures over a range and around it.</param>
    /// <param name="plateFor">The plate to take where no known one agrees over the clip's frames; null where no media was found.</param>
    public static Recut Of(Standing now, IReadOnlyList<ShotEvent> events, Naming naming, string code, Func<ShotEvent, uint, FrameRange, bool> agrees, Func<ShotEvent, uint?> plateFor)
    {
        var current = now.Shots.Values.Select(Then).ToList();
        var past = now.Past.Select(Then);
        var names = Named(now, events, ShotMatch.Find(events, current, past), naming, code);
        var known = now.Plates.GroupBy(p => p.Value.Body.Text("name"), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Select(p => p.Key).OrderDescending().ToList(), StringComparer.Ordinal);
        var shots = new List<Shot>();
        var changes = new List<ShotChange>();
        for (var i = 0; i < events.Count; i++)
        {
            var e = events[i];
            var (plate, range) = Frames(now, e, names[i], known.GetValueOrDefault(e.Media, []), agrees, plateFor);
            var shot = new Shot(names[i], e.Clip, plate, e.Cut, range, e.Record, e.Track, e.Item) { Speed = e.Speed };
            shots.Add(shot);
            var before = now.Shots.GetValueOrDefault(shot.Name);
            var old = before ?? now.History(shot.Name).LastOrDefault();
            if (now.Cut is not null) changes.Add(ShotChange.Of(old, shot, before is null && old is not null, old?.Plate == plate || (old is not null && Same(old, shot))));
        }
        var here = shots.Select(s => s.Name).ToHashSet(StringComparer.Ordinal);
        changes.AddRange(now.Shots.Values.Where(s => !here.Contains(s.Name)).Select(s => ShotChange.Of(s, null, isBack: false, sameMedia: true)));
        return new(shots, changes);

        ShotThen Then(Shot shot) => new(shot, MediaOf(shot));

        string MediaOf(Shot shot) => shot.Plate is { } index && now.Plates.TryGetValue(index, out var act) ? act.Body.Text("name") : "";

        // more frames of the same pictures are no other media
        bool Same(Shot old, Shot shot) =>
            old.Plate is { } was && shot.Plate is not null && events[shots.Count - 1] is var e && MediaOf(old) == e.Media && old.Range.Intersect(shot.Range) is { IsEmpty: false } both && agrees(e, was, both);
    }

    /// <summary>Names for all: those that were found stand, new ones are numbered between their neighbours.</summary>
    private static IReadOnlyList<string> Named(Standing now, IReadOnlyList<ShotEvent> events, IReadOnlyList<string?> found, Naming naming, string code)
    {
        var used = new SortedSet<ShotNumber>(now.Names.Select(n => naming.NumberOf(code, n)).OfType<ShotNumber>());
        var names = new string[events.Count];
        ShotNumber? before = null;
        for (var i = 0; i < events.Count;)
        {
            if (found[i] is { } name)
            {
                names[i++] = name;
                before = naming.NumberOf(code, name) ?? before;
                continue;
            }
            var run = 1;
            while (i + run < events.Count && found[i + run] is null) run++;
            foreach (var number in ShotNumber.Between(before, run, used))
            {
                names[i++] = naming.Shot(code, number);
                before = number;
            }
        }
        return names;
    }

    /// <summary>The plate and the frames of a shot: those of an earlier cut where they still hold what the new one shows, so that what was made of them stands.</summary>
    private static (uint? Plate, FrameRange Range) Frames(Standing now, ShotEvent e, string name, List<uint> plates, Func<ShotEvent, uint, FrameRange, bool> agrees, Func<ShotEvent, uint?> plateFor)
    {
        if (e.Media.Length == 0) return (plateFor(e), e.Span);
        var states = now.History(name).Reverse().Where(s => s.Plate is { } p && plates.Contains(p)).ToList();
        foreach (var state in states.Where(s => s.Cut == e.Cut).Concat(states.Where(s => !e.Cut.IsEmpty && s.Range.Contains(e.Cut))))
            if (agrees(e, state.Plate!.Value, state.Range)) return (state.Plate, state.Range);
        foreach (var plate in plates)
            if (agrees(e, plate, e.Span)) return (plate, e.Span);
        return (plateFor(e), e.Span);
    }
}
