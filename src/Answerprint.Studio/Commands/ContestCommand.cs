using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Rights;
using Answerprint.Studio.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>`contest`: an objection, or the answer to one. What is contested is not delivered until a named person answers.</summary>
internal static class ContestCommand
{
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
            using var open = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
            var actor = Seat.Of(open, parsed.GetValue(by));
            if (parsed.GetValue(answer) is { } index)
            {
                var rights = RightsFacts.From(open.Book.Acts);
                var contest = rights.Contests.FirstOrDefault(c => c.Index == index) ?? throw new BadInputException("no-contest", $"{index}", "", "there is no objection of that number", $"Open ones: {string.Join(", ", rights.Contests.Where(c => c.IsOpen).Select(c => c.Index))}");
                if (contest.By == actor.Person) throw new BadInputException("own-contest", $"{index}", "", "nobody answers their own objection", "Let another named person answer");
                open.Book.Append(ContestAnswer.ActName, actor, new ContestAnswer(index, parsed.GetValue(words) ?? throw new FormatException("an answer has --words"), actor.Person, open.Clock.GetUtcNow()).ToJson());
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
            var act = open.Book.Append(Contest.ActName, actor, new Contest(subject, name, parsed.GetValue(reason) ?? throw new FormatException("an objection has a --reason"), actor.Person, open.Clock.GetUtcNow(), -1).ToJson());
            session.Say($"Objection {act.Index} is in the book. Until a named person answers it, what it is about is not delivered.");
            return Outcome.Done(new JsonObject { ["contest"] = act.Index });
        });
    }
}
