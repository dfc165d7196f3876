using Answerprint.Media.Frames;
using Answerprint.Media.Measures;
using Xunit;

namespace Answerprint.Tests.Media.Measures;

public sealed class ColourDifferenceTest
{
    /// <summary>Pairs of the supplementary test data of Sharma, Wu and Dalal (2005), with each turn of the hue among them.</summary>
    [Theory]
    [InlineData(50, 2.6772, -79.7751, 50, 0, -82.7485, 2.0425)]
    [InlineData(50, -1.3802, -84.2814, 50, 0, -82.7485, 1.0000)]
    [InlineData(50, 0, 0, 50, -1, 2, 2.3669)]
    [InlineData(50, 2.49, -0.001, 50, -2.49, 0.0009, 7.1792)]
    [InlineData(50, 2.49, -0.001, 50, -2.49, 0.0011, 7.2195)]
    [InlineData(50, 2.5, 0, 73, 25, -18, 27.1492)]
    [InlineData(50, 2.5, 0, 58, 24, 15, 19.4535)]
    [InlineData(60.2574, -34.0099, 36.2677, 60.4626, -34.1751, 39.4387, 1.2644)]
    [InlineData(2.0776, 0.0795, -1.1350, 0.9033, -0.0636, -0.5514, 0.9082)]
    public void Of_PublishedPairs_IsAsPublished(double l1, double a1, double b1, double l2, double a2, double b2, double difference)
    {
        Assert.Equal(difference, ColourDifference.Of((l1, a1, b1), (l2, a2, b2)), 4);
        Assert.Equal(difference, ColourDifference.Of((l2, a2, b2), (l1, a1, b1)), 4);
    }

    [Fact]
    public void Lab_OfWhiteAndGrey_HasNoColour()
    {
        foreach (var (light, level) in new[] { (1.0, 100.0), (0.184187, 50.0), (0, 0) })
        {
            var lab = ColourDifference.Lab(light, light, light);
            Assert.Equal(level, lab.L, 2);
            Assert.InRange(Math.Abs(lab.A) + Math.Abs(lab.B), 0, 0.01);
        }
    }

    [Fact]
    public void Mean_LeavesOutWhatIsNoNumber()
    {
        Frame a = new(2, 1), b = new(2, 1);
        for (var c = 0; c < 3; c++) (a.Plane(c)[0], a.Plane(c)[1], b.Plane(c)[0], b.Plane(c)[1]) = (1, float.NaN, 0, 0.5f);
        Assert.Equal(100, ColourDifference.Mean(a, b), 1);
    }
}
