using System.Globalization;
using System.Text;
using Answerprint.Production.Plates;

namespace Answerprint.Studio.Pages;

/// <summary>One finding on the page of a day's dailies.</summary>
/// <param name="Frames">That a pick-up should have at least; null: it is none.</param>
internal sealed record DailiesRow(string SetUp, string Camera, string Take, string Kind, bool IsGrave, bool IsPickUp, string Words, string PickUp, int? Frames);

/// <summary>A day's dailies as one HTML file that needs no script and no network, and that prints: the pick-up list first, then what else is amiss, then pictures.</summary>
internal static class DailiesPage
{
    public static void Write(string path, IReadOnlyList<DailiesRow> rows, IReadOnlyList<ContinuityCard> cards, int pictured, string lead)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>Dailies · Answerprint</title>\n<style>\n{PageStyle.Css}\n{ContinuityPage.Css}\n</style></head>\n<body>\n");
        html.Append(CultureInfo.InvariantCulture, $"<header class=\"top\"><h1>Before the set is struck</h1><p class=\"lead\">{PageWriter.Safe(lead)}</p><nav aria-label=\"On this page\"><a href=\"#pickups\">Pick-ups</a><a href=\"#else\">To see to</a>{(cards.Count > 0 ? "<a href=\"#pictures\">Pictures</a>" : "")}</nav></header>\n<main>\n");
        Table(html, "pickups", "Pick-ups", "Nothing needs to be shot again.", [.. rows.Where(r => r.IsPickUp)]);
        Table(html, "else", "To see to", "Nothing else is amiss.", [.. rows.Where(r => !r.IsPickUp)]);
        if (cards.Count > 0)
        {
            html.Append("<section class=\"part\" id=\"pictures\"><h2>Pictures</h2>");
            foreach (var card in cards) ContinuityPage.Card(html, card);
            if (pictured > cards.Count) html.Append(CultureInfo.InvariantCulture, $"<p>{pictured - cards.Count} more have no pictures here.</p>");
            html.Append("</section>\n");
        }
        html.Append("</main>\n<footer>Pictures on this page are 8-bit sRGB for the screen. Made by <code>answerprint</code>.</footer>\n</body></html>\n");
        WholeFile.Write(path, Encoding.UTF8.GetBytes(html.ToString()));
    }

    private static void Table(StringBuilder html, string id, string title, string none, List<DailiesRow> rows)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section class=\"part\" id=\"{id}\"><h2>{title}</h2>");
        if (rows.Count == 0) html.Append(CultureInfo.InvariantCulture, $"<p>{none}</p>");
        else
        {
            html.Append("<div class=\"scroll\"><table><thead><tr><th>Set-up</th><th class=\"t\">Take</th><th class=\"t\">What</th><th class=\"t\">Found</th><th class=\"t\">To do</th></tr></thead><tbody>");
            foreach (var r in rows)
                html.Append(CultureInfo.InvariantCulture, $"<tr><td>{PageWriter.Safe($"{r.SetUp} {r.Camera}".Trim())}</td><td class=\"t\">{PageWriter.Safe(r.Take)}</td><td class=\"t\"><span class=\"standing {(r.IsGrave ? "stop" : "wait")}\">{PageWriter.Safe(r.Kind)}</span></td><td class=\"t wrap\">{PageWriter.Safe(char.ToUpperInvariant(r.Words[0]) + r.Words[1..])}.</td><td class=\"t wrap\">{PageWriter.Safe(char.ToUpperInvariant(r.PickUp[0]) + r.PickUp[1..])}.</td></tr>");
            html.Append("</tbody></table></div>");
        }
        html.Append("</section>\n");
    }
}
