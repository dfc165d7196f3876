using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Answerprint.Media.Frames;
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

    public static PictureTree Of(Matte matte) => Build(matte.Width, matte.Height, [Of("A", matte.Coverage, matte.Width)]);

    public static PictureTree Of(Origin origin)
    {
        var planes = new List<Plane>();
        for (var n = 0; n < origin.Tap.Count; n++)
        {
            var tap = origin.Tap[n];
            planes.AddRange([
                Of($"origin.{n}.frame", tap.Frame, origin.Width), Of($"origin.{n}.plate", tap.Plate, origin.Width), Of($"origin.{n}.weight", tap.Weight, origin.Width),
                Of($"origin.{n}.x", tap.X, origin.Width), Of($"origin.{n}.y", tap.Y, origin.Width)]);
        }
        planes.Add(Of("origin.confidence", origin.Confidence, origin.Width));
        planes.Add(Of("origin.synth", origin.Synth, origin.Width));
        return Build(origin.Width, origin.Height, planes);
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
        var (columns, rows) = ((width + TileSize - 1) / TileSize, (height + TileSize - 1) / TileSize);
        var leaves = new byte[columns * rows][];
        Parallel.For(0, rows, row =>
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            Span<byte> head = stackalloc byte[9];
            head[0] = 0;
            for (var column = 0; column < columns; column++)
            {
                BinaryPrimitives.WriteInt32LittleEndian(head[1..], column);
                BinaryPrimitives.WriteInt32LittleEndian(head[5..], row);
                hash.AppendData(head);
                foreach (var plane in planes)
                {
                    hash.AppendData(plane.Label);
                    var (left, right) = (Samples(column * TileSize, plane.XSampling), Samples(Math.Min(width, (column + 1) * TileSize), plane.XSampling));
                    var (top, bottom) = (Samples(row * TileSize, plane.YSampling), Samples(Math.Min(height, (row + 1) * TileSize), plane.YSampling));
                    for (var y = top; y < bottom; y++)
                        hash.AppendData(plane.Words.Span.Slice(((y * plane.Stride) + left) * plane.Bytes, (right - left) * plane.Bytes));
                }
                leaves[(row * columns) + column] = hash.GetHashAndReset();
            }
        });
        return new(leaves, columns);
    }

    private static int Samples(int pixels, int sampling) => (pixels + sampling - 1) / sampling;

    private static Plane Of<T>(string name, T[] values, int width)
        where T : unmanaged => new(name, typeof(T) == typeof(uint) ? (byte)SampleType.UInt : (byte)SampleType.Float, MemoryMarshal.AsBytes(values.AsSpan()).ToArray(), 4, width, 1, 1);

    private sealed record Plane(string Name, byte Type, ReadOnlyMemory<byte> Words, int Bytes, int Stride, int XSampling, int YSampling)
    {
        public byte[] Label { get; } = [.. Encoding.UTF8.GetBytes(Name), 0, Type];
    }
}
