using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Answerprint.Media.Formats;

/// <summary>
/// What EXR does to bytes before it packs them: low and high bytes apart, and each byte less the one before, plus 128 (OpenEXR, "ImfZip"). Whole
/// vectors at a time; the bytes are the same without them.
/// </summary>
internal static class ExrBytes
{
    /// <summary>Bytes at even and at odd places, each to its own; all have half the length of <paramref name="pairs"/>.</summary>
    public static void Split(ReadOnlySpan<byte> pairs, Span<byte> even, Span<byte> odd)
    {
        var from = MemoryMarshal.Cast<byte, Vector256<ushort>>(pairs);
        var low = MemoryMarshal.Cast<byte, Vector256<byte>>(even);
        var high = MemoryMarshal.Cast<byte, Vector256<byte>>(odd);
        var mask = Vector256.Create((ushort)0xFF);
        for (var i = 0; i < low.Length; i++)
        {
            var (a, b) = (from[2 * i], from[(2 * i) + 1]);
            low[i] = Vector256.Narrow(a & mask, b & mask);
            high[i] = Vector256.Narrow(Vector256.ShiftRightLogical(a, 8), Vector256.ShiftRightLogical(b, 8));
        }
        for (var i = low.Length * 32; i < even.Length; i++) (even[i], odd[i]) = (pairs[2 * i], pairs[(2 * i) + 1]);
    }

    /// <summary>The inverse of <see cref="Split"/>.</summary>
    public static void Join(ReadOnlySpan<byte> even, ReadOnlySpan<byte> odd, Span<byte> pairs)
    {
        var low = MemoryMarshal.Cast<byte, Vector256<byte>>(even);
        var high = MemoryMarshal.Cast<byte, Vector256<byte>>(odd);
        var to = MemoryMarshal.Cast<byte, Vector256<ushort>>(pairs);
        for (var i = 0; i < low.Length; i++)
        {
            var ((a, b), (c, d)) = (Vector256.Widen(low[i]), Vector256.Widen(high[i]));
            to[2 * i] = a | Vector256.ShiftLeft(c, 8);
            to[(2 * i) + 1] = b | Vector256.ShiftLeft(d, 8);
        }
        for (var i = low.Length * 32; i < even.Length; i++) (pairs[2 * i], pairs[(2 * i) + 1]) = (even[i], odd[i]);
    }

    /// <summary>Each byte less the one before it, plus 128, in place; the first stands.</summary>
    public static void Differ(Span<byte> bytes)
    {
        // from the end, so that what is taken away is still as it was
        var i = bytes.Length;
        var bias = Vector256.Create((byte)128);
        ref var first = ref MemoryMarshal.GetReference(bytes);
        for (; i - 32 >= 1; i -= 32)
            (Vector256.LoadUnsafe(ref first, (nuint)(i - 32)) - Vector256.LoadUnsafe(ref first, (nuint)(i - 33)) + bias).StoreUnsafe(ref first, (nuint)(i - 32));
        for (i--; i > 0; i--) bytes[i] = (byte)(bytes[i] - bytes[i - 1] + 128);
    }

    /// <summary>The inverse of <see cref="Differ"/>.</summary>
    public static void Sum(Span<byte> bytes)
    {
        // running sums of sixteen bytes at a time: x + x«1 + x«2 + x«4 + x«8, each difference lessened by 128
        var i = 0;
        byte last = 128;
        if (Vector128.IsHardwareAccelerated)
        {
            var carry = Vector128.Create((byte)128);
            var bias = Vector128.Create((byte)128);
            ref var first = ref MemoryMarshal.GetReference(bytes);
            for (; i + 16 <= bytes.Length; i += 16)
            {
                var x = Vector128.LoadUnsafe(ref first, (nuint)i) - bias;
                x += Vector128.Shuffle(x, Vector128.Create(255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14).AsByte());
                x += Vector128.Shuffle(x, Vector128.Create(255, 255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13).AsByte());
                x += Vector128.Shuffle(x, Vector128.Create(255, 255, 255, 255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11).AsByte());
                x += Vector128.Shuffle(x, Vector128.Create(255, 255, 255, 255, 255, 255, 255, 255, 0, 1, 2, 3, 4, 5, 6, 7).AsByte());
                x += carry;
                x.StoreUnsafe(ref first, (nuint)i);
                carry = Vector128.Shuffle(x, Vector128.Create((byte)15));
            }
            last = carry.ToScalar();
        }
        for (; i < bytes.Length; i++) bytes[i] = last = (byte)(last + bytes[i] - 128);
    }
}
