using System.Runtime.InteropServices;
using Answerprint.Media.Colour;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>
/// TIFF 6 through OpenImageIO in the picture process: 8 and 16 bit are codes (sRGB unless the file says linear), half and float are light as
/// stored; contiguous or in planes. Samples are kept as they are. Stateless, safe from several threads.
/// </summary>
public static class TiffFile
{
    internal static StillHeader Describe(string path, string name, ColourSpace? colour)
    {
        var still = CodecStill.Open("tiff", path, name);
        var remarks = new List<string>();
        if (still.StoredType != (int)still.Type) remarks.Add("its samples are of a type that is read as float");
        if (!still.IsLight && still.Channels.Count > 4) remarks.Add($"only four of its {still.Channels.Count} channels are read");
        var planar = still.Facts.GetValueOrDefault("planarconfig") == "separate" ? " in planes" : "";
        return new(still.Width, still.Height, still.IsLight ? null : still.CodingOf(Meaning(still, colour)), $"TIFF {(still.IsLight ? still.Type.ToString().ToLowerInvariant() : $"{still.Depth} bit")}{planar}", null, remarks);
    }

    /// <summary>The code values of a file of integers; null where the file holds light.</summary>
    /// <exception cref="BadInputException">It is not there, damaged, or claims more than it can hold.</exception>
    public static CodedPicture? ReadCodes(string path, string name, ColourSpace? colour = null)
    {
        var still = CodecStill.Open("tiff", path, name);
        return still.IsLight ? null : still.Codes(path, name, Meaning(still, colour));
    }

    /// <summary>The words of a file of halves or floats; of integers the declared decode.</summary>
    /// <exception cref="BadInputException">It is not there, damaged, or claims more than it can hold.</exception>
    public static StoredFrame Read(string path, string name, ColourSpace? colour = null)
    {
        var still = CodecStill.Open("tiff", path, name);
        return still.IsLight ? still.Light(path, name) : still.Codes(path, name, Meaning(still, colour)).ToStored();
    }

    /// <summary>Writes code values of 8 bits as 8, of more as 16 (widened so that white stays white). The file appears whole or not at all.</summary>
    /// <exception cref="ArgumentException">The codes are YUV.</exception>
    public static void Write(string path, CodedPicture picture, bool planar = false, IReadOnlyDictionary<string, string>? marks = null)
    {
        var coding = picture.Coding;
        if (coding.Model == CodeModel.Yuv) throw new ArgumentException("TIFF is written with grey or RGB codes", nameof(picture));
        var planes = picture.Planes.Select(codes =>
        {
            var bytes = new byte[codes.Length * (coding.Depth > 8 ? 2 : 1)];
            if (coding.Depth > 8)
            {
                var wide = MemoryMarshal.Cast<byte, ushort>(bytes.AsSpan());
                for (var i = 0; i < codes.Length; i++) wide[i] = coding.Most == 65535 ? codes[i] : (ushort)((((long)codes[i] * 65535) + (coding.Most / 2)) / coding.Most);
            }
            else
            {
                for (var i = 0; i < codes.Length; i++) bytes[i] = (byte)codes[i];
            }
            return bytes;
        });
        var names = (string[])[.. coding.Model == CodeModel.Grey ? ["Y"] : new[] { "R", "G", "B" }, .. coding.Alpha ? new[] { "A" } : []];
        Write(path, picture.Width, picture.Height, coding.Depth > 8 ? CodecType.UInt16 : CodecType.UInt8, names, [.. planes], planar, marks);
    }

    /// <summary>Writes the words of channels of one type as they stand: half or float. R, G, B, A come first; windows are not kept.</summary>
    /// <exception cref="ArgumentException">The channels differ in type or sampling, or are uint.</exception>
    public static void Write(string path, StoredFrame picture, bool planar = false, IReadOnlyDictionary<string, string>? marks = null)
    {
        var type = picture.Channels[0].Type;
        if (type == SampleType.UInt || picture.Channels.Any(c => c.Type != type || c.XSampling != 1 || c.YSampling != 1)) throw new ArgumentException("the channels of a TIFF are of one type, half or float", nameof(picture));
        var order = picture.Channels.OrderBy(c => "RGBA".IndexOf(c.Name, StringComparison.Ordinal) is >= 0 and var i && c.Name.Length == 1 ? i : 4).ToList();
        Write(path, picture.Width, picture.Height, type == SampleType.Half ? CodecType.Half : CodecType.Float, [.. order.Select(c => c.Name)], [.. order.Select(c => c.Words)], planar, marks);
    }

    private static void Write(string path, int width, int height, CodecType type, string[] names, byte[][] planes, bool planar, IReadOnlyDictionary<string, string>? marks)
    {
        var bytes = planes.Sum(p => (long)p.Length);
        var request = new PictureRequest(PictureJob.StillWrite, path, "", bytes, PictureLimits.Patience(4 * bytes))
            .With("tiff").With(width).With(height).With((int)type).With(planar ? 1 : 0).With("zip").With(names.Length);
        foreach (var name in names) request.With(name);
        request.With(Array.IndexOf(names, "A"));
        var text = marks is null ? "" : string.Join("; ", marks.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}={m.Value}"));
        request.With(text.Length > 0 ? 2 : 1).With("Software").With("Answerprint");
        if (text.Length > 0) request.With("ImageDescription").With(text);
        var file = PictureProcess.Use(path, p =>
        {
            p.Give(path, planes);
            p.Ask(request).Dispose();
            return p.Packed();
        });
        FileBytes.Write(path, stream => stream.Write(file));
    }

    private static ColourSpace Meaning(CodecStill still, ColourSpace? colour) =>
        colour ?? (string.Equals(still.Facts.GetValueOrDefault("oiio:ColorSpace"), "linear", StringComparison.OrdinalIgnoreCase) ? ColourSpace.Linear : ColourSpace.Srgb);
}
