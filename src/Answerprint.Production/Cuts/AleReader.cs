using System.Globalization;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Production.Cuts;

/// <summary>
/// Reads an Avid Log Exchange: three parts that begin with the lines Heading, Column and Data, values apart by tabs. Every field is kept as it stands;
/// names, tapes, labels and grades are read out of their columns.
/// </summary>
internal sealed class AleReader(string file, FrameRate? rate)
{
    private const int MostLine = 1 << 20;
    private const int MostColumns = 4_096;
    private const int MostWarnings = 1_000;

    private readonly List<(string Name, string Value)> heading = [];
    private readonly List<string> columns = [];
    private readonly List<ClipEntry> entries = [];
    private readonly List<string> warnings = [];

    /// <exception cref="BadInputException">It is no such list; with the line.</exception>
    public ClipList Read(byte[] bytes)
    {
        var text = CutFile.TextOf(bytes);
        if (text.Contains('\0', StringComparison.Ordinal)) throw BadCut.At(file, "", "the file holds zero bytes and so is no ALE", "Export an ALE as text");
        var feeds = text.Contains('\n', StringComparison.Ordinal);
        var part = "";
        var number = 0;
        foreach (var range in text.AsSpan().SplitAny('\n', '\r'))
        {
            if (range.Start.Value == 0 || text[range.Start.Value - 1] == '\n' || (text[range.Start.Value - 1] == '\r' && !feeds)) number++;
            var length = range.End.Value - range.Start.Value;
            if (length > MostLine) throw BadCut.At(file, $"line {number}", "the line is longer than any log's");
            var line = text[range];
            if (string.IsNullOrWhiteSpace(line)) continue;
            // a row of data may begin with such a word, but never be it alone
            if (line.Trim() is var word && word.ToUpperInvariant() is "HEADING" or "COLUMN" or "DATA" && !line.Contains('\t', StringComparison.Ordinal)) part = Enter(part, word.ToUpperInvariant(), number);
            else if (part == "HEADING") Head(line, number);
            else if (part == "COLUMN") Columns(line, number);
            else if (part == "DATA") Row(line, number);
            else throw BadCut.At(file, $"line {number}", "an ALE begins with the line Heading", "Export an ALE (Avid Log Exchange)");
        }
        if (part != "DATA") throw BadCut.At(file, "", part.Length == 0 ? "the file is empty" : "the part Data is missing", "Export the log again");
        return new(file, "ale", Rate(), heading, columns, entries, warnings);
    }

    private string Enter(string before, string part, int line)
    {
        var expected = before switch { "" => "HEADING", "HEADING" => "COLUMN", "COLUMN" => "DATA", _ => "" };
        if (part != expected) throw BadCut.At(file, $"line {line}", $"{part[0]}{part[1..].ToLowerInvariant()} stands here where {(expected.Length > 0 ? expected[0] + expected[1..].ToLowerInvariant() : "the end")} is wanted");
        if (part == "DATA" && columns.Count == 0) throw BadCut.At(file, $"line {line}", "no columns are named before Data");
        return part;
    }

    private void Head(string line, int number)
    {
        var words = line.TrimEnd().Split('\t');
        if (words.Length == 1)
        {
            // old writers set a blank
            var blank = line.TrimEnd().IndexOf(' ', StringComparison.Ordinal);
            words = blank > 0 ? [line[..blank], line[(blank + 1)..].Trim()] : [line.Trim(), ""];
        }
        for (var i = 0; i < words.Length; i += 2) heading.Add((words[i].Trim(), i + 1 < words.Length ? words[i + 1].Trim() : ""));
        if (heading.Count > MostColumns) throw BadCut.At(file, $"line {number}", "the heading is longer than any log's");
        if (heading.Find(h => h.Name.Equals("FIELD_DELIM", StringComparison.OrdinalIgnoreCase)) is { Name.Length: > 0 } said && !said.Value.Equals("TABS", StringComparison.OrdinalIgnoreCase))
            throw BadCut.At(file, $"line {number}", $"the fields are apart by {BadCut.Quote(said.Value)}; tabs are read", "Export the log with tabs");
    }

    private void Columns(string line, int number)
    {
        if (rate is null && Rate() is null) Warn(number, "the heading says no FPS that is a frame rate");
        if (columns.Count > 0) throw BadCut.At(file, $"line {number}", "the columns are named twice");
        columns.AddRange(line.TrimEnd('\t', ' ').Split('\t').Select(c => c.Trim()));
        if (columns.Count > MostColumns) throw BadCut.At(file, $"line {number}", $"there are more than {MostColumns:N0} columns");
        foreach (var twice in columns.Where(c => c.Length > 0).GroupBy(c => c, StringComparer.OrdinalIgnoreCase).Where(g => g.Count() > 1)) Warn(number, $"the column {BadCut.Quote(twice.Key)} stands {twice.Count()} times; the first is taken");
    }

    private void Row(string line, int number)
    {
        if (entries.Count == ClipList.MostEntries) throw BadCut.At(file, $"line {number}", $"the log has more than {ClipList.MostEntries:N0} clips");
        var fields = line.Split('\t').Select(f => f.Trim()).ToList();
        if (fields.Skip(columns.Count).Any(f => f.Length > 0)) Warn(number, $"{fields.Count} fields stand against {columns.Count} columns; the last are left aside");
        if (fields.Count > columns.Count) fields.RemoveRange(columns.Count, fields.Count - columns.Count);
        while (fields.Count < columns.Count) fields.Add("");
        var own = RateOf(Field(fields, "FPS"), number) ?? Rate();
        string tape = Field(fields, "Tape") is { Length: > 0 } t ? t : Field(fields, "Reel"), sop = Field(fields, "ASC_SOP"), saturation = Field(fields, "ASC_SAT");
        double[]? nine = null;
        if (sop.Length > 0 && (nine = CdlText.Numbers(sop)) is not { Length: 9 })
        {
            Warn(number, $"ASC_SOP {BadCut.Quote(sop)} is no three times three numbers");
            nine = null;
        }
        double? one = null;
        if (saturation.Length > 0)
        {
            if (CdlText.Numbers(saturation) is [var value]) one = value;
            else Warn(number, $"ASC_SAT {BadCut.Quote(saturation)} is no number");
        }
        var name = Field(fields, "Name") is { Length: > 0 } named ? named : Field(fields, "Clip Name");
        entries.Add(new(number, name, tape, Label(Field(fields, "Start"), own, number), Label(Field(fields, "End"), own, number), ClipList.GradeOf(nine, one, name), fields));
    }

    private string Field(List<string> fields, string column)
    {
        for (var i = 0; i < columns.Count; i++)
            if (columns[i].Equals(column, StringComparison.OrdinalIgnoreCase)) return fields[i];
        return "";
    }

    private FrameRate? Rate() => rate ?? RateOf(heading.Find(h => h.Name.Equals("FPS", StringComparison.OrdinalIgnoreCase)).Value, 0);

    private FrameRate? RateOf(string? text, int line)
    {
        if (string.IsNullOrEmpty(text)) return null;
        try
        {
            return FrameRate.Parse(text);
        }
        catch (FormatException)
        {
            if (line > 0) Warn(line, $"FPS {BadCut.Quote(text)} is no frame rate");
            return null;
        }
    }

    private Timecode? Label(string text, FrameRate? of, int line)
    {
        if (text.Length == 0) return null;
        if (of is not { } known) Warn(line, $"the label {BadCut.Quote(text)} has no rate: the log says no FPS, add --rate");
        else if (Timecode.TryParse(text, known, null, out var label, out var problem)) return label;
        else Warn(line, problem);
        return null;
    }

    private void Warn(int line, string text)
    {
        if (warnings.Count < MostWarnings) warnings.Add(BadCut.Clean(string.Create(CultureInfo.InvariantCulture, $"line {line}: {text}")));
    }
}
