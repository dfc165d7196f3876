using System.Globalization;

namespace Answerprint.Production.Editorial;

/// <summary>The number of a shot: 10, 20, 30; 15 for one that came between; with a letter where no number is left between (11A).</summary>
/// <param name="Letters">"", "A" … "Z", "AA" …</param>
public readonly record struct ShotNumber(int Number, string Letters = "") : IComparable<ShotNumber>
{
    /// <summary>Shots of a first cut are counted by this.</summary>
    public const int Step = 10;

    public string Format(int digits) => Number.ToString($"D{digits}", CultureInfo.InvariantCulture) + Letters;

    /// <summary>Null for a text that is no number with letters.</summary>
    public static ShotNumber? Parse(string text)
    {
        var digits = text.TakeWhile(char.IsAsciiDigit).Count();
        var letters = text[digits..];
        return digits is > 0 and < 10 && letters.Length <= 4 && letters.All(char.IsAsciiLetterUpper) ? new(int.Parse(text.AsSpan(0, digits), NumberStyles.None, CultureInfo.InvariantCulture), letters) : null;
    }

    /// <summary>
    /// Numbers for shots that come between two others, ascending. None of them was ever used. Fives where there is room for them (15 between 10 and 20), else whatever lies
    /// evenly between, else the lower number with letters.
    /// </summary>
    /// <param name="after">The number of the shot before; null at the head of the cut.</param>
    /// <param name="count">How many shots come there; at least 1.</param>
    /// <param name="used">Every number that the show ever gave; those that come out are added.</param>
    public static IReadOnlyList<ShotNumber> Between(ShotNumber? after, int count, SortedSet<ShotNumber> used)
    {
        var low = after?.Number ?? 0;
        var next = used.GetViewBetween(new(low + 1), new(int.MaxValue, "ZZZZ"));
        var numbers = next.Count == 0 ? Enumerable.Range(1, count).Select(i => new ShotNumber(((low / Step) + i) * Step)).ToList()
            : next.Min.Number - low > count ? Evenly(low, next.Min.Number, count)
            : Lettered(low, count, used);
        used.UnionWith(numbers);
        return numbers;
    }

    private static List<ShotNumber> Evenly(int low, int high, int count)
    {
        var plain = Enumerable.Range(1, count).Select(i => low + (int)((long)i * (high - low) / (count + 1))).ToList();
        var fives = plain.Select(n => (n + 2) / 5 * 5).ToList();
        var round = fives.Distinct().Count() == count && fives.TrueForAll(n => n > low && n < high);
        return [.. (round ? fives : plain).Select(n => new ShotNumber(n))];
    }

    private static List<ShotNumber> Lettered(int low, int count, SortedSet<ShotNumber> used)
    {
        var numbers = new List<ShotNumber>();
        // behind every letter that the number has by now
        var last = used.GetViewBetween(new(low), new(low, "ZZZZ"));
        var n = last.Count == 0 ? 0 : ValueOf(last.Max.Letters);
        while (numbers.Count < count) numbers.Add(new(low, LettersOf(++n)));
        return numbers;
    }

    private static int ValueOf(string letters) => letters.Aggregate(0, (sum, c) => (sum * 26) + (c - 'A') + 1);

    private static string LettersOf(int value) => value == 0 ? "" : LettersOf((value - 1) / 26) + (char)('A' + ((value - 1) % 26));

    public int CompareTo(ShotNumber other)
    {
        var byNumber = Number.CompareTo(other.Number);
        if (byNumber != 0) return byNumber;
        var (a, b) = (Letters ?? "", other.Letters ?? "");
        return a.Length != b.Length ? a.Length.CompareTo(b.Length) : string.CompareOrdinal(a, b);
    }

    public static bool operator <(ShotNumber a, ShotNumber b) => a.CompareTo(b) < 0;

    public static bool operator >(ShotNumber a, ShotNumber b) => a.CompareTo(b) > 0;

    public static bool operator <=(ShotNumber a, ShotNumber b) => a.CompareTo(b) <= 0;

    public static bool operator >=(ShotNumber a, ShotNumber b) => a.CompareTo(b) >= 0;
}
