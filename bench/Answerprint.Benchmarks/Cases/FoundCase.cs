using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Measures;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Planning;

namespace Answerprint.Benchmarks.Cases;

/// <summary>One removed shot.</summary>
/// <param name="Tuned">Whether its clip is of the half on which the ranking may be tuned.</param>
/// <param name="Rank">Where the right take came, from 1; 0 where it did not come at all.</param>
/// <param name="Candidates">How many pieces were ranked.</param>
/// <param name="First">The clip and kind of what came first.</param>
public sealed record FoundScore(string Clip, bool Tuned, string Structure, int Rank, int Candidates, string First);

/// <summary>
/// Found material for a missing shot, on real footage. Right, written down before anything was measured: the one unused take of the removed shot's own
/// set-up, in the same framing and light (<see cref="FoundTakes"/>, "again": another part in time, reframed by 4 %, .15 stop brighter, warmer). Wrong is all else: tighter
/// framings of the same set-up, the same set-up 1.3 stops darker, every take of every other clip. The cut does not say what is missing (a gap): only the
/// pictures around it do. Clips are halved by every second name; tuning is allowed on the one half only.
/// </summary>
public static class FoundCase
{
    /// <summary>Frames of the shot that was removed: a quarter of a second, so that nearly every take is long enough to be wrong with.</summary>
    private const int Needed = 6;

    private static readonly string[] Structures = ["shot and reverse shot", "three set-ups in turn", "end of a scene", "wide and tight of one set-up"];

    /// <summary>The clips of a folder of folders, one movie each, by name.</summary>
    public static IReadOnlyList<(string Clip, string File)> Clips(string footage) =>
    [
        .. Directory.GetDirectories(footage).Order(StringComparer.Ordinal)
            .Select(d => (Path.GetFileName(d), Directory.GetFiles(d).Order(StringComparer.Ordinal).FirstOrDefault(f => FrameFiles.IsMovie(f) && !Path.GetFileName(f).Contains("mask", StringComparison.Ordinal)) ?? ""))
            .Where(c => c.Item2.Length > 0),
    ];

    /// <summary>All removed shots of a half.</summary>
    /// <param name="work">An empty folder for the takes.</param>
    /// <param name="tuned">Which half: the clips with odd places by name, or the others. Takes of both halves are there to be wrong with.</param>
    /// <param name="quick">Only takes of the half itself, and only the first two structures.</param>
    public static IEnumerable<FoundScore> Score(string footage, string work, bool tuned, CancellationToken cancel = default, bool quick = false)
    {
        IReadOnlyList<(string Clip, string File)> clips = [.. Clips(footage).Where((_, i) => !quick || (i % 2 == 0) == tuned)];
        var takes = new FoundTakes(work);
        for (var i = 0; i < clips.Count; i++)
        {
            cancel.ThrowIfCancellationRequested();
            takes.Make(clips[i].Clip, clips[i].File, i);
        }
        // a clip of few frames gives takes that are too short to be removed or to stand in
        var half = clips.Where((c, i) => quick || (i % 2 == 0) == tuned).Select(c => c.Clip).ToList();
        var facts = new Dictionary<string, MediaFacts>(StringComparer.Ordinal);
        var looks = new Dictionary<string, TakeDescriptor>(StringComparer.Ordinal);
        var removed = half.Where(c => Facts(takes[c, "again"]).Range.Length >= Needed).ToList();
        for (var s = 0; s < (quick ? 2 : Structures.Length); s++)
            for (var i = 0; i < removed.Count; i++)
            {
                cancel.ThrowIfCancellationRequested();
                string At(int n) => removed[(i + n) % removed.Count];
                yield return Run(At(0), At(1 + s % 2), At(2 + s % 2), At(3), s);
            }

        FoundScore Run(string x, string y, string z, string w, int structure)
        {
            (string Clip, string Kind)?[] order = structure switch
            {
                0 => [(x, "used0"), (y, "used0"), null, (y, "used2"), (x, "used2")],
                1 => [(x, "used0"), (y, "used0"), (z, "used0"), null, (y, "used2"), (z, "used2"), (x, "used2")],
                2 => [(x, "used0"), (y, "used0"), null, (z, "used0"), (w, "used0")],
                _ => [(x, "used0"), (x, "tight1"), null, (x, "tight5"), (x, "used2")],
            };
            var cut = Turnover.Read(Encoding.UTF8.GetBytes(Cut(order).ToJsonString()), "found.otio", null);
            // one right answer: takes of the set-up that the cut does not use are not there
            var there = clips.SelectMany(c => FoundTakes.Kinds.Select(k => (c.Clip, Kind: k)))
                .Where(t => t.Clip != x || t.Kind is not ("used0" or "used2" or "tight1" or "tight5") || order.Contains(t)).ToDictionary(t => takes[t.Clip, t.Kind], StringComparer.Ordinal);
            var conformed = Conform.Run(cut, there.Keys.Select(p => Path.GetDirectoryName(p)!), m => Facts(m.Path), cancel);
            var maker = new LadderMaker(conformed, Survey.Run(conformed, 0), new("EUR", 1, 1), new(m => Facts(m.Path), m => Look(m.Path), (_, _) => throw new NotSupportedException("the ranking reads no pictures"), (_, _) => [], (_, _) => false));
            var ranked = maker.Rank(maker.Missing[0], cancel);
            var right = ranked.Select((f, n) => (f.Piece.Path, Rank: n + 1)).FirstOrDefault(f => f.Path == takes[x, "again"]).Rank;
            var first = there[ranked[0].Piece.Path];
            return new(x, tuned, Structures[structure], right, ranked.Count, $"{first.Clip} {first.Kind}");
        }

        MediaFacts Facts(string path)
        {
            if (facts.TryGetValue(path, out var known)) return known;
            using var clip = FrameFiles.Open(path);
            return facts[path] = new(clip.Range, clip.Rate, clip.Width, clip.Height, []);
        }

        TakeDescriptor Look(string path)
        {
            if (looks.TryGetValue(path, out var known)) return known;
            using var clip = FrameFiles.Open(path);
            return looks[path] = TakeDescriptor.Of(clip, cancel);
        }

        JsonObject Cut(IEnumerable<(string Clip, string Kind)?> order) => new()
        {
            ["OTIO_SCHEMA"] = "Timeline.1", ["name"] = "found",
            ["tracks"] = new JsonObject
            {
                ["OTIO_SCHEMA"] = "Stack.1",
                ["children"] = new JsonArray(new JsonObject
                {
                    ["OTIO_SCHEMA"] = "Track.1", ["kind"] = "Video",
                    ["children"] = new JsonArray([.. order.Select(t => t is not var (clip, kind) ? Item("Gap.1", Needed) : Shown(takes[clip, kind]))]),
                }),
            },
        };

        JsonNode Shown(string path)
        {
            var item = Item("Clip.1", Facts(path).Range.Length);
            item["media_reference"] = new JsonObject { ["OTIO_SCHEMA"] = "ExternalReference.1", ["target_url"] = Path.GetFileName(path) };
            return item;
        }
    }

    private static JsonObject Item(string schema, int frames) => new()
    {
        ["OTIO_SCHEMA"] = schema,
        ["source_range"] = new JsonObject { ["OTIO_SCHEMA"] = "TimeRange.1", ["start_time"] = Time(0), ["duration"] = Time(frames) },
    };

    private static JsonObject Time(int value) => new() { ["OTIO_SCHEMA"] = "RationalTime.1", ["rate"] = 24.0, ["value"] = value };
}
