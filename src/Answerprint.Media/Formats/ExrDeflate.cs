using System.Buffers.Binary;
using System.IO.Compression;

namespace Answerprint.Media.Formats;

/// <summary>
/// Packs the split bytes of a block as one zlib stream (RFC 1950), low and high bytes each in the way that suits them. In grain, which is what low bytes are, a search for repeats finds nothing and
/// takes three times as long; high bytes are full of repeats. The parts are deflated apart (RFC 1951: the first ends on a byte, not final) and stand one after the other. Bytes alone decide.
/// </summary>
internal static class ExrDeflate
{
    /// <summary>zlib's effort: OpenEXR's own default since 3.1.3.</summary>
    private const int Level = 4;

    /// <summary>How much of each half is tried both ways: some lines.</summary>
    private const int Trial = 24 << 10;

    /// <summary>What looking for repeats must save of the trial to be worth its time.</summary>
    private const double Worth = 0.02;

    /// <summary>Packs; answers how many bytes that takes.</summary>
    /// <param name="most">Bytes of <paramref name="packed"/>; an eighth and a kilobyte more than the block, for deflate may grow what it can not shrink.</param>
    public static int Pack(ReadOnlySpan<byte> plain, byte[] packed, int most)
    {
        // 32 KiB of window; the check of the first two bytes is a multiple of 31
        (packed[0], packed[1]) = (0x78, 0x5E);
        var half = plain.Length / 2;
        var (low, high) = (Strategy(plain[..half], packed, most), Strategy(plain[half..], packed, most));
        var at = 2;
        if (low == high) at += Deflate(plain, packed, at, most, low, final: true);
        else
        {
            at += Deflate(plain[..half], packed, at, most, low, final: false);
            at += Deflate(plain[half..], packed, at, most, high, final: true);
        }
        BinaryPrimitives.WriteUInt32BigEndian(packed.AsSpan(at), Adler(plain));
        return at + 4;
    }

    private static ZLibCompressionStrategy Strategy(ReadOnlySpan<byte> plain, byte[] scratch, int most)
    {
        var length = Math.Min(plain.Length, Math.Max(Trial, plain.Length / 8));
        var middle = plain.Slice((plain.Length - length) / 2, length);
        var runs = Deflate(middle, scratch, 2, most, ZLibCompressionStrategy.RunLengthEncoding, final: true);
        return Deflate(middle, scratch, 2, most, ZLibCompressionStrategy.Default, final: true) < (1 - Worth) * runs ? ZLibCompressionStrategy.Default : ZLibCompressionStrategy.RunLengthEncoding;
    }

    private static int Deflate(ReadOnlySpan<byte> plain, byte[] packed, int at, int most, ZLibCompressionStrategy strategy, bool final)
    {
        using var target = new MemoryStream(packed, at, most - at);
        long written;
        using (var deflate = new DeflateStream(target, new ZLibCompressionOptions { CompressionLevel = Level, CompressionStrategy = strategy }, leaveOpen: true))
        {
            deflate.Write(plain);
            if (!final) deflate.Flush();
            // what ends the stream comes behind it, and the next part writes over that
            written = target.Position;
        }
        return (int)(final ? target.Position : written);
    }

    /// <summary>RFC 1950, section 8.2.</summary>
    private static uint Adler(ReadOnlySpan<byte> bytes)
    {
        const uint modulus = 65521;
        // as many as can be added before the second sum passes 32 bits
        const int longest = 5552;
        uint a = 1, b = 0;
        while (!bytes.IsEmpty)
        {
            foreach (var value in bytes[..Math.Min(longest, bytes.Length)])
            {
                a += value;
                b += a;
            }
            a %= modulus;
            b %= modulus;
            bytes = bytes[Math.Min(longest, bytes.Length)..];
        }
        return (b << 16) | a;
    }
}
