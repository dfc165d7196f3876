using System.Runtime.InteropServices;
using Answerprint.Media.Colour;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>How OpenImageIO stores a sample (its numbers for base types).</summary>
internal enum CodecType
{
    UInt8 = 2,
    UInt16 = 4,
    Half = 10,
    Float = 11,
}

/// <summary>A still that a codec of OpenImageIO opens in the picture process: what it says, and its samples as they are stored.</summary>
internal sealed record CodecStill(
    string Kind, Window DataWindow, Window DisplayWindow, int StoredType, CodecType Type, int Depth, IReadOnlyList<string> Channels, IReadOnlyDictionary<string, string> Facts)
{
    /// <summary>Codes, or light as it stands.</summary>
    public bool IsLight => Type is CodecType.Half or CodecType.Float;

    public int BytesPerSample => Type switch { CodecType.UInt8 => 1, CodecType.Float => 4, _ => 2 };

    public int Width => DataWindow.Width;

    public int Height => DataWindow.Height;

    /// <summary>Grey or red, green, blue, and coverage where a second or fourth channel is there; further channels are not among the codes.</summary>
    public Coding CodingOf(ColourSpace colour) => Coding.Still(Channels.Count < 3 ? CodeModel.Grey : CodeModel.Rgb, CodeDepth, Channels.Count is 2 or > 3, colour);

    /// <summary>Bits a code: 10-bit codes that the codec hands over widened are narrowed again.</summary>
    private int CodeDepth => Type == CodecType.UInt8 ? 8 : Kind is "cineon" && Depth is 10 or 12 ? Depth : 16;

    /// <summary>Opens a file and reads what it says.</summary>
    /// <param name="kind">"tiff", "jpeg" or "cineon".</param>
    /// <exception cref="BadInputException">It is not there, damaged, or not of that kind.</exception>
    public static CodecStill Open(string kind, string path, string name)
    {
        // whether it is there, readable, and no pipe
        if (FileBytes.Read(path, name, 16).Length < 4) throw ExrHeader.Cut(name, 0);
        var whole = Path.GetFullPath(path);
        var request = PictureRequest.Reading(PictureJob.StillDescribe, name, whole, 0, new FileInfo(whole).Length).With(kind).With(whole);
        using var reply = PictureProcess.Use(name, p => p.Ask(request));
        int width = reply.ReadInt32(), height = reply.ReadInt32(), x = reply.ReadInt32(), y = reply.ReadInt32();
        int fullX = reply.ReadInt32(), fullY = reply.ReadInt32(), fullWidth = reply.ReadInt32(), fullHeight = reply.ReadInt32();
        int stored = reply.ReadInt32(), type = reply.ReadInt32(), depth = reply.ReadInt32();
        _ = reply.ReadInt32();
        var count = reply.ReadInt32();
        if (width is < 1 or > PictureLimits.MostSide || height is < 1 or > PictureLimits.MostSide || count is < 1 or > PictureLimits.MostChannels || !Enum.IsDefined((CodecType)type))
            throw ExrHeader.Bad(name, "damaged", 0, $"a picture of {width}×{height} with {count} channels can not be", "Get the file again");
        var channels = Enumerable.Range(0, count).Select(_ => Text()).ToList();
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var n = reply.ReadInt32(); n > 0; n--)
        {
            var key = Text();
            _ = Text();
            facts[key] = Text();
        }
        var display = fullWidth > 0 && fullHeight > 0 ? new Window(fullX, fullY, fullX + fullWidth - 1, fullY + fullHeight - 1) : new(x, y, x + width - 1, y + height - 1);
        return new(kind, new(x, y, x + width - 1, y + height - 1), display, stored, (CodecType)type, depth, channels, facts);

        string Text() => System.Text.Encoding.UTF8.GetString(reply.ReadBytes(reply.ReadInt32()));
    }

    /// <summary>The planes of its channels, samples little-endian.</summary>
    /// <exception cref="BadInputException">It is damaged, or claims more than it can hold.</exception>
    public byte[][] Planes(string path, string name)
    {
        var whole = Path.GetFullPath(path);
        var length = new FileInfo(whole).Length;
        var plane = (long)Width * Height * BytesPerSample;
        PictureLimits.Check(name, plane * Channels.Count, length);
        var request = PictureRequest.Reading(PictureJob.StillRead, name, whole, plane * Channels.Count, length).With(Kind).With(whole).With((int)Type);
        return PictureProcess.Use(name, p =>
        {
            p.Ask(request).Dispose();
            return p.Take([.. Enumerable.Repeat((int)plane, Channels.Count)]);
        });
    }

    /// <summary>The code values.</summary>
    public CodedPicture Codes(string path, string name, ColourSpace colour)
    {
        var coding = CodingOf(colour);
        var planes = Planes(path, name);
        var narrow = Type == CodecType.UInt16 ? 16 - coding.Depth : 0;
        return new(coding, Width, Height, [.. planes.Take(coding.Planes).Select(Codes)]);

        ushort[] Codes(byte[] plane)
        {
            var codes = new ushort[Width * Height];
            if (Type == CodecType.UInt8)
                for (var i = 0; i < codes.Length; i++) codes[i] = plane[i];
            else
                MemoryMarshal.Cast<byte, ushort>(plane).CopyTo(codes);
            if (narrow > 0)
                for (var i = 0; i < codes.Length; i++) codes[i] >>= narrow;
            return codes;
        }
    }

    /// <summary>The words of a picture that is light as stored.</summary>
    public StoredFrame Light(string path, string name)
    {
        var planes = Planes(path, name);
        var names = Names();
        return new(DataWindow, DisplayWindow, [.. planes.Select((p, c) => new StoredChannel(names[c], Type == CodecType.Half ? SampleType.Half : SampleType.Float, p))], []);
    }

    /// <summary>Channel names, each once; a single one is luminance.</summary>
    private List<string> Names()
    {
        var names = new List<string>();
        for (var c = 0; c < Channels.Count; c++)
        {
            var name = Channels.Count is 1 or 2 && c == 0 ? "Y" : Channels[c].Length > 0 ? Channels[c] : $"channel{c}";
            while (names.Contains(name)) name += "_";
            names.Add(name);
        }
        return names;
    }
}
