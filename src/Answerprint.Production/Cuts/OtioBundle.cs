using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Answerprint.Media.Frames;

namespace Answerprint.Production.Cuts;

/// <summary>
/// The cut in a bundle of OpenTimelineIO: `.otioz` (a zip with content.otio, version.txt and media/) and `.otiod` (a folder of the same). Nothing is
/// unpacked but the cut; a bundle whose names lead out of it is refused. Zip by PKWARE's APPNOTE 6.3: stored and deflated, 64-bit offsets.
/// </summary>
internal static class OtioBundle
{
    private const string Content = "content.otio";
    private const int MostEntries = 65_534;
    private const int MostDirectory = 32 << 20;

    public static CutFile OfFolder(string path)
    {
        if (!Directory.Exists(path)) throw new BadInputException("no-file", path, "", "there is no such bundle", "Check the name of the cut");
        var inside = Path.Combine(path, Content);
        if (new FileInfo(inside).LinkTarget is not null) throw Bad(path, Content, "it is a link that leads elsewhere");
        if (!System.IO.File.Exists(inside)) throw Bad(path, "", $"it holds no {Content}");
        var media = Path.Combine(path, "media");
        return new(Name(path), CutFile.Read(inside, OtioText.MostBytes), Directory.Exists(media) ? [$"the bundle brings media: name them with --media {media}"] : []);
    }

    public static CutFile OfZip(string path)
    {
        if (!System.IO.File.Exists(path)) throw new BadInputException("no-file", path, "", "there is no such file", "Check the name of the cut");
        using var file = System.IO.File.OpenRead(path);
        var (offset, size, count) = EndOf(file, path);
        var directory = Bytes(file, offset, size, path);
        (long At, long Packed, long Whole, int Method)? found = null;
        var media = 0;
        var at = 0;
        for (var n = 0; n < count; n++)
        {
            if (at + 46 > directory.Length || U32(directory, at) != 0x02014b50) throw Bad(path, $"entry {n + 1}", "the directory of the zip is damaged");
            int nameLength = U16(directory, at + 28), extra = U16(directory, at + 30), comment = U16(directory, at + 32);
            if (at + 46 + nameLength + extra + comment > directory.Length) throw Bad(path, $"entry {n + 1}", "the directory of the zip is damaged");
            var name = Encoding.UTF8.GetString(directory, at + 46, nameLength);
            if (Climbs(name)) throw Bad(path, $"entry {n + 1}", $"the name {BadCut.Quote(name)} leads out of the bundle");
            if (name.StartsWith("media/", StringComparison.Ordinal) && !name.EndsWith('/')) media++;
            if (name == Content)
            {
                if (found is not null) throw Bad(path, $"entry {n + 1}", $"{Content} stands twice in it");
                if ((U16(directory, at + 8) & 1) != 0) throw Bad(path, Content, "it is encrypted");
                long packed = U32(directory, at + 20), whole = U32(directory, at + 24), start = U32(directory, at + 42);
                Large(directory.AsSpan(at + 46 + nameLength, extra), ref whole, ref packed, ref start);
                found = (start, packed, whole, U16(directory, at + 10));
            }
            at += 46 + nameLength + extra + comment;
        }
        if (found is not { } entry) throw Bad(path, "", $"it holds no {Content}");
        return new(Name(path), Unpack(file, entry, path), media > 0 ? [$"{media} media lie inside the bundle: unpack it and name its media folder with --media"] : []);
    }

    private static (long Offset, int Size, int Count) EndOf(FileStream file, string path)
    {
        var tail = (int)Math.Min(file.Length, 65_557);
        var end = Bytes(file, file.Length - tail, tail, path);
        var at = end.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || at + 22 > end.Length) throw Bad(path, "", "this is no zip, or its end is cut off");
        int count = U16(end, at + 10);
        long size = U32(end, at + 12), offset = U32(end, at + 16);
        if (offset == uint.MaxValue && at >= 20 && U32(end, at - 20) == 0x07064b50)
        {
            var large = Bytes(file, I64(end, at - 12), 56, path);
            if (U32(large, 0) != 0x06064b50) throw Bad(path, "", "the end of the zip is damaged");
            count = (int)Math.Clamp(I64(large, 32), 0, MostEntries + 1L);
            (size, offset) = (I64(large, 40), I64(large, 48));
        }
        if (count > MostEntries || size > MostDirectory) throw Bad(path, "", $"it holds more than {MostEntries:N0} files or a directory of more than {MostDirectory >> 20} MB");
        return size >= 0 && offset >= 0 && offset + size <= file.Length ? (offset, (int)size, count) : throw Bad(path, "", "the end of the zip points outside of it");
    }

    private static byte[] Unpack(FileStream file, (long At, long Packed, long Whole, int Method) entry, string path)
    {
        if (entry.Whole is <= 0 or > OtioText.MostBytes) throw Bad(path, Content, $"it claims {entry.Whole:N0} bytes and a cut may have {OtioText.MostBytes:N0}");
        var head = Bytes(file, entry.At, 30, path);
        if (U32(head, 0) != 0x04034b50) throw Bad(path, Content, "its place in the zip holds no file");
        var start = entry.At + 30 + U16(head, 26) + U16(head, 28);
        if (entry.Packed < 0 || start + entry.Packed > file.Length) throw Bad(path, Content, "it reaches beyond the end of the zip");
        if (entry.Method is not (0 or 8)) throw Bad(path, Content, $"it is packed by method {entry.Method}; stored and deflate are read");
        if (entry.Method == 0 && entry.Packed != entry.Whole) throw Bad(path, Content, "its two sizes differ");
        // what is unpacked grows with what is really there, never with what the file claims
        file.Position = start;
        using var packed = new MemoryStream(Bytes(file, start, (int)Math.Min(entry.Packed, OtioText.MostBytes), path), writable: false);
        using Stream plain = entry.Method == 0 ? packed : new DeflateStream(packed, CompressionMode.Decompress);
        using var whole = new MemoryStream();
        var buffer = new byte[81_920];
        try
        {
            for (int n; (n = plain.Read(buffer)) > 0;)
            {
                whole.Write(buffer, 0, n);
                if (whole.Length > entry.Whole) throw Bad(path, Content, $"it unpacks to more than the {entry.Whole:N0} bytes that it claims");
            }
        }
        catch (InvalidDataException e)
        {
            throw Bad(path, Content, "its packed bytes are damaged", e);
        }
        return whole.Length == entry.Whole ? whole.ToArray() : throw Bad(path, Content, $"it unpacks to {whole.Length:N0} bytes where it claims {entry.Whole:N0}");
    }

    /// <summary>The 64-bit field of an entry (header 1): only those values that do not fit stand in it, in this order.</summary>
    private static void Large(ReadOnlySpan<byte> extra, ref long whole, ref long packed, ref long start)
    {
        while (extra.Length >= 4)
        {
            int id = BinaryPrimitives.ReadUInt16LittleEndian(extra), length = BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]);
            extra = extra[4..];
            if (length > extra.Length) return;
            if (id == 1)
            {
                var field = extra[..length];
                whole = Next(ref field, whole);
                packed = Next(ref field, packed);
                start = Next(ref field, start);
                return;
            }
            extra = extra[length..];
        }

        static long Next(ref ReadOnlySpan<byte> field, long small)
        {
            if (small != uint.MaxValue || field.Length < 8) return small;
            var value = BinaryPrimitives.ReadInt64LittleEndian(field);
            field = field[8..];
            return value;
        }
    }

    private static bool Climbs(string name) =>
        name.Length == 0 || name[0] is '/' or '\\' || name.Contains(':', StringComparison.Ordinal) || name.Contains('\0', StringComparison.Ordinal) || name.Split('/', '\\').Contains("..", StringComparer.Ordinal);

    private static byte[] Bytes(FileStream file, long at, int count, string path)
    {
        if (at < 0 || at + count > file.Length) throw Bad(path, "", "it is cut off, or points outside of itself");
        var bytes = new byte[count];
        file.Position = at;
        file.ReadExactly(bytes);
        return bytes;
    }

    private static string Name(string path) => Path.ChangeExtension(path.TrimEnd('/', '\\'), ".otio");

    private static BadInputException Bad(string path, string place, string problem, Exception? inner = null) =>
        BadCut.At(path, place, problem, "Export the bundle again, or the cut alone as .otio", inner);

    private static int U16(byte[] b, int at) => BinaryPrimitives.ReadUInt16LittleEndian(b.AsSpan(at));

    private static uint U32(byte[] b, int at) => BinaryPrimitives.ReadUInt32LittleEndian(b.AsSpan(at));

    private static long I64(byte[] b, int at) => BinaryPrimitives.ReadInt64LittleEndian(b.AsSpan(at));
}
