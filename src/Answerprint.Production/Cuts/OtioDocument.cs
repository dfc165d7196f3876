using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Production.Cuts;

/// <summary>
/// An OpenTimelineIO file as it stands: everything in it is kept, understood or not, and comes out as it went in. Reading gives a
/// <see cref="Timeline"/>; the only edit is a new track on top of a copy. Not safe for changing from several threads; nothing here changes it.
/// </summary>
public sealed class OtioDocument
{
    private readonly JsonObject root;

    private OtioDocument(JsonObject root, string file)
    {
        this.root = root;
        File = file;
    }

    /// <summary>The file as its user named it.</summary>
    public string File { get; }

    /// <summary>Whether it holds one timeline and no more, so that a track can be laid into it.</summary>
    public bool IsTimeline => Timelines().Count == 1;

    /// <summary>A copy of the whole document.</summary>
    public JsonObject Json => (JsonObject)root.DeepClone();

    /// <exception cref="BadInputException">The bytes are no OpenTimelineIO; the message says where.</exception>
    public static OtioDocument Parse(ReadOnlyMemory<byte> bytes, string file) =>
        OtioText.Parse(bytes, file) is JsonObject root ? new(root, file) : throw BadCut.At(file, "$", "an object is wanted here");

    /// <summary>A new document of a cut.</summary>
    public static OtioDocument From(Timeline timeline, string file = "") => new(OtioWriter.Timeline(timeline), file);

    /// <summary>The cut in it.</summary>
    /// <param name="rate">Overrides the rate of the cut; null: what the file says.</param>
    /// <param name="warnings">What was not understood.</param>
    /// <param name="name">Which of several timelines: its name, or "#2"; null: there must be one only.</param>
    /// <exception cref="BadInputException">The document holds no timeline, or a time, rate or list that is none; with its JSON path.</exception>
    public Timeline ToTimeline(FrameRate? rate, out IReadOnlyList<string> warnings, string? name = null)
    {
        var reader = new OtioReader(File);
        var timeline = reader.Read(root, rate, name);
        warnings = reader.Warnings;
        return timeline;
    }

    /// <summary>
    /// A copy with one more picture track above all picture tracks; everything else is equal, value for value. The track must be of clips,
    /// gaps and transitions.
    /// </summary>
    /// <exception cref="BadInputException">The document holds no single timeline.</exception>
    public OtioDocument WithTopTrack(Track track)
    {
        var copy = new OtioDocument((JsonObject)root.DeepClone(), File);
        var timeline = copy.TimelineNode();
        if (timeline["tracks"] is not JsonObject stack) timeline["tracks"] = stack = new JsonObject { ["OTIO_SCHEMA"] = "Stack.1", ["metadata"] = new JsonObject(), ["name"] = "tracks" };
        if (stack["children"] is not JsonArray children) stack["children"] = children = [];
        var top = children.Count;
        for (var i = children.Count - 1; i >= 0 && IsTrack(children[i], "Audio"); i--) top = i;
        children.Insert(top, OtioWriter.Track(track));
        return copy;
    }

    /// <summary>A copy whose relative references lead to the same files from another folder.</summary>
    internal OtioDocument Moved(MovedReferences references)
    {
        var copy = (JsonObject)root.DeepClone();
        references.Change(copy);
        return new(copy, File);
    }

    /// <summary>A copy as a host takes it, and what that host can not be told.</summary>
    public OtioDocument For(CutHost host, ICollection<Loss> losses) => new(OtioHost.Fit((JsonObject)root.DeepClone(), host, losses), File);

    /// <summary>The text of the file: UTF-8, indented by four.</summary>
    public byte[] ToBytes() => OtioText.Write(root);

    private static bool IsTrack(JsonNode? node, string kind) =>
        node is JsonObject track && track["kind"] is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.String && value.GetValue<string>() == kind;

    private JsonObject TimelineNode() => Timelines() is [var one] ? one : throw BadCut.At(File, "$", "the file holds no single timeline", "Export the one timeline that is meant");

    private List<JsonObject> Timelines() => Schema(root).StartsWith("Timeline.", StringComparison.Ordinal)
        ? [root]
        : [.. (root["children"] as JsonArray)?.OfType<JsonObject>().Where(c => Schema(c).StartsWith("Timeline.", StringComparison.Ordinal)) ?? []];

    private static string Schema(JsonObject node) => node["OTIO_SCHEMA"] is JsonValue v && v.GetValueKind() == System.Text.Json.JsonValueKind.String ? v.GetValue<string>() : "";
}
