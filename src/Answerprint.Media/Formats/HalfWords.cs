using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Answerprint.Media.Formats;

/// <summary>
/// IEEE 754 binary16 words and single floats. To half: round to nearest, ties to even, beyond 65519.99 to infinity, NaN stays NaN with its upper payload.
/// </summary>
public static class HalfWords
{
    private static readonly float[] Table = MakeTable();

    /// <summary>The value of one word.</summary>
    public static float ToFloat(ushort word) => Table[word];

    /// <summary>Words → values.</summary>
    public static void ToFloat(ReadOnlySpan<ushort> words, Span<float> values)
    {
        var table = Table;
        for (var i = 0; i < words.Length; i++) values[i] = table[words[i]];
    }

    /// <summary>The word nearest to one value.</summary>
    public static ushort FromFloat(float value)
    {
        Span<float> one = [value];
        Span<ushort> word = stackalloc ushort[1];
        FromFloat(one, word);
        return word[0];
    }

    /// <summary>Values → words.</summary>
    public static void FromFloat(ReadOnlySpan<float> values, Span<ushort> words)
    {
        var whole = values.Length / 16 * 16;
        var source = MemoryMarshal.Cast<float, Vector256<float>>(values[..whole]);
        var target = MemoryMarshal.Cast<ushort, Vector256<ushort>>(words[..whole]);
        for (var i = 0; i < target.Length; i++) target[i] = Vector256.Narrow(Round(source[2 * i]), Round(source[(2 * i) + 1]));
        var rest = values.Length - whole;
        if (rest == 0) return;
        Span<float> last = stackalloc float[16];
        Span<ushort> made = stackalloc ushort[16];
        values[whole..].CopyTo(last);
        FromFloat(last, made);
        made[..rest].CopyTo(words[whole..]);
    }

    // F. Giesen, "float_to_half_fast3_rtne" (public domain): integer rounding for normals, one float addition for subnormals
    private static Vector256<uint> Round(Vector256<float> value)
    {
        var bits = value.AsUInt32();
        var sign = bits & Vector256.Create(0x80000000u);
        var f = bits ^ sign;
        var special = Vector256.ConditionalSelect(
            Vector256.GreaterThan(f.AsInt32(), Vector256.Create(0x7F800000)).AsUInt32(),
            Vector256.Create(0x7E00u) | (Vector256.ShiftRightLogical(f, 13) & Vector256.Create(0x3FFu)),
            Vector256.Create(0x7C00u));
        var magic = Vector256.Create(((127u - 15) + (23 - 10) + 1) << 23);
        var subnormal = (f.AsSingle() + magic.AsSingle()).AsUInt32() - magic;
        var odd = Vector256.ShiftRightLogical(f, 13) & Vector256<uint>.One;
        var normal = Vector256.ShiftRightLogical(f + Vector256.Create(unchecked(((uint)(15 - 127) << 23) + 0xFFF)) + odd, 13);
        var result = Vector256.ConditionalSelect(Vector256.LessThan(f.AsInt32(), Vector256.Create(113 << 23)).AsUInt32(), subnormal, normal);
        result = Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(f.AsInt32(), Vector256.Create((127 + 16) << 23)).AsUInt32(), special, result);
        return result | Vector256.ShiftRightLogical(sign, 16);
    }

    private static float[] MakeTable()
    {
        var table = new float[65536];
        for (var i = 0; i < table.Length; i++) table[i] = (float)BitConverter.UInt16BitsToHalf((ushort)i);
        return table;
    }
}
