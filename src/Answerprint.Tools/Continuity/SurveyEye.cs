using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production.Editorial;

namespace Answerprint.Tools.Continuity;

/// <summary>The eye of a survey: what <see cref="ContinuityWatch"/> finds in the shots of a cut, with the brief that would mend each.</summary>
public static class SurveyEye
{
    /// <param name="threads">The findings do not depend on it.</param>
    public static ContinuityEye With(int threads) => (shots, progress, cancel) =>
    {
        var at = shots.Index().ToDictionary(s => s.Item.Name, s => s.Index, StringComparer.Ordinal);
        return [.. ContinuityWatch.Of(shots, threads, progress, cancel).Faults.Select(f => new SeenFault(f.Kind.ToString(), at[f.Clip], f.Frame, f.Score, f.Words)
        {
            Against = f.Against is var (clip, frame) ? (at[clip], frame) : null, Place = f.Place, Proposal = Mends(f),
        })];
    };

    /// <summary>What would mend a fault; null where only the camera's own file, or a person, does.</summary>
    private static ProposedBrief? Mends(ContinuityFault fault) => fault.Kind switch
    {
        FaultKind.Duplicate when !fault.IsThroughout => new(Brief.Filler, [fault.Frame], []),
        FaultKind.Flicker => new(Brief.Relight, [], new JsonObject { ["deflicker"] = true }),
        FaultKind.LightAcrossCut when fault.Against is var (clip, _) && clip != fault.Clip => new(Brief.Relight, [], new JsonObject { ["match"] = clip }),
        FaultKind.StuckPixel when fault.Place is var (x, y) => new(Brief.Repair, [], new JsonObject { ["defects"] = new JsonArray(new JsonObject { ["x"] = x, ["y"] = y, ["width"] = 1, ["height"] = 1 }) }),
        _ => null,
    };
}
