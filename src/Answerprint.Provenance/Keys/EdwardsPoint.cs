namespace Answerprint.Provenance.Keys;

/// <summary>
/// A point of edwards25519, −x² + y² = 1 + d x² y², in extended coordinates (X : Y : Z : T), x = X/Z, y = Y/Z, xy = T/Z
/// (RFC 8032, section 5.1.4; Hisil, Wong, Carter, Dawson 2008).
/// </summary>
internal readonly struct EdwardsPoint(FieldElement x, FieldElement y, FieldElement z, FieldElement t)
{
    private static readonly FieldElement D = -FieldElement.Small(121665) * FieldElement.Small(121666).Inverse();
    private static readonly FieldElement TwiceD = D + D;

    private readonly FieldElement x = x, y = y, z = z, t = t;

    public static EdwardsPoint Neutral => new(FieldElement.Zero, FieldElement.One, FieldElement.One, FieldElement.Zero);

    /// <summary>The base point: y = 4/5, x even.</summary>
    public static EdwardsPoint Base { get; } = Decode((FieldElement.Small(4) * FieldElement.Small(5).Inverse()).ToBytes())!.Value;

    public bool IsNeutral => x.IsZero && FieldElement.Same(y, z);

    /// <summary>
    /// RFC 8032, section 5.1.3; null where the bytes are no point: y of p or above, no square root, or −0 for x.
    /// <code>u = y² − 1, v = d y² + 1, x = u v³ (u v⁷)^((p−5)/8), perhaps times √−1</code>
    /// </summary>
    public static EdwardsPoint? Decode(ReadOnlySpan<byte> bytes)
    {
        Span<byte> plain = stackalloc byte[32];
        bytes.CopyTo(plain);
        var odd = plain[31] >> 7 == 1;
        plain[31] &= 0x7f;
        var height = FieldElement.FromBytes(plain);
        if (!height.ToBytes().AsSpan().SequenceEqual(plain)) return null;
        var yy = height * height;
        var u = yy - FieldElement.One;
        var v = D * yy + FieldElement.One;
        var v3 = v * v * v;
        var across = u * v3 * (u * v3 * v3 * v).PowerForRoot();
        var check = v * across * across;
        if (!FieldElement.Same(check, u))
        {
            if (!FieldElement.Same(check, -u)) return null;
            across *= FieldElement.RootOfMinusOne;
        }
        if (across.IsZero && odd) return null;
        if (across.IsOdd != odd) across = -across;
        return new EdwardsPoint(across, height, FieldElement.One, across * height);
    }

    /// <summary>y with the sign of x in the top bit, 32 bytes.</summary>
    public byte[] Encode()
    {
        var inverse = z.Inverse();
        var bytes = (y * inverse).ToBytes();
        if ((x * inverse).IsOdd) bytes[31] |= 0x80;
        return bytes;
    }

    public static EdwardsPoint operator -(in EdwardsPoint a) => new(-a.x, a.y, a.z, -a.t);

    public static EdwardsPoint operator +(in EdwardsPoint p, in EdwardsPoint q)
    {
        var a = (p.y - p.x) * (q.y - q.x);
        var b = (p.y + p.x) * (q.y + q.x);
        var c = p.t * TwiceD * q.t;
        var d = p.z * q.z;
        d += d;
        FieldElement e = b - a, f = d - c, g = d + c, h = b + a;
        return new(e * f, g * h, f * g, e * h);
    }

    public EdwardsPoint Twice()
    {
        var a = x * x;
        var b = y * y;
        var c = z * z;
        c += c;
        var h = a + b;
        var sum = x + y;
        var e = h - sum * sum;
        var g = a - b;
        var f = c + g;
        return new(e * f, g * h, f * g, e * h);
    }

    /// <summary>[m]P + [n]Q, both scalars 32 bytes little-endian, by Shamir's trick. Takes a time that depends on them: never for secrets.</summary>
    public static EdwardsPoint TwoProducts(ReadOnlySpan<byte> m, in EdwardsPoint p, ReadOnlySpan<byte> n, in EdwardsPoint q)
    {
        var both = p + q;
        var sum = Neutral;
        for (var bit = 255; bit >= 0; bit--)
        {
            sum = sum.Twice();
            var inM = (m[bit >> 3] >> (bit & 7) & 1) == 1;
            var inN = (n[bit >> 3] >> (bit & 7) & 1) == 1;
            if (inM && inN) sum += both;
            else if (inM) sum += p;
            else if (inN) sum += q;
        }
        return sum;
    }
}
