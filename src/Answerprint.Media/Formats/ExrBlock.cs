using System.IO.Compression;
using System.Runtime.Intrinsics;

namespace Answerprint.Media.Formats;

/// <summary>Packs and unpacks one block of lines: run lengths or deflate over bytes split into halves and differenced (OpenEXR file layout, RLE and ZIP).</summary>
internal static class ExrBlock
{
    /// <summary>Unpacks into exactly <paramref name="target"/>; false where the bytes are broken.</summary>
    public static bool Unpack(ExrCompression compression, byte[] file, int at, int size, Span<byte> target)
    {
        // a block that packing would not make smaller is stored plain
        if (compression == ExrCompression.None || size == target.Length)
        {
            if (size != target.Length) return false;
            file.AsSpan(at, size).CopyTo(target);
            return true;
        }
        if (size > target.Length) return false;
        var plain = new byte[target.Length];
        if (!(compression == ExrCompression.Rle ? Runs(file.AsSpan(at, size), plain) : Inflate(file, at, size, plain))) return false;
        Undo(plain, target);
        return true;
    }

    /// <summary>Packs; the block itself where packing does not make it smaller.</summary>
    public static byte[] Pack(byte[] block, int level)
    {
        var split = new byte[block.Length];
        var half = (block.Length + 1) / 2;
        for (int i = 0, n = block.Length / 2; i < n; i++)
        {
            split[i] = block[2 * i];
            split[half + i] = block[(2 * i) + 1];
        }
        if ((block.Length & 1) != 0) split[half - 1] = block[^1];
        for (var i = split.Length - 1; i > 0; i--) split[i] = (byte)(split[i] - split[i - 1] + 128);
        using var packed = new MemoryStream(block.Length / 2);
        using (var deflate = new ZLibStream(packed, new ZLibCompressionOptions { CompressionLevel = level }, leaveOpen: true)) deflate.Write(split);
        return packed.Length < block.Length ? packed.ToArray() : block;
    }

    private static bool Inflate(byte[] file, int at, int size, byte[] plain)
    {
        try
        {
            using var stream = new ZLibStream(new MemoryStream(file, at, size, writable: false), CompressionMode.Decompress);
            return stream.ReadAtLeast(plain, plain.Length, throwOnEndOfStream: false) == plain.Length && stream.ReadByte() < 0;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static bool Runs(ReadOnlySpan<byte> packed, Span<byte> plain)
    {
        int from = 0, to = 0;
        while (from < packed.Length)
        {
            int count = (sbyte)packed[from++];
            if (count < 0)
            {
                count = -count;
                if (count > packed.Length - from || count > plain.Length - to) return false;
                packed.Slice(from, count).CopyTo(plain[to..]);
                from += count;
            }
            else
            {
                count++;
                if (from >= packed.Length || count > plain.Length - to) return false;
                plain.Slice(to, count).Fill(packed[from++]);
            }
            to += count;
        }
        return to == plain.Length;
    }

    private static void Undo(byte[] plain, Span<byte> target)
    {
        // running sums of sixteen bytes at a time: x + x«1 + x«2 + x«4 + x«8, each difference lessened by 128
        var i = 0;
        byte last = 128;
        if (Vector128.IsHardwareAccelerated)
        {
            var carry = Vector128.Create((byte)128);
            var bias = Vector128.Create((byte)128);
            for (; i + 16 <= plain.Length; i += 16)
            {
                var x = Vector128.LoadUnsafe(ref plain[0], (nuint)i) - bias;
                x += Vector128.Shuffle(x, Vector128.Create(255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14).AsByte());
                x += Vector128.Shuffle(x, Vector128.Create(255, 255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13).AsByte());
                x += Vector128.Shuffle(x, Vector128.Create(255, 255, 255, 255, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11).AsByte());
                x += Vector128.Shuffle(x, Vector128.Create(255, 255, 255, 255, 255, 255, 255, 255, 0, 1, 2, 3, 4, 5, 6, 7).AsByte());
                x += carry;
                x.StoreUnsafe(ref plain[0], (nuint)i);
                carry = Vector128.Create(x.GetElement(15));
            }
            last = carry.ToScalar();
        }
        for (; i < plain.Length; i++) plain[i] = last = (byte)(last + plain[i] - 128);
        var half = (plain.Length + 1) / 2;
        for (int p = 0, n = plain.Length / 2; p < n; p++)
        {
            target[2 * p] = plain[p];
            target[(2 * p) + 1] = plain[half + p];
        }
        if ((plain.Length & 1) != 0) target[^1] = plain[half - 1];
    }
}
