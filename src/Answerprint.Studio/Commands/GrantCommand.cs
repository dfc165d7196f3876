using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Rights;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>`grant`: leave to use footage or a model, put on file or withdrawn.</summary>
internal static class GrantCommand
{
    private const int MostContract = 64 << 20, LongestWords = 300;

    public static Command Create()
    {
        var show = ShowArguments.Show();
        var subjects = new Argument<string[]>("SUBJECT") { Description = $"What it is for: {Subjects.Kinds}", Arity = ArgumentArity.ZeroOrMore };
        var purposes = new Option<string[]>("--for") { Description = "What it gives leave for, each by name: view, alter, train, deliver, benchmark", AllowMultipleArgumentsPerToken = true };
        var from = new Option<string?>("--from") { Description = "Who gives it: a company, or a person of the show" };
        var title = new Option<string[]>("--title") { Description = "Only for this title; may be given several times", AllowMultipleArgumentsPerToken = true };
        var territory = new Option<string[]>("--territory") { Description = "Only there: countries (US), parts of them (US-CA), EU; held against \"territories\" in show.json", AllowMultipleArgumentsPerToken = true };
        var (since, until) = (new Option<string?>("--since") { Description = "First day, 2027-01-31" }, new Option<string?>("--until") { Description = "Last day, 2027-01-31" });
        var contract = new Option<string?>("--contract") { Description = "The contract; its bytes go into the vault and their SHA-256 into the book" };
        var withdraw = new Option<long?>("--withdraw") { Description = "Withdraws the grant of this number; what rests on it: answerprint rights SHOW --revoke grant:NUMBER" };
        var by = Seat.By();
        var command = new Command("grant", "Puts leave to use footage on file, or withdraws it. Example: answerprint grant myshow beach.mov --for alter,deliver --from \"Northlight Ltd\" --until 2027-12-31 --contract licence.pdf --by \"Ann Lee\"")
        {
            show, subjects, purposes, from, title, territory, since, until, contract, withdraw, by,
        };
        return command.Does((session, parsed) =>
        {
            var named = parsed.GetValue(subjects) ?? [];
            if (parsed.GetValue(withdraw) is { } index)
            {
                if (named.Length > 0 || parsed.GetValue(purposes) is { Length: > 0 }) throw new FormatException("--withdraw takes back one grant by its number, and nothing beside it");
                using var held = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
                new Desk(held, Seat.For(held, parsed.GetValue(by), Leave.ActFor(held, parsed.GetValue(by), index, Grant.WithdrawnName)), [], "", new SessionWatch(session), session.Cancel).WithdrawGrant(index);
                session.Say($"Grant {index} is withdrawn. What rests on it is judged anew: answerprint plan SHOW.");
                return Outcome.Done(new JsonObject { ["withdrawn"] = index });
            }
            if (named.Length == 0) throw new FormatException($"name what the grant is for: {Subjects.Kinds}");
            var terms = UseTerms.Of(Words(parsed.GetValue(purposes), commas: true).Select(Grant.Purpose), Some(Words(parsed.GetValue(title), commas: false)), Some(Words(parsed.GetValue(territory), commas: true)), Leave.Day(parsed.GetValue(since)), Leave.Day(parsed.GetValue(until)));
            if (terms.IsNothing) throw new FormatException(parsed.GetValue(purposes) is { Length: > 0 } ? "this grant would hold on no day: --since lies after --until" : "say what it gives leave for: --for alter,deliver");
            var giver = (parsed.GetValue(from) ?? "").Trim();
            if (giver.Length is 0 or > LongestWords || giver.Any(char.IsControl)) throw new FormatException("say who gives it: --from \"Northlight Ltd\"");
            var paper = parsed.GetValue(contract) is { } file ? PaperFile.Read(file, MostContract, "a contract") : null;
            using var open = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
            var actor = Seat.For(open, parsed.GetValue(by), Grant.ActName);
            var desk = new Desk(open, actor, [], "", new SessionWatch(session), session.Cancel);
            var rights = RightsFacts.From(open.Book.Acts);
            var all = named.SelectMany(n => Subjects.Find(open, desk.Now, rights, n)).Distinct().ToList();
            // a person is a digest in the book, a company stands there by its name
            var person = new PeopleFiles(open.PeopleFolder).Find(giver);
            var acts = desk.Grant(all, terms, person?.Digest ?? giver, paper);
            foreach (var act in acts)
                session.Say($"Grant {act.Index}: {Leave.Some(all)}: {terms}; from {giver}{(paper is null ? "; no contract on file" : "")}.{(Leave.Waits(open, act.Index) ? $" It lets somebody train, and counts once a second person stands behind it: answerprint second {open.Folder} {act.Index}" : "")}");
            if (terms.Territories is not null && ShowTerms.Read(open.File.Title, open.File.Rest).Territories.Count == 0) session.Warn("note: show.json does not say where this title is shown (\"territories\": [\"US\"]); until it does, leave for some territories reaches nothing");
            return Outcome.Done(new JsonObject
            {
                ["grants"] = new JsonArray([.. acts.Select(a => (JsonNode)a.Index)]), ["subjects"] = new JsonArray([.. all.Select(s => (JsonNode)s.ToJson())]), ["terms"] = terms.ToString(), ["from"] = person?.Digest ?? giver,
                ["contract"] = acts[0].Body["document"]!.DeepClone(), ["waits"] = acts.Any(a => Leave.Waits(open, a.Index)),
            });
        });
    }

    private static List<string> Words(string[]? given, bool commas) => [.. (given ?? []).SelectMany(g => commas ? g.Split(',') : [g]).Select(w => w.Trim()).Where(w => w.Length > 0)];

    private static List<string>? Some(List<string> words) => words.Count == 0 ? null : words.TrueForAll(w => w.Length <= LongestWords && !w.Any(char.IsControl)) && words.Count <= 400 ? words : throw new FormatException($"a title or territory is one line of at most {LongestWords} letters");
}
