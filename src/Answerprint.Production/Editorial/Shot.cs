using System.Text.Json.Nodes;
using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Editorial;

/// <summary>One clip of the cut with the plate that conform found for it.</summary>
/// <param name="Name">`show_seq_shot`, counted by tens: unique in the show.</param>
/// <param name="Clip">What the cut calls it.</param>
/// <param name="Plate">Index of the plate, or null where no media was found.</param>
/// <param name="Cut">The frames that the cut uses, in the plate's numbers.</param>
/// <param name="Range">The same with handles: what versions carry.</param>
/// <param name="Record">Where it lies in the cut, in frames from the start of the timeline.</param>
/// <param name="Track">Which picture track, from 0.</param>
/// <param name="Item">Which item of that track, from 0.</param>
public sealed record Shot(string Name, string Clip, uint? Plate, FrameRange Cut, FrameRange Range, FrameRange Record, int Track, int Item)
{
    /// <summary>How fast the cut plays it: 1 as shot, 0 where it orders a freeze, negative backwards.</summary>
    public double Speed { get; init; } = 1;

    public JsonObject Write()
    {
        var o = new JsonObject
        {
            ["shot"] = Name, ["clip"] = Clip, ["plate"] = Plate is { } p ? p : null, ["cut"] = JsonReading.Text(Cut), ["range"] = JsonReading.Text(Range),
            ["record"] = new JsonArray(Record.Start, Record.End), ["track"] = Track, ["item"] = Item,
        };
        if (Speed != 1) o["speed"] = Speed;
        return o;
    }

    public static Shot Read(JsonObject o) => new(
        o.Text("shot"), o.Text("clip"), o["plate"] is null ? null : (uint)o.Long("plate"), o.Range("cut"), o.Range("range"),
        new((int)o["record"]![0]!, (int)o["record"]![1]!), o.Int("track"), o.Int("item")) { Speed = o["speed"] is null ? 1 : o.Number("speed") };

    /// <summary>The number that a plate's frame has in versions of this shot.</summary>
    public int VersionNumber(int plateFrame, int firstFrame) => plateFrame - Range.Start + firstFrame;
}
