using Answerprint.Production.Planning;
using Answerprint.Production.Toolbox;
using Xunit;

namespace Answerprint.Tests.Production.Planning;

public sealed class CostModelTest
{
    [Fact]
    public void Of_NothingDoneYet_IsThePricesTimesTheSpeed()
    {
        var bid = new CostModel([], 2, 1).Of("fill", Terms(3, 5));
        Assert.Equal(2 * ((3 * 1.0) + (5 * 2.0)), bid.Cpu, 6);
        Assert.Equal(bid.Cpu, bid.Wall, 6);
        Assert.False(bid.Measured);
        Assert.True(new CostModel([], 2, 4).Of("fill", Terms(3, 5)).Wall < bid.Wall);
    }

    [Fact]
    public void Of_StepsThatOneTermMadeDear_LearnsWhichOneAndTheClock()
    {
        // pairs cost four times, frames half of what was measured elsewhere; the clock runs at 0.6 of the processor's time
        var random = new Random(7);
        var done = Enumerable.Range(0, 36).Select(_ =>
        {
            double pairs = 1 + random.Next(6), frames = 1 + random.Next(9), cpu = (4 * pairs) + (1 * frames);
            return Done(pairs, frames, cpu, 0.6 * cpu);
        }).ToList();
        foreach (var (pairs, frames) in new[] { (1.0, 9.0), (6.0, 1.0), (3.0, 3.0) })
        {
            var bid = new CostModel(done, 1, 2).Of("fill", Terms(pairs, frames));
            var actual = (4 * pairs) + frames;
            Assert.InRange(bid.Cpu / actual, 0.8, 1.2);
            Assert.InRange(bid.Wall / bid.Cpu, 0.59, 0.61);
            Assert.True(bid.Measured);
        }
    }

    [Fact]
    public void Of_OneStep_MovesAllTermsTowardsIt()
    {
        var bid = new CostModel([Done(2, 2, 18, 9)], 1, 2).Of("fill", Terms(2, 2));
        // prices say 6; the step took 18
        Assert.InRange(bid.Cpu, 12, 18);
    }

    [Fact]
    public void Of_StepsOfAnotherTool_SayNothing()
    {
        var bid = new CostModel([Done(1, 1, 100, 100) with { Tool = "cleanup" }], 1, 1).Of("fill", Terms(1, 1));
        Assert.Equal(3, bid.Cpu, 6);
        Assert.False(bid.Measured);
    }

    [Fact]
    public void Factor_OfThisMachine_IsWithinItsBounds() => Assert.InRange(MachineSpeed.Factor, 0.1, 10);

    private static WorkTerm[] Terms(double pairs, double frames) => [new("pairs", pairs, 1), new("frames", frames, 2)];

    private static DoneWork Done(double pairs, double frames, double cpu, double wall) =>
        new("shot", "fill", new Dictionary<string, double> { ["pairs"] = pairs, ["frames"] = frames }, wall, cpu, null);
}
