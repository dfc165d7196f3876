using System.Globalization;
using System.Text;
using Answerprint.Production.Plates;

namespace Answerprint.Studio.Pages;

/// <summary>One fault on the page.</summary>
/// <param name="File">Its picture, relative to the page.</param>
/// <param name="Legend">What the picture shows.</param>
internal sealed record ContinuityCard(string File, string Where, string Kind, double Score, string Words, string Remedy, string Legend);

/// <summary>What does not match in clips, as one HTML file that needs no script and no network, and that prints.</summary>
internal static class ContinuityPage
{
    /// <summary>So many have pictures; the table has all in a file of its own.</summary>
    public const int MostCards = 60;

    public const string Css = """
        .fault{margin:26px 0 0;padding:14px 0 0;border-top:1px solid #3d3d3d;break-inside:avoid}
        .fault h2{margin:0;font-size:18px;display:inline}
        .fault img{display:block;width:100%;max-width:968px;height:auto;margin:10px 0 4px}
        .fault p{margin:4px 0}
        .fault .legend{color:var(--soft)}
        """;

    public static void Write(string path, IReadOnlyList<ContinuityCard> cards, int all, string lead)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>Continuity · Answerprint</title>\n<style>\n{PageStyle.Css}\n{Css}\n</style></head>\n<body>\n");
        html.Append(CultureInfo.InvariantCulture, $"<header class=\"top\"><h1>Continuity</h1><p class=\"lead\">{PageWriter.Safe(lead)}</p></header>\n<main>\n");
        foreach (var card in cards) Card(html, card);
        if (cards.Count == 0) html.Append("<p>Nothing was found that does not match.</p>\n");
        if (all > cards.Count) html.Append(CultureInfo.InvariantCulture, $"<p>{all - cards.Count} more have no pictures here: write them to a .csv.</p>\n");
        html.Append("</main>\n<footer>Pictures on this page are 8-bit sRGB for the screen. Made by <code>answerprint</code>.</footer>\n</body></html>\n");
        WholeFile.Write(path, Encoding.UTF8.GetBytes(html.ToString()));
    }

    /// <summary>One fault: what it is, two pictures, and what would mend it.</summary>
    public static void Card(StringBuilder html, ContinuityCard card)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section class=\"fault\"><div class=\"head\"><h2>{PageWriter.Safe(card.Where)}</h2> <span class=\"standing wait\">{PageWriter.Safe(card.Kind)}</span></div><p>{PageWriter.Safe(char.ToUpperInvariant(card.Words[0]) + card.Words[1..])}.</p>");
        html.Append(CultureInfo.InvariantCulture, $"<img src=\"{PageWriter.Safe(card.File)}\" alt=\"{PageWriter.Safe(card.Words)}\"><p class=\"legend\">{PageWriter.Safe(card.Legend)} Score {card.Score:0.0}; from 1 on a fault is named.</p><p>To mend it: <code>{PageWriter.Safe(card.Remedy)}</code></p></section>\n");
    }
}
