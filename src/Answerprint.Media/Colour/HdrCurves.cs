using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Answerprint.Media.Colour;

/// <summary>
/// SMPTE ST 2084 (PQ), equations 4.1 and 5.2, light in units of 100 cd/m²: code 1 is 10 000 cd/m², light 100. Odd-symmetric below zero. Worked in
/// double, because the power 78.84 multiplies every rounding. Codes from 1.9928 up have no light: infinite.
/// </summary>
internal readonly struct PqCurve : ICurve
{
    private const double M1 = 2610 / 16384.0, M2 = 2523 / 4096.0 * 128, C1 = 3424 / 4096.0, C2 = 2413 / 4096.0 * 32, C3 = 2392 / 4096.0 * 32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> ToLight(Vector256<float> code)
    {
        var (low, high) = Vector256.Widen(Vector256.Abs(code));
        var light = Vector256.Narrow(Light(low), Light(high)) | (code & Vector256.Create(-0f));
        return Vector256.ConditionalSelect(Vector256.Equals(code, code), light, code);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> ToCode(Vector256<float> light)
    {
        var (low, high) = Vector256.Widen(Vector256.Abs(light));
        var code = Vector256.Narrow(Code(low), Code(high)) | (light & Vector256.Create(-0f));
        return Vector256.ConditionalSelect(Vector256.Equals(light, light), code, light);
    }

    private static Vector256<double> Light(Vector256<double> code)
    {
        var tiny = Vector256.Create(1e-300);
        var held = Vector256.Min(Vector256.Max(code, tiny), Vector256.Create(4.0));
        var n = Logarithm.Exp2(Logarithm.Log2(held) * Vector256.Create(1 / M2));
        var top = Vector256.Max(n - Vector256.Create(C1), Vector256<double>.Zero);
        var bottom = Vector256.Create(C2) - (n * Vector256.Create(C3));
        var y = Vector256.Max(top / bottom, tiny);
        var exponent = Vector256.Min(Logarithm.Log2(y) * Vector256.Create(1 / M1), Vector256.Create(900.0));
        var light = Vector256.ConditionalSelect(Vector256.GreaterThan(top, Vector256<double>.Zero), Logarithm.Exp2(Vector256.Max(exponent, Vector256.Create(-900.0))) * Vector256.Create(100.0), Vector256<double>.Zero);
        return Vector256.ConditionalSelect(Vector256.GreaterThan(bottom, Vector256<double>.Zero), light, Vector256.Create(double.PositiveInfinity));
    }

    private static Vector256<double> Code(Vector256<double> light)
    {
        var held = Vector256.Min(Vector256.Max(light * Vector256.Create(0.01), Vector256.Create(1e-300)), Vector256.Create(1e300));
        var y = Logarithm.Exp2(Logarithm.Log2(held) * Vector256.Create(M1));
        var ratio = (Vector256.Create(C1) + (y * Vector256.Create(C2))) / (Vector256.Create(1.0) + (y * Vector256.Create(C3)));
        return Logarithm.Exp2(Logarithm.Log2(ratio) * Vector256.Create(M2));
    }
}

/// <summary>
/// Hybrid log-gamma, the camera's side (ITU-R BT.2100-2, table 5): code = √(3·light) up to 1/12, else a·ln(12·light − b) + c. Light 1 is code 1.
/// Odd-symmetric below zero. No system gamma: that belongs to a display.
/// </summary>
internal readonly struct HlgCurve : ICurve
{
    private const double A = 0.17883277, B = 1 - (4 * A), C = 0.55991073;
    private static readonly float Gain = (float)(A * Math.Log(2));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> ToLight(Vector256<float> code)
    {
        var magnitude = Vector256.Abs(code);
        var low = magnitude * magnitude / Vector256.Create(3f);
        var high = (Logarithm.Exp2((magnitude - Vector256.Create((float)C)) / Vector256.Create(Gain)) + Vector256.Create((float)B)) / Vector256.Create(12f);
        return Vector256.ConditionalSelect(Vector256.LessThanOrEqual(magnitude, Vector256.Create(0.5f)), low, high) | (code & Vector256.Create(-0f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> ToCode(Vector256<float> light)
    {
        var magnitude = Vector256.Abs(light);
        var low = Vector256.Sqrt(magnitude * Vector256.Create(3f));
        var high = (Logarithm.Log2((magnitude * Vector256.Create(12f)) - Vector256.Create((float)B)) * Vector256.Create(Gain)) + Vector256.Create((float)C);
        return Vector256.ConditionalSelect(Vector256.LessThanOrEqual(magnitude, Vector256.Create(1 / 12f)), low, high) | (light & Vector256.Create(-0f));
    }
}
