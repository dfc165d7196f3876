using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Tools.Background;
using Xunit;

namespace Answerprint.Tests.Tools.Background;

public sealed class PerformerEdgeTest
{
    private const int W = 80, H = 60;

    /// <summary>Whatever the key found, what is left is what the lock will pass: soft only within reach of what is whole and of what is not there, and nothing of a performer's body gone.</summary>
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 5)]
    [InlineData(4, 2.5)]
    public void Hold_AnyCoverage_IsAnEdge(int seed, double blur)
    {
        var random = new Random(seed);
        var coverage = new float[Lanes.Padded(W * H)];
        for (var i = 0; i < W * H; i++) coverage[i] = random.NextSingle() < 0.02 ? 40 : 0;
        Gaussian.Blur(coverage, W, H, 3 + seed);
        coverage = [.. coverage.Take(W * H).Select(c => Math.Clamp((1.6f * c) - 0.3f, 0, 1))];
        var (cast, judged) = (new Matte(W, H), new Matte(W, H));
        for (var i = 0; i < W * H; i++)
        {
            var away = Math.Sqrt(Math.Pow((i % W) - 30, 2) + Math.Pow((i / W) - 30, 2));
            (cast.Coverage[i], judged.Coverage[i]) = ((float)Math.Clamp(18 - away, 0, 1), away < 34 ? 1 : 0);
        }
        var before = (float[])coverage.Clone();
        Assert.Contains(before, c => c is > 0 and < 1);
        var moved = PerformerEdge.Hold(coverage, cast, judged, W, H, blur);
        Assert.Equal(before.Zip(coverage).Sum(c => Math.Abs(c.First - c.Second)), moved, 2);
        var reach = (int)Math.Ceiling(3 + blur);
        for (var i = 0; i < W * H; i++)
        {
            if (judged.Coverage[i] == 0 && cast.Coverage[i] == 0) Assert.Equal(before[i], coverage[i]);
            if (judged.Coverage[i] > 0 && coverage[i] is > 0 and < 1) Assert.True(Near(i, k => coverage[k] == 0) && Near(i, k => coverage[k] == 1), $"{i % W} {i / W}");
            if (!Near(i, k => cast.Coverage[k] != 1)) Assert.Equal(1, coverage[i]);
        }

        bool Near(int i, Func<int, bool> what)
        {
            for (var y = Math.Max(0, (i / W) - reach); y <= Math.Min(H - 1, (i / W) + reach); y++)
                for (var x = Math.Max(0, (i % W) - reach); x <= Math.Min(W - 1, (i % W) + reach); x++) if (what((y * W) + x)) return true;
            return false;
        }
    }
}
