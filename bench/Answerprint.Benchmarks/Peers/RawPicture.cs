using System.Buffers.Binary;
using System.Globalization;

namespace Answerprint.Benchmarks.Peers;

/// <summary>The samples of a picture as ffmpeg lays them out raw, little-endian: one plane each for grey, for R, G, B or for Y, U, V, then alpha.</summary>
internal static class RawPicture
{
    /// <summary>A layout that holds the same samples and that <see cref="Planes"/> knows: the little-endian twin.</summary>
    public static string Plain(string layout) => layout.EndsWith("be", StringComparison.Ordinal) ? layout[..^2] + "le" : layout;

    /// <param name="raw">One frame.</param>
    /// <param name="layout">ffmpeg's name: rgb24, rgb48le, gbrp10le, gbrpf32le, gray16le, yuv422p10le …</param>
    /// <returns>Codes as they stand, or floats.</returns>
    /// <exception cref="NotSupportedException">The layout is another, or the bytes do not fill it.</exception>
    public static float[][] Planes(ReadOnlySpan<byte> raw, string layout, int width, int height)
    {
        var name = layout.EndsWith("le", StringComparison.Ordinal) ? layout[..^2] : layout;
        if (name.StartsWith("yuv", StringComparison.Ordinal)) return Planar(raw, Yuv(name, width, height));
        if (name.StartsWith("gray", StringComparison.Ordinal)) return Planar(raw, [(width * height, Bytes(name[4..]))]);
        if (name.StartsWith("gbr", StringComparison.Ordinal))
        {
            var alpha = name[3] == 'a';
            var planes = Planar(raw, [.. Enumerable.Repeat((width * height, Bytes(name[(alpha ? 5 : 4)..])), alpha ? 4 : 3)]);
            return [planes[2], planes[0], planes[1], .. planes[3..]];
        }
        var letters = string.Concat(name.TakeWhile(char.IsAsciiLetter));
        if (letters.Any(c => !"rgba".Contains(c, StringComparison.Ordinal))) throw new NotSupportedException($"no reader for the raw layout {layout}");
        var bytes = int.Parse(name[letters.Length..] is { Length: > 0 } bits ? bits : "32", CultureInfo.InvariantCulture) / 8 / letters.Length;
        var mixed = Planar(raw, [(width * height * letters.Length, bytes)])[0];
        return [.. "rgba".Where(letters.Contains).Select(c => mixed.Where((_, i) => i % letters.Length == letters.IndexOf(c)).ToArray())];
    }

    /// <summary>Samples and bytes a sample of each plane; a chroma plane rounds its size up.</summary>
    private static List<(int Samples, int Bytes)> Yuv(string name, int width, int height)
    {
        var digits = name.AsSpan(name.IndexOf('4', StringComparison.Ordinal));
        var (x, y) = digits[..3] switch { "444" => (1, 1), "422" => (2, 1), "420" => (2, 2), "440" => (1, 2), "411" => (4, 1), _ => throw new NotSupportedException($"no reader for the raw layout {name}") };
        var bytes = Bytes(digits[4..].ToString());
        var chroma = (width + x - 1) / x * ((height + y - 1) / y);
        List<(int, int)> planes = [(width * height, bytes), (chroma, bytes), (chroma, bytes)];
        if (name.StartsWith("yuva", StringComparison.Ordinal)) planes.Add((width * height, bytes));
        return planes;
    }

    private static int Bytes(string depth) => depth switch { "" => 1, "f32" => 4, _ => 2 };

    private static float[][] Planar(ReadOnlySpan<byte> raw, IReadOnlyList<(int Samples, int Bytes)> planes)
    {
        if (planes.Sum(p => (long)p.Samples * p.Bytes) != raw.Length) throw new NotSupportedException("the raw picture is of another size");
        var at = 0;
        var samples = new float[planes.Count][];
        for (var p = 0; p < planes.Count; p++)
        {
            samples[p] = new float[planes[p].Samples];
            for (var i = 0; i < samples[p].Length; i++, at += planes[p].Bytes)
                samples[p][i] = planes[p].Bytes switch { 1 => raw[at], 2 => BinaryPrimitives.ReadUInt16LittleEndian(raw[at..]), _ => BinaryPrimitives.ReadSingleLittleEndian(raw[at..]) };
        }
        return samples;
    }
}
