using System.Globalization;
using System.Net;
using System.Text;

namespace Answerprint.Studio.Web;

/// <summary>The frame of the desk's pages: no script, style or picture but the desk's own, no style inside the markup.</summary>
internal static class DeskHtml
{
    /// <param name="main">What stands on it, as markup.</param>
    /// <param name="said">What is to be said first, in words; empty for nothing.</param>
    /// <param name="bad">Whether that is a reason why something was not done.</param>
    public static string Page(string title, string main, string said = "", bool bad = false)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{Safe(title)} · Answerprint desk</title>\n");
        html.Append("<link rel=\"icon\" href=\"/desk.svg\"><link rel=\"stylesheet\" href=\"/desk.css\"><script src=\"/desk.js\" defer></script></head>\n<body>\n");
        if (said.Length > 0) html.Append(CultureInfo.InvariantCulture, $"<p class=\"said{(bad ? " bad" : "")}\" role=\"{(bad ? "alert" : "status")}\">{Safe(said)}</p>\n");
        return html.Append(main).Append("\n</body></html>\n").ToString();
    }

    /// <summary>For somebody who was not let in, or asked for what is not there: nothing of a show is on it.</summary>
    public static string Bare(string title, string words) =>
        $"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>{Safe(title)}</title></head><body><h1>{Safe(title)}</h1><p>{Safe(words)}</p></body></html>\n";

    /// <summary>The first page: from here on the browser sends its cookie, which it does not where another program's link led here directly.</summary>
    public static string LetIn() =>
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0;url=/\"><title>Answerprint desk</title><link rel=\"icon\" href=\"/desk.svg\"></head><body><p><a href=\"/\">To the desk</a></p></body></html>\n";

    public static string Safe(string text) => WebUtility.HtmlEncode(text);

    /// <summary>A part of an address.</summary>
    public static string Part(string text) => Safe(Uri.EscapeDataString(text));
}
