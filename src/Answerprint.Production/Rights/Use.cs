using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Time;

namespace Answerprint.Production.Rights;

/// <summary>When the gate is asked.</summary>
public enum Stage
{
    /// <summary>Before pixels are changed: proofs, approvals and marks are still to come.</summary>
    Alter = 0,

    /// <summary>Before a model learns.</summary>
    Train,

    /// <summary>Before something leaves: nothing is still to come.</summary>
    Deliver,
}

/// <summary>
/// What is to be done to which pictures: all that the gate judges. It does not know the tool. Whoever makes a use says only what is so; what
/// is not said about people reads as unknown, and an unknown gives no leave.
/// </summary>
public sealed record Use
{
    public required Stage Stage { get; init; }

    /// <summary>The shot as people know it.</summary>
    public required string Shot { get; init; }

    /// <summary>One word: "missing_frames", "hold", "extend", "missing_angle", "cleanup", "relight", "bg_replace", "reframe", "learn".</summary>
    public required string Operation { get; init; }

    /// <summary>Whether frames, angles or pixels are made, as opposed to real ones held, moved whole or coloured.</summary>
    public required bool MakesPixels { get; init; }

    /// <summary>Whether trained weights decide pixels.</summary>
    public required bool IsModel { get; init; }

    /// <summary>Whether a receipt says what those weights learnt from.</summary>
    public bool HasReceipt { get; init; }

    /// <summary>Digests of the plates that are changed, drawn from or learnt from.</summary>
    public IReadOnlyList<string> Plates { get; init; } = [];

    /// <summary>Trained weights that decide pixels, by name and by SHA-256: as grants and objections name them.</summary>
    public IReadOnlyList<string> Models { get; init; } = [];

    /// <summary>Digests of the people declared in those plates.</summary>
    public IReadOnlyList<string> People { get; init; } = [];

    /// <summary>The frames that are changed or made, in the plate's numbers.</summary>
    public FrameRange Frames { get; init; }

    public bool IsFinal { get; init; } = true;

    public PerformerClass Class { get; init; } = PerformerClass.P0;

    /// <summary>Whether people are where pixels are made.</summary>
    public PeopleThere InMadeRegion { get; init; }

    /// <summary>Whether people are where pixels are changed at all.</summary>
    public PeopleThere InChangedRegion { get; init; }

    /// <summary>Which real frame each held frame shows; for class P3. Whoever has leave for this use holds those and no others.</summary>
    public FrameMap Map { get; init; } = FrameMap.None;

    /// <summary>
    /// The longest run of one real frame beyond its first showing, in frames; for class P3. Where missing frames are to be made it is what a hold
    /// in their place would come to, so that holding is only proposed where it is allowed.
    /// </summary>
    public int LongestHold { get; init; }

    /// <summary>The cut itself orders a freeze.</summary>
    public bool CutFreezes { get; init; }

    public NewSetting Setting { get; init; }

    /// <summary>A named person attests that whoever is removed is not cast; for class N.</summary>
    public bool NotCast { get; init; }

    /// <summary>The facts that the rules ask about.</summary>
    public Facts ToFacts()
    {
        var facts = Facts.None
            .With("use.stage", Stage.ToString().ToLowerInvariant())
            .With("use.purpose", IsFinal ? "final" : "temp")
            .With("use.op", Operation)
            .With("use.makes_pixels", MakesPixels)
            .With("tool.is_model", IsModel)
            .With("model.data_receipt", HasReceipt)
            .With("use.performer_class", Class.ToString())
            .With("use.people_in_made_region", Word(InMadeRegion))
            .With("use.people_in_changed_region", Word(InChangedRegion))
            .With("use.touches_performer", InChangedRegion != PeopleThere.NoneAttested)
            .With("use.longest_hold", LongestHold)
            .With("use.cut_freezes", CutFreezes)
            .With("use.setting", Setting.ToString().ToLowerInvariant());
        if (NotCast) facts = facts.With("attest.not_cast", value: true).WithEvidence("crew_attestation");
        return facts.With("use.changed_regions_to_be_seen", IsFinal);
    }

    public JsonObject ToJson()
    {
        var o = Bare();
        if (Models.Count > 0) o["models"] = new JsonArray([.. Models.Select(m => (JsonNode)JsonValue.Create(m))]);
        if (Map.Shows.Count > 0) o["shows"] = new JsonObject(Map.Shows.OrderBy(s => s.Key).Select(s => KeyValuePair.Create(s.Key.ToString(CultureInfo.InvariantCulture), (JsonNode?)s.Value)));
        return o;
    }

    private JsonObject Bare() => new()
    {
        ["stage"] = Stage.ToString().ToLowerInvariant(),
        ["shot"] = Shot,
        ["operation"] = Operation,
        ["frames"] = Frames.IsEmpty ? "" : Frames.ToString(),
        ["plates"] = new JsonArray([.. Plates.Select(p => (JsonNode)JsonValue.Create(p))]),
        ["people"] = new JsonArray([.. People.Select(p => (JsonNode)JsonValue.Create(p))]),
        ["class"] = Class.ToString(),
    };

    private static string Word(PeopleThere there) => there switch
    {
        PeopleThere.NoneAttested => "none_attested",
        PeopleThere.People => "people",
        _ => "unknown",
    };
}
