using System.Text.Json.Nodes;
using Answerprint.Media.Time;

namespace Answerprint.Production.Cuts;

/// <summary>
/// The objects of OpenTimelineIO, in the versions that every reader in use takes: Clip.2 and Marker.2, never Marker.3. Rates become doubles
/// here and nowhere before; every number has a decimal point.
/// </summary>
internal static class OtioWriter
{
    public static JsonObject Timeline(Timeline timeline)
    {
        var metadata = Copy(timeline.Metadata);
        if (timeline.DropFrame)
        {
            if (metadata["answerprint"] is not JsonObject own) metadata["answerprint"] = own = [];
            own["drop_frame"] = true;
        }
        return new()
        {
            ["OTIO_SCHEMA"] = "Timeline.1",
            ["metadata"] = metadata,
            ["name"] = timeline.Name,
            ["global_start_time"] = Time(timeline.Start),
            ["tracks"] = Stack("tracks", null, enabled: true, timeline.Tracks, timeline.Markers, [], []),
        };
    }

    public static JsonObject Track(Track track)
    {
        var node = Composed("Track.1", track.Name, track.SourceRange, track.Enabled, track.Markers, track.Effects, track.Metadata);
        node["children"] = new JsonArray([.. track.Items.Select(Item)]);
        node["kind"] = track.KindName;
        return node;
    }

    public static JsonObject Time(RationalTime time) => new()
    {
        ["OTIO_SCHEMA"] = "RationalTime.1",
        ["rate"] = OtioText.Number(time.Rate.PerSecond),
        ["value"] = OtioText.Number(time.Value),
    };

    public static JsonObject Range(TimeRange range) => new()
    {
        ["OTIO_SCHEMA"] = "TimeRange.1",
        ["duration"] = Time(range.Duration),
        ["start_time"] = Time(range.Start),
    };

    public static JsonObject Reference(MediaReference media)
    {
        var node = new JsonObject
        {
            ["OTIO_SCHEMA"] = media switch
            {
                ExternalReference => "ExternalReference.1",
                ImageSequenceReference => "ImageSequenceReference.1",
                GeneratorReference => "GeneratorReference.1",
                _ => "MissingReference.1",
            },
            ["metadata"] = Copy(media.Metadata),
            ["name"] = media.Name,
            ["available_range"] = media.AvailableRange is { } range ? Range(range) : null,
            ["available_image_bounds"] = null,
        };
        switch (media)
        {
            case ExternalReference external:
                node["target_url"] = external.TargetUrl;
                break;
            case GeneratorReference generator:
                node["generator_kind"] = generator.Kind;
                node["parameters"] = new JsonObject();
                break;
            case ImageSequenceReference sequence:
                node["target_url_base"] = sequence.TargetUrlBase;
                node["name_prefix"] = sequence.NamePrefix;
                node["name_suffix"] = sequence.NameSuffix;
                node["start_frame"] = sequence.StartFrame;
                node["frame_step"] = sequence.FrameStep;
                node["rate"] = OtioText.Number(sequence.Rate.PerSecond);
                node["frame_zero_padding"] = sequence.ZeroPadding;
                node["missing_frame_policy"] = sequence.MissingFramePolicy.Length > 0 ? sequence.MissingFramePolicy : "error";
                break;
        }
        return node;
    }

    public static JsonObject Marker(Marker marker) => new()
    {
        ["OTIO_SCHEMA"] = "Marker.2",
        ["metadata"] = Copy(marker.Metadata),
        ["name"] = marker.Name,
        ["color"] = marker.Color.Length > 0 ? marker.Color : "RED",
        ["marked_range"] = Range(marker.Range),
        ["comment"] = marker.Comment,
    };

    private static JsonObject Item(TrackItem item)
    {
        switch (item)
        {
            case ClipItem clip:
                var node = Composed("Clip.2", clip.Name, clip.SourceRange, clip.Enabled, clip.Markers, clip.Effects, clip.Metadata);
                if (clip.Reel.Length > 0)
                {
                    var metadata = (JsonObject)node["metadata"]!;
                    if (metadata["cmx_3600"] is not JsonObject cmx) metadata["cmx_3600"] = cmx = [];
                    cmx["reel"] = clip.Reel;
                }
                var references = new JsonObject();
                foreach (var (key, media) in clip.References) references[key] = Reference(media);
                node["media_references"] = references;
                node["active_media_reference_key"] = clip.ActiveKey;
                return node;
            case GapItem gap:
                return Composed("Gap.1", gap.Name, gap.SourceRange, gap.Enabled, gap.Markers, gap.Effects, gap.Metadata);
            case NestedItem nested:
                return Stack(nested.Name, nested.SourceRange, nested.Enabled, nested.Tracks, nested.Markers, nested.Effects, nested.Metadata);
            case TransitionItem transition:
                return new()
                {
                    ["OTIO_SCHEMA"] = "Transition.1",
                    ["metadata"] = Copy(transition.Metadata),
                    ["name"] = transition.Name,
                    ["in_offset"] = Time(transition.In),
                    ["out_offset"] = Time(transition.Out),
                    ["transition_type"] = transition.Type,
                };
            default:
                // what we did not understand lives in documents only: see OtioDocument
                return Composed("Gap.1", item.Name, TimeRange.Of(0, 0, new FrameRate(24)), enabled: true, [], [], item.Metadata);
        }
    }

    private static JsonObject Stack(string name, TimeRange? range, bool enabled, IReadOnlyList<Track> tracks, IReadOnlyList<Marker> markers, IReadOnlyList<Effect> effects, JsonObject metadata)
    {
        var node = Composed("Stack.1", name, range, enabled, markers, effects, metadata);
        node["children"] = new JsonArray([.. tracks.Select(Track)]);
        return node;
    }

    private static JsonObject Composed(string schema, string name, TimeRange? range, bool enabled, IReadOnlyList<Marker> markers, IReadOnlyList<Effect> effects, JsonObject metadata) => new()
    {
        ["OTIO_SCHEMA"] = schema,
        ["metadata"] = Copy(metadata),
        ["name"] = name,
        ["source_range"] = range is { } r ? Range(r) : null,
        ["effects"] = new JsonArray([.. effects.Select(Effect)]),
        ["markers"] = new JsonArray([.. markers.Select(Marker)]),
        ["enabled"] = enabled,
    };

    private static JsonObject Effect(Effect effect)
    {
        var node = new JsonObject
        {
            ["OTIO_SCHEMA"] = effect switch { FreezeFrame => "FreezeFrame.1", LinearTimeWarp => "LinearTimeWarp.1", _ => "Effect.1" },
            ["metadata"] = Copy(effect.Metadata),
            ["name"] = effect.Name,
            ["effect_name"] = effect.EffectName,
        };
        if (effect is LinearTimeWarp warp) node["time_scalar"] = OtioText.Number(warp.Scalar);
        return node;
    }

    private static JsonObject Copy(JsonObject metadata) => (JsonObject)metadata.DeepClone();
}
