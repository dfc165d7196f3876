using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using Answerprint.Media.Frames;
using Answerprint.Provenance.Keys;
using Answerprint.Provenance.Ledgers;

namespace Answerprint.Production.Quality;

/// <summary>
/// Hash tree over 64×64 tiles of one picture, shaped as RFC 6962, section 2.1: leaf = SHA-256(0x00 ‖ tile), node = SHA-256(0x01 ‖ left ‖ right). A tile is its
/// column and row (uint32, little-endian) and then, channel by channel in order of name, the channel's name, its type and its words, row by row. So a single
/// tile can be shown and proved without the rest of the picture.
/// </summary>
public sealed class PictureTree
{
    public const int TileSize = 64;

    private PictureTree(IReadOnlyList<byte[]> leaves, int columns)
    {
        Leaves = leaves;
        Columns = columns;
        Hash = Join(leaves);
    }

    /// <summary>Hashes of the tiles, row by row.</summary>
    public IReadOnlyList<byte[]> Leaves { get; }

    /// <summary>Tiles in a row.</summary>
    public int Columns { get; }

    /// <summary>The root, 32 bytes.</summary>
    public byte[] Hash { get; }

    /// <summary>The root of a stored picture's words, hex.</summary>
    public static string Root(StoredFrame frame) => Convert.ToHexStringLower(Of(frame).Hash);

    public static PictureTree Of(StoredFrame frame) => Build(frame.Width, frame.Height, [.. frame.Channels.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c =>
        new Plane(c.Name, (byte)c.Type, c.Words, c.BytesPerSample, Samples(frame.Width, c.XSampling), c.XSampling, c.YSampling))]);

    public static PictureTree Of(Matte matte) => Build(matte.Width, matte.Height, [new("A", (byte)SampleType.Float, matte.Coverage, 4, matte.Width, 1, 1)]);

    /// <summary>Of an origin pass, of which one row of tiles at a time is in memory.</summary>
    /// <param name="seen">Told every row, from the top, while it is read.</param>
    public static PictureTree Of(OriginPass origin, Action<int, Origin>? seen = null)
    {
        var band = new Origin(origin.Width, TileSize, origin.TapCount);
        var planes = new List<Plane>();
        for (var n = 0; n < band.Tap.Count; n++)
        {
            var tap = band.Tap[n];
            planes.AddRange([
                Whole($"origin.{n}.frame", SampleType.UInt, tap.Frame), Whole($"origin.{n}.plate", SampleType.UInt, tap.Plate), Whole($"origin.{n}.weight", SampleType.Float, tap.Weight),
                Whole($"origin.{n}.x", SampleType.Float, tap.X), Whole($"origin.{n}.y", SampleType.Float, tap.Y)]);
        }
        planes.Add(Whole("origin.confidence", SampleType.Float, band.Confidence));
        planes.Add(Whole("origin.synth", SampleType.Float, band.Synth));
        var (columns, rows) = (Tiles(origin.Width), Tiles(origin.Height));
        var leaves = new byte[columns * rows][];
        var y = 0;
        foreach (var row in origin.Rows())
        {
            seen?.Invoke(y, row);
            band.Put(y % TileSize, row);
            y++;
            if (y % TileSize != 0 && y != origin.Height) continue;
            var (tile, first) = ((y - 1) / TileSize, (y - 1) / TileSize * TileSize);
            var end = y;
            Parallel.For(0, columns, column =>
            {
                using var hash = new Sha256();
                leaves[(tile * columns) + column] = Leaf(hash, column, tile, origin.Width, end, planes, first);
            });
        }
        return new(leaves, columns);

        Plane Whole(string name, SampleType type, Array words) => new(name, (byte)type, words, 4, origin.Width, 1, 1);
    }

    /// <summary>The root over hashes in order, by the tree of the book; of none it is the hash of nothing.</summary>
    public static byte[] Join(IReadOnlyList<byte[]> hashes)
    {
        var tree = new Frontier();
        foreach (var hash in hashes) tree.Add(new TreeHash(hash));
        return tree.Root.ToArray();
    }

    private static PictureTree Build(int width, int height, IReadOnlyList<Plane> planes)
    {
        var (columns, rows) = (Tiles(width), Tiles(height));
        var leaves = new byte[columns * rows][];
        Parallel.For(0, rows, row =>
        {
            using var hash = new Sha256();
            for (var column = 0; column < columns; column++) leaves[(row * columns) + column] = Leaf(hash, column, row, width, height, planes);
        });
        return new(leaves, columns);
    }

    /// <param name="first">The picture's row at which the planes begin.</param>
    private static byte[] Leaf(Sha256 hash, int column, int row, int width, int height, IReadOnlyList<Plane> planes, int first = 0)
    {
        Span<byte> head = stackalloc byte[9];
        head[0] = 0;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], column);
        BinaryPrimitives.WriteInt32LittleEndian(head[5..], row);
        hash.Append(head);
        foreach (var plane in planes)
        {
            hash.Append(plane.Label);
            var (left, right) = (Samples(column * TileSize, plane.XSampling), Samples(Math.Min(width, (column + 1) * TileSize), plane.XSampling));
            var (top, bottom) = (Samples(row * TileSize, plane.YSampling), Samples(Math.Min(height, (row + 1) * TileSize), plane.YSampling));
            for (var y = top; y < bottom; y++) hash.Append(plane.Words((((y - first) * plane.Stride) + left) * plane.Bytes, (right - left) * plane.Bytes));
        }
        return hash.Take();
    }

    private static int Tiles(int pixels) => (pixels + TileSize - 1) / TileSize;

    private static int Samples(int pixels, int sampling) => (pixels + sampling - 1) / sampling;

    /// <param name="Values">Bytes, floats or unsigned integers.</param>
    private sealed record Plane(string Name, byte Type, Array Values, int Bytes, int Stride, int XSampling, int YSampling)
    {
        public byte[] Label { get; } = [.. Encoding.UTF8.GetBytes(Name), 0, Type];

        public ReadOnlySpan<byte> Words(int from, int count) => (Values switch
        {
            byte[] bytes => bytes,
            float[] floats => MemoryMarshal.AsBytes(floats.AsSpan()),
            uint[] words => MemoryMarshal.AsBytes(words.AsSpan()),
            _ => throw new InvalidOperationException("no words"),
        }).Slice(from, count);
    }
}
