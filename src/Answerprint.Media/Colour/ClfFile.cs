using System.Globalization;
using System.Xml.Linq;

namespace Answerprint.Media.Colour;

/// <summary>
/// The Academy's Common LUT Format (AMPAS S-2014-006, version 3), its common part: Matrix, Range, LUT1D, LUT3D, ASC_CDL, Log and Exponent in
/// their basic styles. What is not read is refused by its name, never passed over.
/// </summary>
internal static class ClfFile
{
    private const int MostSteps = 64;

    public static Lut Read(string path)
    {
        var root = PlainXml.Read(path);
        if (root.Name.LocalName != "ProcessList") throw LutFile.Bad(path, "", "it is no ProcessList");
        var steps = new List<ILutStep>();
        foreach (var e in root.Elements())
        {
            if (e.Name.LocalName is "Description" or "InputDescriptor" or "OutputDescriptor" or "Info") continue;
            if (steps.Count == MostSteps) throw LutFile.Bad(path, "", $"it has more than {MostSteps} steps");
            steps.Add(e.Name.LocalName switch
            {
                "Matrix" => Matrix(e, path),
                "Range" => Range(e, path),
                "LUT1D" => Line(e, path),
                "LUT3D" => Cube(e, path),
                "ASC_CDL" => Decision(e, path),
                "Log" => Log(e, path),
                "Exponent" => Exponent(e, path),
                var other => throw LutFile.Bad(path, Place(e), $"'{other}' is not read", "Bake it into a .cube"),
            });
        }
        return steps.Count > 0 ? new((string?)root.Attribute("name") ?? "", steps) : throw LutFile.Bad(path, "", "it holds no step");
    }

    private static MatrixStep Matrix(XElement e, string path)
    {
        var (dim, values) = Array(e, path, 12);
        var columns = dim.Length >= 2 ? dim[1] : 0;
        if (dim[0] != 3 || columns is not (3 or 4) || values.Length != 3 * columns) throw LutFile.Bad(path, Place(e), "a matrix is 3×3 or 3×4");
        double scale = Whole(e, "inBitDepth", path) / Whole(e, "outBitDepth", path);
        var m = Enumerable.Range(0, 9).Select(i => values[(i / 3 * columns) + (i % 3)] * scale).ToArray();
        float[] offset = columns == 4 ? [.. Enumerable.Range(0, 3).Select(r => values[(4 * r) + 3] / (float)Whole(e, "outBitDepth", path))] : [0, 0, 0];
        return new(ColourMatrix.Of(m), offset);
    }

    private static RangeStep Range(XElement e, string path)
    {
        double inward = Whole(e, "inBitDepth", path), outward = Whole(e, "outBitDepth", path);
        double? a = Value("minInValue") / inward, b = Value("maxInValue") / inward, c = Value("minOutValue") / outward, d = Value("maxOutValue") / outward;
        if (a is null != c is null || b is null != d is null || (a is null && b is null)) throw LutFile.Bad(path, Place(e), "a range gives minima, maxima or both, for in and out");
        var scale = a is { } low && b is { } high ? (d!.Value - c!.Value) / (high - low) : 1;
        if (!double.IsFinite(scale) || (a is not null && b is not null && !(b > a))) throw LutFile.Bad(path, Place(e), "its input is empty");
        var offset = a is { } from ? c!.Value - (from * scale) : d!.Value - b!.Value;
        var free = (string?)e.Attribute("style") == "noClamp";
        return new((float)scale, (float)offset, free || c is null ? float.NegativeInfinity : (float)c.Value, free || d is null ? float.PositiveInfinity : (float)d.Value);

        double? Value(string name) => e.Elements().FirstOrDefault(x => x.Name.LocalName == name) is { } node ? Number(node.Value, e, path) : null;
    }

    private static LineTable Line(XElement e, string path)
    {
        if (e.Attribute("halfDomain") is not null || e.Attribute("rawHalfs") is not null) throw LutFile.Bad(path, Place(e), "a table over all halfs is not read", "Bake it into a .cube");
        var (dim, values) = Array(e, path, 3L * LutFile.MostLength);
        if (dim.Length != 2 || dim[1] is not (1 or 3) || dim[0] is < 2 or > LutFile.MostLength || values.Length != (long)dim[0] * dim[1]) throw LutFile.Bad(path, Place(e), "its Array does not hold what dim says");
        var whole = (float)Whole(e, "outBitDepth", path);
        var entries = Enumerable.Range(0, 3).Select(c => Enumerable.Range(0, dim[0]).Select(i => values[(i * dim[1]) + (dim[1] == 3 ? c : 0)] / whole).ToArray()).ToArray();
        return new(entries, [0, 0, 0], [1, 1, 1]);
    }

    private static CubeTable Cube(XElement e, string path)
    {
        var (dim, values) = Array(e, path, 3L * LutFile.MostEdge * LutFile.MostEdge * LutFile.MostEdge);
        if (dim.Length != 4 || dim[0] != dim[1] || dim[1] != dim[2] || dim[3] != 3 || dim[0] is < 2 or > LutFile.MostEdge || values.Length != 3 * dim[0] * dim[0] * dim[0])
            throw LutFile.Bad(path, Place(e), "its Array does not hold the cube that dim says");
        var whole = (float)Whole(e, "outBitDepth", path);
        for (var i = 0; i < values.Length; i++) values[i] /= whole;
        var how = (string?)e.Attribute("interpolation") == "tetrahedral" ? CubeInterpolation.Tetrahedral : CubeInterpolation.Trilinear;
        return new(dim[0], values, [0, 0, 0], [1, 1, 1], how);
    }

    private static CdlStep Decision(XElement e, string path) => ((string?)e.Attribute("style") ?? "Fwd") switch
    {
        "Fwd" or "v1.2_Fwd" => new(Cdl.Of(e, path), Clamp: true),
        "FwdNoClamp" or "noClampFwd" => new(Cdl.Of(e, path), Clamp: false),
        var other => throw LutFile.Bad(path, Place(e), $"the style '{other}' is not read", "Bake it into a .cube"),
    };

    // the smallest float above 0 stands in for what has no logarithm (S-2014-006, 5.6)
    private static CurveStep Log(XElement e, string path) => new((string?)e.Attribute("style") switch
    {
        "log2" => x => (float)Math.Log2(Math.Max(x, 1.17549435e-38f)),
        "log10" => x => (float)Math.Log10(Math.Max(x, 1.17549435e-38f)),
        "antiLog2" => x => (float)Math.Pow(2, x),
        "antiLog10" => x => (float)Math.Pow(10, x),
        var other => throw LutFile.Bad(path, Place(e), $"the style '{other}' is not read", "Bake it into a .cube"),
    });

    private static CurveStep Exponent(XElement e, string path)
    {
        var parameters = e.Elements().Where(x => x.Name.LocalName is "ExponentParams" or "GammaParams").ToList();
        if (parameters.Count != 1 || parameters[0].Attribute("channel") is not null || parameters[0].Attribute("exponent") is not { } attribute)
            throw LutFile.Bad(path, Place(e), "one exponent for all channels is read", "Bake it into a .cube");
        var power = Number(attribute.Value, e, path);
        if (power is < 0.01 or > 100) throw LutFile.Bad(path, Place(e), "its exponent is out of range");
        return new((string?)e.Attribute("style") switch
        {
            "basicFwd" => x => (float)Math.Pow(Math.Max(x, 0), power),
            "basicRev" => x => (float)Math.Pow(Math.Max(x, 0), 1 / power),
            "basicMirrorFwd" => x => MathF.CopySign((float)Math.Pow(Math.Abs(x), power), x),
            "basicMirrorRev" => x => MathF.CopySign((float)Math.Pow(Math.Abs(x), 1 / power), x),
            "basicPassThruFwd" => x => x > 0 ? (float)Math.Pow(x, power) : x,
            "basicPassThruRev" => x => x > 0 ? (float)Math.Pow(x, 1 / power) : x,
            var other => throw LutFile.Bad(path, Place(e), $"the style '{other}' is not read", "Bake it into a .cube"),
        });
    }

    private static (int[] Dim, float[] Values) Array(XElement e, string path, long most)
    {
        var array = e.Elements().FirstOrDefault(x => x.Name.LocalName == "Array") ?? throw LutFile.Bad(path, Place(e), "it has no Array");
        var dim = ((string?)array.Attribute("dim") ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(d => int.TryParse(d, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1).ToArray();
        if (dim.Length is < 2 or > 4 || dim.Any(d => d < 1)) throw LutFile.Bad(path, Place(e), "its Array says no dim");
        var values = new List<float>();
        var text = array.Value.AsSpan();
        while (true)
        {
            text = text.TrimStart();
            if (text.IsEmpty) return (dim, [.. values]);
            var end = text.IndexOfAny(" \t\r\n");
            var word = end < 0 ? text : text[..end];
            if (!float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) throw LutFile.Bad(path, Place(e), "its Array holds what is no number");
            if (values.Count == most) throw LutFile.Bad(path, Place(e), "its Array is too long");
            values.Add(value);
            text = text[word.Length..];
        }
    }

    private static double Whole(XElement e, string attribute, string path) => (string?)e.Attribute(attribute) switch
    {
        "8i" => 255,
        "10i" => 1023,
        "12i" => 4095,
        "16i" => 65535,
        "16f" or "32f" => 1,
        var other => throw LutFile.Bad(path, Place(e), $"{attribute} '{other}' is none of 8i, 10i, 12i, 16i, 16f, 32f"),
    };

    private static double Number(string text, XElement e, string path) =>
        double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : throw LutFile.Bad(path, Place(e), "a value is no number");

    private static string Place(XElement e) => (string?)e.Attribute("id") is { } id ? $"{e.Name.LocalName} '{id}'" : e.Name.LocalName;
}
