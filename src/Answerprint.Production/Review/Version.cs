using System.Text.Json.Nodes;
using Answerprint.Media.Time;
using Answerprint.Production.Farm;
using Answerprint.Production.Plates;
using Answerprint.Production.Toolbox;

namespace Answerprint.Production.Review;

/// <summary>
/// One rendered version of a shot. Its digest covers every frame and says nothing of its name or of the day, so the same recipe gives the
/// same digest everywhere, and an approval of the digest is an approval of those bytes.
/// </summary>
/// <param name="Name">`tst_010_0010_comp_v001`.</param>
/// <param name="Number">1 for v001.</param>
/// <param name="Plate">Index of the plate that it was made from.</param>
/// <param name="Range">Its frames, in the plate's numbers.</param>
/// <param name="Document">Digest of the document that lists the frames: "the bytes" that approvals are bound to.</param>
public sealed record Version(string Name, string Shot, int Number, uint Plate, FrameRange Range, Digest Recipe, Digest Document, string Tool, IReadOnlyList<string> Briefs)
{
    public const string ActName = "VersionMade.1";

    /// <summary>Another timing than the plate's: then frames count on from the first, and each says which moment it shows. Null for the plate's own.</summary>
    public VersionTiming? Timing { get; init; }

    /// <summary>Who made it, where its pixels were not made by a tool of ours; else null.</summary>
    public OutsideWork? Outside { get; init; }

    /// <summary>What it says was done to people's pixels, kept in the vault; null where it keeps away from them.</summary>
    public Digest? Change { get; init; }

    /// <summary>The number that a frame has in the version's files.</summary>
    public int FrameNumber(int frame, int firstFrame) => frame - Range.Start + firstFrame;

    /// <summary>The document of a version: what it is made of, to the byte.</summary>
    public static JsonObject DocumentOf(string shot, Digest recipe, uint plate, FrameRange range, IEnumerable<RenderedFrame> frames) => new()
    {
        ["format"] = "answerprint.version.1",
        ["shot"] = shot,
        ["recipe"] = recipe.Hex,
        ["plate"] = plate,
        ["range"] = range.ToString(),
        ["frames"] = new JsonArray([.. frames.Select(f => (JsonNode)f.Write())]),
    };

    /// <summary>The version among others that is these bytes for these briefs: it is not made again, whatever was made since. Null where there is none.</summary>
    public static Version? Like(IEnumerable<Version> versions, Digest document, IReadOnlyList<string> briefs) => versions.FirstOrDefault(v => v.Document == document && v.Briefs.SequenceEqual(briefs));

    public static IReadOnlyList<RenderedFrame> Frames(JsonObject document) => [.. document.Objects("frames").Select(RenderedFrame.Read)];

    /// <summary>The frame map of its holds: number → the real frame that it shows.</summary>
    public static JsonObject ShowsOf(IEnumerable<RenderedFrame> frames) => new(frames.Where(f => f.IsHeld).Select(f => KeyValuePair.Create(f.Number.ToString(System.Globalization.CultureInfo.InvariantCulture), (JsonNode?)f.Shows)));

    public JsonObject Body()
    {
        var body = Bare();
        if (Timing is { } t) body["retime"] = new JsonObject { ["speed"] = t.Speed, ["head"] = t.Head, ["of"] = t.Of };
        if (Outside is not null) body["outside"] = Outside.Write();
        if (Change is { } change) body["change"] = change.Hex;
        return body;
    }

    private JsonObject Bare() => new()
    {
        ["version"] = Name, ["shot"] = Shot, ["number"] = Number, ["plate"] = Plate, ["range"] = JsonReading.Text(Range), ["recipe"] = Recipe.Hex, ["document"] = Document.Hex, ["tool"] = Tool, ["briefs"] = JsonReading.Array(Briefs),
    };

    public static Version Read(JsonObject body) => new(
        body.Text("version"), body.Text("shot"), body.Int("number"), (uint)body.Long("plate"), body.Range("range"), body.Digest("recipe"), body.Digest("document"), body.Text("tool"), body.Texts("briefs"))
    {
        Timing = body["retime"] is JsonObject t ? new(t.Text("speed"), t.Int("head"), t.Text("of")) : null,
        Outside = body["outside"] is JsonObject work ? OutsideWork.Read(work) : null,
        Change = body["change"] is null ? null : body.Digest("change"),
    };
}

/// <summary>The timing of a retimed version.</summary>
/// <param name="Speed">In words.</param>
/// <param name="Head">Frames before the first that the cut shows.</param>
/// <param name="Of">The shot as the cut had it (<see cref="Editorial.ShotTiming.KeyOf"/>).</param>
public sealed record VersionTiming(string Speed, int Head, string Of);
