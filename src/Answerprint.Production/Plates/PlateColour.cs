using System.Text.Json.Nodes;

namespace Answerprint.Production.Plates;

/// <summary>What a plate's numbers mean, as it was declared at ingest: part of the plate's record and of every recipe that reads it.</summary>
/// <param name="Space">The space of its code values by the name that `--colour` takes; empty for light as stored.</param>
/// <param name="Light">The linear space of the light that tools work on: "linear", "acescg", "linear-awg3".</param>
/// <param name="Config">The hash of the colour config that was in effect; empty without one.</param>
public sealed record PlateColour(string Space, string Light, string Config)
{
    /// <summary>Where a record says nothing: BT.709 light.</summary>
    public static PlateColour Unsaid { get; } = new("", "linear", "");

    public JsonObject Write() => new() { ["space"] = Space, ["light"] = Light, ["config"] = Config };

    public static PlateColour Read(JsonObject? o) => o is null ? Unsaid : new(o.Text("space"), o.Text("light"), o.Text("config"));
}
