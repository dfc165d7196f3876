using System.Buffers.Binary;
using System.Text;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>How the blocks of an EXR are packed (OpenEXR file layout, "compression").</summary>
public enum ExrCompression
{
    None = 0,
    Rle = 1,

    /// <summary>Deflate, one line a block.</summary>
    Zips = 2,

    /// <summary>Deflate, 16 lines a block.</summary>
    Zip = 3,
    Piz = 4,
    Pxr24 = 5,
    B44 = 6,
    B44A = 7,
    Dwaa = 8,
    Dwab = 9,
}

/// <summary>A channel as the header lists it.</summary>
internal sealed record ExrChannel(string Name, SampleType Type, bool Linear, int XSampling, int YSampling)
{
    public int BytesPerSample => Type == SampleType.Half ? 2 : 4;

    /// <summary>Samples of a row of the window.</summary>
    public int Columns(Window window) => Multiples(window.MinX, window.MaxX, XSampling);

    /// <summary>Rows of the window that have samples.</summary>
    public int Rows(Window window) => Multiples(window.MinY, window.MaxY, YSampling);

    private static int Multiples(int first, int last, int step) => (int)(Floor(last, step) - Floor((long)first - 1, step));

    private static long Floor(long value, int step) => value >= 0 ? value / step : -((-value + step - 1) / step);
}

/// <summary>
/// The header of a single-part scanline EXR (OpenEXR 2.0 file layout). Bounded: every length is checked against the bytes there are
/// before anything is made from it.
/// </summary>
internal sealed record ExrHeader(
    IReadOnlyList<ExrChannel> Channels, ExrCompression Compression, Window DataWindow, Window DisplayWindow, bool Decreasing, IReadOnlyList<StoredAttribute> Attributes)
{
    /// <summary>Attributes that say how the file is laid out; the writer makes its own.</summary>
    private static readonly HashSet<string> Layout = ["channels", "compression", "dataWindow", "displayWindow", "lineOrder", "tiles", "chunkCount", "type", "version"];

    /// <summary>More pixels across or down than any camera has.</summary>
    private const int MostPixels = 1 << 18;

    public int LinesPerBlock => Compression == ExrCompression.Zip ? 16 : 1;

    public int Blocks => (DataWindow.Height + LinesPerBlock - 1) / LinesPerBlock;

    /// <summary>Reads the header; the place after it is in <paramref name="end"/>.</summary>
    /// <exception cref="BadInputException">It is no EXR that we read.</exception>
    public static ExrHeader Read(ReadOnlySpan<byte> bytes, string file, out int end)
    {
        var at = 8;
        if (bytes.Length < 8 || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != 20000630) throw Bad(file, "not-exr", 0, "this is no EXR file", "Check that the file was copied whole");
        var version = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
        if ((version & 0xFF) != 2) throw Bad(file, "exr-version", 4, $"version {version & 0xFF} of the file layout is not known", "Write it again with OpenEXR 2 or 3");
        if ((version & 0x1000) != 0) throw Unread(file, "it has several parts", "oiiotool IN --subimage 0 --compression zip -o OUT.exr");
        if ((version & 0x0800) != 0) throw Unread(file, "it holds deep pixels", "oiiotool IN --flatten --compression zip -o OUT.exr");
        if ((version & 0x0200) != 0) throw Unread(file, "it is tiled", "oiiotool IN --scanline --compression zip -o OUT.exr");
        if ((version & ~0x04FFu) != 0) throw Bad(file, "exr-version", 4, "the header sets flags that no version knows", "Write it again with OpenEXR 2 or 3");
        var longest = (version & 0x0400) != 0 ? 255 : 31;
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
            if (size < 0 || size > bytes.Length - at) throw Bad(file, "damaged", start, $"attribute '{name}' claims {size} bytes, more than the file has", "Get the file again");
            var attribute = new StoredAttribute(name, type, bytes.Slice(at, size).ToArray());
            at += size;
            if (!found.TryAdd(name, attribute)) throw Bad(file, "damaged", start, $"attribute '{name}' stands twice", "Get the file again");
            if (!Layout.Contains(name)) order.Add(attribute);
        }
        end = at;
        if (found.TryGetValue("type", out var kind) && Encoding.ASCII.GetString(kind.Value) is not "scanlineimage" and var other)
            throw Unread(file, $"it is a '{Printable(other)}'", "oiiotool IN --scanline --compression zip -o OUT.exr");
        var data = Box("dataWindow");
        var display = Box("displayWindow");
        if (data.MinX > data.MaxX || data.MinY > data.MaxY || (long)data.MaxX - data.MinX >= MostPixels || (long)data.MaxY - data.MinY >= MostPixels ||
            Math.Max(Math.Abs((long)data.MinX), Math.Abs((long)data.MinY)) > int.MaxValue / 2 || Math.Max(Math.Abs((long)data.MaxX), Math.Abs((long)data.MaxY)) > int.MaxValue / 2)
            throw Bad(file, "damaged", 0, $"the data window {data.MinX},{data.MinY} to {data.MaxX},{data.MaxY} can not be", "Get the file again");
        if (display.MinX > display.MaxX || display.MinY > display.MaxY) throw Bad(file, "damaged", 0, "the display window is empty", "Get the file again");
        var compression = (ExrCompression)Byte("compression");
        if (!Enum.IsDefined(compression)) throw Bad(file, "damaged", 0, $"compression {(int)compression} is not known", "Write it again with ZIP compression");
        if (compression > ExrCompression.Zip) throw Unread(file, $"its compression is {compression.ToString().ToUpperInvariant()}", "oiiotool IN --compression zip -o OUT.exr");
        var lines = found.ContainsKey("lineOrder") ? Byte("lineOrder") : (byte)0;
        if (lines > 2) throw Bad(file, "damaged", 0, "the order of lines is not known", "Get the file again");
        return new(ReadChannels(Need("channels", "chlist", 1), file), compression, data, display, lines == 1, order);

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

    public static BadInputException Bad(string file, string code, long place, string problem, string remedy) =>
        new(code, file, place > 0 ? $"byte {place}" : "", problem, remedy);

    public static BadInputException Cut(string file, long place) => Bad(file, "truncated", place, "the file ends too soon", "Get the file again");

    private static BadInputException Unread(string file, string what, string remedy) =>
        new("exr-kind", file, "", $"this EXR is not read: {what}", $"Convert it first: {remedy}");

    private static List<ExrChannel> ReadChannels(ReadOnlySpan<byte> bytes, string file)
    {
        var channels = new List<ExrChannel>();
        var at = 0;
        while (true)
        {
            var name = Text(bytes, ref at, 255, file);
            if (name.Length == 0) break;
            if (bytes.Length - at < 16 || channels.Count >= 1024) throw Bad(file, "damaged", 0, "the list of channels is broken", "Get the file again");
            var type = BinaryPrimitives.ReadInt32LittleEndian(bytes[at..]);
            var x = BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + 8)..]);
            var y = BinaryPrimitives.ReadInt32LittleEndian(bytes[(at + 12)..]);
            if (type is < 0 or > 2 || x is < 1 or > 1024 || y is < 1 or > 1024 || channels.Exists(c => c.Name == name))
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
