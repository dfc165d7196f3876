using Answerprint.Media.Frames;
using Answerprint.Soundstage;
using Xunit;

namespace Answerprint.Tests.Soundstage;

public sealed class LightsTest
{
    [Theory]
    [MemberData(nameof(RendererTest.AllKinds), MemberType = typeof(RendererTest))]
    public void Lights_EachAlone_AddUpToAllOfThem(SceneKind kind)
    {
        var stage = Shots.Small(6, kind, width: 96, height: 54) with { Exposure = 0.7, Kelvin = 4800, Shutter = 120 };
        var all = new Renderer(stage, 3).Render(1005, Passes.Grainless | Passes.Lights);
        var sum = new Frame(96, 54);
        foreach (var (name, picture) in all.Lights!)
        {
            var alone = new Renderer(stage with { Lights = [name] }, 3).Render(1005).Picture!;
            for (var c = 0; c < 3; c++)
            {
                Assert.Equal(picture.Plane(c), alone.Plane(c));
                for (var i = 0; i < sum.Size; i++) sum.Plane(c)[i] += picture.Plane(c)[i];
            }
            Assert.True(picture.Plane(1).Max() > 0, $"{name} gives no light");
        }
        Assert.Equal(stage.Scene.LightNames, all.Lights.Select(l => l.Light));
        for (var c = 0; c < 3; c++)
            for (var i = 0; i < sum.Size; i++) Assert.Equal(all.Grainless!.Plane(c)[i], sum.Plane(c)[i], 2e-6f * Math.Max(1, sum.Plane(c)[i]));
    }

    [Theory]
    [InlineData(SceneKind.Yard)]
    [InlineData(SceneKind.Studio)]
    public void Shadows_Off_NothingIsDarkerAndMuchIsBrighter(SceneKind kind)
    {
        var stage = Shots.Small(6, kind, width: 96, height: 54);
        float[] with = new Renderer(stage, 1).Render(1005).Picture!.Plane(1), without = new Renderer(stage with { Shadows = false }, 1).Render(1005).Picture!.Plane(1);

        for (var i = 0; i < with.Length; i++) Assert.True(with[i] <= without[i] + 1e-6f);
        Assert.True(with.Zip(without).Count(p => p.First < 0.8f * p.Second) > 40);
    }

    [Theory]
    [InlineData(SceneKind.Yard)]
    [InlineData(SceneKind.Studio)]
    public void Around_BodiesOfACell_ShadeLikeAllBodiesBitForBit(SceneKind kind)
    {
        var view = new View(Shots.Small(3, kind, width: 320, height: 180), 1005);
        var tile = new Tile(1);
        var left = 0;
        for (var row = 0; row < view.Cells.Rows; row++)
        {
            for (var column = 0; column < view.Cells.Columns; column++)
            {
                tile.Centre(column, row);
                tile.See(view, column, row);
                for (var pixel = 0; pixel < Cells.Wide * Cells.High; pixel += 3)
                {
                    if (tile.Facet(pixel) is not (>= 0 and var facet)) continue;
                    var (x, y) = tile.Place(pixel, 0);
                    Bodies all = view.Around(facet), near = tile.Around(view, facet);
                    left += all.ByLight.Sum(b => b.Length) - near.ByLight.Sum(b => b.Length);
                    Assert.Equal(view.Shade(facet, x, y, all, default, out _), view.Shade(facet, x, y, near, default, out _));
                }
            }
        }
        Assert.True(left > 10000, $"{left} bodies left out");
    }

    [Fact]
    public void CapsuleCaster_ShadowOfABall_IsAsWideAsTheBallAndSoftAsTheLight()
    {
        var ball = new CapsuleShape(default, default, 0.5).At(Pose.Home, 0, 0);
        var beam = new Beam(new(0, 1, 0), double.PositiveInfinity, 0.1);

        Assert.Equal(0, ball.Clear(new(0, -2, 0), beam), 1e-9);
        Assert.Equal(1, ball.Clear(new(0, 2, 0), beam));
        Assert.Equal(1, ball.Clear(new(0.7, -2, 0), beam));
        Assert.InRange(ball.Clear(new(0.5, -2, 0), beam), 0.45, 0.55);
        // the lamp stands before the ball
        Assert.Equal(1, ball.Clear(new(0, -2, 0), beam with { Far = 1 }));
    }

    [Fact]
    public void Balance_WarmLight_IsWhiteToACameraSetToIt()
    {
        var warm = ColourTemperature.Light(3200);
        var seen = warm * ColourTemperature.Balance(3200, 0);

        Assert.Equal(seen.G, seen.R, 1e-12);
        Assert.Equal(seen.G, seen.B, 1e-12);
        Assert.True(warm.R > 1.3 * warm.G && warm.B < 0.6 * warm.G);
        Assert.Equal(new Colour(1, 1, 1), ColourTemperature.Balance(6500, 0));
        Assert.Equal(0.5, ColourTemperature.Balance(6500, 1).G, 1e-12);
    }
}
