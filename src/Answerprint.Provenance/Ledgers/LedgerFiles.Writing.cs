using System.Diagnostics;
using System.Globalization;
using System.Text;
using Answerprint.Provenance.Keys;

namespace Answerprint.Provenance.Ledgers;

internal sealed partial class LedgerFiles
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Takes the pen: no other process, and no other object of this one, writes until it is disposed. Refresh after taking it.</summary>
    /// <param name="patience">How long to wait for another writer; 10 s where null.</param>
    /// <exception cref="LedgerBusyException">Another writer did not finish in that time.</exception>
    public IDisposable TakePen(TimeSpan? patience = null)
    {
        var started = Stopwatch.GetTimestamp();
        for (var pause = 1; ; pause = Math.Min(50, 2 * pause))
        {
            try
            {
                // FileShare.None is flock(LOCK_EX) here: it ends with the process, however that ends
                var pen = new FileStream(At(LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
                Sign();
                return pen;
            }
            catch (IOException e) when (e is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException) && File.Exists(At(LockFile)))
            {
                if (Stopwatch.GetElapsedTime(started) >= (patience ?? Patience)) throw new LedgerBusyException(folder, Holder(), e);
                Thread.Sleep(pause);
            }
        }
    }

    /// <summary>
    /// Appends entries, all or none: tiles first, then the checkpoint that covers them. The caller holds the pen and has refreshed.
    /// After an exception this object stands where it stood; whether the disk took the last step is seen by <see cref="Refresh()"/>.
    /// </summary>
    public void Append(IReadOnlyList<Entry> entries, SigningKey key)
    {
        if (!Keys.Contains(key.Public))
            throw new BadRecordException("key", folder, "", $"the key {key.Name} ({key.Public.IdText}) is none of this book's", "Use the key of the site that keeps this book");
        if (entries.Count == 0) return;
        var before = Checkpoint.Size;
        var grown = frontier.Copy();
        var files = new List<(Tile Tile, byte[] Bytes)>();
        var entryBytes = new MemoryStream();
        entryBytes.Write(bundle);
        foreach (var entry in entries)
        {
            EntryBundle.Add(entryBytes, entry);
            grown.Add(entry.Hash, (tile, hashes) => files.Add((tile, Bytes(hashes))));
            if ((grown.Size & 255) != 0) continue;
            files.Add((new Tile(Tile.EntriesLevel, (grown.Size >> 8) - 1, Tile.FullWidth), entryBytes.ToArray()));
            entryBytes.SetLength(0);
        }
        if (entryBytes.Length > 0) files.Add((Tile.Partial(Tile.EntriesLevel, grown.Size), entryBytes.ToArray()));
        for (var level = 0; level < grown.Levels; level++)
        {
            var tile = Tile.Partial(level, grown.Size);
            if (tile.Width > 0 && tile != Tile.Partial(level, before)) files.Add((tile, Bytes(grown.Partial(level))));
        }
        var head = Checkpoint.Sign(Checkpoint.Origin, grown.Size, grown.Root, key);

        var changed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (tile, bytes) in files)
        {
            RemoveStrays(tile, before, changed);
            MakeFolders(tile.Path, changed);
            Place(tile.Path, bytes);
            changed.Add(Path.GetDirectoryName(At(tile.Path))!);
        }
        foreach (var name in changed.Order(StringComparer.Ordinal)) disk.SyncFolder(name);
        Place(CheckpointFile, head.Note.ToBytes());
        disk.SyncFolder(folder);

        frontier = grown;
        bundle = entryBytes.ToArray();
        Checkpoint = head;
        seen = head.ToString();
        foreach (var (tile, _) in files) RemoveReplaced(tile, before);
    }

    /// <summary>
    /// What an append that was cut off left where we are about to write: partial tiles of other widths than the committed one, and a full tile where ours is still
    /// partial. They must be gone before the checkpoint passes them, or they would look like tiles of this log with other contents.
    /// </summary>
    private void RemoveStrays(Tile tile, long before, HashSet<string> changed)
    {
        var committed = Tile.WidthAt(tile.Level, tile.Index, before);
        var partials = At(tile.PartialFolder);
        if (Directory.Exists(partials))
            foreach (var path in Directory.GetFiles(partials).Order(StringComparer.Ordinal))
            {
                if (Path.GetFileName(path) == committed.ToString(CultureInfo.InvariantCulture)) continue;
                disk.Delete(path);
                changed.Add(partials);
            }
        var full = At((tile with { Width = Tile.FullWidth }).Path);
        if (tile.IsFull || !File.Exists(full)) return;
        disk.Delete(full);
        changed.Add(Path.GetDirectoryName(full)!);
    }

    /// <summary>The partial tile that a wider one replaced. All is safe by now, so a fault here only leaves a file that the next append removes.</summary>
    private void RemoveReplaced(Tile tile, long before)
    {
        var width = Tile.WidthAt(tile.Level, tile.Index, before);
        if (width is 0 or Tile.FullWidth || width == tile.Width) return;
        try
        {
            disk.Delete(At((tile with { Width = width }).Path));
            if (tile.IsFull) disk.RemoveEmptyFolder(At(tile.PartialFolder));
        }
        catch (IOException)
        {
            // the entries count all the same
        }
        catch (UnauthorizedAccessException)
        {
            // the entries count all the same
        }
    }

    private void MakeFolders(string path, HashSet<string> changed)
    {
        var missing = new Stack<string>();
        for (var name = Path.GetDirectoryName(At(path))!; !Directory.Exists(name); name = Path.GetDirectoryName(name)!) missing.Push(name);
        foreach (var name in missing)
        {
            disk.MakeFolder(name);
            changed.Add(Path.GetDirectoryName(name)!);
        }
    }

    private void Place(string path, ReadOnlySpan<byte> bytes)
    {
        disk.Write(At(path) + Beside, bytes);
        disk.Rename(At(path) + Beside, At(path));
    }

    private void Sign()
    {
        try
        {
            File.WriteAllText(At(HolderFile), $"process {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)} ({Path.GetFileName(Environment.ProcessPath)})\n");
        }
        catch (IOException)
        {
            // only a courtesy to whoever has to wait
        }
    }

    private string Holder()
    {
        try
        {
            using var stream = new FileStream(At(HolderFile), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
            var bytes = new byte[200];
            var text = Encoding.UTF8.GetString(bytes, 0, stream.Read(bytes));
            return new string([.. text.TrimEnd('\n').Where(c => !char.IsControl(c))]);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
