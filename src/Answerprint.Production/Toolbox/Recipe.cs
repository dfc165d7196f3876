using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Time;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Toolbox;

/// <summary>
/// All that decides the pixels of a piece of work, and its hash. Same recipe, same bits, on any number of threads, chunks and workers of
/// one machine class; so a recipe that was rendered is not rendered again, and credentials cite it.
/// </summary>
/// <param name="Tool">Name of the tool.</param>
/// <param name="Version">Version of the tool.</param>
/// <param name="Options">The options that were used, defaults included.</param>
/// <param name="Preparation">Digest of what <see cref="Toolbox.Tool.Prepare"/> worked out.</param>
/// <param name="Inputs">Bits of every plate frame that may be read or copied, by plate index and frame.</param>
/// <param name="Mattes">Digest of every matte by its role.</param>
/// <param name="Range">The frames of the work in the plate's numbers.</param>
/// <param name="Writing">How versions are written: numbers, names and tags decide bytes as well.</param>
public sealed record Recipe(
    string Tool, string Version, JsonObject Options, Digest Preparation, IReadOnlyDictionary<(uint Plate, int Frame), Digest> Inputs,
    IReadOnlyDictionary<string, Digest> Mattes, FrameRange Range, ulong Seed, string MachineClass, JsonObject Writing)
{
    /// <summary>What the numbers of the plate mean, with the hash of the colour config that was in effect.</summary>
    public JsonObject Colour { get; init; } = [];

    /// <summary>The canonical document; <see cref="Hash"/> is the digest of its bytes.</summary>
    public JsonObject Document()
    {
        var inputs = new JsonObject();
        foreach (var ((plate, frame), bits) in Inputs.OrderBy(i => i.Key))
            inputs[string.Create(CultureInfo.InvariantCulture, $"{plate}:{frame}")] = bits.Hex;
        var mattes = new JsonObject();
        foreach (var (role, digest) in Mattes.OrderBy(m => m.Key, StringComparer.Ordinal)) mattes[role] = digest.Hex;
        return new()
        {
            ["format"] = "answerprint.recipe.1",
            ["tool"] = Tool,
            ["version"] = Version,
            ["options"] = Options.DeepClone(),
            ["preparation"] = Preparation.Hex,
            ["inputs"] = inputs,
            ["mattes"] = mattes,
            ["range"] = Range.ToString(),
            ["seed"] = Seed.ToString(CultureInfo.InvariantCulture),
            ["machineClass"] = MachineClass,
            ["colour"] = Colour.DeepClone(),
            ["writing"] = Writing.DeepClone(),
        };
    }

    public Digest Hash => Digest.Of(PlainJson.Bytes(Document()));
}
