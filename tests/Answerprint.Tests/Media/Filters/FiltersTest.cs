using System.Runtime.Intrinsics;
using Answerprint.Media.Filters;
using Xunit;

namespace Answerprint.Tests.Media.Filters;

public sealed class FiltersTest
{
    [Fact]
    public void Exp_FromMinus80ToPlus20_IsNearTheTruth()
    {
        for (var x = -79.9f; x < 20; x += 0.37f)
        {
            var found = Lanes.Exp(Vector256.Create(x)).ToScalar();
            Assert.InRange(found / Math.Exp(x), 1 - 4e-6, 1 + 4e-6);
        }
        Assert.Equal(0, Lanes.Exp(Vector256.Create(-200f)).ToScalar());
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 5)]
    [InlineData(37, 23)]
    public void Blur_OfAnySize_IsTheDirectSum(int width, int height)
    {
        var random = new Random(5);
        var plane = Lanes.Plane(width * height);
        for (var i = 0; i < width * height; i++) plane[i] = random.NextSingle();
        var source = (float[])plane.Clone();
        Gaussian.Blur(plane, width, height, 1.5f);
        double total = 0;
        for (var k = -5; k <= 5; k++) total += Math.Exp(-k * k / 4.5);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                double sum = 0;
                for (var v = -5; v <= 5; v++)
                    for (var u = -5; u <= 5; u++)
                        sum += source[(Math.Clamp(y + v, 0, height - 1) * width) + Math.Clamp(x + u, 0, width - 1)] * Math.Exp(-((u * u) + (v * v)) / 4.5) / (total * total);
                Assert.Equal(sum, plane[(y * width) + x], 1e-5);
            }
        }
    }

    [Theory]
    [InlineData(1, 1, 2)]
    [InlineData(5, 4, 1)]
    [InlineData(21, 9, 2)]
    public void Three_OfAnySize_IsTheSortedMiddle(int width, int height, int parts)
    {
        var random = new Random(6);
        var source = new float[width * height * parts];
        for (var i = 0; i < source.Length; i++) source[i] = random.NextSingle();
        var target = new float[source.Length];
        Median.Three(source, target, width, height, parts);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                for (var p = 0; p < parts; p++)
                {
                    var nine = new List<float>();
                    for (var v = -1; v <= 1; v++)
                        for (var u = -1; u <= 1; u++)
                            nine.Add(source[(((Math.Clamp(y + v, 0, height - 1) * width) + Math.Clamp(x + u, 0, width - 1)) * parts) + p]);
                    Assert.Equal(nine.Order().ElementAt(4), target[(((y * width) + x) * parts) + p]);
                }
            }
        }
    }

    [Fact]
    public void Table_OfEveryPhase_SumsToOne_AndPhaseZeroIsThePixel()
    {
        for (var phase = 0; phase < Lanczos.Phases; phase++)
            Assert.Equal(1, Lanczos.Table.Skip(phase * Lanczos.Taps).Take(Lanczos.Taps).Sum(), 1e-6f);
        Assert.Equal([0, 0, 0, 1, 0, 0, 0, 0], Lanczos.Table[..8]);
    }
}
