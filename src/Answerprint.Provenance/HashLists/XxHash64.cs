using System.Buffers.Binary;
using System.Numerics;

namespace Answerprint.Provenance.HashLists;

/// <summary>XXH64 with seed 0 (Collet, xxHash specification 0.1.1): fast, not cryptographic. Fed in pieces of any length. Not safe for use from several threads.</summary>
public sealed class XxHash64
{
    internal const ulong Prime1 = 0x9E3779B185EBCA87;
    internal const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    internal const ulong Prime3 = 0x165667B19E3779F9;
    internal const ulong Prime4 = 0x85EBCA77C2B2AE63;
    internal const ulong Prime5 = 0x27D4EB2F165667C5;
    private const int Stripe = 32;

    private readonly byte[] rest = new byte[Stripe];
    private int held;
    private long length;
    private ulong a = unchecked(Prime1 + Prime2), b = Prime2, c, d = unchecked(0 - Prime1);

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        var hash = new XxHash64();
        hash.Append(bytes);
        return hash.Value;
    }

    /// <summary>The hash of all that was appended; more may follow.</summary>
    public ulong Value
    {
        get
        {
            ulong hash;
            if (length < Stripe)
            {
                hash = Prime5;
            }
            else
            {
                hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7) + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
                foreach (var lane in (ReadOnlySpan<ulong>)[a, b, c, d]) hash = (hash ^ Round(0, lane)) * Prime1 + Prime4;
            }
            hash += (ulong)length;
            var tail = rest.AsSpan(0, held);
            for (; tail.Length >= 8; tail = tail[8..])
                hash = BitOperations.RotateLeft(hash ^ Round(0, BinaryPrimitives.ReadUInt64LittleEndian(tail)), 27) * Prime1 + Prime4;
            if (tail.Length >= 4)
            {
                hash = BitOperations.RotateLeft(hash ^ BinaryPrimitives.ReadUInt32LittleEndian(tail) * Prime1, 23) * Prime2 + Prime3;
                tail = tail[4..];
            }
            foreach (var one in tail) hash = BitOperations.RotateLeft(hash ^ one * Prime5, 11) * Prime1;
            return Avalanche(hash);
        }
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        length += bytes.Length;
        if (held > 0)
        {
            var taken = Math.Min(Stripe - held, bytes.Length);
            bytes[..taken].CopyTo(rest.AsSpan(held));
            held += taken;
            bytes = bytes[taken..];
            if (held < Stripe) return;
            Take(rest);
            held = 0;
        }
        for (; bytes.Length >= Stripe; bytes = bytes[Stripe..]) Take(bytes);
        bytes.CopyTo(rest);
        held = bytes.Length;
    }

    internal static ulong Avalanche(ulong hash)
    {
        hash = (hash ^ hash >> 33) * Prime2;
        hash = (hash ^ hash >> 29) * Prime3;
        return hash ^ hash >> 32;
    }

    private static ulong Round(ulong lane, ulong input) => BitOperations.RotateLeft(lane + input * Prime2, 31) * Prime1;

    private void Take(ReadOnlySpan<byte> stripe)
    {
        a = Round(a, BinaryPrimitives.ReadUInt64LittleEndian(stripe));
        b = Round(b, BinaryPrimitives.ReadUInt64LittleEndian(stripe[8..]));
        c = Round(c, BinaryPrimitives.ReadUInt64LittleEndian(stripe[16..]));
        d = Round(d, BinaryPrimitives.ReadUInt64LittleEndian(stripe[24..]));
    }
}
