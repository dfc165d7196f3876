using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Rights;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>`contest`: an objection, or the answer to one. What is contested is not delivered until a named person answers.</summary>
internal static class ContestCommand
{
    private const int LongestWords = 4000;

    public static Command Create()
    {
        var show = ShowArguments.Show();
        var shot = new Option<string?>("--shot") { Description = "The shot that you object to" };
        var person = new Option<string?>("--person") { Description = "The performer whose pictures you object to the use of" };
        var model = new Option<string?>("--model") { Description = "The model that you object to" };
        var reason = new Option<string?>("--reason") { Description = "Why" };
        var answer = new Option<long?>("--answer") { Description = "Number of the objection that you answer" };
        var words = new Option<string?>("--words") { Description = "The answer" };
        var by = Seat.By();
        var command = new Command("contest", "Objects to a shot, a person's use or a model, or answers an objection; both stand in the package. Example: answerprint contest myshow --shot tst_0010 --reason \"not what I agreed to\" --by \"Cy Dee\"")
        {
            show, shot, person, model, reason, answer, words, by,
        };
        return command.Does((session, parsed) =>
        {
            if (parsed.GetValue(answer) is null && parsed.GetValue(shot) is null && parsed.GetValue(person) is null && parsed.GetValue(model) is null && parsed.GetValue(reason) is null && parsed.GetValue(words) is null)
            {
                using var look = session.Apart(() => Show.Look(parsed.GetValue(show)!, session.Clock));
                return List(look, session);
            }
            using var open = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
            var actor = Seat.Of(open, parsed.GetValue(by));
            if (parsed.GetValue(answer) is { } index)
            {
                var rights = RightsFacts.From(open.Book.Acts);
                var contest = rights.Contests.FirstOrDefault(c => c.Index == index) ?? throw new BadInputException("no-contest", $"{index}", "", "there is no objection of that number", $"Open ones: {string.Join(", ", rights.Contests.Where(c => c.IsOpen).Select(c => c.Index))}");
                if (contest.By == actor.Person) throw new BadInputException("own-contest", $"{index}", "", "nobody answers their own objection", "Let another named person answer");
                open.Book.Append(ContestAnswer.ActName, actor, new ContestAnswer(index, Line(parsed.GetValue(words)) ?? throw new FormatException("an answer has --words"), actor.Person, open.Clock.GetUtcNow()).ToJson());
                session.Say($"Objection {index} is answered. Both stand in the next package.");
                return Outcome.Done(new JsonObject { ["answered"] = index });
            }
            var (subject, name) = (parsed.GetValue(shot), parsed.GetValue(person), parsed.GetValue(model)) switch
            {
                ({ } s, null, null) => (ContestSubject.Shot, s),
                (null, { } p, null) => (ContestSubject.Person, new PeopleFiles(open.PeopleFolder).Get(p).Digest),
                (null, null, { } m) => (ContestSubject.Model, m),
                _ => throw new FormatException("name one of --shot, --person and --model"),
            };
            if (subject == ContestSubject.Shot && !Standing.Of(open.Book.Acts).Shots.ContainsKey(name))
                throw new BadInputException("no-shot", name, "", "the cut has no such shot", "Name a shot of the cut");
            var act = open.Book.Append(Contest.ActName, actor, new Contest(subject, name, Line(parsed.GetValue(reason)) ?? throw new FormatException("an objection has a --reason"), actor.Person, open.Clock.GetUtcNow(), -1).ToJson());
            if (subject == ContestSubject.Person && !RightsFacts.From(open.Book.Acts).Declarations.Any(d => d.Performer == name)) session.Warn("note: nobody has said that this person is in a plate, so no shot is found by them yet; object to the shot as well: --shot NAME");
            session.Say($"Objection {act.Index} is in the book. Until a named person answers it, what it is about is not delivered.");
            return Outcome.Done(new JsonObject { ["contest"] = act.Index });
        });
    }
    /// <summary>Words that somebody wrote, or nothing.</summary>
    private static string? Line(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Length <= LongestWords ? text : throw new FormatException($"an objection or answer has at most {LongestWords} letters");

    private static Outcome List(Show show, Session session)
    {
        var people = new PeopleFiles(show.PeopleFolder);
        var list = new JsonArray();
        foreach (var c in RightsFacts.From(show.Book.Acts).Contests)
        {
            var about = c.Subject == ContestSubject.Person ? people.NameOf(c.Name) : c.Name;
            session.Say(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{c.Index}  {c.Subject.ToString().ToLowerInvariant()} {about}: {people.NameOf(c.By)} ({RoleWords.PlainOf(c.Role)}) objected on {c.At:yyyy-MM-dd}: {c.Reason}"));
            session.Say(c.Answer is { } a ? $"    answered by {people.NameOf(a.By)} ({RoleWords.PlainOf(a.Role)}): {a.Answer}" : "    open: what it is about is not handed back until somebody else answers");
            list.Add(new JsonObject { ["index"] = c.Index, ["subject"] = c.Subject.ToString().ToLowerInvariant(), ["name"] = c.Name, ["reason"] = c.Reason, ["by"] = c.By, ["role"] = c.Role, ["open"] = c.IsOpen, ["answer"] = c.Answer?.Answer, ["answeredBy"] = c.Answer?.By });
        }
        if (list.Count == 0) session.Say("Nobody objects to anything.");
        return Outcome.Done(new JsonObject { ["contests"] = list });
    }
}
