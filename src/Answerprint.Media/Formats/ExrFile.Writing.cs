using System.Buffers.Binary;
using System.Text;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

public static partial class ExrFile
{
    /// <summary>zlib's effort: OpenEXR's own default since 3.1.3.</summary>
    private const int Level = 4;

    /// <summary>OpenEXR's own default of DWA's loss.</summary>
    private const float DwaLevel = 45;

    /// <summary>Writes the words as they stand. The file appears whole or not at all.</summary>
    /// <param name="compression">None, ZIPS or ZIP by managed code; others by the picture process: PIZ keeps the words, PXR24 those of halves, B44 and DWA are lossy.</param>
    /// <exception cref="ArgumentException">A channel without the words that its window needs.</exception>
    /// <exception cref="BadInputException">The compression needs the picture process, and it is not built here.</exception>
    public static void Write(string path, StoredFrame picture, ExrCompression compression = ExrCompression.Zip)
    {
        var order = picture.Channels.OrderBy(c => c.Name, StringComparer.Ordinal).ToArray();
        var channels = order.Select(c => new ExrChannel(c.Name, c.Type, c.Linear, c.XSampling, c.YSampling)).ToArray();
        var window = picture.DataWindow;
        for (var c = 0; c < order.Length; c++)
            if (order[c].Words.Length != (long)channels[c].Columns(window) * channels[c].Rows(window) * channels[c].BytesPerSample)
                throw new ArgumentException($"channel {order[c].Name} has {order[c].Words.Length} bytes, which is not what its window needs", nameof(picture));
        var header = new ExrHeader("", ExrStorage.Scanlines, channels, compression, window, picture.DisplayWindow, Decreasing: false, picture.Attributes);
        var blocks = compression is ExrCompression.None or ExrCompression.Zips or ExrCompression.Zip ? PackBlocks(header, order) : BlocksOfProcess(path, header, order);
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
                writer.Write(blocks[b].Span);
            }
        });
    }

    private static ReadOnlyMemory<byte>[] PackBlocks(ExrHeader header, StoredChannel[] order)
    {
        var window = header.DataWindow;
        var blocks = new ReadOnlyMemory<byte>[header.Blocks];
        Parallel.For(0, blocks.Length, b =>
        {
            var firstLine = window.MinY + (b * header.LinesPerBlock);
            var lines = Math.Min(header.LinesPerBlock, window.MaxY - firstLine + 1);
            var plain = new byte[BlockBytes(header.Channels, window, firstLine, lines)];
            Walk(header.Channels, window, firstLine, lines, (c, from, to, count) => order[c].Words.AsSpan(from, count).CopyTo(plain.AsSpan(to)));
            blocks[b] = header.Compression == ExrCompression.None ? plain : ExrBlock.Pack(plain, Level);
        });
        return blocks;
    }

    /// <summary>OpenEXR packs a file with the same channels; its blocks go under our header.</summary>
    private static ReadOnlyMemory<byte>[] BlocksOfProcess(string path, ExrHeader header, StoredChannel[] order)
    {
        var window = header.DataWindow;
        var request = new PictureRequest(PictureJob.ExrPack, path, "", header.Bytes, PictureLimits.Patience(4 * header.Bytes))
            .With(PictureProcess.Threads).With(window.MinX).With(window.MinY).With(window.MaxX).With(window.MaxY).With((int)header.Compression).With(DwaLevel).With(order.Length);
        foreach (var c in order) request.With(c.Name).With((int)c.Type).With(c.Linear ? 1 : 0).With(c.XSampling).With(c.YSampling);
        var packed = PictureProcess.Use(path, p =>
        {
            p.Give(path, order.Select(c => c.Words));
            p.Ask(request).Dispose();
            return p.Packed();
        });
        var own = ExrHeader.Read(packed, path, out var table)[0];
        return [.. Places(packed, table, own, path).Select(at => new ReadOnlyMemory<byte>(packed, at + 8, BinaryPrimitives.ReadInt32LittleEndian(packed.AsSpan(at + 4))))];
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
