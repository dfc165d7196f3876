using Answerprint.Media.Frames;
using Answerprint.Media.Shapes;
using Xunit;

namespace Answerprint.Tests.Media.Shapes;

public sealed class ShapeRasterTest
{
    [Fact]
    public void Draw_Area_CoversWhatItEnclosesAndTheRestExactlyNot()
    {
        // from the middle of column 3 to three quarters of column 8
        var matte = Draw(Area((2.5, 1.5), (8.25, 1.5), (8.25, 4.5), (2.5, 4.5)), 12, 8);
        for (var i = 0; i < matte.Coverage.Length; i++)
        {
            var (x, y) = (i % 12, i / 12);
            var must = y is < 2 or > 4 ? 0 : x is >= 3 and <= 7 ? 1 : x == 8 ? 0.75f : 0;
            Assert.Equal(must, matte.Coverage[i], 1e-5f);
            if (must == 0) Assert.Equal(0, matte.Coverage[i]);
        }
    }

    [Fact]
    public void Draw_TwoAreas_AreTheirUnionAndALineThatCrossesItselfLeavesAHole()
    {
        var both = ShapeRaster.Draw([Area((0, 0), (5, 0), (5, 5), (0, 5)), Area((3, 3), (8, 3), (8, 8), (3, 8))], 1, 10, 10);
        Assert.Equal((1f, 1f, 1f, 0f), (both.Coverage[11], both.Coverage[44], both.Coverage[77], both.Coverage[18]));
        var bow = Draw(Area((0, 0), (9, 9), (9, 0), (0, 9)), 10, 10);
        Assert.Equal(0, bow.Coverage[5]);
        Assert.Equal(1, bow.Coverage[(4 * 10) + 1]);
    }

    [Fact]
    public void Draw_BezierCircle_HasTheAreaOfACircle()
    {
        const double r = 20, k = 0.5522847498;
        ShapePoint[] points = [new(0, k * r), new(12, 32), new(0, -k * r), new(-k * r, 0), new(32, 12), new(k * r, 0), new(0, -k * r), new(52, 32), new(0, k * r), new(k * r, 0), new(32, 52), new(-k * r, 0)];
        var circle = new KeyedShape(ShapeKind.Area, new Dictionary<int, IReadOnlyList<ShapePoint>> { [1] = points }) { IsBezier = true };
        Assert.InRange(Draw(circle, 64, 64).Coverage.Sum(), Math.PI * r * r * 0.995, Math.PI * r * r * 1.005);
    }

    [Fact]
    public void Draw_Wire_IsAsThickAsItSaysAndSmoothThroughItsPoints()
    {
        var straight = Draw(Wire(4, (5, 10), (40, 10)), 50, 20);
        Assert.Equal(4, Enumerable.Range(0, 20).Sum(y => straight.Coverage[(y * 50) + 20]), 1e-5);
        Assert.Equal((0f, 1f, 1f), (straight.Coverage[(7 * 50) + 20], straight.Coverage[(9 * 50) + 20], straight.Coverage[(11 * 50) + 20]));
        // a hanging wire: between the first two points it lies below the straight line that joins them
        var hung = Draw(Wire(2, (2, 2), (25, 15), (48, 2)), 50, 20);
        Assert.True(hung.Coverage[(15 * 50) + 25] > 0.9f);
        var middle = Enumerable.Range(0, 20).MaxBy(y => hung.Coverage[(y * 50) + 13]);
        Assert.InRange(middle, 9, 12);
        Assert.All(Enumerable.Range(2, 46), x => Assert.True(Enumerable.Range(0, 20).Max(y => hung.Coverage[(y * 50) + x]) > 0.5f, $"the wire is torn at {x}"));
    }

    [Fact]
    public void Draw_BeyondThePicture_IsCutOff()
    {
        var matte = ShapeRaster.Draw([Area((-1e6, -1e6), (1e6, -1e6), (1e6, 1e6), (-1e6, 1e6)), Wire(3, (-1e6, 3), (1e6, 3)), Mark(8, 900, 900)], 1, 7, 5);
        Assert.True(matte.IsWhole);
        Assert.True(Draw(Mark(8, -300, 2), 7, 5).IsEmpty);
    }

    [Fact]
    public void At_BetweenKeys_MovesSmoothlyAndStandsBeyondThem()
    {
        var wire = new KeyedShape(ShapeKind.Wire, new Dictionary<int, IReadOnlyList<ShapePoint>>
        {
            [10] = [new(0, 0), new(10, 0)], [14] = [new(8, 16), new(18, 16)], [20] = [new(20, 100), new(30, 100)],
        });
        Assert.Equal(new(0, 0), wire.At(3)[0]);
        Assert.Equal(new(20, 100), wire.At(99)[0]);
        Assert.Equal(new(8, 16), wire.At(14)[0]);
        // even motion stays even
        Assert.Equal(4, wire.At(12)[0].X, 1e-9);
        // a parabola is kept at the key between
        Assert.InRange(wire.At(15)[0].Y - wire.At(13)[0].Y, 14, 26);
        var two = new KeyedShape(ShapeKind.Mark, new Dictionary<int, IReadOnlyList<ShapePoint>> { [1] = [new(0, 0)], [5] = [new(4, 8)] });
        Assert.Equal(new(3, 6), two.At(4)[0]);
    }

    private static Matte Draw(KeyedShape shape, int width, int height) => ShapeRaster.Draw([shape], 1, width, height);

    private static KeyedShape Area(params (double X, double Y)[] points) => Of(ShapeKind.Area, 3, points);

    private static KeyedShape Wire(double size, params (double X, double Y)[] points) => Of(ShapeKind.Wire, size, points);

    private static KeyedShape Mark(double size, double x, double y) => Of(ShapeKind.Mark, size, (x, y));

    private static KeyedShape Of(ShapeKind kind, double size, params (double X, double Y)[] points) =>
        new(kind, new Dictionary<int, IReadOnlyList<ShapePoint>> { [1] = [.. points.Select(p => new ShapePoint(p.X, p.Y))] }) { Size = size };
}
