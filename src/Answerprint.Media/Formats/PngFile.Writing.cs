using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Answerprint.Media.Formats;

public static partial class PngFile
{
    private static readonly uint[] CrcTable = MakeCrcTable();

    /// <summary>Writes code values of 8 bits as 8, of more as 16 (widened so that white stays white). The file appears whole or not at all.</summary>
    /// <param name="marks">Text by keyword, as iTXt chunks in UTF-8.</param>
    /// <exception cref="ArgumentException">The codes are YUV.</exception>
    public static void Write(string path, CodedPicture picture, IReadOnlyDictionary<string, string>? marks = null) =>
        FileBytes.Write(path, stream => Write(stream, picture, marks));

    /// <inheritdoc cref="Write(string, CodedPicture, IReadOnlyDictionary{string, string}?)"/>
    public static void Write(Stream stream, CodedPicture picture, IReadOnlyDictionary<string, string>? marks = null)
    {
        if (picture.Coding.Model == CodeModel.Yuv) throw new ArgumentException("PNG holds grey or RGB codes", nameof(picture));
        var wide = picture.Coding.Depth > 8;
        var samples = picture.Coding.Planes;
        var step = samples * (wide ? 2 : 1);
        var rowBytes = picture.Width * step;
        var lines = new byte[(rowBytes + 1L) * picture.Height];
        var most = picture.Coding.Most;
        Parallel.For(0, picture.Height, y =>
        {
            var plain = new byte[rowBytes];
            var above = new byte[rowBytes];
            Pack(y, plain);
            if (y > 0) Pack(y - 1, above);
            Filter(plain, above, lines.AsSpan(y * (rowBytes + 1), rowBytes + 1), step);
        });
        stream.Write(Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), picture.Height);
        header[8] = (byte)(wide ? 16 : 8);
        header[9] = (byte)((picture.Coding.Model == CodeModel.Grey ? 0 : 2) + (picture.Coding.Alpha ? 4 : 0));
        Chunk(stream, "IHDR"u8, header);
        foreach (var (keyword, text) in (marks ?? new Dictionary<string, string>()).OrderBy(m => m.Key, StringComparer.Ordinal))
            Chunk(stream, "iTXt"u8, [.. Encoding.Latin1.GetBytes(keyword), 0, 0, 0, 0, 0, .. Encoding.UTF8.GetBytes(text)]);
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, new ZLibCompressionOptions { CompressionLevel = 4 }, leaveOpen: true)) deflate.Write(lines);
        Chunk(stream, "IDAT"u8, packed.GetBuffer().AsSpan(0, (int)packed.Length));
        Chunk(stream, "IEND"u8, []);

        void Pack(int y, byte[] row)
        {
            for (var s = 0; s < samples; s++)
            {
                var codes = picture.Planes[s].AsSpan(y * picture.Width, picture.Width);
                for (var x = 0; x < codes.Length; x++)
                {
                    if (!wide) { row[(x * samples) + s] = (byte)codes[x]; continue; }
                    var code = most == 65535 ? codes[x] : (int)((((long)codes[x] * 65535) + (most / 2)) / most);
                    row[2 * ((x * samples) + s)] = (byte)(code >> 8);
                    row[(2 * ((x * samples) + s)) + 1] = (byte)code;
                }
            }
        }
    }

    /// <summary>Of no filter, Sub, Up and Paeth the one with the least sum of magnitudes (ISO/IEC 15948, 12.8).</summary>
    private static void Filter(byte[] plain, byte[] above, Span<byte> line, int step)
    {
        var trial = new byte[plain.Length];
        var least = long.MaxValue;
        foreach (var filter in (ReadOnlySpan<byte>)[0, 1, 2, 4])
        {
            long sum = 0;
            for (var i = 0; i < plain.Length; i++)
            {
                int left = i >= step ? plain[i - step] : 0, corner = i >= step ? above[i - step] : 0;
                var guess = filter switch { 1 => left, 2 => above[i], 4 => Paeth(left, above[i], corner), _ => 0 };
                trial[i] = (byte)(plain[i] - guess);
                sum += Math.Abs((int)(sbyte)trial[i]);
            }
            if (sum >= least) continue;
            least = sum;
            line[0] = filter;
            trial.CopyTo(line[1..]);
        }
    }

    private static void Chunk(Stream stream, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> body)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length);
        stream.Write(number);
        stream.Write(kind);
        stream.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Crc(body, Crc(kind, uint.MaxValue)));
        stream.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes) => ~Crc(bytes, uint.MaxValue);

    private static uint Crc(ReadOnlySpan<byte> bytes, uint crc)
    {
        foreach (var b in bytes) crc = CrcTable[(crc ^ b) & 0xFF] ^ (crc >> 8);
        return crc;
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (uint n = 0; n < 256; n++)
        {
            var c = n;
            for (var k = 0; k < 8; k++) c = (c & 1) != 0 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
            table[n] = c;
        }
        return table;
    }
}
