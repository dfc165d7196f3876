using System.Globalization;
using System.Text;

namespace Answerprint.Media.Time;

/// <summary>The frame numbers that a person lists: "1001-1050", "1001-1050x2", "1001,1004,1010-1012"; every range inclusive.</summary>
public static class FrameList
{
    /// <summary>More numbers than any shot has; a longer list is a slip of the keyboard.</summary>
    public const int Most = 1_000_000;

    /// <returns>Ascending, each number once.</returns>
    /// <exception cref="FormatException">The text is no list of frames.</exception>
    public static IReadOnlyList<int> Parse(string text)
    {
        var numbers = new SortedSet<int>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            var (range, step) = part.Split('x') switch
            {
                [var r] => (r, 1),
                [var r, var s] => (r, Number(s, text)),
                _ => throw Bad(text),
            };
            // a minus sign belongs to a number when nothing stands before it
            var dash = range.IndexOf('-', Math.Min(1, range.Length));
            var first = Number(dash < 0 ? range : range[..dash], text);
            var last = dash < 0 ? first : Number(range[(dash + 1)..], text);
            if (last < first || step < 1 || ((long)last - first) / step > Most) throw Bad(text);
            for (long n = first; n <= last; n += step) numbers.Add((int)n);
            if (numbers.Count > Most) throw Bad(text);
        }
        return [.. numbers];
    }

    /// <summary>Writes numbers as people do: "1001-1003,1007".</summary>
    public static string Format(IEnumerable<int> numbers)
    {
        var text = new StringBuilder();
        int? start = null, last = null;
        foreach (var n in numbers.Distinct().Order())
        {
            if (last is { } l && n == l + 1) { last = n; continue; }
            Close();
            start = last = n;
        }
        Close();
        return text.ToString();

        void Close()
        {
            if (start is not { } s || last is not { } e) return;
            if (text.Length > 0) text.Append(',');
            text.Append(new FrameRange(s, e + 1));
        }
    }

    private static int Number(string part, string whole) =>
        int.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : throw Bad(whole);

    private static FormatException Bad(string text) =>
        new($"'{text}' is no list of frames; write 1001-1050, 1001-1050x2 or 1001,1004,1010-1012");
}
