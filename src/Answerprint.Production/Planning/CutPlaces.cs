using Answerprint.Media.Measures;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;

namespace Answerprint.Production.Planning;

/// <summary>The order in which a cut shows its shots, and what of each take it uses.</summary>
internal sealed class CutPlaces
{
    /// <summary>Shots looked at on either side of a place.</summary>
    private const int Around = 4;

    private readonly List<(FrameRange Record, ConformedEvent? Event)> order;
    private readonly Dictionary<string, List<FrameRange>> used = new(StringComparer.Ordinal);

    public CutPlaces(ConformedCut cut, SurveyReport survey)
    {
        // seen from above: what a higher track covers from end to end is not there
        var shown = cut.Events.Where(e => e.Event.Enabled).OrderByDescending(e => e.Event.TrackIndex).ToList();
        var above = new TopCover();
        order = [.. shown.Where(e => !above.Hides(e.Event)).Select(e => (e.Event.Record, (ConformedEvent?)e))
            .Concat(survey.Missing.Where(m => m.Kind == MissingKind.Gap).Select(m => (m.Record, (ConformedEvent?)null))).OrderBy(e => e.Item1.Start).ThenBy(e => e.Item1.End)];
        foreach (var e in cut.Events.Where(e => e.Event.Enabled && e.Take is { Kind: not MediaKind.Still }))
        {
            if (e.PlateFrames(e.Event.HeadOverlap, e.Event.TailOverlap) is not var (first, end)) continue;
            var range = new FrameRange((int)Math.Clamp(first, int.MinValue / 2, int.MaxValue / 2), (int)Math.Clamp(end, int.MinValue / 2, int.MaxValue / 2)).Intersect(e.Take!.Facts.Range);
            if (!used.TryGetValue(e.Take.Path, out var list)) used[e.Take.Path] = list = [];
            if (!range.IsEmpty) list.Add(range);
        }
    }

    /// <summary>The shots before and after a stretch of the record side that have pictures, the nearest first.</summary>
    public IEnumerable<(int Distance, ConformedEvent Event)> Near(FrameRange record)
    {
        int low = 0, high = order.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (order[middle].Record.Start < record.Start) low = middle + 1;
            else high = middle;
        }
        var after = low;
        while (after < order.Count && order[after].Record.Start < record.End) after++;
        for (var k = 1; k <= Around; k++)
        {
            if (low - k >= 0 && order[low - k].Event is { Take: not null } before) yield return (-k, before);
            if (after + k - 1 < order.Count && order[after + k - 1].Event is { Take: not null } next) yield return (k, next);
        }
    }

    /// <summary>The stretches of a take without hole that the cut does not use, with what each is.</summary>
    public IEnumerable<(FrameRange Frames, string Use)> Unused(string path, MediaFacts facts)
    {
        var taken = used.GetValueOrDefault(path) ?? [];
        var cuts = taken.Select(r => (r.Start, r.End)).Concat(facts.Holes.Select(h => (Start: h, End: h + 1))).OrderBy(c => c.Start).ToList();
        int first = taken.Count > 0 ? taken.Min(t => t.Start) : 0, last = taken.Count > 0 ? taken.Max(t => t.End) : 0;
        var from = facts.Range.Start;
        foreach (var (start, end) in cuts.Append((Start: facts.Range.End, facts.Range.End)))
        {
            if (start > from) yield return (new(from, start), taken.Count == 0 ? "unused take" : start <= first ? "pre-roll of a used take" : from >= last ? "post-roll of a used take" : "between uses of a take");
            from = Math.Max(from, end);
        }
    }

    /// <summary>What tracks above cover; asked from the top down.</summary>
    private sealed class TopCover
    {
        private readonly List<FrameRange> ranges = [];
        private readonly List<FrameRange> pending = [];
        private int track = int.MaxValue;

        public bool Hides(CutEvent e)
        {
            if (e.TrackIndex != track)
            {
                var all = ranges.Concat(pending).OrderBy(r => r.Start).ToList();
                ranges.Clear();
                foreach (var r in all)
                {
                    if (ranges.Count > 0 && r.Start <= ranges[^1].End) ranges[^1] = new(ranges[^1].Start, Math.Max(ranges[^1].End, r.End));
                    else ranges.Add(r);
                }
                pending.Clear();
                track = e.TrackIndex;
            }
            pending.Add(e.Record);
            int low = 0, high = ranges.Count - 1;
            while (low <= high)
            {
                var middle = (low + high) / 2;
                if (ranges[middle].Contains(e.Record)) return true;
                if (ranges[middle].Start <= e.Record.Start) low = middle + 1;
                else high = middle - 1;
            }
            return false;
        }
    }
}
