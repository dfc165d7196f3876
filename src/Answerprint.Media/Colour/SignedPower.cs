using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Answerprint.Media.Colour;

/// <summary>
/// sign(x)·|x|^p for single floats, eight at a time. Only correctly rounded operations (+ − × ÷, no fused ones) in one fixed order, so the
/// bits are the same on every processor and in scalar code. Relative error at most 2e-6 for p in 0.2..5. Zero, infinite and NaN pass through.
/// log2 by the series of 2·artanh((m−1)/(m+1)), exp2 by its Taylor series, both on reduced arguments (Muller, Elementary Functions, ch. 11).
/// </summary>
public readonly struct SignedPower
{
    private const float Ln2 = 0.693147181f;
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
        var tiny = Vector256.LessThan(magnitude, Vector256.Create(1.17549435e-38f));
        var scaled = Vector256.ConditionalSelect(tiny, magnitude * Vector256.Create(16777216f), magnitude);
        var bits = scaled.AsInt32();
        // m in [√½, √2), magnitude = m·2^e
        var shifted = bits - Vector256.Create(0x3F3504F3);
        var e = Vector256.ShiftRightArithmetic(shifted, 23);
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
        var logarithm = s * series;
        // p·(e + log2 m) = n + f, the large part exact
        var p = Vector256.Create(power);
        var large = Vector256.Create(high) * exponent;
        var small = (Vector256.Create(low) * exponent) + (p * logarithm);
        var n = Vector256.Floor(large + small + Vector256.Create(0.5f));
        n = Vector256.Min(Vector256.Max(n, Vector256.Create(-250f)), Vector256.Create(250f));
        var f = (large - n) + small;
        var r = Vector256.Create(Ln2 * Ln2 * Ln2 * Ln2 * Ln2 * Ln2 * Ln2 / 5040f);
        r = (r * f) + Vector256.Create(Ln2 * Ln2 * Ln2 * Ln2 * Ln2 * Ln2 / 720f);
        r = (r * f) + Vector256.Create(Ln2 * Ln2 * Ln2 * Ln2 * Ln2 / 120f);
        r = (r * f) + Vector256.Create(Ln2 * Ln2 * Ln2 * Ln2 / 24f);
        r = (r * f) + Vector256.Create(Ln2 * Ln2 * Ln2 / 6f);
        r = (r * f) + Vector256.Create(Ln2 * Ln2 / 2f);
        r = (r * f) + Vector256.Create(Ln2);
        r = (r * f) + one;
        var whole = Vector256.ConvertToInt32(n);
        var half = Vector256.ShiftRightArithmetic(whole, 1);
        var bias = Vector256.Create(127);
        r = r * Vector256.ShiftLeft(half + bias, 23).AsSingle() * Vector256.ShiftLeft(whole - half + bias, 23).AsSingle();
        var signed = r | (x & Vector256.Create(-0f));
        var plain = Vector256.LessThan(magnitude, Vector256.Create(float.PositiveInfinity)) & Vector256.GreaterThan(magnitude, Vector256<float>.Zero);
        return Vector256.ConditionalSelect(plain, signed, x);
    }
}
