using System.Text.Json.Nodes;
using Answerprint.Media.Time;

namespace Answerprint.Production.Rights;

/// <summary>Reads the bodies of this room's acts; what is not there is null, and fields that are not known are left alone.</summary>
internal static class Body
{
    public static string? Text(JsonObject body, string name) => body[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public static bool? Flag(JsonObject body, string name) => body[name] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : null;

    public static IReadOnlyList<string> List(JsonObject body, string name) =>
        body[name] is JsonArray array ? [.. array.OfType<JsonValue>().Select(v => v.TryGetValue<string>(out var text) ? text : "")] : [];

    /// <summary>A list that may be absent, which is another thing than an empty one.</summary>
    public static IReadOnlyList<string>? ListOrNull(JsonObject body, string name) => body[name] is null ? null : List(body, name);

    /// <exception cref="FormatException">It is no list of objects.</exception>
    public static IEnumerable<JsonObject> Objects(JsonObject body, string name) =>
        (body[name] as JsonArray ?? throw new FormatException($"'{name}' is no list")).Select(n => n as JsonObject ?? throw new FormatException($"'{name}' holds something else than objects"));

    /// <exception cref="FormatException">The text is no range of frames.</exception>
    public static FrameRange? Range(JsonObject body, string name)
    {
        if (Text(body, name) is not { } text) return null;
        var frames = FrameList.Parse(text);
        return frames[^1] - frames[0] + 1 == frames.Count ? new(frames[0], frames[^1] + 1) : throw new FormatException($"'{text}' has holes; declare each part by itself");
    }

    public static DateOnly? Day(JsonObject body, string name) =>
        Text(body, name) is { } text ? DateOnly.ParseExact(text, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) : null;
}
