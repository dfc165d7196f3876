using System.Buffers.Binary;
using System.Text;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>
/// The header of one part of an EXR (OpenEXR 2.0 file layout). Bounded: every length is checked against the bytes there are
/// before anything is made from it.
/// </summary>
internal sealed record ExrHeader(
    string Name, ExrStorage Storage, IReadOnlyList<ExrChannel> Channels, ExrCompression Compression, Window DataWindow, Window DisplayWindow, bool Decreasing, IReadOnlyList<StoredAttribute> Attributes)
{
    private const int MostParts = 1024;

    /// <summary>Attributes that say how the file is laid out; the writer makes its own.</summary>
    private static readonly HashSet<string> Layout = ["channels", "compression", "dataWindow", "displayWindow", "lineOrder", "tiles", "chunkCount", "type", "version"];

    public int LinesPerBlock => Compression switch
    {
        ExrCompression.Zip or ExrCompression.Pxr24 => 16,
        ExrCompression.Piz or ExrCompression.B44 or ExrCompression.B44A or ExrCompression.Dwaa => 32,
        ExrCompression.Dwab => 256,
        _ => 1,
    };

    public int Blocks => (DataWindow.Height + LinesPerBlock - 1) / LinesPerBlock;

    /// <summary>Bytes of the words of all channels.</summary>
    public long Bytes => Channels.Sum(c => c.Bytes(DataWindow));

    public bool IsDeep => Storage is ExrStorage.DeepScanlines or ExrStorage.DeepTiles;

    /// <summary>Luminance and differences of colour instead of red, green and blue.</summary>
    public bool IsLuminanceChroma => Has("Y") && Has("RY") && Has("BY") && !Has("R") && !Has("G") && !Has("B");

    public bool Has(string channel) => Channels.Any(c => c.Name == channel);

    public ExrPart ToPart(IReadOnlyList<byte[]>? words = null) =>
        new(Name, Storage, Compression, new(DataWindow, DisplayWindow, [.. Channels.Select((c, i) => c.ToStored(words?[i] ?? []))], Attributes));

    /// <summary>Reads the headers of all parts; the place after them is in <paramref name="end"/>.</summary>
    /// <exception cref="BadInputException">It is no EXR.</exception>
    public static IReadOnlyList<ExrHeader> Read(ReadOnlySpan<byte> bytes, string file, out int end)
    {
        if (bytes.Length < 8 || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != 20000630) throw Bad(file, "not-exr", 0, "this is no EXR file", "Check that the file was copied whole");
        var version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        if ((version & 0xFF) != 2) throw Bad(file, "exr-version", 4, $"version {version & 0xFF} of the file layout is not known", "Write it again with OpenEXR 2 or 3");
        if ((version & ~0x1EFFu) != 0) throw Bad(file, "exr-version", 4, "the header sets flags that no version knows", "Write it again with OpenEXR 2 or 3");
        var several = (version & 0x1000) != 0;
        var single = (version & 0x0800) != 0 ? ExrStorage.DeepScanlines : (version & 0x0200) != 0 ? ExrStorage.Tiles : ExrStorage.Scanlines;
        var longest = (version & 0x0400) != 0 ? 255 : 31;
        var parts = new List<ExrHeader>();
        var at = 8;
        while (true)
        {
            if (several && at < bytes.Length && bytes[at] == 0)
            {
                at++;
                break;
            }
            if (parts.Count >= MostParts) throw Bad(file, "damaged", at, $"it claims more than {MostParts} parts", "Get the file again");
            parts.Add(ReadPart(bytes, ref at, file, longest, several, single));
            if (!several) break;
        }
        if (parts.Count == 0) throw Bad(file, "damaged", at, "it has no parts", "Get the file again");
        if (several && parts.Select(p => p.Name).Distinct(StringComparer.Ordinal).Count() != parts.Count) throw Bad(file, "damaged", 8, "two parts have one name", "Get the file again");
        end = at;
        return parts;
    }

    public static BadInputException Bad(string file, string code, long place, string problem, string remedy) =>
        new(code, file, place > 0 ? $"byte {place}" : "", problem, remedy);

    public static BadInputException Cut(string file, long place) => Bad(file, "truncated", place, "the file ends too soon", "Get the file again");

    private static ExrHeader ReadPart(ReadOnlySpan<byte> bytes, ref int at, string file, int longest, bool several, ExrStorage storage)
    {
        var found = new Dictionary<string, StoredAttribute>(StringComparer.Ordinal);
        var order = new List<StoredAttribute>();
        while (true)
        {
            var start = at;
            var name = Text(bytes, ref at, longest, file);
            if (name.Length == 0) break;
            var type = Text(bytes, ref at, longest, file);
            if (type.Length == 0 || bytes.Length - at < 4) throw Cut(file, start);
            var size = BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
            at += 4;
            if (size < 0 || size > bytes.Length - at) throw Bad(file, "damaged", start, $"attribute '{Printable(name)}' claims {size} bytes, more than the file has", "Get the file again");
            var attribute = new StoredAttribute(name, type, bytes.Slice(at, size).ToArray());
            at += size;
            if (!found.TryAdd(name, attribute)) throw Bad(file, "damaged", start, $"attribute '{Printable(name)}' stands twice", "Get the file again");
            if (!Layout.Contains(name)) order.Add(attribute);
        }
        if (found.TryGetValue("type", out var kind) && (several || storage == ExrStorage.DeepScanlines)) storage = StorageOf(Encoding.Latin1.GetString(kind.Value), file);
        else if (several) throw Bad(file, "damaged", at, "a part does not say of what type it is", "Get the file again");
        else if (storage == ExrStorage.Scanlines && kind is not null && StorageOf(Encoding.Latin1.GetString(kind.Value), file) is ExrStorage.DeepScanlines or ExrStorage.DeepTiles)
            throw Bad(file, "damaged", 4, "its flags say flat pixels and its type says deep ones", "Get the file again");
        var data = Box("dataWindow");
        var display = Box("displayWindow");
        if (data.MinX > data.MaxX || data.MinY > data.MaxY || (long)data.MaxX - data.MinX >= PictureLimits.MostSide || (long)data.MaxY - data.MinY >= PictureLimits.MostSide ||
            Math.Max(Math.Abs((long)data.MinX), Math.Abs((long)data.MinY)) > int.MaxValue / 2 || Math.Max(Math.Abs((long)data.MaxX), Math.Abs((long)data.MaxY)) > int.MaxValue / 2)
            throw Bad(file, "damaged", 0, $"the data window {data.MinX},{data.MinY} to {data.MaxX},{data.MaxY} can not be", "Get the file again");
        if (display.MinX > display.MaxX || display.MinY > display.MaxY) throw Bad(file, "damaged", 0, "the display window is empty", "Get the file again");
        var compression = (ExrCompression)Byte("compression");
        if (!Enum.IsDefined(compression)) throw Bad(file, "damaged", 0, $"compression {(int)compression} is not known", "Write it again with ZIP compression");
        var lines = found.ContainsKey("lineOrder") ? Byte("lineOrder") : (byte)0;
        if (lines > 2) throw Bad(file, "damaged", 0, "the order of lines is not known", "Get the file again");
        var title = found.TryGetValue("name", out var named) && named.Type == "string" ? Encoding.UTF8.GetString(named.Value) : "";
        if (several && title.Length == 0) throw Bad(file, "damaged", at, "a part has no name", "Get the file again");
        return new(title, storage, ReadChannels(Need("channels", "chlist", 1), file), compression, data, display, lines == 1, order);

        byte[] Need(string name, string type, int least)
        {
            if (!found.TryGetValue(name, out var attribute) || attribute.Type != type || attribute.Value.Length < least)
                throw Bad(file, "damaged", 0, $"the header has no proper '{name}'", "Get the file again");
            return attribute.Value;
        }

        byte Byte(string name) => Need(name, name, 1)[0];

        Window Box(string name)
        {
            var v = Need(name, "box2i", 16).AsSpan();
            return new(BinaryPrimitives.ReadInt32LittleEndian(v), BinaryPrimitives.ReadInt32LittleEndian(v[4..]), BinaryPrimitives.ReadInt32LittleEndian(v[8..]), BinaryPrimitives.ReadInt32LittleEndian(v[12..]));
        }
    }

    private static ExrStorage StorageOf(string type, string file) => type switch
    {
        "scanlineimage" => ExrStorage.Scanlines,
        "tiledimage" => ExrStorage.Tiles,
        "deepscanline" => ExrStorage.DeepScanlines,
        "deeptile" => ExrStorage.DeepTiles,
        _ => throw Bad(file, "damaged", 0, $"a part is of the type '{Printable(type)}', which is not known", "Get the file again"),
    };

    private static List<ExrChannel> ReadChannels(ReadOnlySpan<byte> bytes, string file)
    {
        var channels = new List<ExrChannel>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var at = 0;
        while (true)
        {
            var name = Text(bytes, ref at, 255, file);
            if (name.Length == 0) break;
            if (bytes.Length - at < 16 || channels.Count >= PictureLimits.MostChannels) throw Bad(file, "damaged", 0, "the list of channels is broken", "Get the file again");
            var type = BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
            var x = BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + 8)..]);
            var y = BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + 12)..]);
            if (type is < 0 or > 2 || x is < 1 or > 1024 || y is < 1 or > 1024 || !names.Add(name))
                throw Bad(file, "damaged", 0, $"channel '{Printable(name)}' is described in a way that can not be", "Get the file again");
            channels.Add(new(name, (SampleType)type, bytes[at + 4] != 0, x, y));
            at += 16;
        }
        if (channels.Count == 0) throw Bad(file, "damaged", 0, "it has no channels", "Get the file again");
        // samples lie in the file in the order of the names
        channels.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return channels;
    }

    private static string Text(ReadOnlySpan<byte> bytes, ref int at, int longest, string file)
    {
        var rest = bytes[Math.Min(at, bytes.Length)..];
        var length = rest[..Math.Min(rest.Length, longest + 1)].IndexOf((byte)0);
        if (length < 0) throw rest.Length <= longest ? Cut(file, at) : Bad(file, "damaged", at, "a name in the header is too long", "Get the file again");
        at += length + 1;
        return Encoding.Latin1.GetString(rest[..length]);
    }

    private static string Printable(string text) => new([.. text.Take(40).Select(c => char.IsControl(c) ? '?' : c)]);
}
