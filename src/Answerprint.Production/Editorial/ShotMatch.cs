using Answerprint.Production.Cuts;

namespace Answerprint.Production.Editorial;

/// <summary>A shot as it stood in some cut, and the name of its media then.</summary>
public sealed record ShotThen(Shot Shot, string Media);

/// <summary>
/// Finds which shot each clip of a new cut is. A clip that stands again exactly where a shot of the same frames ever stood is that shot; then the same frames elsewhere count,
/// then most frames in common, then the clip's name at the same place. What was omitted comes back by frames only, never by its place.
/// </summary>
public static class ShotMatch
{
    /// <summary>Of one medium so many pairs are looked at, so that a list of thousands of clips of one medium does not take for ever.</summary>
    private const long MostPairs = 4_000_000;

    /// <param name="events">Clips of the new cut.</param>
    /// <param name="current">The shots of the cut before it.</param>
    /// <param name="past">Every shot as it stood in every cut, the latest first.</param>
    /// <returns>For each clip the name of its shot; null for a new one.</returns>
    public static IReadOnlyList<string?> Find(IReadOnlyList<ShotEvent> events, IReadOnlyList<ShotThen> current, IEnumerable<ShotThen> past)
    {
        var pairs = new Pairs(events);
        var all = current.Concat(past).ToList();
        pairs.Equal(all, e => (e.Media, e.Cut, e.Speed, Named(e.Media, e.Clip), e.Record, e.Track), s => (s.Media, s.Shot.Cut, s.Shot.Speed, Named(s.Media, s.Shot.Clip), s.Shot.Record, s.Shot.Track));
        pairs.Equal(current, e => (e.Media, e.Cut, e.Speed, Named(e.Media, e.Clip)), s => (s.Media, s.Shot.Cut, s.Shot.Speed, Named(s.Media, s.Shot.Clip)));
        pairs.Overlapping(current);
        // slipped so far that no frame is left of it, or its media is another: only the name says that it is the same shot
        pairs.InPlace(current, (e, s) => e.Clip.Length > 0 && string.Equals(e.Clip, s.Shot.Clip, StringComparison.OrdinalIgnoreCase));
        // media that came or went takes the shot with it, wherever it lies now
        pairs.Equal(current, e => e.Clip.ToUpperInvariant(), s => s.Shot.Clip.ToUpperInvariant(), (e, s) => e.Clip.Length > 0 && (e.Media.Length == 0) != (s.Media.Length == 0));
        // what an earlier cut had and the last one had not
        pairs.Equal(all, e => (e.Media, e.Cut, e.Speed, Named(e.Media, e.Clip)), s => (s.Media, s.Shot.Cut, s.Shot.Speed, Named(s.Media, s.Shot.Clip)), (e, _) => e.Media.Length > 0);
        pairs.Overlapping([.. all.DistinctBy(s => s.Shot.Name, StringComparer.Ordinal)]);
        return pairs.Names;
    }

    // without media the name is all that there is
    private static string Named(string media, string clip) => media.Length == 0 ? clip : "";

    private sealed class Pairs(IReadOnlyList<ShotEvent> events)
    {
        private readonly string?[] names = new string?[events.Count];
        private readonly HashSet<string> taken = new(StringComparer.Ordinal);

        public IReadOnlyList<string?> Names => names;

        private IEnumerable<int> Open => Enumerable.Range(0, events.Count).Where(i => names[i] is null);

        /// <summary>Pairs what has the same key, in the order in which both are listed.</summary>
        public void Equal<TKey>(IReadOnlyList<ShotThen> shots, Func<ShotEvent, TKey> ofEvent, Func<ShotThen, TKey> ofShot, Func<ShotEvent, ShotThen, bool>? may = null)
            where TKey : notnull
        {
            var waiting = new Dictionary<TKey, LinkedList<ShotThen>>();
            foreach (var shot in shots.Where(s => !taken.Contains(s.Shot.Name)))
            {
                if (!waiting.TryGetValue(ofShot(shot), out var list)) waiting[ofShot(shot)] = list = [];
                list.AddLast(shot);
            }
            foreach (var i in Open)
            {
                if (!waiting.TryGetValue(ofEvent(events[i]), out var list)) continue;
                while (list.First is { } first && taken.Contains(first.Value.Shot.Name)) list.RemoveFirst();
                if (list.First is { } found && may?.Invoke(events[i], found.Value) != false) Take(i, found.Value);
            }
        }

        /// <summary>Pairs clips and shots of one medium that have frames in common, those with most of them first.</summary>
        public void Overlapping(IReadOnlyList<ShotThen> shots)
        {
            var left = shots.Where(s => s.Media.Length > 0 && !taken.Contains(s.Shot.Name)).ToLookup(s => s.Media, StringComparer.Ordinal);
            foreach (var group in Open.Where(i => events[i].Media.Length > 0).GroupBy(i => events[i].Media, StringComparer.Ordinal).ToList())
            {
                var right = group.OrderBy(i => events[i].Cut.Start).ToList();
                var known = left[group.Key].OrderBy(s => s.Shot.Cut.Start).ToList();
                var all = new List<(int Event, ShotThen Shot, long Shared)>();
                var from = 0;
                var looked = 0L;
                foreach (var i in right)
                {
                    while (from < known.Count && known[from].Shot.Cut.End <= events[i].Cut.Start) from++;
                    for (var k = from; k < known.Count && known[k].Shot.Cut.Start < events[i].Cut.End && looked++ < MostPairs; k++)
                        if (Shared(events[i].Cut, known[k].Shot.Cut) is > 0 and var shared) all.Add((i, known[k], shared));
                }
                foreach (var (i, shot, _) in all.OrderByDescending(p => p.Shared).ThenBy(p => Math.Abs((long)events[p.Event].Record.Start - p.Shot.Shot.Record.Start)).ThenBy(p => p.Event).ThenBy(p => p.Shot.Shot.Name, StringComparer.Ordinal))
                    if (names[i] is null && !taken.Contains(shot.Shot.Name)) Take(i, shot);
            }
        }

        /// <summary>Pairs what lies at the same place of the cut.</summary>
        public void InPlace(IReadOnlyList<ShotThen> shots, Func<ShotEvent, ShotThen, bool> may)
        {
            var tracks = shots.Where(s => !taken.Contains(s.Shot.Name)).GroupBy(s => s.Shot.Track).ToDictionary(g => g.Key, g => new RecordIndex<ShotThen>(g, s => s.Shot.Record));
            foreach (var i in Open.ToList())
                if (tracks.TryGetValue(events[i].Track, out var index) && index.TryFind(events[i].Record, out var shot) && !taken.Contains(shot.Shot.Name) && may(events[i], shot)) Take(i, shot);
        }

        private void Take(int e, ShotThen shot)
        {
            names[e] = shot.Shot.Name;
            taken.Add(shot.Shot.Name);
        }
    }

    private static long Shared(Media.Time.FrameRange a, Media.Time.FrameRange b) => Math.Min(a.End, b.End) - (long)Math.Max(a.Start, b.Start);
}
