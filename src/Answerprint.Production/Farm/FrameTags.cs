using System.Text.Json.Nodes;
using Answerprint.Media.Colour;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Farm;

/// <summary>
/// The attributes that a version's frame bears: those of the plate as they stand, and where the plate has none of its own `timeCode`
/// (SMPTE ST 12-1, frames counted in pairs above 40 a second), `framesPerSecond`, `reelName`, and the primaries of decoded codes. Nothing in them depends on the day.
/// </summary>
/// <param name="Start">The timecode of the plate's frame <paramref name="First"/> as a frame count.</param>
public sealed record FrameTags(FrameRate Rate, int First, long Start, string Reel)
{
    /// <summary>What belongs to the frame that was shot and would be false on one that was made.</summary>
    private static readonly string[] OfOneFrame = ["keyCode", "capDate", "preview"];

    /// <summary>The linear space of frames that were decoded from codes, which no attribute says yet; empty where the plate says its own or none.</summary>
    public string Light { get; init; } = "";

    public static FrameTags Of(Plate plate) => new(plate.Rate, plate.Range.Start, plate.Start, plate.Reel) { Light = plate.Colour.Space.Length > 0 ? plate.Colour.Light : "" };

    /// <summary>What of it decides bytes, for the recipe.</summary>
    public JsonObject Document() => new() { ["rate"] = Rate.ToString(), ["first"] = First, ["start"] = Start, ["reel"] = Reel, ["light"] = Light, ["file"] = "exr zip" };

    /// <param name="own">Whether the picture is the plate's own frame, whose attributes stand; else it is made in the form of a neighbour.</param>
    public StoredFrame On(StoredFrame picture, int number, bool own)
    {
        var attributes = picture.Attributes.Where(a => own || !OfOneFrame.Contains(a.Name)).ToList();
        Put(TimeCode(number));
        Put(ExrAttributes.FramesPerSecond(Rate));
        if (Reel.Length > 0) Put(ExrAttributes.ReelName(Reel));
        if (ColourSpace.Find(Light) is { } light) Put(ExrAttributes.Primaries(light.Primaries));
        return picture with { Attributes = attributes };

        void Put(StoredAttribute attribute)
        {
            var at = attributes.FindIndex(a => a.Name == attribute.Name);
            if (at < 0) attributes.Add(attribute);
            else if (!own && attribute.Name == "timeCode") attributes[at] = attribute;
        }
    }

    private StoredAttribute TimeCode(int number)
    {
        long frame = Math.Max(0, Start + number - First), nominal = Rate.Nominal;
        var within = frame % nominal;
        if (nominal > 40) within /= 2;
        return ExrAttributes.TimeCode((int)(frame / nominal / 3600 % 24), (int)(frame / nominal / 60 % 60), (int)(frame / nominal % 60), (int)Math.Min(39, within), dropFrame: false);
    }
}
