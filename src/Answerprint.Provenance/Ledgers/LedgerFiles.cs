using Answerprint.Provenance.Keys;

namespace Answerprint.Provenance.Ledgers;

/// <summary>
/// A log in a folder, laid out as C2SP tlog-tiles says: <c>checkpoint</c>, <c>tile/…</c>, and beside them <c>key.pub</c> with the public keys that sign it.
/// An entry counts from the moment the checkpoint that covers it is renamed into place and synced; a crash before that leaves the log as it was, and what lies
/// ahead of the checkpoint is passed over and replaced. Partial tiles that a wider one replaced are removed: serve a narrower one as its first hashes or entries.
/// One process writes at a time (a lock file), any number read. Not safe for use from several threads.
/// </summary>
internal sealed partial class LedgerFiles
{
    public const string CheckpointFile = "checkpoint";
    public const string KeyFile = "key.pub";
    public const string LockFile = ".lock";
    public const string HolderFile = ".lock.by";
    public const string Beside = ".tmp";

    private readonly string folder;
    private readonly ILedgerDisk disk;
    private Frontier frontier = new();
    private byte[] bundle = []; // of the rightmost, partial entry bundle
    private string seen = "";

    private LedgerFiles(string folder, ILedgerDisk disk, TrustList keys, Checkpoint checkpoint)
    {
        this.folder = folder;
        this.disk = disk;
        Keys = keys;
        Checkpoint = checkpoint;
    }

    /// <summary>The head that was last read or written.</summary>
    public Checkpoint Checkpoint { get; private set; }

    /// <summary>The keys that the log names as its own. Whether to trust them is for others to say.</summary>
    public TrustList Keys { get; }

    /// <summary>Makes an empty log.</summary>
    /// <exception cref="BadRecordException">The folder holds a log, or parts of one.</exception>
    public static LedgerFiles Create(string folder, SigningKey key, string origin, ILedgerDisk? disk = null)
    {
        disk ??= LedgerDisk.Real;
        if (File.Exists(Path.Combine(folder, CheckpointFile)) || Directory.Exists(Path.Combine(folder, "tile")))
            throw new BadRecordException("book-exists", folder, "", "there is a book in this folder already", "Open it, or name another folder; a book is never written over");
        var keys = new TrustList([key.Public]);
        var made = new LedgerFiles(folder, disk, keys, Checkpoint.Sign(origin, 0, TreeHash.OfEmptyTree, key));
        var parent = Path.GetDirectoryName(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar));
        disk.MakeFolder(folder);
        if (parent is not null) disk.SyncFolder(parent);
        made.Place(KeyFile, System.Text.Encoding.UTF8.GetBytes(keys.ToString()));
        made.Place(CheckpointFile, made.Checkpoint.Note.ToBytes());
        disk.SyncFolder(folder);
        made.seen = made.Checkpoint.ToString();
        return made;
    }

    /// <summary>Opens a log and hands over its entries, all of them hashed and found to lead to the signed root.</summary>
    /// <exception cref="BadRecordException">No log, or damaged.</exception>
    public static LedgerFiles Open(string folder, out IReadOnlyList<Entry> entries, ILedgerDisk? disk = null)
    {
        if (!File.Exists(Path.Combine(folder, CheckpointFile)))
            throw new BadRecordException("no-book", folder, "", "there is no book in this folder", "Name the folder that holds 'checkpoint' and 'tile'");
        var keys = TrustList.Read(Path.Combine(folder, KeyFile));
        var opened = new LedgerFiles(folder, disk ?? LedgerDisk.Real, keys, ReadCheckpoint(folder));
        entries = opened.Refresh(first: true);
        return opened;
    }

    /// <summary>Sees what was appended since: the new entries, hashed and found to lead from what was seen before to the new signed root. Empty where there is nothing new.</summary>
    /// <exception cref="BadRecordException">Damaged, rolled back, or another history.</exception>
    public IReadOnlyList<Entry> Refresh() => Refresh(first: false);

    /// <summary>The inclusion proof of an entry under the current checkpoint.</summary>
    public Proof Prove(long index) => new(index, Settled(ledger => ledger.Inclusion(index, Checkpoint.Size)), Checkpoint);

    /// <summary>Proof that the log still begins with the one that had <paramref name="earlier"/> entries.</summary>
    public Consistency ProveSince(long earlier) => new(earlier, Checkpoint.Size, Settled(ledger => ledger.Consistency(earlier, Checkpoint.Size)));

    /// <summary>Copies the log, as it stands under <see cref="Checkpoint"/> and without leftovers, into a new folder: what a package carries.</summary>
    public void CopyTo(string target)
    {
        var size = Checkpoint.Size;
        CopyFile(KeyFile);
        for (var level = Tile.EntriesLevel; level < 8; level++)
        {
            for (long index = 0; Tile.WidthAt(level, index, size) is > 0 and var width; index++)
            {
                var tile = new Tile(level, index, width);
                if (tile.IsFull) CopyFile(tile.Path);
                else WriteCopy(tile.Path, level == Tile.EntriesLevel ? bundle : Bytes(frontier.Partial(level)));
            }
        }
        WriteCopy(CheckpointFile, Checkpoint.Note.ToBytes());

        void CopyFile(string path) => WriteCopy(path, File.ReadAllBytes(At(path)));

        void WriteCopy(string path, byte[] bytes)
        {
            var file = Path.Combine(target, path.Replace('/', Path.DirectorySeparatorChar));
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            DurableFile.Write(file, bytes);
        }
    }

    private IReadOnlyList<Entry> Refresh(bool first)
    {
        for (var attempt = 0; ; attempt++)
        {
            var head = ReadCheckpoint(folder);
            if (!first && head.ToString() == seen) return [];
            try
            {
                return Take(head);
            }
            catch (FileNotFoundException e)
            {
                // a writer may have replaced a partial tile between our reading the checkpoint and reading the tile
                if (attempt < 20 && ReadCheckpoint(folder).ToString() != head.ToString()) continue;
                throw Damaged(Path.GetRelativePath(folder, e.FileName!).Replace('\\', '/'), "", "this file of the log is missing");
            }
            catch (DirectoryNotFoundException)
            {
                if (attempt < 20 && ReadCheckpoint(folder).ToString() != head.ToString()) continue;
                throw Damaged("tile", "", "files of the log are missing");
            }
        }
    }

    /// <summary>Reads the entries from what was seen up to a new head, and makes that head ours if they lead to it.</summary>
    private List<Entry> Take(Checkpoint head)
    {
        if (head.Verify(Keys).Count == 0) throw Damaged(CheckpointFile, "", "no key of this log signed it");
        if (head.Origin != Checkpoint.Origin) throw Damaged(CheckpointFile, "", $"it is of another log, {head.Origin}");
        if (head.Size < frontier.Size) throw Damaged(CheckpointFile, "", $"the log went back from {frontier.Size} to {head.Size} entries");
        var grown = frontier.Copy();
        var entries = new List<Entry>();
        ReadOnlyMemory<byte> rest = bundle;
        for (var index = frontier.Size >> 8; index <= head.Size >> 8; index++)
        {
            var width = Tile.WidthAt(Tile.EntriesLevel, index, head.Size);
            rest = default;
            if (width == 0) break;
            var tile = new Tile(Tile.EntriesLevel, index, width);
            rest = ReadFile(tile, EntryBundle.MostBytes);
            var all = EntryBundle.Split(rest, width) ?? throw Damaged(tile.Path, "", $"it is not a bundle of {width} entries");
            foreach (var entry in all.AsSpan((int)(grown.Size - (index << 8))))
            {
                grown.Add(entry.Hash);
                entries.Add(entry);
            }
        }
        if (grown.Root != head.Root)
            throw Damaged(CheckpointFile, "", entries.Count == 0 ? "its root is another than before at the same size" : "the entries do not lead to the root that was signed");
        frontier = grown;
        bundle = (head.Size & 255) == 0 ? [] : rest.ToArray();
        Checkpoint = head;
        seen = head.ToString();
        return entries;
    }

    /// <summary>Answers from hash tiles that were held against the signed root first. Only full tiles are read, and those never change; the right edge is in memory.</summary>
    private IReadOnlyList<TreeHash> Settled(Func<Ledger, IReadOnlyList<TreeHash>> ask)
    {
        try
        {
            var ledger = new Ledger(Checkpoint.Size, ReadHashes);
            if (ledger.Root(Checkpoint.Size) != Checkpoint.Root) throw Damaged("tile", "", "the hash tiles do not lead to the root that was signed");
            return ask(ledger);
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Damaged("tile", "", $"a hash tile of the log is missing ({e.Message.TrimEnd('.')})");
        }
    }

    private TreeHash[] ReadHashes(Tile tile)
    {
        if (!tile.IsFull) return [.. frontier.Partial(tile.Level)];
        var bytes = ReadFile(tile, Tile.FullWidth * TreeHash.Bytes);
        if (bytes.Length != tile.Width * TreeHash.Bytes) throw Damaged(tile.Path, "", $"it has {bytes.Length} bytes in place of {tile.Width * TreeHash.Bytes}");
        return Hashes(bytes);
    }

    internal static TreeHash[] Hashes(ReadOnlySpan<byte> bytes)
    {
        var hashes = new TreeHash[bytes.Length / TreeHash.Bytes];
        for (var n = 0; n < hashes.Length; n++) hashes[n] = new TreeHash(bytes[(n * TreeHash.Bytes)..]);
        return hashes;
    }

    internal static byte[] Bytes(IReadOnlyList<TreeHash> hashes)
    {
        var bytes = new byte[hashes.Count * TreeHash.Bytes];
        for (var n = 0; n < hashes.Count; n++) hashes[n].CopyTo(bytes.AsSpan(n * TreeHash.Bytes));
        return bytes;
    }

    private byte[] ReadFile(Tile tile, int most)
    {
        using var stream = new FileStream(At(tile.Path), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        if (stream.Length > most) throw Damaged(tile.Path, "", $"it has {stream.Length} bytes, and no such file has more than {most}");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static Checkpoint ReadCheckpoint(string folder)
    {
        var file = Path.Combine(folder, CheckpointFile);
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
            if (stream.Length > SignedNote.MostBytes) throw new BadRecordException("damaged", file, "", "it is too long for a checkpoint", "Bring the book back from a copy");
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return Checkpoint.Parse(bytes);
        }
        catch (BadRecordException e)
        {
            throw new BadRecordException("damaged", file, e.Place, e.Problem, "Bring the book back from a copy", e);
        }
    }

    private string At(string path) => Path.Combine(folder, path.Replace('/', Path.DirectorySeparatorChar));

    private BadRecordException Damaged(string file, string place, string problem) =>
        new("damaged", Path.Combine(folder, file), place, problem, "Run 'answerprint verify' on the book to see all that is wrong, and bring it back from a copy");
}
