using System.Buffers.Binary;
using System.Text;
using Answerprint.Media.Colour;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Media.Formats;

/// <summary>The header of a DPX file (SMPTE ST 268): its bytes up to the pixels as they stand, and what they say. Fields at the byte offsets of the standard.</summary>
internal sealed class DpxHeader
{
    /// <summary>Generic and industry headers.</summary>
    public const int Size = 2048;

    private const uint Undefined = uint.MaxValue;
    private const int MostHeader = 1 << 24;
    private readonly bool big;

    private DpxHeader(byte[] bytes, bool big)
    {
        Bytes = bytes;
        this.big = big;
    }

    public byte[] Bytes { get; }

    public bool IsBigEndian => big;

    public int Width => (int)U32(772);

    public int Height => (int)U32(776);

    public int Elements => U16(770);

    /// <summary>6 luma, 50 RGB, 51 RGBA, 52 ABGR, 100 CbYCrY 4:2:2, 102 CbYCr 4:4:4.</summary>
    public int Descriptor => Bytes[800];

    /// <summary>1 printing density, 2 linear, 3 logarithmic, 4… video, 0 not said.</summary>
    public int Characteristic => Bytes[801];

    public int Depth => Bytes[803];

    /// <summary>0 packed into 32-bit words, 1 filled with the padding low (method A), 2 with the padding high (method B).</summary>
    public int Packing => U16(804);

    public bool IsRunLength => U16(806) != 0;

    public int Orientation => U16(768);

    public int Offset => (int)U32(4);

    public int LinePadding => U32(812) is var p && p is Undefined or > 1 << 20 ? 0 : (int)p;

    /// <summary>Components a pixel; 0 for a descriptor that is not read here.</summary>
    public int Components => Descriptor switch { 6 => 1, 50 or 102 => 3, 51 or 52 => 4, 100 => 2, _ => 0 };

    private string Creator => Encoding.Latin1.GetString(Bytes, 160, 100).Split('\0')[0];

    /// <exception cref="BadInputException">It is no DPX, or its size can not be.</exception>
    public static DpxHeader Read(ReadOnlySpan<byte> file, string name)
    {
        if (file.Length < 4 || BinaryPrimitives.ReadUInt32BigEndian(file) is not (0x53445058 or 0x58504453)) throw ExrHeader.Bad(name, "not-dpx", 0, "this is no DPX file", "Check that the file was copied whole");
        if (file.Length < Size) throw ExrHeader.Cut(name, file.Length);
        var first = file[0] == (byte)'S';
        var offset = first ? BinaryPrimitives.ReadUInt32BigEndian(file[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(file[4..]);
        if (offset is < 1664 or > MostHeader) throw ExrHeader.Bad(name, "damaged", 4, $"the pixels can not begin at byte {offset}", "Get the file again");
        if (offset > file.Length) throw ExrHeader.Cut(name, file.Length);
        var header = new DpxHeader(file[..(int)Math.Max(offset, Size)].ToArray(), first);
        if (header.U32(772) is 0 or > PictureLimits.MostSide || header.U32(776) is 0 or > PictureLimits.MostSide)
            throw ExrHeader.Bad(name, "damaged", 772, $"a size of {header.U32(772)}×{header.U32(776)} can not be", "Get the file again");
        return header;
    }

    /// <summary>A header of our own for a picture that comes from elsewhere; <see cref="Put"/> what is known.</summary>
    public static DpxHeader Make(int width, int height, int descriptor, int depth, int packing, ColourSpace colour)
    {
        var bytes = new byte[Size];
        // fields that are not known are all ones, as the standard has it; texts are empty
        foreach (var (from, to) in new[] { (660, 664), (784, 800), (812, 820), (1408, 1432), (1620, 1636), (1712, 1732), (1920, 1928), (1932, 1972) }) bytes.AsSpan(from, to - from).Fill(0xFF);
        "SDPX"u8.CopyTo(bytes);
        var header = new DpxHeader(bytes, big: true);
        header.Set(4, Size);
        "V2.0"u8.CopyTo(bytes.AsSpan(8));
        header.Set(20, 1);
        header.Set(24, 1664);
        header.Set(28, 384);
        header.Set(32, 0);
        "Answerprint"u8.CopyTo(bytes.AsSpan(160));
        header.Set16(770, 1);
        header.Set(772, (uint)width);
        header.Set(776, (uint)height);
        bytes[800] = (byte)descriptor;
        bytes[801] = CharacteristicOf(colour);
        bytes[802] = bytes[801];
        bytes[803] = (byte)depth;
        header.Set16(804, (ushort)packing);
        header.Set(808, Size);
        header.Set(812, 0);
        header.Set(816, 0);
        header.Set(1628, 1);
        header.Set(1632, 1);
        return header;
    }

    /// <summary>The same header for a file of so many bytes.</summary>
    public DpxHeader WithLength(long length)
    {
        var copy = new DpxHeader((byte[])Bytes.Clone(), big);
        copy.Set(16, (uint)Math.Min(length, Undefined - 1));
        return copy;
    }

    /// <summary>The same header with texts behind its user data, under our own name, in UTF-8 and ended by a zero; the fields stay as they are.</summary>
    public DpxHeader WithMarks(IReadOnlyDictionary<string, string>? marks)
    {
        if (marks is null || marks.Count == 0) return this;
        var text = Encoding.UTF8.GetBytes(string.Concat(marks.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}={m.Value}\n")));
        var mark = new byte[32 + ((text.Length + 4) / 4 * 4)];
        "Answerprint"u8.CopyTo(mark);
        text.CopyTo(mark, 32);
        if (Bytes.AsSpan(Size).EndsWith(mark)) return this;
        var copy = new DpxHeader([.. Bytes, .. mark], big);
        copy.Set(4, (uint)copy.Bytes.Length);
        copy.Set(32, (uint)(copy.Bytes.Length - Size));
        // an element may say again where its pixels begin
        copy.Set(808, (uint)copy.Bytes.Length);
        return copy;
    }

    /// <summary>The same header for a frame that was made: what belongs to one frame only is not known.</summary>
    public DpxHeader OfNoFrame()
    {
        var copy = new DpxHeader((byte[])Bytes.Clone(), big);
        foreach (var at in (ReadOnlySpan<int>)[1712, 1920, 1924]) copy.Set(at, Undefined);
        copy.Bytes.AsSpan(36, 124).Clear();
        copy.Bytes.AsSpan(1664, 16).Clear();
        copy.Bytes.AsSpan(1732, 32).Clear();
        return copy;
    }

    /// <summary>What its codes mean: the transfer field; printing density for 10 bits of which nothing is said. A remark where it had to be guessed.</summary>
    public (ColourSpace Colour, string? Remark) Meaning()
    {
        if (Descriptor is 100 or 102) return (ColourSpace.Bt1886, null);
        // ffmpeg writes "linear" into every file, whatever the picture is
        if (Creator.StartsWith("Lavc", StringComparison.Ordinal)) return (ColourSpace.Bt1886, "its header is ffmpeg's, which says linear of every picture; taken as video (bt1886)");
        return Characteristic switch
        {
            1 or 3 => (ColourSpace.Cineon, null),
            2 => (ColourSpace.Linear, null),
            >= 4 and <= 10 => (ColourSpace.Bt1886, null),
            _ when Depth == 10 => (ColourSpace.Cineon, "its header does not say what the codes mean; taken as printing density (cineon)"),
            _ => (ColourSpace.Bt1886, "its header does not say what the codes mean; taken as video (bt1886)"),
        };
    }

    /// <summary>The rate of the television header, else of the film header.</summary>
    public FrameRate? Rate()
    {
        foreach (var at in (ReadOnlySpan<int>)[1940, 1724])
            if (F32(at) is var rate && float.IsFinite(rate) && rate is >= 1 and <= 1000) return FrameRate.FromDouble(rate);
        return null;
    }

    /// <summary>Timecode, key code, rate and pixel aspect as the attributes of OpenEXR that say the same.</summary>
    public IReadOnlyList<StoredAttribute> Attributes()
    {
        var attributes = new List<StoredAttribute>();
        if (U32(1920) is var clock && clock != Undefined && IsClock(clock))
        {
            var value = new byte[8];
            BinaryPrimitives.WriteUInt32LittleEndian(value, clock);
            if (U32(1924) is var user && user != Undefined) BinaryPrimitives.WriteUInt32LittleEndian(value.AsSpan(4), user);
            attributes.Add(new("timeCode", "timecode", value));
        }
        if (Rate() is { } rate) attributes.Add(ExrAttributes.FramesPerSecond(rate));
        if (Number(1664, 2) is { } maker && Number(1666, 2) is { } type && Number(1670, 6) is { } prefix && Number(1676, 4) is { } count)
        {
            var value = new byte[28];
            ReadOnlySpan<int> fields = [maker, type, prefix, count, Number(1668, 2) ?? 0, 4, 64];
            for (var i = 0; i < fields.Length; i++) BinaryPrimitives.WriteInt32LittleEndian(value.AsSpan(4 * i), fields[i]);
            attributes.Add(new("keyCode", "keycode", value));
        }
        if (U32(1628) is > 0 and < 65536 and var across && U32(1632) is > 0 and < 65536 and var down && across != down)
            attributes.Add(new("pixelAspectRatio", "float", BitConverter.GetBytes((float)across / down)));
        return attributes;
    }

    /// <summary>Takes over what attributes of OpenEXR say: timecode, rate, key code.</summary>
    public void Put(IEnumerable<StoredAttribute> attributes)
    {
        foreach (var a in attributes)
        {
            switch (a)
            {
                case { Name: "timeCode", Type: "timecode", Value.Length: 8 }:
                    // fields only: DPX has no flags
                    Set(1920, BinaryPrimitives.ReadUInt32LittleEndian(a.Value) & 0x3F7F7F3F);
                    Set(1924, BinaryPrimitives.ReadUInt32LittleEndian(a.Value.AsSpan(4)));
                    break;
                case { Name: "framesPerSecond", Type: "rational", Value.Length: 8 } when BinaryPrimitives.ReadInt32LittleEndian(a.Value) is > 0 and var n && BinaryPrimitives.ReadUInt32LittleEndian(a.Value.AsSpan(4)) is > 0 and var d:
                    Set(1724, BitConverter.SingleToUInt32Bits((float)n / d));
                    Set(1940, BitConverter.SingleToUInt32Bits((float)n / d));
                    break;
                case { Name: "keyCode", Type: "keycode", Value.Length: 28 }:
                    ReadOnlySpan<(int At, int Digits)> places = [(1664, 2), (1666, 2), (1670, 6), (1676, 4), (1668, 2)];
                    for (var i = 0; i < places.Length; i++)
                    {
                        var text = BinaryPrimitives.ReadInt32LittleEndian(a.Value.AsSpan(4 * i)).ToString($"D{places[i].Digits}", System.Globalization.CultureInfo.InvariantCulture);
                        if (text.Length == places[i].Digits) Encoding.ASCII.GetBytes(text).CopyTo(Bytes.AsSpan(places[i].At));
                    }
                    break;
                default:
                    break;
            }
        }
    }

    private static byte CharacteristicOf(ColourSpace colour) =>
        colour.Transfer == Transfer.Cineon ? (byte)1 : colour.Transfer == Transfer.Linear ? (byte)2 : (byte)6;

    private static bool IsClock(uint t)
    {
        int Digits(int at) => (int)(((t >> (at + 4)) & 15) * 10 + ((t >> at) & 15));
        for (var at = 0; at < 32; at += 4)
            if (((t >> at) & 15) > 9) return false;
        return Digits(24) < 24 && Digits(16) < 60 && Digits(8) < 60 && Digits(0) < 40;
    }

    private int? Number(int at, int digits) =>
        int.TryParse(Encoding.Latin1.GetString(Bytes, at, digits), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var n) ? n : null;

    private uint U32(int at) => big ? BinaryPrimitives.ReadUInt32BigEndian(Bytes.AsSpan(at)) : BinaryPrimitives.ReadUInt32LittleEndian(Bytes.AsSpan(at));

    private ushort U16(int at) => big ? BinaryPrimitives.ReadUInt16BigEndian(Bytes.AsSpan(at)) : BinaryPrimitives.ReadUInt16LittleEndian(Bytes.AsSpan(at));

    private float F32(int at) => BitConverter.UInt32BitsToSingle(U32(at));

    private void Set(int at, uint value)
    {
        if (big) BinaryPrimitives.WriteUInt32BigEndian(Bytes.AsSpan(at), value);
        else BinaryPrimitives.WriteUInt32LittleEndian(Bytes.AsSpan(at), value);
    }

    private void Set16(int at, ushort value)
    {
        if (big) BinaryPrimitives.WriteUInt16BigEndian(Bytes.AsSpan(at), value);
        else BinaryPrimitives.WriteUInt16LittleEndian(Bytes.AsSpan(at), value);
    }
}
