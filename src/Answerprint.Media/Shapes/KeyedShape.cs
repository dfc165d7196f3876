using Answerprint.Media.Time;

namespace Answerprint.Media.Shapes;

/// <summary>A place in a picture: columns and rows from 0 at the middle of the top left pixel.</summary>
public readonly record struct ShapePoint(double X, double Y)
{
    public static ShapePoint operator +(ShapePoint a, ShapePoint b) => new(a.X + b.X, a.Y + b.Y);

    public static ShapePoint operator -(ShapePoint a, ShapePoint b) => new(a.X - b.X, a.Y - b.Y);

    public static ShapePoint operator *(double k, ShapePoint a) => new(k * a.X, k * a.Y);
}

/// <summary>What people draw.</summary>
public enum ShapeKind
{
    /// <summary>A line through two or more points; through three or more it is smooth, as a wire hangs.</summary>
    Wire,

    /// <summary>What a closed line encloses.</summary>
    Area,

    /// <summary>A round spot.</summary>
    Mark,

    /// <summary>A flat thing with four corners, from its own top left clockwise: a screen, a sign, a number plate.</summary>
    Screen,
}

/// <summary>Something drawn on a few frames. Between these its points move smoothly (cubic Hermite with the slopes of a parabola through neighbours); before the first and after the last it stands.</summary>
/// <param name="Keys">Frame → points; every key has as many, and there is at least one.</param>
public sealed record KeyedShape(ShapeKind Kind, IReadOnlyDictionary<int, IReadOnlyList<ShapePoint>> Keys)
{
    /// <summary>Thickness of a wire, diameter of a mark, in pixels, 0.5..400.</summary>
    public double Size { get; init; } = 3;

    /// <summary>The frames that it is on; null: all.</summary>
    public FrameRange? Frames { get; init; }

    /// <summary>Of an area: points come in threes (incoming tangent, point, outgoing tangent; tangents relative to the point), and the line is a cubic Bézier curve.</summary>
    public bool IsBezier { get; init; }

    /// <summary>Of a mark or a screen: what it lies on is followed in the pictures from each key to the frames around; nothing moves by itself.</summary>
    public bool IsTracked { get; init; }

    public bool IsOn(int frame) => Frames is not { } range || range.Contains(frame);

    /// <summary>Its points on a frame.</summary>
    public IReadOnlyList<ShapePoint> At(int frame)
    {
        if (Keys.TryGetValue(frame, out var key)) return key;
        int[] times = [.. Keys.Keys.Order()];
        var after = ~Array.BinarySearch(times, frame);
        if (after == 0) return Keys[times[0]];
        if (after == times.Length) return Keys[times[^1]];
        var (a, b) = (times[after - 1], times[after]);
        var (from, to) = (Keys[a], Keys[b]);
        double length = b - a, t = (frame - a) / length;
        double h00 = (1 + (2 * t)) * (1 - t) * (1 - t), h10 = t * (1 - t) * (1 - t), h01 = t * t * (3 - (2 * t)), h11 = t * t * (t - 1);
        var points = new ShapePoint[from.Count];
        for (var n = 0; n < points.Length; n++)
            points[n] = (h00 * from[n]) + (length * h10 * Slope(times, after - 1, n)) + (h01 * to[n]) + (length * h11 * Slope(times, after, n));
        return points;
    }

    /// <summary>How a point moves at a key, pixels a frame: that of the parabola through the keys around; at the ends that of the line to the only neighbour.</summary>
    private ShapePoint Slope(int[] times, int at, int n)
    {
        if (at == 0) return (1.0 / (times[1] - times[0])) * (Keys[times[1]][n] - Keys[times[0]][n]);
        if (at == times.Length - 1) return (1.0 / (times[at] - times[at - 1])) * (Keys[times[at]][n] - Keys[times[at - 1]][n]);
        double before = times[at] - times[at - 1], after = times[at + 1] - times[at];
        var (left, right) = ((1 / before) * (Keys[times[at]][n] - Keys[times[at - 1]][n]), (1 / after) * (Keys[times[at + 1]][n] - Keys[times[at]][n]));
        return (1 / (before + after)) * ((after * left) + (before * right));
    }
}
