using Answerprint.Provenance.Ledgers;

namespace Answerprint.Tests.Provenance.Ledgers;

/// <summary>How the machine fails at one operation.</summary>
public enum Failure
{
    /// <summary>The process dies before the operation.</summary>
    Before,

    /// <summary>The process dies in the middle of a write: half the bytes are there. Other operations are whole or not at all.</summary>
    Within,

    /// <summary>The process dies just after the operation.</summary>
    After,

    /// <summary>The power goes before the operation: names that were changed in folders that were not synced since go back to what they were.</summary>
    Power,

    /// <summary>The operation fails once (a full disk), and the process lives on.</summary>
    Once,
}

/// <summary>The process is gone: nothing else reaches the disk.</summary>
#pragma warning disable CA1032 // for these tests only
public sealed class CutOffException() : IOException("cut off");
#pragma warning restore CA1032

/// <summary>The real disk, failing at one operation. Real files lie underneath.</summary>
internal sealed class FaultyDisk(int failAt, Failure failure) : ILedgerDisk
{
    private readonly List<(string Folder, Action Undo)> unsynced = [];
    private bool dead;

    /// <summary>How many operations were asked for.</summary>
    public int Operations { get; private set; }

    public void MakeFolder(string folder) => Do(() =>
    {
        var isNew = !Directory.Exists(folder);
        LedgerDisk.Real.MakeFolder(folder);
        if (isNew) unsynced.Add((Path.GetDirectoryName(folder)!, () => Directory.Delete(folder, recursive: true)));
    });

    public void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var copy = bytes.ToArray();
        Do(() => LedgerDisk.Real.Write(path, copy), () => File.WriteAllBytes(path, copy[..(copy.Length / 2)]));
    }

    public void Rename(string from, string to) => Do(() =>
    {
        var old = File.Exists(to) ? File.ReadAllBytes(to) : null;
        var moved = File.ReadAllBytes(from);
        LedgerDisk.Real.Rename(from, to);
        unsynced.Add((Path.GetDirectoryName(to)!, () =>
        {
            if (old is null) File.Delete(to);
            else File.WriteAllBytes(to, old);
            File.WriteAllBytes(from, moved);
        }));
    });

    public void SyncFolder(string folder) => Do(() =>
    {
        LedgerDisk.Real.SyncFolder(folder);
        unsynced.RemoveAll(change => change.Folder == Path.GetFullPath(folder) || change.Folder == folder);
    });

    public void Delete(string path) => Do(() =>
    {
        var old = File.ReadAllBytes(path);
        LedgerDisk.Real.Delete(path);
        unsynced.Add((Path.GetDirectoryName(path)!, () => File.WriteAllBytes(path, old)));
    });

    public void RemoveEmptyFolder(string folder) => Do(() =>
    {
        LedgerDisk.Real.RemoveEmptyFolder(folder);
        unsynced.Add((Path.GetDirectoryName(folder)!, () => Directory.CreateDirectory(folder)));
    });

    private void Do(Action work, Action? half = null)
    {
        if (dead) throw new CutOffException();
        if (Operations++ != failAt)
        {
            work();
            return;
        }
        dead = failure != Failure.Once;
        if (failure == Failure.Within && half is not null) half();
        if (failure == Failure.After) work();
        if (failure == Failure.Power)
            for (var n = unsynced.Count - 1; n >= 0; n--) unsynced[n].Undo();
        throw new CutOffException();
    }
}
