using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Time;

namespace Answerprint.Production.Cuts;

/// <summary>
/// Lays the elements of an FCPXML sequence on tracks. A spine is a row of clips; what is connected to a clip lies on a lane above or below it, at a
/// moment of that clip's own time. Every lane becomes a track, more where clips of one lane lie over each other; picture and sound apart.
/// </summary>
internal sealed class FcpxmlStory(FcpxmlReader reader, FrameRate rate)
{
    private const int MostNesting = 60;

    /// <summary>Clips, with those of compound clips counted each time they are used.</summary>
    private const int MostItems = 300_000;

    private const int MostTracks = 1_000;

    private static readonly string[] Stories = ["clip", "asset-clip", "ref-clip", "mc-clip", "sync-clip", "video", "audio", "title", "gap", "audition", "spine", "caption", "transition"];
    private static readonly string[] Said = [.. Stories, "marker", "chapter-marker", "timeMap"];

    private readonly HashSet<CutElement> open = [];
    private readonly HashSet<CutElement> auditions = [];
    private int items;

    /// <summary>Items in a row on a lane.</summary>
    /// <param name="At">Where the row begins, counted from the start of what holds it.</param>
    private sealed record Row(int Lane, TrackKind Kind, RationalTime At, RationalTime Length, List<TrackItem> Items, int Line);

    /// <summary>What an element shows of a stretch of its own time.</summary>
    /// <param name="Shift">What is added to a moment of the element's time for a moment of the media's or of the cut within.</param>
    private sealed record Content(TrackKind Kind, RationalTime Shift, Func<TimeRange, IReadOnlyList<Marker>, IReadOnlyList<Effect>, TrackItem> Make);

    public List<Track> Sequence(CutElement sequence, FrameRate own)
    {
        if (open.Count >= MostNesting || !open.Add(sequence)) throw reader.Bad(sequence, $"the sequence holds itself, or sequences are nested more than {MostNesting} deep");
        var rows = new List<Row>();
        if (sequence.Child("spine") is { } spine) Lay(spine.Children, 0, RationalTime.Zero(rate), reader.Time(sequence, "tcStart", own)?.RescaleTo(rate) ?? RationalTime.Zero(rate), rows, enabled: true);
        open.Remove(sequence);
        return Tracks(rows);
    }

    /// <summary>Lays a row of elements; what is connected to them goes into rows of its own.</summary>
    /// <param name="at">Where the row begins.</param>
    /// <param name="origin">The offset that stands for the row's beginning.</param>
    private void Lay(IReadOnlyList<CutElement> elements, int lane, RationalTime at, RationalTime origin, List<Row> rows, bool enabled)
    {
        List<TrackItem> picture = [], sound = [];
        var cursor = RationalTime.Zero(rate);
        var line = elements.Count > 0 ? elements[0].Line : 0;
        foreach (var said in elements)
        {
            if (!Stories.Contains(said.Name))
            {
                reader.Warn(said, $"a {BadCut.Clean(said.Name, 60)} among the clips is not understood and left out");
                continue;
            }
            var element = Picked(said);
            var place = reader.Time(said, "offset", rate) is { } offset ? offset - origin : cursor;
            if (element.Name == "transition")
            {
                var length = reader.Time(element, "duration", rate) ?? throw reader.Bad(element, "a transition says no duration");
                var (into, after) = (cursor - place, place + length - cursor);
                if (into < RationalTime.Zero(rate) || after < RationalTime.Zero(rate)) reader.Warn(element, "the transition does not lie over the cut it stands at; what lies outside is left aside");
                var node = Transition(element, RationalTime.Max(into, RationalTime.Zero(rate)), RationalTime.Max(after, RationalTime.Zero(rate)));
                picture.Add(node);
                if (element.Child("filter-audio") is not null) sound.Add(node);
                continue;
            }
            if (element.Name is "caption" or "spine")
            {
                if (element.Name == "caption") reader.Warn(element, $"the caption {BadCut.Quote(element["name"] ?? "")} is not read");
                else Lay(element.Children, lane, at + place, RationalTime.Zero(rate), rows, enabled);
                continue;
            }
            if (place < cursor && (cursor - place).Value >= 1) throw reader.Bad(element, $"{element.Name} {BadCut.Quote(element["name"] ?? "")} begins {(cursor - place).Value:0.##} frames before the one before it ends");
            if (place > cursor)
            {
                foreach (var list in (List<TrackItem>[])[picture, sound]) list.Add(Gap(place - cursor));
                cursor = place;
            }
            var duration = Duration(element);
            var splitSound = element["audioStart"] is not null || element["audioDuration"] is not null;
            var (shown, heard) = Items(element, duration, enabled);
            picture.AddRange(shown.Count > 0 ? shown : [Gap(duration, element, enabled)]);
            sound.AddRange(heard.Count > 0 && !splitSound ? heard : [Gap(duration)]);
            if (heard.Count > 0 && splitSound) Split(element, lane, at + cursor, duration, rows, enabled);
            Connected(element, lane, at + cursor, rows, enabled);
            cursor += duration;
        }
        if (lane == 0 || picture.Any(i => i is ClipItem or NestedItem)) rows.Add(new(lane, TrackKind.Picture, at, cursor, picture, line));
        if (sound.Any(i => i is ClipItem or NestedItem)) rows.Add(new(lane, TrackKind.Audio, at, cursor, sound, line));
    }

    /// <summary>Sound that starts or ends at another moment than its picture.</summary>
    private void Split(CutElement element, int lane, RationalTime at, RationalTime duration, List<Row> rows, bool enabled)
    {
        var start = Start(element);
        var from = reader.Time(element, "audioStart", rate) ?? start;
        var length = reader.Time(element, "audioDuration", rate) ?? duration;
        var (_, heard) = Items(element, length, enabled, from);
        var place = at + (from - start);
        if (place < RationalTime.Zero(rate)) reader.Warn(element, "the sound of the clip begins before the cut and is left out");
        else rows.Add(new(lane, TrackKind.Audio, place, length, heard, element.Line));
    }

    private void Connected(CutElement element, int lane, RationalTime at, List<Row> rows, bool enabled)
    {
        var start = Start(element);
        foreach (var said in element.Children.Where(c => c["lane"] is not null))
        {
            if (!Stories.Contains(said.Name))
            {
                reader.Warn(said, $"a connected {BadCut.Clean(said.Name, 60)} is not understood and left out");
                continue;
            }
            if (!int.TryParse(said["lane"], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var own) || Math.Abs(own) > 10_000) throw reader.Bad(said, $"{BadCut.Quote(said["lane"] ?? "")} is no lane");
            var place = at + (reader.Time(said, "offset", rate) ?? RationalTime.Zero(rate)) - start;
            if (said.Name == "caption")
            {
                reader.Warn(said, $"the caption {BadCut.Quote(said["name"] ?? "")} is not read");
                continue;
            }
            var picked = Picked(said);
            if (place < RationalTime.Zero(rate) && (place.Value <= -1 || picked.Name == "spine"))
            {
                reader.Warn(said, $"{said.Name} {BadCut.Quote(picked["name"] ?? "")} is connected before the beginning of the cut and is left out");
                continue;
            }
            place = RationalTime.Max(place, RationalTime.Zero(rate));
            if (said.Name == "spine") Lay(said.Children, lane + own, place, RationalTime.Zero(rate), rows, enabled);
            else
            {
                var duration = Duration(picked);
                var (shown, heard) = Items(picked, duration, enabled);
                if (shown.Count > 0) rows.Add(new(lane + own, TrackKind.Picture, place, duration, shown, said.Line));
                if (heard.Count > 0) rows.Add(new(lane + own, TrackKind.Audio, place, duration, heard, said.Line));
                Connected(picked, lane + own, place, rows, enabled);
            }
        }
    }

    /// <summary>The picture and the sound of an element over its duration: one item each, more where its speed changes.</summary>
    private (List<TrackItem> Picture, List<TrackItem> Sound) Items(CutElement element, RationalTime duration, bool enabled, RationalTime? from = null)
    {
        List<TrackItem> picture = [], sound = [];
        if (++items > MostItems) throw reader.Bad(element, $"the cut holds more than {MostItems:N0} clips, those of compound clips counted each time");
        if (element.Name == "gap") return (picture, sound);
        var start = from ?? Start(element);
        var ramp = Ramp(element);
        var pieces = ramp?.Between(start, start + duration) ?? [new(start, duration, start, 1)];
        if (pieces.Count > 1) reader.Warn(element, $"the speed of {BadCut.Quote(element["name"] ?? "")} changes {pieces.Count - 1} times; it is laid as {pieces.Count} clips of constant speed, and what eases between them is read as straight");
        if (element.Child("conform-rate") is { } conform && conform["scaleEnabled"] != "0" && conform["srcFrameRate"] is { } source && FrameRate.Parse(Number(source, conform)) is var played && !played.AgreesWith(rate))
            reader.Warn(conform, $"media of {source} frames a second is played frame for frame; its times are taken as they stand");
        foreach (var content in Contents(element, pieces[0].Source, pieces.Aggregate(RationalTime.Zero(rate), (sum, p) => sum + p.Length)))
        {
            var list = content.Kind == TrackKind.Picture ? picture : sound;
            var markers = Markers(element, ramp, content.Shift);
            foreach (var piece in pieces)
            {
                List<Effect> effects = [.. piece.Speed == 1 ? (Effect[])[] : [piece.Speed == 0 ? new FreezeFrame("", "FreezeFrame", []) : new LinearTimeWarp("", "LinearTimeWarp", piece.Speed, [])], .. content.Kind == TrackKind.Picture ? Effects(element) : []];
                var item = content.Make(new(piece.Source + content.Shift, piece.Length), markers, effects);
                list.Add(On(element) && enabled ? item : Off(item));
                markers = [];
            }
        }
        return (picture, sound);
    }

    private IEnumerable<Content> Contents(CutElement element, RationalTime source, RationalTime length)
    {
        var zero = RationalTime.Zero(rate);
        var name = element["name"];
        var metadata = new JsonObject { ["fcpx_xml"] = element.Json(Said) };
        bool picture = element["srcEnable"] != "audio", sound = element["srcEnable"] != "video";
        List<Row> inside;
        RationalTime origin;
        switch (element.Name)
        {
            case "title":
                yield return Leaf(TrackKind.Picture, new GeneratorReference(name ?? "", "title", null, []), null, "");
                yield break;
            case "asset-clip" or "video" or "audio":
                var id = element["ref"] ?? throw reader.Bad(element, $"{element.Name} names no resource");
                var asset = reader.Resource(id, element);
                if (asset.Name == "effect")
                {
                    yield return Leaf(TrackKind.Picture, new GeneratorReference(asset["name"] ?? "", asset["name"] ?? "generator", null, []), null, "");
                    yield break;
                }
                if (asset.Name != "asset") throw reader.Bad(element, $"the resource {BadCut.Quote(id)} is a {asset.Name} where an asset is wanted");
                var assetRate = reader.RateOf(asset["format"]) ?? rate;
                var range = reader.Time(asset, "duration", assetRate) is { } all ? new TimeRange(reader.Time(asset, "start", assetRate) ?? RationalTime.Zero(assetRate), all) : (TimeRange?)null;
                MediaReference media = FcpxmlReader.PathOf(asset) is { Length: > 0 } path ? new ExternalReference(asset["name"] ?? "", path, range, []) : new MissingReference(asset["name"] ?? "", range, []);
                var reel = FcpxmlReader.ReelOf(element, asset);
                var says = asset["hasVideo"] is not null || asset["hasAudio"] is not null;
                if (element.Name != "audio" && picture && (!says || asset["hasVideo"] == "1")) yield return Leaf(TrackKind.Picture, media, assetRate, reel);
                if (element.Name != "video" && sound && (asset["hasAudio"] == "1" || element.Name == "audio")) yield return Leaf(TrackKind.Audio, media, assetRate, reel);
                yield break;
            case "clip" or "sync-clip":
                var held = element.Children.Where(c => c["lane"] is null && Stories.Contains(c.Name)).ToList();
                if (held is [{ Name: "spine" } only]) held = [.. only.Children];
                origin = held.Count > 0 ? reader.Time(held[0], "offset", rate) ?? zero : zero;
                inside = [];
                Lay(held, 0, zero, origin, inside, enabled: true);
                break;
            case "ref-clip":
                var compound = reader.Resource(element["ref"] ?? "", element).Child("sequence") ?? throw reader.Bad(element, "the compound clip's resource holds no sequence");
                origin = Origin(compound);
                var tracks = Sequence(compound, reader.RateOf(compound["format"]) ?? rate);
                foreach (var kind in Kinds()) if (tracks.Any(t => t.Kind == kind)) yield return Nest(kind, tracks, origin);
                yield break;
            case "mc-clip":
                var multicam = reader.Resource(element["ref"] ?? "", element).Child("multicam") ?? throw reader.Bad(element, "the multicam clip's resource holds no multicam");
                origin = Origin(multicam);
                foreach (var kind in Kinds())
                {
                    var wanted = kind == TrackKind.Picture ? "video" : "audio";
                    var angle = element.Named("mc-source").FirstOrDefault(s => s["srcEnable"] is null or "all" || s["srcEnable"] == wanted)?["angleID"];
                    var shown = multicam.Named("mc-angle").FirstOrDefault(a => angle is null || a["angleID"] == angle);
                    if (shown is null) { reader.Warn(element, $"the angle {BadCut.Quote(angle ?? "")} is not in the multicam clip; nothing is shown"); continue; }
                    if (open.Count >= MostNesting || !open.Add(shown)) throw reader.Bad(element, $"the angle holds itself, or clips are nested more than {MostNesting} deep");
                    inside = [];
                    Lay(shown.Children, 0, zero, origin, inside, enabled: true);
                    open.Remove(shown);
                    if (Held(kind, inside, origin) is { } content) yield return content;
                }
                yield break;
            default:
                throw reader.Bad(element, $"a {element.Name} stands where a clip is wanted");
        }
        foreach (var kind in (TrackKind[])[TrackKind.Picture, TrackKind.Audio])
            if (Held(kind, inside, origin) is { } content) yield return content;

        IEnumerable<TrackKind> Kinds()
        {
            if (picture) yield return TrackKind.Picture;
            if (sound) yield return TrackKind.Audio;
        }

        RationalTime Origin(CutElement of) => reader.Time(of, "tcStart", rate) ?? zero;

        Content Leaf(TrackKind kind, MediaReference media, FrameRate? mediaRate, string reel) => new(kind, zero, (range, markers, effects) => new ClipItem(
            name ?? media.Name, Enabled: true, mediaRate is { } own ? new(range.Start.RescaleTo(own), range.Duration) : range, new Dictionary<string, MediaReference>(StringComparer.Ordinal) { [ClipItem.DefaultKey] = media },
            ClipItem.DefaultKey, markers, effects, metadata) { Place = element.Place, Reel = reel });

        // a clip that holds one clip over all that is seen of it is that clip
        Content? Held(TrackKind kind, List<Row> rows, RationalTime from)
        {
            var mine = rows.Where(r => r.Kind == kind && r.Items.Any(i => i is ClipItem or NestedItem)).ToList();
            if (mine.Count == 0) return null;
            if (mine is [var row])
            {
                var at = row.At;
                foreach (var item in row.Items)
                {
                    if (item is not TimedItem { SourceRange: { } shown } timed) continue;
                    if (timed is ClipItem { Effects.Count: 0 } clip && at <= source - from && at + shown.Duration >= source - from + length)
                    {
                        var shift = shown.Start.RescaleTo(rate) - at - from;
                        return new(kind, shift, (range, markers, effects) => clip with
                        {
                            Name = name ?? clip.Name, SourceRange = new(range.Start.RescaleTo(shown.Start.Rate), range.Duration), Markers = [.. markers, .. clip.Markers], Effects = effects, Metadata = metadata, Place = element.Place,
                            Reel = FcpxmlReader.ReelOf(element) is { Length: > 0 } own ? own : clip.Reel,
                        });
                    }
                    at += shown.Duration;
                }
            }
            return Nest(kind, Tracks(mine), from);
        }

        Content Nest(TrackKind kind, List<Track> tracks, RationalTime from)
        {
            List<Track> mine = [.. tracks.Where(t => t.Kind == kind)];
            return new(kind, -from, (range, markers, effects) => new NestedItem(name ?? "", Enabled: true, range, mine, markers, effects, metadata) { Place = element.Place });
        }
    }

    private List<Track> Tracks(List<Row> rows)
    {
        var tracks = new List<Track>();
        foreach (var kind in (TrackKind[])[TrackKind.Picture, TrackKind.Audio])
        {
            var number = 0;
            foreach (var lane in rows.Where(r => r.Kind == kind).GroupBy(r => r.Lane).OrderBy(g => g.Key))
            {
                var made = new List<(List<TrackItem> Items, RationalTime End)>();
                foreach (var row in lane.OrderBy(r => r.At).ThenBy(r => r.Line))
                {
                    var free = made.FindIndex(t => (t.End - row.At).Value < 1e-3);
                    if (free < 0)
                    {
                        if (made.Count + tracks.Count >= MostTracks) throw BadCut.At(reader.File, $"line {row.Line}", $"more than {MostTracks:N0} clips lie over each other");
                        made.Add(([], RationalTime.Zero(rate)));
                        free = made.Count - 1;
                    }
                    var (laid, end) = made[free];
                    if (row.At > end) laid.Add(Gap(row.At - end));
                    laid.AddRange(row.Items);
                    made[free] = (laid, RationalTime.Max(end, row.At) + row.Length);
                }
                foreach (var (laid, _) in made)
                    tracks.Add(new(string.Create(CultureInfo.InvariantCulture, $"{(kind == TrackKind.Picture ? 'V' : 'A')}{++number}"), kind, kind == TrackKind.Picture ? "Video" : "Audio", Enabled: true, null, laid, [], [], new JsonObject { ["fcpx_xml"] = new JsonObject { ["lane"] = lane.Key } }));
            }
        }
        return tracks;
    }

    /// <summary>Of an audition the first clip is the one that was picked; it lies where the audition lies.</summary>
    private CutElement Picked(CutElement said)
    {
        if (said.Name != "audition") return said;
        var clips = said.Children.Where(c => Stories.Contains(c.Name)).ToList();
        if (clips.Count == 0) throw reader.Bad(said, "an audition holds no clip");
        if (clips.Count > 1 && auditions.Add(said)) reader.Warn(said, $"of the {clips.Count} clips of an audition the first, which is the one picked, is taken");
        return clips[0];
    }

    private RationalTime Duration(CutElement element)
    {
        var duration = reader.Time(element, "duration", rate) ?? (element["ref"] is { } id ? reader.Time(reader.Resource(id, element), "duration", rate) : null) ?? throw reader.Bad(element, $"{element.Name} {BadCut.Quote(element["name"] ?? "")} says no duration");
        return duration >= RationalTime.Zero(rate) ? duration : throw reader.Bad(element, "a duration is negative");
    }

    /// <summary>Where an element's own time begins: what it says, else 0, else where its media begins if that has no moment 0.</summary>
    private RationalTime Start(CutElement element)
    {
        if (reader.Time(element, "start", rate) is { } said) return said;
        var zero = RationalTime.Zero(rate);
        if (element["ref"] is not { } id || element.Name is "title") return zero;
        var media = reader.Resource(id, element);
        var inside = media.Child("sequence") ?? media.Child("multicam");
        var start = inside is null ? reader.Time(media, "start", rate) : reader.Time(inside, "tcStart", rate);
        return start is { } begin && begin > zero ? begin : zero;
    }

    private SpeedRamp? Ramp(CutElement element)
    {
        if (element.Child("timeMap") is not { } map) return null;
        var points = map.Named("timept").Select(p => (At: reader.Time(p, "time", rate) ?? throw reader.Bad(p, "a point of a time map says no time"), Value: reader.Time(p, "value", rate) ?? throw reader.Bad(p, "a point of a time map says no value"))).ToList();
        if (SpeedRamp.IsRamp(points)) return new(points);
        reader.Warn(map, "the time map has no two points in order; the clip is read at the speed of shooting");
        return null;
    }

    private List<Marker> Markers(CutElement element, SpeedRamp? ramp, RationalTime shift)
    {
        var markers = new List<Marker>();
        foreach (var node in element.Children.Where(c => c.Name is "marker" or "chapter-marker"))
        {
            var at = reader.Time(node, "start", rate) ?? throw reader.Bad(node, "a marker says no start");
            markers.Add(new(node["value"] ?? "", node["completed"] is "0" ? "RED" : node["completed"] is "1" ? "GREEN" : "", node["note"] ?? "", new((ramp?.ValueAt(at) ?? at) + shift, reader.Time(node, "duration", rate) ?? RationalTime.Zero(rate)), new JsonObject { ["fcpx_xml"] = node.Json() }));
        }
        return markers;
    }

    private static IEnumerable<Effect> Effects(CutElement element) => element.Children
        .Where(c => (c.Name.StartsWith("adjust-", StringComparison.Ordinal) && c.Name is not ("adjust-volume" or "adjust-panner" or "adjust-conform")) || c.Name is "filter-video" or "filter-video-mask")
        .Select(c => new Effect(c["name"] ?? "", c["name"] ?? c.Name, []));

    private static TransitionItem Transition(CutElement node, RationalTime into, RationalTime after)
    {
        var name = node["name"] ?? "";
        var kind = name.Contains("Dissolve", StringComparison.OrdinalIgnoreCase) || name.Length == 0 ? "SMPTE_Dissolve" : name.Contains("Wipe", StringComparison.OrdinalIgnoreCase) ? "SMPTE_Wipe" : "Custom_Transition";
        return new(name, kind, into, after, new JsonObject { ["fcpx_xml"] = node.Json("marker") }) { Place = node.Place };
    }

    private GapItem Gap(RationalTime length, CutElement? of = null, bool enabled = true) =>
        new(of?["name"] is { } name && of.Name != "gap" ? name : "", enabled && (of is null || On(of)), new(RationalTime.Zero(rate), length), of is null ? [] : Markers(of, null, -Start(of)), [], []) { Place = of?.Place ?? "" };

    private static bool On(CutElement element) => element["enabled"] != "0";

    private static TrackItem Off(TrackItem item) => item switch { ClipItem clip => clip with { Enabled = false }, NestedItem nested => nested with { Enabled = false }, _ => item };

    private string Number(string text, CutElement node) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is > 0 and < 1000 ? text : throw reader.Bad(node, $"{BadCut.Quote(text)} is no frame rate");
}
