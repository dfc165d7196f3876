using System.Text;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>A block as it goes into a file: what says where it belongs, and its packed bytes.</summary>
internal readonly record struct ExrBlockBytes(ReadOnlyMemory<byte> Place, ReadOnlyMemory<byte> Packed)
{
    public int Length => Place.Length + Packed.Length;
}

/// <summary>A part that is ready to be written: its whole header, and its blocks in the order of the table.</summary>
/// <param name="BottomUp">Whether the blocks stand in the file from the last to the first.</param>
internal sealed record ExrBody(IReadOnlyList<StoredAttribute> Attributes, IReadOnlyList<ExrBlockBytes> Blocks, bool BottomUp)
{
    /// <summary>Writes a file (OpenEXR 2.0 file layout): of one part in lines, or of several.</summary>
    public static void Write(Stream stream, IReadOnlyList<ExrBody> parts)
    {
        using var writer = new BinaryWriter(stream, Encoding.Latin1, leaveOpen: true);
        Head(writer, parts);
        var several = parts.Count > 1;
        var at = stream.Position + parts.Sum(p => 8L * p.Blocks.Count);
        foreach (var part in parts)
        {
            var table = new long[part.Blocks.Count];
            foreach (var b in part.InFile)
            {
                table[b] = at;
                at += part.Blocks[b].Length + (several ? 4 : 0);
            }
            foreach (var place in table) writer.Write(place);
        }
        for (var p = 0; p < parts.Count; p++)
            foreach (var b in parts[p].InFile)
            {
                if (several) writer.Write(p);
                writer.Write(parts[p].Blocks[b].Place.Span);
                writer.Write(parts[p].Blocks[b].Packed.Span);
            }
    }

    /// <summary>Writes a file of one part whose blocks come one after another: the table of their places is filled in at the end.</summary>
    /// <param name="count">How many blocks come.</param>
    public static void Write(Stream stream, IReadOnlyList<StoredAttribute> attributes, int count, IEnumerable<ExrBlockBytes> blocks)
    {
        using var writer = new BinaryWriter(stream, Encoding.Latin1, leaveOpen: true);
        Head(writer, [new(attributes, [], BottomUp: false)]);
        writer.Flush();
        var (start, table) = (stream.Position, new long[count]);
        stream.Position += 8L * count;
        var b = 0;
        foreach (var block in blocks)
        {
            table[b++] = stream.Position;
            stream.Write(block.Place.Span);
            stream.Write(block.Packed.Span);
        }
        stream.Position = start;
        foreach (var place in table) writer.Write(place);
        writer.Flush();
        stream.Position = stream.Length;
    }

    /// <summary>Everything before the tables.</summary>
    private static void Head(BinaryWriter writer, IReadOnlyList<ExrBody> parts)
    {
        var several = parts.Count > 1;
        var flags = parts.Any(p => p.HasLongNames) ? 0x400 : 0;
        if (several) flags |= 0x1000;
        if (parts.Any(p => p.IsDeep)) flags |= 0x800;
        writer.Write(20000630);
        writer.Write(2 | flags);
        foreach (var part in parts)
        {
            foreach (var a in part.Attributes)
            {
                Text(writer, a.Name);
                Text(writer, a.Type);
                writer.Write(a.Value.Length);
                writer.Write(a.Value);
            }
            writer.Write((byte)0);
        }
        if (several) writer.Write((byte)0);
    }

    private IEnumerable<int> InFile => BottomUp ? Enumerable.Range(0, Blocks.Count).Reverse() : Enumerable.Range(0, Blocks.Count);

    private bool IsDeep => Attributes.Any(a => a.Name == "type" && a.Value.AsSpan().StartsWith("deep"u8));

    /// <summary>Whether a name takes more than the 31 bytes of the first version of the layout; those of channels stand in the list of channels.</summary>
    private bool HasLongNames => Attributes.Any(a => a.Name.Length > 31 || a.Type.Length > 31 || (a is { Name: "channels", Type: "chlist" } && HasLongChannel(a.Value)));

    private static bool HasLongChannel(ReadOnlySpan<byte> list)
    {
        while (list.Length > 1)
        {
            var end = list.IndexOf((byte)0);
            if (end > 31) return true;
            if (end < 1 || list.Length < end + 17) return false;
            list = list[(end + 17)..];
        }
        return false;
    }

    private static void Text(BinaryWriter writer, string text)
    {
        writer.Write(Encoding.Latin1.GetBytes(text));
        writer.Write((byte)0);
    }
}
