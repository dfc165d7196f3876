using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Answerprint.Media.Formats;

/// <summary>How ffmpeg hands over a picture: planes at the stored depth. Packed layouts are only unpacked, never converted.</summary>
/// <param name="Name">ffmpeg's pix_fmt to ask for: the stream's own in planar form, little-endian.</param>
internal sealed partial record PixelLayout(string Name, CodeModel Model, int Depth, bool Alpha, int ChromaX, int ChromaY)
{
    // the same codes in another order of bytes: ffmpeg has a path for each of these that calculates nothing
    private static readonly Dictionary<string, string> Planar = new(StringComparer.Ordinal)
    {
        ["nv12"] = "yuv420p", ["nv21"] = "yuv420p", ["nv24"] = "yuv444p", ["yuyv422"] = "yuv422p", ["uyvy422"] = "yuv422p",
        ["rgb24"] = "gbrp", ["bgr24"] = "gbrp", ["0rgb"] = "gbrp", ["rgb0"] = "gbrp", ["0bgr"] = "gbrp", ["bgr0"] = "gbrp",
        ["rgba"] = "gbrap", ["argb"] = "gbrap", ["bgra"] = "gbrap", ["abgr"] = "gbrap",
        ["rgb48le"] = "gbrp16le", ["rgb48be"] = "gbrp16le", ["bgr48le"] = "gbrp16le", ["rgba64le"] = "gbrap16le", ["rgba64be"] = "gbrap16le", ["bgra64le"] = "gbrap16le",
    };

    public int BytesPerSample => Depth > 8 ? 2 : 1;

    /// <summary>The layout for a stream's pix_fmt; null where codes of that kind are not read.</summary>
    public static PixelLayout? Of(string stream)
    {
        var name = Planar.GetValueOrDefault(stream, stream);
        if (name.EndsWith("be", StringComparison.Ordinal)) name = name[..^2] + "le";
        var match = Known().Match(name);
        if (!match.Success) return null;
        var depth = match.Groups["depth"].Success ? int.Parse(match.Groups["depth"].ValueSpan, CultureInfo.InvariantCulture) : 8;
        if (depth is < 8 or > 16) return null;
        if (match.Groups["grey"].Success) return new(name, CodeModel.Grey, depth, Alpha: false, 0, 0);
        if (match.Groups["rgb"].Success) return new(name, CodeModel.Rgb, depth, match.Groups["rgb"].Value == "gbrap", 0, 0);
        var (x, y) = match.Groups["chroma"].Value switch
        {
            "444" => (0, 0),
            "422" => (1, 0),
            "420" => (1, 1),
            "440" => (0, 1),
            "411" => (2, 0),
            _ => (2, 2),
        };
        return new(name, CodeModel.Yuv, depth, match.Groups["yuv"].Value == "yuva", x, y);
    }

    /// <summary>The bytes of a picture.</summary>
    public long BytesOf(Coding coding, int width, int height)
    {
        var samples = 0L;
        for (var p = 0; p < coding.Planes; p++)
        {
            var size = coding.SizeOf(p, width, height);
            samples += (long)size.Width * size.Height;
        }
        return samples * BytesPerSample;
    }

    /// <summary>Raw bytes → planes in the order of <see cref="CodedPicture"/>.</summary>
    public CodedPicture Unpack(ReadOnlySpan<byte> bytes, Coding coding, int width, int height)
    {
        var planes = new ushort[coding.Planes][];
        var at = 0;
        for (var p = 0; p < planes.Length; p++)
        {
            var size = coding.SizeOf(p, width, height);
            var codes = new ushort[size.Width * size.Height];
            if (BytesPerSample == 1)
            {
                var from = bytes.Slice(at, codes.Length);
                for (var i = 0; i < codes.Length; i++) codes[i] = from[i];
            }
            else bytes.Slice(at, codes.Length * 2).CopyTo(MemoryMarshal.AsBytes(codes.AsSpan()));
            planes[Order(p)] = codes;
            at += codes.Length * BytesPerSample;
        }
        return new(coding, width, height, planes);
    }

    /// <summary>Planes → raw bytes, the inverse of <see cref="Unpack"/>.</summary>
    public byte[] Pack(CodedPicture picture)
    {
        if (Name is "bgr0" or "bgra") return PackFour(picture);
        var bytes = new byte[BytesOf(picture.Coding, picture.Width, picture.Height)];
        var at = 0;
        for (var p = 0; p < picture.Planes.Length; p++)
        {
            var codes = picture.Planes[Order(p)];
            if (BytesPerSample == 1)
                for (var i = 0; i < codes.Length; i++) bytes[at + i] = (byte)codes[i];
            else MemoryMarshal.AsBytes(codes.AsSpan()).CopyTo(bytes.AsSpan(at));
            at += codes.Length * BytesPerSample;
        }
        return bytes;
    }

    private static byte[] PackFour(CodedPicture picture)
    {
        var bytes = new byte[picture.Width * picture.Height * 4];
        for (var i = 0; i < picture.Width * picture.Height; i++)
        {
            for (var c = 0; c < 3; c++) bytes[(4 * i) + 2 - c] = (byte)picture.Planes[c][i];
            if (picture.Coding.Alpha) bytes[(4 * i) + 3] = (byte)picture.Planes[3][i];
        }
        return bytes;
    }

    /// <summary>ffmpeg's planar RGB lies in the order green, blue, red.</summary>
    private int Order(int plane) => Model == CodeModel.Rgb && plane < 3 ? (plane + 1) % 3 : plane;

    [GeneratedRegex("^((?<grey>gray)|(?<rgb>gbra?p)|(?<yuv>yuv[aj]?)(?<chroma>444|422|420|440|411|410)p)((?<depth>[0-9]+)le)?$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Known();
}
