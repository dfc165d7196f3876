using Answerprint.Tools.Fill;
using Xunit;

namespace Answerprint.Tests.Tools.Fill;

public sealed class GapTest
{
    [Fact]
    public void In_ARetime_FindsOuterFramesAStepAway()
    {
        var missing = Enumerable.Range(1, 12).Where(n => n % 4 != 0).ToArray();
        var gaps = Gap.In(missing, n => n is >= 0 and <= 12 && n % 4 == 0);
        Assert.Equal(3, gaps.Count);
        Assert.Equal(new Gap(5, 7, 4, 8, 0, 12), gaps[1]);
        Assert.Equal(new Gap(1, 3, 0, 4, null, 8), gaps[0]);
    }

    [Fact]
    public void In_ARepair_FindsTheNextRealFrames() => Assert.Equal([new Gap(5, 6, 4, 7, 3, 8)], Gap.In([5, 6], n => n is > 0 and < 20 and not (5 or 6)));

    [Fact]
    public void In_AHoleAtTheHead_HasNothingBefore() => Assert.Equal(new Gap(1, 1, null, 2, null, 3), Assert.Single(Gap.In([1], n => n is > 1 and < 9)));

    [Fact]
    public void For_ARepair_TriesGapsOfTheSameLengthBesideIt()
    {
        static bool Real(int n) => n is >= 0 and <= 30 and not (15 or 16 or 17);
        var gap = Assert.Single(Gap.In([15, 16, 17], Real));
        Assert.Equal([new Trial(8, 9, 11, 13, 14), new Trial(18, 19, 21, 23, 24)], Trial.For(gap, Real));
    }

    [Fact]
    public void For_ARetime_LeavesOutTheFramesBesideTheGap()
    {
        static bool Real(int n) => n is >= 0 and <= 8 && n % 2 == 0;
        Assert.Equal([new Trial(0, 2, 4, 6, 8), new Trial(2, 4, 6, 8, null)], Trial.For(new(5, 5, 4, 6, 2, 8), Real));
    }

    [Fact]
    public void Choose_WithoutTrials_FollowsMotion() =>
        Assert.Equal(FillMethod.Motion, FillChooser.Choose(new(5, 6, 4, 7, 3, 8), null, []).Method);

    [Theory]
    [InlineData(new[] { 20.0, 18, 16, 60, 40 }, FillMethod.Motion, 1f)]
    [InlineData(new[] { 10.0, 18, 16, 60, 40 }, FillMethod.Linear, 0f)]
    [InlineData(new[] { 15.8, 16.2, 16, 60, 40 }, FillMethod.Motion, 1f)]
    [InlineData(new[] { 20.0, 18, 16, 5, 40 }, FillMethod.Repeat, 0f)]
    [InlineData(new[] { 20.0, 18, 16, 15.8, 40 }, FillMethod.Motion, 1f)]
    public void Choose_OnTrialsOfTheSameLength_TakesAClearWinner(double[] errors, FillMethod method, float bend)
    {
        var choice = FillChooser.Choose(new(15, 17, 14, 18, 13, 19), null, [(new(8, 9, 11, 13, 14), Score(errors))]);
        Assert.Equal((method, bend), (choice.Method, choice.Bend));
    }

    [Fact]
    public void Choose_WhenARepeatWinsOnlyOnce_FollowsMotion()
    {
        var choice = FillChooser.Choose(new(15, 17, 14, 18, 13, 19), null, [(new(8, 9, 11, 13, 14), Score([20, 20, 20, 1, 30])), (new(18, 19, 21, 23, 24), Score([20, 20, 20, 25, 30]))]);
        Assert.Equal(FillMethod.Motion, choice.Method);
    }

    [Theory]
    [InlineData(200, 30, FillMethod.Linear)]
    [InlineData(200, 4, FillMethod.Repeat)]
    public void Choose_OnALongerGapMadeUp_HoldsOnlyAPictureThatHardlyChanges(double motion, double repeat, FillMethod method)
    {
        var choice = FillChooser.Choose(new(9, 15, 8, 16, null, 24), null, [(new(null, 8, 16, 24, null), Score([motion, motion, motion, repeat, 90]))]);
        Assert.Equal(method, choice.Method);
    }

    [Fact]
    public void Choose_OnALongerGapMadeUp_MixesLessOfTheCrossFadeIn()
    {
        var score = new Trial.Score([20, 20, 10, 90, 10, double.NaN], [0, 0, 0, 0, 10, double.NaN]);
        (Trial, Trial.Score) one = (new(0, 8, 16, 24, 32), score), two = (new(8, 16, 24, 32, 40), score);
        Assert.InRange(FillChooser.Choose(new(17, 23, 16, 24, 8, 32), null, [one, two]).Fade, 0.05f, 0.3f);
    }

    [Fact]
    public void Choose_WhereErrorsAreStrangers_MixesTheCrossFadeIn()
    {
        var score = new Trial.Score([20, 20, 10, 90, 10, double.NaN], [0, 0, 0, 0, 10, double.NaN]);
        (Trial, Trial.Score) one = (new(8, 9, 11, 13, 14), score), two = (new(18, 19, 21, 23, 24), score);
        Assert.InRange(FillChooser.Choose(new(15, 17, 14, 18, 13, 19), null, [one, two]).Fade, 0.35f, 0.42f);
        Assert.Equal(0, FillChooser.Choose(new(15, 17, 14, 18, 13, 19), null, [one]).Fade);
    }

    [Fact]
    public void Choose_WithAHabit_FollowsItUnlessAStillWayWinsEveryTrial()
    {
        var habit = new MotionHabit.Found([new([0.1f], 0, [0.1f])], 0.8f, 0.1f);
        (Trial, Trial.Score) Shown(double repeat) => (new(8, 9, 11, 13, 14), Score([double.NaN, double.NaN, double.NaN, repeat, 90, 20]));
        var gap = new Gap(15, 17, 14, 18, 13, 19);
        var choice = FillChooser.Choose(gap, habit, [Shown(25), Shown(1)]);
        Assert.Equal((FillMethod.Motion, 0.1f, 0.8f), (choice.Method, choice.Bend, choice.Share));
        Assert.Equal(FillMethod.Repeat, FillChooser.Choose(gap, habit, [Shown(1), Shown(1)]).Method);
        Assert.Equal(FillMethod.Linear, FillChooser.Choose(gap, habit with { Share = 0, Cubic = 0 }, []).Method);
    }

    [Fact]
    public void Choose_WithANetwork_UsesItOnlyWhereTheTrialsGainByIt()
    {
        var score = Score([20, 20, 10, 90, 90]);
        var gap = new Gap(15, 17, 14, 18, 13, 19);
        string? Mix(double first, double second) => FillChooser.Choose(gap, null,
        [
            (new(8, 9, 11, 13, 14), score with { Mixed = new("net", [30, 30, first, double.NaN, double.NaN, double.NaN]) }),
            (new(18, 19, 21, 23, 24), score with { Mixed = new("net", [1, 1, second, double.NaN, double.NaN, double.NaN]) }),
        ]).Mix;
        Assert.Equal("net", Mix(9.9, 9.9));
        Assert.Equal("net", Mix(10.1, 9.5));
        Assert.Null(Mix(9.9, 10.4));
        Assert.Null(Mix(10, 10));
        Assert.Null(FillChooser.Choose(gap, null, [(new(8, 9, 11, 13, 14), score)], "net").Mix);
        // no trial can be made: it wins on the average of the clips that it is measured on
        Assert.Equal("net", FillChooser.Choose(gap, null, [], "net").Mix);
    }

    // errors that all go the same way: nothing is won by mixing
    private static Trial.Score Score(double[] errors) => new(errors.Length == 6 ? errors : [.. errors, double.NaN], [.. Enumerable.Repeat(1e6, 6)]);
}
