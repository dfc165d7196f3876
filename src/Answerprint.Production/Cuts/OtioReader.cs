using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Production.Cuts;

/// <summary>
/// Reads a document of OpenTimelineIO into a <see cref="Timeline"/>. Old schemas are lifted on the way (Clip.1 → 2, Marker.1 and .3 → 2,
/// Sequence → Track, Filler → Gap); what is not understood is named in <see cref="Warnings"/> and stays in the document.
/// </summary>
internal sealed class OtioReader(string file)
{
    /// <summary>Cuts within cuts deeper than this are refused.</summary>
    private const int MostNesting = 60;

    /// <summary>More tracks on one stack are refused: no host has them.</summary>
    private const int MostTracks = 1_000;

    private const int MostWarnings = 1_000;

    private readonly SortedSet<string> warnings = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Warnings => [.. warnings];

    /// <param name="rate">Overrides the rate of the cut; null: its global start, else the rate that most picture clips have.</param>
    /// <param name="name">Which of several timelines; null: there must be one only.</param>
    public Timeline Read(JsonObject root, FrameRate? rate, string? name = null)
    {
        if (Schema(root, "$") is "Stack" or "Track" or "Sequence" or "Clip") return Piece(root, rate);
        var (timeline, path) = FindTimeline(root, name);
        var stack = Object(timeline, "tracks", path);
        var tracksPath = path + ".tracks";
        var tracks = stack is null ? [] : Tracks(stack, tracksPath, 0);
        var start = Time(timeline["global_start_time"], path + ".global_start_time");
        var chosen = rate ?? RateOf(start, tracks);
        if (stack is not null && Range(stack["source_range"], tracksPath + ".source_range") is { } part) tracks = [.. tracks.Select(t => Window(t, part, chosen, tracksPath))];
        var markers = stack is null ? [] : Markers(stack, tracksPath);
        if (timeline["markers"] is JsonArray) markers.AddRange(Markers(timeline, path));
        if (stack is not null)
            foreach (var effect in Effects(stack, tracksPath)) Warn($"{tracksPath}: the effect {BadCut.Quote(effect.EffectName)} on the whole cut is kept and not worked on");
        var zero = start is { } s ? new RationalTime(s.At(chosen).Round(), chosen) : RationalTime.Zero(chosen);
        var drop = Timecode.CanDrop(chosen) && Metadata(timeline).TryGetPropertyValue("answerprint", out var own) && own is JsonObject o && o["drop_frame"]?.GetValueKind() == JsonValueKind.True;
        return new(Text(timeline, "name", path), chosen, zero, drop, tracks, markers, Metadata(timeline));
    }

    /// <summary>A file that holds a stack, a track or a clip alone is a cut that begins at 0.</summary>
    private Timeline Piece(JsonObject root, FrameRate? rate)
    {
        var schema = Schema(root, "$");
        Warn($"$: the file holds a {schema} and no Timeline; it is read as a cut that begins at 00:00:00:00");
        List<Track> tracks = schema switch
        {
            "Stack" => Tracks(root, "$", 0),
            "Clip" => [new("", TrackKind.Picture, "Video", Enabled: true, null, [Item(root, "$", 0)], [], [], [])],
            _ => [ReadTrack(root, "$", 0)],
        };
        var chosen = rate ?? RateOf(null, tracks);
        if (schema == "Stack" && Range(root["source_range"], "$.source_range") is { } part) tracks = [.. tracks.Select(t => Window(t, part, chosen, "$"))];
        return new(Text(root, "name", "$"), chosen, RationalTime.Zero(chosen), DropFrame: false, tracks, schema == "Stack" ? Markers(root, "$") : [], Metadata(root));
    }

    /// <summary>A track of a stack that shows a part of itself only.</summary>
    private static Track Window(Track track, TimeRange part, FrameRate rate, string path) => track with
    {
        SourceRange = null,
        Items = [new NestedItem("", Enabled: true, new(part.Start.At(rate), part.Duration.At(rate)), [track], [], [], []) { Place = path }],
    };

    private void Warn(string text)
    {
        if (warnings.Count < MostWarnings) warnings.Add(BadCut.Clean(text));
    }

    private (JsonObject Timeline, string Path) FindTimeline(JsonObject root, string? name)
    {
        switch (Schema(root, "$"))
        {
            case "Timeline":
                return (root, "$");
            case "SerializableCollection" or "SerializeableCollection":
                var found = Children(root, "$").Where(c => Schema(c.Node, c.Path) == "Timeline").ToList();
                if (found.Count == 0) throw BadCut.At(file, "$", "the collection holds no timeline", "Export one timeline");
                return CutChoice.Of(file, [.. found.Select(f => (Text(f.Node, "name", f.Path), f))], name);
            case var other:
                throw BadCut.At(file, "$", $"the file holds a {BadCut.Clean(other, 60)} where a Timeline is wanted", "Export the whole timeline");
        }
    }

    private List<Track> Tracks(JsonObject stack, string path, int depth)
    {
        if (depth > MostNesting) throw BadCut.At(file, path, $"cuts are nested more than {MostNesting} deep");
        var tracks = new List<Track>();
        foreach (var (node, at) in Children(stack, path))
        {
            if (tracks.Count == MostTracks) throw BadCut.At(file, path, $"the cut has more than {MostTracks:N0} tracks on one stack", "Export the tracks that are worked on");
            if (Schema(node, at) is "Track" or "Sequence")
            {
                tracks.Add(ReadTrack(node, at, depth));
                continue;
            }
            // a clip or a stack that lies in a stack without a track of its own
            var item = Item(node, at, depth);
            tracks.Add(new("", TrackKind.Picture, "Video", Enabled: true, null, [item], [], [], []));
        }
        return tracks;
    }

    private Track ReadTrack(JsonObject node, string path, int depth)
    {
        var kind = Text(node, "kind", path);
        if (kind.Length == 0) kind = "Video";
        List<TrackItem> items = [.. Children(node, path).Select(c => Item(c.Node, c.Path, depth))];
        var track = new Track(
            Text(node, "name", path), kind switch { "Video" => TrackKind.Picture, "Audio" => TrackKind.Audio, _ => TrackKind.Other }, kind, Enabled(node),
            Range(node["source_range"], path + ".source_range"), items, Markers(node, path), Effects(node, path), Metadata(node));
        if (track.SourceRange is not { } part || items.Count == 0) return track;
        // old converters wrote the record start here, with its sign turned
        var whole = track with { SourceRange = null };
        var length = CutLayout.LengthOf(whole, part.Start.Rate, file);
        if (part.End > RationalTime.Zero(length.Rate) && part.Start < length) return track;
        Warn($"{path}.source_range: it lies wholly outside the track's clips and is left aside");
        return whole;
    }

    private TrackItem Item(JsonObject node, string path, int depth)
    {
        var name = Text(node, "name", path);
        var schema = Schema(node, path);
        switch (schema)
        {
            case "Clip":
                return ReadClip(node, name, path);
            case "Gap" or "Filler":
                var range = Range(node["source_range"], path + ".source_range") ?? (Time(node["duration"], path + ".duration") is { } d ? new TimeRange(RationalTime.Zero(d.Rate), d) : null);
                return new GapItem(name, Enabled(node), range, Markers(node, path), Effects(node, path), Metadata(node)) { Place = path };
            case "Stack":
                return new NestedItem(name, Enabled(node), Range(node["source_range"], path + ".source_range"), Tracks(node, path, depth + 1), Markers(node, path), Effects(node, path), Metadata(node)) { Place = path };
            case "Track" or "Sequence":
                if (depth > MostNesting) throw BadCut.At(file, path, $"cuts are nested more than {MostNesting} deep");
                return new NestedItem(name, Enabled: true, null, [ReadTrack(node, path, depth + 1)], [], [], Metadata(node)) { Place = path };
            case "Transition":
                var zero = RationalTime.Zero(new FrameRate(24));
                return new TransitionItem(name, Text(node, "transition_type", path), Time(node["in_offset"], path + ".in_offset") ?? zero, Time(node["out_offset"], path + ".out_offset") ?? zero, Metadata(node)) { Place = path };
            default:
                Warn($"{path}: a {schema} is kept and not understood; it takes no time in the table of events");
                return new UnknownItem(name, schema, Metadata(node)) { Place = path };
        }
    }

    private ClipItem ReadClip(JsonObject node, string name, string path)
    {
        var references = new Dictionary<string, MediaReference>(StringComparer.Ordinal);
        var key = ClipItem.DefaultKey;
        if (Object(node, "media_references", path) is { } many)
        {
            foreach (var (k, value) in many) references[k] = Reference(value, $"{path}.media_references.{k}");
            if (Text(node, "active_media_reference_key", path) is { Length: > 0 } active) key = active;
            if (!references.ContainsKey(key)) Warn($"{path}: the active media {BadCut.Quote(key)} is not among the clip's references and counts as missing");
        }
        else references[key] = Reference(node["media_reference"], path + ".media_reference");
        var metadata = Metadata(node);
        return new(name, Enabled(node), Range(node["source_range"], path + ".source_range"), references, key, Markers(node, path), Effects(node, path), metadata)
        {
            Place = path,
            Reel = (metadata["cmx_3600"] as JsonObject)?["reel"] is JsonValue reel && reel.GetValueKind() == JsonValueKind.String ? reel.GetValue<string>() : "",
        };
    }

    private MediaReference Reference(JsonNode? value, string path)
    {
        if (value is null) return MissingReference.Unnamed;
        if (value is not JsonObject node) throw BadCut.At(file, path, "this is no media reference");
        string name = Text(node, "name", path), schema = Schema(node, path);
        var available = Range(node["available_range"], path + ".available_range");
        var metadata = Metadata(node);
        switch (schema)
        {
            case "ExternalReference":
                return new ExternalReference(name, Text(node, "target_url", path), available, metadata);
            case "MissingReference":
                return new MissingReference(name, available, metadata);
            case "GeneratorReference":
                return new GeneratorReference(name, Text(node, "generator_kind", path), available, metadata);
            case "ImageSequenceReference":
                var rate = Rate(node["rate"], path + ".rate");
                return new ImageSequenceReference(
                    name, Text(node, "target_url_base", path), Text(node, "name_prefix", path), Text(node, "name_suffix", path), Whole(node, "start_frame", 1, path),
                    Math.Max(1, Whole(node, "frame_step", 1, path)), rate, Math.Clamp(Whole(node, "frame_zero_padding", 0, path), 0, 20),
                    Text(node, "missing_frame_policy", path), available, metadata);
            default:
                Warn($"{path}: media of the kind {schema} is kept and not understood");
                return new UnknownReference(name, schema, available, metadata);
        }
    }

    private List<Marker> Markers(JsonObject owner, string path)
    {
        var markers = new List<Marker>();
        foreach (var (node, at) in List(owner, "markers", path))
        {
            if (Schema(node, at) != "Marker") { Warn($"{at}: a {Schema(node, at)} among the markers is kept and not understood"); continue; }
            // Marker.1 says "range", Marker.3 says its colour as an object
            var range = Range(node["marked_range"], at + ".marked_range") ?? Range(node["range"], at + ".range") ?? TimeRange.Of(0, 0, new FrameRate(24));
            var color = node["color"] is JsonObject c ? Text(c, "name", at + ".color") : Text(node, "color", at);
            var metadata = Metadata(node);
            markers.Add(new(Text(node, "name", at), color, CommentOf(node, metadata, at), range, metadata));
        }
        return markers;
    }

    private string CommentOf(JsonObject marker, JsonObject metadata, string path)
    {
        if (Text(marker, "comment", path) is { Length: > 0 } comment) return comment;
        if (metadata["Resolve_OTIO"] is JsonObject resolve && resolve["Note"] is JsonValue note && note.GetValueKind() == JsonValueKind.String) return note.GetValue<string>();
        return metadata["fcp_xml"] is JsonObject fcp && fcp["comment"] is JsonValue text && text.GetValueKind() == JsonValueKind.String ? text.GetValue<string>() : "";
    }

    private List<Effect> Effects(JsonObject owner, string path)
    {
        var effects = new List<Effect>();
        foreach (var (node, at) in List(owner, "effects", path))
        {
            string name = Text(node, "name", at), kind = Text(node, "effect_name", at), schema = Schema(node, at);
            var metadata = Metadata(node);
            if (schema == "LinearTimeWarp")
            {
                var scalar = node["time_scalar"] is { } value ? OtioText.Double(value) : 1;
                if (scalar is not { } speed || !double.IsFinite(speed) || Math.Abs(speed) > 100_000) throw BadCut.At(file, at + ".time_scalar", "this is no speed");
                effects.Add(new LinearTimeWarp(name, kind, speed, metadata));
                continue;
            }
            if (schema is not ("Effect" or "FreezeFrame"))
                Warn(schema is "TimeEffect" ? $"{at}: a TimeEffect {BadCut.Quote(kind)} changes time in a way that the file does not say; the clip is laid at the speed of shooting" : $"{at}: an effect of the kind {schema} is kept and not understood; if it changes time, that is not seen");
            effects.Add(schema == "FreezeFrame" ? new FreezeFrame(name, kind, metadata) : new Effect(name, kind.Length > 0 ? kind : schema, metadata));
        }
        return effects;
    }

    private TimeRange? Range(JsonNode? value, string path)
    {
        if (value is null) return null;
        if (value is not JsonObject node) throw BadCut.At(file, path, "this is no time range");
        var start = Time(node["start_time"], path + ".start_time");
        var duration = Time(node["duration"], path + ".duration");
        if (start is null && duration is null) return null;
        var length = duration ?? RationalTime.Zero(start!.Value.Rate);
        if (length.Numerator < 0) throw BadCut.At(file, path + ".duration", "a duration is negative");
        return new(start ?? RationalTime.Zero(length.Rate), length);
    }

    private RationalTime? Time(JsonNode? value, string path)
    {
        if (value is null) return null;
        if (value is not JsonObject node) throw BadCut.At(file, path, "this is no time");
        var rate = Rate(node["rate"], path + ".rate");
        try
        {
            return RationalTime.FromDouble(OtioText.Double(node["value"]) ?? double.NaN, rate);
        }
        catch (FormatException e)
        {
            throw BadCut.At(file, path + ".value", "this is no time: it is not a number or too large", inner: e);
        }
    }

    private FrameRate Rate(JsonNode? value, string path)
    {
        try
        {
            return FrameRate.FromDouble(OtioText.Double(value) ?? double.NaN);
        }
        catch (FormatException e)
        {
            throw BadCut.At(file, path, "this is no frame rate", inner: e);
        }
    }

    private FrameRate RateOf(RationalTime? start, List<Track> tracks)
    {
        if (start is { } s && s.Rate.PerSecond > 1) return s.Rate;
        var rates = tracks.Where(t => t.Kind == TrackKind.Picture).DefaultIfEmpty(tracks.FirstOrDefault()).OfType<Track>()
            .SelectMany(t => t.Items.OfType<TimedItem>()).Select(i => i.SourceRange?.Duration.Rate ?? (i as ClipItem)?.Media.AvailableRange?.Duration.Rate).OfType<FrameRate>().ToList();
        if (rates.Count > 0) return rates.GroupBy(r => r).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).First().Key;
        Warn("$: nothing in the cut says a frame rate; 24 is taken");
        return new FrameRate(24);
    }

    private IEnumerable<(JsonObject Node, string Path)> Children(JsonObject owner, string path) => List(owner, "children", path);

    private IEnumerable<(JsonObject Node, string Path)> List(JsonObject owner, string field, string path)
    {
        if (owner[field] is not { } value) yield break;
        if (value is not JsonArray items) throw BadCut.At(file, $"{path}.{field}", "a list is wanted here");
        for (var i = 0; i < items.Count; i++)
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}.{field}[{i}]");
            yield return items[i] is JsonObject node ? (node, at) : throw BadCut.At(file, at, "an object is wanted here");
        }
    }

    private JsonObject? Object(JsonObject owner, string field, string path) => owner[field] switch
    {
        null => null,
        JsonObject node => node,
        _ => throw BadCut.At(file, $"{path}.{field}", "an object is wanted here"),
    };

    private string Text(JsonObject owner, string field, string path) => owner[field] switch
    {
        null => "",
        JsonValue value when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => throw BadCut.At(file, $"{path}.{field}", "a text is wanted here"),
    };

    private int Whole(JsonObject owner, string field, int otherwise, string path)
    {
        if (owner[field] is not { } value) return otherwise;
        return OtioText.Double(value) is { } d && double.IsInteger(d) && Math.Abs(d) <= 1_000_000_000 ? (int)d : throw BadCut.At(file, $"{path}.{field}", "a whole number is wanted here");
    }

    private static bool Enabled(JsonObject node) => node["enabled"] is not JsonValue value || value.GetValueKind() != JsonValueKind.False;

    private static JsonObject Metadata(JsonObject node) => node["metadata"] as JsonObject ?? [];

    /// <summary>The schema's name without its version; a version above those we know is read as the newest known, with a warning.</summary>
    private string Schema(JsonObject node, string path)
    {
        var text = Text(node, "OTIO_SCHEMA", path);
        var dot = text.LastIndexOf('.');
        if (dot <= 0) throw BadCut.At(file, path, "an object without OTIO_SCHEMA stands where the cut wants one");
        var name = text[..dot];
        var known = name switch { "Clip" => 2, "Marker" => 3, _ => 1 };
        if (int.TryParse(text[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > known) Warn($"{path}: {text} is newer than {name}.{known} and is read as that");
        return name;
    }
}
