using System.Text.Json.Nodes;
using Answerprint.Production.Rights;

namespace Answerprint.Production.Quality;

/// <summary>What a frame of a version is.</summary>
public enum LockedState
{
    /// <summary>The plate's frame, word by word.</summary>
    Plate = 0,

    /// <summary>The plate's frame outside the work matte.</summary>
    Changed,

    /// <summary>Not in the plate: made.</summary>
    Made,

    /// <summary>Another real frame of the take, word by word.</summary>
    Held,

    /// <summary>Not there.</summary>
    Absent,
}

/// <summary>The hashes of one frame, hex; empty where there is no such picture. <paramref name="Hash"/> ties them together.</summary>
public sealed record LockedFrame(int Number, LockedState State, int? Shows, string Plate, string Version, string Work, string Origin, byte[] Hash);

/// <summary>The outcome of the lock, for the credential, the book and the package. Large for long shots: the book takes its <see cref="Root"/>.</summary>
public sealed record LockResult(PerformerClass Class, IReadOnlyList<Finding> Findings, IReadOnlyList<LockedFrame> Frames, string Root)
{
    public const string Format = "answerprint.lock.1";

    /// <summary>What was measured of a declared change; null where none was declared.</summary>
    public ClassFound? Measured { get; init; }

    /// <summary>Whether everything that the lock asks was proved.</summary>
    public bool Passed => !Findings.Any(f => f.Weight == Weight.Fault);

    /// <summary>Whether nothing changed outside the work matte and every frame is accounted for: the proof of `proof.mask_confinement`.</summary>
    public bool Confined => !Findings.Any(f => f.Weight == Weight.Fault &&
        f.Code is "outside-changed" or "held-differs" or "held-not-real" or "frame-missing" or "made-not-declared" or "matte-size" or "plate-swapped");

    /// <summary>Whether every plate frame was checked against what the book says came in.</summary>
    public bool PlateFromIngest => !Findings.Any(f => f.Code is "plate-unattested" or "plate-swapped");

    /// <summary>The facts that the gate asks about at delivery.</summary>
    public Facts ToFacts() => Facts.None.With("proof.performance_lock", Passed).With("proof.mask_confinement", Confined);

    public JsonObject ToJson()
    {
        var json = Bare();
        if (Measured is not null) json["change"] = Measured.ToJson();
        return json;
    }

    private JsonObject Bare() => new()
    {
        ["format"] = Format,
        ["passed"] = Passed,
        ["confined"] = Confined,
        ["plateFromIngest"] = PlateFromIngest,
        ["class"] = Class.ToString(),
        ["root"] = Root,
        ["findings"] = new JsonArray([.. Findings.Select(f => (JsonNode)f.ToJson())]),
        ["frames"] = new JsonArray([.. Frames.Select(f => (JsonNode)new JsonObject
        {
            ["frame"] = f.Number,
            ["state"] = f.State.ToString().ToLowerInvariant(),
            ["shows"] = f.Shows,
            ["plate"] = f.Plate,
            ["version"] = f.Version,
            ["work"] = f.Work,
            ["origin"] = f.Origin,
            ["hash"] = Convert.ToHexStringLower(f.Hash),
        })]),
    };
}
