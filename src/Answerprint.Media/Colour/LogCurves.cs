using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Answerprint.Media.Colour;

/// <summary>
/// A camera's logarithm with a straight foot that goes on below zero:
/// code = gain·log₂(inner·light + inset) + shift from <paramref name="breakLight"/> up, else slope·light + rise.
/// </summary>
internal readonly struct LogCurve(double gain, double inner, double inset, double shift, double slope, double rise, double breakLight) : ICurve
{
    private readonly float gain = (float)gain;
    private readonly float inner = (float)inner;
    private readonly float inset = (float)inset;
    private readonly float shift = (float)shift;
    private readonly float slope = (float)slope;
    private readonly float rise = (float)rise;
    private readonly float lightEnd = (float)breakLight;
    private readonly float codeEnd = (float)((slope * breakLight) + rise);

    /// <summary>The foot that leaves the logarithm with its own value and direction at the break.</summary>
    public static LogCurve Smooth(double gain, double inner, double inset, double shift, double breakLight)
    {
        var at = (inner * breakLight) + inset;
        var foot = gain * inner / (at * Math.Log(2));
        return new(gain, inner, inset, shift, foot, (gain * Math.Log2(at)) + shift - (foot * breakLight), breakLight);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> ToLight(Vector256<float> code)
    {
        var foot = (code - Vector256.Create(rise)) / Vector256.Create(slope);
        var curve = (Logarithm.Exp2((code - Vector256.Create(shift)) / Vector256.Create(gain)) - Vector256.Create(inset)) / Vector256.Create(inner);
        return Vector256.ConditionalSelect(Vector256.LessThan(code, Vector256.Create(codeEnd)), foot, curve);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> ToCode(Vector256<float> light)
    {
        var foot = (light * Vector256.Create(slope)) + Vector256.Create(rise);
        var curve = (Logarithm.Log2((light * Vector256.Create(inner)) + Vector256.Create(inset)) * Vector256.Create(gain)) + Vector256.Create(shift);
        return Vector256.ConditionalSelect(Vector256.LessThan(light, Vector256.Create(lightEnd)), foot, curve);
    }
}

/// <summary>
/// ACEScc (AMPAS S-2014-003, 4.4): (log₂ light + 9.72)/17.52, with half the light and 2⁻¹⁶ in its place below 2⁻¹⁵, and one code for
/// everything at or below 0: the only curve here that loses negatives, as its standard says. Above 65504 it goes on, where the standard clips.
/// </summary>
internal readonly struct AcesccCurve : ICurve
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> ToLight(Vector256<float> code)
    {
        var light = Logarithm.Exp2((code * Vector256.Create(17.52f)) - Vector256.Create(9.72f));
        var low = (light - Vector256.Create(1 / 65536f)) * 2f;
        return Vector256.ConditionalSelect(Vector256.LessThanOrEqual(code, Vector256.Create((float)((9.72 - 15) / 17.52))), low, light);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> ToCode(Vector256<float> light)
    {
        var small = Vector256.LessThan(light, Vector256.Create(1 / 32768f));
        var held = Vector256.ConditionalSelect(Vector256.LessThan(light, Vector256<float>.Zero), Vector256<float>.Zero, light);
        var inside = Vector256.ConditionalSelect(small, (held * 0.5f) + Vector256.Create(1 / 65536f), held);
        return (Logarithm.Log2(inside) + Vector256.Create(9.72f)) / Vector256.Create(17.52f);
    }
}

/// <summary>
/// Canon Log 2 and 3: a logarithm on both sides of black, between them a straight piece (of no length in Canon Log 2).
/// code = above + slope·log₁₀(1 + scale·x), below − slope·log₁₀(1 − scale·x) under −middle, steep·x + level between; x = light / 0.9.
/// </summary>
internal readonly struct CanonCurve(double above, double below, double slope, double scale, double middle, double steep, double level) : ICurve
{
    private readonly float above = (float)above;
    private readonly float below = (float)below;
    private readonly float gain = (float)(slope * Math.Log10(2));
    private readonly float scale = (float)scale;
    private readonly float middle = (float)middle;
    private readonly float steep = (float)steep;
    private readonly float level = (float)level;
    private readonly float high = (float)(middle > 0 ? (steep * middle) + level : above);
    private readonly float low = (float)(middle > 0 ? level - (steep * middle) : below);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> ToLight(Vector256<float> code)
    {
        var one = Vector256.Create(1f);
        var up = (Logarithm.Exp2((code - Vector256.Create(above)) / Vector256.Create(gain)) - one) / Vector256.Create(scale);
        var down = (one - Logarithm.Exp2((Vector256.Create(below) - code) / Vector256.Create(gain))) / Vector256.Create(scale);
        var straight = (code - Vector256.Create(level)) / Vector256.Create(steep);
        var x = Vector256.ConditionalSelect(Vector256.LessThan(code, Vector256.Create(low)), down,
            Vector256.ConditionalSelect(Vector256.LessThan(code, Vector256.Create(high)), straight, up));
        return x * Vector256.Create(0.9f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> ToCode(Vector256<float> light)
    {
        var one = Vector256.Create(1f);
        var x = light / Vector256.Create(0.9f);
        var log = Logarithm.Log2(one + (Vector256.Abs(x) * Vector256.Create(scale))) * Vector256.Create(gain);
        var straight = (x * Vector256.Create(steep)) + Vector256.Create(level);
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(-middle)), Vector256.Create(below) - log,
            Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256.Create(middle)), straight, log + Vector256.Create(above)));
    }
}
