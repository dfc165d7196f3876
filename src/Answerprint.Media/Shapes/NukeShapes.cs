using System.Globalization;
using Answerprint.Media.Time;

namespace Answerprint.Media.Shapes;

/// <summary>
/// What a Nuke script draws: closed Bézier shapes of Roto and RotoPaint with their keys and lifetimes, the tracks of Tracker4 and Tracker3 (a mark of half the pattern's width each), the four
/// corners of CornerPin2D. What can not be read as it is meant (strokes, B-splines, transforms, expressions) is an error: a shape that is left out would be a thing that stays.
/// Nuke counts rows from below, and a pixel's middle lies at one half. The form of "curves" is documented nowhere; it was read off scripts.
/// </summary>
internal static class NukeShapes
{
    private const int LeastMark = 3, MostMark = 200, DefaultMark = 10, Pivot = 3, Scale = 9, Skew = 12;

    /// <param name="height">Rows of the format that the script was drawn over.</param>
    /// <exception cref="FormatException">It draws nothing, or what can not be read.</exception>
    public static IReadOnlyList<KeyedShape> Of(string script, int height)
    {
        var shapes = new List<KeyedShape>();
        foreach (var node in NukeScriptReader.Nodes(script).Where(n => !n.IsOff))
        {
            switch (node.Class)
            {
                case "Roto" or "RotoPaint":
                    if (node.Knobs.TryGetValue("curves", out var curves)) foreach (var list in curves.OfType<List<object>>()) Layer(list, node.Name, height, shapes);
                    break;
                case "Tracker4":
                    if (node.Knobs.TryGetValue("tracks", out var tracks) && tracks is [List<object> table]) Tracks(NukeScriptReader.Bare(table), node.Name, height, shapes);
                    break;
                case "Tracker3" or "Tracker":
                    foreach (var knob in node.Knobs.Where(k => k.Key.StartsWith("track", StringComparison.Ordinal) && k.Key.Length == 6 && char.IsAsciiDigit(k.Key[5])))
                        if (knob.Value is [List<object> pair] && NukeScriptReader.Bare(pair) is [List<object> x, List<object> y]) Mark(Curve(x, node.Name), Curve(y, node.Name), DefaultMark, height, shapes);
                    break;
                case "CornerPin2D":
                    Corners(node, height, shapes);
                    break;
                default: break;
            }
        }
        return shapes.Count > 0 ? shapes : throw new FormatException("it has no shape of Roto or RotoPaint, no track of a Tracker and no CornerPin2D that moves");
    }

    /// <summary>Looks for shapes in the lists of "curves", however deep.</summary>
    private static void Layer(List<object> list, string node, int height, List<KeyedShape> shapes)
    {
        var items = NukeScriptReader.Bare(list);
        switch (items.FirstOrDefault() as string)
        {
            case "curvegroup":
                if (Bezier(items, node, height) is { } shape) shapes.Add(shape);
                return;
            case "cubiccurve": throw new FormatException($"{node} has the stroke {items.ElementAtOrDefault(1)}, and strokes are not read; draw it as a closed shape, or render the matte");
            case "layer" when items.Find(i => i is List<object> { Count: > 0 } l && l[0] is "t") is List<object> moved && Moves(NukeScriptReader.Bare(moved)):
                throw new FormatException($"{node} moves the layer {items.ElementAtOrDefault(1)} by a transform; bake it into the points, or render the matte");
            default:
                foreach (var inner in items.OfType<List<object>>()) Layer(inner, node, height, shapes);
                return;
        }
    }

    private static KeyedShape? Bezier(List<object> items, string node, int height)
    {
        var name = $"{node}, {items.ElementAtOrDefault(1)}";
        if (items.ElementAtOrDefault(3) is not "bezier") throw new FormatException($"{name} is a '{items.ElementAtOrDefault(3)}', and only Bézier shapes are read; convert it, or render the matte");
        var attributes = Attributes(items);
        if (attributes.GetValueOrDefault("vis", 1) == 0) return null;
        if (attributes.GetValueOrDefault("inv") != 0) throw new FormatException($"{name} is inverted; draw what is to be taken out");
        if (items.Find(i => i is List<object> { Count: > 0 } l && l[0] is "t") is List<object> moved && Moves(NukeScriptReader.Bare(moved))) throw new FormatException($"{name} is moved by a transform; bake it into the points, or render the matte");
        // the shape first, then its feather
        if (items.OfType<List<object>>().FirstOrDefault() is not { } curves || NukeScriptReader.Bare(curves).FirstOrDefault() is not List<object> outline) throw new FormatException($"{name} has no outline");
        var keys = new SortedDictionary<int, IReadOnlyList<ShapePoint>>();
        foreach (var key in NukeScriptReader.Bare(outline).OfType<List<object>>().Select(NukeScriptReader.Bare).Where(k => k.Count > 1 && k[0] is "px"))
        {
            var points = new List<ShapePoint>();
            foreach (var (n, point) in key.Skip(2).Index())
            {
                if (point is not List<object> pair || NukeScriptReader.Bare(pair) is not [var x, var y, ..]) throw new FormatException($"{name}: a point is no pair of numbers");
                // tangents are relative to their point
                points.Add(n % 3 == 1 ? new(Number(x, name) - 0.5, height - 0.5 - Number(y, name)) : new(Number(x, name), -Number(y, name)));
            }
            if (!keys.TryAdd((int)Math.Round(Number(key[1], name)), points)) throw new FormatException($"{name} has two keys on a frame");
        }
        if (keys.Count == 0) throw new FormatException($"{name} has no points");
        var (from, to) = ((int)Math.Round(attributes.GetValueOrDefault("ltn")), (int)Math.Round(attributes.GetValueOrDefault("ltm")));
        FrameRange? life = (int)attributes.GetValueOrDefault("ltt") switch
        {
            1 => new(int.MinValue / 2, to + 1),
            2 => new(from, from + 1),
            3 => new(from, int.MaxValue / 2),
            4 when to >= from => new(from, to + 1),
            _ => null,
        };
        return new KeyedShape(ShapeKind.Area, keys) { IsBezier = true, Frames = life }.Checked();
    }

    /// <summary>The constant attributes of a shape; what is animated or an expression is left out.</summary>
    private static Dictionary<string, double> Attributes(List<object> items)
    {
        var found = new Dictionary<string, double>(StringComparer.Ordinal);
        if (items.Find(i => i is List<object> { Count: > 0 } l && l[0] is "a") is not List<object> list) return found;
        var bare = NukeScriptReader.Bare(list);
        for (var n = 1; n + 1 < bare.Count; n++)
            if (bare[n] is string name && bare[n + 1] is string value && TryNumber(value, out var number)) found[name] = number;
        return found;
    }

    /// <summary>Whether a transform is more than a pivot: pivot, translation and rotation of three numbers each, scale of three, skew.</summary>
    private static bool Moves(List<object> transform)
    {
        for (var n = Pivot; n < transform.Count - 1; n++)
        {
            var rest = n is >= Scale and < Skew ? 1 : 0;
            foreach (var value in Values(transform[n + 1]))
                if (value != rest) return true;
        }
        return false;

        static IEnumerable<double> Values(object item)
        {
            if (item is string word) return [TryNumber(word, out var number) ? number : double.NaN];
            // {{frame value} {frame value}}
            return NukeScriptReader.Bare((List<object>)item).Select(k => k is List<object> key && NukeScriptReader.Bare(key) is [_, string v, ..] && TryNumber(v, out var number) ? number : double.NaN);
        }
    }

    private static void Tracks(List<object> table, string node, int height, List<KeyedShape> shapes)
    {
        if (table is not [_, List<object> columns, List<object> rows, ..]) throw new FormatException($"{node} has no table of tracks");
        var names = NukeScriptReader.Bare(columns).OfType<List<object>>().Select(c => NukeScriptReader.Bare(c).ElementAtOrDefault(3) as string ?? "").ToList();
        int x = names.IndexOf("track_x"), y = names.IndexOf("track_y"), left = names.IndexOf("pattern_x"), right = names.IndexOf("pattern_r"), on = names.IndexOf("enable");
        if (x < 0 || y < 0) throw new FormatException($"{node} has no columns track_x and track_y");
        foreach (var row in NukeScriptReader.Bare(rows).OfType<List<object>>().Select(NukeScriptReader.Bare))
        {
            if (row.ElementAtOrDefault(x) is not List<object> across || row.ElementAtOrDefault(y) is not List<object> down) continue;
            if (on >= 0 && row.ElementAtOrDefault(on) is List<object> enabled && Curve(enabled, node) is { Count: > 0 } said && said.Values.All(v => v == 0)) continue;
            var size = row.ElementAtOrDefault(left) is string l && row.ElementAtOrDefault(right) is string r && TryNumber(l, out var from) && TryNumber(r, out var to) && to > from ? Math.Clamp((to - from) / 2, LeastMark, MostMark) : DefaultMark;
            Mark(Curve(across, node), Curve(down, node), size, height, shapes);
        }
    }

    private static void Mark(SortedDictionary<int, double> x, SortedDictionary<int, double> y, double size, int height, List<KeyedShape> shapes)
    {
        if (x.Count == 0 || y.Count == 0) return;
        var keys = x.Keys.Union(y.Keys).ToDictionary(f => f, f => (IReadOnlyList<ShapePoint>)[new ShapePoint(At(x, f) - 0.5, height - 0.5 - At(y, f))]);
        // what was tracked is known from the first of its frames to the last
        shapes.Add(new KeyedShape(ShapeKind.Mark, keys) { Size = size, Frames = keys.Count > 1 ? new(keys.Keys.Min(), keys.Keys.Max() + 1) : null }.Checked());
    }

    private static void Corners(NukeNode node, int height, List<KeyedShape> shapes)
    {
        var corners = new List<(SortedDictionary<int, double> X, SortedDictionary<int, double> Y)>();
        var frames = new SortedSet<int>();
        // a pin counts from the bottom left against the clock; a screen from its own top left with it
        for (var n = 4; n >= 1; n--)
        {
            if (!node.Knobs.TryGetValue($"to{n}", out var knob) || knob is not [List<object> pair] || NukeScriptReader.Bare(pair) is not [var x, var y]) return;
            corners.Add((Coordinate(x, node.Name, frames), Coordinate(y, node.Name, frames)));
        }
        // corners that all stand have one key
        if (frames.Count == 0) frames.Add(1);
        var keys = frames.ToDictionary(f => f, f => (IReadOnlyList<ShapePoint>)[.. corners.Select(c => new ShapePoint(At(c.X, f) - 0.5, height - 0.5 - At(c.Y, f)))]);
        shapes.Add(new KeyedShape(ShapeKind.Area, keys).Checked());
    }

    private static SortedDictionary<int, double> Coordinate(object item, string node, SortedSet<int> frames)
    {
        if (item is not List<object> list) return new() { [1] = Number(item, node) };
        var curve = Curve(list, node);
        frames.UnionWith(curve.Keys);
        return curve.Count > 0 ? curve : throw new FormatException($"{node} has a curve without keys");
    }

    /// <summary>The keys of "curve x1001 812.5 813 x1010 820": a value is of the frame after the last one's unless its frame is named; what else stands there is how it bends.</summary>
    private static SortedDictionary<int, double> Curve(List<object> list, string node)
    {
        var keys = new SortedDictionary<int, double>();
        var items = NukeScriptReader.Bare(list);
        if (items.FirstOrDefault() is not "curve") throw new FormatException($"{node} is driven by an expression; bake it");
        double next = 1;
        foreach (var item in items.Skip(1))
        {
            if (item is not string word) throw new FormatException($"{node} is driven by an expression; bake it");
            if (word.Length > 1 && word[0] == 'x' && double.TryParse(word.AsSpan(1), NumberStyles.Float, CultureInfo.InvariantCulture, out var frame)) next = frame;
            else if (double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && Math.Abs(next) < 1e9) keys[(int)Math.Round(next++)] = value;
            if (keys.Count > ShapeChecks.MostKeys) throw new FormatException($"{node} has a curve of more than {ShapeChecks.MostKeys} keys");
        }
        return keys;
    }

    private static double At(SortedDictionary<int, double> keys, int frame)
    {
        if (keys.TryGetValue(frame, out var there)) return there;
        int[] times = [.. keys.Keys];
        var after = ~Array.BinarySearch(times, frame);
        if (after == 0) return keys[times[0]];
        if (after == times.Length) return keys[times[^1]];
        var (a, b) = (times[after - 1], times[after]);
        return keys[a] + ((keys[b] - keys[a]) * (frame - a) / (b - a));
    }

    private static double Number(object item, string where) => item is string word && TryNumber(word, out var value) ? value : throw new FormatException($"{where} holds an expression or no number; bake it");

    /// <summary>Decimal, or the eight hex digits of a binary32 after an x.</summary>
    private static bool TryNumber(string word, out double value)
    {
        if (word.Length == 9 && word[0] == 'x' && uint.TryParse(word.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var bits)) value = BitConverter.UInt32BitsToSingle(bits);
        else if (!double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out value)) return false;
        return double.IsFinite(value);
    }
}
