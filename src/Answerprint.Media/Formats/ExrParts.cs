using System.Buffers.Binary;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>The packed blocks of a part of a file of several parts, of whatever kind: lines or tiles, flat or deep (OpenEXR 2.0 file layout, "chunk").</summary>
internal static class ExrParts
{
    /// <summary>The blocks of a part in the order of its table, each from its coordinates on: the number of the part before it is left out.</summary>
    /// <param name="table">Where the part's table begins; afterwards where it ends.</param>
    /// <exception cref="BadInputException">A block is not there, not of this part, or reaches beyond the end.</exception>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Blocks(byte[] file, ExrHeader header, int part, ref int table, string name)
    {
        var count = header.ChunkCount ?? throw ExrHeader.Bad(name, "damaged", 0, $"part {part} does not say how many blocks it has", "Get the file again");
        if (count < 1 || count > (file.Length - table) / 8) throw ExrHeader.Bad(name, "damaged", table, $"part {part} claims {count} blocks, more than the file has", "Get the file again");
        var blocks = new ReadOnlyMemory<byte>[count];
        for (var b = 0; b < count; b++, table += 8)
        {
            var at = BinaryPrimitives.ReadInt64LittleEndian(file.AsSpan(table));
            if (at == 0) throw new BadInputException("truncated", name, $"part {part}, block {b}", "it was never written", "Render or copy the file again");
            var head = Head(header.Storage);
            if (at < 0 || at > file.Length - 4L - head || BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan((int)at)) != part)
                throw ExrHeader.Bad(name, "damaged", table, $"the table of part {part} points to what is no block of it", "Get the file again");
            var body = Body(file.AsSpan((int)at + 4, head), header.IsDeep);
            if (body < 0 || body > file.Length - 4L - head - at) throw ExrHeader.Bad(name, "truncated", at, "a block reaches beyond the end of the file", "Get the file again");
            blocks[b] = file.AsMemory((int)at + 4, head + (int)body);
        }
        return blocks;
    }

    /// <summary>Bytes of what stands before the packed pixels: coordinates and sizes.</summary>
    private static int Head(ExrStorage storage) => storage switch
    {
        ExrStorage.Scanlines => 8,
        ExrStorage.Tiles => 20,
        ExrStorage.DeepScanlines => 28,
        _ => 40,
    };

    private static long Body(ReadOnlySpan<byte> head, bool deep)
    {
        if (!deep) return BinaryPrimitives.ReadInt32LittleEndian(head[^4..]);
        // the table of counts and the samples; the third number is the size of the samples unpacked
        var (counts, samples) = (BinaryPrimitives.ReadInt64LittleEndian(head[^24..]), BinaryPrimitives.ReadInt64LittleEndian(head[^16..]));
        return counts is >= 0 and <= int.MaxValue && samples is >= 0 and <= int.MaxValue ? counts + samples : -1;
    }
}
