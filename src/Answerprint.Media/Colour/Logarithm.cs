using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Answerprint.Media.Colour;

/// <summary>
/// log₂ and 2ˣ of eight single or four double floats. Only + − × ÷ in one fixed order, none fused, so the bits are the same on every
/// processor. Single: absolute error of log₂ at most 3e-7 + 6e-8·|log₂ x|, relative error of 2ˣ at most 3e-7. Double: 2e-12 alike.
/// log₂ 0 = −∞, log₂ of what is below 0 is no number; infinite and NaN pass through. log₂ by the series of 2·artanh((m−1)/(m+1)),
/// 2ˣ by its Taylor series, both on reduced arguments (Muller, Elementary Functions, ch. 11).
/// </summary>
internal static class Logarithm
{
    /// <summary>log₂ x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log2(Vector256<float> x)
    {
        var (exponent, fraction) = Parts(x);
        var plain = Vector256.GreaterThan(x, Vector256<float>.Zero) & Vector256.LessThan(x, Vector256.Create(float.PositiveInfinity));
        var odd = Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), Vector256.Create(float.NaN),
            Vector256.ConditionalSelect(Vector256.Equals(x, Vector256<float>.Zero), Vector256.Create(float.NegativeInfinity), x));
        return Vector256.ConditionalSelect(plain, exponent + fraction, odd);
    }

    /// <summary>log₂ x for x above 0 and finite as a whole number, exact, and the log₂ of a mantissa in [√½, √2); no other x is looked after.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector256<float> Exponent, Vector256<float> Fraction) Parts(Vector256<float> x)
    {
        var tiny = Vector256.LessThan(x, Vector256.Create(1.17549435e-38f));
        var scaled = Vector256.ConditionalSelect(tiny, x * Vector256.Create(16777216f), x);
        var bits = scaled.AsInt32();
        var e = Vector256.ShiftRightArithmetic(bits - Vector256.Create(0x3F3504F3), 23);
        var m = (bits - Vector256.ShiftLeft(e, 23)).AsSingle();
        var exponent = Vector256.ConvertToSingle(e) - Vector256.ConditionalSelect(tiny, Vector256.Create(24f), Vector256<float>.Zero);
        var one = Vector256.Create(1f);
        var s = (m - one) / (m + one);
        var q = s * s;
        var series = Vector256.Create(0.320598898f);
        series = (series * q) + Vector256.Create(0.412198583f);
        series = (series * q) + Vector256.Create(0.577078017f);
        series = (series * q) + Vector256.Create(0.961796694f);
        series = (series * q) + Vector256.Create(2.88539008f);
        return (exponent, s * series);
    }

    /// <summary>2ˣ; beyond what a float holds infinite, below it 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp2(Vector256<float> x)
    {
        var held = Vector256.Min(Vector256.Max(x, Vector256.Create(-250f)), Vector256.Create(250f));
        var n = Vector256.Floor(held + Vector256.Create(0.5f));
        return Vector256.ConditionalSelect(Vector256.Equals(x, x), Exp2(n, held - n), x);
    }

    /// <summary>2ⁿ⁺ᶠ for whole n in −250..250 and f in −½..½; beyond what a float holds infinite, below it 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp2(Vector256<float> n, Vector256<float> f)
    {
        var r = Vector256.Create(1.52527338e-5f);
        r = (r * f) + Vector256.Create(1.54035304e-4f);
        r = (r * f) + Vector256.Create(1.33335581e-3f);
        r = (r * f) + Vector256.Create(9.61812911e-3f);
        r = (r * f) + Vector256.Create(5.55041087e-2f);
        r = (r * f) + Vector256.Create(0.240226507f);
        r = (r * f) + Vector256.Create(0.693147181f);
        r = (r * f) + Vector256.Create(1f);
        var whole = Vector256.ConvertToInt32(n);
        var half = Vector256.ShiftRightArithmetic(whole, 1);
        var bias = Vector256.Create(127);
        return r * Vector256.ShiftLeft(half + bias, 23).AsSingle() * Vector256.ShiftLeft(whole - half + bias, 23).AsSingle();
    }

    /// <summary>log₂ x for x above 0 and finite; no other x is looked after.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Log2(Vector256<double> x)
    {
        var bits = x.AsInt64();
        var e = (bits - Vector256.Create(0x3FE6A09E667F3BCDL)) >> 52;
        var m = (bits - (e << 52)).AsDouble();
        // the whole number as a double: added to the bits of 1.5·2⁵²
        var exponent = (e + Vector256.Create(0x4338000000000000L)).AsDouble() - Vector256.Create(6755399441055744.0);
        var one = Vector256.Create(1.0);
        var s = (m - one) / (m + one);
        var q = s * s;
        var series = Vector256.Create(0.19235933878519512);
        series = (series * q) + Vector256.Create(0.2219530832136867);
        series = (series * q) + Vector256.Create(0.2623081892525388);
        series = (series * q) + Vector256.Create(0.3205988979753252);
        series = (series * q) + Vector256.Create(0.4121985831111324);
        series = (series * q) + Vector256.Create(0.5770780163555854);
        series = (series * q) + Vector256.Create(0.9617966939259756);
        series = (series * q) + Vector256.Create(2.8853900817779268);
        return exponent + (s * series);
    }

    /// <summary>2ˣ for x in −1000..1000; no other x is looked after.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Exp2(Vector256<double> x)
    {
        var n = Vector256.Floor(x + Vector256.Create(0.5));
        var f = (x - n) * Vector256.Create(0.69314718055994531);
        var r = Vector256.Create(2.505210838544172e-08);
        r = (r * f) + Vector256.Create(2.755731922398589e-07);
        r = (r * f) + Vector256.Create(2.7557319223985893e-06);
        r = (r * f) + Vector256.Create(2.48015873015873e-05);
        r = (r * f) + Vector256.Create(0.0001984126984126984);
        r = (r * f) + Vector256.Create(0.001388888888888889);
        r = (r * f) + Vector256.Create(0.008333333333333333);
        r = (r * f) + Vector256.Create(0.041666666666666664);
        r = (r * f) + Vector256.Create(0.16666666666666666);
        r = (r * f) + Vector256.Create(0.5);
        r = (r * f) + Vector256.Create(1.0);
        r = (r * f) + Vector256.Create(1.0);
        var whole = (n + Vector256.Create(6755399441055744.0)).AsInt64() - Vector256.Create(0x4338000000000000L);
        return r * ((whole + Vector256.Create(1023L)) << 52).AsDouble();
    }
}
