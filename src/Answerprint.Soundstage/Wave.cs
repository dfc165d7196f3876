using System.Runtime.CompilerServices;

namespace Answerprint.Soundstage;

/// <summary>
/// Edges and stripes averaged over the width of a sample, from their integrals: no sampling, no aliasing (Apodaca and Gritz,
/// Advanced RenderMan, 1999, chapter 11).
/// </summary>
internal static class Wave
{
    /// <summary>Share of the sample that lies beyond <paramref name="edge"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Step(double edge, double x, double width) => Math.Clamp(((x - edge) / Math.Max(width, 1e-9)) + 0.5, 0, 1);

    /// <summary>Share of the sample between two edges.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Between(double low, double high, double x, double width) =>
        Math.Max(0, Step(low, x, width) - Step(high, x, width));

    /// <summary>Share of the sample in stripes that take the first <paramref name="on"/> of every <paramref name="period"/>.</summary>
    public static double Stripes(double x, double period, double on, double width)
    {
        var w = Math.Max(width, 1e-9 * period);
        return Math.Clamp((Sum(x + (w / 2)) - Sum(x - (w / 2))) / w, 0, 1);

        double Sum(double at)
        {
            var n = Math.Floor(at / period);
            return (n * on) + Math.Min(at - (n * period), on);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Smooth(double t)
    {
        t = Math.Clamp(t, 0, 1);
        return t * t * (3 - (2 * t));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Mix(double a, double b, double t) => a + ((b - a) * t);
}
