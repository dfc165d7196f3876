using Answerprint.Media.Time;
using Xunit;

namespace Answerprint.Tests.Media.Time;

public sealed class PaceTest
{
    [Theory]
    [InlineData("0.4", "0.4", 5, 2.0)]
    [InlineData("40%", "0.4", 5, 2.0)]
    [InlineData("2.5x", "2.5", 4, 10.0)]
    [InlineData("1/1.25", "0.8", 5, 4.0)]
    [InlineData("24->25", "0.96", 25, 24.0)]
    [InlineData("23.976->24", "1000/1001", 1001, 1000.0)]
    [InlineData("25->24", "25/24", 24, 25.0)]
    [InlineData("0.1", "0.1", 10, 1.0)]
    [InlineData("10", "10", 1, 10.0)]
    public void Parse_OfASpeed_SaysItExactly(string text, string words, int steps, double moment)
    {
        var pace = Pace.Parse(text);
        Assert.Equal(words, pace.ToString());
        Assert.Equal(1000 + moment, pace.After(1000, steps));
        Assert.Equal(1000 - moment, pace.After(1000, -steps));
    }

    [Theory]
    [InlineData("0.09")]
    [InlineData("10.1")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("fast")]
    [InlineData("1/0")]
    [InlineData("1e400")]
    [InlineData("24->")]
    [InlineData("24->0")]
    [InlineData("1=1,1=2")]
    [InlineData("1=0.01")]
    [InlineData("1=")]
    [InlineData("")]
    [InlineData("99999999999999999999999")]
    [InlineData("9999999999/0.0000000001")]
    public void Parse_OfNoSpeed_SaysWhatToWrite(string text) => Assert.Throws<FormatException>(() => Pace.Parse(text));

    [Fact]
    public void After_OnARamp_IsTheIntegralOfTheSpeed()
    {
        var pace = Pace.Parse("1010=1,1020=0.5,1030=2");
        Assert.False(pace.IsEven);
        // in small steps, ds = v(s) dj
        double s = 1000, worst = 0;
        const int parts = 20_000;
        for (var j = 0; j < 45; j++)
        {
            worst = Math.Max(worst, Math.Abs(s - pace.After(1000, j)));
            for (var n = 0; n < parts; n++)
            {
                var half = s + (Speed(s) / parts / 2);
                s += Speed(half) / parts;
            }
        }
        Assert.InRange(worst, 0, 1e-6);

        static double Speed(double at) => at <= 1010 ? 1 : at >= 1030 ? 2 : at <= 1020 ? 1 - (0.05 * (at - 1010)) : 0.5 + (0.15 * (at - 1020));
    }

    [Fact]
    public void After_StartingInsideARamp_GoesOnFromThere()
    {
        var pace = Pace.Parse("1=1,21=0.5");
        Assert.Equal(pace.After(1, 12), pace.After(pace.After(1, 5), 7), 9);
    }
}
