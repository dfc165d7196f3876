using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Answerprint.Provenance.Keys;

/// <summary>
/// SHA-256 (FIPS 180-4, section 6.2): the system's, and where a Linux machine has no OpenSSL, which .NET hashes with and can not start without, our own in
/// managed code, several times slower. So a verifier on its own needs nothing of the machine that it runs on. Not safe for use from several threads at once.
/// </summary>
public sealed class Sha256 : IDisposable
{
    public const int Bytes = 32;

    /// <summary>Whether the system can hash here: asked before .NET is, because .NET ends the process where it finds no OpenSSL.</summary>
    internal static readonly bool IsOfSystem = !OperatingSystem.IsLinux() || new[] { "libssl.so.3", "libssl.so.1.1", "libssl.so.1.0.2", "libssl.so.1.0.0", "libssl.so.10" }.Any(name => NativeLibrary.TryLoad(name, out _));

    private static readonly uint[] Constants = Fractions(64, 3, 32, n => (uint)n);
    private static readonly uint[] Start = Fractions(8, 2, 32, n => (uint)n);

    private readonly IncrementalHash? system;
    private readonly uint[] state = new uint[8];
    private readonly uint[] words = new uint[64];
    private readonly byte[] block = new byte[64];
    private int filled;
    private ulong length;

    public Sha256()
        : this(IsOfSystem)
    {
    }

    /// <param name="ofSystem">Whether the system hashes, not managed code.</param>
    internal Sha256(bool ofSystem)
    {
        if (ofSystem) system = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Start.CopyTo(state, 0);
    }

    /// <returns>32 bytes.</returns>
    public static byte[] Of(ReadOnlySpan<byte> bytes)
    {
        if (IsOfSystem) return SHA256.HashData(bytes);
        using var hash = new Sha256();
        hash.Append(bytes);
        return hash.Take();
    }

    /// <param name="into">At least 32 bytes.</param>
    public static void Of(ReadOnlySpan<byte> bytes, Span<byte> into)
    {
        if (IsOfSystem) SHA256.HashData(bytes, into);
        else Of(bytes).CopyTo(into);
    }

    /// <summary>Of all that is left of a stream.</summary>
    public static byte[] Of(Stream stream)
    {
        if (IsOfSystem) return SHA256.HashData(stream);
        using var hash = new Sha256();
        var piece = new byte[1 << 16];
        while (stream.Read(piece) is > 0 and var read) hash.Append(piece.AsSpan(0, read));
        return hash.Take();
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (system is not null)
        {
            system.AppendData(bytes);
            return;
        }
        length += (ulong)bytes.Length;
        while (!bytes.IsEmpty)
        {
            if (filled == 0 && bytes.Length >= 64)
            {
                Mix(bytes[..64]);
                bytes = bytes[64..];
                continue;
            }
            var some = Math.Min(64 - filled, bytes.Length);
            bytes[..some].CopyTo(block.AsSpan(filled));
            bytes = bytes[some..];
            if ((filled += some) < 64) continue;
            Mix(block);
            filled = 0;
        }
    }

    /// <summary>The hash of all that was appended; from then on it begins anew.</summary>
    public byte[] Take()
    {
        if (system is not null) return system.GetHashAndReset();
        var bits = length << 3;
        Append([0x80]);
        while (filled != 56) Append([0]);
        BinaryPrimitives.WriteUInt64BigEndian(block.AsSpan(56), bits);
        Mix(block);
        var hash = new byte[Bytes];
        for (var i = 0; i < 8; i++) BinaryPrimitives.WriteUInt32BigEndian(hash.AsSpan(4 * i), state[i]);
        Start.CopyTo(state, 0);
        (filled, length) = (0, 0);
        return hash;
    }

    public void Dispose() => system?.Dispose();

    /// <summary>The first bits of the fractions of the square (2) or cube (3) roots of the first primes: FIPS 180-4, sections 4.2.2 and 5.3.3.</summary>
    internal static T[] Fractions<T>(int count, int root, int bits, Func<ulong, T> to)
    {
        var fractions = new T[count];
        var found = 0;
        for (var n = 2; found < count; n++)
        {
            if (Enumerable.Range(2, n - 2).Any(d => n % d == 0)) continue;
            // the whole root of n · 2^(root · bits), by bisection; its lower bits are the fraction
            var (low, high) = (BigInteger.Zero, BigInteger.One << (bits + 10));
            var goal = (BigInteger)n << (root * bits);
            while (high - low > 1)
            {
                var middle = (low + high) >> 1;
                if (BigInteger.Pow(middle, root) <= goal) low = middle;
                else high = middle;
            }
            fractions[found++] = to((ulong)(low & ((BigInteger.One << bits) - 1)));
        }
        return fractions;
    }

    private void Mix(ReadOnlySpan<byte> bytes)
    {
        var w = words;
        for (var t = 0; t < 16; t++) w[t] = BinaryPrimitives.ReadUInt32BigEndian(bytes[(4 * t)..]);
        for (var t = 16; t < 64; t++)
        {
            uint x = w[t - 15], y = w[t - 2];
            w[t] = w[t - 16] + (BitOperations.RotateRight(x, 7) ^ BitOperations.RotateRight(x, 18) ^ (x >> 3)) + w[t - 7] + (BitOperations.RotateRight(y, 17) ^ BitOperations.RotateRight(y, 19) ^ (y >> 10));
        }
        var (a, b, c, d, e, f, g, h) = (state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]);
        for (var t = 0; t < 64; t++)
        {
            var one = h + (BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25)) + ((e & f) ^ (~e & g)) + Constants[t] + w[t];
            var two = (BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + one, c, b, a, one + two);
        }
        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }
}
