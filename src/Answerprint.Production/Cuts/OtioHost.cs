using System.Text.Json;
using System.Text.Json.Nodes;

namespace Answerprint.Production.Cuts;

/// <summary>A program that a cut is written for.</summary>
public enum CutHost
{
    /// <summary>No one in particular: the versions that all read.</summary>
    Any,
    Resolve,
    OpenRv,
    XStudio,
    Premiere,

    /// <summary>Reads no OpenTimelineIO by itself: lists, logs and MXF.</summary>
    Avid,
}

/// <summary>Fits a document to what a host can read: <see cref="CutHost"/>. Marker.3 becomes Marker.2 for everybody: readers up to 0.18 refuse the whole file.</summary>
public static class OtioHost
{
    /// <exception cref="FormatException">No host of that name.</exception>
    public static CutHost Parse(string name) => name.ToUpperInvariant() switch
    {
        "" or "ANY" => CutHost.Any,
        "RESOLVE" => CutHost.Resolve,
        "RV" or "OPENRV" => CutHost.OpenRv,
        "XSTUDIO" => CutHost.XStudio,
        "PREMIERE" => CutHost.Premiere,
        "AVID" => CutHost.Avid,
        _ => throw new FormatException($"'{name}' is no host; write any, resolve, premiere, avid, openrv or xstudio"),
    };

    /// <summary>Changes <paramref name="root"/> and gives it back.</summary>
    internal static JsonObject Fit(JsonObject root, CutHost host, ICollection<Loss> losses)
    {
        Visit(root, host, losses);
        return root;
    }

    private static void Visit(JsonNode? node, CutHost host, ICollection<Loss> losses)
    {
        if (node is JsonArray items)
        {
            for (var i = 0; i < items.Count; i++) Visit(items[i], host, losses);
            return;
        }
        if (node is not JsonObject o) return;
        foreach (var (name, child) in o.ToList())
            if (name != "metadata") Visit(child, host, losses);
        var schema = Text(o, "OTIO_SCHEMA");
        if (schema.StartsWith("Marker.", StringComparison.Ordinal)) Marker(o, host);
        else if (host == CutHost.Premiere && schema is ("RationalTime.1" or "ImageSequenceReference.1" or "LinearTimeWarp.1" or "FreezeFrame.1")) Decimal(o);
        else if (schema.StartsWith("Clip.", StringComparison.Ordinal)) Clip(o, schema, host, losses);
    }

    private static void Marker(JsonObject o, CutHost host)
    {
        if (o["color"] is JsonObject color) o["color"] = Text(color, "name") is { Length: > 0 } name ? name : "RED";
        if (o["marked_range"] is null && o["range"] is { } range)
        {
            o.Remove("range");
            o["marked_range"] = range;
        }
        o["OTIO_SCHEMA"] = "Marker.2";
        if (host != CutHost.Resolve || Text(o, "comment") is not { Length: > 0 } comment) return;
        if (o["metadata"] is not JsonObject metadata) o["metadata"] = metadata = [];
        if (metadata["Resolve_OTIO"] is not JsonObject resolve) metadata["Resolve_OTIO"] = resolve = [];
        resolve["Note"] ??= comment;
    }

    private static void Decimal(JsonObject o)
    {
        foreach (var field in (string[])["rate", "value", "time_scalar"])
            if (OtioText.Double(o[field]) is { } d && double.IsFinite(d)) o[field] = OtioText.Number(d);
    }

    private static void Clip(JsonObject o, string schema, CutHost host, ICollection<Loss> losses)
    {
        var place = BadCut.Clean(Text(o, "name"), 60);
        if (schema == "Clip.1")
        {
            var only = o["media_reference"];
            o.Remove("media_reference");
            o["media_references"] = new JsonObject { [ClipItem.DefaultKey] = only ?? Missing() };
            o["active_media_reference_key"] = ClipItem.DefaultKey;
            o["OTIO_SCHEMA"] = "Clip.2";
        }
        var key = Text(o, "active_media_reference_key") is { Length: > 0 } k ? k : ClipItem.DefaultKey;
        if (o["media_references"] is not JsonObject references) return;
        foreach (var (name, value) in references.ToList())
        {
            if (value is not JsonObject media) { references[name] = Missing(); continue; }
            var kind = Text(media, "OTIO_SCHEMA");
            if (host == CutHost.Resolve && kind.StartsWith("MissingReference", StringComparison.Ordinal))
            {
                references[name] = External(media, o, $"{(Text(o, "name") is { Length: > 0 } named ? named : "missing")}.missing.mov");
                losses.Add(new(place, "missing media is written as a placeholder file, because Resolve refuses a missing reference"));
            }
            else if (host == CutHost.XStudio && kind.StartsWith("ImageSequenceReference", StringComparison.Ordinal))
            {
                var digits = OtioText.Double(media["frame_zero_padding"]) is { } d and >= 0 and < 20 ? (int)d : 4;
                references[name] = External(media, o, $"{Text(media, "target_url_base")}{Text(media, "name_prefix")}{{:0{digits}d}}{Text(media, "name_suffix")}");
                losses.Add(new(place, "the image sequence is written as one URL, because xSTUDIO reads nothing else"));
            }
        }
        if (host != CutHost.OpenRv) return;
        if (references.Count > 1) losses.Add(new(place, $"only the active media is written ({references.Count} were there): OpenRV reads one"));
        var active = references[key]?.DeepClone();
        o.Remove("media_references");
        o.Remove("active_media_reference_key");
        o["media_reference"] = active ?? Missing();
        o["OTIO_SCHEMA"] = "Clip.1";
    }

    private static JsonObject External(JsonObject media, JsonObject clip, string url) => new()
    {
        ["OTIO_SCHEMA"] = "ExternalReference.1",
        ["metadata"] = media["metadata"]?.DeepClone() ?? new JsonObject(),
        ["name"] = media["name"]?.DeepClone() ?? "",
        ["available_range"] = (media["available_range"] ?? clip["source_range"])?.DeepClone(),
        ["available_image_bounds"] = media["available_image_bounds"]?.DeepClone(),
        ["target_url"] = url,
    };

    private static JsonObject Missing() => new() { ["OTIO_SCHEMA"] = "MissingReference.1", ["metadata"] = new JsonObject(), ["name"] = "", ["available_range"] = null };

    private static string Text(JsonObject o, string field) => o[field] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : "";
}
