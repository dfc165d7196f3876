using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace Answerprint.Provenance.Keys;

/// <summary>SHA-512 (FIPS 180-4, section 6.4) of bytes that are all there: the system's, else our own, as <see cref="Sha256"/>.</summary>
public static class Sha512
{
    private static readonly ulong[] Constants = Sha256.Fractions(80, 3, 64, n => n);
    private static readonly ulong[] Start = Sha256.Fractions(8, 2, 64, n => n);

    /// <returns>64 bytes.</returns>
    public static byte[] Of(ReadOnlySpan<byte> bytes) => Sha256.IsOfSystem ? SHA512.HashData(bytes) : Managed(bytes);

    internal static byte[] Managed(ReadOnlySpan<byte> bytes)
    {
        // the bytes, a one, zeros, and the length in bits as a number of 16 bytes, of which the lower 8 are enough
        var padded = new byte[(bytes.Length + 17 + 127) / 128 * 128];
        bytes.CopyTo(padded);
        padded[bytes.Length] = 0x80;
        BinaryPrimitives.WriteUInt64BigEndian(padded.AsSpan(padded.Length - 8), (ulong)bytes.Length << 3);
        var state = (ulong[])Start.Clone();
        var w = new ulong[80];
        for (var at = 0; at < padded.Length; at += 128)
        {
            for (var t = 0; t < 16; t++) w[t] = BinaryPrimitives.ReadUInt64BigEndian(padded.AsSpan(at + (8 * t)));
            for (var t = 16; t < 80; t++)
            {
                ulong x = w[t - 15], y = w[t - 2];
                w[t] = w[t - 16] + (BitOperations.RotateRight(x, 1) ^ BitOperations.RotateRight(x, 8) ^ (x >> 7)) + w[t - 7] + (BitOperations.RotateRight(y, 19) ^ BitOperations.RotateRight(y, 61) ^ (y >> 6));
            }
            var (a, b, c, d, e, f, g, h) = (state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]);
            for (var t = 0; t < 80; t++)
            {
                var one = h + (BitOperations.RotateRight(e, 14) ^ BitOperations.RotateRight(e, 18) ^ BitOperations.RotateRight(e, 41)) + ((e & f) ^ (~e & g)) + Constants[t] + w[t];
                var two = (BitOperations.RotateRight(a, 28) ^ BitOperations.RotateRight(a, 34) ^ BitOperations.RotateRight(a, 39)) + ((a & b) ^ (a & c) ^ (b & c));
                (h, g, f, e, d, c, b, a) = (g, f, e, d + one, c, b, a, one + two);
            }
            ulong[] mixed = [a, b, c, d, e, f, g, h];
            for (var i = 0; i < 8; i++) state[i] += mixed[i];
        }
        var hash = new byte[64];
        for (var i = 0; i < 8; i++) BinaryPrimitives.WriteUInt64BigEndian(hash.AsSpan(8 * i), state[i]);
        return hash;
    }
}
