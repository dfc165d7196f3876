using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Production.Cuts;

/// <summary>
/// Reads the XML of Final Cut Pro 7 (xmeml 1 to 5), which Premiere, Resolve and others write: sequences within sequences, clips, generators,
/// transitions, markers, time remapping, switches. Fields by Apple's "Final Cut Pro XML Interchange Format". What is not worked on is kept in the
/// metadata under "fcp7_xml"; what was guessed or not understood stands in <see cref="Warnings"/> with its line.
/// </summary>
internal sealed class XmemlReader(string file)
{
    private const int MostNesting = 60;

    /// <summary>Clips, with those of nested sequences counted each time they are used.</summary>
    private const int MostItems = 300_000;

    private const int MostWarnings = 1_000;

    /// <summary>Children of a clip that are said by the cut itself.</summary>
    private static readonly string[] Said = ["name", "duration", "rate", "start", "end", "in", "out", "enabled", "file", "sequence", "marker", "filter", "timecode", "effect"];

    private readonly Dictionary<string, CutElement> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CutElement> sequences = new(StringComparer.Ordinal);
    private readonly HashSet<CutElement> open = [];
    private readonly List<string> warnings = [];
    private int items;

    public IReadOnlyList<string> Warnings => warnings;

    /// <param name="name">Which sequence, where there are several: its name, or "#2".</param>
    /// <param name="rate">Overrides the rate of the sequence.</param>
    public Timeline Read(CutElement root, FrameRate? rate, string? name)
    {
        if (root.Name != "xmeml") throw BadCut.At(file, root.Place, $"the file holds a {BadCut.Clean(root.Name, 60)} where Final Cut 7 XML (xmeml) is wanted", "Export the sequence as Final Cut Pro XML, OTIO or EDL");
        foreach (var element in root.All())
        {
            // what is said once is only named after that
            if (element.Name == "file" && element["id"] is { } id && element.Children.Count > 0) files.TryAdd(id, element);
            if (element.Name == "sequence" && element["id"] is { } own && element.Child("media") is not null) sequences.TryAdd(own, element);
        }
        var sequence = CutChoice.Of(file, [.. Top(root).Select(s => (s.TextOf("name"), s))], name);
        var ownRate = RateOf(sequence, null) ?? rate ?? throw BadCut.At(file, sequence.Place, "the sequence says no rate", "Add --rate, as in: --rate 24");
        var chosen = rate ?? ownRate;
        var start = TimecodeOf(sequence.Child("timecode"), ownRate, out var drop);
        var media = sequence.Child("media");
        var tracks = Tracks(media, TrackKind.Picture, ownRate, 0);
        tracks.AddRange(Tracks(media, TrackKind.Audio, ownRate, 0));
        return new(sequence.TextOf("name"), chosen, new(start.At(chosen).Round(), chosen), drop && Timecode.CanDrop(chosen), tracks, Markers(sequence, RationalTime.Zero(ownRate)), new JsonObject
        {
            ["fcp7_xml"] = sequence.Json("media", "name", "duration", "rate", "timecode", "marker"),
        });
    }

    /// <summary>Sequences that stand for themselves and not inside a clip.</summary>
    private static IEnumerable<CutElement> Top(CutElement at)
    {
        foreach (var child in at.Children)
        {
            if (child.Name == "sequence" && child.Child("media") is not null) yield return child;
            else if (child.Name is "project" or "bin" or "children")
                foreach (var below in Top(child)) yield return below;
        }
    }

    private void Warn(CutElement at, string text)
    {
        if (warnings.Count < MostWarnings) warnings.Add(BadCut.Clean($"{at.Place}: {text}"));
    }

    private List<Track> Tracks(CutElement? media, TrackKind kind, FrameRate rate, int depth)
    {
        var picture = kind == TrackKind.Picture;
        var tracks = new List<Track>();
        foreach (var node in media?.Child(picture ? "video" : "audio")?.Named("track") ?? [])
            tracks.Add(new(string.Create(CultureInfo.InvariantCulture, $"{(picture ? 'V' : 'A')}{tracks.Count + 1}"), kind, picture ? "Video" : "Audio", On(node), null, Items(node, kind, rate, depth), [], [], []));
        return tracks;
    }

    private List<TrackItem> Items(CutElement track, TrackKind kind, FrameRate rate, int depth)
    {
        var result = new List<TrackItem>();
        var children = track.Children.Where(c => c.Name is "clipitem" or "generatoritem" or "transitionitem").ToList();
        long cursor = 0;
        for (var i = 0; i < children.Count; i++)
        {
            var node = children[i];
            if (node.Name == "transitionitem")
            {
                // where clips meet it there they are laid below; one that stands alone fades from or to nothing
                if (i + 1 < children.Count && children[i + 1].Name != "transitionitem") continue;
                result.Add(Transition(node, CutOf(node)));
                continue;
            }
            if (++items > MostItems) throw BadCut.At(file, node.Place, $"the cut holds more than {MostItems:N0} clips, those of nested sequences counted each time", "Export only the sequence that is meant");
            CutElement? head = i > 0 && children[i - 1].Name == "transitionitem" ? children[i - 1] : null, tail = i + 1 < children.Count && children[i + 1].Name == "transitionitem" ? children[i + 1] : null;
            var (from, to, into) = Ends(node, head, tail, rate);
            if (to <= from)
            {
                Warn(node, $"the clip {BadCut.Quote(node.TextOf("name"))} has no length and is left out");
                continue;
            }
            if (from < cursor)
            {
                // sound under a cross fade is written without its fade, one clip over the other
                if (result[^1] is not TimedItem { SourceRange: { } last } before || last.Duration.At(rate).Round() <= cursor - from)
                    throw BadCut.At(file, node.Place, $"the clip {BadCut.Quote(node.TextOf("name"))} begins at frame {from}, before the one before it ends at {cursor}");
                Warn(node, $"the clip {BadCut.Quote(node.TextOf("name"))} begins {cursor - from} frames before the one before it ends; that one is cut off there");
                var (lost, speed) = (new RationalTime(cursor - from, rate), before.Effects.OfType<LinearTimeWarp>().Aggregate(1.0, (f, e) => f * e.Scalar));
                result[^1] = before with { SourceRange = new(speed < 0 ? last.Start + lost.At(last.Start.Rate).Times(-speed) : last.Start, last.Duration - lost) };
                cursor = from;
            }
            if (from > cursor) result.Add(new GapItem("", Enabled: true, TimeRange.Of(0, from - cursor, rate), [], [], []));
            if (head is not null) result.Add(Transition(head, from));
            result.AddRange(Clip(node, kind, rate, to - from, into, depth));
            cursor = to;
        }
        return result;
    }

    /// <summary>Record start and end, and how many record frames of the clip a transition hides before its start. −1 stands where a transition is.</summary>
    private (long From, long To, long Into) Ends(CutElement node, CutElement? head, CutElement? tail, FrameRate rate)
    {
        long start = Whole(node, "start", -1), end = Whole(node, "end", -1), into = 0;
        if (start < 0 && head is not null)
        {
            start = CutOf(head);
            into = start - Whole(head, "start", start);
        }
        if (end < 0 && tail is not null) end = CutOf(tail);
        var length = new RationalTime(Whole(node, "out", 0) - Whole(node, "in", 0), RateOf(node, rate)!.Value).At(rate).Round();
        if (start < 0 && end >= 0) start = end - length;
        if (end < 0 && start >= 0) end = start + length;
        if (start < 0 || end < 0) throw BadCut.At(file, node.Place, $"the clip {BadCut.Quote(node.TextOf("name"))} says neither where it starts nor where it ends");
        return (start, end, into);
    }

    /// <summary>Where the cut lies inside a transition: its end for one that ends on the cut, its start for one that starts there, else its middle.</summary>
    private long CutOf(CutElement transition)
    {
        long start = Whole(transition, "start", 0), end = Math.Max(start, Whole(transition, "end", start));
        return transition.TextOf("alignment") switch
        {
            "end" or "end-black" => end,
            "start" or "start-black" => start,
            "center" or "" => start + ((end - start) / 2),
            var other => Strange(other),
        };

        long Strange(string other)
        {
            Warn(transition, $"the alignment {BadCut.Quote(other)} is not known; the middle is taken");
            return start + ((end - start) / 2);
        }
    }

    private TransitionItem Transition(CutElement node, long cut)
    {
        var rate = RateOf(node, null) ?? new FrameRate(24);
        long start = Whole(node, "start", cut), end = Whole(node, "end", cut);
        var effect = node.Child("effect");
        var wipe = Whole(effect, "wipecode", 0);
        var kind = effect?.TextOf("effectcategory") is "Wipe" ? "SMPTE_Wipe" : effect?.TextOf("effectid") is "Cross Dissolve" or "CrossDissolve" || effect?.TextOf("effectcategory") is "Dissolve" ? "SMPTE_Dissolve" : "Custom_Transition";
        var metadata = new JsonObject { ["fcp7_xml"] = node.Json("start", "end", "rate") };
        if (kind == "SMPTE_Wipe" && wipe is > 0 and < 1000) metadata["cmx_3600"] = new JsonObject { ["transition"] = string.Create(CultureInfo.InvariantCulture, $"W{wipe:000}") };
        return new(effect?.TextOf("name") ?? "", kind, new(Math.Max(0, cut - start), rate), new(Math.Max(0, end - cut), rate), metadata) { Place = node.Place };
    }

    private IEnumerable<TrackItem> Clip(CutElement node, TrackKind kind, FrameRate rate, long length, long into, int depth)
    {
        var clipRate = RateOf(node, rate)!.Value;
        var name = node.TextOf("name");
        var metadata = new JsonObject { ["fcp7_xml"] = node.Json(Said) };
        if (kind == TrackKind.Picture && CdlText.Of(node.Child("colorinfo")?.TextOf("asc_sop"), node.Child("colorinfo")?.TextOf("asc_sat")) is { } cdl) metadata["cdl"] = cdl;
        List<Effect> effects = [.. node.Named("filter").SelectMany(f => f.Named("effect")).Where(e => e.TextOf("effectid") != "timeremap")
            .Select(e => new Effect(e.TextOf("name"), e.TextOf("effectid"), new JsonObject { ["fcp7_xml"] = e.Json("name", "effectid") }))];
        var sequence = node.Child("sequence");
        if (sequence?["id"] is { } id && sequence.Child("media") is null) sequence = sequences.GetValueOrDefault(id) ?? throw BadCut.At(file, node.Place, $"the clip shows the sequence {BadCut.Quote(id)}, which is not in the file");
        var (media, start, reel) = sequence is null ? Media(node, clipRate) : (MissingReference.Unnamed, RationalTime.Zero(clipRate), "");
        var duration = new RationalTime(length, rate);
        var first = new RationalTime(Whole(node, "in", 0), clipRate) + new RationalTime(into, rate).At(clipRate);
        if (first < RationalTime.Zero(clipRate)) first = RationalTime.Zero(clipRate);
        var pieces = Pieces(node, first, duration, clipRate, start, media);
        var markers = Markers(node, start);
        List<Track>? nested = null;
        if (sequence is not null)
        {
            if (depth >= MostNesting || !open.Add(sequence)) throw BadCut.At(file, node.Place, $"the sequence {BadCut.Quote(sequence.TextOf("name"))} holds itself, or sequences are nested more than {MostNesting} deep");
            nested = Tracks(sequence.Child("media"), kind, RateOf(sequence, rate)!.Value, depth + 1);
            open.Remove(sequence);
        }
        foreach (var piece in pieces)
        {
            List<Effect> all = piece.Speed == 1 ? effects : [piece.Speed == 0 ? new FreezeFrame("", "FreezeFrame", []) : new LinearTimeWarp("", "LinearTimeWarp", piece.Speed, []), .. effects];
            var source = new TimeRange(piece.Source + start, piece.Length);
            yield return nested is not null
                ? new NestedItem(name, On(node), source, nested, markers, all, metadata) { Place = node.Place }
                : new ClipItem(name, On(node), source, new Dictionary<string, MediaReference>(StringComparer.Ordinal) { [ClipItem.DefaultKey] = media }, ClipItem.DefaultKey, markers, all, metadata) { Place = node.Place, Reel = reel };
            markers = [];
        }
    }

    /// <summary>The media of a clip or generator, the label of its first frame, and its reel.</summary>
    private (MediaReference Media, RationalTime Start, string Reel) Media(CutElement node, FrameRate clipRate)
    {
        var zero = RationalTime.Zero(clipRate);
        if (node.Name == "generatoritem")
        {
            var effect = node.Child("effect");
            return (new GeneratorReference(node.TextOf("name"), effect?.TextOf("effectid") is { Length: > 0 } id ? id : node.TextOf("name"), null, new JsonObject { ["fcp7_xml"] = effect?.Json() }), zero, "");
        }
        var said = node.Child("file") ?? node.Child("multiclip")?.Named("angle").OrderByDescending(a => a.TextOf("activevideoangle") == "TRUE").FirstOrDefault()?.Down("clip", "file");
        if (said is null) return (MissingReference.Unnamed, zero, "");
        var media = said.Children.Count > 0 ? said : said["id"] is { } named ? files.GetValueOrDefault(named) : null;
        if (media is null)
        {
            Warn(said, $"the file {BadCut.Quote(said["id"] ?? "")} is described nowhere and counts as missing");
            return (MissingReference.Unnamed, zero, "");
        }
        var rate = RateOf(media, clipRate)!.Value;
        var start = TimecodeOf(media.Child("timecode"), rate, out _);
        var range = Whole(media, "duration", 0) is > 0 and var frames ? new TimeRange(start.At(rate), new(frames, rate)) : (TimeRange?)null;
        var reel = media.Down("timecode", "reel", "name")?.Text ?? "";
        var name = media.TextOf("name");
        MediaReference reference = media.TextOf("pathurl") is { Length: > 0 } path ? new ExternalReference(name, path, range, [])
            : media.TextOf("mediaSource") is { Length: > 0 } made ? new GeneratorReference(name, made, range, [])
            : new MissingReference(name, range, []);
        return (reference, start.At(clipRate), reel);
    }

    /// <summary>
    /// The clip in stretches of constant speed. "in" and "out" count frames of the clip as it is played; "graphdict" says which frame of the media
    /// each shows, else "speed" (percent) and "reverse".
    /// </summary>
    private List<SpeedPiece> Pieces(CutElement node, RationalTime first, RationalTime duration, FrameRate clipRate, RationalTime start, MediaReference media)
    {
        var zero = RationalTime.Zero(clipRate);
        if (node.TextOf("stillframe") == "TRUE") return [new(first, duration, new(Math.Max(0, Whole(node, "stillframeoffset", 0)), clipRate), 0)];
        var remap = node.Named("filter").Where(f => f.TextOf("enabled") != "FALSE").SelectMany(f => f.Named("effect")).FirstOrDefault(e => e.TextOf("effectid") == "timeremap");
        if (remap is null)
        {
            var said = new RationalTime(Whole(node, "out", 0) - Whole(node, "in", 0), clipRate).At(duration.Rate);
            if (node.Child("out") is not null && node.Child("start") is not null && Whole(node, "start", -1) >= 0 && Whole(node, "end", -1) >= 0 && Math.Abs((said - duration).Value) > 1)
                Warn(node, $"the clip {BadCut.Quote(node.TextOf("name"))} lasts {duration.Round()} frames and its in and out are {said.Round()} apart with no speed that says why; the first is taken, at the speed of shooting");
            return [new(first, duration, first, 1)];
        }
        var parameters = remap.Named("parameter").Where(p => p.TextOf("parameterid").Length > 0).DistinctBy(p => p.TextOf("parameterid")).ToDictionary(p => p.TextOf("parameterid"), StringComparer.Ordinal);
        var keys = parameters.GetValueOrDefault("graphdict")?.Named("keyframe").Select(k => (At: Number(k, "when", clipRate), Value: Number(k, "value", clipRate))).ToList() ?? [];
        var varies = parameters.GetValueOrDefault("variablespeed")?.TextOf("value") is "1" or "TRUE";
        if (SpeedRamp.IsRamp(keys))
        {
            var pieces = new SpeedRamp(keys).Between(first, first + duration.At(clipRate));
            if (pieces.Count > 1)
                Warn(node, $"the speed of {BadCut.Quote(node.TextOf("name"))} changes {pieces.Count - 1} times; it is laid as {pieces.Count} clips of constant speed{(parameters["graphdict"].Down("interpolation", "name")?.Text is "FCPCurve" ? ", and what eases between them is read as straight" : "")}");
            return [.. pieces.Select(p => p with { Length = p.Length.At(duration.Rate) })];
        }
        if (varies) Warn(remap, $"the speed of {BadCut.Quote(node.TextOf("name"))} varies by keyframes that are not understood; its mean is taken");
        if (!double.TryParse(parameters.GetValueOrDefault("speed")?.TextOf("value"), NumberStyles.Float, CultureInfo.InvariantCulture, out var percent) || !double.IsFinite(percent) || Math.Abs(percent) > 100_000)
        {
            Warn(remap, "a time remap says no speed; it is read as shot");
            percent = 100;
        }
        var reverse = parameters.GetValueOrDefault("reverse")?.TextOf("value") == "TRUE";
        var speed = (reverse ? -Math.Abs(percent) : percent) / 100;
        if (speed >= 0) return [new(first, duration, first.Times(speed), speed)];
        // backwards: the clip as it is played begins at the end of its media
        if (media.AvailableRange is not { } all) Warn(remap, $"{BadCut.Quote(node.TextOf("name"))} runs backwards and its media says no length; it is counted from its in");
        var end = media.AvailableRange is { } range ? (range.Start.At(clipRate) - start) + range.Duration.At(clipRate) : first + duration.At(clipRate).Times(-speed) + first.Times(-speed);
        return [new(first, duration, RationalTime.Max(zero, end - (first + duration.At(clipRate)).Times(-speed)), speed)];
    }

    private List<Marker> Markers(CutElement owner, RationalTime zero)
    {
        var markers = new List<Marker>();
        foreach (var node in owner.Named("marker"))
        {
            long at = Whole(node, "in", 0), end = Whole(node, "out", -1);
            markers.Add(new(node.TextOf("name"), node.TextOf("pproColor").Length > 0 ? "" : ColourOf(node.Child("color")), node.TextOf("comment"), new(zero + new RationalTime(Math.Max(0, at), zero.Rate), new(Math.Max(0, end - at), zero.Rate)), new JsonObject { ["fcp7_xml"] = node.Json("name", "comment", "in", "out") }));
        }
        return markers;
    }

    private static string ColourOf(CutElement? color)
    {
        if (color is null) return "";
        bool red = Strong("red"), green = Strong("green"), blue = Strong("blue");
        return (red, green, blue) switch
        {
            (true, true, true) => "WHITE", (true, true, false) => "YELLOW", (true, false, true) => "MAGENTA", (false, true, true) => "CYAN",
            (true, false, false) => "RED", (false, true, false) => "GREEN", (false, false, true) => "BLUE", _ => "BLACK",
        };

        bool Strong(string part) => int.TryParse(color.TextOf(part), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value > 127;
    }

    /// <summary>timebase, and ntsc TRUE for 1000/1001 of it.</summary>
    private FrameRate? RateOf(CutElement owner, FrameRate? otherwise)
    {
        if (owner.Child("rate") is not { } rate) return otherwise;
        var timebase = Whole(rate, "timebase", 0);
        if (timebase is <= 0 or > 1_000) throw BadCut.At(file, rate.Place, $"{BadCut.Quote(rate.TextOf("timebase"))} is no frame rate");
        return rate.TextOf("ntsc").Equals("TRUE", StringComparison.OrdinalIgnoreCase) ? new(timebase * 1000, 1001) : new(timebase);
    }

    /// <summary>The frame of a timecode: its count, else its label.</summary>
    private RationalTime TimecodeOf(CutElement? node, FrameRate otherwise, out bool drop)
    {
        drop = node?.TextOf("displayformat") == "DF";
        if (node is null) return RationalTime.Zero(otherwise);
        var rate = RateOf(node, otherwise)!.Value;
        var label = node.TextOf("string");
        var counted = node.Child("frame") is not null;
        var frame = Whole(node, "frame", 0);
        if (label.Length == 0 || !Timecode.CanDrop(rate) && drop) return new(frame, rate);
        if (!Timecode.TryParse(label, rate, drop, out var parsed, out var problem)) Warn(node, counted ? $"{problem}; the count {frame} beside it is taken" : problem);
        else if (!counted) return new(parsed.Frame, rate);
        else if (parsed.Frame != frame) Warn(node, $"the label {label} is frame {parsed.Frame} and the count beside it says {frame}; the count is taken");
        return new(frame, rate);
    }

    private RationalTime Number(CutElement node, string field, FrameRate rate)
    {
        try
        {
            return double.TryParse(node.TextOf(field), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? RationalTime.FromDouble(value, rate) : RationalTime.Zero(rate);
        }
        catch (FormatException e)
        {
            throw BadCut.At(file, node.Place, $"the {field} of a keyframe is no time", inner: e);
        }
    }

    private long Whole(CutElement? node, string field, long otherwise)
    {
        if (node?.Child(field) is not { } child || child.Text.Length == 0) return otherwise;
        return double.TryParse(child.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsInteger(value) && Math.Abs(value) <= 1e12
            ? (long)value
            : throw BadCut.At(file, child.Place, $"{BadCut.Quote(child.Text)} is no whole number of frames ({field})");
    }

    private static bool On(CutElement node) => !node.TextOf("enabled").Equals("FALSE", StringComparison.OrdinalIgnoreCase);
}
