using System.Globalization;

namespace Answerprint.Media.Colour;

internal static partial class LutFile
{
    /// <summary>"Cube LUT Specification" 1.0 (Adobe, 2013) and Resolve's: a line of 1D entries, a cube, or a line before a cube; red runs fastest.</summary>
    private static Lut ReadCube(string path)
    {
        var title = "";
        int line = 0, edge = 0;
        float[] from = [0, 0, 0], to = [1, 1, 1];
        (float Low, float High)? lineRange = null, cubeRange = null;
        var values = new List<float>();
        Span<float> three = stackalloc float[3];
        foreach (var (number, text) in Lines(path))
        {
            if (text.Length == 0 || text[0] == '#') continue;
            var word = text.Split((char[])[' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries);
            var rest = word.Length > 1 ? word[1] : "";
            var place = $"line {number}";
            switch (word[0].ToUpperInvariant())
            {
                case "TITLE":
                    title = rest.Trim('"');
                    break;
                case "LUT_1D_SIZE":
                    line = Size(path, place, rest, MostLength);
                    break;
                case "LUT_3D_SIZE":
                    edge = Size(path, place, rest, MostEdge);
                    break;
                case "DOMAIN_MIN":
                    from = Three(path, place, rest);
                    break;
                case "DOMAIN_MAX":
                    to = Three(path, place, rest);
                    break;
                case "LUT_1D_INPUT_RANGE":
                    lineRange = Two(path, place, rest);
                    break;
                case "LUT_3D_INPUT_RANGE":
                    cubeRange = Two(path, place, rest);
                    break;
                default:
                    if (Numbers(text, three) != 3) throw Bad(path, place, $"'{Short(text)}' is neither a keyword nor three numbers");
                    if (values.Count >= 3 * Count()) throw Bad(path, place, "it has more entries than it says");
                    foreach (var v in three) values.Add(v);
                    break;
            }
        }
        if (line == 0 && edge == 0) throw Bad(path, "", "it says neither LUT_1D_SIZE nor LUT_3D_SIZE");
        if (values.Count != 3 * Count()) throw Bad(path, "", $"it says {Count()} entries and has {values.Count / 3}");
        for (var c = 0; c < 3; c++)
            if (!(to[c] > from[c])) throw Bad(path, "", "its domain is empty");
        var steps = new List<ILutStep>();
        if (line > 0)
        {
            var entries = Enumerable.Range(0, 3).Select(c => Enumerable.Range(0, line).Select(i => values[(3 * i) + c]).ToArray()).ToArray();
            steps.Add(new LineTable(entries, Low(lineRange, from), High(lineRange, to)));
        }
        if (edge > 0)
        {
            var cube = new float[3 * edge * edge * edge];
            var at = 3 * line;
            for (var b = 0; b < edge; b++)
                for (var g = 0; g < edge; g++)
                    for (var r = 0; r < edge; r++)
                        for (var c = 0; c < 3; c++)
                            cube[(3 * ((((r * edge) + g) * edge) + b)) + c] = values[at++];
            // beside a line of entries, DOMAIN_… belongs to the line, and the cube is over 0..1
            steps.Add(new CubeTable(edge, cube, Low(cubeRange, line > 0 ? [0, 0, 0] : from), High(cubeRange, line > 0 ? [1, 1, 1] : to), CubeInterpolation.Tetrahedral));
        }
        return new(title, steps);

        int Count() => line + (edge * edge * edge);

        static float[] Low((float Low, float High)? range, float[] domain) => range is { } r ? [r.Low, r.Low, r.Low] : domain;

        static float[] High((float Low, float High)? range, float[] domain) => range is { } r ? [r.High, r.High, r.High] : domain;
    }

    /// <summary>Sony Imageworks' line of entries: "From", "Length", "Components", then the numbers in braces.</summary>
    private static Lut ReadSpi1d(string path)
    {
        float low = 0, high = 1;
        int length = 0, components = 0, read = 0;
        float[][]? entries = null;
        var closed = false;
        Span<float> row = stackalloc float[3];
        foreach (var (number, text) in Lines(path))
        {
            if (text.Length == 0 || text[0] == '#' || closed) continue;
            var place = $"line {number}";
            if (text.StartsWith("Version", StringComparison.OrdinalIgnoreCase)) continue;
            if (text.StartsWith("From", StringComparison.OrdinalIgnoreCase)) (low, high) = Two(path, place, text[4..]);
            else if (text.StartsWith("Length", StringComparison.OrdinalIgnoreCase)) length = Size(path, place, text[6..], MostLength);
            else if (text.StartsWith("Components", StringComparison.OrdinalIgnoreCase)) components = int.TryParse(text[10..], NumberStyles.Integer, CultureInfo.InvariantCulture, out var n) ? n : 0;
            else if (text == "{")
            {
                if (length == 0 || components is < 1 or > 3) throw Bad(path, place, "it does not say its length and 1 to 3 components first");
                entries = [.. Enumerable.Range(0, 3).Select(_ => new float[Math.Min(length, 1 << 16)])];
            }
            else if (text == "}") closed = true;
            else if (entries is not null)
            {
                if (Numbers(text, row[..components]) != components) throw Bad(path, place, $"'{Short(text)}' is not {components} numbers");
                if (read == length) throw Bad(path, place, "it has more entries than it says");
                for (var c = 0; c < 3; c++)
                {
                    // what it claims is reserved only as it comes true
                    if (read == entries[c].Length) Array.Resize(ref entries[c], Math.Min(length, 2 * read));
                    entries[c][read] = components == 1 ? row[0] : c < components ? row[c] : 0;
                }
                read++;
            }
            else throw Bad(path, place, $"'{Short(text)}' is no line of this kind of table");
        }
        if (entries is null || read != length || !closed) throw Bad(path, "", $"it says {length} entries and has {read}");
        return new("", [new LineTable(entries, [low, low, low], [high, high, high])]);
    }

    /// <summary>Sony Imageworks' cube: "SPILUT 1.0", "3 3", the three edges, then index and colour a line, in any order.</summary>
    private static Lut ReadSpi3d(string path)
    {
        int head = 0, edge = 0, read = 0;
        float[]? cube = null;
        bool[] seen = [];
        Span<float> six = stackalloc float[6];
        foreach (var (number, text) in Lines(path))
        {
            if (text.Length == 0 || text[0] == '#') continue;
            var place = $"line {number}";
            if (head == 0)
            {
                if (!text.StartsWith("SPILUT", StringComparison.Ordinal)) throw Bad(path, place, "it does not begin with SPILUT");
                head++;
                continue;
            }
            var count = Numbers(text, six);
            if (head == 1 && count == 2 && six[0] == 3 && six[1] == 3)
            {
                head++;
                continue;
            }
            if (head <= 2 && count == 3)
            {
                if (six[0] != six[1] || six[1] != six[2]) throw Bad(path, place, "its three edges differ");
                edge = six[0] is >= 2 and <= MostEdge ? (int)six[0] : throw Bad(path, place, $"an edge is 2 to {MostEdge} entries");
                cube = new float[3 * edge * edge * edge];
                seen = new bool[edge * edge * edge];
                head = 3;
                continue;
            }
            if (cube is null || count != 6) throw Bad(path, place, $"'{Short(text)}' is no line of this kind of table");
            for (var c = 0; c < 3; c++)
                if (six[c] < 0 || six[c] >= edge || six[c] != MathF.Floor(six[c])) throw Bad(path, place, "an index lies outside the cube");
            var at = ((((int)six[0] * edge) + (int)six[1]) * edge) + (int)six[2];
            if (seen[at]) throw Bad(path, place, "an entry stands twice");
            seen[at] = true;
            for (var c = 0; c < 3; c++) cube[(3 * at) + c] = six[3 + c];
            read++;
        }
        if (cube is null || read != edge * edge * edge) throw Bad(path, "", $"it says {(long)edge * edge * edge} entries and has {read}");
        return new("", [new CubeTable(edge, cube, [0, 0, 0], [1, 1, 1], CubeInterpolation.Tetrahedral)]);
    }

    private static int Size(string path, string place, string text, int most) =>
        int.TryParse(text.Trim(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var size) && size >= 2 && size <= most
            ? size
            : throw Bad(path, place, $"a size is 2 to {most}, not '{Short(text.Trim())}'");

    private static float[] Three(string path, string place, string text)
    {
        var three = new float[3];
        return Numbers(text, three) == 3 && three.All(float.IsFinite) ? three : throw Bad(path, place, "three numbers stand here");
    }

    private static (float Low, float High) Two(string path, string place, string text)
    {
        Span<float> two = stackalloc float[2];
        return Numbers(text, two) == 2 && two[1] > two[0] && float.IsFinite(two[1] - two[0]) ? (two[0], two[1]) : throw Bad(path, place, "two ascending numbers stand here");
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
