using System.Buffers.Binary;
using System.IO.Compression;
using Answerprint.Media.Colour;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>
/// PNG (ISO/IEC 15948) without another library: every colour type and depth, palette, tRNS and interlace read; 8 and 16 bit written.
/// Codes of 1, 2 and 4 bits are widened to 8 as the standard says. Stateless, safe from several threads.
/// </summary>
public static partial class PngFile
{
    private const long MostPixels = 1L << 28;
    private static readonly byte[] Signature = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A];

    // Adam7: first column, first row, step across, step down of each pass
    private static readonly (int X, int Y, int Across, int Down)[] Passes =
        [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)];

    /// <summary>Size and coding without the pixels.</summary>
    /// <exception cref="BadInputException">It is not there or is no PNG.</exception>
    public static (int Width, int Height, Coding Coding) Describe(string path, string name, ColourSpace colour)
    {
        var bytes = FileBytes.Read(path, name, 1 << 20);
        var header = ReadHeader(bytes, name);
        var at = 33;
        var clear = false;
        while (at + 8 <= bytes.Length)
        {
            var size = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
            var kind = bytes.AsSpan(at + 4, 4);
            if (kind.SequenceEqual("IDAT"u8)) break;
            clear |= kind.SequenceEqual("tRNS"u8);
            if (size > int.MaxValue / 2 || at + 12L + size > bytes.Length) break;
            at += 12 + (int)size;
        }
        return (header.Width, header.Height, header.Coding(colour, clear));
    }

    /// <summary>The code values.</summary>
    /// <exception cref="BadInputException">It is not there, broken or cut short.</exception>
    public static CodedPicture Read(string path, string name, ColourSpace colour)
    {
        var bytes = FileBytes.Read(path, name);
        var header = ReadHeader(bytes, name);
        byte[]? palette = null, clear = null;
        var packed = new List<(int At, int Size)>();
        var ended = false;
        for (var at = 33; at < bytes.Length && !ended;)
        {
            if (bytes.Length - at < 12) throw Cut(name, at);
            var size = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at));
            if (size > bytes.Length - at - 12) throw Cut(name, at);
            var kind = bytes.AsSpan(at + 4, 4);
            var body = bytes.AsSpan(at + 8, (int)size);
            if (Crc(bytes.AsSpan(at + 4, (int)size + 4)) != BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(at + 8 + (int)size)))
                throw Bad(name, "damaged", at, "the check sum of a chunk is wrong", "Get the file again");
            if (kind.SequenceEqual("IDAT"u8)) packed.Add((at + 8, (int)size));
            else if (kind.SequenceEqual("PLTE"u8)) palette = body.ToArray();
            else if (kind.SequenceEqual("tRNS"u8)) clear = body.ToArray();
            else if (kind.SequenceEqual("IEND"u8)) ended = true;
            else if ((kind[0] & 0x20) == 0) throw Bad(name, "png-kind", at, "it needs a chunk that is not known", "Write it again as a plain PNG");
            at += 12 + (int)size;
        }
        if (packed.Count == 0 || !ended) throw Cut(name, bytes.Length);
        if (header.Type == 3 && (palette is null || palette.Length is 0 or > 768 || palette.Length % 3 != 0)) throw Bad(name, "damaged", 0, "its palette is missing or broken", "Get the file again");
        var coding = header.Coding(colour, clear is not null);
        var sizeOfAll = header.PackedSize;
        // deflate shrinks a thousandfold at most: a header that claims more lies
        if (sizeOfAll > (1040L * packed.Sum(p => (long)p.Size)) + 64) throw Bad(name, "damaged", 0, "the header claims more pixels than the file can hold", "Get the file again");
        var plain = Inflate(bytes, packed, sizeOfAll, name);
        var planes = new ushort[coding.Planes][];
        for (var c = 0; c < planes.Length; c++) planes[c] = new ushort[header.Width * header.Height];
        var from = 0;
        foreach (var pass in header.Interlaced ? Passes : [(0, 0, 1, 1)])
        {
            var columns = (header.Width - pass.X + pass.Across - 1) / pass.Across;
            var lines = (header.Height - pass.Y + pass.Down - 1) / pass.Down;
            if (columns <= 0 || lines <= 0) continue;
            var rowBytes = header.RowBytes(columns);
            if (!Unfilter(plain, from, rowBytes, lines, Math.Max(1, header.BitsPerPixel / 8))) throw Bad(name, "damaged", 0, "a line names a filter that does not exist", "Get the file again");
            for (var line = 0; line < lines; line++)
                if (!Spread(header, plain.AsSpan(from + (line * (rowBytes + 1)) + 1, rowBytes), palette, clear, planes, ((pass.Y + (line * pass.Down)) * header.Width) + pass.X, pass.Across, columns))
                    throw Bad(name, "damaged", 0, "a pixel names a colour beyond the palette", "Get the file again");
            from += lines * (rowBytes + 1);
        }
        return new(coding, header.Width, header.Height, planes);
    }

    private static Header ReadHeader(byte[] bytes, string name)
    {
        if (bytes.Length < 33 || !bytes.AsSpan(0, 8).SequenceEqual(Signature) || !bytes.AsSpan(12, 4).SequenceEqual("IHDR"u8))
            throw Bad(name, "not-png", 0, "this is no PNG file", "Check that the file was copied whole");
        var width = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(16));
        var height = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(20));
        int depth = bytes[24], type = bytes[25];
        var fits = type switch
        {
            0 => depth is 1 or 2 or 4 or 8 or 16,
            3 => depth is 1 or 2 or 4 or 8,
            2 or 4 or 6 => depth is 8 or 16,
            _ => false,
        };
        if (!fits || bytes[26] != 0 || bytes[27] != 0 || bytes[28] > 1) throw Bad(name, "damaged", 16, "the header describes a kind of PNG that does not exist", "Get the file again");
        if (width == 0 || height == 0 || (long)width * height > MostPixels) throw Bad(name, "damaged", 16, $"a size of {width}×{height} is not read", "Get the file again");
        return new((int)width, (int)height, depth, type, bytes[28] == 1);
    }

    private static byte[] Inflate(byte[] bytes, List<(int At, int Size)> packed, long size, string name)
    {
        if (size > Array.MaxLength) throw Bad(name, "too-large", 0, "the picture is too large", "Split it");
        using var joined = new MemoryStream();
        foreach (var (at, count) in packed) joined.Write(bytes, at, count);
        joined.Position = 0;
        var plain = new byte[size];
        try
        {
            using var stream = new ZLibStream(joined, CompressionMode.Decompress);
            if (stream.ReadAtLeast(plain, plain.Length, throwOnEndOfStream: false) < plain.Length) throw Bad(name, "truncated", 0, "the pixels end too soon", "Get the file again");
        }
        catch (InvalidDataException e)
        {
            throw new BadInputException("damaged", name, "", "the pixels can not be unpacked", "Get the file again", e);
        }
        return plain;
    }

    private static bool Unfilter(byte[] plain, int from, int rowBytes, int lines, int step)
    {
        var above = new byte[rowBytes];
        for (var line = 0; line < lines; line++)
        {
            var at = from + (line * (rowBytes + 1));
            var row = plain.AsSpan(at + 1, rowBytes);
            switch (plain[at])
            {
                case 0:
                    break;
                case 1:
                    for (var i = step; i < row.Length; i++) row[i] += row[i - step];
                    break;
                case 2:
                    for (var i = 0; i < row.Length; i++) row[i] += above[i];
                    break;
                case 3:
                    for (var i = 0; i < row.Length; i++) row[i] += (byte)(((i >= step ? row[i - step] : 0) + above[i]) / 2);
                    break;
                case 4:
                    for (var i = 0; i < row.Length; i++) row[i] += i >= step ? Paeth(row[i - step], above[i], above[i - step]) : above[i];
                    break;
                default:
                    return false;
            }
            row.CopyTo(above);
        }
        return true;
    }

    private static byte Paeth(int left, int up, int corner)
    {
        var p = left + up - corner;
        int a = Math.Abs(p - left), b = Math.Abs(p - up), c = Math.Abs(p - corner);
        return (byte)(a <= b && a <= c ? left : b <= c ? up : corner);
    }

    /// <summary>Spreads one packed row into the planes.</summary>
    private static bool Spread(Header header, ReadOnlySpan<byte> row, byte[]? palette, byte[]? clear, ushort[][] planes, int to, int across, int columns)
    {
        var samples = header.Samples;
        Span<int> v = stackalloc int[4];
        for (var x = 0; x < columns; x++, to += across)
        {
            for (var s = 0; s < samples; s++) v[s] = Sample(row, (x * samples) + s, header.Depth);
            if (header.Type == 3)
            {
                if ((v[0] * 3) + 2 >= palette!.Length) return false;
                for (var c = 0; c < 3; c++) planes[c][to] = palette[(v[0] * 3) + c];
                if (clear is not null) planes[3][to] = v[0] < clear.Length ? clear[v[0]] : (ushort)255;
                continue;
            }
            for (var s = 0; s < samples; s++) planes[s][to] = (ushort)(header.Depth < 8 ? v[s] * 255 / ((1 << header.Depth) - 1) : v[s]);
            if (clear is null || header.Type is 4 or 6) continue;
            var key = clear.Length >= samples * 2;
            for (var s = 0; s < samples && key; s++) key = v[s] == BinaryPrimitives.ReadUInt16BigEndian(clear.AsSpan(2 * s));
            planes[samples][to] = (ushort)(key ? 0 : header.Depth == 16 ? 65535 : 255);
        }
        return true;
    }

    private static int Sample(ReadOnlySpan<byte> row, int index, int depth) => depth switch
    {
        8 => row[index],
        16 => (row[2 * index] << 8) | row[(2 * index) + 1],
        _ => (row[index * depth / 8] >> (8 - depth - (index * depth % 8))) & ((1 << depth) - 1),
    };

    private static BadInputException Bad(string name, string code, long place, string problem, string remedy) =>
        new(code, name, place > 0 ? $"byte {place}" : "", problem, remedy);

    private static BadInputException Cut(string name, long place) => Bad(name, "truncated", place, "the file ends too soon", "Get the file again");

    private readonly record struct Header(int Width, int Height, int Depth, int Type, bool Interlaced)
    {
        public int Samples => Type switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

        public int BitsPerPixel => Samples * Depth;

        public long PackedSize
        {
            get
            {
                if (!Interlaced) return (RowBytes(Width) + 1L) * Height;
                var sum = 0L;
                foreach (var p in Passes)
                {
                    long columns = (Width - p.X + p.Across - 1) / p.Across, lines = (Height - p.Y + p.Down - 1) / p.Down;
                    if (columns > 0 && lines > 0) sum += (RowBytes((int)columns) + 1L) * lines;
                }
                return sum;
            }
        }

        public int RowBytes(int columns) => (int)((((long)columns * BitsPerPixel) + 7) / 8);

        public Coding Coding(ColourSpace colour, bool clear) =>
            Formats.Coding.Still(Type is 0 or 4 ? CodeModel.Grey : CodeModel.Rgb, Math.Max(8, Depth), Type is 4 or 6 || clear, colour);
    }
}
