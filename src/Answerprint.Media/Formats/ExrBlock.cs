using System.Buffers;
using System.IO.Compression;

namespace Answerprint.Media.Formats;

/// <summary>
/// Packs and unpacks one block of lines (OpenEXR file layout): plain, or run lengths or deflate over bytes that are split into low and high halves and differenced.
/// Stateless, safe from several threads; the same block gives the same bytes.
/// </summary>
internal static class ExrBlock
{
    /// <summary>Unpacks into the planes of the channels; false where the bytes are broken.</summary>
    public static bool Unpack(ExrCompression compression, byte[] file, int at, int size, ExrRuns runs, byte[][] planes)
    {
        // a block that packing would not make smaller is stored plain
        if (compression == ExrCompression.None || size == runs.Bytes)
        {
            if (size != runs.Bytes) return false;
            foreach (var run in runs.All) file.AsSpan(at + run.Block, run.Count).CopyTo(planes[run.Channel].AsSpan(run.Plane));
            return true;
        }
        if (size > runs.Bytes) return false;
        var rented = ArrayPool<byte>.Shared.Rent(runs.Bytes);
        try
        {
            var split = rented.AsSpan(0, runs.Bytes);
            if (!(compression == ExrCompression.Rle ? RunLengths.Unpack(file.AsSpan(at, size), split) : Inflate(file, at, size, split))) return false;
            ExrBytes.Sum(split);
            var half = runs.Bytes / 2;
            foreach (var run in runs.All)
                ExrBytes.Join(split.Slice(run.Block / 2, run.Count / 2), split.Slice(half + (run.Block / 2), run.Count / 2), planes[run.Channel].AsSpan(run.Plane, run.Count));
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    /// <summary>Packs lines out of the planes; they stand plain where packing does not make them smaller.</summary>
    public static byte[] Pack(ExrCompression compression, ExrRuns runs, byte[][] planes)
    {
        if (compression == ExrCompression.None) return Plain(runs, planes);
        return Packed(compression, runs, split =>
        {
            var half = runs.Bytes / 2;
            foreach (var run in runs.All) ExrBytes.Split(planes[run.Channel].AsSpan(run.Plane, run.Count), split.AsSpan(run.Block / 2, run.Count / 2), split.AsSpan(half + (run.Block / 2), run.Count / 2));
        }) ?? Plain(runs, planes);
    }

    /// <summary>The same of lines that are asked for one after another; not for <see cref="ExrCompression.None"/>.</summary>
    /// <param name="line">Gives the words of a line, all channels in order; they count until the next line is asked for.</param>
    public static byte[] Pack(ExrCompression compression, ExrRuns runs, int first, Func<int, byte[][]> line, int channels)
    {
        return Packed(compression, runs, split =>
        {
            var half = runs.Bytes / 2;
            byte[][] words = [];
            for (var r = 0; r < runs.All.Count; r++)
            {
                var run = runs.All[r];
                if (r % channels == 0) words = line(first + (r / channels));
                ExrBytes.Split(words[run.Channel], split.AsSpan(run.Block / 2, run.Count / 2), split.AsSpan(half + (run.Block / 2), run.Count / 2));
            }
        }) ?? Plain();

        byte[] Plain()
        {
            var block = GC.AllocateUninitializedArray<byte>(runs.Bytes);
            byte[][] words = [];
            for (var r = 0; r < runs.All.Count; r++)
            {
                if (r % channels == 0) words = line(first + (r / channels));
                words[runs.All[r].Channel].CopyTo(block, runs.All[r].Block);
            }
            return block;
        }
    }

    /// <summary>Null where packing does not make it smaller.</summary>
    private static byte[]? Packed(ExrCompression compression, ExrRuns runs, Action<byte[]> fill)
    {
        // deflate may grow what it can not shrink
        var most = runs.Bytes + (runs.Bytes / 8) + 1024;
        var (split, packed) = (ArrayPool<byte>.Shared.Rent(runs.Bytes), ArrayPool<byte>.Shared.Rent(most));
        try
        {
            fill(split);
            var plain = split.AsSpan(0, runs.Bytes);
            ExrBytes.Differ(plain);
            var length = compression == ExrCompression.Rle ? RunLengths.Pack(plain, packed) : ExrDeflate.Pack(plain, packed, most);
            return length < runs.Bytes ? packed.AsSpan(0, length).ToArray() : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(split);
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    private static byte[] Plain(ExrRuns runs, byte[][] planes)
    {
        var block = GC.AllocateUninitializedArray<byte>(runs.Bytes);
        foreach (var run in runs.All) planes[run.Channel].AsSpan(run.Plane, run.Count).CopyTo(block.AsSpan(run.Block));
        return block;
    }

    private static bool Inflate(byte[] file, int at, int size, Span<byte> plain)
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
}
