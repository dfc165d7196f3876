using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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
        for (var o = 0; o < octaves; o += 4)
        {
            // four octaves at once, then the sum in their order: the same bits as one after the other
            var waves = Vector256.Create(wavelength, wavelength * 0.5, wavelength * 0.25, wavelength * 0.125);
            if (((wavelength / width) - 1.5) * 0.4 <= 0) break;
            var first = seed + ((uint)o * 0x9E3779B9u);
            var noise = Gradient(Vector256.Create(first) + Octaves, Vector256.Create(x) / waves, Vector256.Create(y) / waves);
            for (var k = 0; k < 4 && o + k < octaves; k++)
            {
                var fade = Math.Min(1, ((wavelength / width) - 1.5) * 0.4);
                if (fade <= 0) return sum;
                sum += fade * height * noise[k];
                wavelength *= 0.5;
                height *= gain;
            }
        }
        return sum;
    }

    /// <summary>Four places at once, each of its own seed (in the even words): the bits of <see cref="Gradient(uint, double, double)"/>. Places lie within ±2³¹.</summary>
    private static Vector256<double> Gradient(Vector256<uint> seeds, Vector256<double> x, Vector256<double> y)
    {
        Vector256<double> fx = Vector256.Floor(x), fy = Vector256.Floor(y), u = x - fx, v = y - fy, one = Vector256.Create(1.0);
        Vector256<double> su = Fade(u), sv = Fade(v);
        Vector256<uint> acrossX = Vector256.Create(AcrossX), acrossY = Vector256.Create(AcrossY);
        // a whole number added to 1.5 · 2⁵² stands in the low word
        Vector256<uint> ix = (fx + Vector256.Create(6755399441055744.0)).AsUInt32(), iy = (fy + Vector256.Create(6755399441055744.0)).AsUInt32();
        Vector256<uint> x0 = ix * acrossX, x1 = x0 + acrossX, y0 = seeds ^ (iy * acrossY), y1 = seeds ^ ((iy * acrossY) + acrossY);
        var a = Slope(Mixed(x0 ^ y0), u, v);
        var b = Slope(Mixed(x1 ^ y0), u - one, v);
        var c = Slope(Mixed(x0 ^ y1), u, v - one);
        var d = Slope(Mixed(x1 ^ y1), u - one, v - one);
        var top = a + (su * (b - a));
        return Vector256.Create(1.5) * (top + (sv * (c + (su * (d - c)) - top)));
    }

    private static Vector256<uint> Octaves => Vector256.Create(0u, 0, 0x9E3779B9u, 0, 0x3C6EF372u, 0, 0xDAA66D2Bu, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Fade(Vector256<double> t) =>
        t * t * t * ((t * ((t * Vector256.Create(6.0)) - Vector256.Create(15.0))) + Vector256.Create(10.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Mixed(Vector256<uint> h)
    {
        h = (h ^ (h >>> 16)) * Vector256.Create(0x85EBCA6Bu);
        h = (h ^ (h >>> 13)) * Vector256.Create(0xC2B2AE35u);
        return h ^ (h >>> 16);
    }

    /// <summary>±the one ± half the other: bit 2 says which is which, bits 0 and 1 are the signs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Slope(Vector256<uint> hash, Vector256<double> x, Vector256<double> y)
    {
        var bits = hash.AsUInt64();
        var sign = Vector256.Create(1UL << 63);
        var swapped = Vector256.LessThan((bits << 61).AsInt64(), Vector256<long>.Zero).AsDouble();
        Vector256<double> whole = Vector256.ConditionalSelect(swapped, y, x), half = Vector256.ConditionalSelect(swapped, x, y) * Vector256.Create(0.5);
        return (whole.AsUInt64() ^ (bits << 63)).AsDouble() + (half.AsUInt64() ^ ((bits << 62) & sign)).AsDouble();
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
