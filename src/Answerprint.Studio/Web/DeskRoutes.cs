using System.Globalization;
using Answerprint.Media.Frames;
using Answerprint.Production;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Review;
using Answerprint.Production.Rights;
using Answerprint.Verify.Terminal;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Answerprint.Studio.Web;

/// <summary>Who acts in a show, in a role, with so many minutes of work: refuses in words whom it can not seat.</summary>
internal delegate Actor DeskSeat(Show show, string? by, Role? role, double? minutes);

/// <summary>What is asked for, and what is done: looking changes nothing; a form becomes the same acts that the command line writes. Safe for use from several threads.</summary>
/// <param name="by">Who acts, where the server was started for one person; null: whoever sits there says so.</param>
internal sealed class DeskRoutes(IReadOnlyList<DeskShow> shows, string? by, DeskSeat seat, Session session) : IServed
{
    private const int MostWords = 4000;
    private static readonly FormOptions Form = new() { ValueCountLimit = 4096, KeyLengthLimit = 64, ValueLengthLimit = 16 << 10, BufferBody = false };
    private readonly SemaphoreSlim pen = new(1);

    /// <summary>A form has a note and some ticks.</summary>
    public int MostBody => 64 << 10;

    public DeskReply Get(HttpRequest request, DeskVisitor visitor) => Guarded(() =>
    {
        switch (request.Path.Value!.Split('/')[1..])
        {
            case [""]: return DeskReply.Page(DeskListPage.Html(shows, visitor));
            case ["desk.css" or "desk.js" or "desk.svg"]: return DeskReply.Own(request.Path.Value[1..]);
            case [var show, "picture", var file] when ShowOf(show) is { } index && file.EndsWith(".png", StringComparison.Ordinal) && shows[index].Picture(file[..^4]) is { } png:
                return new(200, "image/png", png) { Kept = true };
            case [var show, var name] when ShowOf(show) is { } index && shows[index].Version(name) is { } of:
                return Sheet(index, of, visitor, DeskFilled.Nothing, "", null);
            default: return DeskReply.Words(404, "Not here", "The desk has no such page.");
        }
    });

    public async Task<DeskReply> Post(HttpRequest request, DeskVisitor visitor)
    {
        if (request.Path.Value!.Split('/')[1..] is not [var show, var name] || ShowOf(show) is not { } index) return DeskReply.Words(404, "Not here", "The desk has no such form.");
        if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) != true) return DeskReply.Words(415, "Not read", "That is no form of this desk.");
        var form = await request.ReadFormAsync(Form, request.HttpContext.RequestAborted).ConfigureAwait(false);
        await pen.WaitAsync(session.Cancel).ConfigureAwait(false);
        try
        {
            return Guarded(() => Act(index, name, form, visitor));
        }
        finally
        {
            pen.Release();
        }
    }

    private DeskReply Act(int index, string name, IFormCollection form, DeskVisitor visitor)
    {
        var show = shows[index];
        if (show.Version(name) is not { } of) return DeskReply.Words(404, "Not here", "The show has no such version.");
        var page = form["page"].ToString();
        var filled = new DeskFilled(
            of.Questions.ToDictionary(q => q.Id, q => form[$"q.{q.Id}"].ToString(), StringComparer.Ordinal), form["words"].ToString().ReplaceLineEndings("\n").Trim(), form["timed"] == "yes");
        if (visitor.Opened(page) is not { } opened || opened.Show != index || opened.Version != name)
            return Sheet(index, of, visitor, filled, "This page was opened too long ago: look at the sheet as it is now. Nothing was signed.", null, 409);
        if (filled.Words.Length > MostWords || filled.Words.Any(c => char.IsControl(c) && c != '\n')) return Sheet(index, of, visitor, filled, "The note is too long, or has letters that can not be kept. Nothing was signed.", (page, opened), 422);
        var who = show.Approvers.FirstOrDefault(p => p.Digest == (by is null ? form["who"].ToString() : show.People.Find(by)?.Digest));
        if (who is null) return Sheet(index, of, visitor, filled, "Say who signs: somebody of this show who may approve. Nothing was signed.", (page, opened), 422);
        visitor.Sits(index, who.Digest);

        var act = form["act"].ToString();
        var people = of.Questions.Where(q => filled.Answers[q.Id] == "yes").Select(q => q.Id).ToList();
        if (act == "approve" && people.Count > 0) return Sheet(index, of, visitor, filled, $"{string.Join(" and ", people)}: you say that this is a person, so the version can only be refused. Nothing was signed.", (page, opened), 422);
        var did = Shell.Guard(() => Done(show, of, act, who, filled, people, opened));
        if (did.Exit == ExitCode.Done)
        {
            visitor.Close(page);
            visitor.Say($"{of.Version.Name}: {(act == "approve" ? "approved, with its contact sheet" : act == "refuse" ? "refused" : "noted")}, in the name of {who.Name}.");
            return DeskReply.GoTo(act == "note" ? $"/{index}/{Uri.EscapeDataString(name)}" : show.Versions().FirstOrDefault(v => v.Waits) is { } next ? $"/{index}/{Uri.EscapeDataString(next.Version.Name)}" : "/");
        }
        var fault = did.Errors[0];
        return fault.Code == "version-changed"
            ? Sheet(index, show.Version(name)!, visitor, DeskFilled.Nothing with { Words = filled.Words, Timed = filled.Timed }, Sentence(fault), null, 409)
            : Sheet(index, of, visitor, filled, did.Exit == ExitCode.TryAgain ? $"{Capital(fault.Problem)}. Nothing was signed; what you filled in still stands: wait a moment and press the button again." : Sentence(fault), (page, opened), did.Exit == ExitCode.TryAgain ? 503 : 422);
    }

    /// <summary>The act, by the same way that the command line takes.</summary>
    private Outcome Done(DeskShow of, DeskVersion version, string act, Person who, DeskFilled filled, List<string> people, DeskOpened opened)
    {
        using var show = Show.Sign(of.Folder, session.Clock);
        double? minutes = filled.Timed ? Math.Round((session.Clock.GetUtcNow() - opened.At).TotalMinutes, 2) : null;
        var actor = seat(show, who.Digest, act is "approve" or "refuse" ? DeskShow.Approver : null, minutes);
        var desk = new Desk(show, actor, [], "", Watch.Nobody, session.Cancel);
        var words = people.Count == 0 ? filled.Words : $"{string.Join(" and ", people)} of the sheet: a person.{(filled.Words.Length > 0 ? $" {filled.Words}" : "")}";
        switch (act)
        {
            case "approve": desk.Approve(version.Version, words, [.. filled.Answers.Where(a => a.Value == "no").Select(a => a.Key)], opened.Seen); break;
            case "refuse": desk.Refuse(version.Version, words, opened.Seen); break;
            case "note" when words.Length > 0: desk.Note(version.Version, "", words); break;
            default: throw new BadInputException("no-act", version.Version.Name, "", act == "note" ? "the note is empty" : "the form does not say what is to be done", "Write something, or press one of the buttons");
        }
        return Outcome.Done();
    }

    private DeskReply Sheet(int index, DeskVersion of, DeskVisitor visitor, DeskFilled filled, string said, (string Name, DeskOpened Opened)? page, int status = 200)
    {
        var (show, now) = (shows[index], session.Clock.GetUtcNow());
        var (name, opened) = page ?? ("", new(index, of.Version.Name, new(of.Version.Document, of.Inspection?.Body.Digest("sheet") ?? default), now));
        if (name.Length == 0) name = visitor.Open(opened);
        var person = by is null ? visitor.Person(index) : show.People.Find(by)?.Digest ?? "";
        return DeskReply.Page(DeskSheetPage.Html(show, index, of, name, person, filled, opened.At, now, said, visitor.Heard()), status);
    }

    /// <summary>What goes wrong while a page is made is said on a page, and the desk goes on.</summary>
    private static DeskReply Guarded(Func<DeskReply> work)
    {
        DeskReply? reply = null;
        var outcome = Shell.Guard(() => { reply = work(); return Outcome.Done(); });
        return reply ?? DeskReply.Words(outcome.Exit == ExitCode.TryAgain ? 503 : 500, "Not shown", outcome.Exit == ExitCode.Unexpected ? "This is a defect of the desk: please report what you did." : Sentence(outcome.Errors[0]));
    }

    private int? ShowOf(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < shows.Count ? index : null;

    private static string Sentence(Fault fault) => $"{Capital(fault.Problem)}. {fault.Remedy}.";

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
