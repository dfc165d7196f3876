using System.Buffers;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>
/// An EXR of one part in lines (none, RLE, ZIPS, ZIP) whose channels all have a sample a pixel, read line by line: what is in memory is the block at work, not
/// the picture. The file is opened anew for each block, so nothing has to be closed; that it is still the same is looked at each time. Safe from several
/// threads, each with a <see cref="Reader"/> of its own.
/// </summary>
internal sealed class ExrLines
{
    private readonly string path;
    private readonly string name;
    private readonly long length;
    private readonly DateTime written;
    private readonly ExrPlace[] places;
    private readonly int lineBytes;

    private ExrLines(string path, string name, ExrHeader header, int table)
    {
        (this.path, this.name, Header) = (path, name, header);
        (length, written, places) = FileBytes.Use(path, name, file =>
        {
            var bytes = RandomAccess.GetLength(file);
            ExrFile.CheckClaims(header, bytes, table, name);
            return (bytes, File.GetLastWriteTimeUtc(file), ExrFile.Places((from, into) => FileBytes.Fill(file, from, into, name), bytes, table, header, name));
        });
        // what one block may take is bounded as a small picture is; all of them together are never in memory
        lineBytes = (int)(header.Bytes / header.DataWindow.Height);
        PictureLimits.Check(name, (long)lineBytes * header.LinesPerBlock, length);
    }

    public ExrHeader Header { get; }

    /// <summary>Null where the file is of another kind.</summary>
    /// <exception cref="BadInputException">It is not there, is broken, or claims more than it can hold.</exception>
    public static ExrLines? Open(string path, string name)
    {
        var headers = ExrFile.Headers(path, name, out var table);
        return ExrFile.IsManaged(headers) && headers[0].Channels.All(c => c is { XSampling: 1, YSampling: 1 }) ? new(path, name, headers[0], table) : null;
    }

    /// <summary>The place of a channel in a line, bytes; −1 where there is none of that name and type.</summary>
    public int Find(string channel, SampleType type)
    {
        var at = 0;
        foreach (var own in Header.Channels)
        {
            if (own.Name == channel) return own.Type == type ? at : -1;
            at += own.Columns(Header.DataWindow) * own.BytesPerSample;
        }
        return -1;
    }

    public Reader Begin() => new(this);

    private void Unpack(int number, byte[] block, int bytes)
    {
        var (offset, size) = places[number];
        var packed = ArrayPool<byte>.Shared.Rent(Math.Max(1, Math.Min(size, bytes)));
        try
        {
            var broken = FileBytes.Use(path, name, file =>
            {
                if (RandomAccess.GetLength(file) != length || File.GetLastWriteTimeUtc(file) != written)
                    throw ExrHeader.Bad(name, "damaged", 0, "the file changed while it was read", "Read it when it is whole");
                // what is packed is never larger than what it holds
                if (size > bytes) return true;
                FileBytes.Fill(file, offset, packed.AsSpan(0, size), name);
                return !ExrBlock.Unpack(Header.Compression, packed, 0, size, ExrRuns.AsTheyStand(bytes), [block]);
            });
            if (broken) throw ExrFile.Broken(Header, number, name);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(packed);
        }
    }

    /// <summary>Reads lines in any order; quick where they follow one another. For one thread.</summary>
    public sealed class Reader(ExrLines lines)
    {
        private readonly byte[] block = new byte[lines.lineBytes * Math.Min(lines.Header.LinesPerBlock, lines.Header.DataWindow.Height)];
        private int unpacked = -1;

        /// <summary>The words of line <paramref name="y"/> (0 = the first of the data window), channels by name; they count until the next is asked for.</summary>
        /// <exception cref="BadInputException">It can not be unpacked, or the file changed.</exception>
        public ReadOnlySpan<byte> Line(int y)
        {
            var (number, row) = Math.DivRem(y, lines.Header.LinesPerBlock);
            if (number != unpacked)
            {
                unpacked = -1;
                var count = Math.Min(lines.Header.LinesPerBlock, lines.Header.DataWindow.Height - (number * lines.Header.LinesPerBlock));
                lines.Unpack(number, block, count * lines.lineBytes);
                unpacked = number;
            }
            return block.AsSpan(row * lines.lineBytes, lines.lineBytes);
        }
    }
}
