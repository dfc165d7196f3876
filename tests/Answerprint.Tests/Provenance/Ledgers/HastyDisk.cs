using Answerprint.Provenance.Ledgers;

namespace Answerprint.Tests.Provenance.Ledgers;

/// <summary>The real disk without waiting for it: large logs for tests that are not about crashes.</summary>
internal sealed class HastyDisk : ILedgerDisk
{
    public void MakeFolder(string folder) => LedgerDisk.Real.MakeFolder(folder);

    public void Write(string path, ReadOnlySpan<byte> bytes) => File.WriteAllBytes(path, bytes);

    public void Rename(string from, string to) => LedgerDisk.Real.Rename(from, to);

    public void SyncFolder(string folder)
    {
        // on purpose
    }

    public void Delete(string path) => LedgerDisk.Real.Delete(path);

    public void RemoveEmptyFolder(string folder) => LedgerDisk.Real.RemoveEmptyFolder(folder);
}
