using System.Globalization;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Colour;

/// <summary>
/// Lookup tables in files: `.cube` (1D and 3D, Adobe and Resolve), `.spi1d`, `.spi3d`, and the common part of `.clf`. They make a
/// <see cref="Lut"/>, which only a <see cref="ViewTransform"/> takes.
/// </summary>
internal static partial class LutFile
{
    /// <summary>Bytes of a table.</summary>
    internal const long Most = 256L << 20;

    /// <summary>Entries along an edge of a cube, and of a 1D table: what OpenColorIO takes as well.</summary>
    internal const int MostEdge = 129, MostLength = 1 << 20;

    private const string Remedy = "Export the table again from the program that made it";

    /// <summary>Reads a table.</summary>
    /// <exception cref="BadInputException">It is no table of a kind that is read, or is damaged.</exception>
    public static Lut Read(string path)
    {
        var suffix = Path.GetExtension(path).ToLowerInvariant();
        try
        {
            var info = new FileInfo(path);
            if (!info.Exists) throw Bad(path, "", "there is no such table", "Check the name");
            if (info.Length > Most) throw Bad(path, "", $"a table has at most {Most >> 20} MB");
            return suffix switch
            {
                ".cube" => ReadCube(path),
                ".spi1d" => ReadSpi1d(path),
                ".spi3d" => ReadSpi3d(path),
                ".clf" => ClfFile.Read(path),
                _ => throw Bad(path, "", $"'{suffix}' is no kind of table that is read", "Use .cube, .spi1d, .spi3d or .clf"),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException("bad-lut", path, "", $"the table can not be read: {e.Message.TrimEnd('.')}", "Check the name and its permissions", e);
        }
    }

    /// <summary>Whether a table that a config names is what it claims to be, before a library reserves memory for its claims.</summary>
    /// <exception cref="BadInputException">It is damaged.</exception>
    internal static void Look(string path)
    {
        var suffix = Path.GetExtension(path).ToLowerInvariant();
        if (suffix is ".clf" or ".ctf" or ".cdl" or ".cc" or ".ccc") PlainXml.Look(path);
        else if (suffix is ".cube" or ".spi1d" or ".spi3d") LookAtHead(path);
        else throw Bad(path, "", $"a table of the kind '{suffix}' is not taken from a config", "Write it as .cube, .spi1d, .spi3d or .clf");
    }

    /// <summary>What the head of a table claims, against the bytes that are there: an entry has at least six.</summary>
    private static void LookAtHead(string path)
    {
        const int head = 64;
        var length = new FileInfo(path).Length;
        Span<float> values = stackalloc float[6];
        foreach (var (number, text) in Lines(path))
        {
            if (number > head) return;
            var word = text.Split((char[])[' ', '\t'], 2, StringSplitOptions.RemoveEmptyEntries);
            long entries = 0;
            if (word.Length == 2 && word[0].ToUpperInvariant() is "LUT_1D_SIZE" or "LENGTH") entries = Size(path, $"line {number}", word[1], MostLength) / 3;
            else if (word.Length == 2 && word[0].ToUpperInvariant() is "LUT_3D_SIZE") entries = Cubed(Size(path, $"line {number}", word[1], MostEdge));
            else if (text.Length > 0 && Path.GetExtension(path).Equals(".spi3d", StringComparison.OrdinalIgnoreCase) && Numbers(text, values) == 3)
            {
                if (!(values[0] <= MostEdge && values[1] <= MostEdge && values[2] <= MostEdge)) throw Bad(path, $"line {number}", $"an edge is 2 to {MostEdge} entries");
                entries = (long)values[0] * (long)values[1] * (long)values[2];
            }
            if (entries * 6 > length) throw Bad(path, $"line {number}", $"it is too short for what it says: {length} bytes");
        }

        static long Cubed(long edge) => edge * edge * edge;
    }

    internal static BadInputException Bad(string path, string place, string problem, string remedy = Remedy) => new("bad-lut", path, place, problem, remedy);

    /// <summary>Numbers of a line, at most as many as there is room for; -1 where a word is none.</summary>
    internal static int Numbers(ReadOnlySpan<char> line, Span<float> values)
    {
        var count = 0;
        foreach (var part in line.SplitAny(' ', '\t'))
        {
            var word = line[part];
            if (word.IsEmpty) continue;
            if (count == values.Length || !float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out values[count])) return -1;
            count++;
        }
        return count;
    }

    /// <summary>The lines with their numbers, trimmed; a line beyond 4096 characters ends the reading.</summary>
    internal static IEnumerable<(int Number, string Text)> Lines(string path)
    {
        using var reader = new StreamReader(path);
        var buffer = new char[8192];
        var line = new System.Text.StringBuilder();
        int number = 1, read;
        while ((read = reader.Read(buffer, 0, buffer.Length)) > 0)
        {
            for (var i = 0; i < read; i++)
            {
                if (buffer[i] is '\n')
                {
                    yield return (number++, line.ToString().Trim());
                    line.Clear();
                }
                else if (line.Length < 4096) line.Append(buffer[i]);
                else throw Bad(path, $"line {number}", "a line is longer than 4096 characters");
            }
        }
        if (line.Length > 0) yield return (number, line.ToString().Trim());
    }
}
