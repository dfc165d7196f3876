using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Review;
using Answerprint.Production.Rights;
using Answerprint.Verify.Terminal;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Studio.Commands;

/// <summary>`review`: notes, yes and no, by named persons.</summary>
internal static class ReviewCommand
{
    public static Command Create()
    {
        var show = ShowArguments.Show();
        var what = new Argument<string?>("VERSION") { Description = "A version, or a shot (its newest version is meant); without it all versions are listed", Arity = ArgumentArity.ZeroOrOne };
        var approve = new Option<bool>("--approve") { Description = "You looked at the version and its contact sheet, and it may go out" };
        var refuse = new Option<bool>("--refuse") { Description = "It may not go out" };
        var note = new Option<string?>("--note") { Description = "What you say about it" };
        var notPeople = new Option<string[]>("--not-a-person") { Description = "Questions of the contact sheet that you answer with no: Q1 Q2, or all", AllowMultipleArgumentsPerToken = true };
        var sheetOut = new Option<string?>("--sheet") { Description = "Write the contact sheet of the version to this PNG, to look at" };
        var frames = new Option<string>("--frames") { Description = "The frames that the note is about", DefaultValueFactory = _ => "" };
        var by = Seat.By();
        var minutes = Seat.Minutes();
        var command = new Command("review", "Lists versions; writes notes; approves or refuses the bytes of a version. Example: answerprint review myshow tst_0010_comp_v001 --approve --by \"Ann Lee\"")
        {
            show, what, approve, refuse, notPeople, sheetOut, note, frames, by, minutes,
        };
        return command.Does((session, parsed) =>
        {
            Output.CheckFile("--sheet", parsed.GetValue(sheetOut));
            var (yes, no, words) = (parsed.GetValue(approve), parsed.GetValue(refuse), parsed.GetValue(note));
            if (yes && no) throw new FormatException("say --approve or --refuse, not both");
            if (parsed.GetValue(what) is not { } named)
            {
                if (yes || no || words is not null) throw new FormatException("name the version that is meant");
                using var look = session.Apart(() => Show.Look(parsed.GetValue(show)!, session.Clock));
                return List(look, session);
            }
            // looking holds nobody up, and a show that can not be written can be looked at
            if (!yes && !no && words is null)
            {
                using var look = session.Apart(() => Show.Look(parsed.GetValue(show)!, session.Clock));
                var seen = Standing.Of(look.Book.Acts);
                return Look(look, seen, Find(seen, named), parsed.GetValue(sheetOut), session);
            }
            using var open = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
            var standing = Standing.Of(open.Book.Acts);
            var version = Find(standing, named);
            var by1 = Seat.For(open, parsed.GetValue(by), yes ? Approval.Yes : no ? Approval.No : null, parsed.GetValue(minutes));
            var desk = new Desk(open, by1, [], "", new SessionWatch(session), session.Cancel);
            if (words is not null && !yes && !no) desk.Note(version, parsed.GetValue(frames)!, words);
            if (yes)
            {
                var answers = parsed.GetValue(notPeople) ?? [];
                if (answers.Contains("all", StringComparer.OrdinalIgnoreCase)) answers = [.. desk.Questions(version).Select(q => q.Id)];
                if (desk.Open(version, answers) is { Count: > 0 } unanswered) return Unanswered(version, unanswered, open.File.FirstFrame);
                desk.Approve(version, words ?? "", answers);
            }
            if (no) desk.Refuse(version, words ?? "");
            session.Say($"{version.Name} (bytes {version.Document.Hex[..12]}…): {(yes ? "approved, with its contact sheet" : no ? "refused" : "noted")}.");
            if (yes && desk.SheetOf(version) is { } sheet)
            {
                // in the vault it lies under its digest, which no viewer opens by itself
                if (parsed.GetValue(sheetOut) is { } copy) WholeFile.Write(copy, File.ReadAllBytes(sheet));
                session.Say(parsed.GetValue(sheetOut) is { } written ? $"The contact sheet that you signed: {written}" : $"The contact sheet that you signed goes into the package; to look at it now: answerprint review SHOW {version.Name} --sheet sheet.png");
            }
            return Outcome.Done(new JsonObject { ["version"] = version.Name, ["bytes"] = version.Document.Hex, ["did"] = yes ? "approved" : no ? "refused" : "noted" });
        });
    }

    /// <summary>The screen raised questions and nobody has answered them: no approval without.</summary>
    private static Outcome Unanswered(Version version, IReadOnlyList<SheetQuestion> questions, int first) => Outcome.Failed(
        ExitCode.Refused, new JsonObject { ["version"] = version.Name, ["open"] = new JsonArray([.. questions.Select(q => (JsonNode)q.Write())]) },
        [.. questions.Select(q => new Fault("question-open", version.Name, "", Asked(version, q, first), $"Look at the sheet (review … --sheet sheet.png); if it is no person add --not-a-person {q.Id}, if it is one refuse the version"))]);

    private static string Asked(Version version, SheetQuestion question, int first) => question.Words(n => version.FrameNumber(n, first));

    /// <summary>A version with the questions of its sheet; writes the sheet where asked.</summary>
    private static Outcome Look(Show show, Standing now, Version version, string? sheetOut, Session session)
    {
        if (!now.Inspections.TryGetValue(version.Document, out var inspection))
            throw new BadInputException("not-inspected", version.Name, "", "the version has not been inspected", "Run render, which inspects what it made");
        if (sheetOut is not null) WholeFile.Write(sheetOut, show.Vault.Read(inspection.Body.Digest("sheet")));
        session.Say($"{version.Name}  {now.AnswerWord(version)}");
        var questions = SheetQuestion.Of(inspection);
        foreach (var question in questions) session.Say($"  {Asked(version, question, show.File.FirstFrame)}");
        if (questions.Count == 0) session.Say("  The people screen asks nothing, which clears nothing: look at the sheet.");
        session.Say(sheetOut is not null ? $"The contact sheet: {sheetOut}" : "Look at its contact sheet: add --sheet sheet.png (or in a browser: answerprint serve SHOW); then --approve or --refuse");
        return Outcome.Done(new JsonObject { ["version"] = version.Name, ["bytes"] = version.Document.Hex, ["questions"] = new JsonArray([.. questions.Select(q => (JsonNode)q.Write())]) });
    }

    private static Outcome List(Show show, Session session)
    {
        var now = Standing.Of(show.Book.Acts);
        var list = new JsonArray();
        foreach (var version in now.Versions)
        {
            var status = now.AnswerWord(version);
            var notes = now.Notes.Where(n => n.Version == version.Name).ToList();
            session.Say($"{version.Name}  {status}  {version.Tool}  {string.Join(' ', version.Briefs)}");
            foreach (var note in notes) session.Say($"    {new PeopleFiles(show.PeopleFolder).NameOf(note.Person)}{(note.Frames.Length > 0 ? $" on {note.Frames}" : "")}: {note.Words}");
            list.Add(new JsonObject { ["version"] = version.Name, ["shot"] = version.Shot, ["bytes"] = version.Document.Hex, ["status"] = status, ["notes"] = notes.Count });
        }
        if (list.Count == 0) session.Say("There is no version yet: run render.");
        return Outcome.Done(new JsonObject { ["versions"] = list });
    }

    private static Version Find(Standing now, string named) => now.Versions.LastOrDefault(v => v.Name == named) ?? now.Latest(named) ??
        throw new BadInputException("no-version", named, "", "there is no such version or shot", now.Versions.Count == 0 ? "Run render first" : $"Name one of: {string.Join(", ", now.Versions.Select(v => v.Name))}");
}
