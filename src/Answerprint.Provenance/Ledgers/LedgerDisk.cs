using Answerprint.Provenance.Keys;

namespace Answerprint.Provenance.Ledgers;

/// <summary>Every operation by which a log changes its folder, so that a test can make each fail in turn. Paths are whole paths.</summary>
internal interface ILedgerDisk
{
    void MakeFolder(string folder);

    /// <summary>Writes a file anew and waits until the disk has its bytes.</summary>
    void Write(string path, ReadOnlySpan<byte> bytes);

    /// <summary>Puts a file in the place of another at once.</summary>
    void Rename(string from, string to);

    /// <summary>Waits until the disk has the names in a folder.</summary>
    void SyncFolder(string folder);

    void Delete(string path);

    void RemoveEmptyFolder(string folder);
}

/// <summary>The real disk.</summary>
internal sealed class LedgerDisk : ILedgerDisk
{
    public static LedgerDisk Real { get; } = new();

    public void MakeFolder(string folder) => Directory.CreateDirectory(folder);

    public void Write(string path, ReadOnlySpan<byte> bytes) => DurableFile.WriteNew(path, bytes);

    public void Rename(string from, string to) => File.Move(from, to, overwrite: true);

    public void SyncFolder(string folder) => DurableFile.SyncFolder(folder);

    public void Delete(string path) => File.Delete(path);

    public void RemoveEmptyFolder(string folder) => Directory.Delete(folder);
}
