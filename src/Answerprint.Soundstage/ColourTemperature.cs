namespace Answerprint.Soundstage;

/// <summary>
/// Colours of glowing bodies by their temperature, from the cubic approximation of the Planckian locus by Kim and others (US patent
/// 7,024,034, 2002), in linear Rec. 709 light. Multiplications and divisions alone, so the bits are the same everywhere.
/// </summary>
internal static class ColourTemperature
{
    /// <summary>The temperature that is white, kelvin.</summary>
    public const double Neutral = 6500;

    public const double Least = 2000, Most = 15000;

    /// <summary>The colour of a light, of luminance 1; white at <see cref="Neutral"/>.</summary>
    public static Colour Light(double kelvin)
    {
        var (c, white) = (Glow(kelvin), Glow(Neutral));
        var relative = new Colour(c.R / white.R, c.G / white.G, c.B / white.B);
        return relative * (1 / ((0.2126 * relative.R) + (0.7152 * relative.G) + (0.0722 * relative.B)));
    }

    /// <summary>What a camera multiplies R, G and B with when it takes a light of a temperature for white; green by 1 where the tint is 0.</summary>
    /// <param name="tint">Stops that green is taken down.</param>
    public static Colour Balance(double kelvin, double tint)
    {
        if (kelvin == Neutral && tint == 0) return new(1, 1, 1);
        var c = Light(kelvin);
        return new(c.G / c.R, Stops.Gain(-tint), c.G / c.B);
    }

    private static Colour Glow(double kelvin)
    {
        var t = Math.Clamp(kelvin, Least, Most);
        var x = t < 4000
            ? (((((-0.2661239e9 / t) - 0.2343589e6) / t) + 0.8776956e3) / t) + 0.179910
            : (((((-3.0258469e9 / t) + 2.1070379e6) / t) + 0.2226347e3) / t) + 0.240390;
        var y = t < 2222 ? (((((-1.1063814 * x) - 1.34811020) * x) + 2.18555832) * x) - 0.20219683
            : t < 4000 ? (((((-0.9549476 * x) - 1.37418593) * x) + 2.09137015) * x) - 0.16748867
            : (((((3.0817580 * x) - 5.87338670) * x) + 3.75112997) * x) - 0.37001483;
        double cx = x / y, cz = (1 - x - y) / y;
        return new(
            (3.2404542 * cx) - 1.5371385 - (0.4985314 * cz),
            (-0.9692660 * cx) + 1.8760108 + (0.0415560 * cz),
            Math.Max(1e-3, (0.0556434 * cx) - 0.2040259 + (1.0572252 * cz)));
    }
}
