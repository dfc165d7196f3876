using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Time;

namespace Answerprint.Production.Rights;

/// <summary>What a named person attests about a plate: that no person is in it, or that a performer is, with the matte that covers them. Act `PlateDeclared.1`; taken back by `DeclarationWithdrawn.1` with its index.</summary>
/// <param name="Plate">The plate's name in the show: what `declare SHOW PLATE` was given.</param>
/// <param name="Performer">Digest of the performer; null: nobody is in it.</param>
/// <param name="Matte">Pattern of the performer's matte (coverage 1 = this performer); null where nobody is in it.</param>
/// <param name="Frames">The frames that it holds for; null: the whole plate.</param>
/// <param name="Seen">SHA-256 of the pictures that the person looked at, hex: the contact sheet, the crops that the screen asked about.</param>
/// <param name="By">Digest of the person who attests.</param>
/// <param name="Index">Where it stands in the book; −1 before it does.</param>
public sealed record Declaration(string Plate, string? Performer, string? Matte, FrameRange? Frames, IReadOnlyList<string> Seen, string By, DateTimeOffset At, long Index)
{
    public const string ActName = "PlateDeclared.1";

    public const string WithdrawnName = "DeclarationWithdrawn.1";

    public bool NoPeople => Performer is null;

    /// <summary>Whether it speaks about a frame.</summary>
    public bool Covers(int frame) => Frames is not { } range || range.Contains(frame);

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["plate"] = Plate, ["noPeople"] = NoPeople };
        if (Performer is not null) json["performer"] = Performer;
        if (Matte is not null) json["matte"] = Matte;
        if (Frames is { } range) json["frames"] = range.ToString();
        json["seen"] = new JsonArray([.. Seen.Select(s => (JsonNode)JsonValue.Create(s))]);
        return json;
    }

    /// <exception cref="FormatException">The body is no declaration.</exception>
    public static Declaration From(JsonObject body, string by, DateTimeOffset at, long index)
    {
        var performer = Body.Text(body, "performer");
        if (Body.Flag(body, "noPeople") == performer is not null) throw new FormatException("a declaration says that nobody is in a plate, or who is");
        return new(
            Body.Text(body, "plate") ?? throw new FormatException("a declaration names a plate"), performer, Body.Text(body, "matte"), Body.Range(body, "frames"), Body.List(body, "seen"), by, at, index);
    }
}
