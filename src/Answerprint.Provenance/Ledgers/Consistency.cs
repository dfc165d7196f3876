using System.Numerics;

namespace Answerprint.Provenance.Ledgers;

/// <summary>Proof that a log of <paramref name="Size"/> entries begins with the earlier log of <paramref name="EarlierSize"/> (RFC 9162, section 2.1.4).</summary>
public sealed record Consistency(long EarlierSize, long Size, IReadOnlyList<TreeHash> Path)
{
    /// <summary>Whether the path leads to both roots. Never throws.</summary>
    public bool Holds(TreeHash earlierRoot, TreeHash root)
    {
        if (EarlierSize < 0 || EarlierSize > Size) return false;
        if (EarlierSize == Size) return Path.Count == 0 && earlierRoot == root;
        if (EarlierSize == 0) return Path.Count == 0 && earlierRoot == TreeHash.OfEmptyTree;
        // RFC 9162, 2.1.4.2: an earlier size that is a power of two leaves its own root out of the path
        IEnumerable<TreeHash> path = BitOperations.IsPow2(EarlierSize) ? [earlierRoot, .. Path] : Path;
        long earlier = EarlierSize - 1, last = Size - 1;
        while ((earlier & 1) == 1)
        {
            earlier >>= 1;
            last >>= 1;
        }
        TreeHash? below = null, above = null;
        foreach (var hash in path)
        {
            if (below is not { } left || above is not { } all)
            {
                below = above = hash;
                continue;
            }
            if (last == 0) return false;
            if ((earlier & 1) == 1 || earlier == last)
            {
                below = TreeHash.Node(hash, left);
                above = TreeHash.Node(hash, all);
                while ((earlier & 1) == 0 && earlier != 0)
                {
                    earlier >>= 1;
                    last >>= 1;
                }
            }
            else
            {
                above = TreeHash.Node(all, hash);
            }
            earlier >>= 1;
            last >>= 1;
        }
        return last == 0 && below == earlierRoot && above == root;
    }
}
