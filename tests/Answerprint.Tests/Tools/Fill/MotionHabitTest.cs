using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Tests.House;
using Answerprint.Tests.Media.Motion;
using Answerprint.Tools.Fill;
using Xunit;

namespace Answerprint.Tests.Tools.Fill;

public sealed class MotionHabitTest
{
    private const int W = 128, H = 80, Count = 30, Before = 13, After = 17;
    private static readonly Texture Texture = new(5);

    [Theory]
    [InlineData(0.0, 0.3)]
    [InlineData(0.25, 0.8)]
    [InlineData(1.0, 0.5)]
    public void Cubic_OnAParabola_IsExact(double u, double t)
    {
        if (u == 0) u = 0.1;
        var law = BendLaw.Cubic((float)u, (float)u, (float)t);
        var end = (1 + u) * (1 + u);
        Assert.Equal((t * t) - t, (law.Before[0] * u * u) + law.Own + (law.After[0] * (end - 1)), 3);
    }

    [Fact]
    public void Between_OnASwayingCamera_PredictsTheSway()
    {
        var found = Habit(Sway).Between(Before, After);
        Assert.NotNull(found);
        Assert.False(found.IsStraight);
        double straight = 0, left = 0;
        for (var j = 1; j < After - Before; j++)
        {
            var truth = Sway(Before + j) - Sway(Before) - ((Sway(After) - Sway(Before)) * j / (After - Before));
            var cubic = BendLaw.Cubic(0.25f, 0.25f, j / 4f);
            var made = (found.Share * Predicted(found.Laws[j - 1])) + (found.Cubic * Predicted(cubic));
            straight += truth * truth;
            left += (truth - made) * (truth - made);
        }
        Assert.InRange(left / straight, 0, 0.25);
    }

    [Fact]
    public void Between_WithTooFewFramesAround_SaysNothing()
    {
        Assert.Null(new MotionHabit(new SmallFrames(Clip(Sway)), n => n is >= Before - 2 and <= After + 2 and (<= Before or >= After)).Between(Before, After));
        Assert.Null(new MotionHabit(new SmallFrames(Clip(Sway)), n => n % 4 == 1).Between(Before, After));
    }

    [Fact]
    public void Between_NeverLooksInsideTheGap()
    {
        var watched = new WatchedClip(Clip(Sway));
        _ = new MotionHabit(new SmallFrames(watched), Real).Between(Before, After);
        Assert.DoesNotContain(watched.Seen, n => n is > Before and < After);
        Assert.Contains(After + 5, watched.Seen);
    }

    private static double Predicted(BendLaw law)
    {
        var sum = law.Own * (Sway(After) - Sway(Before));
        for (var k = 0; k < law.Before.Length; k++) sum += law.Before[k] * (Sway(Before - k - 1) - Sway(Before));
        for (var k = 0; k < law.After.Length; k++) sum += law.After[k] * (Sway(After + k + 1) - Sway(After));
        return sum;
    }

    // two swings that no cubic follows across four frames
    private static double Sway(int n) => (3 * Math.Sin(n * 0.9)) + (1.5 * Math.Sin((n * 0.5) + 1));

    private static bool Real(int n) => n is >= 1 and <= Count and (<= Before or >= After);

    private static MotionHabit Habit(Func<int, double> path) => new(new SmallFrames(Clip(path)), Real);

    private static Clip Clip(Func<int, double> path) =>
        MemoryClip.Of("sway", new FrameRate(24), 1, [.. Enumerable.Range(1, Count).Select(n => Texture.Frame(W, H, -path(n), 0))]);
}
