using System.Text;

namespace Answerprint.Production.Delivery;

/// <summary>A table for spreadsheets: RFC 4180, a header row, CRLF.</summary>
internal sealed class Csv
{
    private readonly StringBuilder text = new();

    public Csv(params ReadOnlySpan<string> header) => Row(header);

    public void Row(params ReadOnlySpan<string> cells)
    {
        for (var c = 0; c < cells.Length; c++)
        {
            if (c > 0) text.Append(',');
            var cell = cells[c];
            // a cell that begins like a formula must not become one when a spreadsheet opens the file
            if (cell.Length > 0 && cell[0] is '=' or '+' or '-' or '@' && cell.Length > 1 && !char.IsAsciiDigit(cell[1])) cell = "'" + cell;
            text.Append(cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell);
        }
        text.Append("\r\n");
    }

    public override string ToString() => text.ToString();
}
