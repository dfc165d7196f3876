using System.Text;
using Answerprint.Media.Frames;

namespace Answerprint.Production.Cuts;

/// <summary>The bytes that say a cut, out of a file or a bundle.</summary>
/// <param name="Name">The file as its user named it; of a bundle, with the suffix of what lies in it: "reel1.otioz" gives "reel1.otio".</param>
/// <param name="Notes">What the bundle holds besides.</param>
public sealed record CutFile(string Name, byte[] Bytes, IReadOnlyList<string> Notes)
{
    /// <summary>Suffixes of cuts that are read.</summary>
    public const string Kinds = ".otio, .otioz, .otiod, .edl, .fcpxml, .fcpxmld or .xml (Final Cut 7)";

    /// <exception cref="BadInputException">There is no such file, it is too large, or it is of a kind that is not read: the message says what to do.</exception>
    public static CutFile Load(string path)
    {
        var suffix = Path.GetExtension(path.TrimEnd('/', '\\')).ToUpperInvariant();
        Refuse(path, suffix);
        try
        {
            switch (suffix)
            {
                case ".OTIOZ":
                    return OtioBundle.OfZip(path);
                case ".OTIOD":
                    return OtioBundle.OfFolder(path);
                case ".FCPXMLD":
                    return new(Path.ChangeExtension(path.TrimEnd('/', '\\'), ".fcpxml"), Read(Path.Combine(path, "Info.fcpxml"), CutElement.MostBytes), []);
                default:
                    return new(path, Read(path, OtioText.MostBytes), []);
            }
        }
        catch (Exception e) when (e is UnauthorizedAccessException or (IOException and not FileNotFoundException))
        {
            throw new BadInputException("unreadable", path, "", $"it can not be read: {e.Message.TrimEnd('.')}", "Check the name and its permissions", e);
        }
    }

    /// <summary>Says of a kind that is no cut which way leads on.</summary>
    internal static void Refuse(string file, string suffix)
    {
        var (problem, remedy) = suffix switch
        {
            ".AAF" => ("AAF is not read", "Export the sequence from the host as OTIO, EDL (CMX 3600) or XML (Final Cut 7)"),
            ".PRPROJ" or ".DRP" or ".AVP" or ".AVB" or ".FCPBUNDLE" => ("this is a project of an editing system and no interchange file", "Export the sequence from it as OTIO, EDL (CMX 3600) or XML"),
            ".ALE" or ".CC" or ".CCC" or ".CDL" => ("this is a list of clips or grades and no cut", "Name a cut: " + Kinds),
            ".OTIO" or ".OTIOZ" or ".OTIOD" or ".EDL" or ".FCPXML" or ".FCPXMLD" or ".XML" => ("", ""),
            _ => ("the suffix names no cut that can be read", "Hand over " + Kinds),
        };
        if (problem.Length > 0) throw new BadInputException("unknown-format", file, "", problem, remedy);
    }

    internal static byte[] Read(string path, int most)
    {
        var info = new FileInfo(path);
        if (!info.Exists) throw new BadInputException("no-file", path, "", "there is no such file", "Check the name of the cut");
        if (info.Length == 0) throw BadCut.At(path, "", "the file is empty, or no regular file");
        if (info.Length > most) throw BadCut.At(path, "", $"the file has {info.Length:N0} bytes and a cut may have {most:N0}");
        return System.IO.File.ReadAllBytes(path);
    }

    /// <summary>Text of a list: UTF-8, UTF-16 with its mark, else Latin-1.</summary>
    internal static string TextOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8)) bytes = bytes[3..];
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return Encoding.Unicode.GetString(bytes[2..]);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return Encoding.BigEndianUnicode.GetString(bytes[2..]);
        return System.Text.Unicode.Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
    }
}
