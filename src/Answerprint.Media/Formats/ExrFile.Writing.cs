using System.Buffers.Binary;
using System.Text;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

public static partial class ExrFile
{
    /// <summary>zlib's effort: OpenEXR's own default since 3.1.3.</summary>
    private const int Level = 4;

    /// <summary>Writes the words as they stand. The file appears whole or not at all.</summary>
    /// <param name="compression">None, ZIPS or ZIP.</param>
    /// <exception cref="ArgumentException">A compression that is not written, or a channel without the words that its window needs.</exception>
    public static void Write(string path, StoredFrame picture, ExrCompression compression = ExrCompression.Zip)
    {
        if (compression is not (ExrCompression.None or ExrCompression.Zips or ExrCompression.Zip)) throw new ArgumentException($"{compression} is not written", nameof(compression));
        var order = picture.Channels.OrderBy(c => c.Name, StringComparer.Ordinal).ToArray();
        var channels = order.Select(c => new ExrChannel(c.Name, c.Type, c.Linear, c.XSampling, c.YSampling)).ToArray();
        var window = picture.DataWindow;
        for (var c = 0; c < order.Length; c++)
            if (order[c].Words.Length != (long)channels[c].Columns(window) * channels[c].Rows(window) * channels[c].BytesPerSample)
                throw new ArgumentException($"channel {order[c].Name} has {order[c].Words.Length} bytes, which is not what its window needs", nameof(picture));
        var header = new ExrHeader(channels, compression, window, picture.DisplayWindow, Decreasing: false, picture.Attributes);
        var blocks = new byte[header.Blocks][];
        Parallel.For(0, blocks.Length, b =>
        {
            var firstLine = window.MinY + (b * header.LinesPerBlock);
            var lines = Math.Min(header.LinesPerBlock, window.MaxY - firstLine + 1);
            var plain = new byte[BlockBytes(channels, window, firstLine, lines)];
            Walk(channels, window, firstLine, lines, (c, from, to, count) => order[c].Words.AsSpan(from, count).CopyTo(plain.AsSpan(to)));
            blocks[b] = compression == ExrCompression.None ? plain : ExrBlock.Pack(plain, Level);
        });
        FileBytes.Write(path, stream =>
        {
            using var writer = new BinaryWriter(stream, Encoding.Latin1, leaveOpen: true);
            WriteHeader(writer, header);
            var at = stream.Position + (8L * blocks.Length);
            foreach (var block in blocks)
            {
                writer.Write(at);
                at += 8 + block.Length;
            }
            for (var b = 0; b < blocks.Length; b++)
            {
                writer.Write(window.MinY + (b * header.LinesPerBlock));
                writer.Write(blocks[b].Length);
                writer.Write(blocks[b]);
            }
        });
    }

    private static void WriteHeader(BinaryWriter writer, ExrHeader header)
    {
        var longNames = header.Channels.Any(c => c.Name.Length > 31) || header.Attributes.Any(a => a.Name.Length > 31 || a.Type.Length > 31);
        writer.Write(20000630);
        writer.Write(2 | (longNames ? 0x400 : 0));
        var list = new MemoryStream();
        using (var channels = new BinaryWriter(list, Encoding.Latin1, leaveOpen: true))
        {
            foreach (var c in header.Channels)
            {
                Text(channels, c.Name);
                channels.Write((int)c.Type);
                channels.Write(c.Linear ? 1 : 0);
                channels.Write(c.XSampling);
                channels.Write(c.YSampling);
            }
            channels.Write((byte)0);
        }
        var attributes = header.Attributes.ToDictionary(a => a.Name, StringComparer.Ordinal);
        Put("channels", "chlist", list.ToArray());
        Put("compression", "compression", [(byte)header.Compression]);
        Put("dataWindow", "box2i", Box(header.DataWindow));
        Put("displayWindow", "box2i", Box(header.DisplayWindow));
        Put("lineOrder", "lineOrder", [0]);
        // the standard wants these in every file
        Missing("pixelAspectRatio", "float", BitConverter.GetBytes(1f));
        Missing("screenWindowCenter", "v2f", new byte[8]);
        Missing("screenWindowWidth", "float", BitConverter.GetBytes(1f));
        foreach (var a in header.Attributes) Put(a.Name, a.Type, a.Value);
        writer.Write((byte)0);

        void Missing(string name, string type, byte[] value)
        {
            if (!attributes.ContainsKey(name)) Put(name, type, value);
        }

        void Put(string name, string type, byte[] value)
        {
            Text(writer, name);
            Text(writer, type);
            writer.Write(value.Length);
            writer.Write(value);
        }
    }

    private static void Text(BinaryWriter writer, string text)
    {
        writer.Write(Encoding.Latin1.GetBytes(text));
        writer.Write((byte)0);
    }

    private static byte[] Box(Window window)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, window.MinX);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), window.MinY);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), window.MaxX);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(12), window.MaxY);
        return bytes;
    }
}
