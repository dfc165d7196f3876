using Answerprint.Media.Frames;

namespace Answerprint.Production.Rights;

/// <summary>Reads papers that people hand over: a rule pack, scenarios, evidence. Bounded; a folder, a pipe, a device or a file without end is one clear error.</summary>
public static class PaperFile
{
    /// <summary>The most that a piece of evidence may weigh, bytes.</summary>
    public const int MostEvidence = 256 << 20;

    /// <param name="what">What it should be, as a reason says it: "a rule pack".</param>
    /// <exception cref="BadInputException">It is not there, no file, empty, or longer than <paramref name="most"/> bytes.</exception>
    public static byte[] Read(string path, int most, string what)
    {
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists) throw Bad("file-missing", Directory.Exists(path) ? "it is a folder" : "there is no such file", $"Name {what}");
            // a pipe or a device has no length, and opening one may wait for ever
            if (file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target) file = target;
            if (file.Length == 0) throw Bad("file-empty", "it is empty, or no file that can be read to its end", $"Name {what}");
            if (file.Length > most) throw Bad("file-size", $"{what} is at most {Math.Max(1, most >> 20)} MiB", "Split it");
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var bytes = new byte[file.Length];
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Bad("file-unreadable", $"it can not be read: {e.Message.TrimEnd('.')}", $"Name {what} that you may read", e);
        }

        BadInputException Bad(string code, string problem, string remedy, Exception? inner = null) => new(code, path, "", problem, remedy, inner);
    }
}
