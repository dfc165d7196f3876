using Answerprint.Media.Frames;

namespace Answerprint.Production.Plates;

/// <summary>
/// The big things of a show, each under the SHA-256 of its bytes: renders, mattes, documents. What is in it never changes; the same bytes
/// are kept once; what is read is checked. Files appear whole. Safe for use from several threads and processes.
/// </summary>
public sealed class Vault(string folder)
{
    public string Folder { get; } = folder;

    /// <summary>Where the bytes lie, whether or not they are there.</summary>
    public string PathOf(Digest digest) => Path.Combine(Folder, digest.Hex[..2], digest.Hex);

    public bool Has(Digest digest) => File.Exists(PathOf(digest));

    /// <exception cref="IOException">The disk is full or read-only; nothing is left behind.</exception>
    public Digest Add(ReadOnlySpan<byte> bytes)
    {
        var digest = Digest.Of(bytes);
        if (!Intact(digest)) WholeFile.Write(PathOf(digest), bytes);
        return digest;
    }

    /// <summary>Takes in a finished file of the same disk without copying it: it is moved here, or dropped if its bytes are here already.</summary>
    public Digest Take(string path)
    {
        Digest digest;
        using (var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read))
        {
            digest = Digest.Of(file);
            file.Flush(flushToDisk: true);
        }
        var target = PathOf(digest);
        if (Intact(digest))
        {
            File.Delete(path);
            return digest;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(path, target, overwrite: true);
        WholeFile.FlushFolder(Path.GetDirectoryName(target)!);
        return digest;
    }

    /// <exception cref="BadInputException">The bytes are not there, or are not those that the name promises.</exception>
    public byte[] Read(Digest digest)
    {
        var path = PathOf(digest);
        if (!File.Exists(path)) throw Missing(digest);
        var bytes = File.ReadAllBytes(path);
        return Digest.Of(bytes) == digest ? bytes : throw Changed(digest);
    }

    /// <summary>Puts a checked copy at <paramref name="path"/>.</summary>
    /// <exception cref="BadInputException">The bytes are not there, or are not those that the name promises.</exception>
    public void CopyTo(Digest digest, string path)
    {
        var bytes = Read(digest);
        WholeFile.Write(path, bytes);
    }

    /// <summary>Whether the bytes are there and are the right ones.</summary>
    public bool Intact(Digest digest)
    {
        var path = PathOf(digest);
        if (!File.Exists(path)) return false;
        using var file = File.OpenRead(path);
        return Digest.Of(file) == digest;
    }

    /// <summary>Takes away what a killed process left half written.</summary>
    public void Sweep()
    {
        if (!Directory.Exists(Folder)) return;
        foreach (var shelf in Directory.EnumerateDirectories(Folder)) WholeFile.Sweep(shelf);
    }

    private static BadInputException Missing(Digest digest) =>
        new("vault-missing", digest.Hex, "", "the vault has no such bytes", "Run render again, which makes what is missing");

    private static BadInputException Changed(Digest digest) =>
        new("vault-changed", digest.Hex, "", "the bytes in the vault are not those that were put there", "Delete the file and run render again");
}
