using Answerprint.Media.Time;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;

namespace Answerprint.Production;

/// <summary>
/// Which briefs count. Those that were asked by hand count in every cut that has their shot and their frames; those that a survey found count as long as the last survey found
/// them. So a brief keeps its name over recuts, and with it what was made for it.
/// </summary>
public sealed partial class Standing
{
    private readonly List<AskedBrief> everAsked = [];
    private readonly Dictionary<string, Brief> sameAsked = new(StringComparer.Ordinal);
    private readonly HashSet<string> wanted = new(StringComparer.Ordinal);
    private Counted? counted;

    /// <summary>
    /// Briefs that count in the cut as it is, in the order they were asked. Of two that give the same frames in different manners the later one has them: a hold that answers a
    /// refused fill takes its place.
    /// </summary>
    public IReadOnlyList<Brief> Briefs => Count().All;

    /// <summary>The brief that asked for the same on the same shot and media, in whatever cut; null where nobody has.</summary>
    public Brief? AskedBefore(Brief brief) => sameAsked.GetValueOrDefault(SameKey(brief, MediaOf(brief.Shot)));

    private string MediaOf(string shot) => shots.TryGetValue(shot, out var s) && s.Plate is { } index && plates.TryGetValue(index, out var act) ? act.Body.TextOrNull("name") ?? "" : "";

    private static string SameKey(Brief b, string media) => $"{b.Shot}\n{b.Kind}\n{FrameList.Format(b.Frames)}\n{media}\n{System.Text.Encoding.UTF8.GetString(CanonicalJson.Write(b.Options))}";

    private void FoldBrief(Brief brief, Act act)
    {
        var media = MediaOf(brief.Shot);
        everAsked.Add(new(brief, media, act.Index));
        sameAsked.TryAdd(SameKey(brief, media), brief);
        wanted.Add(brief.Id);
        if (counted is not null && shots.ContainsKey(brief.Shot)) counted.Ask(brief);
    }

    private void FoldSurvey(Act act)
    {
        if (act.Body["again"] is null) return;
        wanted.Clear();
        wanted.UnionWith(act.Body.Texts("again"));
        counted = null;
    }

    private Counted Count()
    {
        if (counted is not null) return counted;
        counted = new();
        foreach (var (brief, media, index) in everAsked)
            if (shots.TryGetValue(brief.Shot, out var shot) && (brief.Found == "hand" || wanted.Contains(brief.Id)) && (index > (Cut?.Index ?? -1) || (MediaOf(brief.Shot) == media && brief.Frames.All(shot.Range.Contains))))
                counted.Ask(brief);
        return counted;
    }

    /// <summary>A brief as it counts, under which what was said about it holds: with other frames, on another plate or over another range it is another question.</summary>
    private string KeyOf(Brief brief)
    {
        var as_ = Count().Find(brief.Id) ?? brief;
        return shots.TryGetValue(brief.Shot, out var s)
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{as_.Id} {s.Plate} {s.Range} {s.Speed} {FrameList.Format(as_.Frames)}")
            : as_.Id;
    }

    private string KeyOf(string id) => Count().Find(id) is { } brief ? KeyOf(brief) : everAsked.FindLast(a => a.Brief.Id == id) is { } asked ? KeyOf(asked.Brief) : id;

    private sealed record AskedBrief(Brief Brief, string Media, long Index);

    /// <summary>Briefs as they count, each with the frames that no later one took over.</summary>
    private sealed class Counted
    {
        private readonly SortedDictionary<int, Brief> byOrder = [];
        private readonly Dictionary<string, int> orderOf = new(StringComparer.Ordinal);
        private readonly Dictionary<string, List<int>> ofShot = new(StringComparer.Ordinal);
        private IReadOnlyList<Brief>? all;

        public IReadOnlyList<Brief> All => all ??= [.. byOrder.Values];

        public Brief? Find(string id) => orderOf.TryGetValue(id, out var order) && byOrder.TryGetValue(order, out var brief) ? brief : null;

        public void Ask(Brief brief)
        {
            if (!ofShot.TryGetValue(brief.Shot, out var mine)) ofShot[brief.Shot] = mine = [];
            foreach (var order in mine.ToList())
            {
                var earlier = byOrder[order];
                if (!brief.TakesOver(earlier) || !earlier.Frames.Intersect(brief.Frames).Any()) continue;
                var rest = earlier.Frames.Except(brief.Frames).ToList();
                if (rest.Count > 0)
                {
                    byOrder[order] = earlier with { Frames = rest };
                    continue;
                }
                byOrder.Remove(order);
                mine.Remove(order);
            }
            var next = orderOf.Count;
            orderOf[brief.Id] = next;
            byOrder[next] = brief;
            mine.Add(next);
            all = null;
        }
    }
}
