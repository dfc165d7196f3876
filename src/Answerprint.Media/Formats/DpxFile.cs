using System.Buffers.Binary;
using Answerprint.Media.Colour;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>
/// DPX (SMPTE ST 268): 8, 10, 12 and 16 bits, packed or filled, both orders of bytes, grey, RGB, RGBA, ABGR and CbYCr; code values exact.
/// A header that was read is carried on to what is written. Stateless, safe from several threads.
/// </summary>
public static class DpxFile
{
    /// <summary>Size, coding and what the header says, without the pixels.</summary>
    /// <param name="colour">What the codes mean; default what the header says.</param>
    /// <exception cref="BadInputException">It is not there or is no DPX that is read.</exception>
    internal static StillHeader Describe(string path, string name, ColourSpace? colour)
    {
        var header = DpxHeader.Read(FileBytes.Read(path, name, 1 << 20), name);
        var coding = CodingOf(header, colour, name);
        var remarks = new List<string>();
        if (colour is null && header.Meaning().Remark is { } guess) remarks.Add(guess);
        if (header.Orientation != 0) remarks.Add($"its header says orientation {header.Orientation}; rows and columns stand as stored");
        return new(header.Width, header.Height, coding, $"DPX {coding.Depth} bit {(header.Packing == 0 ? "packed" : "filled")} {(header.IsBigEndian ? "big" : "little")}-endian", header.Rate(), remarks) { Label = StillHeader.LabelOf(header.Attributes()) };
    }

    /// <summary>The code values, the header as it stands and what it says as attributes.</summary>
    /// <param name="colour">What the codes mean; default what the header says.</param>
    /// <exception cref="BadInputException">It is not there, cut short, or of a kind that is not read.</exception>
    public static CodedPicture Read(string path, string name, ColourSpace? colour = null)
    {
        var bytes = FileBytes.Read(path, name);
        var header = DpxHeader.Read(bytes, name);
        var coding = CodingOf(header, colour, name);
        var layout = Layout.Of(header, bytes.Length - header.Offset);
        if (header.Offset + (layout.Stride * (header.Height - 1L)) + layout.LineBytes > bytes.Length) throw ExrHeader.Cut(name, bytes.Length);
        var planes = new ushort[coding.Planes][];
        for (var p = 0; p < planes.Length; p++)
        {
            var (w, h) = coding.SizeOf(p, header.Width, header.Height);
            planes[p] = new ushort[w * h];
        }
        Parallel.For(0, header.Height, () => new ushort[layout.Count], (y, _, line) =>
        {
            layout.Unpack(bytes.AsSpan((int)(header.Offset + (layout.Stride * y)), layout.LineBytes), line);
            Deal(header.Descriptor, coding, line, planes, y, header.Width);
            return line;
        }, _ => { });
        return new(coding, header.Width, header.Height, planes) { Header = header.Bytes, Attributes = header.Attributes() };
    }

    /// <summary>
    /// Writes the codes as they stand. Where the picture bears a header of the same size, depth and channels, that is carried on with its packing and
    /// order of bytes; else big-endian, filled (method A). The file appears whole or not at all.
    /// </summary>
    /// <param name="marks">Text by name, kept as user data behind the header.</param>
    /// <exception cref="ArgumentException">The codes have chroma at a resolution that DPX does not hold, or a depth other than 8, 10, 12, 16.</exception>
    public static void Write(string path, CodedPicture picture, IReadOnlyDictionary<string, string>? marks = null)
    {
        var coding = picture.Coding;
        var header = (Carried(picture) ?? Fresh(picture)).WithMarks(marks);
        var layout = Layout.Of(header, 0);
        var length = header.Bytes.Length + (layout.Stride * picture.Height);
        header = header.WithLength(length);
        var body = new byte[layout.Stride * picture.Height];
        Parallel.For(0, picture.Height, () => new ushort[layout.Count], (y, _, line) =>
        {
            Gather(header.Descriptor, coding, line, picture.Planes, y, picture.Width);
            layout.Pack(line, body.AsSpan((int)(layout.Stride * y), layout.LineBytes));
            return line;
        }, _ => { });
        FileBytes.Write(path, stream =>
        {
            stream.Write(header.Bytes);
            stream.Write(body);
        });
    }

    private static DpxHeader? Carried(CodedPicture picture)
    {
        if (picture.Header is null) return null;
        var header = DpxHeader.Read(picture.Header, "header");
        return header.Offset == header.Bytes.Length && header.Width == picture.Width && header.Height == picture.Height && header.Depth == picture.Coding.Depth && !header.IsRunLength &&
            header.Elements == 1 && header.Components > 0 && ModelOf(header) == (picture.Coding.Model, picture.Coding.Alpha) ? header : null;
    }

    private static DpxHeader Fresh(CodedPicture picture)
    {
        var coding = picture.Coding;
        var descriptor = (coding.Model, coding.Alpha, coding.ChromaX, coding.ChromaY) switch
        {
            (CodeModel.Grey, false, _, _) => 6,
            (CodeModel.Rgb, false, _, _) => 50,
            (CodeModel.Rgb, true, _, _) => 51,
            (CodeModel.Yuv, false, 1, 0) when picture.Width % 2 == 0 => 100,
            (CodeModel.Yuv, false, 0, 0) => 102,
            _ => throw new ArgumentException("DPX does not hold these codes", nameof(picture)),
        };
        if (coding.Depth is not (8 or 10 or 12 or 16)) throw new ArgumentException($"DPX does not hold {coding.Depth} bits", nameof(picture));
        var header = DpxHeader.Make(picture.Width, picture.Height, descriptor, coding.Depth, coding.Depth is 10 or 12 ? 1 : 0, coding.Colour);
        header.Put(picture.Attributes);
        return header;
    }

    private static (CodeModel, bool) ModelOf(DpxHeader header) => header.Descriptor switch
    {
        6 => (CodeModel.Grey, false),
        50 => (CodeModel.Rgb, false),
        51 or 52 => (CodeModel.Rgb, true),
        _ => (CodeModel.Yuv, false),
    };

    private static Coding CodingOf(DpxHeader header, ColourSpace? colour, string name)
    {
        string? odd = header.IsRunLength ? "its pixels are packed in run lengths" : header.Elements != 1 ? $"it has {header.Elements} image elements"
            : header.Components == 0 ? $"its pixels are of kind {header.Descriptor}" : header.Depth is not (8 or 10 or 12 or 16) ? $"it has {header.Depth} bits a code"
            : header.Packing > 2 ? $"its packing is {header.Packing}" : header.Descriptor == 100 && header.Width % 2 != 0 ? "a line has half a pair of pixels" : null;
        if (odd is not null) throw new BadInputException("dpx-kind", name, "", $"this DPX is not read: {odd}", "Convert it first: oiiotool IN -d uint10 -o OUT.dpx");
        var (model, alpha) = ModelOf(header);
        var space = colour ?? header.Meaning().Colour;
        return model == CodeModel.Yuv
            ? new(CodeModel.Yuv, header.Depth, Alpha: false, header.Descriptor == 100 ? 1 : 0, 0, ChromaSite.Left, header.Characteristic is 7 or 8 ? CodeMatrix.Bt601 : CodeMatrix.Bt709, CodeRange.Legal, space)
            : Coding.Still(model, header.Depth, alpha, space);
    }

    /// <summary>Components of a line in file order → planes.</summary>
    private static void Deal(int descriptor, Coding coding, ushort[] line, ushort[][] planes, int y, int width)
    {
        for (var p = 0; p < planes.Length; p++)
        {
            var (first, step) = PlaceOf(descriptor, p);
            var columns = coding.SizeOf(p, width, 1).Width;
            var row = planes[p].AsSpan(y * columns, columns);
            for (var x = 0; x < columns; x++) row[x] = line[first + (x * step)];
        }
    }

    private static void Gather(int descriptor, Coding coding, ushort[] line, ushort[][] planes, int y, int width)
    {
        for (var p = 0; p < planes.Length; p++)
        {
            var (first, step) = PlaceOf(descriptor, p);
            var columns = coding.SizeOf(p, width, 1).Width;
            var row = planes[p].AsSpan(y * columns, columns);
            for (var x = 0; x < columns; x++) line[first + (x * step)] = row[x];
        }
    }

    /// <summary>Where a plane's first component lies in a line, and how far its next is.</summary>
    private static (int First, int Step) PlaceOf(int descriptor, int plane) => descriptor switch
    {
        6 => (0, 1),
        50 => (plane, 3),
        51 => (plane, 4),
        52 => (3 - plane, 4),
        100 => plane switch { 0 => (1, 2), 1 => (0, 4), _ => (2, 4) },
        _ => (plane switch { 0 => 1, 1 => 0, _ => 2 }, 3),
    };

    /// <summary>How the components of a line lie in bytes.</summary>
    private sealed record Layout(int Count, int Depth, int Packing, bool Big, bool Reversed, int LineBytes, long Stride)
    {
        public static Layout Of(DpxHeader header, long available)
        {
            var count = header.Width * header.Components;
            var depth = header.Depth;
            var bytes = depth switch
            {
                8 => count,
                10 when header.Packing != 0 => (count + 2) / 3 * 4,
                12 when header.Packing != 0 => count * 2,
                16 => count * 2,
                _ => (int)((((long)count * depth) + 31) / 32 * 4),
            };
            // lines of bytes and of 16-bit words end on 32-bit words in some files and run on in others: the length of the file tells
            var whole = (bytes + 3) / 4 * 4;
            var aligned = bytes != whole && header.LinePadding == 0 && available >= (long)whole * header.Height;
            return new(count, depth, header.Packing, header.IsBigEndian, header.Components == 1, bytes, (aligned ? whole : bytes) + (long)header.LinePadding);
        }

        public void Unpack(ReadOnlySpan<byte> bytes, ushort[] line)
        {
            switch (Depth)
            {
                case 8:
                    for (var i = 0; i < line.Length; i++) line[i] = bytes[i];
                    break;
                case 10 when Packing != 0:
                    for (var i = 0; i < line.Length; i++) line[i] = (ushort)((Word(bytes, i / 3) >> Shift(i)) & 0x3FF);
                    break;
                case 12 when Packing != 0:
                    for (var i = 0; i < line.Length; i++) line[i] = (ushort)(Packing == 1 ? Half(bytes, i) >> 4 : Half(bytes, i) & 0xFFF);
                    break;
                case 16:
                    for (var i = 0; i < line.Length; i++) line[i] = Half(bytes, i);
                    break;
                default:
                    for (var i = 0; i < line.Length; i++)
                    {
                        var bit = (long)i * Depth;
                        var (word, at) = ((int)(bit / 32), (int)(bit % 32));
                        ulong pair = Word(bytes, word);
                        if (at + Depth > 32) pair |= (ulong)Word(bytes, word + 1) << 32;
                        line[i] = (ushort)((pair >> at) & ((1UL << Depth) - 1));
                    }
                    break;
            }
        }

        public void Pack(ushort[] line, Span<byte> bytes)
        {
            switch (Depth)
            {
                case 8:
                    for (var i = 0; i < line.Length; i++) bytes[i] = (byte)line[i];
                    break;
                case 10 when Packing != 0:
                    for (var w = 0; w * 3 < line.Length; w++)
                    {
                        var word = 0u;
                        for (var i = w * 3; i < Math.Min(line.Length, (w * 3) + 3); i++) word |= (uint)line[i] << Shift(i);
                        PutWord(bytes, w, word);
                    }
                    break;
                case 12 when Packing != 0:
                    for (var i = 0; i < line.Length; i++) PutHalf(bytes, i, (ushort)(Packing == 1 ? line[i] << 4 : line[i]));
                    break;
                case 16:
                    for (var i = 0; i < line.Length; i++) PutHalf(bytes, i, line[i]);
                    break;
                default:
                    ulong held = 0;
                    int bits = 0, to = 0;
                    foreach (var code in line)
                    {
                        held |= (ulong)code << bits;
                        for (bits += Depth; bits >= 32; bits -= 32, held >>= 32) PutWord(bytes, to++, (uint)held);
                    }
                    if (bits > 0) PutWord(bytes, to, (uint)held);
                    break;
            }
        }

        /// <summary>Three codes a word: the first highest; of grey the first lowest. Two bits are left low (A) or high (B).</summary>
        private int Shift(int i) => (10 * (Reversed ? i % 3 : 2 - (i % 3))) + (Packing == 1 ? 2 : 0);

        private uint Word(ReadOnlySpan<byte> bytes, int i) => Big ? BinaryPrimitives.ReadUInt32BigEndian(bytes[(4 * i)..]) : BinaryPrimitives.ReadUInt32LittleEndian(bytes[(4 * i)..]);

        private ushort Half(ReadOnlySpan<byte> bytes, int i) => Big ? BinaryPrimitives.ReadUInt16BigEndian(bytes[(2 * i)..]) : BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * i)..]);

        private void PutWord(Span<byte> bytes, int i, uint word)
        {
            if (Big) BinaryPrimitives.WriteUInt32BigEndian(bytes[(4 * i)..], word);
            else BinaryPrimitives.WriteUInt32LittleEndian(bytes[(4 * i)..], word);
        }

        private void PutHalf(Span<byte> bytes, int i, ushort half)
        {
            if (Big) BinaryPrimitives.WriteUInt16BigEndian(bytes[(2 * i)..], half);
            else BinaryPrimitives.WriteUInt16LittleEndian(bytes[(2 * i)..], half);
        }
    }
}
