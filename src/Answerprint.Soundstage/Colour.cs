using System.Runtime.CompilerServices;

namespace Answerprint.Soundstage;

/// <summary>Scene-linear red, green and blue (Rec. 709 primaries): a reflectance 0..1, or light.</summary>
internal readonly record struct Colour(double R, double G, double B)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Colour operator *(Colour a, double s) => new(a.R * s, a.G * s, a.B * s);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Colour operator *(Colour a, Colour b) => new(a.R * b.R, a.G * b.G, a.B * b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Colour operator +(Colour a, Colour b) => new(a.R + b.R, a.G + b.G, a.B + b.B);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Colour Mix(Colour a, Colour b, double t) => new(Wave.Mix(a.R, b.R, t), Wave.Mix(a.G, b.G, t), Wave.Mix(a.B, b.B, t));

    /// <summary>A paint of a hue (0..1 round the wheel), saturation and middle reflectance.</summary>
    public static Colour Paint(double hue, double saturation, double level)
    {
        return new(Part(hue), Part(hue - (1 / 3.0)), Part(hue - (2 / 3.0)));

        double Part(double h) => level * (1 + (saturation * Trigonometry.Cos(h * 2 * Math.PI)));
    }
}
