using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production.Acts;
using Answerprint.Production.Plates;
using Answerprint.Production.Review;
using Answerprint.Production.Rights;
using Answerprint.Provenance.Keys;
using Answerprint.Provenance.Ledgers;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Production.Delivery;

/// <summary>
/// Checks a package with nothing but the package: every file against the manifest, the manifest against the act in the book, every byte of
/// the book against its signed head, and what the package says of its versions against what the book says. Managed code only; no show, no
/// network. Memory: one file's buffer and the book's acts.
/// </summary>
public static class PackageCheck
{
    private const int MostManifest = 256 << 20;

    /// <summary>Whether a folder is a package, or was one before somebody took its manifest away.</summary>
    public static bool IsPackage(string folder) =>
        File.Exists(Path.Combine(folder, Manifest.FileName)) || File.Exists(Path.Combine(folder, Manifest.BookFolder, BookCopy.ProofFile)) || Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)).StartsWith("TURNBACK_", StringComparison.Ordinal);

    /// <param name="trust">Keys that are trusted; null: it can be intact, but nobody says whose it is.</param>
    /// <param name="only">One file of the package, from its folder with slashes: of the others nothing is said. Null for all.</param>
    public static PackageReport Check(string folder, TrustList? trust, CancellationToken cancel = default, string? only = null)
    {
        folder = Path.GetFullPath(folder);
        var faults = new List<PackageFault>();
        var there = only is null ? Walk(folder, faults) : [];
        var bookFolder = Path.Combine(folder, Manifest.BookFolder);
        var acts = new List<Act>();
        var leaves = new Dictionary<long, TreeHash>();
        var book = Book(bookFolder, trust, acts, leaves, faults, cancel);
        var made = acts.LastOrDefault(a => a.Name == "PackageMade.1");
        if (made is null) faults.Add(new("book", Manifest.BookFolder, "the book does not say that a package was made"));
        else CheckProof(bookFolder, made, leaves[made.Index], book.Checkpoint, faults);

        var manifest = ReadManifest(folder, made, faults);
        var counted = CountedActs.Of(acts);
        var remarks = BookRemarks.Of(acts);
        faults.AddRange(remarks.Where(r => r.IsFault).Select(r => new PackageFault(r.Code, Manifest.BookFolder, $"entry {r.Index}: {r.Words}")));
        if (manifest is not null && only is not null) CheckOne(folder, manifest, only, faults);
        else if (manifest is not null)
        {
            CheckFiles(folder, manifest, there, faults, cancel);
            CheckClaims(folder, manifest, acts, counted.Acts, faults);
        }
        var signer = book.Signers.Count > 0 ? book.Signers[0] : null;
        return new(faults, signer?.Name ?? "", signer?.IdText ?? "", book.Trusted, manifest?.Files.Count ?? 0, book.Checkpoint?.Size ?? 0, manifest) { Remarks = remarks, Solo = counted.Roll.EverSolo, Book = acts, Head = book.Checkpoint };
    }

    /// <summary>Every file but those of the book; links and empty folders are faults and are not followed.</summary>
    private static SortedSet<string> Walk(string folder, List<PackageFault> faults)
    {
        var files = new SortedSet<string>(StringComparer.Ordinal);
        var waiting = new Stack<DirectoryInfo>([new DirectoryInfo(folder)]);
        while (waiting.TryPop(out var at))
        {
            var any = false;
            foreach (var item in at.EnumerateFileSystemInfos())
            {
                any = true;
                var name = Path.GetRelativePath(folder, item.FullName).Replace('\\', '/');
                if (item.LinkTarget is not null) faults.Add(new("link", name, "it is a symbolic link, and a package has none"));
                else if (item is DirectoryInfo inner) waiting.Push(inner);
                // the files of the book answer to the log, not to the manifest
                else if (!name.StartsWith(Manifest.BookFolder + "/", StringComparison.Ordinal)) files.Add(name);
            }
            if (!any && at.FullName != folder) faults.Add(new("added", Path.GetRelativePath(folder, at.FullName).Replace('\\', '/'), "it is an empty folder, and a package has none"));
        }
        return files;
    }

    private static LedgerReport Book(string folder, TrustList? trust, List<Act> acts, Dictionary<long, TreeHash> leaves, List<PackageFault> faults, CancellationToken cancel)
    {
        if (!Directory.Exists(folder))
        {
            faults.Add(new("removed", Manifest.BookFolder, "the book is not there"));
            return new LedgerReport(null, [], Trusted: false, [], []);
        }
        var report = LedgerCheck.Check(folder, trust, (index, entry) =>
        {
            leaves[index] = entry.Hash;
            try
            {
                acts.Add(ActReader.House.Read(entry, index));
            }
            catch (FormatException e)
            {
                faults.Add(new("book", Manifest.BookFolder, $"entry {index} is no act: {e.Message.TrimEnd('.')}"));
            }
        }, cancel);
        // a person's signature is bound to the log that it was given in
        for (var n = 0; n < acts.Count; n++) acts[n] = acts[n] with { Origin = report.Checkpoint?.Origin ?? "" };
        // the one file beside the log that belongs there
        foreach (var fault in report.Faults.Where(f => f.File != BookCopy.ProofFile))
            faults.Add(new("book", $"{Manifest.BookFolder}/{fault.File}", fault.Index is { } index ? $"entry {index}: {fault.Problem}" : fault.Problem));
        foreach (var left in report.Leftovers) faults.Add(new("added", $"{Manifest.BookFolder}/{left}", "it is no part of the signed log"));
        return report;
    }

    private static void CheckProof(string bookFolder, Act made, TreeHash leaf, Checkpoint? head, List<PackageFault> faults)
    {
        var name = $"{Manifest.BookFolder}/{BookCopy.ProofFile}";
        var file = new FileInfo(Path.Combine(bookFolder, BookCopy.ProofFile));
        if (!file.Exists || file.Length > SignedNote.MostBytes)
        {
            faults.Add(new("removed", name, file.Exists ? "it is far too long for a proof" : "the proof that the book knows this package is not there"));
            return;
        }
        try
        {
            var text = System.Text.Encoding.UTF8.GetString(Bytes(file));
            var proof = Proof.Parse(text);
            if (head is null || proof.Index != made.Index || proof.Checkpoint.ToString() != head.ToString() || !proof.Holds(leaf) || proof.ToString() != text)
                faults.Add(new("changed", name, "it is not the proof of this package under this head"));
        }
        catch (BadRecordException e)
        {
            faults.Add(new("changed", name, e.Problem));
        }
    }

    private static Manifest? ReadManifest(string folder, Act? made, List<PackageFault> faults)
    {
        var file = new FileInfo(Path.Combine(folder, Manifest.FileName));
        if (!file.Exists || file.LinkTarget is not null || file.Length > MostManifest)
        {
            faults.Add(new("removed", Manifest.FileName, file.Exists ? "it can not be a manifest" : "the manifest is not there"));
            return null;
        }
        var bytes = Bytes(file);
        if (made is not null && made.Body.TextOrNull("manifest") != Digest.Of(bytes).Hex) faults.Add(new("changed", Manifest.FileName, "it is not the manifest that the book vouches for"));
        try
        {
            return Manifest.Read(bytes);
        }
        catch (FormatException e)
        {
            faults.Add(new("changed", Manifest.FileName, e.Message.TrimEnd('.')));
            return null;
        }
    }

    private static void CheckFiles(string folder, Manifest manifest, SortedSet<string> there, List<PackageFault> faults, CancellationToken cancel)
    {
        var listed = new Dictionary<string, PackagedFile>(StringComparer.Ordinal);
        foreach (var file in manifest.Files)
            if (!listed.TryAdd(file.Path, file)) faults.Add(new("changed", Manifest.FileName, $"it lists {file.Path} twice"));
        var added = new List<(string Name, Digest Digest)>();
        foreach (var name in there.Where(n => n != Manifest.FileName))
        {
            cancel.ThrowIfCancellationRequested();
            var full = Path.Combine(folder, name);
            var length = new FileInfo(full).Length;
            var digest = DigestOf(full, length);
            if (!listed.TryGetValue(name, out var known)) added.Add((name, digest));
            else if (known.Digest != digest || known.Length != length) faults.Add(new("changed", name, "its bytes are not those that were packed"));
        }
        foreach (var removed in listed.Values.Where(f => !there.Contains(f.Path)))
        {
            var moved = added.FindIndex(a => a.Digest == removed.Digest);
            if (moved >= 0)
            {
                faults.Add(new("renamed", removed.Path, $"it is now called {added[moved].Name}"));
                added.RemoveAt(moved);
            }
            else if (!faults.Exists(f => f.Code == "link" && f.File == removed.Path)) faults.Add(new("removed", removed.Path, "the manifest lists it and it is not there"));
        }
        foreach (var (name, _) in added) faults.Add(new("added", name, "the manifest does not list it"));
    }

    /// <summary>The manifest and the book were checked whole already.</summary>
    private static void CheckOne(string folder, Manifest manifest, string name, List<PackageFault> faults)
    {
        if (name == Manifest.FileName || name.StartsWith(Manifest.BookFolder + "/", StringComparison.Ordinal)) return;
        var file = new FileInfo(Path.Combine(folder, name));
        if (file.LinkTarget is not null) faults.Add(new("link", name, "it is a symbolic link, and a package has none"));
        else if (manifest.Files.FirstOrDefault(f => f.Path == name) is not { } known) faults.Add(new("added", name, "the manifest does not list it"));
        else if (known.Length != file.Length || known.Digest != DigestOf(file.FullName, file.Length)) faults.Add(new("changed", name, "its bytes are not those that were packed"));
    }

    /// <summary>A pipe or a socket has no length and is not opened: that could wait for ever.</summary>
    private static Digest DigestOf(string path, long length)
    {
        if (length == 0) return Digest.Of([]);
        using var file = File.OpenRead(path);
        return Digest.Of(file);
    }

    private static byte[] Bytes(FileInfo file) => file.Length == 0 ? [] : File.ReadAllBytes(file.FullName);

    /// <summary>What the manifest says of versions and plates is what the book says.</summary>
    private static void CheckClaims(string folder, Manifest manifest, List<Act> acts, IReadOnlyList<Act> counted, List<PackageFault> faults)
    {
        try
        {
            foreach (var plate in manifest.Plates)
                if (!acts.Exists(a => a.Name == Plate.ActName && JsonNode.DeepEquals(a.Body, plate))) faults.Add(new("version", Manifest.FileName, $"the book knows no plate {plate.Text("name")} like that"));
            foreach (var row in manifest.Versions)
            {
                var name = row.Text("version");
                var bytes = row.Digest("bytes");
                if (!acts.Exists(a => a.Name == Version.ActName && a.Body.TextOrNull("version") == name && a.Body.TextOrNull("document") == bytes.Hex))
                    faults.Add(new("version", Manifest.FileName, $"the book knows no version {name} of these bytes"));
                var answer = counted.LastOrDefault(a => a.Name is Approval.Yes or Approval.No && a.Body.TextOrNull("bytes") == bytes.Hex);
                if (row.Text("status") == "approved" != (answer?.Name == Approval.Yes)) faults.Add(new("version", Manifest.FileName, $"{name} is said to be {row.Text("status")}, and the book says otherwise"));
                CheckVersion(folder, row, bytes, faults);
            }
        }
        catch (FormatException e)
        {
            faults.Add(new("changed", Manifest.FileName, e.Message.TrimEnd('.')));
        }
    }

    /// <summary>The pictures of a version are those that its document, which people approved, lists.</summary>
    private static void CheckVersion(string folder, JsonObject row, Digest bytes, List<PackageFault> faults)
    {
        var path = $"{row.Text("folder")}/version.json";
        var full = Path.GetFullPath(Path.Combine(folder, path));
        if (!full.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) || !File.Exists(full))
        {
            faults.Add(new("version", path, $"the document of {row.Text("version")} is not in the package"));
            return;
        }
        var document = Bytes(new FileInfo(full));
        if (Digest.Of(document) != bytes)
        {
            faults.Add(new("version", path, "it is not the document that the book calls this version"));
            return;
        }
        var frames = Version.Frames(JsonReading.Parse(document));
        foreach (var frame in frames)
        {
            // a hold says of itself that it is nothing but that real frame
            if (frame.Moment is null && frame.Shows is { } real && frames.FirstOrDefault(f => f.Number == real) is { } shown && (shown.IsTouched || shown.Bits != frame.Bits))
                faults.Add(new("version", path, $"frame {frame.Number} is said to show frame {real}, and they are not the same"));
            var number = frame.Number - row.Int("firstPlateFrame") + row.Int("firstFrame");
            var picture = string.Create(CultureInfo.InvariantCulture, $"{row.Text("folder")}/exr/{row.Text("version")}.{number:0000}.exr");
            var file = Path.Combine(folder, picture);
            if (!File.Exists(file)) continue;
            if (DigestOf(file, new FileInfo(file).Length) != frame.Picture) faults.Add(new("version", picture, "it is not the picture that the version's document lists"));
            var pass = string.Create(CultureInfo.InvariantCulture, $"{row.Text("folder")}/origin/{row.Text("version")}_origin.{number:0000}.exr");
            if (frame.Origin is not { } origin) continue;
            file = Path.Combine(folder, pass);
            if (!File.Exists(file) || DigestOf(file, new FileInfo(file).Length) != origin) faults.Add(new("version", pass, "it is not the origin pass that the version's document lists"));
        }
    }
}
