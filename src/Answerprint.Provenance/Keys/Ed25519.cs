using System.Buffers.Binary;

namespace Answerprint.Provenance.Keys;

/// <summary>
/// Checks Ed25519 signatures (RFC 8032, section 5.1.7) in managed code, so that a verifier needs no native library. Stricter than the RFC asks where it
/// leaves a choice: s below L, canonical points, no public key of small order, and the equation without the cofactor. Signing is in <see cref="SigningKey"/>.
/// </summary>
internal static class Ed25519
{
    public const int KeyBytes = 32;
    public const int SignatureBytes = 64;

    // L = 2^252 + 27742317777372353535851937790883648493, four words of 64 bits, lowest first
    private static readonly ulong[] Order = [0x5812631a5cf5d3ed, 0x14def9dea2f79cd6, 0, 0x1000000000000000];

    /// <summary>Whether <paramref name="signature"/> (64 bytes, R ‖ s) is that of <paramref name="message"/> under <paramref name="publicKey"/> (32 bytes). Never throws.</summary>
    public static bool Verify(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (publicKey.Length != KeyBytes || signature.Length != SignatureBytes) return false;
        var r = signature[..32];
        var s = signature[32..];
        if (!IsBelowOrder(s)) return false;
        if (EdwardsPoint.Decode(publicKey) is not { } key || key.Twice().Twice().Twice().IsNeutral) return false;
        var k = Reduce(Sha512.Of([.. r, .. publicKey, .. message]));
        // R = [s]B − [k]A; comparing encoded bytes refuses every other encoding of R as well
        return EdwardsPoint.TwoProducts(s, EdwardsPoint.Base, k, -key).Encode().AsSpan().SequenceEqual(r);
    }

    /// <summary>
    /// The same answer, many times faster where OpenSSL is on this machine: it checks the same equation without the cofactor, and what it leaves open is asked here. For books with
    /// thousands of signatures of people; without OpenSSL managed code does it all.
    /// </summary>
    /// <param name="publicKey">One that <see cref="IsKey"/> accepts.</param>
    public static bool VerifyQuickly(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
        publicKey.Length == KeyBytes && signature.Length == SignatureBytes && IsBelowOrder(signature[32..]) && (LibCrypto.Verify(publicKey, message, signature) ?? Verify(publicKey, message, signature));

    /// <summary>Whether the bytes are a public key that <see cref="Verify"/> accepts.</summary>
    public static bool IsKey(ReadOnlySpan<byte> publicKey) =>
        publicKey.Length == KeyBytes && EdwardsPoint.Decode(publicKey) is { } key && !key.Twice().Twice().Twice().IsNeutral;

    private static bool IsBelowOrder(ReadOnlySpan<byte> scalar)
    {
        for (var word = 3; word >= 0; word--)
        {
            var value = BinaryPrimitives.ReadUInt64LittleEndian(scalar[(8 * word)..]);
            if (value != Order[word]) return value < Order[word];
        }
        return false;
    }

    /// <summary>A 512-bit little-endian number modulo L, bit by bit from the top: r ← 2r + bit, less L where that fits.</summary>
    private static byte[] Reduce(ReadOnlySpan<byte> wide)
    {
        Span<ulong> r = stackalloc ulong[4];
        Span<ulong> less = stackalloc ulong[4];
        for (var bit = 511; bit >= 0; bit--)
        {
            var carry = (ulong)(wide[bit >> 3] >> (bit & 7) & 1);
            for (var word = 0; word < 4; word++)
            {
                var next = r[word] >> 63;
                r[word] = r[word] << 1 | carry;
                carry = next;
            }
            ulong borrow = 0;
            for (var word = 0; word < 4; word++)
            {
                var difference = (UInt128)r[word] - Order[word] - borrow;
                less[word] = (ulong)difference;
                borrow = (ulong)(difference >> 64) & 1;
            }
            if (borrow == 0) less.CopyTo(r);
        }
        var bytes = new byte[32];
        for (var word = 0; word < 4; word++) BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8 * word), r[word]);
        return bytes;
    }
}
