using System.Numerics;

namespace Answerprint.Provenance.Ledgers;

/// <summary>
/// The mathematics of the tree over tiles (RFC 6962, section 2.1; C2SP tlog-tiles): roots and proofs of a log of a given size, from hash tiles that
/// somebody hands over. Nothing is trusted: who asks checks the proof against a root.
/// </summary>
/// <param name="size">How many entries.</param>
/// <param name="read">The hashes of a tile that a log of this size has: exactly as many as its width says.</param>
internal sealed class Ledger(long size, Func<Tile, IReadOnlyList<TreeHash>> read)
{
    private readonly Dictionary<Tile, IReadOnlyList<TreeHash>> tiles = [];

    /// <summary>The root of the first <paramref name="count"/> entries.</summary>
    public TreeHash Root(long count) => count == 0 ? TreeHash.OfEmptyTree : Range(0, count);

    /// <summary>PATH(index, D[count]) of RFC 6962, section 2.1.1: siblings from the leaf up.</summary>
    public IReadOnlyList<TreeHash> Inclusion(long index, long count)
    {
        if (index < 0 || index >= count || count > size) throw new ArgumentOutOfRangeException(nameof(index), $"there is no entry {index} among {count} of {size}");
        var path = new List<TreeHash>();
        long start = 0, end = count;
        while (end - start > 1)
        {
            var middle = start + Split(end - start);
            if (index < middle)
            {
                path.Add(Range(middle, end));
                end = middle;
            }
            else
            {
                path.Add(Range(start, middle));
                start = middle;
            }
        }
        path.Reverse();
        return path;
    }

    /// <summary>PROOF(earlier, D[count]) of RFC 6962, section 2.1.2.</summary>
    public IReadOnlyList<TreeHash> Consistency(long earlier, long count)
    {
        if (earlier < 0 || earlier > count || count > size) throw new ArgumentOutOfRangeException(nameof(earlier), $"there is no step from {earlier} to {count} of {size} entries");
        var path = new List<TreeHash>();
        if (earlier == 0 || earlier == count) return path;
        long start = 0, end = count;
        var whole = true; // the part that the earlier log has of this range is the earlier log itself
        while (earlier < end)
        {
            var middle = start + Split(end - start);
            if (earlier <= middle)
            {
                path.Add(Range(middle, end));
                end = middle;
            }
            else
            {
                path.Add(Range(start, middle));
                start = middle;
                whole = false;
            }
        }
        if (!whole) path.Add(Range(start, end));
        path.Reverse();
        return path;
    }

    /// <summary>The largest power of two below <paramref name="count"/>.</summary>
    internal static long Split(long count) => 1L << BitOperations.Log2((ulong)(count - 1));

    /// <summary>MTH(D[start:end]), where start is a multiple of the largest power of two that fits.</summary>
    private TreeHash Range(long start, long end)
    {
        var count = end - start;
        if (BitOperations.IsPow2(count)) return Whole(start, BitOperations.Log2((ulong)count));
        var middle = start + Split(count);
        return TreeHash.Node(Range(start, middle), Range(middle, end));
    }

    /// <summary>The hash of the 2^height entries from start on, a multiple of 2^height: part of one tile of level height / 8.</summary>
    private TreeHash Whole(long start, int height)
    {
        var level = height / 8;
        var first = start >> 8 * level;
        var index = first >> 8;
        var tile = new Tile(level, index, Tile.WidthAt(level, index, size));
        if (!tiles.TryGetValue(tile, out var hashes)) tiles[tile] = hashes = read(tile);
        return Frontier.Subtree(hashes, (int)(first & 255), 1 << height % 8);
    }
}
