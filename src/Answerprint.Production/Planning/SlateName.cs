using System.Globalization;
using System.Text.RegularExpressions;

namespace Answerprint.Production.Planning;

/// <summary>What names of clips and takes tell: the scene, the set-up and the take, as slates and cutting rooms write them ("12A-3", "SC012_B_T2", "s010_0040").</summary>
internal static partial class SlateName
{
    /// <summary>How alike two names are, 0 to 1: which part of the words from the front agree, the take's own number (the last) aside. Null where one of them says nothing.</summary>
    public static double? Likeness(string a, string b)
    {
        var (x, y) = (Words(a), Words(b));
        if (x.Count == 0 || y.Count == 0 || !x.Exists(w => char.IsAsciiDigit(w[0])) || !y.Exists(w => char.IsAsciiDigit(w[0]))) return null;
        var n = 0;
        while (n < x.Count && n < y.Count && x[n] == y[n]) n++;
        // all but the last agree: two takes of one set-up
        var most = Math.Max(1, Math.Max(x.Count, y.Count) - 1);
        return Math.Min(1, (double)n / most);
    }

    private static List<string> Words(string name)
    {
        var stem = Path.GetExtension(name) is { Length: > 1 and <= 6 } suffix && !suffix.Skip(1).All(char.IsAsciiDigit) ? name[..^suffix.Length] : name;
        return [.. Parts().Matches(stem.Replace("%04d", "", StringComparison.Ordinal)).Select(m => m.Value.ToUpperInvariant())
            .Where(w => w is not ("MISSING" or "TBD" or "INSERT" or "SLUG" or "SHOT" or "SCENE" or "SC" or "TAKE" or "T" or "TK"))
            .Select(w => char.IsAsciiDigit(w[0]) && int.TryParse(w, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n.ToString(CultureInfo.InvariantCulture) : w)];
    }

    [GeneratedRegex("[A-Za-z]+|[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Parts();
}
