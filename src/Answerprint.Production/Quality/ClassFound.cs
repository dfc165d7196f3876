using System.Text.Json.Nodes;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;

namespace Answerprint.Production.Quality;

/// <summary>Why a change to people's pixels is what it is said to be, or is not. A reason against it makes the whole class X.</summary>
/// <param name="Code">A short stable word: "undeclared-change".</param>
/// <param name="Frame">In the plate's numbers; null: the whole version.</param>
/// <param name="Place">"x 12 y 40, channel G"; may be empty.</param>
/// <param name="Count">How many samples.</param>
/// <param name="Words">One sentence without full stop.</param>
public sealed record ClassReason(string Code, int? Frame, string Place, long Count, string Words)
{
    internal static ClassReason From(JsonObject o) => new(o.Text("code"), o["frame"] is null ? null : o.Int("frame"), o.Text("place"), o.Long("count"), o.Text("words"));

    public JsonObject ToJson() => new() { ["code"] = Code, ["frame"] = Frame, ["place"] = Place, ["count"] = Count, ["words"] = Words };
}

/// <summary>What was seen on one frame.</summary>
/// <param name="Classes">The classes that its judged pixels need, X where one is not explained; P0 alone where their bits stand.</param>
/// <param name="Judged">Pixels on people or within 16 px of them, in the version.</param>
/// <param name="Changed">Of these, how many are not the plate's words at their own place.</param>
/// <param name="Explained">Of these, how many were made again from the declared parameters, or are excused by an attested region.</param>
public sealed record FrameClass(int Frame, IReadOnlyList<PerformerClass> Classes, long Judged, long Changed, long Explained)
{
    public PerformerClass Class => ClassFound.Weightiest(Classes);

    internal static FrameClass From(JsonObject o) => new(o.Int("frame"), [.. o.Texts("classes").Select(c => Enum.Parse<PerformerClass>(c))], o.Long("judged"), o.Long("changed"), o.Long("explained"));

    public JsonObject ToJson() => new() { ["frame"] = Frame, ["classes"] = new JsonArray([.. Classes.Select(c => (JsonNode)JsonValue.Create(c.ToString()))]), ["judged"] = Judged, ["changed"] = Changed, ["explained"] = Explained };
}

/// <summary>What was done to people's pixels in a version, measured.</summary>
/// <param name="Frames">Only those with pixels to judge or with something declared.</param>
/// <param name="Reasons">Why it is class X; empty where it is not.</param>
public sealed record ClassFound(IReadOnlyList<FrameClass> Frames, IReadOnlyList<ClassReason> Reasons)
{
    private static readonly PerformerClass[] ByWeight =
    [
        PerformerClass.P0, PerformerClass.P3, PerformerClass.P2, PerformerClass.P1, PerformerClass.R, PerformerClass.P4, PerformerClass.N, PerformerClass.P5, PerformerClass.X,
    ];

    /// <summary>The classes that are in it, the lightest first: the gate is asked about each of them.</summary>
    public IReadOnlyList<PerformerClass> Classes => Reasons.Count > 0
        ? [PerformerClass.X]
        : [.. Frames.SelectMany(f => f.Classes).Append(PerformerClass.P0).Distinct().OrderBy(c => Array.IndexOf(ByWeight, c)).SkipWhile((c, i) => i == 0 && c == PerformerClass.P0 && Frames.Any(f => f.Class != PerformerClass.P0))];

    /// <summary>The one that asks for the most evidence.</summary>
    public PerformerClass Class => Weightiest(Classes);

    public static PerformerClass Weightiest(IReadOnlyList<PerformerClass> classes) => classes.Count == 0 ? PerformerClass.P0 : classes.MaxBy(c => Array.IndexOf(ByWeight, c));

    /// <exception cref="FormatException">It is none.</exception>
    public static ClassFound From(JsonObject o)
    {
        try
        {
            return new([.. o.Objects("frames").Select(FrameClass.From)], [.. o.Objects("reasons").Select(ClassReason.From)]);
        }
        catch (ArgumentException e)
        {
            throw new FormatException("it names a class that is none", e);
        }
    }

    public JsonObject ToJson() => new()
    {
        ["class"] = Class.ToString(),
        ["classes"] = new JsonArray([.. Classes.Select(c => (JsonNode)JsonValue.Create(c.ToString()))]),
        ["frames"] = new JsonArray([.. Frames.Select(f => (JsonNode)f.ToJson())]),
        ["reasons"] = new JsonArray([.. Reasons.Select(r => (JsonNode)r.ToJson())]),
    };
}
