using System.Globalization;
using System.Net;
using System.Text;
using Answerprint.Production.Plates;

namespace Answerprint.Studio.Pages;

/// <summary>Lays a <see cref="ShowPage"/> out as one HTML file that needs no script and no network: frames are stepped by radio buttons.</summary>
internal static class PageWriter
{
    /// <summary>Writes the page whole, over an older one.</summary>
    public static void Write(string path, ShowPage page) => WholeFile.Write(path, Encoding.UTF8.GetBytes(Html(page)));

    public static string Html(ShowPage page)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{Safe(page.Title)} · Answerprint</title>\n<style>\n{PageStyle.Css}\n</style></head>\n<body>\n");
        html.Append(CultureInfo.InvariantCulture, $"<header class=\"top\"><h1>{Safe(page.Title)}</h1><p class=\"lead\">{Safe(page.Lead)}</p>");
        html.Append("<p class=\"law\">No synthetic actors, no synthetic or altered performances: refused before the work, proved on the pixels after it. No option lifts that.</p>");
        Sum(html, page);
        html.Append("<nav aria-label=\"On this page\">");
        foreach (var shot in page.Shots) html.Append(CultureInfo.InvariantCulture, $"<a href=\"#{Id(shot.Name)}\">{Safe(shot.Name)}</a>");
        html.Append("<a href=\"#times\">Times and cost</a><a href=\"#check\">Check it</a></nav></header>\n<main>\n");
        foreach (var shot in page.Shots) Shot(html, shot);
        Times(html, page);
        Check(html, page);
        html.Append("</main>\n<footer>Pictures on this page are 8-bit sRGB for the screen; the versions themselves are scene-linear float. Made by <code>answerprint</code>.</footer>\n</body></html>\n");
        return html.ToString();
    }

    public static string Safe(string text) => WebUtility.HtmlEncode(text);

    private static void Sum(StringBuilder html, ShowPage page)
    {
        var made = page.Shots.Sum(s => s.Measures.Count);
        var flagged = page.Shots.Sum(s => s.Measures.Count(m => m.Flagged));
        html.Append("<dl class=\"sum\">");
        Tile("Shots delivered", $"{page.Shots.Count(s => s.Standing is ShotStanding.Approved or ShotStanding.AwaitsApproval)}");
        Tile("Refused", $"{page.Shots.Count(s => s.Standing == ShotStanding.Refused)}");
        Tile("Frames made", $"{made}");
        Tile("For a person to look at", $"{flagged}");
        Tile("Rendering", Duration(page.Shots.Sum(s => s.Seconds)));
        html.Append(CultureInfo.InvariantCulture, $"<div><dt>Package check</dt><dd class=\"{(page.Verify.Passed ? "ok" : "stop")}\">{(page.Verify.Passed ? "Intact" : "Failed")}</dd></div></dl>");

        void Tile(string name, string value) => html.Append(CultureInfo.InvariantCulture, $"<div><dt>{name}</dt><dd>{Safe(value)}</dd></div>");
    }

    private static void Shot(StringBuilder html, PageShot shot)
    {
        var (words, look) = shot.Standing switch
        {
            ShotStanding.Approved => ("Approved", "ok"),
            ShotStanding.AwaitsApproval => ("Awaiting approval", "wait"),
            ShotStanding.Refused => ("Refused", "stop"),
            _ => ("Untouched", "ok"),
        };
        html.Append(CultureInfo.InvariantCulture, $"<section class=\"shot\" id=\"{Id(shot.Name)}\"><div class=\"head\"><h2>{Safe(shot.Name)}</h2><span class=\"brief\">{Safe(shot.Brief)}</span><span class=\"standing {look}\">{words}</span></div><p>{Safe(shot.Done)}</p>");
        if (shot.Reasons.Count > 0)
        {
            html.Append("<ul class=\"reasons\">");
            foreach (var reason in shot.Reasons)
                html.Append(CultureInfo.InvariantCulture, $"<li><code>{Safe(reason.Rule)}</code> {Safe(reason.Text)}<span class=\"change\">{(reason.Change.Length > 0 ? $"What would change the answer: {Safe(reason.Change)}" : "Nothing changes this answer.")}</span></li>");
            html.Append("</ul>");
        }
        if (shot.WaysOut.Count > 0)
            html.Append("<h3>What can be done instead</h3><ol class=\"ways\">").AppendJoin("", shot.WaysOut.Select(w => $"<li>{Safe(w)}</li>")).Append("</ol>");
        if (shot.Frames.Count > 0) FrameViewer.Append(html, shot);
        if (shot.Measures.Count > 0) Measures(html, shot);
        if (shot.Facts.Count > 0) html.Append("<details><summary>Recipe and plate</summary>").Append(Facts(shot.Facts)).Append("</details>");
        html.Append("</section>\n");
    }

    private static void Measures(StringBuilder html, PageShot shot)
    {
        var known = shot.Measures.Any(m => m.Measured is not null);
        var peer = shot.Measures.Any(m => m.Peer is not null);
        html.Append(CultureInfo.InvariantCulture, $"<h3>{(known ? "Measured beside forecast" : "Forecast")}, PSNR in dB on the display encoding</h3><div class=\"figures\"><div>{FigurePlot.Draw(shot.Name, shot.Measures)}<div class=\"plotkey\">");
        if (known) html.Append("<span><svg width=\"12\" height=\"12\" aria-hidden=\"true\"><circle cx=\"6\" cy=\"6\" r=\"5\" fill=\"#7fc4ff\"/></svg>measured</span>");
        html.Append("<span><svg width=\"12\" height=\"12\" aria-hidden=\"true\"><circle cx=\"6\" cy=\"6\" r=\"4\" fill=\"none\" stroke=\"#f0cf7a\" stroke-width=\"2\"/></svg>forecast</span>");
        if (peer) html.Append("<span><svg width=\"12\" height=\"12\" aria-hidden=\"true\"><path d=\"M1 1l10 10m0-10l-10 10\" stroke=\"#d0d0d0\" stroke-width=\"2\"/></svg>ffmpeg minterpolate</span>");
        html.Append("</div></div><div class=\"scroll\"><table><thead><tr><th>Frame</th><th class=\"t\">Method</th><th>Forecast</th>");
        if (known) html.Append("<th>Measured</th>");
        if (peer) html.Append("<th>minterpolate</th>");
        html.Append("<th>Confidence</th><th>Seconds</th><th class=\"t\"></th></tr></thead><tbody>");
        foreach (var m in shot.Measures)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{m.Number}</td><td class=\"t\">{Safe(m.Method)}</td><td>{Decibels(m.Forecast)}</td>");
            if (known) html.Append(CultureInfo.InvariantCulture, $"<td>{Decibels(m.Measured)}</td>");
            if (peer) html.Append(CultureInfo.InvariantCulture, $"<td>{Decibels(m.Peer)}</td>");
            html.Append(CultureInfo.InvariantCulture, $"<td>{m.Confidence:0.00}</td><td>{m.Seconds:0.00}</td><td class=\"t wait\">{(m.Flagged ? "look at this one" : "")}</td></tr>");
        }
        html.Append("</tbody></table></div></div>");
    }

    private static void Times(StringBuilder html, ShowPage page)
    {
        var cost = page.Shots.Any(s => s.Cost.Length > 0);
        var bid = page.Shots.Any(s => s.ForecastSeconds is not null);
        html.Append("<section class=\"part\" id=\"times\"><h2>Times and cost</h2><div class=\"scroll\"><table><thead><tr><th>Shot</th><th class=\"t\">Brief</th><th>Frames made</th><th>Rendering</th>");
        if (bid) html.Append("<th>Bid</th>");
        html.Append("<th>A frame</th>");
        if (cost) html.Append("<th>Cost</th>");
        html.Append("</tr></thead><tbody>");
        foreach (var s in page.Shots)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td><a href=\"#{Id(s.Name)}\">{Safe(s.Name)}</a></td><td class=\"t\">{Safe(s.Brief)}</td><td>{s.Measures.Count}</td><td>{(s.Measures.Count > 0 ? Duration(s.Seconds) : "–")}</td>");
            if (bid) html.Append(CultureInfo.InvariantCulture, $"<td>{(s.ForecastSeconds is { } f ? Duration(f) : "–")}</td>");
            html.Append(CultureInfo.InvariantCulture, $"<td>{(s.Measures.Count > 0 ? Duration(s.Seconds / s.Measures.Count) : "–")}</td>");
            if (cost) html.Append(CultureInfo.InvariantCulture, $"<td>{(s.Cost.Length > 0 ? Safe(s.Cost) : "–")}</td>");
            html.Append("</tr>");
        }
        html.Append("</tbody></table></div></section>\n");
    }

    private static void Check(StringBuilder html, ShowPage page)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section class=\"part\" id=\"check\"><div class=\"head\"><h2>Check it</h2><span class=\"standing {(page.Verify.Passed ? "ok" : "stop")}\">{Safe(page.Verify.Line)}</span></div><p>Anybody can repeat this check, without this show and without a network.</p><pre>{Safe(page.Verify.Command)}</pre>");
        if (page.Verify.Checks.Count > 0) html.Append(Facts(page.Verify.Checks));
        html.Append("<h3>Made on</h3>").Append(Facts(page.Environment));
        foreach (var note in page.Notes) html.Append(CultureInfo.InvariantCulture, $"<p>{Safe(note)}</p>");
        html.Append("</section>\n");
    }

    private static string Facts(IEnumerable<PageFact> facts) =>
        $"<dl class=\"facts\">{string.Concat(facts.Select(f => $"<dt>{Safe(f.Name)}</dt><dd>{Safe(f.Value)}</dd>"))}</dl>";

    /// <summary>A name as an identifier of HTML and CSS.</summary>
    internal static string Id(string name) => "s-" + string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'));

    private static string Decibels(double? value) => value switch
    {
        null => "–",
        { } v when double.IsPositiveInfinity(v) => "equal",
        { } v when double.IsFinite(v) => v.ToString("0.0", CultureInfo.InvariantCulture),
        _ => "–",
    };

    private static string Duration(double seconds) => seconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s"),
        < 120 => string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s"),
        < 7200 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.0} h"),
    };
}
