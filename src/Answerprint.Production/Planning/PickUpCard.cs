using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;

namespace Answerprint.Production.Planning;

/// <summary>What a crew must know to film a missing shot again: read from the neighbours' files or measured on their pictures; what nobody says is "unknown".</summary>
internal static class PickUpCard
{
    private const string Unknown = "unknown";

    /// <summary>Lines of the card and the attributes of OpenEXR ("Standard Optional Attributes") that say them, the first that is there.</summary>
    private static readonly (string Line, string Unit, string[] Names)[] Said =
    [
        ("camera", "", ["cameraModel", "cameraMake"]), ("lens", "", ["lensModel", "lensMake"]),
        ("focal length", " mm", ["nominalFocalLength", "effectiveFocalLength", "pinholeFocalLength"]), ("stop", "", ["tStop", "aperture"]),
        ("focus", " m", ["focus"]), ("exposure time", " s", ["expTime"]), ("ISO", "", ["isoSpeed"]), ("white balance", " K", ["cameraCCTSetting"]),
    ];

    public static JsonObject Facts(ShotPlace place, TakeSizes size, LadderSources sources)
    {
        var facts = new JsonObject
        {
            ["seconds"] = Math.Round(place.Frames / place.Rate.PerSecond, 2), ["frames"] = place.Frames, ["rate"] = place.Rate.ToString(),
            ["picture"] = size.Width > 0 ? string.Create(CultureInfo.InvariantCulture, $"{size.Width}×{size.Height}") : Unknown,
        };
        var near = place.Neighbours.OrderBy(n => Math.Abs(n.Distance)).ToList();
        var attributes = near.Select(n => (Neighbour: n, Attributes: sources.Attributes(n.Path, n.Frames.Start))).ToList();
        foreach (var (line, unit, names) in Said)
        {
            var said = attributes.SelectMany(a => names.SelectMany(n => a.Attributes.Where(x => x.Name == n)).Select(x => (a.Neighbour, Words: ExrAttributes.Describe(x).Trim()))).FirstOrDefault(s => s.Words.Length > 0);
            facts[line] = said.Words is null ? Unknown : $"{said.Words}{unit} (as {said.Neighbour.Name} says)";
        }
        facts["height"] = Unknown;
        facts["eyeline"] = Unknown;
        if (near.Count > 0)
        {
            var picture = near[0].Samples[near[0].Samples.Count / 2].Picture;
            var side = picture.RightOverLeft;
            facts["key side"] = Math.Abs(side) < 0.2
                ? string.Create(CultureInfo.InvariantCulture, $"even: left and right of the picture of {near[0].Name} differ by {Math.Abs(side):0.0} stop")
                : string.Create(CultureInfo.InvariantCulture, $"{(side > 0 ? "right" : "left")}: that half of the picture of {near[0].Name} is {Math.Abs(side):0.0} stop brighter (measured on the picture, not on a face)");
            facts["light"] = string.Create(CultureInfo.InvariantCulture, $"the mean of {near[0].Name} is {picture.MeanStops:0.0} stops against full white");
            var motion = near[0].Samples[near[0].Samples.Count / 2].Motion;
            facts["move"] = Math.Abs(motion.Pan) + Math.Abs(motion.Tilt) + Math.Abs(motion.Zoom) < 0.02
                ? $"{near[0].Name} stands still"
                : string.Create(CultureInfo.InvariantCulture, $"{near[0].Name} moves by {motion.Pan:0.00} across and {motion.Tilt:0.00} down (widths a second), growth {motion.Zoom:0.00} a second");
        }
        else
        {
            foreach (var line in (string[])["key side", "light", "move"]) facts[line] = Unknown;
        }
        return facts;
    }

    /// <summary>Width and height of the neighbours' pictures; 0 where there are none.</summary>
    internal readonly record struct TakeSizes(int Width, int Height);
}
