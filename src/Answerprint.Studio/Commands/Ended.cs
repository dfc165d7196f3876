using System.Text.Json.Nodes;
using Answerprint.Production;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>How work on a show ended: everything allowed was done, and whatever was not is named with its code.</summary>
internal static class Ended
{
    public static Outcome With(Standing now, IReadOnlyCollection<string> shots, IReadOnlyList<Fault> failures, JsonObject result)
    {
        var named = shots.ToHashSet(StringComparer.Ordinal);
        var said = new HashSet<long>();
        var faults = new List<Fault>(failures);
        var codes = new List<ExitCode>(failures.Select(_ => ExitCode.BadInput));
        foreach (var brief in now.Briefs.Where(b => named.Contains(b.Shot)))
        {
            if (now.LastDecision(brief) is { Allowed: false } no)
            {
                var decision = Decision.From(no.Decision);
                var way = decision.SmallestChange.Count > 0 ? string.Join("; and ", decision.SmallestChange.Select(c => c.Words)) : decision.WaysOut.Count > 0 ? $"cheapest way on: {WaysOut.Words(decision.WaysOut[0], brief.Shot)}" : "";
                faults.Add(new("refused", brief.Shot, brief.Id, string.Join("; ", decision.Reasons.Select(r => $"{r.Words.TrimEnd('.')} [{r.Rule}]").Distinct()), way));
                codes.Add(ExitCode.Refused);
            }
            else if (now.GivenUp(brief) is { } given && said.Add(given.Index))
            {
                faults.Add(new(given.Body.Text("code"), brief.Shot, $"{string.Join(' ', given.Body.Texts("briefs"))}, {given.Body.Text("place")}", given.Body.Text("problem"), given.Body.Text("remedy")));
                codes.Add(ExitCode.CheckFailed);
            }
        }
        foreach (var version in Turnaround.Current(now).Where(v => named.Contains(v.Shot)))
            if (now.Inspections.TryGetValue(version.Document, out var inspection) && !inspection.Body.Bool("passed"))
            {
                faults.Add(new("not-passed", version.Name, "", $"the inspector found: {string.Join(", ", inspection.Body.Texts("faults"))}", "See: answerprint why"));
                codes.Add(ExitCode.CheckFailed);
            }
        return new(Outcome.First(codes), result, faults);
    }
}
