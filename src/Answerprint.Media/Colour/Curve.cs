using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Answerprint.Media.Colour;

/// <summary>A transfer as a formula on eight values. Every lane stands for itself.</summary>
internal interface ICurve
{
    Vector256<float> ToLight(Vector256<float> code);

    Vector256<float> ToCode(Vector256<float> light);
}

/// <summary>A transfer as a loop over rows; a row of any length has the bits that its values have alone.</summary>
internal abstract class Curve
{
    public abstract void ToLight(Span<float> codes);

    public abstract void ToCode(Span<float> light);
}

/// <summary>The loop compiled for one formula.</summary>
internal sealed class Curve<T>(T formula) : Curve
    where T : struct, ICurve
{
    public override void ToLight(Span<float> codes)
    {
        var own = formula;
        var lanes = MemoryMarshal.Cast<float, Vector256<float>>(codes);
        for (var i = 0; i < lanes.Length; i++) lanes[i] = own.ToLight(lanes[i]);
        var rest = codes[(lanes.Length * 8)..];
        if (rest.IsEmpty) return;
        Span<float> last = stackalloc float[8];
        rest.CopyTo(last);
        own.ToLight(Vector256.Create<float>(last)).CopyTo(last);
        last[..rest.Length].CopyTo(rest);
    }

    public override void ToCode(Span<float> light)
    {
        var own = formula;
        var lanes = MemoryMarshal.Cast<float, Vector256<float>>(light);
        for (var i = 0; i < lanes.Length; i++) lanes[i] = own.ToCode(lanes[i]);
        var rest = light[(lanes.Length * 8)..];
        if (rest.IsEmpty) return;
        Span<float> last = stackalloc float[8];
        rest.CopyTo(last);
        own.ToCode(Vector256.Create<float>(last)).CopyTo(last);
        last[..rest.Length].CopyTo(rest);
    }
}
