using System.Buffers.Binary;
using System.Text;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

public static partial class ExrFile
{
    /// <summary>OpenEXR's own default of DWA's loss.</summary>
    private const float DwaLevel = 45;

    /// <summary>Blocks of many channels are large: so many are packed at once at most.</summary>
    private const int MostPackers = 8;

    /// <summary>What all parts of a file have in common (OpenEXR 2.0 file layout, "shared attributes") and we set: it follows the picture.</summary>
    private const string Shared = "timeCode";

    /// <summary>
    /// Writes the words as they stand, in lines. The file appears whole or not at all; its bytes do not depend on the number of threads. Line order and the other parts of the file that the picture was read from
    /// (<see cref="StoredFrame.Layout"/>) are kept, those word for word as they lay there.
    /// </summary>
    /// <param name="compression">By default the picture's own where that is without loss and written, else ZIP. None, RLE, ZIPS and ZIP are packed by managed code; others by the picture process: PIZ keeps the words, PXR24 those of halves, B44 and DWA are lossy.</param>
    /// <exception cref="ArgumentException">A channel without the words that its window needs, or one of another part that was changed.</exception>
    /// <exception cref="BadInputException">The compression needs the picture process, and it is not built here.</exception>
    public static void Write(string path, StoredFrame picture, ExrCompression? compression = null)
    {
        var layout = picture.Layout;
        var several = layout is { Parts.Count: > 1 };
        var elsewhere = several ? layout!.Parts.SelectMany(p => p.Shown).ToDictionary(c => c.Name, StringComparer.Ordinal) : [];
        var order = picture.Channels.Where(c => !elsewhere.ContainsKey(c.Name)).OrderBy(c => c.Name, StringComparer.Ordinal).ToArray();
        if (picture.Channels.FirstOrDefault(c => elsewhere.TryGetValue(c.Name, out var own) && !ReferenceEquals(own.Words, c.Words) && !own.Words.AsSpan().SequenceEqual(c.Words)) is { } changed)
            throw new ArgumentException($"channel {changed.Name} belongs to a part that passes through as it is, and was changed", nameof(picture));
        var channels = order.Select(c => new ExrChannel(c.Name, c.Type, c.Linear, c.XSampling, c.YSampling)).ToArray();
        var window = picture.DataWindow;
        for (var c = 0; c < order.Length; c++)
            if (order[c].Words.Length != (long)channels[c].Columns(window) * channels[c].Rows(window) * channels[c].BytesPerSample)
                throw new ArgumentException($"channel {order[c].Name} has {order[c].Words.Length} bytes, which is not what its window needs", nameof(picture));
        var header = new ExrHeader("", ExrStorage.Scanlines, channels, compression ?? Kept(layout), window, picture.DisplayWindow, layout?.BottomUp ?? false, picture.Attributes);
        var own = new ExrBody(Attributes(header, several ? layout!.Parts[layout.Part].Name : null), BlocksOf(path, header, order), header.BottomUp);
        ExrBody[] parts = several
            ? [.. layout!.Parts.Select((p, i) => i == layout.Part ? own : new ExrBody(Following(p.Attributes, picture.Attributes), [.. p.Blocks.Select(b => new ExrBlockBytes(default, b))], BottomUp: false))]
            : [own];
        FileBytes.Write(path, stream => ExrBody.Write(stream, parts));
    }

    /// <summary>Writes a ZIP file whose lines are asked for, in no order and from several threads: no more than the blocks at work is in memory. The file appears whole or not at all; its bytes are those of <see cref="Write"/>.</summary>
    /// <param name="channels">Ascending by name, none reduced.</param>
    /// <param name="lines">Begins to give lines, for one thread: the words of a line by channel, which count until the next is asked for.</param>
    internal static void WriteLines(string path, Window window, ExrChannel[] channels, Func<Func<int, byte[][]>> lines, IReadOnlyList<StoredAttribute>? attributes = null)
    {
        var header = new ExrHeader("", ExrStorage.Scanlines, channels, ExrCompression.Zip, window, window, Decreasing: false, attributes ?? []);
        FileBytes.Write(path, stream => ExrBody.Write(stream, Attributes(header, null), header.Blocks, Blocks()));

        IEnumerable<ExrBlockBytes> Blocks()
        {
            var workers = Math.Clamp(Environment.ProcessorCount, 1, MostPackers);
            var givers = new Func<int, byte[][]>?[workers];
            // each goes a few blocks ahead, so that a quick one does not wait long for a slow one
            var packed = new byte[4 * workers][];
            for (var first = 0; first < header.Blocks; first += packed.Length)
            {
                var (from, count, next) = (first, Math.Min(packed.Length, header.Blocks - first), -1);
                Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers }, w =>
                {
                    var giver = givers[w] ??= lines();
                    while (Interlocked.Increment(ref next) is var b && b < count)
                        packed[b] = ExrBlock.Pack(header.Compression, new ExrRuns(header, from + b), (from + b) * header.LinesPerBlock, giver, channels.Length);
                });
                for (var b = 0; b < count; b++) yield return new(Place(header, from + b, packed[b].Length), packed[b]);
            }
        }
    }

    /// <summary>Whether a version of a plate that is packed so is packed so: it is without loss, and written.</summary>
    internal static bool IsKept(ExrCompression compression) => compression <= ExrCompression.Piz;

    private static ExrCompression Kept(StoredLayout? layout) => layout is not null && IsKept((ExrCompression)layout.Packing) ? (ExrCompression)layout.Packing : ExrCompression.Zip;

    private static ExrBlockBytes[] BlocksOf(string path, ExrHeader header, StoredChannel[] order)
    {
        var packed = header.Compression <= ExrCompression.Zip ? PackBlocks(header, order) : BlocksOfProcess(path, header, order);
        return [.. packed.Select((block, b) => new ExrBlockBytes(Place(header, b, block.Length), block))];
    }

    /// <summary>What stands before a block: its first line and its length.</summary>
    private static byte[] Place(ExrHeader header, int block, int length)
    {
        var place = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(place, header.DataWindow.MinY + (block * header.LinesPerBlock));
        BinaryPrimitives.WriteInt32LittleEndian(place.AsSpan(4), length);
        return place;
    }

    private static ReadOnlyMemory<byte>[] PackBlocks(ExrHeader header, StoredChannel[] order)
    {
        var blocks = new ReadOnlyMemory<byte>[header.Blocks];
        Parallel.For(0, blocks.Length, b => blocks[b] = ExrBlock.Pack(header.Compression, new ExrRuns(header, b), [.. order.Select(c => c.Words)]));
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
        return [.. Places(packed, table, own, path).Select(p => new ReadOnlyMemory<byte>(packed, (int)p.Offset, p.Size))];
    }

    /// <summary>The attributes of another part, what it shares with the picture as the picture has it.</summary>
    private static IReadOnlyList<StoredAttribute> Following(IReadOnlyList<StoredAttribute> part, IReadOnlyList<StoredAttribute> picture)
    {
        var shared = picture.FirstOrDefault(a => a.Name == Shared);
        var had = part.FirstOrDefault(a => a.Name == Shared);
        if (shared is null ? had is null : had is not null && had.Value.AsSpan().SequenceEqual(shared.Value)) return part;
        return [.. part.Where(a => a.Name != Shared), .. shared is null ? Array.Empty<StoredAttribute>() : [shared]];
    }

    /// <summary>All attributes of a part in lines.</summary>
    /// <param name="part">Its name in a file of several parts; null in a file of one.</param>
    private static List<StoredAttribute> Attributes(ExrHeader header, string? part)
    {
        var list = new MemoryStream();
        using (var channels = new BinaryWriter(list, Encoding.Latin1, leaveOpen: true))
        {
            foreach (var c in header.Channels)
            {
                channels.Write(Encoding.Latin1.GetBytes(c.Name));
                channels.Write((byte)0);
                channels.Write((int)c.Type);
                channels.Write(c.Linear ? 1 : 0);
                channels.Write(c.XSampling);
                channels.Write(c.YSampling);
            }
            channels.Write((byte)0);
        }
        List<StoredAttribute> all =
        [
            new("channels", "chlist", list.ToArray()), new("compression", "compression", [(byte)header.Compression]),
            new("dataWindow", "box2i", Box(header.DataWindow)), new("displayWindow", "box2i", Box(header.DisplayWindow)), new("lineOrder", "lineOrder", [header.BottomUp ? (byte)1 : (byte)0]),
        ];
        // the standard wants these in every file
        Missing("pixelAspectRatio", "float", BitConverter.GetBytes(1f));
        Missing("screenWindowCenter", "v2f", new byte[8]);
        Missing("screenWindowWidth", "float", BitConverter.GetBytes(1f));
        if (part is null) all.AddRange(header.Attributes);
        else
        {
            all.Add(ExrAttributes.Text("name", part));
            all.Add(ExrAttributes.Text("type", "scanlineimage"));
            all.Add(new("chunkCount", "int", BitConverter.GetBytes(header.Blocks)));
            all.AddRange(header.Attributes.Where(a => a.Name is not ("name" or "type")));
        }
        // a container of ACES is read by programs that may know no other order
        if (header.Attributes.Any(a => a.Name == AcesContainer.Flag)) all.Sort((a, b) => string.CompareOrdinal(a.Name, b.Name));
        return all;

        void Missing(string name, string type, byte[] value)
        {
            if (header.Attributes.All(a => a.Name != name)) all.Add(new(name, type, value));
        }
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
