using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Editorial;
using Answerprint.Production.Planning;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Production.Toolbox;

namespace Answerprint.Production;

public sealed partial class Desk
{
    /// <summary>
    /// Asks the gate about briefs and makes a plan of those that it gives leave for. What the gate says goes into the book when it is new;
    /// leave is never read back from there.
    /// </summary>
    /// <param name="shot">Only this shot; null for all.</param>
    public Plan Plan(string? shot = null)
    {
        var now = Now;
        var leaves = new List<LeaveFor>();
        var rights = RightsFacts.From(Show.Book.Acts);
        foreach (var brief in now.Briefs.Where(b => shot is null || b.Shot == shot))
        {
            cancel.ThrowIfCancellationRequested();
            var verdict = Judge(now, brief, rights);
            if (IsNews(now.Decision(brief), verdict.Decision))
                Write(ActNames.GateDecided, new() { ["brief"] = brief.Id, ["shot"] = brief.Shot, ["stage"] = "alter", ["decision"] = verdict.Decision.ToJson() });
            if (verdict is not Verdict.Allowed leave || now.GivenUp(brief) is not null) continue;
            if (!tools.TryGetValue(brief.Tool, out var tool)) GiveUp(brief, "no-tool", $"no tool here does '{brief.Kind}'", $"Do it elsewhere, or ask for one of: {string.Join(", ", tools.Keys.Order(StringComparer.Ordinal))}");
            else if (brief.IsBackground && PaperOf(brief) is null) GiveUp(brief, "no-plate", "nobody has said what is to be seen behind", $"Say it: answerprint brief SHOW {brief.Shot} background --plate PATTERN --describe \"…\"");
            else if (tool.Card.NeedsMatte && !brief.HasMattes) GiveUp(brief, "no-matte", "nobody has drawn what is to be taken out", $"Draw it, 1 = take this out: answerprint brief SHOW {brief.Shot} {brief.Kind} --matte PATTERN");
            else leaves.Add(new(brief, leave));
        }
        return new Planner(tools, Costs(now), Show.File.Rates, Show.File.Handles).Make(leaves, now.Shots, PlatesOf(now, leaves.Select(l => now.Shots[l.Brief.Shot].Plate).OfType<uint>()));
    }

    /// <summary>An editor's marker may ask for what no tool here does, or does not say what a tool must know: that is said, and nobody waits for it.</summary>
    private void GiveUp(Brief brief, string code, string problem, string remedy) => Write(ActNames.StepGivenUp, new()
    {
        ["shot"] = brief.Shot, ["briefs"] = JsonReading.Array([brief.Id]), ["tool"] = brief.Kind, ["code"] = code, ["place"] = brief.Id, ["problem"] = problem, ["remedy"] = remedy,
    });

    /// <summary>The plan of the whole show, written down when it differs from the last one.</summary>
    public Plan PlanAll()
    {
        var plan = Plan();
        var body = plan.Write();
        var bare = WithoutBids(body);
        var last = Show.Book.Acts.LastOrDefault(a => a.Name == Planning.Plan.ActName);
        if (last is null || !JsonNode.DeepEquals(WithoutBids(last.Body), bare)) Write(Planning.Plan.ActName, body);
        return plan;
    }

    /// <param name="drawn">Where a brief that nobody has asked yet would change frames; null: as it says.</param>
    private Verdict Judge(Standing now, Brief brief, RightsFacts rights, Func<int, Matte?>? drawn = null)
    {
        var shot = now.Shots[brief.Shot];
        var tool = tools.GetValueOrDefault(brief.Tool);
        var root = shot.Plate is { } index && now.Plates.TryGetValue(index, out var act) ? act.Body.Text("root") : null;
        if (brief.IsHold)
        {
            var hold = Holding(now, shot, HoldOf(now, shot, brief.Frames), brief.Frames, Stage.Alter, rights);
            return Ask(hold, FactsFor(hold, rights, made: true));
        }
        if (tool is OutsideTool outside) return JudgeOutside(now, shot, brief, outside, rights);
        var changed = drawn ?? ChangedOn(now, shot, brief);
        var people = brief.IsRetime ? PeopleAt(now, shot, root, RetimedFrames(now, shot, brief), _ => null, rights) : changed is not null ? PeopleAt(now, shot, root, brief.Frames, changed, rights) : PeopleIn(now, shot, root, brief.Frames, rights);
        var use = new Use
        {
            Stage = Stage.Alter,
            Shot = brief.Shot,
            Operation = OperationOf(brief.Kind),
            // when a person moves is part of what they did
            Class = brief.IsRetime && people.There == PeopleThere.People ? PerformerClass.X : PerformerClass.P0,
            MakesPixels = tool?.Card.MakesPixels ?? true,
            IsModel = tool?.Card.IsModel ?? false,
            HasReceipt = tool?.Card.Model is not null,
            Models = ModelsOf(brief.Tool),
            Plates = root is null ? [] : [root],
            People = people.Digests,
            Frames = brief.Frames.Count > 0 ? new FrameRange(brief.Frames[0], brief.Frames[^1] + 1) : default,
            InMadeRegion = people.There,
            InChangedRegion = people.There,
            LongestHold = brief.Kind == Brief.Filler ? HoldOf(now, shot, brief.Frames).Longest : 0,
            CutFreezes = brief.Kind == Brief.Filler && CutFreezes(shot),
        };
        // what is shown on a screen hides nobody in the way of a class: it keeps away from people
        var judged = changed is null || root is null || brief.HasScreens ? use
            : brief.IsDeclared ? AsDeclared(use)
            : brief.IsBackground ? AtTheEdge(use, PlateOf(now.Plates[shot.Plate!.Value]), rights.Of(root), brief)
            : InClass(use, rights.Of(root), brief.Frames, changed, dust: brief.IsRepair);
        var verdict = Ask(judged, FactsFor(judged, rights, made: true));
        foreach (var rest in Parts(use, judged, brief.IsBackground).Skip(1))
            if (verdict is Verdict.Allowed && Ask(rest, FactsFor(rest, rights, made: true)) is not Verdict.Allowed and var refused) return refused;
        return verdict;
    }

    /// <summary>The trained weights of a tool, as grants and objections name them.</summary>
    private IReadOnlyList<string> ModelsOf(string tool) => tools.GetValueOrDefault(tool)?.Card.Model is { } model ? [model.Name, model.Sha256] : [];

    private static CostModel Costs(Standing now) => new(now.DoneWork, MachineSpeed.Factor, Environment.ProcessorCount);

    /// <summary>The plate's frames that a retime shows or draws from.</summary>
    private IReadOnlyList<int> RetimedFrames(Standing now, Shot shot, Brief brief)
    {
        if (shot.Plate is not { } index) return [];
        var bits = PlateOf(now.Plates[index]).Bits;
        var there = new FrameRange(bits.Keys.Min(), bits.Keys.Max() + 1);
        return [.. ShotTiming.Around(ShotTiming.Of(shot, brief.Speed, there, Show.File.Handles).Moments.Values).Where(there.Contains)];
    }

    /// <summary>Where a repair changes a frame.</summary>
    private Func<int, Matte?> DamagedOn(Standing now, Shot shot, Brief brief)
    {
        if (shot.Plate is not { } index) return _ => null;
        var (plate, map) = (PlateOf(now.Plates[index]), brief.Defects());
        return frame => map.On(frame, plate.Width, plate.Height);
    }

    private DateOnly Today => DateOnly.FromDateTime(Show.Clock.GetUtcNow().UtcDateTime);

    private static string OperationOf(string kind) => kind switch { Brief.Filler => "missing_frames", Brief.Background => "bg_replace", _ => kind };

    /// <summary>Whether a decision says something else than the one in the book; the day alone is no news.</summary>
    private static bool IsNews(Ruled? before, Decision after)
    {
        if (before is null || before.Allowed != after.Allowed) return true;
        var old = (JsonObject)before.Decision.DeepClone();
        var fresh = (JsonObject)JsonNode.Parse(after.ToJson().ToJsonString())!;
        old.Remove("day");
        fresh.Remove("day");
        return !JsonNode.DeepEquals(old, fresh);
    }

    private static JsonObject WithoutBids(JsonObject plan)
    {
        var bare = (JsonObject)plan.DeepClone();
        bare.Remove("cost");
        foreach (var step in bare.Objects("steps")) step.Remove("bid");
        return bare;
    }
}
