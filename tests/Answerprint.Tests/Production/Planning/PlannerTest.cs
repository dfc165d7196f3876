using System.Reflection;
using Answerprint.Media.Time;
using Answerprint.Production.Editorial;
using Answerprint.Production.Planning;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Production.Toolbox;
using Answerprint.Tools.Fill;
using Xunit;

namespace Answerprint.Tests.Production.Planning;

public sealed class PlannerTest
{
    private static readonly Shot Shot = new("tst_0010", "clip", 0, new(5, 20), new(1, 25), new(0, 15), 0, 1);
    private static readonly Plate Plate = new(0, "p.%04d.exr", new(1, 25), new(24), 1000, 500, 0, "", "", [7, 8], new Dictionary<int, Digest>());

    [Fact]
    public void Leave_OfTheGate_CanBeMadeByNobodyElse()
    {
        Assert.Empty(typeof(Verdict.Allowed).GetConstructors(BindingFlags.Public | BindingFlags.Instance));
        Assert.True(typeof(Verdict.Allowed).IsSealed);
        Assert.True(typeof(Verdict).GetConstructors(BindingFlags.NonPublic | BindingFlags.Instance).All(c => c.IsPrivate));
        // and every way into a step leads through it
        Assert.All(typeof(Step).GetConstructors(), c => Assert.Contains(c.GetParameters(), p => p.ParameterType == typeof(IReadOnlyList<LeaveFor>)));
        Assert.All(typeof(LeaveFor).GetConstructors(BindingFlags.Public | BindingFlags.Instance), c => Assert.Contains(c.GetParameters(), p => p.ParameterType == typeof(Verdict.Allowed)));
        Assert.All(typeof(Planner).GetMethods().Where(m => m.Name == nameof(Planner.Make)), m => Assert.DoesNotContain(m.GetParameters(), p => p.ParameterType == typeof(IEnumerable<Brief>)));
    }

    [Fact]
    public void Make_TwoBriefsOnAShot_BecomeOneStepWithBothFrames()
    {
        var planner = new Planner(new Dictionary<string, Tool> { ["fill"] = new FillTool() }, new CostModel([], 1, 1), new("EUR", 3.6, 60));
        var plan = planner.Make([Leave("B0002", 12), Leave("B0001", 7, 8)], new Dictionary<string, Shot> { [Shot.Name] = Shot }, new Dictionary<uint, Plate> { [0] = Plate });
        var step = Assert.Single(plan.Steps);
        Assert.Equal([7, 8, 12], step.Frames);
        Assert.Equal([7, 8, 12], ((FillOptions)step.Options).Missing);
        Assert.Equal(["B0001", "B0002"], step.Work.Select(w => w.Brief.Id));
        // what the tool and the farm count, at their prices; looking: half a minute and 3 s a frame
        var seconds = step.Terms.Sum(t => t.Amount * t.Seconds);
        Assert.Equal(seconds, step.Bid.MachineSeconds, 0.051);
        Assert.Equal(3 * 0.5, step.Terms.Single(t => t.Name == "frames written").Amount, 9);
        // 24 frames with handles, of which two are holes and one is made anew
        Assert.Equal(21 * 0.5, step.Terms.Single(t => t.Name == "frames copied").Amount, 9);
        Assert.Equal(0.65, step.Bid.PersonMinutes);
        Assert.Equal((seconds / 3600 * 3.6) + 0.65, step.Bid.Cost, 0.0051);
        Assert.False(step.Bid.Measured);
        Assert.Equal(step.Seed, planner.Make([Leave("B0003", 7)], new Dictionary<string, Shot> { [Shot.Name] = Shot }, new Dictionary<uint, Plate> { [0] = Plate }).Steps[0].Seed);
    }

    private static LeaveFor Leave(string id, params int[] frames)
    {
        var use = new Use
        {
            Stage = Stage.Alter, Shot = Shot.Name, Operation = "missing_frames", MakesPixels = true, IsModel = false, InMadeRegion = PeopleThere.NoneAttested, InChangedRegion = PeopleThere.NoneAttested,
        };
        var verdict = Gate.Judge(use, Facts.None, [], new DateOnly(2026, 11, 22));
        return new(new Brief(id, Shot.Name, "fill", frames, "survey", "", []), Assert.IsType<Verdict.Allowed>(verdict));
    }
}
