using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static Answerprint.Provenance.HashLists.XxHash64;

namespace Answerprint.Provenance.HashLists;

/// <summary>
/// XXH3-128 with seed 0 (Collet, xxHash specification 0.2.0; "xxh128" of ASC MHL): fast, not cryptographic. Fed in pieces of any length. The text form is the high half first,
/// 32 hexadecimal digits, as <c>xxhsum -H2</c> prints it. Not safe for use from several threads.
/// </summary>
public sealed partial class XxHash128
{
    private const int Stripe = 64;
    private const int Block = 1024; // 16 stripes: the secret moves on by 8 bytes a stripe, (192 − 64) / 8
    private const int Longest = 240; // up to here the hash is a formula of its own for each length
    private const ulong Prime32A = 0x9E3779B1;
    private const ulong Prime32B = 0x85EBCA77;
    private const ulong Prime32C = 0xC2B2AE3D;
    private const ulong MixA = 0x165667919E3779F9;
    private const ulong MixB = 0x9FB21C651E98DF25;

    private readonly ulong[] lanes = [Prime32C, Prime1, Prime2, Prime3, Prime4, Prime32B, Prime5, Prime32A];
    private readonly byte[] rest = new byte[Stripe + Block]; // the last stripe of the block before, then what is held back
    private int held;
    private long length;

    public static UInt128 Of(ReadOnlySpan<byte> bytes)
    {
        var hash = new XxHash128();
        hash.Append(bytes);
        return hash.Value;
    }

    /// <summary>The hash of all that was appended; more may follow.</summary>
    public UInt128 Value
    {
        get
        {
            var tail = rest.AsSpan(Stripe, held);
            if (length <= Longest) return Short(tail);
            Span<ulong> sums = stackalloc ulong[8];
            lanes.CopyTo(sums);
            for (var n = 0; n < (held - 1) / Stripe; n++) Add(sums, tail[(n * Stripe)..], Secret[(8 * n)..]);
            Add(sums, rest.AsSpan(held, Stripe), Secret[(192 - 64 - 7)..]);
            return new UInt128(Merge(sums, Secret[(192 - 64 - 11)..], ~((ulong)length * Prime2)), Merge(sums, Secret[11..], (ulong)length * Prime1));
        }
    }

    /// <summary>32 hexadecimal digits, small letters.</summary>
    public static string Text(UInt128 hash) => hash.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    public void Append(ReadOnlySpan<byte> bytes)
    {
        length += bytes.Length;
        // a block is worked off only when something follows it: the end has rules of its own
        while (held + bytes.Length > Block)
        {
            if (held == 0)
            {
                Take(bytes[..Block]);
                bytes[(Block - Stripe)..Block].CopyTo(rest);
                bytes = bytes[Block..];
                continue;
            }
            var taken = Block - held;
            bytes[..taken].CopyTo(rest.AsSpan(Stripe + held));
            bytes = bytes[taken..];
            Take(rest.AsSpan(Stripe));
            rest.AsSpan(Block).CopyTo(rest);
            held = 0;
        }
        bytes.CopyTo(rest.AsSpan(Stripe + held));
        held += bytes.Length;
    }

    // compiled at its best from the first call on: one large file is all that a process may ever hash
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Take(ReadOnlySpan<byte> block)
    {
        if (Avx2.IsSupported)
        {
            ref var from = ref MemoryMarshal.GetReference(block[..Block]);
            ref var secret = ref MemoryMarshal.GetReference(Secret);
            var (low, high) = (Vector256.LoadUnsafe(ref lanes[0]), Vector256.LoadUnsafe(ref lanes[4]));
            for (nuint n = 0; n < Block / Stripe; n++)
            {
                low = Add(low, Vector256.LoadUnsafe(ref from, Stripe * n), Vector256.LoadUnsafe(ref secret, 8 * n));
                high = Add(high, Vector256.LoadUnsafe(ref from, (Stripe * n) + 32), Vector256.LoadUnsafe(ref secret, (8 * n) + 32));
            }
            low.StoreUnsafe(ref lanes[0]);
            high.StoreUnsafe(ref lanes[4]);
        }
        else
        {
            for (var n = 0; n < Block / Stripe; n++) Add(lanes, block.Slice(n * Stripe, Stripe), Secret.Slice(8 * n, Stripe));
        }
        var last = Secret[(192 - 64)..];
        for (var n = 0; n < 8; n++) lanes[n] = (lanes[n] ^ lanes[n] >> 47 ^ Word(last, 8 * n)) * Prime32A;
    }

    /// <summary>Four lanes of <see cref="Add(Span{ulong}, ReadOnlySpan{byte}, ReadOnlySpan{byte})"/>; whole numbers, so the same bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Add(Vector256<ulong> sums, Vector256<byte> stripe, Vector256<byte> secret)
    {
        var keyed = (stripe ^ secret).AsUInt32();
        var product = Avx2.Multiply(keyed, (keyed.AsUInt64() >>> 32).AsUInt32());
        return sums + product + Avx2.Shuffle(stripe.AsUInt32(), 0b01_00_11_10).AsUInt64(); // each word beside its neighbour's lane
    }

    private static void Add(Span<ulong> sums, ReadOnlySpan<byte> stripe, ReadOnlySpan<byte> secret)
    {
        for (var n = 0; n < 8; n += 2)
        {
            ulong one = Word(stripe, 8 * n), two = Word(stripe, 8 * n + 8);
            ulong keyOne = one ^ Word(secret, 8 * n), keyTwo = two ^ Word(secret, 8 * n + 8);
            sums[n] += two + (uint)keyOne * (keyOne >> 32);
            sums[n + 1] += one + (uint)keyTwo * (keyTwo >> 32);
        }
    }

    private static ulong Merge(ReadOnlySpan<ulong> sums, ReadOnlySpan<byte> secret, ulong start)
    {
        for (var n = 0; n < 8; n += 2) start += Fold(sums[n] ^ Word(secret, 8 * n), sums[n + 1] ^ Word(secret, 8 * n + 8));
        return Avalanche3(start);
    }

    private static ulong Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);

    private static uint HalfWord(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);

    private static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }

    private static ulong Avalanche3(ulong hash)
    {
        hash = (hash ^ hash >> 37) * MixA;
        return hash ^ hash >> 32;
    }
}
