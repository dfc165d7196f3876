using System.Globalization;
using Answerprint.Media.Time;

namespace Answerprint.Media.Shapes;

/// <summary>
/// Shapes as people type them: parts between semicolons. "1001: 10,20 300,40" is a key, without a frame it stands for all; "size 4", "frames 1001-1024" and, of a mark or a screen, "still" (it is not followed in the pictures).
/// </summary>
public static class ShapeWords
{
    /// <exception cref="FormatException">It is no such shape.</exception>
    public static KeyedShape Parse(ShapeKind kind, string text)
    {
        var keys = new SortedDictionary<int, IReadOnlyList<ShapePoint>>();
        var shape = new KeyedShape(kind, keys) { IsTracked = kind is ShapeKind.Mark or ShapeKind.Screen, Size = kind == ShapeKind.Mark ? 10 : 3 };
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part == "still") shape = shape with { IsTracked = false };
            else if (After(part, "size ") is { } size) shape = shape with { Size = Number(size) };
            else if (After(part, "frames ") is { } frames) shape = shape with { Frames = ShapeChecks.Range(frames) };
            else
            {
                var colon = part.IndexOf(':', StringComparison.Ordinal);
                var frame = 0;
                if (colon >= 0 && !int.TryParse(part[..colon], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out frame)) throw Bad(part);
                if (!keys.TryAdd(frame, Points(colon < 0 ? part : part[(colon + 1)..]))) throw new FormatException($"frame {frame} has two keys: '{text}'");
            }
        }
        // one key without a frame stands for all of them: nothing is followed from a frame that is not named
        if (shape.IsTracked && !text.Contains(':', StringComparison.Ordinal)) throw new FormatException($"a {(kind == ShapeKind.Mark ? "mark" : "screen")} is followed from a frame on: write 1001: {text}, or still; {text} where it stands");
        return shape.Checked();
    }

    private static List<ShapePoint> Points(string text) => [.. text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split(',') is [var x, var y] ? new ShapePoint(Number(x), Number(y)) : throw Bad(p))];

    private static string? After(string part, string word) => part.StartsWith(word, StringComparison.Ordinal) ? part[word.Length..].Trim() : null;

    private static double Number(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : throw Bad(text);

    private static FormatException Bad(string what) => new($"'{what}' is no part of a shape; write \"1001: 10,20 300,40; 1024: 12,24 303,46; size 4\"");
}
