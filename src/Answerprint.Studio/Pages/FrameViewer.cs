using System.Globalization;
using System.Text;

namespace Answerprint.Studio.Pages;

/// <summary>The pictures of a shot: a strip of frames, and for the chosen one plate, version, origin and difference. Radio buttons choose, so the arrow keys step.</summary>
internal static class FrameViewer
{
    public static void Append(StringBuilder html, PageShot shot)
    {
        var id = PageWriter.Id(shot.Name);
        var first = shot.Frames.FirstOrDefault(f => f.Made) ?? shot.Frames[0];
        html.Append("<style>");
        foreach (var f in shot.Frames)
        {
            var box = $"#{id}-{f.Number}";
            html.Append(CultureInfo.InvariantCulture, $"{box}:checked~.panes>.f{f.Number}{{display:block}}{box}:checked~.strip label[for={id}-{f.Number}]{{color:#fff}}{box}:checked~.strip label[for={id}-{f.Number}]>*:first-child{{border-color:#fff;opacity:1}}{box}:focus-visible~.strip label[for={id}-{f.Number}]{{outline:2px solid #fff;outline-offset:2px}}");
        }
        html.Append(CultureInfo.InvariantCulture, $"</style><fieldset class=\"viewer\" style=\"--shape:{shot.Aspect:0.####}\"><legend class=\"law\" style=\"border:0;padding:0;margin:0 0 6px\">Frames. Arrow keys step through them.</legend>");
        foreach (var f in shot.Frames)
            html.Append(CultureInfo.InvariantCulture, $"<input type=\"radio\" name=\"{id}\" id=\"{id}-{f.Number}\"{(f == first ? " checked" : "")}>");
        html.Append("<div class=\"strip\">");
        foreach (var f in shot.Frames)
        {
            var thumb = f.Version ?? f.Plate;
            var picture = thumb is null ? "<span class=\"none\">missing</span>" : $"<img loading=\"lazy\" alt=\"\" src=\"{PageWriter.Safe(thumb)}\">";
            html.Append(CultureInfo.InvariantCulture, $"<label for=\"{id}-{f.Number}\">{picture}<span{(f.Made ? " class=\"made\"" : "")}>{f.Number}</span></label>");
        }
        html.Append("</div><div class=\"panes\">");
        foreach (var f in shot.Frames) Pane(html, shot.Name, f);
        html.Append("</div></fieldset>");
    }

    private static void Pane(StringBuilder html, string shot, PageFrame f)
    {
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"pane f{f.Number}\"><div class=\"grid\">");
        Figure("Plate", f.Plate, f.Made ? "the frame was missing" : "no picture", "");
        Figure("Version", f.Version, "no picture", f.Note);
        if (f.Origin is not null)
        {
            var keys = string.Concat(f.Legend.Select(k => $"<span class=\"key\"><i{(k.Colour == OriginPicture.SynthColour ? " class=\"hatched\"" : $" style=\"background:{PageWriter.Safe(k.Colour)}\"")}></i>{PageWriter.Safe(k.Label)}</span>"));
            html.Append(CultureInfo.InvariantCulture, $"<figure><img loading=\"lazy\" src=\"{PageWriter.Safe(f.Origin)}\" alt=\"{PageWriter.Safe(shot)} frame {f.Number}: where each pixel came from\"><figcaption><b>Origin pass</b>{keys}<br>Strokes lead to the place a pixel was taken from.</figcaption></figure>");
        }
        if (f.Difference is not null) Figure("Difference × 8", f.Difference, "", f.Plate is null ? "from the true frame, which the tool did not see. Black is equal." : "from the plate. Black is equal.");
        html.Append("</div></div>");

        void Figure(string name, string? file, string none, string note)
        {
            var picture = file is null ? $"<div class=\"none\">{none}</div>" : $"<img loading=\"lazy\" src=\"{PageWriter.Safe(file)}\" alt=\"{PageWriter.Safe(shot)} frame {f.Number}: {name}\">";
            html.Append(CultureInfo.InvariantCulture, $"<figure>{picture}<figcaption><b>{name}</b>{(note.Length > 0 ? $" {PageWriter.Safe(note)}" : "")}</figcaption></figure>");
        }
    }
}
