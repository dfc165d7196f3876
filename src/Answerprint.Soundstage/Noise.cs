using System.Runtime.CompilerServices;

namespace Answerprint.Soundstage;

/// <summary>
/// Chance that belongs to a place: hashes of whole numbers, smooth noise over them, and sums of octaves that fade out before they
/// alias. Everything is a pure function of seed and place.
/// </summary>
internal static class Noise
{
    private const uint AcrossX = 0x8DA6B343u;
    private const uint AcrossY = 0xD8163841u;

    /// <summary>A well mixed word of a seed and a cell (two rounds of the finaliser of MurmurHash3, Appleby 2011).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Hash(uint seed, int x, int y) => Mixed(seed ^ ((uint)x * AcrossX) ^ ((uint)y * AcrossY));

    /// <summary>0 ≤ chance &lt; 1 of a cell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Unit(uint seed, int x, int y) => Hash(seed, x, y) * (1.0 / 4294967296.0);

    /// <summary>Gradient noise in about −1..1, period 1, mean 0 (Perlin, Improving Noise, 2002: quintic fade; eight gradients in the plane).</summary>
    public static double Gradient(uint seed, double x, double y)
    {
        var fx = Math.Floor(x);
        var fy = Math.Floor(y);
        int ix = (int)fx, iy = (int)fy;
        double u = x - fx, v = y - fy;
        double su = u * u * u * ((u * ((u * 6) - 15)) + 10), sv = v * v * v * ((v * ((v * 6) - 15)) + 10);
        // the four corners share what their hashes have in common
        uint x0 = (uint)ix * AcrossX, x1 = x0 + AcrossX, y0 = seed ^ ((uint)iy * AcrossY), y1 = seed ^ (((uint)iy * AcrossY) + AcrossY);
        var a = Slope(Mixed(x0 ^ y0), u, v);
        var b = Slope(Mixed(x1 ^ y0), u - 1, v);
        var c = Slope(Mixed(x0 ^ y1), u, v - 1);
        var d = Slope(Mixed(x1 ^ y1), u - 1, v - 1);
        var top = a + (su * (b - a));
        return 1.5 * (top + (sv * (c + (su * (d - c)) - top)));
    }

    /// <summary>Smooth noise along a line in −1..1, knots 1 apart: the shake of a hand.</summary>
    public static double Line(uint seed, double x)
    {
        var f = Math.Floor(x);
        var i = (int)f;
        var t = x - f;
        double p0 = Knot(seed, i - 1), p1 = Knot(seed, i), p2 = Knot(seed, i + 1), p3 = Knot(seed, i + 2);
        // uniform cubic B-spline: two continuous derivatives, so velocity and acceleration of a camera never jump
        double t2 = t * t, t3 = t2 * t;
        return ((p0 * (1 - (3 * t) + (3 * t2) - t3)) + (p1 * (4 - (6 * t2) + (3 * t3))) + (p2 * (1 + (3 * t) + (3 * t2) - (3 * t3))) + (p3 * t3)) / 6;

        static double Knot(uint seed, int i) => (2 * Unit(seed, i, 7919)) - 1;
    }

    /// <summary>
    /// Octaves of gradient noise, each half the wavelength and <paramref name="gain"/> times the height of the one before. An octave fades
    /// out as its wavelength nears the width of the sample, so that a far surface turns smooth and does not sparkle.
    /// </summary>
    /// <param name="wavelength">Of the first octave, in the units of <paramref name="x"/>.</param>
    /// <param name="width">Of the sample, in the same units.</param>
    public static double Fractal(uint seed, double x, double y, double wavelength, double width, int octaves, double gain = 0.5)
    {
        double sum = 0, height = 1;
        for (var o = 0; o < octaves; o++)
        {
            var fade = Math.Min(1, ((wavelength / width) - 1.5) * 0.4);
            if (fade <= 0) break;
            sum += fade * height * Gradient(seed + ((uint)o * 0x9E3779B9u), x / wavelength, y / wavelength);
            wavelength *= 0.5;
            height *= gain;
        }
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Mixed(uint h)
    {
        h = (h ^ (h >> 16)) * 0x85EBCA6Bu;
        h = (h ^ (h >> 13)) * 0xC2B2AE35u;
        return h ^ (h >> 16);
    }

    // gradients (±1, ±½) and (±½, ±1): a table, because a branch on chance is guessed wrong half the time
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Slope(uint hash, double x, double y)
    {
        var n = (int)(hash & 7) * 2;
        return (Slopes[n] * x) + (Slopes[n + 1] * y);
    }

    private static ReadOnlySpan<double> Slopes => [1, 0.5, -1, 0.5, 1, -0.5, -1, -0.5, 0.5, 1, 0.5, -1, -0.5, 1, -0.5, -1];
}
