namespace Answerprint.Studio.Pages;

/// <summary>A cell of a table in a file (RFC 4180); one that begins like a formula must not become one when a spreadsheet opens the file.</summary>
internal static class CsvCell
{
    public static string Of(string text)
    {
        if (text.Length > 1 && text[0] is '=' or '+' or '-' or '@') text = "'" + text;
        return text.AsSpan().ContainsAny(",\"\r\n") ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }
}
