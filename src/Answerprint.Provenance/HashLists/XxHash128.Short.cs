using System.Buffers.Binary;
using System.Numerics;
using static Answerprint.Provenance.HashLists.XxHash64;

namespace Answerprint.Provenance.HashLists;

public sealed partial class XxHash128
{
    /// <summary>XXH3's secret for seed 0, 192 bytes (specification, "default secret").</summary>
    private static ReadOnlySpan<byte> Secret =>
    [
        0xb8, 0xfe, 0x6c, 0x39, 0x23, 0xa4, 0x4b, 0xbe, 0x7c, 0x01, 0x81, 0x2c, 0xf7, 0x21, 0xad, 0x1c, 0xde, 0xd4, 0x6d, 0xe9, 0x83, 0x90, 0x97, 0xdb, 0x72, 0x40, 0xa4, 0xa4, 0xb7, 0xb3, 0x67, 0x1f,
        0xcb, 0x79, 0xe6, 0x4e, 0xcc, 0xc0, 0xe5, 0x78, 0x82, 0x5a, 0xd0, 0x7d, 0xcc, 0xff, 0x72, 0x21, 0xb8, 0x08, 0x46, 0x74, 0xf7, 0x43, 0x24, 0x8e, 0xe0, 0x35, 0x90, 0xe6, 0x81, 0x3a, 0x26, 0x4c,
        0x3c, 0x28, 0x52, 0xbb, 0x91, 0xc3, 0x00, 0xcb, 0x88, 0xd0, 0x65, 0x8b, 0x1b, 0x53, 0x2e, 0xa3, 0x71, 0x64, 0x48, 0x97, 0xa2, 0x0d, 0xf9, 0x4e, 0x38, 0x19, 0xef, 0x46, 0xa9, 0xde, 0xac, 0xd8,
        0xa8, 0xfa, 0x76, 0x3f, 0xe3, 0x9c, 0x34, 0x3f, 0xf9, 0xdc, 0xbb, 0xc7, 0xc7, 0x0b, 0x4f, 0x1d, 0x8a, 0x51, 0xe0, 0x4b, 0xcd, 0xb4, 0x59, 0x31, 0xc8, 0x9f, 0x7e, 0xc9, 0xd9, 0x78, 0x73, 0x64,
        0xea, 0xc5, 0xac, 0x83, 0x34, 0xd3, 0xeb, 0xc3, 0xc5, 0x81, 0xa0, 0xff, 0xfa, 0x13, 0x63, 0xeb, 0x17, 0x0d, 0xdd, 0x51, 0xb7, 0xf0, 0xda, 0x49, 0xd3, 0x16, 0x55, 0x26, 0x29, 0xd4, 0x68, 0x9e,
        0x2b, 0x16, 0xbe, 0x58, 0x7d, 0x47, 0xa1, 0xfc, 0x8f, 0xf8, 0xb8, 0xd1, 0x7a, 0xd0, 0x31, 0xce, 0x45, 0xcb, 0x3a, 0x8f, 0x95, 0x16, 0x04, 0x28, 0xaf, 0xd7, 0xfb, 0xca, 0xbb, 0x4b, 0x40, 0x7e,
    ];

    private static UInt128 Short(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        0 => new UInt128(Avalanche(Word(Secret, 80) ^ Word(Secret, 88)), Avalanche(Word(Secret, 64) ^ Word(Secret, 72))),
        <= 3 => UpTo3(bytes),
        <= 8 => UpTo8(bytes),
        <= 16 => UpTo16(bytes),
        _ => UpTo240(bytes),
    };

    private static UInt128 UpTo3(ReadOnlySpan<byte> bytes)
    {
        var low = (uint)bytes[0] << 16 | (uint)bytes[bytes.Length >> 1] << 24 | bytes[^1] | (uint)bytes.Length << 8;
        var high = BitOperations.RotateLeft(BinaryPrimitives.ReverseEndianness(low), 13);
        return new UInt128(Avalanche(high ^ (ulong)(HalfWord(Secret, 8) ^ HalfWord(Secret, 12))), Avalanche(low ^ (ulong)(HalfWord(Secret, 0) ^ HalfWord(Secret, 4))));
    }

    private static UInt128 UpTo8(ReadOnlySpan<byte> bytes)
    {
        var keyed = HalfWord(bytes, 0) + ((ulong)HalfWord(bytes, bytes.Length - 4) << 32) ^ Word(Secret, 16) ^ Word(Secret, 24);
        var high = Math.BigMul(keyed, Prime1 + ((ulong)bytes.Length << 2), out var low);
        high += low << 1;
        low ^= high >> 3;
        low = (low ^ low >> 35) * MixB;
        return new UInt128(Avalanche3(high), low ^ low >> 28);
    }

    private static UInt128 UpTo16(ReadOnlySpan<byte> bytes)
    {
        ulong first = Word(bytes, 0), last = Word(bytes, bytes.Length - 8);
        var high = Math.BigMul(first ^ last ^ Word(Secret, 32) ^ Word(Secret, 40), Prime1, out var low);
        low += (ulong)(bytes.Length - 1) << 54;
        last ^= Word(Secret, 48) ^ Word(Secret, 56);
        high += last + (uint)last * (Prime32B - 1);
        low ^= BinaryPrimitives.ReverseEndianness(high);
        var top = Math.BigMul(low, Prime2, out var bottom) + high * Prime2;
        return new UInt128(Avalanche3(top), Avalanche3(bottom));
    }

    private static UInt128 UpTo240(ReadOnlySpan<byte> bytes)
    {
        var count = bytes.Length;
        ulong low = (ulong)count * Prime1, high = 0;
        if (count <= 128)
        {
            for (var n = (count - 1) / 32; n >= 0; n--) Mix(bytes[(16 * n)..], bytes[(count - 16 * (n + 1))..], Secret[(32 * n)..]);
        }
        else
        {
            for (var at = 0; at < 128; at += 32) Mix(bytes[at..], bytes[(at + 16)..], Secret[at..]);
            low = Avalanche3(low);
            high = Avalanche3(high);
            for (var at = 128; at + 32 <= count; at += 32) Mix(bytes[at..], bytes[(at + 16)..], Secret[(3 + at - 128)..]);
            Mix(bytes[(count - 16)..], bytes[(count - 32)..], Secret[(136 - 17 - 16)..]);
        }
        return new UInt128(0 - Avalanche3(low * Prime1 + high * Prime4 + (ulong)count * Prime2), Avalanche3(low + high));

        void Mix(ReadOnlySpan<byte> one, ReadOnlySpan<byte> two, ReadOnlySpan<byte> secret)
        {
            low = low + Fold(Word(one, 0) ^ Word(secret, 0), Word(one, 8) ^ Word(secret, 8)) ^ Word(two, 0) + Word(two, 8);
            high = high + Fold(Word(two, 0) ^ Word(secret, 16), Word(two, 8) ^ Word(secret, 24)) ^ Word(one, 0) + Word(one, 8);
        }
    }
}
