using Answerprint.Media.Frames;
using Answerprint.Production.Acts;
using Answerprint.Production.Plates;
using Answerprint.Provenance.Keys;

namespace Answerprint.Production.Editorial;

/// <summary>
/// A show on disk: `show.json`, the book, the vault, the keys, the people. Everything that happened is in the book; whatever else lies here
/// is either named by it or rebuilt from it. One process at a time holds a show for writing.
/// </summary>
public sealed class Show : IDisposable
{
    private static readonly string[] Parts = ["show.json", "hold", "book", "book/checkpoint", "book/tile", "keys", "keys/site.key", "keys/site.pub", "keys/trust", "vault", "vault/staging", "people", "descriptors"];

    private readonly FileStream? hold;

    private Show(string folder, ShowFile file, Book book, SigningKey? key, TimeProvider clock, FileStream? hold)
    {
        Folder = folder;
        File = file;
        Book = book;
        Key = key;
        Clock = clock;
        Vault = new Vault(Path.Combine(folder, "vault"));
        this.hold = hold;
    }

    public string Folder { get; }

    public ShowFile File { get; }

    public Book Book { get; }

    public Vault Vault { get; }

    public TimeProvider Clock { get; }

    /// <summary>This site's key; null where the show is open for reading.</summary>
    public SigningKey? Key { get; }

    public string PeopleFolder => Path.Combine(Folder, "people");

    /// <summary>Where unfinished frames lie while a chunk is rendered; empty between runs.</summary>
    public string Staging => Path.Combine(Folder, "vault", "staging");

    public static bool IsShow(string folder) => System.IO.File.Exists(Path.Combine(folder, "show.json"));

    /// <summary>Makes a show: complete, or not at all.</summary>
    /// <exception cref="BadInputException">Something is there already, or the folder can not be made.</exception>
    public static void Create(string folder, ShowFile file, TimeProvider clock)
    {
        folder = Path.GetFullPath(folder);
        if (IsShow(folder)) throw new BadInputException("show-exists", folder, "", "there is a show already", "Name another folder");
        if (System.IO.File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
            throw new BadInputException("not-empty", folder, "", "something else is there", "Name a folder that is empty or does not exist");
        var made = Path.Combine(Path.GetDirectoryName(folder)!, $".{Path.GetFileName(folder)}.{Environment.ProcessId}{Plates.WholeFile.Suffix}");
        try
        {
            foreach (var room in new[] { "vault", "keys/trust", "people" }) Directory.CreateDirectory(Path.Combine(made, room));
            var name = $"{ShowFile.CodeOf(file.Site)}.answerprint/{file.Code}";
            var key = SigningKey.Create(name);
            key.Write(Path.Combine(made, "keys", "site.key"));
            Plates.WholeFile.Write(Path.Combine(made, "keys", "site.pub"), $"{key.Public}\n");
            Book.Create(Path.Combine(made, "book"), key, name, clock);
            Plates.WholeFile.Write(Path.Combine(made, "show.json"), file.Write());
            if (Directory.Exists(folder)) Directory.Delete(folder);
            Directory.Move(made, folder);
        }
        catch
        {
            if (Directory.Exists(made)) Directory.Delete(made, recursive: true);
            throw;
        }
    }

    /// <summary>Opens a show for writing: nobody else does at the same time.</summary>
    /// <exception cref="BadInputException">The folder is no show.</exception>
    /// <exception cref="IOException">Another process holds the show: try again.</exception>
    public static Show Open(string folder, TimeProvider clock)
    {
        var file = ReadFile(ref folder);
        FileStream held;
        try
        {
            held = new FileStream(Path.Combine(folder, "hold"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        // 28 and 30 are ENOSPC and EROFS: nobody holds it, the disk is at fault
        catch (IOException e) when (System.IO.File.Exists(Path.Combine(folder, "hold")) && e is not (DirectoryNotFoundException or FileNotFoundException) && (e.HResult & 0xffff) is not (28 or 30))
        {
            throw new IOException($"{folder}: another answerprint is writing to this show", e);
        }
        try
        {
            var key = SigningKey.Read(Path.Combine(folder, "keys", "site.key"));
            var show = new Show(folder, file, Book.Open(Path.Combine(folder, "book"), key, clock), key, clock, held);
            show.Vault.Sweep();
            Plates.WholeFile.Sweep(folder);
            if (Directory.Exists(show.Staging)) Directory.Delete(show.Staging, recursive: true);
            return show;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Opens a show to look at it: needs no key and holds nobody up.</summary>
    /// <exception cref="BadInputException">The folder is no show.</exception>
    public static Show Look(string folder, TimeProvider clock)
    {
        var file = ReadFile(ref folder);
        return new Show(folder, file, Book.Open(Path.Combine(folder, "book"), null, clock), null, clock, null);
    }

    /// <summary>Opens a show to add acts of people to its book, also while another process renders: the book is written in turn, and nothing else is touched.</summary>
    /// <exception cref="BadInputException">The folder is no show, or this site's key is not in it.</exception>
    public static Show Sign(string folder, TimeProvider clock)
    {
        var file = ReadFile(ref folder);
        var key = SigningKey.Read(Path.Combine(folder, "keys", "site.key"));
        return new Show(folder, file, Book.Open(Path.Combine(folder, "book"), key, clock), key, clock, null);
    }

    public void Dispose() => hold?.Dispose();

    private static ShowFile ReadFile(ref string folder)
    {
        folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        if (!IsShow(folder))
            throw new BadInputException("no-show", folder, "", Directory.Exists(folder) ? "the folder is no show: it has no show.json" : "there is no such folder", "Make a show with: answerprint init SHOW --title T --rate 24");
        // a show that is opened through a link is named by the place where it lies
        if (new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true) is { } real) folder = Path.TrimEndingDirectorySeparator(real.FullName);
        RefuseLinks(folder);
        return ShowFile.Read(Path.Combine(folder, "show.json"));
    }

    /// <summary>What a show consists of lies in its folder: a link among it could lead a reader, a writer or the eraser of a name anywhere. A pipe would hold up whoever opens it.</summary>
    /// <exception cref="BadInputException">A part of the show is a symbolic link, or show.json is no file.</exception>
    public static void RefuseLinks(string folder)
    {
        foreach (var part in Parts)
        {
            var item = new FileInfo(Path.Combine(folder, part));
            if (item.LinkTarget is { } target)
                throw new BadInputException("link", folder, part, $"it is a symbolic link (to {target}), and the parts of a show lie in its folder", "Put the thing itself where the link is; to keep a show on another disk, move the whole folder there");
        }
        // a pipe has no length, and opening one may wait for ever
        if (new FileInfo(Path.Combine(folder, "show.json")).Length == 0) throw new BadInputException("bad-show", Path.Combine(folder, "show.json"), "", "it is empty", "Mend show.json or make the show anew with init");
    }
}
