using System.Globalization;
using Answerprint.Media.Frames;

namespace Answerprint.Verify.Terminal;

/// <summary>Looks before the work whether what comes out of it can be written: minutes of rendering are not spent on a folder that takes nothing.</summary>
internal static class Output
{
    /// <summary>A file or a pattern of files ("name.%04d.exr") that a command will write.</summary>
    /// <param name="option">Where it was named: "--report". It stands in the message.</param>
    /// <exception cref="BadInputException">A folder stands there, or the file's folder can not be made or written to.</exception>
    public static void CheckFile(string option, string? path)
    {
        if (path is null) return;
        if (path.Length == 0) throw new BadInputException("no-output", path, option, "no file is named", $"Name a file: {option} NAME");
        if (Directory.Exists(path) || path.EndsWith(Path.DirectorySeparatorChar)) throw new BadInputException("is-folder", path, option, "it is a folder, and a file is wanted", $"Name a file in it: {option} {Path.Combine(path, "NAME")}");
        if (File.Exists(path) && new FileInfo(path).IsReadOnly) throw new BadInputException("not-permitted", path, option, "the file that is there is read-only", "Name another file");
        CheckFolder(option, Path.GetDirectoryName(Path.GetFullPath(path))!);
    }

    /// <summary>A folder that a command will make or write into.</summary>
    /// <exception cref="BadInputException">It can not be made or written to.</exception>
    public static void CheckFolder(string option, string? path)
    {
        if (path is null) return;
        if (path.Length == 0) throw new BadInputException("no-output", path, option, "no folder is named", $"Name a folder: {option} FOLDER");
        var there = Path.GetFullPath(path);
        while (!Directory.Exists(there))
        {
            if (File.Exists(there)) throw new BadInputException("is-file", path, option, $"{there} is a file, and a folder is wanted", "Name another folder");
            there = Path.GetDirectoryName(there) ?? throw new BadInputException("not-there", path, option, "no folder above it exists", "Name another folder");
        }
        var probe = Path.Combine(there, string.Create(CultureInfo.InvariantCulture, $".answerprint.{Environment.ProcessId}.{Environment.CurrentManagedThreadId}.unfinished"));
        try
        {
            using var file = new FileStream(probe, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or DirectoryNotFoundException or FileNotFoundException)
        {
            throw new BadInputException("not-permitted", path, option, $"nothing can be written in {there}", "Name a folder that you may write to", e);
        }
        catch (IOException e) when ((e.HResult & 0xffff) is 30 or 1 or 13 or 22)
        {
            throw new BadInputException("not-permitted", path, option, $"nothing can be written in {there} ({e.Message.TrimEnd('.')})", "Name a folder that you may write to", e);
        }
    }
}
