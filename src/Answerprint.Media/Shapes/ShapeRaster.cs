using Answerprint.Media.Frames;

namespace Answerprint.Media.Shapes;

/// <summary>Draws shapes as coverage. What lies wholly outside a shape stays exactly 0.</summary>
public static class ShapeRaster
{
    /// <summary>Lines a pixel for the edge of an area.</summary>
    private const int Lines = 8;

    /// <summary>Less coverage than this is none.</summary>
    private const double Least = 1 / 256.0;

    /// <summary>Straight pieces from point to point of a smooth line.</summary>
    private const int Pieces = 16;

    /// <summary>The union of the shapes that are on a frame.</summary>
    public static Matte Draw(IEnumerable<KeyedShape> shapes, int frame, int width, int height)
    {
        var matte = new Matte(width, height);
        foreach (var shape in shapes.Where(s => s.IsOn(frame))) Draw(shape, shape.At(frame), matte);
        return matte;
    }

    private static void Draw(KeyedShape shape, IReadOnlyList<ShapePoint> points, Matte matte)
    {
        if (shape.Kind is ShapeKind.Area or ShapeKind.Screen)
        {
            Fill(shape.IsBezier ? Curve(points) : points, matte);
            return;
        }
        var line = shape.Kind == ShapeKind.Mark ? [points[0], points[0]] : points.Count < 3 ? points : Smooth(points);
        for (var n = 1; n < line.Count; n++) Stroke(line[n - 1], line[n], shape.Size / 2, matte);
    }

    /// <summary>All within a distance of a straight piece; the last half pixel on either side of the edge is soft.</summary>
    private static void Stroke(ShapePoint a, ShapePoint b, double radius, Matte matte)
    {
        var reach = radius + 0.5;
        int x0 = Inside(Math.Min(a.X, b.X) - reach, matte.Width), x1 = Inside(Math.Max(a.X, b.X) + reach, matte.Width), y0 = Inside(Math.Min(a.Y, b.Y) - reach, matte.Height), y1 = Inside(Math.Max(a.Y, b.Y) + reach, matte.Height);
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var length = (dx * dx) + (dy * dy);
        for (var y = y0; y <= y1; y++)
            for (var x = x0; x <= x1; x++)
            {
                var t = length > 0 ? Math.Clamp((((x - a.X) * dx) + ((y - a.Y) * dy)) / length, 0, 1) : 0;
                var (ex, ey) = (x - a.X - (t * dx), y - a.Y - (t * dy));
                ref var at = ref matte.Coverage[(y * matte.Width) + x];
                at = Math.Max(at, Counted(reach - Math.Sqrt((ex * ex) + (ey * ey))));
            }
    }

    /// <summary>Coverage between 0 and 1; what is only the rounding of a place counts as none.</summary>
    private static float Counted(double cover) => cover < Least ? 0 : (float)Math.Min(1, cover);

    private static int Inside(double at, int size) => (int)Math.Clamp(Math.Round(at), 0, size - 1);

    /// <summary>What a closed line encloses, by the even-odd rule: eight lines a pixel, along each of them to the exact place.</summary>
    private static void Fill(IReadOnlyList<ShapePoint> line, Matte matte)
    {
        var (low, high) = (line.Min(p => p.Y), line.Max(p => p.Y));
        var row = new float[matte.Width];
        var crossings = new List<double>();
        for (var y = Math.Max(0, (int)Math.Floor(low)); y <= Math.Min(matte.Height - 1, Math.Ceiling(high)); y++)
        {
            row.AsSpan().Clear();
            for (var k = 0; k < Lines; k++)
            {
                var at = y - 0.5 + ((k + 0.5) / Lines);
                crossings.Clear();
                for (var n = 0; n < line.Count; n++)
                {
                    var (p, q) = (line[n], line[(n + 1) % line.Count]);
                    if ((p.Y <= at) != (q.Y <= at)) crossings.Add(p.X + ((at - p.Y) / (q.Y - p.Y) * (q.X - p.X)));
                }
                crossings.Sort();
                for (var n = 0; n + 1 < crossings.Count; n += 2) Span(row, crossings[n], crossings[n + 1]);
            }
            for (var x = 0; x < row.Length; x++)
            {
                ref var there = ref matte.Coverage[(y * matte.Width) + x];
                there = Math.Max(there, Counted(row[x]));
            }
        }
    }

    private static void Span(float[] row, double from, double to)
    {
        for (var x = (int)Math.Clamp(Math.Round(from), 0, row.Length); x < row.Length && x - 0.5 < to; x++)
        {
            var inside = Math.Min(to, x + 0.5) - Math.Max(from, x - 0.5);
            if (inside > 0) row[x] += (float)(inside / Lines);
        }
    }

    /// <summary>A smooth line through points: a centripetal Catmull-Rom curve, which makes no loops.</summary>
    private static List<ShapePoint> Smooth(IReadOnlyList<ShapePoint> points)
    {
        var line = new List<ShapePoint> { points[0] };
        for (var n = 0; n + 1 < points.Count; n++)
        {
            var (p1, p2) = (points[n], points[n + 1]);
            var p0 = n > 0 ? points[n - 1] : (2 * p1) - p2;
            var p3 = n + 2 < points.Count ? points[n + 2] : (2 * p2) - p1;
            double t1 = Step(p0, p1), t2 = t1 + Step(p1, p2), t3 = t2 + Step(p2, p3);
            for (var k = 1; k <= Pieces; k++)
            {
                var t = t1 + ((t2 - t1) * k / Pieces);
                var (a1, a2, a3) = (Mix(p0, p1, t / t1), Mix(p1, p2, (t - t1) / (t2 - t1)), Mix(p2, p3, (t - t2) / (t3 - t2)));
                line.Add(Mix(Mix(a1, a2, t / t2), Mix(a2, a3, (t - t1) / (t3 - t1)), (t - t1) / (t2 - t1)));
            }
        }
        return line;

        static double Step(ShapePoint a, ShapePoint b) => Math.Max(1e-3, Math.Sqrt(Math.Sqrt(((b.X - a.X) * (b.X - a.X)) + ((b.Y - a.Y) * (b.Y - a.Y)))));

        static ShapePoint Mix(ShapePoint a, ShapePoint b, double t) => ((1 - t) * a) + (t * b);
    }

    /// <summary>A closed cubic Bézier curve, from points in threes.</summary>
    private static List<ShapePoint> Curve(IReadOnlyList<ShapePoint> threes)
    {
        var line = new List<ShapePoint>();
        var count = threes.Count / 3;
        for (var n = 0; n < count; n++)
        {
            var next = (n + 1) % count;
            var (p0, p3) = (threes[(3 * n) + 1], threes[(3 * next) + 1]);
            var (p1, p2) = (p0 + threes[(3 * n) + 2], p3 + threes[3 * next]);
            for (var k = 0; k < Pieces; k++)
            {
                double t = (double)k / Pieces, s = 1 - t;
                line.Add((s * s * s * p0) + (3 * s * s * t * p1) + (3 * s * t * t * p2) + (t * t * t * p3));
            }
        }
        return line;
    }
}
