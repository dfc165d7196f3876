using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Provenance.Keys;

namespace Answerprint.Production.Plates;

/// <summary>
/// Files that appear whole or not at all: written under another name in the same folder, flushed to the disk, renamed. What a killed
/// process leaves behind bears the suffix <see cref="Suffix"/> and is swept away by the next one.
/// </summary>
public static class WholeFile
{
    /// <summary>The end of the name of a file that is being written.</summary>
    public const string Suffix = ".unfinished";

    /// <param name="secret">Only the owner may read it (0600).</param>
    /// <exception cref="IOException">The disk is full or read-only; nothing is left behind.</exception>
    public static void Write(string path, Action<Stream> write, bool secret = false)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var unfinished = Path.Combine(folder, $".{Path.GetFileName(path)}.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}{Suffix}");
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.ReadWrite, Share = FileShare.None };
            if (secret && !OperatingSystem.IsWindows())
            {
                File.Delete(unfinished); // a mode is given to new files only
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }
            using (var file = new FileStream(unfinished, options))
            {
                write(file);
                file.Flush(flushToDisk: true);
            }
            File.Move(unfinished, path, overwrite: true);
        }
        catch (ArgumentOutOfRangeException e) when (e.ParamName == "value")
        {
            Discard(unfinished);
            throw DurableFile.TooLong(path, e);
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
    /// <param name="secret">Only the owner may read it (0600).</param>
    public static void Write(string path, JsonNode node, bool secret = false) => Write(path, file => file.Write(Encoding.UTF8.GetBytes(PlainJson.Indented(node))), secret);

    /// <summary>Takes away what killed processes left in a folder, not below it.</summary>
    public static void Sweep(string folder)
    {
        if (!Directory.Exists(folder)) return;
        foreach (var left in Directory.EnumerateFiles(folder, ".*" + Suffix)) Discard(left);
    }

    /// <summary>A rename counts only when its folder is on the disk as well.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public static void FlushFolder(string folder) => DurableFile.SyncFolder(folder);

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
}
