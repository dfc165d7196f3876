using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;

namespace Answerprint.Production.Editorial;

/// <summary>The findings of a survey as markers on the cut that came: everything else in the document stays as it was.</summary>
public static class SurveyMarkers
{
    /// <summary>The cut with one Marker.2 a finding on its stack of tracks, over the record frames that it is about.</summary>
    /// <exception cref="BadInputException">The document holds no single timeline.</exception>
    public static byte[] Write(Turnover cut, SurveyReport report, IReadOnlyList<ShotFault> seen)
    {
        var root = cut.Document.Json;
        var timeline = Is(root, "Timeline.") ? root
            : (root["children"] as JsonArray)?.OfType<JsonObject>().Where(c => Is(c, "Timeline.")).ToList() is [var only] ? only
            : throw BadCut.At(cut.File, "$", "the file holds no single timeline", "Export the one timeline that is meant");
        if (timeline["tracks"] is not JsonObject stack) timeline["tracks"] = stack = new JsonObject { ["OTIO_SCHEMA"] = "Stack.1", ["metadata"] = new JsonObject(), ["name"] = "tracks", ["children"] = new JsonArray() };
        if (stack["markers"] is not JsonArray markers) stack["markers"] = markers = [];
        foreach (var span in report.Missing) markers.Add(Of(span, cut.Timeline.Rate));
        foreach (var fault in seen) markers.Add(Of(fault, cut.Timeline.Rate));
        return OtioText.Write(root);
    }

    /// <summary>Whether a marker is one of these: it asks for nothing.</summary>
    internal static bool IsFinding(Marker marker) => marker.Metadata["answerprint"] is JsonObject own && own["finding"] is not null;

    private static JsonObject Of(MissingSpan span, FrameRate rate) => OtioWriter.Marker(new(
        $"survey {span.Kind}", span.Severity switch { Severity.Must => "RED", Severity.Look => "YELLOW", _ => "GREEN" }, span.Words, new(new RationalTime(span.Record.Start, rate), new RationalTime(span.Record.Length, rate)),
        new JsonObject
        {
            ["answerprint"] = new JsonObject { ["finding"] = span.Kind.ToString(), ["severity"] = span.Severity.ToString(), ["frames"] = FrameList.Format(span.PlateFrames), ["tool"] = span.Tool },
            ["Resolve_OTIO"] = new JsonObject { ["Note"] = span.Words },
        }));

    private static JsonObject Of(ShotFault seen, FrameRate rate) => OtioWriter.Marker(new(
        $"survey {seen.Fault.Kind}", seen.Finding["severity"]?.GetValue<string>() == nameof(Severity.Look) ? "YELLOW" : "GREEN", $"{seen.Shot}: {seen.Fault.Words}", new(new RationalTime(seen.Record.Start, rate), new RationalTime(seen.Record.Length, rate)),
        new JsonObject { ["answerprint"] = new JsonObject { ["finding"] = seen.Fault.Kind, ["shot"] = seen.Shot, ["frame"] = seen.Fault.Frame, ["score"] = Math.Round(seen.Fault.Score, 3) }, ["Resolve_OTIO"] = new JsonObject { ["Note"] = seen.Fault.Words } }));

    private static bool Is(JsonObject node, string schema) => node["OTIO_SCHEMA"] is JsonValue v && v.GetValueKind() == System.Text.Json.JsonValueKind.String && v.GetValue<string>().StartsWith(schema, StringComparison.Ordinal);
}
