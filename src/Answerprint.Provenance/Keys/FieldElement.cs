using System.Buffers.Binary;

namespace Answerprint.Provenance.Keys;

/// <summary>
/// A number modulo p = 2^255 − 19 in five limbs of 51 bits (RFC 8032, section 5.1.1). Only for checking signatures: the time it takes depends on
/// nothing secret because nothing secret is ever put in.
/// </summary>
internal readonly struct FieldElement
{
    private const ulong Mask = (1UL << 51) - 1;

    private readonly ulong l0, l1, l2, l3, l4;

    /// <summary>Takes limbs of up to 63 bits and carries once, so that every limb ends below 2^51 + 2^13 · 19.</summary>
    private FieldElement(ulong a0, ulong a1, ulong a2, ulong a3, ulong a4)
    {
        a1 += a0 >> 51;
        a2 += a1 >> 51;
        a3 += a2 >> 51;
        a4 += a3 >> 51;
        a0 = (a0 & Mask) + 19 * (a4 >> 51);
        l0 = a0 & Mask;
        l1 = (a1 & Mask) + (a0 >> 51);
        l2 = a2 & Mask;
        l3 = a3 & Mask;
        l4 = a4 & Mask;
    }

    public static FieldElement Zero => default;

    public static FieldElement One => new(1, 0, 0, 0, 0);

    /// <summary>√−1 = 2^((p−1)/4).</summary>
    public static FieldElement RootOfMinusOne { get; } = Small(2).Power(Exponent(0xfb, 0x1f));

    /// <summary>Whether the canonical form is odd: the sign of RFC 8032.</summary>
    public bool IsOdd => (ToBytes()[0] & 1) == 1;

    public bool IsZero => !ToBytes().AsSpan().ContainsAnyExcept((byte)0);

    public static FieldElement Small(uint value) => new(value, 0, 0, 0, 0);

    /// <summary>Reads 255 bits, little-endian; the top bit is ignored. Values of p and above are taken modulo p: compare with <see cref="ToBytes"/> to refuse them.</summary>
    public static FieldElement FromBytes(ReadOnlySpan<byte> bytes)
    {
        var w0 = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        var w1 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
        var w2 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]);
        var w3 = BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..]);
        return new(
            w0 & Mask,
            (w0 >> 51 | w1 << 13) & Mask,
            (w1 >> 38 | w2 << 26) & Mask,
            (w2 >> 25 | w3 << 39) & Mask,
            w3 >> 12 & Mask);
    }

    /// <summary>The one form below p, 32 bytes little-endian.</summary>
    public byte[] ToBytes()
    {
        var once = new FieldElement(l0, l1, l2, l3, l4);
        ulong a0 = once.l0, a1 = once.l1, a2 = once.l2, a3 = once.l3, a4 = once.l4;
        // q = 1 where the value is p or above: adding 19 then carries out of bit 255
        var q = a0 + 19 >> 51;
        q = a1 + q >> 51;
        q = a2 + q >> 51;
        q = a3 + q >> 51;
        q = a4 + q >> 51;
        a0 += 19 * q;
        a1 += a0 >> 51;
        a2 += a1 >> 51;
        a3 += a2 >> 51;
        a4 += a3 >> 51;
        a0 &= Mask;
        a1 &= Mask;
        a2 &= Mask;
        a3 &= Mask;
        a4 &= Mask;
        var bytes = new byte[32];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, a0 | a1 << 51);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8), a1 >> 13 | a2 << 38);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(16), a2 >> 26 | a3 << 25);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(24), a3 >> 39 | a4 << 12);
        return bytes;
    }

    public static FieldElement operator +(in FieldElement a, in FieldElement b) => new(a.l0 + b.l0, a.l1 + b.l1, a.l2 + b.l2, a.l3 + b.l3, a.l4 + b.l4);

    /// <summary>a − b + 4p, so that no limb goes below zero.</summary>
    public static FieldElement operator -(in FieldElement a, in FieldElement b) => new(
        a.l0 + 4 * (Mask - 18) - b.l0, a.l1 + 4 * Mask - b.l1, a.l2 + 4 * Mask - b.l2, a.l3 + 4 * Mask - b.l3, a.l4 + 4 * Mask - b.l4);

    public static FieldElement operator -(in FieldElement a) => Zero - a;

    /// <summary>Schoolbook product; what stands above 2^255 comes back times 19.</summary>
    public static FieldElement operator *(in FieldElement a, in FieldElement b)
    {
        ulong b1 = 19 * b.l1, b2 = 19 * b.l2, b3 = 19 * b.l3, b4 = 19 * b.l4;
        var r0 = Product(a.l0, b.l0) + Product(a.l1, b4) + Product(a.l2, b3) + Product(a.l3, b2) + Product(a.l4, b1);
        var r1 = Product(a.l0, b.l1) + Product(a.l1, b.l0) + Product(a.l2, b4) + Product(a.l3, b3) + Product(a.l4, b2);
        var r2 = Product(a.l0, b.l2) + Product(a.l1, b.l1) + Product(a.l2, b.l0) + Product(a.l3, b4) + Product(a.l4, b3);
        var r3 = Product(a.l0, b.l3) + Product(a.l1, b.l2) + Product(a.l2, b.l1) + Product(a.l3, b.l0) + Product(a.l4, b4);
        var r4 = Product(a.l0, b.l4) + Product(a.l1, b.l3) + Product(a.l2, b.l2) + Product(a.l3, b.l1) + Product(a.l4, b.l0);
        r1 += r0 >> 51;
        r2 += r1 >> 51;
        r3 += r2 >> 51;
        r4 += r3 >> 51;
        var top = (UInt128)19 * (ulong)(r4 >> 51) + ((ulong)r0 & Mask);
        return new((ulong)top & Mask, ((ulong)r1 & Mask) + (ulong)(top >> 51), (ulong)r2 & Mask, (ulong)r3 & Mask, (ulong)r4 & Mask);
    }

    /// <summary>1/a = a^(p−2); 0 for 0.</summary>
    public FieldElement Inverse() => Power(Exponent(0xeb, 0x7f));

    /// <summary>a^((p−5)/8), the heart of the square root of RFC 8032, section 5.1.3.</summary>
    public FieldElement PowerForRoot() => Power(Exponent(0xfd, 0x0f));

    public static bool Same(in FieldElement a, in FieldElement b) => a.ToBytes().AsSpan().SequenceEqual(b.ToBytes());

    private static UInt128 Product(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return new UInt128(high, low);
    }

    /// <summary>32 bytes little-endian: a lowest and a highest byte with 0xff between; all three exponents that are needed look like that.</summary>
    private static byte[] Exponent(byte lowest, byte highest)
    {
        var bytes = new byte[32];
        bytes.AsSpan().Fill(0xff);
        bytes[0] = lowest;
        bytes[31] = highest;
        return bytes;
    }

    private FieldElement Power(byte[] exponent)
    {
        var result = One;
        for (var bit = 255; bit >= 0; bit--)
        {
            result *= result;
            if ((exponent[bit >> 3] >> (bit & 7) & 1) == 1) result *= this;
        }
        return result;
    }
}
