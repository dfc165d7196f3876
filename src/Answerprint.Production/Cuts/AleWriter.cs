using System.Globalization;
using System.Text;
using Answerprint.Media.Time;

namespace Answerprint.Production.Cuts;

/// <summary>Writes an Avid Log Exchange: every field of the list, in its column.</summary>
public static class AleWriter
{
    public static string Text(ClipList list)
    {
        var text = new StringBuilder("Heading\n");
        foreach (var (name, value) in list.Heading) text.Append(Field(name)).Append('\t').Append(Field(value)).Append('\n');
        text.Append("\nColumn\n").AppendJoin('\t', list.Columns.Select(Field)).Append("\n\nData\n");
        foreach (var entry in list.Entries) text.AppendJoin('\t', entry.Fields.Select(Field)).Append('\n');
        return text.ToString();
    }

    /// <summary>A rate as logs write it: "23.976", "29.97", "25".</summary>
    public static string RateText(FrameRate rate) => rate.Denominator == 1 ? $"{rate}" : rate.PerSecond.ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Tabs and line ends would break the table.</summary>
    private static string Field(string text) => text.AsSpan().IndexOfAny("\t\r\n") < 0 ? text : string.Join(' ', text.Split(['\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
