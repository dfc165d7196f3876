using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Provenance.Keys;

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
public sealed record LockedFrame(int Number, LockedState State, int? Shows, string Plate, string Version, string Work, string Origin, byte[] Hash)
{
    /// <summary>Whether <see cref="Hash"/> is that of what the frame lists.</summary>
    public bool IsSound => Hash.AsSpan().SequenceEqual(HashOf(Number, State, Shows, Bytes(Plate), Bytes(Version), Bytes(Work), Bytes(Origin)));

    /// <param name="plate">Roots of picture trees, 32 bytes; null where there is no such picture.</param>
    public static LockedFrame Of(int number, LockedState state, int? shows, byte[]? plate, byte[]? version, byte[]? work, byte[]? origin)
    {
        return new(number, state, shows, Hex(plate), Hex(version), Hex(work), Hex(origin), HashOf(number, state, shows, plate, version, work, origin));

        static string Hex(byte[]? hash) => hash is null ? "" : Convert.ToHexStringLower(hash);
    }

    /// <exception cref="FormatException">It is none.</exception>
    public static LockedFrame Read(JsonObject o) => new(o.Int("frame"), Enum.TryParse<LockedState>(o.Text("state"), ignoreCase: true, out var state) ? state : throw new FormatException($"{o.Text("state")} is no state of a frame"),
        o["shows"] is null ? null : o.Int("shows"), o.Text("plate"), o.Text("version"), o.Text("work"), o.Text("origin"), Bytes(o.Text("hash")) ?? throw new FormatException("a frame has no hash"));

    public JsonObject Write() => new()
    {
        ["frame"] = Number, ["state"] = State.ToString().ToLowerInvariant(), ["shows"] = Shows, ["plate"] = Plate, ["version"] = Version, ["work"] = Work, ["origin"] = Origin, ["hash"] = Convert.ToHexStringLower(Hash),
    };

    /// <summary>SHA-256(0x00 ‖ state ‖ 0x00 ‖ number ‖ frame that is shown ‖ four roots): numbers int32 little-endian, no frame −2³¹, no root 32 zeros.</summary>
    private static byte[] HashOf(int number, LockedState state, int? shows, byte[]? plate, byte[]? version, byte[]? work, byte[]? origin)
    {
        var numbers = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(numbers, number);
        BinaryPrimitives.WriteInt32LittleEndian(numbers.AsSpan(4), shows ?? int.MinValue);
        return Sha256.Of([0, .. Encoding.UTF8.GetBytes(state.ToString()), 0, .. numbers, .. plate ?? new byte[32], .. version ?? new byte[32], .. work ?? new byte[32], .. origin ?? new byte[32]]);
    }

    private static byte[]? Bytes(string hex) => hex.Length == 0 ? null : hex.Length == 64 ? Convert.FromHexString(hex) : throw new FormatException("a hash has 64 hexadecimal digits");
}

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
        ["frames"] = new JsonArray([.. Frames.Select(f => (JsonNode)f.Write())]),
    };
}
