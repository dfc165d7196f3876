using System.Globalization;

namespace Answerprint.Production.Cuts;

public enum EventChangeKind
{
    /// <summary>The same frames of the same media at the same speed; it may have moved on the record side.</summary>
    Unchanged,

    /// <summary>As long as before, other frames of the same media.</summary>
    Slipped,

    /// <summary>Longer or shorter than before.</summary>
    Trimmed,
    Retimed,
    Omitted,
    New,
}

/// <summary>What became of one event between two cuts. Picture only, enabled only.</summary>
/// <param name="Head">Frames that the new event shows before the old one's first; negative: fewer.</param>
/// <param name="Tail">Frames that it shows after the old one's last; negative: fewer.</param>
/// <param name="Moved">Record frames from the old start to the new.</param>
public sealed record EventChange(EventChangeKind Kind, CutEvent? Old, CutEvent? New, long Head, long Tail, long Moved)
{
    public string Words => Kind switch
    {
        EventChangeKind.Unchanged => Moved == 0 ? "unchanged" : string.Create(CultureInfo.InvariantCulture, $"unchanged, moved by {Moved:+0;-0}"),
        EventChangeKind.Slipped => string.Create(CultureInfo.InvariantCulture, $"slipped by {-Head:+0;-0}"),
        EventChangeKind.Trimmed => string.Create(CultureInfo.InvariantCulture, $"trimmed: head {Head:+0;-0;0}, tail {Tail:+0;-0;0}"),
        EventChangeKind.Retimed => string.Create(CultureInfo.InvariantCulture, $"retimed from {Old!.Speed:0.####} to {New!.Speed:0.####}"),
        EventChangeKind.Omitted => "omitted",
        _ => "new",
    };
}

/// <summary>
/// Compares two cuts event by event. Two events can be the same only if they show the same media (file name, else reel and clip name); among those,
/// equal ones pair first, then the ones that share most frames, then the nearest in record time.
/// </summary>
public static class CutCompare
{
    /// <returns>In the record order of the new cut, omitted events after them in the order of the old.</returns>
    public static IReadOnlyList<EventChange> Run(Turnover old, Turnover @new) => BadCut.Exactly(@new.File, () => Compare(old, @new));

    private static IReadOnlyList<EventChange> Compare(Turnover old, Turnover @new)
    {
        var changes = new List<EventChange>();
        var before = Shown(old).ToLookup(Identity, StringComparer.OrdinalIgnoreCase);
        var after = Shown(@new).ToLookup(Identity, StringComparer.OrdinalIgnoreCase);
        foreach (var group in after)
        {
            var left = before[group.Key].ToList();
            var right = group.ToList();
            PairEqual(left, right, e => (e.Source.Start, e.Speed, e.Record, e.HeadOverlap, e.TailOverlap), changes);
            PairEqual(left, right, e => (e.Source.Start, e.Speed, e.Record.Length, e.HeadOverlap, e.TailOverlap), changes);
            foreach (var rank in (Func<CutEvent, CutEvent, bool>[])[Overlap, (_, _) => true])
                if ((long)left.Count * right.Count <= MostPairs) Pair(left, right, rank, changes);
            changes.AddRange(right.Select(e => new EventChange(EventChangeKind.New, null, e, 0, 0, 0)));
            changes.AddRange(left.Select(e => new EventChange(EventChangeKind.Omitted, e, null, 0, 0, 0)));
        }
        foreach (var group in before.Where(g => !after.Contains(g.Key))) changes.AddRange(group.Select(e => new EventChange(EventChangeKind.Omitted, e, null, 0, 0, 0)));
        return [.. changes.OrderBy(c => c.New is null).ThenBy(c => (c.New ?? c.Old)!.Record.Start).ThenBy(c => (c.New ?? c.Old)!.Number)];
    }

    private static IEnumerable<CutEvent> Shown(Turnover cut) => cut.Events.Where(e => e.Kind == TrackKind.Picture && e.Enabled);

    /// <summary>Groups of one medium larger than this pair equal events only: else a list of thousands of unnamed events would take for ever.</summary>
    private const long MostPairs = 4_000_000;

    private static void Pair(List<CutEvent> left, List<CutEvent> right, Func<CutEvent, CutEvent, bool> may, List<EventChange> changes)
    {
        foreach (var e in right.ToList())
        {
            var found = left.Where(o => may(o, e)).OrderByDescending(o => Shared(o, e)).ThenBy(o => Math.Abs((long)o.Record.Start - e.Record.Start)).ThenBy(o => o.Number).FirstOrDefault();
            if (found is null) continue;
            left.Remove(found);
            right.Remove(e);
            changes.Add(Change(found, e));
        }
    }

    private static void PairEqual<T>(List<CutEvent> left, List<CutEvent> right, Func<CutEvent, T> key, List<EventChange> changes)
        where T : notnull
    {
        var waiting = left.GroupBy(key).ToDictionary(g => g.Key, g => new Queue<CutEvent>(g));
        var taken = new HashSet<CutEvent>(ReferenceEqualityComparer.Instance);
        foreach (var e in right)
        {
            if (!waiting.TryGetValue(key(e), out var queue) || !queue.TryDequeue(out var found)) continue;
            changes.Add(Change(found, e));
            taken.UnionWith([found, e]);
        }
        left.RemoveAll(taken.Contains);
        right.RemoveAll(taken.Contains);
    }

    private static EventChange Change(CutEvent old, CutEvent now)
    {
        long moved = (long)now.Record.Start - old.Record.Start;
        if (old.Speed != now.Speed) return new(EventChangeKind.Retimed, old, now, 0, 0, moved);
        var (a, b) = (old.SourceFrames(old.HeadOverlap, old.TailOverlap), now.SourceFrames(now.HeadOverlap, now.TailOverlap));
        long head = a.First - b.First, tail = b.End - a.End;
        if (old.Speed < 0) (head, tail) = (tail, head);
        var kind = head == 0 && tail == 0 && old.Record.Length == now.Record.Length ? EventChangeKind.Unchanged
            : old.Record.Length == now.Record.Length && head == -tail ? EventChangeKind.Slipped : EventChangeKind.Trimmed;
        return new(kind, old, now, head, tail, moved);
    }

    private static bool Overlap(CutEvent a, CutEvent b) => Shared(a, b) > 0;

    private static long Shared(CutEvent a, CutEvent b)
    {
        var (x, y) = (a.SourceFrames(), b.SourceFrames());
        return Math.Min(x.End, y.End) - Math.Max(x.First, y.First);
    }

    private static string Identity(CutEvent e) => e.Media switch
    {
        ExternalReference { FileName.Length: > 0 } file => "file " + file.FileName,
        ImageSequenceReference sequence => "file " + sequence.Pattern,
        GeneratorReference generator => "made " + generator.Kind,
        _ => $"reel {e.Reel} clip {e.Name}",
    };
}
