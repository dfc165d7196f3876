using System.Globalization;
using System.Net;
using System.Text;
using Answerprint.Production.Editorial;

namespace Answerprint.Production.Delivery;

/// <summary>The change list of a recut: a table for spreadsheets and a page for people. Both say the same.</summary>
/// <param name="Show">Title of the show.</param>
/// <param name="OldCut">Name of the cut before.</param>
/// <param name="NewCut">Name of the new cut.</param>
public sealed record RecutList(string Show, string OldCut, string NewCut, IReadOnlyList<RecutRow> Rows)
{
    public string Table()
    {
        var table = new Csv(
            "shot", "change", "what", "clip", "plate", "old_record_in", "old_record_out", "new_record_in", "new_record_out", "old_source_in", "old_source_out", "new_source_in", "new_source_out",
            "head", "tail", "beyond_head", "beyond_tail", "moved", "handles_left_head", "handles_left_tail", "done", "version", "approval");
        foreach (var r in Rows)
        {
            var c = r.Change;
            table.Row(
                c.Name, c.Word, c.Words, (c.New ?? c.Old)!.Clip, r.Plate, r.Old?.RecordIn ?? "", r.Old?.RecordOut ?? "", r.New?.RecordIn ?? "", r.New?.RecordOut ?? "",
                r.Old?.SourceIn ?? "", r.Old?.SourceOut ?? "", r.New?.SourceIn ?? "", r.New?.SourceOut ?? "", N(c.Head), N(c.Tail), N(c.Beyond.Head), N(c.Beyond.Tail), N(c.Moved),
                r.HandlesLeft is var (h, _) ? N(h) : "", r.HandlesLeft is var (_, t) ? N(t) : "", r.Done, r.Version, r.Approval);
        }
        return table.ToString();
    }

    public string Page()
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>Changes: {E(Show)}</title><style>{Css}</style>")
            .Append(CultureInfo.InvariantCulture, $"<h1>{E(Show)}: changes of the cut</h1><p>From <strong>{E(OldCut)}</strong> to <strong>{E(NewCut)}</strong>. {E(Sum())}</p>")
            .Append("<div class=\"scroll\"><table><thead><tr><th>Shot<th>Change<th>Record in – out<th>Source in – out<th class=\"n\">Head<th class=\"n\">Tail<th>Handles left<th>What is done<th>Version<th>Approval</thead><tbody>");
        foreach (var r in Rows)
        {
            var c = r.Change;
            html.Append(CultureInfo.InvariantCulture, $"<tr class=\"{c.Word}\"><th scope=\"row\">{E(c.Name)}<small>{E((c.New ?? c.Old)!.Clip)}</small>")
                .Append(CultureInfo.InvariantCulture, $"<td>{E(c.Words)}")
                .Append(CultureInfo.InvariantCulture, $"<td>{Both(r.Old is { } o ? $"{o.RecordIn} – {o.RecordOut}" : null, r.New is { } n ? $"{n.RecordIn} – {n.RecordOut}" : null)}")
                .Append(CultureInfo.InvariantCulture, $"<td>{Both(r.Old is { } p ? Pair(p.SourceIn, p.SourceOut) : null, r.New is { } q ? Pair(q.SourceIn, q.SourceOut) : null)}")
                .Append(CultureInfo.InvariantCulture, $"<td class=\"n\">{Signed(c.Head)}<td class=\"n\">{Signed(c.Tail)}<td>{(r.HandlesLeft is var (h, t) ? $"{h} and {t}" : "")}<td class=\"w\">{E(r.Done)}<td>{E(r.Version)}<td class=\"w\">{E(r.Approval)}</tr>");
        }
        html.Append("</tbody></table></div><p class=\"foot\">Head and tail: frames that the shot shows more (+) or fewer (−) than before. Out labels are those of the first frame after. Struck through: as it was in the cut before.</p></html>\n");
        return html.ToString();
    }

    /// <summary>"12 unchanged, 2 slipped, 1 omitted".</summary>
    public string Sum() => Rows.Count == 0 ? "The cut holds no shots." : string.Join(", ", Rows.GroupBy(r => r.Change.Kind).OrderByDescending(g => g.Key).Select(g => $"{g.Count()} {g.First().Change.Word.Replace('-', ' ')}")) + ".";

    private const string Css = """
        :root{color-scheme:light}
        body{font:15px/1.5 "Helvetica Neue",Helvetica,Arial,"DejaVu Sans",sans-serif;color:#1c1c1c;background:#fff;margin:2em auto;padding:0 1.5em;max-width:1600px}
        h1{font-size:26px;margin:0 0 .3em}.scroll{overflow-x:auto}
        table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
        td,th{border-bottom:1px solid #c8c8c8;padding:.5em .8em .5em 0;text-align:left;vertical-align:top}
        thead th{font-weight:400;font-size:13px;color:#555;border-bottom:2px solid #888}
        tbody th{white-space:nowrap}small{display:block;font-weight:400;color:#555}
        .n{text-align:right;white-space:nowrap}.w{min-width:14em}
        s{color:#6a6a6a;display:block}.l{display:block;white-space:nowrap}
        tr.unchanged td,tr.moved td{color:#555}tr.omitted th,tr.omitted .l{text-decoration:line-through}
        .foot{color:#555;font-size:13px}
        @media print{body{max-width:none;margin:0}.scroll{overflow:visible}}
        """;

    private static string Both(string? old, string? now) =>
        old == now ? $"<span class=\"l\">{E(now ?? "")}</span>" : $"{(old is null ? "" : $"<s class=\"l\">{E(old)}</s>")}{(now is null ? "" : $"<span class=\"l\">{E(now)}</span>")}";

    private static string Pair(string from, string to) => from.Length == 0 ? "no media" : $"{from} – {to}";

    private static string Signed(int n) => n == 0 ? "0" : n > 0 ? string.Create(CultureInfo.InvariantCulture, $"+{n}") : string.Create(CultureInfo.InvariantCulture, $"−{-n}");

    private static string N(int n) => n.ToString(CultureInfo.InvariantCulture);

    private static string E(string text) => WebUtility.HtmlEncode(text);
}
