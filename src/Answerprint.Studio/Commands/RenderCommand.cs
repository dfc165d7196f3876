using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Toolbox;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>`render`: does the allowed steps, and inspects what it made. Resumes after any kill.</summary>
internal static class RenderCommand
{
    public static Command Create()
    {
        var show = ShowArguments.Show();
        var shots = new Argument<string[]>("SHOT") { Description = "Shots; default all", Arity = ArgumentArity.ZeroOrMore };
        var look = new Option<string?>("--look") { Description = "A folder for a first look, in place of versions: three frames of each shot at a quarter of the size as PNG, each with a picture of its confidence" };
        var by = Seat.By();
        var command = new Command("render", "Does the allowed steps and inspects what was made; goes on where it was stopped. Example: answerprint render myshow --by \"Ann Lee\"") { show, shots, look, by };
        return command.Does((session, parsed) =>
        {
            using var open = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
            var desk = new Desk(open, Seat.Of(open, parsed.GetValue(by)), ToolRack.Tools, ToolRack.Machine, new SessionWatch(session), session.Cancel);
            var now = desk.Now;
            var named = parsed.GetValue(shots) is { Length: > 0 } some ? some : [.. now.Shots.Keys];
            if (named.FirstOrDefault(n => !now.Shots.ContainsKey(n)) is { } unknown)
                throw new BadInputException("no-shot", unknown, "", "the cut has no such shot", now.Cut is null ? "Take a cut in first: answerprint ingest SHOW CUT --media DIR" : $"Name one of: {string.Join(", ", now.Shots.Keys)}");
            if (parsed.GetValue(look) is { } folder) return Looked(session, desk, named, folder);
            desk.PlanAll();
            foreach (var refused in Turnaround.WithoutWayOn(desk.Now).Where(b => named.Contains(b.Shot)).ToList()) desk.HandOff(refused);
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

    private static Outcome Looked(Session session, Desk desk, IReadOnlyList<string> shots, string folder)
    {
        var failures = new List<Fault>();
        var refused = new List<Fault>();
        var frames = new JsonArray();
        foreach (var shot in shots.Select(name => desk.Now.Shots[name]))
        {
            try
            {
                foreach (var (_, frame, view) in desk.Look(shot))
                {
                    var line = LookPictures.Write(folder, shot.Name, shot.VersionNumber(frame.Number, desk.Show.File.FirstFrame), frame, frame.Origin.Whole().Confidence, view);
                    line["shot"] = shot.Name;
                    frames.Add(line);
                }
            }
            catch (BadInputException e)
            {
                failures.Add(new Fault(e.Code, e.File, e.Place, e.Problem, e.Remedy));
            }
            catch (ToolRefusedException e)
            {
                refused.Add(new Fault(e.Code, shot.Name, e.Place, e.Problem, e.Remedy));
            }
        }
        session.Say($"A first look at {Counted.Of(frames.Count, "frame")} at a quarter of the size, with their confidence, in {folder}; it is no version");
        var ended = Ended.With(desk.Now, shots, failures, new JsonObject { ["look"] = folder, ["factor"] = FirstLook.Factor, ["frames"] = frames });
        return refused.Count == 0 ? ended : ended with { Exit = Outcome.First([ended.Exit, ExitCode.CheckFailed]), Errors = [.. ended.Errors, .. refused] };
    }
}
