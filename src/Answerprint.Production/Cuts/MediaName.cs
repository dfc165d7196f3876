using System.Text;

namespace Answerprint.Production.Cuts;

/// <summary>File names out of what cuts write.</summary>
internal static partial class MediaName
{
    private static readonly Dictionary<(char Letter, char Mark), char> Composites = Marks
        .SelectMany(m => m.Letters.Chunk(2).Select(pair => (Key: (pair[0], m.Mark), Value: pair[1]))).ToDictionary(p => p.Key, p => p.Value);

    /// <summary>The file name of a URL or a path of any system: "file:///V/a%20b.mov", "S:\v\a b.mov".</summary>
    public static string OfUrl(string url)
    {
        var text = url.Trim();
        var isUrl = text.Contains("://", StringComparison.Ordinal) || text.StartsWith("file:", StringComparison.OrdinalIgnoreCase);
        var slash = text.LastIndexOfAny(['/', '\\']);
        var name = text[(slash + 1)..];
        return isUrl ? Uri.UnescapeDataString(name) : name;
    }

    /// <summary>
    /// The name with its accents composed (Unicode NFC, for Latin, Greek, Cyrillic, kana and Hangul): some file systems keep them as letters of their own.
    /// Done here because the program runs without the tables of a culture.
    /// </summary>
    public static string Composed(string name)
    {
        if (Ascii.IsValid(name)) return name;
        var text = new StringBuilder(name.Length);
        foreach (var c in name)
        {
            var last = text.Length > 0 ? text[^1] : '\0';
            if (Composites.TryGetValue((last, c), out var composite) || TryHangul(last, c, out composite)) text[^1] = composite;
            else text.Append(c);
        }
        return text.ToString();
    }

    /// <summary>Unicode, section 3.12: a syllable is 0xAC00 + (lead × 21 + vowel) × 28 + tail.</summary>
    private static bool TryHangul(char last, char next, out char syllable)
    {
        syllable = '\0';
        if (last is >= '\u1100' and <= '\u1112' && next is >= '\u1161' and <= '\u1175') syllable = (char)(0xAC00 + ((((last - 0x1100) * 21) + (next - 0x1161)) * 28));
        else if (last is >= '\uAC00' and <= '\uD7A3' && (last - 0xAC00) % 28 == 0 && next is > '\u11A7' and <= '\u11C2') syllable = (char)(last + (next - 0x11A7));
        return syllable != '\0';
    }
}
