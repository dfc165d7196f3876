using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Time;

namespace Answerprint.Production.Rights;

/// <summary>What a declaration says.</summary>
public enum Said
{
    /// <summary>That nobody is in the frames, or which performer is: of whole pictures.</summary>
    Whole = 0,

    /// <summary>That nobody is in a part of the pictures.</summary>
    NobodyInRegion,

    /// <summary>That whoever is in a part of the pictures is not cast.</summary>
    NotCast,

    /// <summary>That no face, hair or hand is in a part of the pictures.</summary>
    NotFace,
}

/// <summary>
/// What a named person attests about a plate: that no person is in it, or in a part of it, or that a performer is, with the matte that covers them. Act `PlateDeclared.1`; taken back by
/// `DeclarationWithdrawn.1` with its index. A release that does not know of parts reads a declaration about a part as none at all, never as one about the whole.
/// </summary>
/// <param name="Plate">The plate's name in the show: what `declare SHOW PLATE` was given.</param>
/// <param name="Performer">Digest of the performer; null: nobody is in it, or it speaks of a part.</param>
/// <param name="Matte">Pattern of the performer's matte (coverage 1 = this performer); null where nobody is in it.</param>
/// <param name="Frames">The frames that it holds for; null: the whole plate.</param>
/// <param name="Seen">SHA-256 of the pictures that the person looked at, hex: the contact sheet, the crops that the screen asked about.</param>
/// <param name="By">Digest of the person who attests.</param>
/// <param name="Index">Where it stands in the book; −1 before it does.</param>
public sealed record Declaration(string Plate, string? Performer, string? Matte, FrameRange? Frames, IReadOnlyList<string> Seen, string By, DateTimeOffset At, long Index)
{
    public const string ActName = "PlateDeclared.1";

    public const string WithdrawnName = "DeclarationWithdrawn.1";

    public Said Says { get; init; }

    /// <summary>The part that it speaks of, as rectangles; null where it speaks of whole pictures, or by mattes.</summary>
    public PictureRegion? Region { get; init; }

    /// <summary>The part that it speaks of, as a set of mattes in the vault (its digest); null where it is rectangles.</summary>
    public string? RegionMatte { get; init; }

    /// <summary>The performer's matte is a rough area around them, drawn as boxes: it tells where they are at most, not where their edge is.</summary>
    public bool IsRough { get; init; }

    /// <summary>Whether it says that nobody is in the whole picture.</summary>
    public bool NoPeople => Says == Said.Whole && Performer is null;

    /// <summary>Whether it speaks about a frame.</summary>
    public bool Covers(int frame) => Frames is not { } range || range.Contains(frame);

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["plate"] = Plate, ["noPeople"] = NoPeople };
        if (Performer is not null) json["performer"] = Performer;
        if (Matte is not null) json["matte"] = Matte;
        if (IsRough) json["rough"] = true;
        if (Says != Said.Whole) json["says"] = WordOf(Says);
        if (Region is not null) json["region"] = Region.ToJson();
        if (RegionMatte is not null) json["region"] = RegionMatte;
        if (Frames is { } range) json["frames"] = range.ToString();
        json["seen"] = new JsonArray([.. Seen.Select(s => (JsonNode)JsonValue.Create(s))]);
        return json;
    }

    /// <exception cref="FormatException">The body is no declaration.</exception>
    public static Declaration From(JsonObject body, string by, DateTimeOffset at, long index)
    {
        var (performer, nobody) = (Body.Text(body, "performer"), Body.Flag(body, "noPeople"));
        var plate = Body.Text(body, "plate") ?? throw new FormatException("a declaration names a plate");
        if (Body.Text(body, "says") is { } word)
        {
            if (performer is not null || nobody == true) throw new FormatException("a declaration speaks of a part, or of the whole");
            var text = Body.Text(body, "region");
            return new(plate, null, null, Body.Range(body, "frames"), Body.List(body, "seen"), by, at, index)
            {
                Says = SaidOf(word), RegionMatte = text is null ? null : Plates.Digest.Parse(text).Hex, Region = text is null ? PictureRegion.From(body["region"]) : null,
            };
        }
        if (nobody == performer is not null) throw new FormatException("a declaration says that nobody is in a plate, or who is");
        return new(plate, performer, Body.Text(body, "matte"), Body.Range(body, "frames"), Body.List(body, "seen"), by, at, index) { IsRough = Body.Flag(body, "rough") ?? false };
    }

    private static string WordOf(Said said) => said switch { Said.NobodyInRegion => "nobody-in-region", Said.NotCast => "not-cast", _ => "not-face" };

    private static Said SaidOf(string word) => word switch
    {
        "nobody-in-region" => Said.NobodyInRegion,
        "not-cast" => Said.NotCast,
        "not-face" => Said.NotFace,
        _ => throw new FormatException("a declaration says what no release up to this one knows"),
    };
}
