using System.Globalization;
using System.Text;
using Answerprint.Provenance.Keys;

namespace Answerprint.Provenance.Ledgers;

/// <summary>
/// Proof that an entry stands in a log at an index, with the checkpoint that it leads to (C2SP tlog-proof). Its text stands beside each delivered file as
/// <c>….tlog-proof</c> and is checked offline.
/// </summary>
/// <param name="Index">0-based.</param>
/// <param name="Path">Siblings from the leaf up.</param>
public sealed record Proof(long Index, IReadOnlyList<TreeHash> Path, Checkpoint Checkpoint)
{
    private const string FirstLine = "c2sp.org/tlog-proof@v1";
    private const int MostHashes = 63;

    /// <summary>Whether the path leads from the entry to the root of <see cref="Checkpoint"/>. Says nothing about who signed that: ask <see cref="Checkpoint.Verify"/>.</summary>
    public bool Holds(Entry entry) => Holds(entry.Hash);

    /// <inheritdoc cref="Holds(Entry)"/>
    public bool Holds(TreeHash leaf) => RootOf(Index, Checkpoint.Size, leaf, Path) == Checkpoint.Root;

    /// <summary>The root that a path leads to (RFC 9162, section 2.1.3.2); null where index, size and path length do not belong together.</summary>
    public static TreeHash? RootOf(long index, long size, TreeHash leaf, IReadOnlyList<TreeHash> path)
    {
        if (index < 0 || index >= size) return null;
        long at = index, last = size - 1;
        var hash = leaf;
        foreach (var sibling in path)
        {
            if (last == 0) return null;
            if ((at & 1) == 1 || at == last)
            {
                hash = TreeHash.Node(sibling, hash);
                while ((at & 1) == 0 && at != 0)
                {
                    at >>= 1;
                    last >>= 1;
                }
            }
            else
            {
                hash = TreeHash.Node(hash, sibling);
            }
            at >>= 1;
            last >>= 1;
        }
        return last == 0 ? hash : null;
    }

    /// <summary>Reads the text form. An "extra" line is passed over: nothing authenticates it.</summary>
    /// <exception cref="BadRecordException">Not a proof.</exception>
    public static Proof Parse(string text)
    {
        if (text.Length > SignedNote.MostBytes) throw Bad("it is longer than 1 MiB");
        var gap = text.IndexOf("\n\n", StringComparison.Ordinal);
        if (gap < 0) throw Bad("it has no empty line before its checkpoint");
        var lines = text[..gap].Split('\n');
        if (lines[0] != FirstLine) throw Bad($"it does not begin with {FirstLine}");
        var line = lines.Length > 1 && lines[1].StartsWith("extra ", StringComparison.Ordinal) ? 2 : 1;
        if (line >= lines.Length || !lines[line].StartsWith("index ", StringComparison.Ordinal)
            || !long.TryParse(lines[line][6..], NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            || index.ToString(CultureInfo.InvariantCulture) != lines[line][6..]) throw Bad("its index line is malformed");
        if (lines.Length - line - 1 > MostHashes) throw Bad($"its path is longer than {MostHashes} hashes");
        var path = new List<TreeHash>();
        foreach (var hash in lines[(line + 1)..]) path.Add(TreeHash.FromBase64(hash) ?? throw Bad($"hash {path.Count + 1} of its path is malformed"));
        return new Proof(index, path, Checkpoint.Parse(text[(gap + 2)..]));

        static BadRecordException Bad(string why) => new("proof", "", "", $"not a usable log proof: {why}", "Take it again from the package");
    }

    /// <summary>The text form, tlog-proof@v1.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(FirstLine).Append('\n').Append(CultureInfo.InvariantCulture, $"index {Index}\n");
        foreach (var hash in Path) text.Append(hash).Append('\n');
        return text.Append('\n').Append(Checkpoint).ToString();
    }
}
