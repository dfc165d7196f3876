using System.Globalization;
using System.Xml.Linq;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Colour;

/// <summary>
/// A colour decision of the American Society of Cinematographers (ASC CDL 1.2): out = (in·slope + offset)^power for each channel, then saturation
/// around BT.709 luma. Arrays of red, green, blue.
/// </summary>
/// <param name="Slope">0 and above; default 1.</param>
/// <param name="Offset">Any; default 0.</param>
/// <param name="Power">Above 0; default 1.</param>
/// <param name="Saturation">0 and above; default 1.</param>
/// <param name="Id">As the file names it; empty where it does not.</param>
public sealed record Cdl(float[] Slope, float[] Offset, float[] Power, float Saturation, string Id = "")
{
    private const float LumaRed = 0.2126f, LumaGreen = 0.7152f, LumaBlue = 0.0722f;

    /// <summary>Changes nothing.</summary>
    public static Cdl Identity { get; } = new([1, 1, 1], [0, 0, 0], [1, 1, 1], 1);

    /// <summary>The decision on rows of equal length, in place.</summary>
    /// <param name="clamp">Clip to 0..1 before the power and at the end, as the ASC's text says; else nothing is clipped and what is below zero
    /// has no power taken, as programs that grade scene light do.</param>
    public void Apply(Span<float> red, Span<float> green, Span<float> blue, bool clamp)
    {
        Channel(red, 0, clamp);
        Channel(green, 1, clamp);
        Channel(blue, 2, clamp);
        if (Saturation == 1 && !clamp) return;
        for (var i = 0; i < red.Length; i++)
        {
            var luma = (red[i] * LumaRed) + (green[i] * LumaGreen) + (blue[i] * LumaBlue);
            red[i] = End(luma + (Saturation * (red[i] - luma)), clamp);
            green[i] = End(luma + (Saturation * (green[i] - luma)), clamp);
            blue[i] = End(luma + (Saturation * (blue[i] - luma)), clamp);
        }
    }

    /// <summary>Reads `.cc`, `.ccc` and `.cdl`; every correction that stands there, in order.</summary>
    /// <exception cref="BadInputException">It is no such file, or a number is out of range.</exception>
    public static IReadOnlyList<Cdl> Read(string path)
    {
        var root = PlainXml.Read(path);
        var corrections = root.DescendantsAndSelf().Where(e => e.Name.LocalName == "ColorCorrection").Take(100_001).ToList();
        if (corrections.Count == 0) throw LutFile.Bad(path, "", "it holds no ColorCorrection", "Export a .cc, .ccc or .cdl");
        if (corrections.Count > 100_000) throw LutFile.Bad(path, "", "it holds more than 100000 corrections");
        return [.. corrections.Select(c => Of(c, path))];
    }

    /// <summary>A correction from the element that holds SOPNode and SatNode.</summary>
    internal static Cdl Of(XElement e, string path)
    {
        var id = (string?)e.Attribute("id") ?? "";
        var sop = Child(e, "SOPNode");
        var saturation = Child(Child(e, "SatNode") ?? Child(e, "SATNode"), "Saturation");
        var cdl = new Cdl(Three("Slope", 1), Three("Offset", 0), Three("Power", 1), saturation is null ? 1 : Values(saturation.Value, 1)[0], id);
        if (cdl.Slope.Any(v => v < 0) || cdl.Power.Any(v => v <= 0) || cdl.Saturation < 0) throw LutFile.Bad(path, Place(), "a slope or saturation below 0, or a power that is not above 0");
        return cdl;

        float[] Three(string name, float missing) => Child(sop, name) is { } node ? Values(node.Value, 3) : [missing, missing, missing];

        float[] Values(string text, int count)
        {
            var parts = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            var values = new float[count];
            if (parts.Length != count) throw LutFile.Bad(path, Place(), $"{count} numbers stand where it has {parts.Length}");
            for (var i = 0; i < count; i++)
                if (!float.TryParse(parts[i], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]) || !float.IsFinite(values[i])) throw LutFile.Bad(path, Place(), "a value is no number");
            return values;
        }

        string Place() => id.Length > 0 ? $"correction '{id}'" : "";

        static XElement? Child(XElement? of, string name) => of?.Elements().FirstOrDefault(c => c.Name.LocalName == name);
    }

    private static float End(float value, bool clamp) => clamp ? Clip(value) : value;

    private static float Clip(float value) => value > 0 ? Math.Min(value, 1) : 0;

    private void Channel(Span<float> values, int c, bool clamp)
    {
        var power = Power[c];
        // the quick power holds from 0.2 to 5
        var signed = power is >= 0.2f and <= 5 ? new SignedPower(power) : (SignedPower?)null;
        for (var i = 0; i < values.Length; i++)
        {
            var value = (values[i] * Slope[c]) + Offset[c];
            if (clamp) value = Clip(value);
            if (power != 1 && value > 0) value = signed?.Apply(value) ?? (float)Math.Pow(value, power);
            values[i] = value;
        }
    }
}

/// <summary>A colour decision as a step of a table file.</summary>
internal sealed record CdlStep(Cdl Cdl, bool Clamp) : ILutStep
{
    public void Apply(Span<float> red, Span<float> green, Span<float> blue) => Cdl.Apply(red, green, blue, Clamp);
}
