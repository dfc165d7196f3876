using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Studio.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>`render`: does the allowed steps, and inspects what it made. Resumes after any kill.</summary>
internal static class RenderCommand
{
    public static Command Create()
    {
        var show = ShowArguments.Show();
        var shots = new Argument<string[]>("SHOT") { Description = "Shots; default all", Arity = ArgumentArity.ZeroOrMore };
        var by = Seat.By();
        var command = new Command("render", "Does the allowed steps and inspects what was made; goes on where it was stopped. Example: answerprint render myshow --by \"Ann Lee\"") { show, shots, by };
        return command.Does((session, parsed) =>
        {
            using var open = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
            var desk = new Desk(open, Seat.Of(open, parsed.GetValue(by)), ToolRack.Tools, ToolRack.Machine, new SessionWatch(session), session.Cancel);
            var now = desk.Now;
            var named = parsed.GetValue(shots) is { Length: > 0 } some ? some : [.. now.Shots.Keys];
            if (named.FirstOrDefault(n => !now.Shots.ContainsKey(n)) is { } unknown)
                throw new BadInputException("no-shot", unknown, "", "the cut has no such shot", now.Cut is null ? "Take a cut in first: answerprint ingest SHOW CUT --media DIR" : $"Name one of: {string.Join(", ", now.Shots.Keys)}");
            desk.PlanAll();
            var failures = new List<Fault>();
            var made = new JsonArray();
            foreach (var name in named)
            {
                try
                {
                    if (desk.Render(now.Shots[name]) is not { } version) continue;
                    if (!desk.Now.Inspections.ContainsKey(version.Document)) desk.Inspect(version);
                    session.Say($"{version.Name}: {(desk.Now.Inspections[version.Document].Body["passed"]!.GetValue<bool>() ? "passed by the inspector" : "faults found by the inspector")}, {desk.Now.AnswerWord(version)}");
                    made.Add(new JsonObject { ["version"] = version.Name, ["shot"] = version.Shot, ["bytes"] = version.Document.Hex });
                }
                catch (BadInputException e)
                {
                    failures.Add(new Fault(e.Code, e.File, e.Place, e.Problem, e.Remedy));
                }
            }
            return Ended.With(desk.Now, named, failures, new JsonObject { ["versions"] = made });
        });
    }
}
