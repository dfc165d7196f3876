using System.Text.Json.Nodes;
using Answerprint.Media.Time;

namespace Answerprint.Production.Cuts;

/// <summary>A clip with markers on its frames.</summary>
/// <param name="Media">The file or pattern, as the document is to name it.</param>
public sealed record MarkedClip(string Media, FrameRate Rate, FrameRange Range, IReadOnlyList<FrameMarker> Markers);

/// <param name="Colour">As OpenTimelineIO names it: RED, YELLOW, GREEN.</param>
/// <param name="Finding">What is found there, in one word; it stands in the marker's metadata.</param>
public sealed record FrameMarker(int Frame, string Name, string Colour, string Words, string Finding);

/// <summary>Clips one after the other on a timeline of OpenTimelineIO, with markers: Timeline.1, Clip.1 and Marker.2, which every reader takes.</summary>
public static class MarkedClips
{
    public static byte[] Write(string name, IReadOnlyList<MarkedClip> clips)
    {
        var track = new JsonArray();
        foreach (var clip in clips)
        {
            var range = OtioWriter.Range(new(new RationalTime(clip.Range.Start, clip.Rate), new RationalTime(clip.Range.Length, clip.Rate)));
            var markers = clip.Markers.Select(m => (JsonNode)OtioWriter.Marker(new(m.Name, m.Colour, m.Words, new(new RationalTime(m.Frame, clip.Rate), new RationalTime(1, clip.Rate)), new JsonObject { ["answerprint"] = new JsonObject { ["finding"] = m.Finding } })));
            track.Add(Item("Clip.1", Path.GetFileName(clip.Media), new JsonArray([.. markers]), o =>
            {
                o["source_range"] = range;
                o["media_reference"] = new JsonObject { ["OTIO_SCHEMA"] = "ExternalReference.1", ["name"] = "", ["metadata"] = new JsonObject(), ["target_url"] = clip.Media, ["available_range"] = range.DeepClone() };
            }));
        }
        var video = Item("Track.1", "V1", [], o => (o["kind"], o["children"]) = ("Video", track));
        return OtioText.Write(new JsonObject
        {
            ["OTIO_SCHEMA"] = "Timeline.1", ["name"] = name, ["metadata"] = new JsonObject(), ["global_start_time"] = null, ["tracks"] = Item("Stack.1", "tracks", [], o => o["children"] = new JsonArray(video)),
        });
    }

    private static JsonObject Item(string schema, string name, JsonArray markers, Action<JsonObject> more)
    {
        var item = new JsonObject { ["OTIO_SCHEMA"] = schema, ["name"] = name, ["metadata"] = new JsonObject(), ["source_range"] = null, ["effects"] = new JsonArray(), ["markers"] = markers };
        more(item);
        return item;
    }
}
