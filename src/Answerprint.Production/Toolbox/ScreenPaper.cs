using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Answerprint.Media.Shapes;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Toolbox;

/// <summary>One screen of a brief as it lies in the vault: where it is on every frame, how it is treated, and by whose leave it shows what.</summary>
/// <param name="Screen">With a key on every frame on which it is.</param>
/// <param name="Coverage">The set of mattes of what it changes.</param>
/// <param name="Pictures">The list of pictures that it shows; null: it is blurred.</param>
/// <param name="Source">Where these come from and who gave leave to show them.</param>
/// <param name="NoPeople">The digest of the person who attests that nobody is in them; empty: nothing is shown.</param>
public sealed record ScreenPaper(KeyedShape Screen, ScreenTreatment How, Digest Coverage, Digest? Pictures, string Source, string NoPeople)
{
    private const string Format = "answerprint.screen.1";

    private static readonly JsonSerializerOptions Plain = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    public static JsonObject Write(ScreenTreatment how) => (JsonObject)JsonSerializer.SerializeToNode(how, Plain)!;

    /// <exception cref="FormatException">It is no such treatment.</exception>
    public static ScreenTreatment Treatment(JsonObject o)
    {
        try
        {
            return (o.Deserialize<ScreenTreatment>(Plain) ?? throw new FormatException("it says nothing of how a screen is treated")).Checked();
        }
        catch (JsonException e)
        {
            throw new FormatException($"it does not say how a screen is treated: {e.Message}", e);
        }
    }

    public byte[] Bytes() => PlainJson.Bytes(new JsonObject
    {
        ["format"] = Format, ["screen"] = ShapeFile.Write([Screen]), ["how"] = Write(How), ["coverage"] = Coverage.Hex, ["pictures"] = Pictures?.Hex, ["source"] = Source, ["noPeople"] = NoPeople,
    });

    /// <exception cref="FormatException">It is no such document.</exception>
    public static ScreenPaper Read(byte[] bytes)
    {
        var o = JsonReading.Parse(bytes);
        if (o.Text("format") != Format) throw new FormatException($"it is no document \"format\": \"{Format}\"");
        return new(ShapeFile.Parse(o.Object("screen").ToJsonString()).Single(), Treatment(o.Object("how")), Digest.Parse(o.Text("coverage")), o.TextOrNull("pictures") is { } hex ? Digest.Parse(hex) : null, o.Text("source"), o.Text("noPeople"));
    }
}
