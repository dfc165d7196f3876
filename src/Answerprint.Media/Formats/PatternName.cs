using System.Globalization;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Formats;

/// <summary>
/// The name of a numbered sequence, "name.%04d.exr" or "name.####.exr". The number stands in the last part of the path only, and a number
/// is all that can be put there, so a made name never leaves the folder.
/// </summary>
public sealed record PatternName
{
    private PatternName(string text, string folder, string before, string after, int digits)
    {
        Text = text;
        Folder = folder;
        Before = before;
        After = after;
        Digits = digits;
    }

    /// <summary>As its user wrote it.</summary>
    public string Text { get; }

    /// <summary>The folder; empty for the current one.</summary>
    public string Folder { get; }

    public string Before { get; }

    public string After { get; }

    /// <summary>The least number of digits; shorter numbers are padded with zeros.</summary>
    public int Digits { get; }

    /// <summary>".exr", in lower case.</summary>
    public string Suffix => Path.GetExtension(After).ToLowerInvariant();

    /// <summary>Reads a pattern; null where the path has no place for a number.</summary>
    /// <exception cref="FormatException">More than one place for a number, or one in a folder's name.</exception>
    public static PatternName? TryParse(string path)
    {
        var folder = Path.GetDirectoryName(path) ?? "";
        var name = Path.GetFileName(path);
        var place = Place(name);
        if (Place(folder) is not null) throw new FormatException($"'{path}': the number of a frame can not stand in a folder's name");
        if (place is not var (start, length, digits)) return null;
        var after = name[(start + length)..];
        if (Place(after) is not null) throw new FormatException($"'{path}': only one place for a frame number is allowed");
        return new(path, folder, name[..start], after, digits);
    }

    /// <summary>The file of a frame.</summary>
    public string FileOf(int frame)
    {
        var number = frame.ToString(CultureInfo.InvariantCulture);
        if (frame >= 0) number = number.PadLeft(Digits, '0');
        else number = "-" + number[1..].PadLeft(Math.Max(0, Digits - 1), '0');
        return Path.Combine(Folder, Before + number + After);
    }

    /// <summary>The frames that exist, ascending.</summary>
    /// <exception cref="BadInputException">The folder is not there.</exception>
    public IReadOnlyList<int> Existing()
    {
        var folder = Folder.Length == 0 ? "." : Folder;
        if (!Directory.Exists(folder)) throw new BadInputException("missing-folder", Text, "", "the folder does not exist", "Check the path of the pattern");
        var frames = new SortedSet<int>();
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            var name = Path.GetFileName(file);
            if (name.Length <= Before.Length + After.Length || !name.StartsWith(Before, StringComparison.Ordinal) || !name.EndsWith(After, StringComparison.Ordinal)) continue;
            var middle = name[Before.Length..^After.Length];
            if (int.TryParse(middle, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var frame) && Path.GetFileName(FileOf(frame)) == name) frames.Add(frame);
        }
        return [.. frames];
    }

    public override string ToString() => Text;

    private static (int Start, int Length, int Digits)? Place(string name)
    {
        for (var i = 0; i < name.Length; i++)
        {
            if (name[i] == '#')
            {
                var end = i;
                while (end < name.Length && name[end] == '#') end++;
                return (i, end - i, end - i);
            }
            if (name[i] != '%') continue;
            var d = i + 1;
            while (d < name.Length && char.IsAsciiDigit(name[d])) d++;
            if (d >= name.Length || name[d] != 'd' || d - i > 4) continue;
            var digits = d == i + 1 ? 1 : int.Parse(name.AsSpan(i + 1, d - i - 1), CultureInfo.InvariantCulture);
            if (digits is < 1 or > 10) throw new FormatException($"'{name}': a frame number has 1 to 10 digits");
            return (i, d - i + 1, digits);
        }
        return null;
    }
}
