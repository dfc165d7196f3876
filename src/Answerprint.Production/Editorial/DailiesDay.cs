using System.Globalization;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;

namespace Answerprint.Production.Editorial;

/// <summary>A day's dailies: every take in its folders, held against the camera reports; and what these two say without a look at a picture.</summary>
/// <param name="Takes">In the order of their names; those that are only in a report at the end.</param>
/// <param name="Findings">In the order of the takes.</param>
/// <param name="Warnings">What of the reports was not understood, with its line.</param>
public sealed record DailiesDay(IReadOnlyList<DayTake> Takes, IReadOnlyList<DayFinding> Findings, IReadOnlyList<string> Warnings)
{
    /// <summary>Columns that are the same in all takes of a set-up, unless somebody changed something.</summary>
    private static readonly string[][] Settings = [["ISO", "ASA", "Exposure Index", "EI"], ["White Balance", "WB", "Color Temp", "Colour Temp", "Kelvin"], ["Tint"], ["Stop", "T-Stop", "T Stop", "F-Stop", "Iris", "Aperture"], ["ND", "ND Filter", "Filter"], ["Shutter", "Shutter Angle"], ["Sensor FPS", "Camera FPS", "Project FPS"]];

    /// <summary>Whether reports were given.</summary>
    public bool HasLog { get; private init; }

    /// <param name="folders">Where the media lie; reports that lie in them (.ale) are read too.</param>
    /// <param name="logs">Further reports.</param>
    /// <param name="rate">Of labels, where a report says none.</param>
    /// <param name="handles">Frames that a take should have before and after the marked action.</param>
    /// <param name="facts">What media says of itself.</param>
    /// <exception cref="BadInputException">A folder or report is not there or can not be read.</exception>
    public static DailiesDay Read(IReadOnlyList<string> folders, IReadOnlyList<string> logs, FrameRate? rate, int handles, Func<MediaEntry, MediaFacts> facts, Action<int, int, string>? opened, CancellationToken cancel)
    {
        var folder = MediaFolder.Read(folders);
        if (folder.Entries.Count == 0) throw new BadInputException("no-media", folders[0], "", "there are no movies or pictures in it", "Name the folder of the day's dailies");
        var lists = logs.Concat(folder.Logs).Distinct(StringComparer.Ordinal).Select(l => ClipList.Read(l, rate)).ToList();
        var known = new Dictionary<string, (MediaFacts? Facts, string Why)>(StringComparer.Ordinal);
        foreach (var (i, entry) in folder.Entries.Index())
        {
            cancel.ThrowIfCancellationRequested();
            opened?.Invoke(i, folder.Entries.Count, entry.Name);
            try
            {
                known[entry.Path] = (entry.WithHoles(facts(entry)), "");
            }
            catch (BadInputException e)
            {
                known[entry.Path] = (null, e.Problem);
            }
        }
        var takes = new List<DayTake>();
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in lists.SelectMany(l => l.Entries.Where(IsPicture(l)).Select(e => new DayLogEntry(l, e))))
        {
            var entry = MediaOf(folder, line, known);
            if (entry is not null) named.Add(entry.Path);
            takes.Add(new(entry, entry is null ? null : known[entry.Path].Facts, line));
        }
        takes.AddRange(folder.Entries.Where(e => !named.Contains(e.Path)).Select(e => new DayTake(e, known[e.Path].Facts, null)));
        takes = [.. takes.OrderBy(t => t.Entry is null).ThenBy(t => t.Entry?.Path, StringComparer.Ordinal).ThenBy(t => t.Log?.Clip.Line ?? 0)];
        List<string> warnings = [.. lists.SelectMany(l => l.Warnings.Select(w => $"{Path.GetFileName(l.File)}, {w}"))];
        return new(takes, [.. takes.SelectMany(t => Alone(t, lists.Count > 0, handles, t.Entry is { } e ? known[e.Path].Why : "")), .. Together(takes)], warnings) { HasLog = lists.Count > 0 };
    }

    // sound is logged too
    private static Func<ClipEntry, bool> IsPicture(ClipList list) => e => new DayLogEntry(list, e).Of("Tracks") is var tracks && (tracks.Length == 0 || tracks.Contains('V', StringComparison.OrdinalIgnoreCase));

    /// <summary>The media of a line of a report: by file, by name, by roll and clip, by tape; of several the one whose labels hold it. Null: there is none.</summary>
    private static MediaEntry? MediaOf(MediaFolder folder, DayLogEntry line, Dictionary<string, (MediaFacts? Facts, string)> known)
    {
        string file = Path.GetFileName(line.Of("Source File", "Source File Name", "Filename", "File Name", "UNC").Replace('\\', '/')), name = line.Clip.Name, tape = line.Clip.Reel;
        foreach (var found in Answers())
        {
            if (found.Count == 0) continue;
            if (line.Clip.Start is not { } start) return found[0];
            var held = found.Where(e => known[e.Path].Facts is { Start: { } own } f && own.Rate == start.Rate && start.Frame >= own.Frame && start.Frame < own.Frame + f.Range.Length).ToList();
            if (held.Count > 0) return held[0];
            if (found.Count == 1) return found[0];
        }
        return null;

        IEnumerable<IReadOnlyList<MediaEntry>> Answers()
        {
            if (file.Length > 0) yield return folder.Named(file);
            if (file.Length > 0) yield return folder.OfStem(Path.GetFileNameWithoutExtension(file));
            if (name.Length > 0) yield return [.. folder.Named(name), .. folder.OfStem(name), .. folder.OfStem(Path.GetFileNameWithoutExtension(name))];
            if (tape.Length > 0) yield return folder.OfStem(tape);
            foreach (var text in (string[])[name, tape])
                if (text.Length > 0) yield return folder.OfRollAndClip(text);
        }
    }

    /// <summary>What is amiss with a take by itself.</summary>
    private static IEnumerable<DayFinding> Alone(DayTake take, bool logged, int handles, string why)
    {
        DayFinding Of(DayFault fault, double score, string words, string pickUp) => new(fault, take.SetUp, take.Camera, take.Name, take.Entry?.Path ?? "", score, words, pickUp);
        if (take.Entry is null)
        {
            yield return Of(DayFault.NotOffloaded, 3, $"line {take.Log!.Clip.Line} of {Path.GetFileName(take.Log.Log.File)} names it, and no media is there", "look for it on the card before the card is wiped; if it is lost, shoot it again");
            yield break;
        }
        if (logged && take.Log is null && take.Entry.Kind != MediaKind.Still) yield return Of(DayFault.NotLogged, 1, "no camera report names it", "ask the loader what it is, or it will not be found again");
        if (take.Facts is not { } facts)
        {
            yield return Of(DayFault.Unreadable, 3, $"it can not be read: {why.TrimEnd('.')}", "copy it from the card again, and compare the checksums, before the card is wiped");
            yield break;
        }
        if (facts.Holes.Count > 0) yield return Of(DayFault.Holes, 3, $"{facts.Holes.Count} frames inside it are missing, the first is {facts.Holes[0]}", "copy it from the card again before the card is wiped") with { Frame = facts.Range.Start };
        if (take.Log is not { } line) yield break;
        if (line.Frames is { } wanted && wanted > facts.Range.Length)
            yield return Of(DayFault.NotAsLogged, 2.5, $"it has {facts.Range.Length} frames, and the report says {wanted}: the end is missing", "copy it from the card again before the card is wiped");
        else if (line.Clip.Start is { } start && facts.Start is { } own && own.Rate == start.Rate && (start.Frame < own.Frame || start.Frame + (line.Frames ?? 1) > own.Frame + facts.Range.Length))
            yield return Of(DayFault.NotAsLogged, 2, $"it holds {facts.Span}, and the report says {start}{(line.Clip.End is { } end ? $"-{end.Add(-1)}" : "")}", "find out which of the two is right: editorial will conform by it");
        foreach (var finding in Short(take, line, facts, handles)) yield return finding;
    }

    private static IEnumerable<DayFinding> Short(DayTake take, DayLogEntry line, MediaFacts facts, int handles)
    {
        if (handles == 0 || take.IsPlate) yield break;
        var frames = (int)Math.Min(int.MaxValue, line.Frames ?? facts.Range.Length);
        DayFinding Of(string words, int wanted) => new(DayFault.ShortHandles, take.SetUp, take.Camera, take.Name, take.Entry!.Path, 1.5, words, $"shoot another take, and let the camera run for {handles} frames before action and after cut") { Frames = wanted };
        if (line.Marked is { } marked && line.Clip is { Start: { } start, End: { } end })
        {
            int head = marked.In.Frame - start.Frame, tail = end.Frame - marked.Out.Frame;
            if (head < handles || tail < handles)
                yield return Of($"before the marked action stand {head} frames and after it {tail}; handles of {handles} are wanted", marked.Out.Frame - marked.In.Frame + (2 * handles));
        }
        else if (frames <= 2 * handles)
            yield return Of($"the take has {frames} frames: nothing is left between handles of {handles}", (2 * handles) + facts.Range.Length);
    }

    /// <summary>What the takes of a set-up say of each other.</summary>
    private static IEnumerable<DayFinding> Together(List<DayTake> takes)
    {
        foreach (var setUp in takes.Where(t => t.SetUp.Length > 0).GroupBy(t => (t.SetUp, t.Camera)).OrderBy(g => g.Key.SetUp, StringComparer.Ordinal).ThenBy(g => g.Key.Camera, StringComparer.Ordinal))
        {
            List<DayTake> plates = [.. setUp.Where(t => t.IsPlate)], played = [.. setUp.Where(t => !t.IsPlate)];
            if (played.Count == 0) continue;
            var longest = played.MaxBy(Length)!;
            var wanted = Length(longest);
            if (played.Select(t => t.Foreseen).FirstOrDefault(f => f is not null) is { } work)
            {
                var name = $"set-up {setUp.Key.SetUp}{(setUp.Key.Camera.Length > 0 ? $", camera {setUp.Key.Camera}" : "")}";
                if (plates.Count == 0)
                    yield return Of(DayFault.NoCleanPlate, longest, 2.5, $"the report foresees work on {name} (\"{work}\"), and none of its {Counted(played.Count, "take")} is said to be a plate of the empty set", $"shoot the set of {name} with nobody and nothing in it, same lens, height, focus, stop and move, {wanted} frames or more") with { Frames = wanted };
                else if (plates.Max(Length) < wanted)
                    yield return Of(DayFault.ShortPlate, plates.MaxBy(Length)!, 1.2, $"the plate of {name} has {plates.Max(Length)} frames, and its longest take, {longest.Name}, has {wanted}", $"shoot the plate again, {wanted} frames or more; where the camera stands still, this one will do") with { Frames = wanted };
            }
            foreach (var setting in Settings)
            {
                var groups = setUp.Select(t => (Take: t, Value: t.Log?.Of(setting) ?? "")).Where(v => v.Value.Length > 0).GroupBy(v => v.Value, StringComparer.OrdinalIgnoreCase).OrderByDescending(g => g.Count()).ToList();
                foreach (var other in groups.Skip(1))
                    yield return Of(DayFault.OtherSettings, other.First().Take, 1.2, $"{setting[0]} is {other.Key} in {string.Join(", ", other.Take(4).Select(v => v.Take.Name))}{(other.Count() > 4 ? " …" : "")} and {groups[0].Key} in {Counted(groups[0].Count(), "take")} of the same set-up, by the report", "see whether that was meant, and note it for the colourist");
            }
        }

        static DayFinding Of(DayFault fault, DayTake take, double score, string words, string pickUp) => new(fault, take.SetUp, take.Camera, take.Name, take.Entry?.Path ?? "", score, words, pickUp);
        static int Length(DayTake take) => (int)Math.Min(int.MaxValue, take.Log?.Frames ?? take.Facts?.Range.Length ?? 0);
        static string Counted(int n, string word) => string.Create(CultureInfo.InvariantCulture, $"{n} {word}{(n == 1 ? "" : "s")}");
    }
}
