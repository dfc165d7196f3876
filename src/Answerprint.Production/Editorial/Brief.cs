using System.Text.Json;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Editorial;

/// <summary>One piece of work that somebody asked for, or that the survey found.</summary>
/// <param name="Id">"B0001": counted over the show.</param>
/// <param name="Kind">"fill", "hold", "repair", "retime", "cleanup", "background", "relight", "reframe": what is asked for.</param>
/// <param name="Frames">The frames that it is about, in the plate's numbers, ascending.</param>
/// <param name="Found">Who or what asked: "survey", "marker", "hand".</param>
/// <param name="Reason">Why, one sentence.</param>
/// <param name="Options">Options of the tool by name; empty for its defaults.</param>
public sealed record Brief(string Id, string Shot, string Kind, IReadOnlyList<int> Frames, string Found, string Reason, JsonObject Options)
{
    public const string ActName = "BriefAsked.1";

    /// <summary>The kind that lets the take's own frames stand for missing ones; nothing is made.</summary>
    public const string Hold = "hold";

    /// <summary>The kind that plays a shot at another speed, each frame made at its own moment.</summary>
    public const string Retime = "retime";

    /// <summary>The kind that mends damaged pixels of frames that are there, and nothing beside them.</summary>
    public const string Repair = "repair";

    /// <summary>The kind that takes out what a matte covers.</summary>
    public const string Cleanup = "cleanup";

    /// <summary>The kind that sets what stands before a screen, or what mattes keep, over another plate.</summary>
    public const string Background = "background";

    /// <summary>The kind that changes light: exposure, white, where it falls, flicker, another shot's light.</summary>
    public const string Relight = "relight";

    /// <summary>The kind that steadies a shot, or moves, scales and turns it as a whole.</summary>
    public const string Reframe = "reframe";

    /// <summary>What stands in its options before the frames of a set of mattes.</summary>
    public const string MatteKey = "matte ";

    /// <summary>What stands in its options before the frames of documents of screens.</summary>
    public const string ScreenKey = "screen ";

    /// <summary>The tool that gives missing frames.</summary>
    public const string Filler = "fill";

    /// <summary>The tool that does it: holding is one manner of filling, so that one version carries both.</summary>
    public string Tool => Kind is Hold or Repair or Retime ? Filler : Kind;

    public bool IsHold => Kind == Hold;

    public bool IsRetime => Kind == Retime;

    /// <summary>The speed that a retime names; null: the cut's own.</summary>
    public string? Speed => Options["speed"] switch { null => null, JsonValue v when v.TryGetValue<double>(out var number) => number.ToString("0.#########", System.Globalization.CultureInfo.InvariantCulture), var other => (string?)other };

    public bool IsRepair => Kind == Repair;

    public bool IsBackground => Kind == Background;

    /// <summary>Whether it changes the light or the place of whole pictures, and nothing else: what class P1 or P2 declares. Light that is changed inside mattes alone is no such function.</summary>
    public bool IsDeclared => Kind == Reframe || (Kind == Relight && !HasMattes);

    /// <summary>Where the frames of a repair are damaged; empty for any other kind.</summary>
    /// <exception cref="BadInputException">The options name no defects.</exception>
    public DefectMap Defects()
    {
        if (!IsRepair) return new([]);
        try
        {
            return new(Options["defects"].Deserialize<List<Defect>>(JsonSerializerOptions.Web) is { Count: > 0 } listed ? listed : throw new JsonException("there are none"));
        }
        catch (JsonException e)
        {
            throw new BadInputException("no-defects", Shot, Id, $"the brief does not say where the pictures are damaged: {e.Message.TrimEnd('.')}", "Ask for it with --defects 812,400 or --defects FILE", e);
        }
    }

    /// <summary>Whether another brief gives the same frames in another manner: who asks later counts. So does who asks for another background, and who says with a matte what a marker could only wish for.</summary>
    public bool TakesOver(Brief earlier) => Shot == earlier.Shot && Tool == earlier.Tool && (Kind != earlier.Kind || Kind is Background or Relight or Reframe || (Kind == Cleanup && HasMattes && !earlier.HasMattes));

    /// <summary>Whether it names the mattes of what is worked on.</summary>
    public bool HasMattes => Options.Any(o => o.Key.StartsWith(MatteKey, StringComparison.Ordinal));

    /// <summary>Whether screens, signs or plates are treated by it, and nothing is taken out.</summary>
    public bool HasScreens => Options.Any(o => o.Key.StartsWith(ScreenKey, StringComparison.Ordinal));

    public JsonObject Body() => new()
    {
        ["brief"] = Id, ["shot"] = Shot, ["kind"] = Kind, ["frames"] = FrameList.Format(Frames), ["found"] = Found, ["reason"] = Reason, ["options"] = Options.DeepClone(),
    };

    public static Brief Read(JsonObject body) => new(
        body.Text("brief"), body.Text("shot"), body.Text("kind"), body.Frames("frames"), body.Text("found"), body.Text("reason"), body.Object("options"));

    /// <summary>Whether another brief asks for the same thing, whoever found it.</summary>
    public bool AsksTheSame(Brief other) => Shot == other.Shot && Kind == other.Kind && Frames.SequenceEqual(other.Frames) && JsonNode.DeepEquals(Options, other.Options);
}
