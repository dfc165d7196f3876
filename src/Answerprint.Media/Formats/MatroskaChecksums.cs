using System.Buffers.Binary;

namespace Answerprint.Media.Formats;

/// <summary>
/// The checksums that a Matroska file may carry: a CRC-32 element first in a top-level element holds for all bytes of that element after it (RFC 9559 and
/// RFC 8794, section 11.3.1; the polynomial of ISO 3309). Where a cluster has one, every flipped bit of its packets is found.
/// </summary>
internal static class MatroskaChecksums
{
    private const uint Segment = 0x18538067, Cluster = 0x1F43B675;
    private static readonly uint[][] Tables = Slices();

    /// <summary>The spans of the file, first byte and end, whose clusters are not as their checksum says; none where it has no checksums, or is no Matroska.</summary>
    public static IReadOnlyList<(long From, long To)> Broken(string path)
    {
        var broken = new List<(long, long)>();
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        Span<byte> head = stackalloc byte[12];
        var at = 0L;
        while (Element(stream, at, head) is var (id, body, size))
        {
            // within the segment its elements follow
            if (id == Segment)
            {
                at = body;
                continue;
            }
            // of unknown size, as in a live stream: there is no end to check to
            if (size < 0) break;
            var end = Math.Min(body + size, stream.Length);
            if (id == Cluster && size > 6)
            {
                stream.Position = body;
                var sum = head[..6];
                if (stream.ReadAtLeast(sum, 6, throwOnEndOfStream: false) == 6 && sum[0] == 0xBF && sum[1] == 0x84 &&
                    (end < body + size || Sum(stream, end - body - 6) != BinaryPrimitives.ReadUInt32LittleEndian(sum[2..]))) broken.Add((at, end));
            }
            at = end;
        }
        return broken;
    }

    private static (uint Id, long Body, long Size)? Element(FileStream stream, long at, Span<byte> head)
    {
        stream.Position = at;
        var there = head[..stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false)];
        if (there.Length < 2 || Number(there, 4, keep: true) is not var (id, length) || Number(there[length..], 8, keep: false) is not var (size, more)) return null;
        return ((uint)id, at + length + more, size);
    }

    /// <summary>A number of variable length (RFC 8794, section 4); −1 where all its bits are set: unknown.</summary>
    private static (long Value, int Length)? Number(ReadOnlySpan<byte> bytes, int longest, bool keep)
    {
        if (bytes.Length == 0 || bytes[0] == 0) return null;
        var length = System.Numerics.BitOperations.LeadingZeroCount((uint)bytes[0]) - 23;
        if (length > longest || length > bytes.Length) return null;
        long value = keep ? bytes[0] : bytes[0] & ((1 << (8 - length)) - 1);
        for (var i = 1; i < length; i++) value = (value << 8) | bytes[i];
        return (!keep && value == (1L << (7 * length)) - 1 ? -1 : value, length);
    }

    private static uint Sum(FileStream stream, long count)
    {
        var buffer = new byte[1 << 16];
        var crc = uint.MaxValue;
        while (count > 0)
        {
            var got = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, count));
            if (got == 0) break;
            crc = Add(crc, buffer.AsSpan(0, got));
            count -= got;
        }
        return ~crc;
    }

    // eight bytes at a time, one table each (M. Kounavis and F. Berry, "Novel table lookup-based algorithms for high-performance CRC generation", 2008)
    private static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            var low = crc ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            crc = Tables[7][low & 255] ^ Tables[6][(low >> 8) & 255] ^ Tables[5][(low >> 16) & 255] ^ Tables[4][low >> 24] ^
                Tables[3][bytes[4]] ^ Tables[2][bytes[5]] ^ Tables[1][bytes[6]] ^ Tables[0][bytes[7]];
        }
        foreach (var b in bytes) crc = (crc >> 8) ^ Tables[0][(crc ^ b) & 255];
        return crc;
    }

    private static uint[][] Slices()
    {
        var tables = Enumerable.Range(0, 8).Select(_ => new uint[256]).ToArray();
        for (var n = 0u; n < 256; n++)
        {
            var crc = n;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            tables[0][n] = crc;
        }
        for (var t = 1; t < 8; t++)
            for (var n = 0; n < 256; n++) tables[t][n] = (tables[t - 1][n] >> 8) ^ tables[0][tables[t - 1][n] & 255];
        return tables;
    }
}
