using Answerprint.Tools.Fill;
using Xunit;

namespace Answerprint.Tests.Tools.Fill;

public sealed class ConfidenceTest
{
    [Theory]
    [InlineData(64, 36)]
    [InlineData(640, 360)]
    [InlineData(4096, 2160)]
    public void Forecast_OfTheSameCosts_DoesNotDependOnTheSize(int width, int height)
    {
        var trust = Confidence.Of(new float[width * height], width, height, 1);
        // cost 0 everywhere: a squared error of 0.15 is expected
        Assert.Equal(10 * Math.Log10(255 * 255 / 0.15), trust.ForecastPsnr, 3);
        Assert.False(trust.Flagged);
    }
}
