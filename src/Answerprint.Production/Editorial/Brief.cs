using System.Text.Json.Nodes;
using Answerprint.Media.Time;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Editorial;

/// <summary>One piece of work that somebody asked for, or that the survey found.</summary>
/// <param name="Id">"B0001": counted over the show.</param>
/// <param name="Kind">"fill", "hold": what is asked for.</param>
/// <param name="Frames">The frames that it is about, in the plate's numbers, ascending.</param>
/// <param name="Found">Who or what asked: "survey", "marker", "hand".</param>
/// <param name="Reason">Why, one sentence.</param>
/// <param name="Options">Options of the tool by name; empty for its defaults.</param>
public sealed record Brief(string Id, string Shot, string Kind, IReadOnlyList<int> Frames, string Found, string Reason, JsonObject Options)
{
    public const string ActName = "BriefAsked.1";

    /// <summary>The kind that lets the take's own frames stand for missing ones; nothing is made.</summary>
    public const string Hold = "hold";

    /// <summary>The tool that gives missing frames.</summary>
    public const string Filler = "fill";

    /// <summary>The tool that does it: holding is one manner of filling, so that one version carries both.</summary>
    public string Tool => IsHold ? Filler : Kind;

    public bool IsHold => Kind == Hold;

    /// <summary>Whether another brief gives the same frames in another manner: who asks later counts.</summary>
    public bool TakesOver(Brief earlier) => Shot == earlier.Shot && Tool == earlier.Tool && Kind != earlier.Kind;

    public JsonObject Body() => new()
    {
        ["brief"] = Id, ["shot"] = Shot, ["kind"] = Kind, ["frames"] = FrameList.Format(Frames), ["found"] = Found, ["reason"] = Reason, ["options"] = Options.DeepClone(),
    };

    public static Brief Read(JsonObject body) => new(
        body.Text("brief"), body.Text("shot"), body.Text("kind"), body.Frames("frames"), body.Text("found"), body.Text("reason"), body.Object("options"));

    /// <summary>Whether another brief asks for the same thing, whoever found it.</summary>
    public bool AsksTheSame(Brief other) => Shot == other.Shot && Kind == other.Kind && Frames.SequenceEqual(other.Frames) && JsonNode.DeepEquals(Options, other.Options);
}
