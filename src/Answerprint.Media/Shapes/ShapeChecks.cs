using System.Globalization;
using Answerprint.Media.Time;

namespace Answerprint.Media.Shapes;

/// <summary>What a shape may be, so that a file of a stranger can ask for no more work than a person draws.</summary>
internal static class ShapeChecks
{
    public const int MostShapes = 1000, MostPoints = 2000, MostKeys = 20_000, MostInAll = 2_000_000;

    private const double Farthest = 1e6, Thinnest = 0.5, Thickest = 400;

    /// <summary>The shape, if it is one.</summary>
    /// <exception cref="FormatException">It has too few or too many points, keys that differ, or places far outside any picture.</exception>
    public static KeyedShape Checked(this KeyedShape shape)
    {
        if (shape.Keys.Count is 0 or > MostKeys) throw new FormatException($"a shape has 1 to {MostKeys} keys");
        var count = shape.Keys.Values.First().Count;
        if (shape.Keys.FirstOrDefault(k => k.Value.Count != count) is { Value: not null } other) throw new FormatException($"the key of frame {other.Key} has {other.Value.Count} points, another has {count}; every key moves the same points");
        if (count > MostPoints) throw new FormatException($"a shape has at most {MostPoints} points");
        var (least, most) = shape.Kind switch { ShapeKind.Mark => (1, 1), ShapeKind.Screen => (4, 4), ShapeKind.Wire => (2, MostPoints), _ => (shape.IsBezier ? 6 : 3, MostPoints) };
        if (count < least || count > most || (shape.IsBezier && count % 3 != 0))
            throw new FormatException(shape.Kind switch { ShapeKind.Mark => "a mark is one point", ShapeKind.Screen => "a screen has four corners, from its own top left clockwise", ShapeKind.Wire => "a wire goes through two points or more", _ => "an area has three corners or more" });
        foreach (var (frame, points) in shape.Keys)
            foreach (var p in points)
                if (!(Math.Abs(p.X) <= Farthest && Math.Abs(p.Y) <= Farthest)) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"frame {frame} names the place {p.X:g6},{p.Y:g6}, outside any picture"));
        if (shape.Kind == ShapeKind.Screen && shape.Keys.FirstOrDefault(k => !IsConvex(k.Value)) is { Value: not null } folded) throw new FormatException($"frame {folded.Key}: the four corners of a screen go round it, from its own top left clockwise, and none lies between the others");
        if (!(shape.Size is >= Thinnest and <= Thickest)) throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"a size is {Thinnest} to {Thickest} pixels, not {shape.Size:g6}"));
        return shape;
    }

    /// <summary>Whether one turns the same way at each corner, or goes straight on at none.</summary>
    internal static bool IsConvex(IReadOnlyList<ShapePoint> corners)
    {
        var turns = Enumerable.Range(0, corners.Count).Select(n =>
        {
            var (a, b) = (corners[(n + 1) % corners.Count] - corners[n], corners[(n + 2) % corners.Count] - corners[(n + 1) % corners.Count]);
            return Math.Sign((a.X * b.Y) - (a.Y * b.X));
        }).ToHashSet();
        return turns is { Count: 1 } && !turns.Contains(0);
    }

    /// <exception cref="FormatException">There are too many, or none.</exception>
    public static IReadOnlyList<KeyedShape> Checked(this IReadOnlyList<KeyedShape> shapes)
    {
        if (shapes.Count is 0 or > MostShapes) throw new FormatException(shapes.Count == 0 ? "it draws nothing" : $"it has more than {MostShapes} shapes");
        return shapes.Sum(s => (long)s.Keys.Count * s.Keys.Values.First().Count) <= MostInAll ? shapes : throw new FormatException($"its shapes have more than {MostInAll} points in all keys");
    }

    /// <summary>"1001-1050" without holes.</summary>
    /// <exception cref="FormatException">It is no range.</exception>
    public static FrameRange Range(string text)
    {
        var list = FrameList.Parse(text);
        return list[^1] - list[0] + 1 == list.Count ? new(list[0], list[^1] + 1) : throw new FormatException($"'{text}' has holes; a shape is on a range of frames: 1001-1050");
    }
}
