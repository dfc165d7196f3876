using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Answerprint.Media.Colour;

/// <summary>light = sign(code)·|code|^p.</summary>
internal readonly struct PowerCurve(double power) : ICurve
{
    private readonly SignedPower up = new(power);
    private readonly SignedPower down = new(1 / power);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> ToLight(Vector256<float> code) => up.Apply(code);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> ToCode(Vector256<float> light) => down.Apply(light);
}

/// <summary>
/// A straight foot, then a power with an offset, odd-symmetrically:
/// code = slope·light up to <paramref name="breakLight"/>, else (1 + offset)·light^(1/p) − offset.
/// </summary>
internal readonly struct FootedPowerCurve(double power, double offset, double slope, double breakLight, double breakCode) : ICurve
{
    private readonly SignedPower up = new(power);
    private readonly SignedPower down = new(1 / power);
    private readonly float add = (float)offset;
    private readonly float scale = (float)(1 + offset);
    private readonly float foot = (float)slope;
    private readonly float lightEnd = (float)breakLight;
    private readonly float codeEnd = (float)breakCode;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> ToLight(Vector256<float> code)
    {
        var magnitude = Vector256.Abs(code);
        var straight = magnitude / Vector256.Create(foot);
        var bend = up.Apply((magnitude + Vector256.Create(add)) / Vector256.Create(scale));
        return Vector256.ConditionalSelect(Vector256.LessThanOrEqual(magnitude, Vector256.Create(codeEnd)), straight, bend) | (code & Vector256.Create(-0f));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> ToCode(Vector256<float> light)
    {
        var magnitude = Vector256.Abs(light);
        var straight = magnitude * Vector256.Create(foot);
        var bend = (down.Apply(magnitude) * Vector256.Create(scale)) - Vector256.Create(add);
        return Vector256.ConditionalSelect(Vector256.LessThanOrEqual(magnitude, Vector256.Create(lightEnd)), straight, bend) | (light & Vector256.Create(-0f));
    }
}
