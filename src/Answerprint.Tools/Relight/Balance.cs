using Answerprint.Production.Quality;

namespace Answerprint.Tools.Relight;

/// <summary>Named parameters of light as steps of a colour function and a smooth field.</summary>
internal static class Balance
{
    /// <summary>So many control points has a field of shaped light.</summary>
    private const int Columns = 8, Rows = 5;

    /// <summary>Exposure, white, contrast and saturation, in this order; empty where nothing of it is asked for.</summary>
    public static IReadOnlyList<ColourStep> Steps(RelightOptions options)
    {
        var steps = new List<ColourStep>();
        var exposure = Math.Pow(2, options.Stops);
        var (red, green, blue) = White(options.Kelvin, options.Tint);
        if (options.Stops != 0) steps.Add(new CdlColour([exposure, exposure, exposure], [0, 0, 0], [1, 1, 1], 1));
        if (red != 1 || green != 1 || blue != 1) steps.Add(new CdlColour([red, green, blue], [0, 0, 0], [1, 1, 1], 1));
        if (options.Contrast != 1)
        {
            // (v / pivot)^contrast · pivot, without a division after the power
            var slope = Math.Pow(options.Pivot, (1 - options.Contrast) / options.Contrast);
            steps.Add(new CdlColour([slope, slope, slope], [0, 0, 0], [options.Contrast, options.Contrast, options.Contrast], 1));
        }
        if (options.Saturation != 1) steps.Add(new CdlColour([1, 1, 1], [0, 0, 0], [1, 1, 1], options.Saturation));
        return steps;
    }

    /// <summary>The light of a key from a side, and its falloff to the corners; null where neither is asked for.</summary>
    public static SmoothField? Field(RelightOptions options)
    {
        if (options.Ratio == 0 && options.Falloff == 0) return null;
        var key = options.Key ?? "";
        double across = key.EndsWith("left", StringComparison.Ordinal) ? -1 : key.EndsWith("right", StringComparison.Ordinal) ? 1 : 0, down = key.StartsWith("top", StringComparison.Ordinal) ? -1 : key.StartsWith("bottom", StringComparison.Ordinal) ? 1 : 0;
        if (across != 0 && down != 0) (across, down) = (across / 2, down / 2);
        var stops = new double[Columns * Rows];
        for (var i = 0; i < stops.Length; i++)
        {
            double x = (2.0 * (i % Columns) / (Columns - 1)) - 1, y = (2.0 * (i / Columns) / (Rows - 1)) - 1;
            stops[i] = (options.Ratio / 2 * ((across * x) + (down * y))) + (options.Falloff * ((x * x) + (y * y)) / 2);
        }
        return new(Columns, Rows, stops);
    }

    /// <summary>
    /// What R, G and B are multiplied by so that a light of a temperature becomes white, green by 1 where the tint is 0: the ratios of the Planckian locus by Kim and others (US patent 7,024,034, 2002) in linear
    /// Rec. 709 light.
    /// </summary>
    internal static (double Red, double Green, double Blue) White(double? kelvin, double tint)
    {
        var green = Math.Pow(2, -tint);
        if (kelvin is not { } k || k == 6500) return (1, green, 1);
        var ((r, g, b), (r0, g0, b0)) = (Glow(k), Glow(6500));
        return (g / g0 / (r / r0), green, g / g0 / (b / b0));
    }

    private static (double R, double G, double B) Glow(double t)
    {
        var x = t < 4000
            ? (-0.2661239e9 / (t * t * t)) - (0.2343589e6 / (t * t)) + (0.8776956e3 / t) + 0.179910
            : (-3.0258469e9 / (t * t * t)) + (2.1070379e6 / (t * t)) + (0.2226347e3 / t) + 0.240390;
        var y = t < 2222 ? (((((-1.1063814 * x) - 1.34811020) * x) + 2.18555832) * x) - 0.20219683
            : t < 4000 ? (((((-0.9549476 * x) - 1.37418593) * x) + 2.09137015) * x) - 0.16748867
            : (((((3.0817580 * x) - 5.87338670) * x) + 3.75112997) * x) - 0.37001483;
        double cx = x / y, cz = (1 - x - y) / y;
        return ((3.2404542 * cx) - 1.5371385 - (0.4985314 * cz), (-0.9692660 * cx) + 1.8760108 + (0.0415560 * cz), Math.Max(1e-3, (0.0556434 * cx) - 0.2040259 + (1.0572252 * cz)));
    }
}
