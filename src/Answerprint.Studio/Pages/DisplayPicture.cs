using System.Buffers.Binary;
using System.IO.Compression;
using Answerprint.Media.Frames;

namespace Answerprint.Studio.Pages;

/// <summary>A small picture for a screen: 8-bit sRGB, row by row, three bytes a pixel. For pages only; never a deliverable.</summary>
internal sealed class DisplayPicture(int width, int height)
{
    private static readonly byte[] Codes = MakeCodes();
    private static readonly uint[] Crc = MakeCrc();

    public int Width { get; } = width;

    public int Height { get; } = height;

    public byte[] Pixels { get; } = new byte[checked(3 * width * height)];

    /// <summary>Scene-linear R, G, B to sRGB codes (IEC 61966-2-1); light outside 0..1 is clipped, NaN is black.</summary>
    /// <param name="mostWidth">A wider picture is made smaller by averaging whole blocks of light.</param>
    public static DisplayPicture Of(Frame frame, int mostWidth = 960)
    {
        var block = Math.Max(1, (frame.Width + mostWidth - 1) / mostWidth);
        var small = new DisplayPicture(Math.Max(1, frame.Width / block), Math.Max(1, frame.Height / block));
        for (var c = 0; c < 3; c++)
        {
            var plane = frame.Plane(Math.Min(c, frame.Channels.Count - 1));
            for (var y = 0; y < small.Height; y++)
            {
                for (var x = 0; x < small.Width; x++)
                {
                    float sum = 0;
                    for (var j = 0; j < block; j++)
                        for (var i = 0; i < block; i++) sum += plane[(((y * block) + j) * frame.Width) + (x * block) + i];
                    small.Pixels[(3 * ((y * small.Width) + x)) + c] = Code(sum / (block * block));
                }
            }
        }
        return small;
    }

    /// <summary>The sRGB code of a light.</summary>
    public static byte Code(float light) => Codes[BitConverter.HalfToUInt16Bits((Half)light)];

    /// <summary>Absolute difference of two pictures in display codes, times <paramref name="times"/>.</summary>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static DisplayPicture Difference(DisplayPicture a, DisplayPicture b, int times = 8)
    {
        if (a.Width != b.Width || a.Height != b.Height) throw new ArgumentException("pictures of different sizes can not be compared");
        var made = new DisplayPicture(a.Width, a.Height);
        for (var i = 0; i < made.Pixels.Length; i++) made.Pixels[i] = (byte)Math.Min(255, times * Math.Abs(a.Pixels[i] - b.Pixels[i]));
        return made;
    }

    /// <summary>Pictures of one height side by side, with a grey gap: the strip at the head of a README.</summary>
    public static DisplayPicture Strip(int gap, params DisplayPicture[] pictures)
    {
        var strip = new DisplayPicture(pictures.Sum(p => p.Width) + (gap * (pictures.Length - 1)), pictures.Max(p => p.Height));
        strip.Pixels.AsSpan().Fill(0x2e);
        var left = 0;
        foreach (var picture in pictures)
        {
            for (var y = 0; y < picture.Height; y++)
                picture.Pixels.AsSpan(3 * y * picture.Width, 3 * picture.Width).CopyTo(strip.Pixels.AsSpan(3 * ((y * strip.Width) + left)));
            left += picture.Width + gap;
        }
        return strip;
    }

    /// <summary>As a PNG (W3C PNG, third edition): 8-bit RGB, sRGB chunk, each row by the Paeth filter.</summary>
    public byte[] ToPng()
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, Width);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), Height);
        (head[8], head[9]) = (8, 2);
        Chunk(file, "IHDR"u8, head);
        Chunk(file, "sRGB"u8, [1]);
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true)) Filter(zlib);
        Chunk(file, "IDAT"u8, packed.ToArray());
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private void Filter(Stream to)
    {
        var stride = 3 * Width;
        var row = new byte[stride + 1];
        row[0] = 4;
        for (var y = 0; y < Height; y++)
        {
            for (var i = 0; i < stride; i++)
            {
                var at = (y * stride) + i;
                int left = i >= 3 ? Pixels[at - 3] : 0, up = y > 0 ? Pixels[at - stride] : 0, corner = i >= 3 && y > 0 ? Pixels[at - stride - 3] : 0;
                var guess = left + up - corner;
                int a = Math.Abs(guess - left), b = Math.Abs(guess - up), c = Math.Abs(guess - corner);
                row[i + 1] = (byte)(Pixels[at] - (a <= b && a <= c ? left : b <= c ? up : corner));
            }
            to.Write(row);
        }
    }

    private static void Chunk(MemoryStream file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> data)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(word, data.Length);
        file.Write(word);
        file.Write(name);
        file.Write(data);
        var crc = uint.MaxValue;
        foreach (var b in name) crc = Crc[(byte)(crc ^ b)] ^ (crc >> 8);
        foreach (var b in data) crc = Crc[(byte)(crc ^ b)] ^ (crc >> 8);
        BinaryPrimitives.WriteUInt32BigEndian(word, ~crc);
        file.Write(word);
    }

    private static byte[] MakeCodes()
    {
        var codes = new byte[65536];
        for (var i = 0; i < codes.Length; i++)
        {
            var light = (double)BitConverter.UInt16BitsToHalf((ushort)i);
            if (double.IsNaN(light) || light <= 0) continue;
            var shown = light <= 0.0031308 ? 12.92 * light : (1.055 * Math.Pow(Math.Min(light, 1), 1 / 2.4)) - 0.055;
            codes[i] = (byte)Math.Min(255, (255 * shown) + 0.5);
        }
        return codes;
    }

    private static uint[] MakeCrc()
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
