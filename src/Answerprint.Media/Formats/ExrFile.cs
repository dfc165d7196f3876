using System.Buffers.Binary;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>
/// Reads and writes single-part scanline OpenEXR files (none, RLE, ZIPS, ZIP; half, float and uint channels of any names and sampling),
/// words and attributes kept as they stand. Stateless, safe from several threads; blocks are packed in parallel, the bytes do not depend on it.
/// </summary>
public static partial class ExrFile
{
    /// <summary>Deflate can not shrink further than this; a header that claims more pixels lies.</summary>
    private const long MostShrinking = 1040;

    /// <summary>The plate's bits.</summary>
    /// <param name="path">Where the file is.</param>
    /// <param name="name">How its user named it, for errors.</param>
    /// <exception cref="BadInputException">It is not there, broken, or of a kind that is not read.</exception>
    public static StoredFrame Read(string path, string? name = null) => Read(FileBytes.Read(path, name ?? path), name ?? path).Picture;

    /// <summary>How the file is packed, windows, channels (with empty words) and attributes, without its pixels.</summary>
    /// <exception cref="BadInputException">It is not there, broken, or of a kind that is not read.</exception>
    public static (StoredFrame Picture, ExrCompression Compression) Describe(string path, string? name = null)
    {
        var header = ExrHeader.Read(FileBytes.Read(path, name ?? path, 1 << 22), name ?? path, out _);
        return (new(header.DataWindow, header.DisplayWindow, [.. header.Channels.Select(c => Empty(c, []))], header.Attributes), header.Compression);
    }

    internal static (StoredFrame Picture, ExrCompression Compression) Read(byte[] bytes, string name)
    {
        var header = ExrHeader.Read(bytes, name, out var at);
        var window = header.DataWindow;
        long lineBytes = 0, total = 0;
        foreach (var channel in header.Channels)
        {
            lineBytes += (long)channel.Columns(window) * channel.BytesPerSample;
            total += (long)channel.Columns(window) * channel.Rows(window) * channel.BytesPerSample;
        }
        var blocks = header.Blocks;
        if ((long)bytes.Length - at < (long)blocks * 8) throw ExrHeader.Cut(name, at);
        if (total > (header.Compression == ExrCompression.None ? 1 : MostShrinking) * bytes.Length || total > Array.MaxLength || lineBytes * header.LinesPerBlock > Array.MaxLength)
            throw ExrHeader.Bad(name, "damaged", 0, $"the header claims {total} bytes of pixels, more than a file of {bytes.Length} bytes can hold", "Get the file again");
        var places = Places(bytes, at, header, name);
        var planes = new byte[header.Channels.Count][];
        for (var c = 0; c < planes.Length; c++)
        {
            var channel = header.Channels[c];
            planes[c] = new byte[(long)channel.Columns(window) * channel.Rows(window) * channel.BytesPerSample];
        }
        var broken = new bool[blocks];
        Parallel.For(0, blocks, b => broken[b] = !ReadBlock(bytes, header, places[b], b, planes));
        var first = Array.IndexOf(broken, true);
        if (first >= 0) throw new BadInputException("damaged", name, $"line {window.MinY + (first * header.LinesPerBlock)}", "the pixels can not be unpacked", "Get the file again");
        return (new(window, header.DisplayWindow, [.. header.Channels.Select((c, i) => Empty(c, planes[i]))], header.Attributes), header.Compression);
    }

    private static StoredChannel Empty(ExrChannel c, byte[] words) => new(c.Name, c.Type, words, c.XSampling, c.YSampling, c.Linear);

    /// <summary>The offset of every block, by its own line number rather than by its place in the table.</summary>
    private static int[] Places(byte[] bytes, int table, ExrHeader header, string name)
    {
        var places = new int[header.Blocks];
        var data = table + (8 * places.Length);
        for (var i = 0; i < places.Length; i++)
        {
            var offset = BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(table + (8 * i)));
            if (offset == 0) throw new BadInputException("truncated", name, $"line {header.DataWindow.MinY + (i * header.LinesPerBlock)}", "its lines from here on were never written", "Render or copy the file again");
            if (offset < data || offset > bytes.Length - 8L) throw ExrHeader.Bad(name, "truncated", table + (8L * i), "the table of lines points outside the file", "Get the file again");
            var line = (long)BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan((int)offset)) - header.DataWindow.MinY;
            var size = BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan((int)offset + 4));
            if (line != (long)i * header.LinesPerBlock) throw ExrHeader.Bad(name, "damaged", offset, "a block of lines is not where the table says", "Get the file again");
            if (size < 0 || size > bytes.Length - 8 - offset) throw ExrHeader.Bad(name, "truncated", offset, "a block of lines reaches beyond the end of the file", "Get the file again");
            places[i] = (int)offset;
        }
        return places;
    }

    private static bool ReadBlock(byte[] bytes, ExrHeader header, int place, int block, byte[][] planes)
    {
        var window = header.DataWindow;
        var firstLine = window.MinY + (block * header.LinesPerBlock);
        var lines = Math.Min(header.LinesPerBlock, window.MaxY - firstLine + 1);
        var size = BlockBytes(header.Channels, window, firstLine, lines);
        var plain = new byte[size];
        if (!ExrBlock.Unpack(header.Compression, bytes, place + 8, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(place + 4)), plain)) return false;
        Walk(header.Channels, window, firstLine, lines, (c, to, from, count) => plain.AsSpan(from, count).CopyTo(planes[c].AsSpan(to)));
        return true;
    }

    private static int BlockBytes(IReadOnlyList<ExrChannel> channels, Window window, int firstLine, int lines)
    {
        var size = 0;
        Walk(channels, window, firstLine, lines, (_, _, _, count) => size += count);
        return size;
    }

    /// <summary>Visits the runs of a block in file order: line by line, in each the channels by name.</summary>
    private static void Walk(IReadOnlyList<ExrChannel> channels, Window window, int firstLine, int lines, Action<int, int, int, int> run)
    {
        var at = 0;
        for (var y = firstLine; y < firstLine + lines; y++)
        {
            for (var c = 0; c < channels.Count; c++)
            {
                var channel = channels[c];
                if (channel.YSampling != 1 && y % channel.YSampling != 0) continue;
                var count = channel.Columns(window) * channel.BytesPerSample;
                var row = channel.YSampling == 1 ? y - window.MinY : channel.Rows(window with { MaxY = y }) - 1;
                run(c, row * count, at, count);
                at += count;
            }
        }
    }
}
