using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Provenance.Keys;
using Answerprint.Provenance.Ledgers;

namespace Answerprint.Production.Acts;

/// <summary>
/// The log of acts, and the only pen by which state changes. An act counts when <see cref="Append"/> has returned: it is then on the disk, under a signed checkpoint.
/// Several processes may read while one writes, and may write in turn: each append takes the pen, sees what others wrote, appends, gives the pen back.
/// Safe for use from several threads.
/// </summary>
public sealed class Book : IDisposable
{
    /// <summary>An act may seem this much older than the one before it: clocks of several machines are never quite the same.</summary>
    public static readonly TimeSpan MostClockBack = TimeSpan.FromMinutes(2);

    /// <summary>The act by which a founder says that the clock ran ahead: the one act that may be older than the act before it.</summary>
    public const string ClockCorrected = "ClockCorrected.1";

    private readonly LedgerFiles files;
    private readonly SigningKey? key;
    private readonly TimeProvider clock;
    private readonly Lock door = new();
    private readonly Dictionary<string, SigningKey> signers = new(StringComparer.Ordinal);
    private Act[] acts = [];
    private int count;

    private Book(LedgerFiles files, SigningKey? key, TimeProvider clock)
    {
        this.files = files;
        this.key = key;
        this.clock = clock;
    }

    /// <summary>All acts so far, lifted to the newest versions: a view that stands still while others append.</summary>
    public IReadOnlyList<Act> Acts
    {
        get
        {
            lock (door) return new ArraySegment<Act>(acts, 0, count);
        }
    }

    /// <summary>The signed head that covers <see cref="Acts"/>.</summary>
    public Checkpoint Checkpoint
    {
        get
        {
            lock (door) return files.Checkpoint;
        }
    }

    /// <summary>Names this book among all others.</summary>
    public string Origin => files.Checkpoint.Origin;

    /// <summary>
    /// Asked before acts are written, with what the book says so far and what is to be added; it throws what keeps them out. Null: everything is taken.
    /// Called with the pen held, so nothing can come between the answer and the writing; it must not append.
    /// </summary>
    public Action<IReadOnlyList<Act>, IReadOnlyList<Act>>? Guard { get; set; }

    /// <summary>The public keys that the book names as its own.</summary>
    public TrustList Keys => files.Keys;

    /// <summary>Makes an empty book.</summary>
    /// <param name="origin">Names the log: by custom the site's address without a scheme, such as "northlight.example/harbour".</param>
    /// <exception cref="BadInputException">The folder has a book, or part of one.</exception>
    public static Book Create(string folder, SigningKey key, string origin, TimeProvider clock) => Create(folder, key, origin, clock, null);

    /// <summary>Opens a book: every entry is hashed and must lead to the signed root.</summary>
    /// <param name="key">Of the site that keeps the book; null to read only.</param>
    /// <exception cref="BadInputException">No book, damaged, or the key of another site.</exception>
    public static Book Open(string folder, SigningKey? key, TimeProvider clock) => Open(folder, key, clock, null);

    /// <summary>Appends one act.</summary>
    /// <param name="name">"GateDecided.1".</param>
    /// <returns>The act with its time and index, on the disk.</returns>
    /// <exception cref="ArgumentException">A bad name, a person's name in clear, or more than 65,535 bytes.</exception>
    /// <exception cref="LedgerBusyException">Another process writes and does not finish.</exception>
    /// <exception cref="ClockBackException">The clock stands more than <see cref="MostClockBack"/> before the last act.</exception>
    /// <exception cref="InvalidOperationException">The book was opened to read only.</exception>
    public Act Append(string name, Actor by, JsonObject body) => AppendAll([(name, by, body)])[0];

    /// <summary>Appends acts together: all count or none, for one wait on the disk.</summary>
    /// <inheritdoc cref="Append"/>
    public IReadOnlyList<Act> AppendAll(IReadOnlyList<(string Name, Actor By, JsonObject Body)> acts)
    {
        var pen = key ?? throw new InvalidOperationException("this book was opened to read only");
        lock (door)
            return Edge(() =>
            {
                using var held = files.TakePen();
                Take(files.Refresh());
                var at = clock.GetUtcNow();
                if (count > 0 && this.acts[count - 1].At - at > MostClockBack && acts is not [{ Name: ClockCorrected }]) throw new ClockBackException(this.acts[count - 1].At, at);
                var first = count;
                var entries = acts.Select((a, n) => ActReader.Write(a.Name, at, a.By, a.Body, signers.GetValueOrDefault(a.By.Person), Origin, first + n)).ToList();
                var made = entries.Select((entry, n) => Read(entry, first + n)).ToList();
                Guard?.Invoke(new ArraySegment<Act>(this.acts, 0, count), made);
                files.Append(entries, pen);
                Add(made);
                return made;
            });
    }

    /// <summary>From now on what a person does here bears their own signature as well.</summary>
    /// <param name="person">Their digest.</param>
    public void SignFor(string person, SigningKey own)
    {
        lock (door) signers[person] = own;
    }

    /// <summary>The inclusion proof of an act under <see cref="Checkpoint"/>.</summary>
    public Proof Prove(long index)
    {
        lock (door) return Edge(() => files.Prove(index));
    }

    /// <summary>Proof that this book still begins with the one that had <paramref name="earlier"/> acts.</summary>
    public Consistency ProveSince(long earlier)
    {
        lock (door) return Edge(() => files.ProveSince(earlier));
    }

    /// <summary>Copies the book as it stands under <see cref="Checkpoint"/>, and nothing else, into a folder that has none: what a package carries.</summary>
    public void CopyTo(string folder)
    {
        lock (door)
            Edge(() =>
            {
                if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
                    throw new BadRecordException("not-empty", folder, "", "this folder is not empty", "Name a new folder");
                files.CopyTo(folder);
                return true;
            });
    }

    /// <summary>Sees what other processes appended.</summary>
    /// <exception cref="BadInputException">The book was damaged, rolled back or replaced by another.</exception>
    public void Refresh()
    {
        lock (door) Edge(() => { Take(files.Refresh()); return true; });
    }

    public void Dispose()
    {
        // nothing is held between appends
    }

    internal static Book Create(string folder, SigningKey key, string origin, TimeProvider clock, ILedgerDisk? disk) =>
        Edge(() => new Book(LedgerFiles.Create(folder, key, origin, disk), key, clock));

    internal static Book Open(string folder, SigningKey? key, TimeProvider clock, ILedgerDisk? disk) => Edge(() =>
    {
        var opened = LedgerFiles.Open(folder, out var entries, disk);
        if (key is not null && !opened.Keys.Contains(key.Public))
            throw new BadRecordException("key", folder, "", $"the key {key.Name} ({key.Public.IdText}) is none of this book's", "Use the key of the site that keeps this book");
        var book = new Book(opened, key, clock);
        book.Take(entries);
        return book;
    });

    private void Take(IReadOnlyList<Entry> entries) => Add([.. entries.Select((entry, n) => Read(entry, count + n))]);

    private Act Read(Entry entry, long index)
    {
        try
        {
            return ActReader.House.Read(entry, index, files.Checkpoint.Origin);
        }
        catch (FormatException e)
        {
            throw new BadRecordException("damaged", "book", $"entry {index}", e.Message, "This book was written by something else, or by a newer release: use that", e);
        }
    }

    private void Add(List<Act> more)
    {
        if (count + more.Count > acts.Length) Array.Resize(ref acts, Math.Max(count + more.Count, 2 * acts.Length));
        more.CopyTo(acts, count);
        count += more.Count;
    }

    /// <summary>The edge of this room: what is wrong with a record is bad input to whoever asked.</summary>
    private static T Edge<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (BadRecordException e)
        {
            throw new BadInputException(e.Code, e.File, e.Place, e.Problem, e.Remedy, e);
        }
    }
}
