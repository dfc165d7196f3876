using System.Globalization;
using System.Text;
using Answerprint.Production.Plates;

namespace Answerprint.Studio.Pages;

/// <summary>What the page of a survey says. Plain values: <see cref="LadderPage"/> lays them out.</summary>
/// <param name="Faults">What does not match in the pictures, the gravest first.</param>
/// <param name="Findings">Everything that was found: where, how grave, what.</param>
internal sealed record SurveyPage(string Title, string Lead, IReadOnlyList<PageLadder> Ladders, IReadOnlyList<ContinuityCard> Faults, IReadOnlyList<PageFinding> Findings);

/// <param name="Timecode">Of the record side.</param>
internal sealed record PageFinding(string Timecode, string Severity, string Kind, string Words);

/// <summary>The ways to come by one missing shot.</summary>
/// <param name="Around">The shots that touch it.</param>
internal sealed record PageLadder(string Name, string Timecode, string Words, IReadOnlyList<PagePicture> Around, IReadOnlyList<PageRung> Rungs);

/// <param name="Open">Whether it leads anywhere as things stand.</param>
/// <param name="Bid">As it is to be printed; empty where nothing can be said.</param>
internal sealed record PageRung(string Name, bool Open, string Words, string Bid, IReadOnlyList<PagePicture> Pictures, IReadOnlyList<PageFact> Facts);

/// <param name="File">Relative to the page; null where the picture could not be read.</param>
/// <param name="Region">Left, top, width and height of a part, as shares; null: none is marked.</param>
internal sealed record PagePicture(string? File, double Aspect, string Name, string Words, (double X, double Y, double Width, double Height)? Region);

/// <summary>Lays a <see cref="SurveyPage"/> out as one HTML file that needs no script and no network.</summary>
internal static class LadderPage
{
    private const string Css = """
        .cards{display:grid;grid-template-columns:repeat(auto-fill,minmax(290px,1fr));gap:20px;margin:14px 0 0}
        .cards figcaption{overflow-wrap:anywhere}
        .pic{position:relative}
        .pic i{position:absolute;border:2px solid #fff;outline:1px solid #000;box-shadow:0 0 0 9999px rgba(0,0,0,.35)}
        .pic{overflow:hidden}
        .rung{margin:26px 0 0;padding:14px 0 0;border-top:1px solid #3d3d3d}
        .rung h3{margin:0;color:var(--text);font-size:18px;display:inline}
        .rung .head{margin-bottom:6px}
        .rung .bid{color:var(--soft);font-variant-numeric:tabular-nums}
        .closed h3,.closed p{color:var(--soft)}
        """;

    /// <summary>Writes the page whole, over an older one.</summary>
    public static void Write(string path, SurveyPage page) => WholeFile.Write(path, Encoding.UTF8.GetBytes(Html(page)));

    public static string Html(SurveyPage page)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{PageWriter.Safe(page.Title)} · survey · Answerprint</title>\n<style>\n{PageStyle.Css}\n{Css}\n{ContinuityPage.Css}\n</style></head>\n<body>\n");
        html.Append(CultureInfo.InvariantCulture, $"<header class=\"top\"><h1>{PageWriter.Safe(page.Title)}: survey</h1><p class=\"lead\">{PageWriter.Safe(page.Lead)}</p>");
        html.Append("<p class=\"law\">A missing shot is not invented. People appear only in real frames, as they were filmed.</p><nav aria-label=\"On this page\">");
        for (var i = 0; i < page.Ladders.Count; i++) html.Append(CultureInfo.InvariantCulture, $"<a href=\"#l{i}\">{PageWriter.Safe(page.Ladders[i].Timecode)}</a>");
        if (page.Faults.Count > 0) html.Append("<a href=\"#faults\">What does not match</a>");
        html.Append("<a href=\"#all\">All findings</a></nav></header>\n<main>\n");
        for (var i = 0; i < page.Ladders.Count; i++) Ladder(html, page.Ladders[i], i);
        if (page.Faults.Count > 0)
        {
            html.Append("<section class=\"part\" id=\"faults\"><h2>What does not match</h2><p>The gravest first. Nothing was mended, and nothing is asked for unless somebody does.</p>");
            foreach (var fault in page.Faults) ContinuityPage.Card(html, fault);
            html.Append("</section>\n");
        }
        Findings(html, page.Findings);
        html.Append("</main>\n<footer>Pictures on this page are 8-bit sRGB for the screen. Made by <code>answerprint</code>.</footer>\n</body></html>\n");
        return html.ToString();
    }

    private static void Ladder(StringBuilder html, PageLadder ladder, int index)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section class=\"shot\" id=\"l{index}\"><div class=\"head\"><h2>{PageWriter.Safe(ladder.Timecode)}</h2><span class=\"brief\">{PageWriter.Safe(ladder.Name)}</span></div><p>{PageWriter.Safe(ladder.Words)}</p>");
        if (ladder.Around.Count > 0)
        {
            html.Append("<h3>Around it</h3>");
            Cards(html, ladder.Around);
        }
        for (var r = 0; r < ladder.Rungs.Count; r++)
        {
            var rung = ladder.Rungs[r];
            html.Append(CultureInfo.InvariantCulture, $"<div class=\"rung{(rung.Open ? "" : " closed")}\"><div class=\"head\"><h3>{r + 1}. {PageWriter.Safe(rung.Name)}</h3><span class=\"standing {(rung.Open ? "ok" : "wait")}\">{(rung.Open ? "Possible" : "Not as things stand")}</span>");
            if (rung.Bid.Length > 0) html.Append(CultureInfo.InvariantCulture, $"<span class=\"bid\">{PageWriter.Safe(rung.Bid)}</span>");
            html.Append(CultureInfo.InvariantCulture, $"</div><p>{PageWriter.Safe(rung.Words)}</p>");
            Cards(html, rung.Pictures);
            if (rung.Facts.Count > 0) html.Append("<dl class=\"facts\">").AppendJoin("", rung.Facts.Select(f => $"<dt>{PageWriter.Safe(f.Name)}</dt><dd>{PageWriter.Safe(f.Value)}</dd>")).Append("</dl>");
            html.Append("</div>");
        }
        html.Append("</section>\n");
    }

    private static void Cards(StringBuilder html, IReadOnlyList<PagePicture> pictures)
    {
        if (pictures.Count == 0) return;
        html.Append("<div class=\"cards\">");
        foreach (var p in pictures)
        {
            html.Append(CultureInfo.InvariantCulture, $"<figure style=\"--shape:{p.Aspect:0.####}\"><div class=\"pic\">");
            html.Append(p.File is null ? "<span class=\"none\">can not be read</span>" : $"<img loading=\"lazy\" alt=\"{PageWriter.Safe(p.Name)}\" src=\"{PageWriter.Safe(p.File)}\">");
            if (p.Region is var (x, y, w, h)) html.Append(CultureInfo.InvariantCulture, $"<i style=\"left:{100 * x:0.##}%;top:{100 * y:0.##}%;width:{100 * w:0.##}%;height:{100 * h:0.##}%\"></i>");
            html.Append(CultureInfo.InvariantCulture, $"</div><figcaption><b>{PageWriter.Safe(p.Name)}</b><br>{PageWriter.Safe(p.Words)}</figcaption></figure>");
        }
        html.Append("</div>");
    }

    private static void Findings(StringBuilder html, IReadOnlyList<PageFinding> findings)
    {
        html.Append("<section class=\"part\" id=\"all\"><h2>All findings</h2><div class=\"scroll\"><table><thead><tr><th>Timecode</th><th class=\"t\">How grave</th><th class=\"t\">Kind</th><th class=\"t\">What</th></tr></thead><tbody>");
        foreach (var f in findings)
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{PageWriter.Safe(f.Timecode)}</td><td class=\"t {(f.Severity == "Must" ? "stop" : f.Severity == "Look" ? "wait" : "")}\">{PageWriter.Safe(f.Severity)}</td><td class=\"t\">{PageWriter.Safe(f.Kind)}</td><td class=\"t wrap\">{PageWriter.Safe(f.Words)}</td></tr>");
        html.Append("</tbody></table></div></section>\n");
    }
}
