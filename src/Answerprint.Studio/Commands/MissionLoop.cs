using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production;
using Answerprint.Production.Plates;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>Makes move after move of <see cref="Turnaround"/> until nothing is left that a machine may do.</summary>
internal static class MissionLoop
{
        /// <param name="output">Where the package is made; null: none is made.</param>
    public static Outcome Run(Desk desk, string? output, Session session)
    {
        var failures = new List<Fault>();
        var setAside = new HashSet<string>(StringComparer.Ordinal);
        JsonObject result = [];
        while (true)
        {
            session.Cancel.ThrowIfCancellationRequested();
            switch (Turnaround.Next(desk.Now, setAside))
            {
                case Move.Survey:
                    desk.FindWork();
                    SurveyCommand.Say(desk.Show, desk.Now, session);
                    break;
                case Move.Judge:
                    PlanCommand.Say(desk.PlanAll(), desk.Now, session);
                    break;
                case Move.HandOff(var brief):
                    desk.HandOff(brief);
                    break;
                case Move.Render(var shot):
                    try
                    {
                        if (desk.Render(shot) is { } made) session.Say($"{made.Name}: rendered");
                    }
                    catch (BadInputException e)
                    {
                        // the other shots are not held up by this one
                        failures.Add(new(e.Code, e.File, e.Place, e.Problem, e.Remedy));
                        setAside.UnionWith(desk.Now.Briefs.Where(b => b.Shot == shot.Name).Select(b => b.Id));
                    }
                    break;
                case Move.Inspect(var version):
                    desk.Inspect(version);
                    break;
                case Move.Package when output is not null:
                    result = TurnbackCommand.Say(desk.Deliver(output), session);
                    break;
                case Move.Rest or Move.Package:
                    if (result.Count == 0 && output is not null)
                    {
                        var last = desk.Now.Package?.Body.TextOrNull("package");
                        session.Say($"Nothing is new since the package {last}: people's answers come next (answerprint review, then turnback).");
                        result = new JsonObject { ["package"] = null, ["last"] = last, ["versions"] = new JsonArray(), ["withheld"] = new JsonArray() };
                    }
                    return Ended.With(desk.Now, [.. desk.Now.Shots.Keys], failures, result);
                case var move:
                    throw new InvalidOperationException($"the turnaround asks for {move.GetType().Name}, which was done before it began");
            }
        }
    }
}
