using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Production.Cuts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Planning;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>The ways to come by every missing shot. Looks at media that no survey of this show has seen.</summary>
    private List<Ladder> Ladders(ConformedCut conformed, SurveyReport report, Standing now)
    {
        var described = new TakeDescriptors(Path.Combine(Show.Folder, "descriptors"));
        var facts = conformed.Takes.ToDictionary(t => t.Path, t => (MediaFacts?)t.Facts, StringComparer.Ordinal);
        var open = new Dictionary<string, FileClip>(StringComparer.Ordinal);
        var seen = new Dictionary<string, TakeDescriptor?>(StringComparer.Ordinal);
        WatchedWork? looking = null;
        try
        {
            var maker = new LadderMaker(conformed, report, Show.File.Rates, new(FactsOf, Describe, (path, frame) => Clip(path).Read(frame), AttributesOf, NoPeople(now)));
            if (maker.Missing.Count == 0) return [];
            looking = watch.Begin("look at takes", conformed.Media.Count(m => m.Kind != MediaKind.Still));
            // every take once, so that the time left means something
            foreach (var entry in conformed.Media.Where(m => m.Kind != MediaKind.Still))
            {
                Describe(entry);
                looking.Step(entry.Name);
            }
            looking.Dispose();
            looking = watch.Begin("find ways to missing shots", maker.Missing.Count);
            var names = now.Shots.Values.ToDictionary(s => (s.Track, s.Item), s => s.Name);
            var ladders = new List<Ladder>();
            foreach (var span in maker.Missing)
            {
                ladders.Add(maker.Make(span, span.Event is { } e ? names.GetValueOrDefault((e.Event.TrackIndex, e.Event.Number)) ?? "" : "", cancel));
                looking.Step(span.RecordStart.ToString());
            }
            return ladders;

            TakeDescriptor? Describe(MediaEntry entry)
            {
                if (seen.TryGetValue(entry.Path, out var known)) return known;
                try
                {
                    return seen[entry.Path] = described.Of(entry, cancel);
                }
                catch (BadInputException e)
                {
                    watch.Say($"{entry.Name} can not be looked at: {e.Problem}");
                    return seen[entry.Path] = null;
                }
            }
        }
        finally
        {
            looking?.Dispose();
            described.Save();
            foreach (var clip in open.Values) clip.Dispose();
        }

        MediaFacts? FactsOf(MediaEntry entry)
        {
            if (facts.TryGetValue(entry.Path, out var known)) return known;
            try
            {
                return facts[entry.Path] = entry.WithHoles(OpenedMedia.Facts(entry));
            }
            catch (BadInputException)
            {
                return facts[entry.Path] = null;
            }
        }

        FileClip Clip(string path)
        {
            if (open.TryGetValue(path, out var clip)) return clip;
            // few are asked for in a row; what is open holds a decoder
            foreach (var old in open.Values) old.Dispose();
            open.Clear();
            return open[path] = FrameFiles.Open(path);
        }

        IReadOnlyList<StoredAttribute> AttributesOf(string path, int frame)
        {
            try
            {
                return FrameFiles.IsMovie(path) ? [] : Clip(path).ReadStored(frame).Attributes;
            }
            catch (BadInputException)
            {
                return [];
            }
        }
    }

    /// <summary>Whether declarations that stand say that nobody is in a frame of a plate, by the plate's name.</summary>
    private Func<string, int, bool> NoPeople(Standing now)
    {
        var byRoot = RightsFacts.From(Show.Book.Acts).Declarations.ToLookup(d => d.Plate, StringComparer.Ordinal);
        // what was said holds for the bytes that were seen: of two plates of one name the newer one lies in the folders
        var roots = now.Plates.Values.GroupBy(p => p.Body.Text("name"), StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Last().Body.Text("root"), StringComparer.Ordinal);
        return (plate, frame) => roots.TryGetValue(plate, out var root) && byRoot[root].Any(d => d.NoPeople && d.Covers(frame)) && !byRoot[root].Any(d => d.Performer is not null && d.Covers(frame));
    }
}
