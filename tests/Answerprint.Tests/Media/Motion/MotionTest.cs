using Answerprint.Media.Filters;
using Answerprint.Media.Motion;
using Xunit;

namespace Answerprint.Tests.Media.Motion;

public sealed class MotionTest
{
    private const int W = 192, H = 128;
    private readonly Texture texture = new(3);

    [Fact]
    public void Solve_OfAMovedPicture_FindsTheMotion()
    {
        var flow = FlowSolver.Fine.Solve(texture.Luma(W, H, 0, 0), texture.Luma(W, H, -2.5, 1.25));
        Near(flow, 2.5f, -1.25f, 0.15f);
    }

    [Fact]
    public void Solve_OnTwoThreads_GivesTheSameBits()
    {
        var (a, b) = (texture.Luma(W, H, 0, 0), texture.Luma(W, H, 3, 1));
        var alone = FlowSolver.Fine.Solve(a, b).Values;
        var flows = new float[4][];
        Parallel.For(0, 4, i => flows[i] = FlowSolver.Fine.Solve(a, b).Values);
        Assert.All(flows, f => Assert.True(f.AsSpan(0, 2 * W * H).SequenceEqual(alone.AsSpan(0, 2 * W * H))));
    }

    [Fact]
    public void Solve_OfAPictureSmallerThanAPatch_SaysStill() =>
        Assert.All(FlowSolver.Fine.Solve(new(9, 9, new byte[81]), new(9, 9, new byte[81])).Values, v => Assert.Equal(0, v));

    [Fact]
    public void Find_OfALargeMove_ReachesIt() =>
        Near(BlockSearch.Find(texture.Luma(W, H, 0, 0), texture.Luma(W, H, -32, 16), 4), 32, -16, 0.01f, margin: 44);

    [Fact]
    public void Find_OfATurnedPlane_MapsPixelsWhereTheyWent()
    {
        var a = texture.Luma(320, 240, 0, 0);
        var b = a.Pulled((x, y) => (x - 6.5f + (0.02f * y), y + 3 - (0.02f * x)));
        var found = Homography.Find(a, b);
        Assert.NotNull(found);
        // the pixel of b at (200, 100) shows a at (195.5, 99): a's (195.5, 99) goes to (200, 100)
        var (px, py) = found.Value.At(195.5f, 99, 1000);
        Assert.InRange(px, 199.7f, 200.3f);
        Assert.InRange(py, 99.7f, 100.3f);
        var back = found.Value.Inverse()!.Value.At(px, py, 1000);
        Assert.InRange(back.X, 195.4f, 195.6f);
    }

    [Fact]
    public void Find_OnFlatPictures_FindsNoPlane() => Assert.Null(Homography.Find(new(64, 64, new byte[4096]), new(64, 64, new byte[4096])));

    [Fact]
    public void Mean_WhereNothingLanded_IsFilledFromAround()
    {
        var carried = FlowField.Still(16, 16);
        var importance = new float[256];
        for (var i = 0; i < 256; i++)
        {
            carried.Values[2 * i] = 3;
            importance[i] = i % 16 < 6 ? 1 : 0;
        }
        var splat = new Splat(16, 16);
        splat.Add(carried, 1, FlowField.Still(16, 16), 1, self: false, importance, 1);
        var mean = splat.Mean(1e-3f);
        for (var i = 0; i < 256; i++) Assert.InRange(mean.X(i), 2.999f, 3.001f);
    }

    [Fact]
    public void Distance_OfTheSamePicture_IsZero_AndOfAnother_IsNot()
    {
        var a = Lanes.Plane(W * H);
        var b = Lanes.Plane(W * H);
        for (var i = 0; i < W * H; i++)
        {
            a[i] = 255 * texture.At(i % W, i / W);
            b[i] = 255 * texture.At((i % W) + 7, (i / W) + 5);
        }
        var distance = Lanes.Plane(W * H);
        // brightness alone does not count
        SoftCensus.Distance(a, [.. a.Select(v => v + 20)], distance, W, H);
        Assert.True(distance.Max() < 1e-3f);
        SoftCensus.Distance(a, b, distance, W, H);
        Assert.InRange(distance.Average(), 0.2f, 1);
    }

    private static void Near(FlowField flow, float x, float y, float tolerance, int margin = 16)
    {
        for (var row = margin; row < flow.Height - margin; row++)
        {
            for (var column = margin; column < flow.Width - margin; column++)
            {
                var i = (row * flow.Width) + column;
                Assert.InRange(flow.X(i), x - tolerance, x + tolerance);
                Assert.InRange(flow.Y(i), y - tolerance, y + tolerance);
            }
        }
    }
}
