using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;

namespace Answerprint.Production.Plates;

/// <summary>
/// Files that appear whole or not at all: written under another name in the same folder, flushed to the disk, renamed. What a killed
/// process leaves behind bears the suffix <see cref="Suffix"/> and is swept away by the next one.
/// </summary>
public static class WholeFile
{
    /// <summary>The end of the name of a file that is being written.</summary>
    public const string Suffix = ".unfinished";

    /// <exception cref="IOException">The disk is full or read-only; nothing is left behind.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var unfinished = Path.Combine(folder, $".{Path.GetFileName(path)}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}{Suffix}");
        try
        {
            using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }
            File.Move(unfinished, path, overwrite: true);
        }
        catch
        {
            Discard(unfinished);
            throw;
        }
        FlushFolder(folder);
    }

    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var copy = bytes.ToArray();
        Write(path, file => file.Write(copy));
    }

    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Indented JSON with a line end after it.</summary>
    public static void Write(string path, JsonNode node) => Write(path, Encoding.UTF8.GetBytes(PlainJson.Indented(node)));

    /// <summary>Takes away what killed processes left in a folder, not below it.</summary>
    public static void Sweep(string folder)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var left in Directory.EnumerateFiles(folder, ".*" + Suffix)) Discard(left);
    }

    /// <summary>A rename counts only when its folder is on the disk as well.</summary>
    public static void FlushFolder(string folder)
    {
        if (!OperatingSystem.IsLinux()) return;
        var handle = Open(folder, 0);
        if (handle < 0) return;
        _ = Sync(handle);
        _ = Close(handle);
    }

    private static void Discard(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (IOException)
        {
            // the disk itself is at fault, and that is already being reported
        }
        catch (UnauthorizedAccessException)
        {
            // likewise
        }
    }

#pragma warning disable SYSLIB1054 // three calls of libc need no generated marshalling
    [DllImport("libc", EntryPoint = "open", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(string path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Sync(int handle);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int handle);
#pragma warning restore SYSLIB1054
}
