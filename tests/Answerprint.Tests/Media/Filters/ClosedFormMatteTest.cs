using Answerprint.Media.Filters;
using Xunit;

namespace Answerprint.Tests.Media.Filters;

public sealed class ClosedFormMatteTest
{
    private const int W = 60, H = 40;

    [Fact]
    public void Solve_TwoColoursMixed_FindsTheirShares()
    {
        var (codes, known) = Ramp();
        var matte = ClosedFormMatte.Solve(codes, W, H, known, null, 0, 2);
        for (var i = 0; i < matte.Length; i++) Assert.InRange(matte[i] - Share(i), -0.02, 0.02);
    }

    [Fact]
    public void Solve_Threads_MakeNoDifferenceAndTheKnownStands()
    {
        var (codes, known) = Ramp();
        var (one, two) = (ClosedFormMatte.Solve(codes, W, H, known, null, 0, 1), ClosedFormMatte.Solve(codes, W, H, known, null, 0, 2));
        Assert.Equal(one, two);
        Assert.All(Enumerable.Range(0, W * H).Where(i => !float.IsNaN(known[i])), i => Assert.Equal(known[i], one[i]));
    }

    [Fact]
    public void Solve_NothingKnown_IsThePrior()
    {
        var (codes, _) = Ramp();
        float[] nothing = [.. Enumerable.Repeat(float.NaN, W * H)], prior = [.. Enumerable.Range(0, W * H).Select(Share)];
        var matte = ClosedFormMatte.Solve(codes, W, H, nothing, prior, 0.1f, 2);
        for (var i = 0; i < matte.Length; i++) Assert.InRange(matte[i] - prior[i], -0.1, 0.1);
    }

    [Fact]
    public void Solve_AllKnown_IsThat()
    {
        var (codes, _) = Ramp();
        float[] known = [.. Enumerable.Range(0, W * H).Select(i => i % 2f)];
        Assert.Equal(known, ClosedFormMatte.Solve(codes, W, H, known, null, 0, 1));
    }

    private static float Share(int i) => Math.Clamp(((i % W) - 20 + (3 * MathF.Sin(i / W * 0.4f))) / 20, 0, 1);

    private static (float[][] Codes, float[] Known) Ramp()
    {
        var codes = new[] { new float[W * H], new float[W * H], new float[W * H] };
        var known = new float[W * H];
        for (var i = 0; i < W * H; i++)
        {
            var a = Share(i);
            (codes[0][i], codes[1][i], codes[2][i]) = ((0.8f * a) + (0.1f * (1 - a)), (0.5f * a) + (0.6f * (1 - a)), (0.3f * a) + (0.2f * (1 - a)));
            known[i] = i % W < 14 ? 0 : i % W > 46 ? 1 : float.NaN;
        }
        return (codes, known);
    }
}
