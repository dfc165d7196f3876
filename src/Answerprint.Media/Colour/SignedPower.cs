using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Answerprint.Media.Colour;

/// <summary>
/// sign(x)·|x|^p for single floats, eight at a time. Only correctly rounded operations (+ − × ÷, no fused ones) in one fixed order, so the
/// bits are the same on every processor and in scalar code. Relative error at most 2e-6 for p in 0.2..5. Zero, infinite and NaN pass through.
/// By way of <see cref="Logarithm"/>.
/// </summary>
public readonly struct SignedPower
{
    private readonly float power;
    private readonly float high;
    private readonly float low;

    /// <param name="exponent">The power, 0.2..5.</param>
    public SignedPower(double exponent)
    {
        power = (float)exponent;
        // twelve bits, so that times a binary exponent (eight bits) it is exact
        high = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(power) & unchecked((int)0xFFFFF000));
        low = (float)(exponent - high);
    }

    /// <summary>Raises every value in place.</summary>
    public void Apply(Span<float> values)
    {
        var lanes = MemoryMarshal.Cast<float, Vector256<float>>(values);
        for (var i = 0; i < lanes.Length; i++) lanes[i] = Apply(lanes[i]);
        var rest = values[(lanes.Length * 8)..];
        if (rest.IsEmpty) return;
        Span<float> last = stackalloc float[8];
        rest.CopyTo(last);
        var done = Apply(Vector256.Create<float>(last));
        done.CopyTo(last);
        last[..rest.Length].CopyTo(rest);
    }

    /// <summary>One value: the same bits as in a row.</summary>
    public float Apply(float value) => Apply(Vector256.Create(value)).ToScalar();

    /// <summary>Eight values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vector256<float> Apply(Vector256<float> x)
    {
        var magnitude = Vector256.Abs(x);
        var (exponent, logarithm) = Logarithm.Parts(magnitude);
        // p·(e + log2 m) = n + f, the large part exact
        var p = Vector256.Create(power);
        var large = Vector256.Create(high) * exponent;
        var small = (Vector256.Create(low) * exponent) + (p * logarithm);
        var n = Vector256.Floor(large + small + Vector256.Create(0.5f));
        n = Vector256.Min(Vector256.Max(n, Vector256.Create(-250f)), Vector256.Create(250f));
        var r = Logarithm.Exp2(n, (large - n) + small);
        var signed = r | (x & Vector256.Create(-0f));
        var plain = Vector256.LessThan(magnitude, Vector256.Create(float.PositiveInfinity)) & Vector256.GreaterThan(magnitude, Vector256<float>.Zero);
        return Vector256.ConditionalSelect(plain, signed, x);
    }
}
