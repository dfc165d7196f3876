using System.Runtime.InteropServices;

namespace Answerprint.Provenance.Keys;

/// <summary>Files that appear whole and stay: written beside their place, synced to the disk, renamed into place, their folder synced.</summary>
internal static partial class DurableFile
{
    /// <summary>Writes or replaces a file. A crash leaves the old one or the new one, whole.</summary>
    /// <param name="secret">Only the owner may read it (0600).</param>
    public static void Write(string path, ReadOnlySpan<byte> bytes, bool secret = false)
    {
        var beside = path + ".tmp";
        WriteNew(beside, bytes, secret);
        File.Move(beside, path, overwrite: true);
        SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>Writes a file anew and waits until the disk has it.</summary>
    public static void WriteNew(string path, ReadOnlySpan<byte> bytes, bool secret = false)
    {
        if (secret) File.Delete(path); // a mode is given to new files only
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, BufferSize = 0 };
        if (secret && !OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(path, options);
        try
        {
            stream.Write(bytes);
        }
        catch (ArgumentOutOfRangeException e)
        {
            throw TooLong(path, e);
        }
        stream.Flush(flushToDisk: true);
    }

    /// <summary>What .NET reports as a wrong argument where the system says EFBIG: the disk or a quota takes no file of this length.</summary>
    public static IOException TooLong(string path, ArgumentOutOfRangeException e) => new($"{path}: the disk takes no file of this length", e);

    /// <summary>Waits until the disk has the names in a folder. Windows keeps them in its own journal.</summary>
    public static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var handle = Open(folder, 0);
        if (handle < 0) throw new IOException($"{folder}: can not be opened to sync it (errno {Marshal.GetLastPInvokeError()})", Marshal.GetLastPInvokeError());
        try
        {
            if (Sync(handle) != 0) throw new IOException($"{folder}: can not be synced (errno {Marshal.GetLastPInvokeError()})", Marshal.GetLastPInvokeError());
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int handle);
}
