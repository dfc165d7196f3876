namespace Answerprint.Provenance.Ledgers;

/// <summary>
/// The right edge of a growing tree: for each tile level the hashes that are not yet in a full tile, which is all that is needed to add entries and to know the root.
/// Memory: at most 255 hashes a level. Not safe for use from several threads.
/// </summary>
internal sealed class Frontier
{
    private readonly List<List<TreeHash>> levels = [[]];

    public long Size { get; private set; }

    /// <summary>How many tile levels have hashes or had.</summary>
    public int Levels => levels.Count;

    /// <summary>The root of all that was added (RFC 6962, section 2.1).</summary>
    public TreeHash Root
    {
        get
        {
            TreeHash? root = null;
            foreach (var hashes in levels) root = Over(hashes, root);
            return root ?? TreeHash.OfEmptyTree;
        }
    }

    /// <summary>The hashes of the partial tile of a level, left to right; empty where the level's tiles are all full.</summary>
    public IReadOnlyList<TreeHash> Partial(int level) => level < levels.Count ? levels[level] : [];

    /// <summary>Adds a leaf.</summary>
    /// <param name="leaf">Its hash.</param>
    /// <param name="full">Told of each tile that became full, lowest level first.</param>
    public void Add(TreeHash leaf, Action<Tile, IReadOnlyList<TreeHash>>? full = null)
    {
        Size++;
        var hash = leaf;
        for (var level = 0; ; level++)
        {
            if (level == levels.Count) levels.Add([]);
            var hashes = levels[level];
            hashes.Add(hash);
            if (hashes.Count < Tile.FullWidth) return;
            full?.Invoke(new Tile(level, (Size >> 8 * (level + 1)) - 1, Tile.FullWidth), [.. hashes]);
            hash = Subtree(hashes, 0, Tile.FullWidth);
            hashes.Clear();
        }
    }

    public Frontier Copy()
    {
        var copy = new Frontier { Size = Size };
        copy.levels.Clear();
        foreach (var hashes in levels) copy.levels.Add([.. hashes]);
        return copy;
    }

    /// <summary>The root over a partial tile's hashes and all that stands to the right of it, which is null where nothing does.</summary>
    public static TreeHash? Over(IReadOnlyList<TreeHash> hashes, TreeHash? root)
    {
        // the peaks from the right: subtrees of 1, 2, 4 … hashes where the count has that bit
        var end = hashes.Count;
        for (var width = 1; end > 0; width <<= 1)
        {
            if ((end & width) == 0) continue;
            var peak = Subtree(hashes, end - width, width);
            root = root is { } right ? TreeHash.Node(peak, right) : peak;
            end -= width;
        }
        return root;
    }

    /// <summary>The root over <paramref name="width"/> hashes, a power of two.</summary>
    public static TreeHash Subtree(IReadOnlyList<TreeHash> hashes, int start, int width)
    {
        if (width == 1) return hashes[start];
        var row = new TreeHash[width / 2];
        for (var n = 0; n < row.Length; n++) row[n] = TreeHash.Node(hashes[start + 2 * n], hashes[start + 2 * n + 1]);
        for (var count = row.Length; count > 1; count /= 2)
            for (var n = 0; n < count / 2; n++) row[n] = TreeHash.Node(row[2 * n], row[2 * n + 1]);
        return row[0];
    }
}
