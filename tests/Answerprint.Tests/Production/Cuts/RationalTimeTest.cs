using Answerprint.Media.Time;
using Answerprint.Production.Cuts;
using Answerprint.Tests.House;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Answerprint.Tests.Production.Cuts;

public sealed class RationalTimeTest
{
    private static readonly FrameRate[] Rates = [new(24000, 1001), new(24), new(25), new(30000, 1001), new(48), new(60), new(48000), new(12)];

    [Fact]
    public void RescaleTo_AnyRateAndBack_IsExact()
    {
        var cases = from n in Gen.Choose(-10_000_000, 10_000_000)
                    from d in Gen.Choose(1, 1_000)
                    from a in Gen.Elements(Rates)
                    from b in Gen.Elements(Rates)
                    select (time: new RationalTime(n, d, a), b);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(LongRun.Of(5_000)).WithReplay(31, 33), Prop.ForAll(cases.ToArbitrary(), c =>
            c.time.RescaleTo(c.b).RescaleTo(c.time.Rate) == c.time && c.time + (-c.time) == RationalTime.Zero(c.time.Rate) &&
            c.time.Floor() <= c.time.Round() && c.time.Round() <= c.time.Ceiling() && c.time.Ceiling() - c.time.Floor() == (c.time.IsWhole ? 0 : 1)));
    }

    [Fact]
    public void FromDouble_TheDoubleOfAFraction_GivesTheFraction()
    {
        var cases = from n in Gen.Choose(-100_000_000, 100_000_000)
                    from d in Gen.Choose(1, 2_000)
                    select (n, d);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(LongRun.Of(5_000)).WithReplay(41, 43), Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var time = new RationalTime(c.n, c.d, Rates[1]);
            return RationalTime.FromDouble(time.Value, Rates[1]) == time;
        }));
    }

    [Fact]
    public void At_RatesThatAgree_CountsFrameForFrame()
    {
        Assert.Equal(86_400, new RationalTime(86_400, Rates[1]).At(Rates[0]).Round());
        Assert.Equal(50, new RationalTime(48, Rates[1]).At(Rates[2]).Round());
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e13)]
    public void FromDouble_NoTime_IsRefused(double value) => Assert.Throws<FormatException>(() => RationalTime.FromDouble(value, Rates[1]));
}
