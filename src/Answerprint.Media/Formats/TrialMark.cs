using System.Text;

namespace Answerprint.Media.Formats;

/// <summary>
/// The mark that every file of a trial bears: an attribute of an EXR, a text of a PNG, user data of a DPX, the description of a TIFF, metadata of a movie. It is looked for as text at
/// both ends of the file, whatever kind its name says, so that a file that was renamed or wrapped anew with its metadata is found as well. Whoever takes the mark off takes it off: such
/// pictures are known by their bits, where a show wrote them down.
/// </summary>
public static class TrialMark
{
    /// <summary>The name under which every kind of file carries it.</summary>
    public const string Name = "answerprint.trial";

    /// <summary>MXF keeps only names that begin so, and keeps them without it.</summary>
    internal const string MxfComment = "comment_";

    /// <summary>Bytes that are looked at, at either end.</summary>
    private const int Looked = 1 << 20;

    // Matroska writes names in capitals, MXF in UTF-16
    private static readonly byte[][] Spellings = [Encoding.ASCII.GetBytes(Name), Encoding.ASCII.GetBytes(Name.ToUpperInvariant()), Encoding.BigEndianUnicode.GetBytes(Name)];

    /// <summary>The name of a mark as a kind of movie keeps it.</summary>
    internal static string NameIn(string path, string name) => Path.GetExtension(path).Equals(".mxf", StringComparison.OrdinalIgnoreCase) && name.StartsWith("answerprint.", StringComparison.Ordinal) ? MxfComment + name : name;

    /// <summary>Whether a file bears the mark. What is no regular file, or is not there, bears none: reading it says what is wrong with it.</summary>
    /// <exception cref="IOException">It can not be read.</exception>
    public static bool IsOn(string path)
    {
        var file = new FileInfo(path);
        // a pipe or a device has no length, and would be waited for
        if (!file.Exists || FileBytes.LengthOf(path) == 0) return false;
        using var stream = new FileStream(path, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 });
        var bytes = new byte[(int)Math.Min(stream.Length, Looked)];
        if (Find(stream, bytes)) return true;
        if (stream.Length <= Looked) return false;
        stream.Seek(-bytes.Length, SeekOrigin.End);
        return Find(stream, bytes);
    }

    private static bool Find(FileStream stream, byte[] bytes)
    {
        var there = bytes.AsSpan(0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
        foreach (var spelling in Spellings)
            if (there.IndexOf(spelling) >= 0) return true;
        return false;
    }
}
