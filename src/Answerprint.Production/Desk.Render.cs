using System.Text.Json.Nodes;
using Answerprint.Media.Time;
using Answerprint.Production.Editorial;
using Answerprint.Production.Farm;
using Answerprint.Production.Planning;
using Answerprint.Production.Plates;
using Answerprint.Production.Toolbox;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>Renders what is allowed on a shot and not done yet.</summary>
    /// <returns>The version, or null where there was nothing to do or the tool gave up (which stands in the book).</returns>
    /// <exception cref="Media.Frames.BadInputException">A plate can not be read, or is no longer the one of ingest.</exception>
    public Version? Render(Shot shot)
    {
        Version? made = null;
        foreach (var step in Plan(shot.Name).Steps) made = Render(step) ?? made;
        // briefs that a tool gave up hold none of the others up: what is left of their step is done without them
        while (Turnaround.Left(Now, shot.Name) && Plan(shot.Name).Steps is { Count: > 0 } rest)
        {
            var before = Now.LastWork;
            foreach (var step in rest) made = Render(step) ?? made;
            if (Now.LastWork == before) break;
        }
        return made;
    }

    private Version? Render(Step step)
    {
        using var clip = Open(step.Plate);
        var assignment = AssignmentOf(step, clip);
        var farm = new LocalFarm(Show.Book, Show.Vault, Show.Staging, Show.Clock, machineClass);
        try
        {
            PreparedStep prepared;
            using (var work = watch.Begin($"prepare {step.Shot.Name}", 100)) prepared = farm.Prepare(step, assignment, by, new Percent(work), cancel);
            if (NothingToDo(step, prepared) is { } nothing) throw nothing;
            IReadOnlyList<RenderedFrame> frames;
            using (var work = watch.Begin($"render {step.Shot.Name}", step.Range.Length))
                frames = farm.Render(prepared, by, n => work.Step($"frame {n - step.Range.Start + Show.File.FirstFrame}"), cancel);
            return MakeVersion(step, prepared, frames);
        }
        catch (ToolRefusedException e)
        {
            if (step.Work.Count == 1) GiveUp(step, step.Work, e);
            else foreach (var (work, refused) in Refused(step, clip, e)) GiveUp(step, [work], refused);
            return null;
        }
    }

    /// <summary>
    /// The briefs of a step that the tool will not do, each with what it says: briefs are added one by one to those that it does, and those that were
    /// refused are asked about again, for a brief may need what another makes.
    /// </summary>
    private List<(LeaveFor Work, ToolRefusedException Why)> Refused(Step step, PlateClip clip, ToolRefusedException together)
    {
        var done = new List<LeaveFor>();
        var waiting = step.Work.Select(w => (Work: w, Why: together)).ToList();
        for (var before = -1; before != done.Count;)
        {
            before = done.Count;
            var left = new List<(LeaveFor, ToolRefusedException)>();
            foreach (var (work, _) in waiting)
            {
                if (Says(step, [.. done, work], clip) is { } why) left.Add((work, why));
                else done.Add(work);
            }
            waiting = left;
        }
        return waiting;
    }

    /// <summary>What the tool says to these briefs of a step; null where it would do them.</summary>
    private ToolRefusedException? Says(Step step, IReadOnlyList<LeaveFor> work, PlateClip clip)
    {
        var some = new Planner(tools, Costs(Now), Show.File.Rates, Show.File.Handles).Make(work, Now.Shots, new Dictionary<uint, Plate> { [step.Plate.Index] = step.Plate }).Steps[0];
        try
        {
            _ = some.Tool.Prepare(AssignmentOf(some, clip), null, cancel);
            return null;
        }
        catch (ToolRefusedException e)
        {
            return e;
        }
    }

    private void GiveUp(Step step, IEnumerable<LeaveFor> work, ToolRefusedException e) => Write(ActNames.StepGivenUp, new()
    {
        ["shot"] = step.Shot.Name, ["briefs"] = JsonReading.Array(work.Select(w => w.Brief.Id)), ["tool"] = step.Tool.Card.Name,
        ["code"] = e.Code, ["place"] = e.Place, ["problem"] = e.Problem, ["remedy"] = e.Remedy,
    });

    private Version MakeVersion(Step step, PreparedStep prepared, IReadOnlyList<RenderedFrame> frames)
    {
        var recipe = prepared.Recipe.Hash;
        var document = Version.DocumentOf(step.Shot.Name, recipe, step.Plate.Index, step.Range, frames);
        var digest = Show.Vault.Add(PlainJson.Bytes(document));
        var mine = Now.Versions.Where(v => v.Shot == step.Shot.Name).ToList();
        var briefs = step.Work.Select(w => w.Brief.Id).ToList();
        if (Version.Like(mine, digest, briefs) is { } there) return there;
        var number = mine.Count == 0 ? 1 : mine.Max(v => v.Number) + 1;
        var version = new Version(Show.File.Naming.Version(step.Shot.Name, number), step.Shot.Name, number, step.Plate.Index, step.Range, recipe, digest, step.Tool.Card.Name, briefs)
        {
            Timing = step.Timing is { } timing ? new(timing.Speed, timing.Head, ShotTiming.KeyOf(step.Shot)) : null,
            Outside = (step.Tool as OutsideTool)?.Outside,
            Change = EdgesOf(step, frames) ?? DeclaredOf(step, prepared),
        };
        var body = version.Body();
        body["frames"] = frames.Count;
        body["made"] = FrameList.Format(frames.Where(f => f.IsMade).Select(f => f.Number));
        if (step.Timing is null && frames.Any(f => f.IsHeld)) body["shows"] = Version.ShowsOf(frames);
        Write(Version.ActName, body);
        return version;
    }
}
