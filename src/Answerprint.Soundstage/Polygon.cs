namespace Answerprint.Soundstage;

/// <summary>Convex outlines cut along the axes (Sutherland and Hodgman, Reentrant Polygon Clipping, 1974), and their area.</summary>
internal static class Polygon
{
    /// <summary>What lies at or beyond a line.</summary>
    /// <param name="across">Whether the line is x = <paramref name="at"/>; else y.</param>
    /// <param name="room">Two corners more than the outline has.</param>
    public static Span<(double X, double Y)> Above(ReadOnlySpan<(double X, double Y)> outline, double at, bool across, Span<(double X, double Y)> room) => Cut(outline, at, across, 1, room);

    /// <summary>What lies at or before a line.</summary>
    public static Span<(double X, double Y)> Below(ReadOnlySpan<(double X, double Y)> outline, double at, bool across, Span<(double X, double Y)> room) => Cut(outline, at, across, -1, room);

    public static double Area(ReadOnlySpan<(double X, double Y)> outline)
    {
        double sum = 0;
        for (var k = 2; k < outline.Length; k++)
        {
            double ax = outline[k - 1].X - outline[0].X, ay = outline[k - 1].Y - outline[0].Y, bx = outline[k].X - outline[0].X, by = outline[k].Y - outline[0].Y;
            sum += (ax * by) - (ay * bx);
        }
        return Math.Abs(sum) / 2;
    }

    private static Span<(double X, double Y)> Cut(ReadOnlySpan<(double X, double Y)> outline, double at, bool across, int side, Span<(double X, double Y)> room)
    {
        var n = 0;
        for (var k = 0; k < outline.Length; k++)
        {
            var (p, q) = (outline[k], outline[k + 1 == outline.Length ? 0 : k + 1]);
            double dp = side * ((across ? p.X : p.Y) - at), dq = side * ((across ? q.X : q.Y) - at);
            if (dp >= 0) room[n++] = p;
            if ((dp < 0) == (dq < 0)) continue;
            var t = dp / (dp - dq);
            room[n++] = (p.X + ((q.X - p.X) * t), p.Y + ((q.Y - p.Y) * t));
        }
        return room[..n];
    }
}
