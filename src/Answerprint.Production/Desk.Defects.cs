using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Answerprint.Production.Editorial;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>Frames of a shot that are looked at for stuck pixels, spread over it.</summary>
    private const int LooksForDefects = 12;

    /// <summary>Coordinates that a finding spells out.</summary>
    private const int SpeltOut = 40;

    /// <summary>
    /// What of the sensor seems to be broken, shot by shot: a pixel that is stuck in all frames that were looked at. A finding asks for nothing: whoever agrees asks for the repair.
    /// </summary>
    private IEnumerable<JsonObject> StuckFindings(Standing now, Func<int, string> record)
    {
        using var work = watch.Begin("look for stuck pixels", now.Shots.Count);
        foreach (var shot in now.Shots.Values)
        {
            cancel.ThrowIfCancellationRequested();
            work.Step(shot.Name);
            if (shot.Plate is not { } index) continue;
            var plate = PlateOf(now.Plates[index]);
            var there = shot.Range.Numbers.Where(plate.Bits.ContainsKey).ToList();
            if (there.Count < StuckPixels.Fewest) continue;
            using var clip = Open(plate);
            var pixels = new StuckPixels(plate.Width, plate.Height);
            var count = Math.Min(LooksForDefects, there.Count);
            for (var n = 0; n < count; n++)
            {
                cancel.ThrowIfCancellationRequested();
                pixels.Add(clip.Read(there[(int)((2L * n + 1) * there.Count / (2 * count))]));
            }
            var found = pixels.Found();
            if (found.Count == 0) continue;
            var listed = string.Join("; ", found.Take(SpeltOut).Select(d => d.ToString()));
            yield return new()
            {
                ["kind"] = "StuckPixel", ["severity"] = nameof(Severity.Look), ["shot"] = shot.Name, ["record"] = new JsonArray(shot.Record.Start, shot.Record.End), ["timecode"] = record(shot.Record.Start), ["frames"] = "", ["tool"] = "",
                ["defects"] = new JsonArray([.. found.Select(d => (JsonNode)JsonValue.Create(d.ToString()))]),
                ["words"] = $"{plate.Name}: {(found.Count == 1 ? "a pixel is" : $"{found.Count} pixels are")} stuck in all {count} frames that were looked at ({listed}{(found.Count > SpeltOut ? " …" : "")}); look at {(found.Count == 1 ? "it" : "them")}, and to mend: answerprint brief SHOW {shot.Name} repair --defects \"{listed}\"",
            };
        }
    }
}
