using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Answerprint.Media.Colour;

/// <summary>
/// How code values and light belong together. Codes are 0..1 for black..white, light is scene-linear with 1 for white; both go on beyond,
/// odd-symmetrically below zero, and nothing is clipped. The bits do not depend on the processor. Stateless, safe from several threads.
/// </summary>
public sealed class Transfer
{
    private static readonly SignedPower Up = new(2.4);
    private static readonly SignedPower Down = new(1 / 2.4);
    private readonly Kind kind;

    private Transfer(string name, Kind kind)
    {
        Name = name;
        this.kind = kind;
    }

    private enum Kind
    {
        Linear,
        Power,
        Piecewise,
        Density,
    }

    /// <summary>Codes are light.</summary>
    public static Transfer Linear { get; } = new("linear", Kind.Linear);

    /// <summary>ITU-R BT.1886 with black at zero: light = code^2.4.</summary>
    public static Transfer Bt1886 { get; } = new("bt1886", Kind.Power);

    /// <summary>IEC 61966-2-1: a straight foot, then the power 2.4 with an offset.</summary>
    public static Transfer Srgb { get; } = new("srgb", Kind.Piecewise);

    /// <summary>Printing density of negative film, as Cineon and DPX hold it: white at code 685 of 1023, black at 95.</summary>
    public static Transfer Cineon { get; } = new("cineon", Kind.Density);

    /// <summary>"linear", "bt1886", "srgb" or "cineon".</summary>
    public string Name { get; }

    /// <summary>Codes → light, in place.</summary>
    public void ToLight(Span<float> codes)
    {
        if (kind == Kind.Linear) return;
        if (kind == Kind.Power) { Up.Apply(codes); return; }
        if (kind == Kind.Density) { PrintingDensity.ToLight(codes); return; }
        Each(codes, static c =>
        {
            var magnitude = Vector256.Abs(c);
            var sign = c & Vector256.Create(-0f);
            var foot = magnitude / Vector256.Create(12.92f);
            var bend = Up.Apply((magnitude + Vector256.Create(0.055f)) / Vector256.Create(1.055f));
            return Vector256.ConditionalSelect(Vector256.LessThanOrEqual(magnitude, Vector256.Create(0.04045f)), foot, bend) | sign;
        });
    }

    /// <summary>Light → codes, in place: the inverse of <see cref="ToLight"/>.</summary>
    public void ToCode(Span<float> light)
    {
        if (kind == Kind.Linear) return;
        if (kind == Kind.Power) { Down.Apply(light); return; }
        if (kind == Kind.Density) { PrintingDensity.ToCode(light); return; }
        Each(light, static l =>
        {
            var magnitude = Vector256.Abs(l);
            var sign = l & Vector256.Create(-0f);
            var foot = magnitude * Vector256.Create(12.92f);
            var bend = (Down.Apply(magnitude) * Vector256.Create(1.055f)) - Vector256.Create(0.055f);
            return Vector256.ConditionalSelect(Vector256.LessThanOrEqual(magnitude, Vector256.Create(0.0031308f)), foot, bend) | sign;
        });
    }

    public override string ToString() => Name;

    private static void Each(Span<float> values, Func<Vector256<float>, Vector256<float>> step)
    {
        var lanes = MemoryMarshal.Cast<float, Vector256<float>>(values);
        for (var i = 0; i < lanes.Length; i++) lanes[i] = step(lanes[i]);
        var rest = values[(lanes.Length * 8)..];
        if (rest.IsEmpty) return;
        Span<float> last = stackalloc float[8];
        rest.CopyTo(last);
        step(Vector256.Create<float>(last)).CopyTo(last);
        last[..rest.Length].CopyTo(rest);
    }
}
