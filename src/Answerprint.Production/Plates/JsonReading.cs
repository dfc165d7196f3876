using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Answerprint.Media.Time;

namespace Answerprint.Production.Plates;

/// <summary>Reads members of the bodies of acts and of our documents; a member that is absent or of another kind is a <see cref="FormatException"/> naming it.</summary>
public static class JsonReading
{
    public static string Text(this JsonObject o, string name) => o.Get<string>(name);

    public static string? TextOrNull(this JsonObject o, string name) => o[name] is JsonValue v && v.TryGetValue<string>(out var text) ? text : null;

    public static int Int(this JsonObject o, string name) => o.Long(name) is >= int.MinValue and <= int.MaxValue and var value ? (int)value : throw Bad(name);

    public static long Long(this JsonObject o, string name) =>
        long.TryParse(o.NumberText(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Bad(name);

    public static double Number(this JsonObject o, string name) =>
        double.TryParse(o.NumberText(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Bad(name);

    public static bool Bool(this JsonObject o, string name) => o.Get<bool>(name);

    public static Digest Digest(this JsonObject o, string name) => Plates.Digest.Parse(o.Text(name));

    public static FrameRate Rate(this JsonObject o, string name) => FrameRate.Parse(o.Text(name));

    public static JsonObject Object(this JsonObject o, string name) => o[name] as JsonObject ?? throw Bad(name);

    public static IEnumerable<JsonObject> Objects(this JsonObject o, string name) => (o[name] as JsonArray ?? throw Bad(name)).Select(n => n as JsonObject ?? throw Bad(name));

    public static IReadOnlyList<string> Texts(this JsonObject o, string name) =>
        [.. (o[name] as JsonArray ?? throw Bad(name)).Select(n => n is JsonValue v && v.TryGetValue<string>(out var text) ? text : throw Bad(name))];

    /// <summary>Frames as people list them, "1001-1003,1007"; an empty text is no frame.</summary>
    public static IReadOnlyList<int> Frames(this JsonObject o, string name) => o.Text(name) is { Length: > 0 } text ? FrameList.Parse(text) : [];

    /// <summary>A range as people write it, both ends included; empty text is the empty range.</summary>
    public static FrameRange Range(this JsonObject o, string name) => o.Frames(name) is { Count: > 0 } list ? new(list[0], list[^1] + 1) : default;

    /// <summary>A range as people write it; nothing for the empty one.</summary>
    public static string Text(FrameRange range) => range.IsEmpty ? "" : range.ToString();

    public static JsonArray Array(IEnumerable<string> texts) => [.. texts.Select(t => (JsonNode)JsonValue.Create(t)!)];

    /// <summary>Parses bytes that must be one JSON object, members once each.</summary>
    public static JsonObject Parse(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonNode.Parse(bytes, documentOptions: new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 64 }) as JsonObject ?? throw new FormatException("the document is no JSON object");
        }
        catch (JsonException e)
        {
            throw new FormatException($"the document is no JSON: {e.Message}", e);
        }
    }

    // a number made here and a number read from a file are of different kinds; their text is the same
    private static string NumberText(this JsonObject o, string name) => o[name] is JsonValue v && v.GetValueKind() == JsonValueKind.Number ? v.ToJsonString() : throw Bad(name);

    private static T Get<T>(this JsonObject o, string name) => o[name] is JsonValue v && v.TryGetValue<T>(out var value) ? value : throw Bad(name);

    private static FormatException Bad(string name) => new($"'{name}' is absent or of another kind");
}
