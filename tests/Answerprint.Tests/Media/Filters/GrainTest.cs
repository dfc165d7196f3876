using Answerprint.Media.Colour;
using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Xunit;

namespace Answerprint.Tests.Media.Filters;

public sealed class GrainTest
{
    private const int W = 320, H = 200;

    [Theory]
    [InlineData(0.004, 0)]
    [InlineData(0.012, 0)]
    [InlineData(0.03, 0)]
    [InlineData(0.012, 0.5)]
    public void Of_NoiseOnAPicture_IsMeasuredAndMadeAgainAsStrong(double sigma, double neighbours)
    {
        var known = new Grain([.. Enumerable.Repeat((float)sigma, 12)], (float)neighbours, 0.3f);
        var measured = Grain.Of(Enumerable.Range(0, 3).Select(n => Noisy(known, n)));
        Assert.All(Enumerable.Range(0, 3), c => Assert.InRange(measured.Strength[(c * 4) + 1], 0.75 * sigma, 1.25 * sigma));
        Assert.InRange(measured.Neighbours, neighbours - 0.15, neighbours + 0.15);
        Assert.InRange(measured.Shared, 0.15, 0.45);
        // laid over a plain card it comes out as it was measured
        var card = Card();
        measured.Add(card, [.. Enumerable.Repeat(1f, W * H)], 9, 1);
        var codes = (float[])card.Plane(1).Clone();
        Transfer.Bt1886.ToCode(codes);
        var (mean, asked) = (codes.Average(), measured.Strength[5]);
        Assert.InRange(Math.Sqrt(codes.Average(v => (v - mean) * (v - mean))), 0.8 * asked, 1.25 * asked);
    }

    [Fact]
    public void Of_APictureWithoutGrain_FindsNextToNone() => Assert.All(Grain.Of([Noisy(Grain.None, 0)]).Strength, s => Assert.InRange(s, 0, 0.0015));

    [Fact]
    public void Add_SameSeedSameFrame_SameBitsAndNothingBesideTheShare()
    {
        var grain = new Grain([.. Enumerable.Repeat(0.02f, 12)], 0.3f, 0.2f);
        var share = new float[W * H];
        for (var i = 0; i < share.Length; i++) share[i] = i % W is > 40 and < 90 ? 0.5f : 0;
        var (a, b, other, next) = (Card(), Card(), Card(), Card());
        a.Plane(0)[50] = float.NaN;
        b.Plane(0)[50] = float.NaN;
        grain.Add(a, share, 1, 1);
        grain.Add(b, share, 1, 1);
        grain.Add(other, share, 2, 1);
        grain.Add(next, share, 1, 2);
        Assert.True(float.IsNaN(a.Plane(0)[50]));
        Assert.Equal(a.Plane(1), b.Plane(1));
        Assert.NotEqual(a.Plane(1), other.Plane(1));
        Assert.NotEqual(a.Plane(1), next.Plane(1));
        Assert.All(Enumerable.Range(0, W * H).Where(i => share[i] == 0), i => Assert.Equal(0.2f, a.Plane(1)[i]));
    }

    private static Frame Card()
    {
        var card = new Frame(W, H);
        for (var c = 0; c < 3; c++) card.Plane(c).AsSpan().Fill(0.2f);
        return card;
    }

    /// <summary>Smooth on the left, all texture on the right.</summary>
    private static Frame Noisy(Grain grain, int number)
    {
        var frame = new Frame(W, H);
        for (var c = 0; c < 3; c++)
            for (var i = 0; i < frame.Size; i++)
            {
                var (x, y) = (i % W, i / W);
                frame.Plane(c)[i] = 0.12f + (0.06f * MathF.Sin((x + (2 * y)) * 0.01f)) + (x > 200 ? 0.04f * MathF.Sin(x * 1.9f) * MathF.Sin(y * 1.3f) : 0);
            }
        grain.Add(frame, [.. Enumerable.Repeat(1f, W * H)], 77, number);
        return frame;
    }
}
