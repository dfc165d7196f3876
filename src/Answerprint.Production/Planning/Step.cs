using System.Text.Json.Nodes;
using Answerprint.Media.Time;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Production.Toolbox;

namespace Answerprint.Production.Planning;

/// <summary>One brief with the gate's leave: nothing else becomes part of a step.</summary>
public sealed record LeaveFor(Brief Brief, Verdict.Allowed Leave);

/// <summary>One piece of work that may be done: a tool on a shot, for the briefs that the gate gave leave for.</summary>
/// <param name="Options">The tool's options record.</param>
/// <param name="Seed">From the shot's name, so that it is the same on every machine.</param>
public sealed record Step(Shot Shot, Plate Plate, Tool Tool, IReadOnlyList<LeaveFor> Work, object Options, ulong Seed, Bid Bid)
{
    /// <summary>What was counted for the bid.</summary>
    public IReadOnlyList<WorkTerm> Terms { get; init; } = [];
    /// <summary>The frames of the version: the shot's, or those of another timing.</summary>
    public FrameRange Range => Timing?.Range ?? Shot.Range;

    /// <summary>Null where the timing is the plate's own.</summary>
    public ShotTiming? Timing { get; init; }

    /// <summary>The frames that are to be made or changed, in the plate's numbers.</summary>
    public IReadOnlyList<int> Frames => Timing is not null ? [.. Timing.Moments.Keys.Order()] : [.. Work.SelectMany(w => w.Brief.Frames).Distinct().Order()];

    public JsonObject Write() => new()
    {
        ["shot"] = Shot.Name,
        ["tool"] = Tool.Card.Name,
        ["toolVersion"] = Tool.Card.Version,
        ["briefs"] = JsonReading.Array(Work.Select(w => w.Brief.Id)),
        ["frames"] = FrameList.Format(Frames),
        ["options"] = ToolOptions.Write(Tool.Card, Options),
        ["bid"] = Bid.Write(),
    };
}
