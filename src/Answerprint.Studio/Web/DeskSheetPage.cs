using System.Globalization;
using System.Text;
using Answerprint.Production.Plates;
using Answerprint.Production.Review;
using Answerprint.Production.Rights;
using static Answerprint.Studio.Web.DeskHtml;

namespace Answerprint.Studio.Web;

/// <summary>
/// The sheet of one version and the form that signs it. Without script it is a long page of pictures with a form; with it one row at a time is shown large, before and after
/// in the same place, and everything can be done from the keyboard.
/// </summary>
internal static class DeskSheetPage
{
    /// <param name="index">Which of the shows.</param>
    /// <param name="filled">What the person had said already, where the form comes back; else empty.</param>
    /// <param name="said">Why it comes back; empty where it does not.</param>
    public static string Html(DeskShow show, int index, DeskVersion of, string page, string person, DeskFilled filled, DateTimeOffset opened, DateTimeOffset now, string said, string heard)
    {
        int Number(int frame) => of.Version.FrameNumber(frame, show.FirstFrame);
        var rows = show.Rows(of);
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<header><a class=\"back\" href=\"/\">All shots</a> <h1>{Safe(of.Version.Name)}</h1> <span class=\"{of.Look}\">{Safe(of.Words)}</span></header>\n<main class=\"desk\">\n<div class=\"stage\">\n");
        Steps(html, rows, Number);
        if (rows.Count == 0 && of.Inspection is { } old)
        {
            show.Rows(of);
            html.Append(CultureInfo.InvariantCulture, $"<section class=\"row now\"><p>This version was inspected by an older release: its sheet is one picture.</p><div class=\"cells\"><figure class=\"cell version\"><img class=\"wide\" src=\"{Picture(index, old.Body.TextOrNull("sheet") ?? "")}\" alt=\"The contact sheet\"></figure></div>");
            foreach (var question in of.Questions) Answers(html, question.Id, question.Asked(Number), filled, of.CanBeAnswered);
            html.Append("</section>\n");
        }
        for (var i = 0; i < rows.Count; i++) Row(html, rows[i], i, index, Number, filled, of.CanBeAnswered);
        html.Append("</div>\n<aside>\n");
        Summary(html, of, rows, filled);
        if (of.CanBeAnswered) Form(html, show, index, of, page, person, filled, (now - opened).TotalSeconds);
        else html.Append(CultureInfo.InvariantCulture, $"<p class=\"stop\">{(of.Newer is { } newer ? $"A newer version stands in its place: <a href=\"/{index}/{Part(newer.Name)}\">{Safe(newer.Name)}</a>." : "It has not been inspected yet: run render.")}</p>\n");
        About(html, show, of);
        html.Append("</aside>\n</main>");
        return Page(of.Version.Name, html.ToString(), said.Length > 0 ? said : heard, bad: said.Length > 0);
    }

    /// <summary>One step a row: the way through the sheet.</summary>
    private static void Steps(StringBuilder html, IReadOnlyList<SheetRow> rows, Func<int, int> number)
    {
        if (rows.Count == 0) return;
        html.Append("<nav class=\"steps\" aria-label=\"Rows of the sheet\">");
        for (var i = 0; i < rows.Count; i++)
            html.Append(CultureInfo.InvariantCulture, $"<a href=\"#r{i}\" data-step=\"{i}\"{(rows[i].Question.Length > 0 ? $" data-of=\"{Safe(rows[i].Question)}\"" : "")}>{(rows[i].Question.Length > 0 ? Safe(rows[i].Question) : number(rows[i].Frame))}{(rows[i].Flagged ? "<i title=\"flagged\">!</i>" : "")}</a>");
        html.Append("</nav>\n");
    }

    private static void Row(StringBuilder html, SheetRow row, int i, int index, Func<int, int> number, DeskFilled filled, bool open)
    {
        var asks = row.Question.Length > 0;
        html.Append(CultureInfo.InvariantCulture, $"<section class=\"row{(i == 0 ? " now" : "")}\" id=\"r{i}\"{(asks ? $" data-question=\"{Safe(row.Question)}\"" : "")}>\n<h2>{(asks ? Safe(row.Words) : $"Frame {number(row.Frame)}: {Safe(row.Words)}")}</h2>\n");
        if (asks) Answers(html, row.Question, "", filled, open);
        html.Append(CultureInfo.InvariantCulture, $"<div class=\"cells of{row.Cells.Count}\">\n");
        foreach (var cell in row.Cells)
        {
            var shape = (double)cell.Width / cell.Height;
            var name = cell.Side switch { SheetSide.Plate => "plate", SheetSide.Before => "real frame before", SheetSide.After => "real frame after", _ => row.Cells.Count == 2 && row.Cells[0].Side == SheetSide.Plate ? "version" : "made" };
            html.Append(CultureInfo.InvariantCulture, $"<figure class=\"cell {cell.Side.ToString().ToLowerInvariant()}\" data-name=\"{number(cell.Frame)} {name}\"><div class=\"pic {(shape > 1.45 ? "wide" : shape > 0.75 ? "square" : "tall")}\"><img src=\"{Picture(index, cell.Picture.Hex)}\" width=\"{cell.Width}\" height=\"{cell.Height}\" alt=\"frame {number(cell.Frame)}, {name}\">");
            if (cell.Mark is { } m)
            {
                // the line keeps clear of what is meant, however small that is
                var pad = Math.Max(1, cell.Width / 150);
                var box = string.Create(CultureInfo.InvariantCulture, $"x=\"{m.X - pad}\" y=\"{m.Y - pad}\" width=\"{m.Width + (2 * pad)}\" height=\"{m.Height + (2 * pad)}\"");
                html.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {cell.Width} {cell.Height}\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect class=\"under\" {box}/><rect {box}/></svg>");
            }
            html.Append(CultureInfo.InvariantCulture, $"</div><figcaption>{number(cell.Frame)} {name}</figcaption></figure>\n");
        }
        html.Append("</div>\n</section>\n");
    }

    private static void Answers(StringBuilder html, string id, string words, DeskFilled filled, bool open)
    {
        if (words.Length > 0) html.Append(CultureInfo.InvariantCulture, $"<p>{Safe(words)}</p>");
        if (!open) return;
        html.Append(CultureInfo.InvariantCulture, $"<fieldset class=\"answer\"><legend>{Safe(id)}</legend>");
        html.Append(CultureInfo.InvariantCulture, $"<label><input type=\"radio\" form=\"sign\" name=\"q.{Safe(id)}\" value=\"no\"{Checked(filled.Answers.GetValueOrDefault(id) == "no")}> Not a person <kbd>N</kbd></label>");
        html.Append(CultureInfo.InvariantCulture, $"<label><input type=\"radio\" form=\"sign\" name=\"q.{Safe(id)}\" value=\"yes\"{Checked(filled.Answers.GetValueOrDefault(id) == "yes")}> This is a person <kbd>P</kbd></label></fieldset>\n");
    }

    /// <summary>The questions and where each stands, beside the form.</summary>
    private static void Summary(StringBuilder html, DeskVersion of, IReadOnlyList<SheetRow> rows, DeskFilled filled)
    {
        if (of.Questions.Count == 0)
        {
            html.Append("<p class=\"asked\">The people screen asks nothing, which clears nothing: look at the pictures.</p>\n");
            return;
        }
        html.Append("<ul class=\"asked\">");
        foreach (var question in of.Questions)
        {
            var row = rows.ToList().FindIndex(r => r.Question == question.Id);
            html.Append(CultureInfo.InvariantCulture, $"<li data-asked=\"{Safe(question.Id)}\"><a href=\"#r{Math.Max(0, row)}\">{Safe(question.Id)}</a> <span>{filled.Answers.GetValueOrDefault(question.Id) switch { "no" => "not a person", "yes" => "a person", _ => "open" }}</span></li>");
        }
        html.Append("</ul>\n");
    }

    private static void Form(StringBuilder html, DeskShow show, int index, DeskVersion of, string page, string person, DeskFilled filled, double seconds)
    {
        html.Append(CultureInfo.InvariantCulture, $"<form id=\"sign\" method=\"post\" action=\"/{index}/{Part(of.Version.Name)}\" autocomplete=\"off\"><input type=\"hidden\" name=\"page\" value=\"{page}\">\n");
        var people = show.Approvers;
        html.Append(CultureInfo.InvariantCulture, $"<label class=\"who\">Who signs <kbd>W</kbd><select name=\"who\" required>{(people.Count == 1 || person.Length > 0 ? "" : "<option value=\"\">choose your name</option>")}");
        foreach (var one in people) html.Append(CultureInfo.InvariantCulture, $"<option value=\"{Safe(one.Digest)}\"{(one.Digest == person ? " selected" : "")}>{Safe(one.Name)}, {DeskShow.Approver.Plain()}</option>");
        html.Append("</select></label>\n");
        if (people.Count == 0) html.Append(CultureInfo.InvariantCulture, $"<p class=\"stop\">Nobody of this show may approve. Give somebody the role: answerprint person SHOW NAME --role {DeskShow.Approver.Word()}</p>\n");
        html.Append(CultureInfo.InvariantCulture, $"<label>Note <kbd>M</kbd><textarea name=\"words\" rows=\"2\" maxlength=\"4000\">{Safe(filled.Words)}</textarea></label>\n");
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"promise\">By approving you state in your own name that you looked at this sheet, that nothing made or altered in it is a living person, and that these bytes (<code>{of.Version.Document.Hex[..12]}…</code>) may go out.</p>\n");
        html.Append("<p id=\"hint\" class=\"hint\" aria-live=\"polite\"></p>\n");
        html.Append("<div class=\"acts\"><button name=\"act\" value=\"approve\" id=\"approve\">Approve <kbd>A</kbd></button><button name=\"act\" value=\"refuse\" id=\"refuse\">Refuse <kbd>R</kbd></button><button name=\"act\" value=\"note\" id=\"note\">Note only</button></div>\n");
        html.Append(CultureInfo.InvariantCulture, $"<label class=\"timed\"><input type=\"checkbox\" name=\"timed\" value=\"yes\"{Checked(filled.Timed)}> <span>Write down the time since I opened this page as my work<span id=\"clock\" data-seconds=\"{seconds:0}\"></span></span></label></form>\n");
    }

    private static void About(StringBuilder html, DeskShow show, DeskVersion of)
    {
        var people = show.People;
        if (of.Answer is { } answer) html.Append(CultureInfo.InvariantCulture, $"<p>{(answer.Approved ? "Approved" : "Refused")} by {Safe(people.NameOf(answer.Person))}{(answer.Words.Length > 0 ? $": {Safe(answer.Words)}" : "")}.</p>\n");
        if (of.Contest is { } contest) html.Append(CultureInfo.InvariantCulture, $"<p class=\"stop\">Contested by {Safe(people.NameOf(contest.By))}: {Safe(contest.Reason)}. It is not delivered until a named person answers.</p>\n");
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"soft\">{(of.Inspection is null ? "Not inspected." : of.Inspection.Body["passed"]?.GetValue<bool>() == true ? "The inspector passed it: nothing changed outside the work, and people stand as filmed." : "The inspector found faults: see why.")}</p>\n<details><summary>What the gate said</summary>");
        foreach (var verdict in show.Verdicts(of)) html.Append(CultureInfo.InvariantCulture, $"<pre>{Safe(verdict.Words().Trim())}</pre>");
        html.Append("</details>\n");
        var notes = show.Notes(of);
        if (notes.Count > 0) html.Append("<details open><summary>Notes</summary>").AppendJoin("", notes.Select(n => $"<p>{Safe(people.NameOf(n.Person))}: {Safe(n.Words)}</p>")).Append("</details>\n");
        html.Append("<details class=\"keys\"><summary>Keys</summary><p><kbd>←</kbd> <kbd>→</kbd> one row back or on. <kbd>B</kbd> held: before; <kbd>space</kbd>: before or after; <kbd>1</kbd> <kbd>2</kbd> <kbd>3</kbd> a picture of the row; the mouse wipes. <kbd>N</kbd> not a person, <kbd>P</kbd> a person. <kbd>A</kbd> or <kbd>R</kbd>, then <kbd>Enter</kbd>, signs; <kbd>W</kbd> who, <kbd>M</kbd> the note. <kbd>Esc</kbd> leaves a field.</p></details>\n");
        html.Append("<p class=\"soft\">Pictures here are 8-bit sRGB for looking at, never a deliverable.</p>\n");
    }

    private static string Picture(int index, string digest) => string.Create(CultureInfo.InvariantCulture, $"/{index}/picture/{digest}.png");

    private static string Checked(bool yes) => yes ? " checked" : "";
}

/// <summary>What a person has filled in.</summary>
/// <param name="Answers">"no" or "yes" by question.</param>
internal sealed record DeskFilled(IReadOnlyDictionary<string, string> Answers, string Words, bool Timed)
{
    public static DeskFilled Nothing { get; } = new(new Dictionary<string, string>(StringComparer.Ordinal), "", true);
}
