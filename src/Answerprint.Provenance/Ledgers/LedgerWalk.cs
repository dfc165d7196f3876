using System.Text;
using Answerprint.Provenance.Keys;

namespace Answerprint.Provenance.Ledgers;

/// <summary>One walk of <see cref="LedgerCheck"/> over a folder.</summary>
internal sealed class LedgerWalk(string folder, Action<long, Entry>? read, CancellationToken cancel)
{
    private readonly Dictionary<int, (Tile Tile, TreeHash[]? Hashes)> stored = [];
    private readonly HashSet<Tile> named = [];

    public List<LedgerFault> Faults { get; } = [];

    public List<string> Leftovers { get; } = [];

    public Checkpoint? ReadHead()
    {
        if (ReadFile(LedgerFiles.CheckpointFile, SignedNote.MostBytes) is not { } bytes) return null;
        try
        {
            return Checkpoint.Parse(bytes);
        }
        catch (BadRecordException e)
        {
            Fault(LedgerFiles.CheckpointFile, null, e.Problem);
            return null;
        }
    }

    /// <param name="head">What was read.</param>
    /// <param name="trust">The keys to ask for; the log's own where null.</param>
    /// <param name="signed">Whether any of these keys, or of the log's own, signed it.</param>
    public IReadOnlyList<VerifierKey> Signers(Checkpoint? head, TrustList? trust, out bool signed)
    {
        var own = OwnKeys();
        signed = false;
        if (head is null) return [];
        var signers = Verify(own, "no key of this log (key.pub) signed it");
        signed = signers.Count > 0;
        if (trust is null) return signers;
        signers = Verify(trust, "no trusted key signed it");
        signed |= signers.Count > 0;
        return signers;

        IReadOnlyList<VerifierKey> Verify(TrustList keys, string problem)
        {
            try
            {
                var found = head.Verify(keys);
                if (found.Count == 0) Fault(LedgerFiles.CheckpointFile, null, problem);
                return found;
            }
            catch (BadRecordException e)
            {
                Fault(LedgerFiles.CheckpointFile, null, e.Problem);
                return [];
            }
        }
    }

    /// <summary>
    /// Goes over the entries from left to right, hashing each level of tiles again. Where entries and their tile disagree, the level above, read from its file, says which of
    /// the two was changed; what it agrees with is carried on.
    /// </summary>
    public void Entries(Checkpoint head)
    {
        var grown = new Frontier();
        for (long index = 0; index << 8 < head.Size; index++)
        {
            cancel.ThrowIfCancellationRequested();
            var width = Tile.WidthAt(Tile.EntriesLevel, index, head.Size);
            foreach (var hash in Leaves(index, width, head)) grown.Add(hash, (tile, hashes) => Compare(tile, hashes));
        }
        // the right edge: partial tiles above level 0 (level 0 was compared with the entries already)
        for (var level = 1; level < grown.Levels; level++)
            if (grown.Partial(level) is { Count: > 0 } hashes) Compare(Tile.Partial(level, head.Size), hashes);
        if (grown.Root != head.Root && Faults.Count == 0)
            Fault(LedgerFiles.CheckpointFile, null, "its root is not that of the entries and tiles, which agree with each other");
    }

    /// <summary>Every file of the folder is one of this log, or an honest leftover, or a fault. Which tiles belong to it can not be told where its size is not known (null).</summary>
    public void Files(long? size)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = false, AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false, ReturnSpecialDirectories = false };
        var folders = new Stack<string>([""]);
        while (folders.TryPop(out var at))
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var item in new DirectoryInfo(Path.Combine(folder, at)).EnumerateFileSystemInfos("*", options))
            {
                var path = at.Length == 0 ? item.Name : $"{at}/{item.Name}";
                if (item.LinkTarget is not null) Fault(path, null, "it is a symbolic link, and a log has none");
                else if (item is DirectoryInfo) EnterFolder(path, folders);
                else File(path, size);
            }
        }
    }

    private void EnterFolder(string path, Stack<string> folders)
    {
        if (path.Length > 200) Fault(path[..200], null, "no folder of a log lies so deep");
        else folders.Push(path);
    }

    private void File(string path, long? size)
    {
        if (path is LedgerFiles.CheckpointFile or LedgerFiles.KeyFile) return;
        if (path is LedgerFiles.LockFile or LedgerFiles.HolderFile
            || (path.EndsWith(LedgerFiles.Beside, StringComparison.Ordinal)
                && (path[..^4] is LedgerFiles.CheckpointFile or LedgerFiles.KeyFile || Tile.FromPath(path[..^4]) is not null)))
        {
            Leftovers.Add(path);
            return;
        }
        if (Tile.FromPath(path) is not { } tile)
        {
            Fault(path, null, "it is no file of a log");
            return;
        }
        if (size is not { } known) return;
        var width = Tile.WidthAt(tile.Level, tile.Index, known);
        if (tile.Width == width) return; // read by Entries
        Leftovers.Add(path);
        if (width > 0) Overlap(tile, tile with { Width = width });
    }

    /// <summary>A narrower tile that was replaced, or a wider one ahead of the head: what both cover must be the same.</summary>
    private void Overlap(Tile stray, Tile current)
    {
        var most = stray.Level == Tile.EntriesLevel ? EntryBundle.MostBytes : Tile.FullWidth * TreeHash.Bytes;
        if (ReadFile(stray.Path, most) is not { } other || named.Contains(current) || ReadFile(current.Path, most) is not { } ours) return;
        if (stray.Level == Tile.EntriesLevel)
        {
            if (EntryBundle.Split(other, stray.Width) is null) Fault(stray.Path, null, $"it is not a bundle of {stray.Width} entries");
        }
        else if (other.Length != stray.Width * TreeHash.Bytes)
        {
            Fault(stray.Path, null, $"it has {other.Length} bytes in place of {stray.Width * TreeHash.Bytes}");
        }
        var shared = Math.Min(other.Length, ours.Length);
        if (!other.AsSpan(0, shared).SequenceEqual(ours.AsSpan(0, shared))) Fault(stray.Path, null, $"it is not the beginning of {current.Path}, or that not of it");
    }

    /// <summary>The leaf hashes of one bundle: from the entries where those are true, else from the tile.</summary>
    private TreeHash[] Leaves(long index, int width, Checkpoint head)
    {
        var bundle = new Tile(Tile.EntriesLevel, index, width);
        var tile = new Tile(0, index, width);
        Entry[]? entries = null;
        if (ReadFile(bundle.Path, EntryBundle.MostBytes) is { } bytes && (entries = EntryBundle.Split(bytes, width)) is null)
            Fault(bundle, null, $"it is not a bundle of {width} entries");
        var hashes = Read(tile);
        var leaves = entries?.Select(e => e.Hash).ToArray();
        var chosen = leaves ?? hashes ?? new TreeHash[width];
        if (leaves is not null && hashes is not null && Differs(leaves, hashes) is { } first)
        {
            var above = width == Tile.FullWidth ? Above(tile, head.Size) : null;
            var tileIsRight = above is { } parent ? parent == Frontier.Subtree(hashes, 0, width) : LeadsToRoot(hashes, index, head);
            var entriesAreRight = above is { } other ? other == Frontier.Subtree(leaves, 0, width) : LeadsToRoot(leaves, index, head);
            if (tileIsRight)
            {
                for (var n = first; n < width; n++)
                    if (leaves[n] != hashes[n]) Fault(bundle, (index << 8) + n, $"this entry is not the one that was logged: it does not have the hash that {tile.Path} gives it");
                chosen = hashes;
            }
            else if (entriesAreRight)
            {
                Fault(tile, (index << 8) + first, "its hash here is not that of the entry, and the tiles above agree with the entry");
            }
            else
            {
                Fault(bundle, (index << 8) + first, $"this entry and its hash in {tile.Path} disagree, and the tiles above agree with neither");
            }
        }
        if (entries is not null && read is not null)
            for (var n = 0; n < width; n++) read((index << 8) + n, entries[n]);
        return chosen;
    }

    /// <summary>Whether these hashes, as the rightmost level 0 tile beside the stored partial tiles of the levels above, give the signed root.</summary>
    private bool LeadsToRoot(TreeHash[] hashes, long index, Checkpoint head)
    {
        if (hashes.Length == Tile.FullWidth || index != head.Size >> 8) return false;
        TreeHash? root = null;
        for (var level = 0; level < 8; level++)
        {
            var tile = Tile.Partial(level, head.Size);
            if (tile.Width == 0) continue;
            var row = level == 0 ? hashes : Read(tile);
            if (row is null) return false;
            root = Frontier.Over(row, root);
        }
        return root == head.Root;
    }

    /// <summary>The hash of a full tile as the level above has it in its file; null where that can not be read.</summary>
    private TreeHash? Above(Tile tile, long size)
    {
        var index = tile.Index >> 8;
        var parent = new Tile(tile.Level + 1, index, Tile.WidthAt(tile.Level + 1, index, size));
        return Read(parent)?[(int)(tile.Index & 255)];
    }

    /// <summary>Compares a tile above the leaves with what its children gave.</summary>
    private void Compare(Tile tile, IReadOnlyList<TreeHash> hashes)
    {
        if (tile.Level == 0 || Read(tile) is not { } file) return;
        for (var n = 0; n < hashes.Count; n++)
        {
            if (file[n] == hashes[n]) continue;
            var child = tile with { Level = tile.Level - 1, Index = (tile.Index << 8) + n, Width = Tile.FullWidth };
            if (!named.Contains(child)) Fault(tile, null, $"hash {n} is not that of {child.Path}");
            return;
        }
    }

    private static int? Differs(TreeHash[] a, TreeHash[] b)
    {
        for (var n = 0; n < a.Length; n++)
            if (a[n] != b[n]) return n;
        return null;
    }

    /// <summary>A hash tile's file; the last one of each level is kept. A fault is told once.</summary>
    private TreeHash[]? Read(Tile tile)
    {
        if (stored.TryGetValue(tile.Level, out var last) && last.Tile == tile) return last.Hashes;
        var bytes = ReadFile(tile.Path, Tile.FullWidth * TreeHash.Bytes);
        if (bytes is not null && bytes.Length != tile.Width * TreeHash.Bytes)
        {
            Fault(tile, null, $"it has {bytes.Length} bytes in place of {tile.Width * TreeHash.Bytes}");
            bytes = null;
        }
        var hashes = bytes is null ? null : LedgerFiles.Hashes(bytes);
        stored[tile.Level] = (tile, hashes);
        return hashes;
    }

    private TrustList OwnKeys()
    {
        if (ReadFile(LedgerFiles.KeyFile, 1 << 16) is not { } bytes) return TrustList.Empty;
        try
        {
            var text = Encoding.UTF8.GetString(bytes);
            var keys = TrustList.Parse(text);
            if (keys.Keys.Count == 0) Fault(LedgerFiles.KeyFile, null, "it holds no key");
            else if (keys.ToString() != text) Fault(LedgerFiles.KeyFile, null, "it holds more than keys, one a line");
            return keys;
        }
        catch (BadRecordException e)
        {
            Fault(LedgerFiles.KeyFile, null, $"{e.Place}: {e.Problem}");
            return TrustList.Empty;
        }
    }

    private byte[]? ReadFile(string path, int most)
    {
        try
        {
            var file = new FileInfo(Path.Combine(folder, path));
            if (!file.Exists) Fault(path, null, "it is missing");
            else if (file.LinkTarget is not null) Fault(path, null, "it is a symbolic link, and a log has none");
            else if (file.Length > most) Fault(path, null, $"it has {file.Length} bytes, and no such file has more than {most}");
            // a pipe has no length either, and is not opened
            else if (file.Length == 0) return [];
            else return System.IO.File.ReadAllBytes(file.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Fault(path, null, $"it can not be read ({e.Message.TrimEnd('.')})");
        }
        return null;
    }

    private void Fault(Tile tile, long? index, string problem)
    {
        named.Add(tile);
        Fault(tile.Path, index, problem);
    }

    private void Fault(string file, long? index, string problem)
    {
        if (Tile.FromPath(file) is { } tile) named.Add(tile);
        if (Faults.Exists(f => f.File == file && f.Index == index)) return;
        Faults.Add(new LedgerFault(file, index, problem));
        if (Faults.Count >= LedgerCheck.MostFaults) throw new LedgerCheck.TooManyFaultsException();
    }
}
