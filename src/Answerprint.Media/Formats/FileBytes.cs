using Answerprint.Media.Frames;
using Microsoft.Win32.SafeHandles;

namespace Answerprint.Media.Formats;

/// <summary>Whole files in and out: errors in words, and a file that appears whole or not at all.</summary>
internal static class FileBytes
{
    /// <summary>The bytes of a file, at most the first <paramref name="most"/>. A pipe has none.</summary>
    /// <exception cref="BadInputException">It is not there or can not be read.</exception>
    public static byte[] Read(string path, string name, int most = int.MaxValue)
    {
        return InWords(name, () =>
        {
            // a pipe or a socket has no length, and opening one may wait for ever: it is read as what it holds, nothing
            if (File.Exists(path) && LengthOf(path) == 0) return [];
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
            if (most == int.MaxValue && stream.Length > Array.MaxLength) throw new BadInputException("too-large", name, "", "the file is larger than 2 GiB", "Split the picture");
            var bytes = GC.AllocateUninitializedArray<byte>((int)Math.Min(stream.Length, most));
            stream.ReadExactly(bytes);
            return bytes;
        });
    }

    /// <summary>How long the file is that a path leads to, links followed; 0 of a pipe, which nobody may open to find that out.</summary>
    public static long LengthOf(string path)
    {
        var file = new FileInfo(path);
        return file.LinkTarget is null ? file.Length : file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } target ? target.Length : 0;
    }

    /// <summary>Opens a file for what is done with it, to be read in pieces.</summary>
    /// <exception cref="BadInputException">It is not there or can not be read.</exception>
    public static T Use<T>(string path, string name, Func<SafeFileHandle, T> body) => InWords(name, () =>
    {
        using var file = File.OpenHandle(path);
        return body(file);
    });

    /// <summary>Fills a span with the bytes of a file from a place on.</summary>
    /// <exception cref="BadInputException">It ends before.</exception>
    public static void Fill(SafeFileHandle file, long from, Span<byte> into, string name)
    {
        while (into.Length > 0)
        {
            var got = RandomAccess.Read(file, into, from);
            if (got == 0) throw new BadInputException("truncated", name, $"byte {from}", "the file ends too soon", "Get the file again");
            from += got;
            into = into[got..];
        }
    }

    private static T InWords<T>(string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadInputException("missing-file", name, "", "the file does not exist", "Check its path", e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new BadInputException("unreadable", name, "", "the file can not be read", "Check its permissions and its disk", e);
        }
    }

    /// <summary>Writes beside the target, flushes to the disk, then takes its place.</summary>
    public static void Write(string path, Action<Stream> body)
    {
        var part = PartOf(path);
        try
        {
            using (var stream = new FileStream(part, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
            {
                body(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(part, path, overwrite: true);
        }
        catch (ArgumentOutOfRangeException e) when (e.ParamName == "value")
        {
            // EFBIG, which .NET reports as a wrong argument
            throw new IOException($"{path}: the disk takes no file of this length", e);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>The temporary name beside a target; its folder is made where it is not there.</summary>
    public static string PartOf(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, $".{Path.GetFileName(path)}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.part");
    }
}
