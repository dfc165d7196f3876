using System.Buffers.Binary;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>
/// Reads and writes OpenEXR files, words and attributes kept as they stand. Files of one part in scanlines (none, RLE, ZIPS, ZIP) are read by managed
/// code, so that a check needs no native library; tiles, several parts and the other compressions by the picture process
/// (<see cref="PictureProcess"/>). Stateless, safe from several threads; blocks are packed in parallel, the bytes do not depend on it.
/// </summary>
public static partial class ExrFile
{
    /// <summary>Deflate can not shrink further than this; a header that claims more pixels lies.</summary>
    private const long MostShrinking = 1040;

    /// <summary>How much of a file is looked at for its header; where that is longer, the whole.</summary>
    private const int Glance = 1 << 18;

    /// <summary>
    /// The plate's bits. Of several parts the first that has R, G and B (else the first) under its own channel names, and those of the same data
    /// window as layers named after their part. Luminance and chroma (Y, RY, BY) come as R, G, B in half, as OpenEXR's own reader converts them.
    /// </summary>
    /// <param name="path">Where the file is.</param>
    /// <param name="name">How its user named it, for errors.</param>
    /// <exception cref="BadInputException">It is not there, broken, or of a kind that is not read.</exception>
    public static StoredFrame Read(string path, string? name = null)
    {
        var file = name ?? path;
        var headers = Headers(path, file);
        return IsManaged(headers) ? Read(FileBytes.Read(path, file), headers, file) : ReadMerged(path, file, new(headers, file));
    }

    /// <summary>Whether <see cref="Read(string, string?)"/> can open this kind of file here: what managed code does not unpack is left to the picture process, which a verifier on its own does not have.</summary>
    /// <exception cref="BadInputException">It is not there or broken.</exception>
    public static bool CanReadHere(string path) => PictureProcess.IsHere || IsManaged(Headers(path, path));

    /// <summary>How the file is packed, windows, channels (with empty words) and attributes of what <see cref="Read(string, string?)"/> gives, without its pixels.</summary>
    /// <exception cref="BadInputException">It is not there, broken, or of a kind that is not read.</exception>
    public static (StoredFrame Picture, ExrCompression Compression) Describe(string path, string? name = null)
    {
        var merge = new ExrMerge(Headers(path, name ?? path), name ?? path);
        return (merge.Picture(null), merge.Main.Compression);
    }

    /// <summary>The headers of all parts.</summary>
    internal static IReadOnlyList<ExrHeader> HeadersOf(string path, string name) => Headers(path, name);

    /// <summary>What a header says, for people: how it is packed, and what is done to it in reading.</summary>
    internal static ExrMerge Merge(string path, string name) => new(Headers(path, name), name);

    /// <summary>The parts of a file without their pixels: each with its windows, channels (with empty words) and attributes. Deep parts are among them.</summary>
    /// <exception cref="BadInputException">It is not there or broken.</exception>
    public static IReadOnlyList<ExrPart> Parts(string path, string? name = null) => [.. Headers(path, name ?? path).Select(h => h.ToPart())];

    /// <summary>The parts of a file with their words, each channel in its own type and sampling, nothing converted.</summary>
    /// <exception cref="BadInputException">It is not there, broken, or a part is deep.</exception>
    public static IReadOnlyList<ExrPart> ReadParts(string path, string? name = null)
    {
        var file = name ?? path;
        var headers = Headers(path, file);
        if (IsManaged(headers)) return [headers[0].ToPart([.. Read(FileBytes.Read(path, file), headers, file).Channels.Select(c => c.Words)])];
        PictureLimits.Check(file, headers.Sum(h => h.Bytes), new FileInfo(path).Length);
        return [.. headers.Select((h, i) => h.ToPart(ReadWords(path, file, h, i)))];
    }

    /// <summary>The words of one part as the picture process reads them.</summary>
    internal static byte[][] ReadWords(string path, string file, ExrHeader header, int part)
    {
        if (header.IsDeep) throw ExrMerge.Deep(file);
        var length = new FileInfo(path).Length;
        PictureLimits.Check(file, header.Bytes, length);
        var request = PictureRequest.Reading(PictureJob.ExrRead, file, Path.GetFullPath(path), header.Bytes, length).With(Path.GetFullPath(path)).With(part).With(PictureProcess.Threads);
        return PictureProcess.Use(file, p =>
        {
            p.Ask(request).Dispose();
            return p.Take([.. header.Channels.Select(c => (int)c.Bytes(header.DataWindow))]);
        });
    }

    private static StoredFrame ReadMerged(string path, string file, ExrMerge merge)
    {
        var length = new FileInfo(path).Length;
        PictureLimits.Check(file, merge.Bytes, length);
        var words = new Dictionary<int, byte[][]>();
        foreach (var part in merge.PartsToRead) words[part] = ReadWords(path, file, merge.Headers[part], part);
        byte[][] colour = [];
        if (merge.ColourPlanes > 0)
        {
            var plane = merge.Main.DataWindow.Width * merge.Main.DataWindow.Height * 2;
            var request = PictureRequest.Reading(PictureJob.ExrColour, file, Path.GetFullPath(path), (long)plane * merge.ColourPlanes, length)
                .With(Path.GetFullPath(path)).With(PictureProcess.Threads).With(merge.ColourPlanes);
            colour = PictureProcess.Use(file, p =>
            {
                p.Ask(request).Dispose();
                return p.Take([.. Enumerable.Repeat(plane, merge.ColourPlanes)]);
            });
        }
        return merge.Picture((part, channel) => part < 0 ? colour[channel] : words[part][channel], merge.Headers.Count > 1 ? FileBytes.Read(path, file) : null, file);
    }

    /// <summary>Whether managed code reads it.</summary>
    internal static bool IsManaged(IReadOnlyList<ExrHeader> headers) =>
        headers is [{ Storage: ExrStorage.Scanlines, Compression: <= ExrCompression.Zip, IsLuminanceChroma: false }];

    private static IReadOnlyList<ExrHeader> Headers(string path, string file) => Headers(path, file, out _);

    /// <param name="table">Where the first part's table of blocks begins.</param>
    internal static IReadOnlyList<ExrHeader> Headers(string path, string file, out int table)
    {
        var glance = FileBytes.Read(path, file, Glance);
        try
        {
            return ExrHeader.Read(glance, file, out table);
        }
        catch (BadInputException) when (glance.Length == Glance)
        {
            return ExrHeader.Read(FileBytes.Read(path, file), file, out table);
        }
    }

    private static StoredFrame Read(byte[] bytes, IReadOnlyList<ExrHeader> known, string name)
    {
        var header = ExrHeader.Read(bytes, name, out var at)[0];
        // a file that changes while it is read is not what it was taken for
        if (header.Compression != known[0].Compression || header.Storage != known[0].Storage) throw ExrHeader.Bad(name, "damaged", 0, "the file changed while it was read", "Read it when it is whole");
        var window = header.DataWindow;
        if (CheckClaims(header, bytes.Length, at, name) > Array.MaxLength) throw Claims(header, bytes.Length, name);
        PictureLimits.Check(name, header.Bytes, bytes.Length);
        var places = Places(bytes, at, header, name);
        var planes = new byte[header.Channels.Count][];
        for (var c = 0; c < planes.Length; c++)
        {
            var channel = header.Channels[c];
            // every sample is in a block, so that none is left as it was found
            planes[c] = GC.AllocateUninitializedArray<byte>((int)channel.Bytes(window));
        }
        var broken = new bool[header.Blocks];
        Parallel.For(0, header.Blocks, b => broken[b] = !ExrBlock.Unpack(header.Compression, bytes, (int)places[b].Offset, places[b].Size, new(header, b), planes));
        var first = Array.IndexOf(broken, true);
        if (first >= 0) throw Broken(header, first, name);
        return header.ToPart(planes).Picture;
    }

    /// <summary>Whether a file of that length may hold what its header says, as far as packing goes.</summary>
    /// <param name="table">Where the table of lines begins.</param>
    /// <returns>Bytes of all pixels.</returns>
    internal static long CheckClaims(ExrHeader header, long length, int table, string name)
    {
        if (length - table < (long)header.Blocks * 8) throw ExrHeader.Cut(name, table);
        var line = header.Channels.Sum(c => (long)c.Columns(header.DataWindow) * c.BytesPerSample);
        if (header.Bytes > (header.Compression == ExrCompression.None ? 1 : MostShrinking) * length || line * header.LinesPerBlock > Array.MaxLength) throw Claims(header, length, name);
        return header.Bytes;
    }

    /// <summary>What is to be thrown where a block can not be unpacked.</summary>
    internal static BadInputException Broken(ExrHeader header, int block, string name) =>
        new("damaged", name, $"line {header.DataWindow.MinY + (block * header.LinesPerBlock)}", "the pixels can not be unpacked", "Get the file again");

    private static ExrPlace[] Places(byte[] bytes, int table, ExrHeader header, string name) =>
        Places((from, into) => bytes.AsSpan((int)from, into.Length).CopyTo(into), bytes.Length, table, header, name);

    /// <summary>The packed bytes of every block, by its own line number rather than by its place in the table.</summary>
    /// <param name="read">Fills a span with the file's bytes from a place on.</param>
    internal static ExrPlace[] Places(ExrReading read, long length, int table, ExrHeader header, string name)
    {
        var places = new ExrPlace[header.Blocks];
        var data = table + (8L * places.Length);
        var offsets = new byte[8 * places.Length];
        read(table, offsets);
        Span<byte> head = stackalloc byte[8];
        for (var i = 0; i < places.Length; i++)
        {
            var offset = BinaryPrimitives.ReadInt64LittleEndian(offsets.AsSpan(8 * i));
            if (offset == 0) throw new BadInputException("truncated", name, $"line {header.DataWindow.MinY + (i * header.LinesPerBlock)}", "its lines from here on were never written", "Render or copy the file again");
            if (offset < data || offset > length - 8) throw ExrHeader.Bad(name, "truncated", table + (8L * i), "the table of lines points outside the file", "Get the file again");
            read(offset, head);
            var line = (long)BinaryPrimitives.ReadInt32LittleEndian(head) - header.DataWindow.MinY;
            var size = BinaryPrimitives.ReadInt32LittleEndian(head[4..]);
            if (line != (long)i * header.LinesPerBlock) throw ExrHeader.Bad(name, "damaged", offset, "a block of lines is not where the table says", "Get the file again");
            if (size < 0 || size > length - 8 - offset) throw ExrHeader.Bad(name, "truncated", offset, "a block of lines reaches beyond the end of the file", "Get the file again");
            places[i] = new(offset + 8, size);
        }
        return places;
    }

    private static BadInputException Claims(ExrHeader header, long length, string name) =>
        ExrHeader.Bad(name, "damaged", 0, $"the header claims {header.Bytes} bytes of pixels, more than a file of {length} bytes can hold", "Get the file again");
}

/// <summary>Fills a span with the bytes of a file from a place on.</summary>
internal delegate void ExrReading(long from, Span<byte> into);

/// <summary>Where the packed bytes of a block are, and how many.</summary>
internal readonly record struct ExrPlace(long Offset, int Size);
