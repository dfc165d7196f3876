using System.Globalization;
using System.Net;
using System.Text;
using Answerprint.Production.Plates;

namespace Answerprint.Verify;

/// <summary>What was found, as one page without script that opens anywhere.</summary>
internal static class FoundPage
{
    /// <exception cref="FormatException">The name does not end in .html.</exception>
    public static void Write(string path, IReadOnlyList<Checked> found, DateTimeOffset at)
    {
        if (!path.EndsWith(".html", StringComparison.OrdinalIgnoreCase)) throw new FormatException("--page names a file that ends in .html");
        WholeFile.Write(path, Of(found, at));
    }

    private static string Of(IReadOnlyList<Checked> found, DateTimeOffset at)
    {
        var page = new StringBuilder("""
            <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>What verify found</title><style>
            body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem;color:#1a1a1a;background:#fff}
            h1{font-size:1.5rem}h2{font-size:1.15rem;margin:2rem 0 .5rem;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #ddd;overflow-wrap:anywhere}
            .ok{border-left:.4rem solid #1a7f37;padding-left:.8rem}.no{border-left:.4rem solid #b3261e;padding-left:.8rem}.key{font-family:ui-monospace,monospace}
            @media(prefers-color-scheme:dark){body{color:#eee;background:#161616}td,th{border-color:#444}}
            </style></head><body><h1>What verify found</h1>
            """);
        page.Append(CultureInfo.InvariantCulture, $"<p>{at:yyyy-MM-dd HH:mm} UTC, offline, with nothing but what is named here.</p>");
        foreach (var one in found) Add(page, one);
        return page.Append("</body></html>\n").ToString();
    }

    private static void Add(StringBuilder page, Checked found)
    {
        page.Append(CultureInfo.InvariantCulture, $"<h2>{Text(found.Path)}</h2><div class=\"{(found.IsIntact ? "ok" : "no")}\">");
        if (found.IsIntact) foreach (var line in found.Words) page.Append(CultureInfo.InvariantCulture, $"<p>{Text(line)}</p>");
        else page.Append(CultureInfo.InvariantCulture, $"<p><b>Not intact: {Counted.Of(found.Faults.Count, "fault")}.</b> Signed by {Text(found.Signer.Length > 0 ? found.Signer : "nobody")} <span class=\"key\">{Text(found.KeyId)}</span>.</p>");
        page.Append("</div>");
        if (!found.IsIntact) Table(page, ["where", "what does not hold", "what to do"], found.Faults.Select(f => new[] { string.Join(", ", new[] { f.File, f.Place }.Where(p => p.Length > 0)), f.Problem, f.Remedy }));
        if (found.Solo) page.Append(CultureInfo.InvariantCulture, $"<p>{VerifyCommand.OnePerson}</p>");
        if (found.Remarks.Count > 0) Table(page, ["entry of the book", "what a reader should know"], found.Remarks.Select(r => new[] { r.Index.ToString(CultureInfo.InvariantCulture), r.Words }));
    }

    private static void Table(StringBuilder page, string[] heads, IEnumerable<string[]> rows)
    {
        page.Append(CultureInfo.InvariantCulture, $"<table><tr>{string.Concat(heads.Select(h => $"<th>{h}</th>"))}</tr>");
        foreach (var row in rows) page.Append(CultureInfo.InvariantCulture, $"<tr>{string.Concat(row.Select(c => $"<td>{Text(c)}</td>"))}</tr>");
        page.Append("</table>");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
