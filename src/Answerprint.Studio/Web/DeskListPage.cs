using System.Globalization;
using System.Text;
using Answerprint.Verify.Terminal;
using static Answerprint.Studio.Web.DeskHtml;

namespace Answerprint.Studio.Web;

/// <summary>The first page of the desk: every shot that has a version, what waits first.</summary>
internal static class DeskListPage
{
    public static string Html(IReadOnlyList<DeskShow> shows, DeskVisitor visitor)
    {
        var html = new StringBuilder("<main class=\"list\">\n");
        for (var s = 0; s < shows.Count; s++)
        {
            var versions = shows[s].Versions();
            var waiting = versions.Count(v => v.Waits);
            html.Append(CultureInfo.InvariantCulture, $"<h1>{Safe(shows[s].Title)}</h1><p class=\"soft\">{(waiting > 0 ? $"{Counted.Of(waiting, "version")} to look at." : versions.Count > 0 ? "Nothing waits." : "There is no version yet: run render.")}");
            if (shows[s].Without() is > 0 and var without) html.Append(CultureInfo.InvariantCulture, $" {Counted.Of(without, "shot")} without a version.");
            html.Append("</p>\n");
            if (versions.Count == 0) continue;
            html.Append("<ul class=\"shots\">\n");
            var people = shows[s].People;
            foreach (var v in versions.OrderByDescending(v => v.Waits))
            {
                html.Append(CultureInfo.InvariantCulture, $"<li><a href=\"/{s}/{Part(v.Version.Name)}\"><b>{Safe(v.Version.Name)}</b> <span class=\"{v.Look}\">{Safe(v.Words)}</span> <span class=\"soft\">{Safe(v.Version.Tool)}");
                if (v.Answer is { } answer) html.Append(CultureInfo.InvariantCulture, $", {(answer.Approved ? "approved" : "refused")} by {Safe(people.NameOf(answer.Person))}");
                html.Append("</span></a></li>\n");
            }
            html.Append("</ul>\n");
        }
        return Page(shows.Count == 1 ? shows[0].Title : "Shows", html.Append("</main>").ToString(), visitor.Heard());
    }
}
