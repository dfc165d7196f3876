using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Farm;
using Answerprint.Production.Plates;
using Answerprint.Production.Quality;
using Answerprint.Production.Review;
using Answerprint.Production.Rights;
using Answerprint.Verify.Terminal;
using Version = Answerprint.Production.Review.Version;

namespace Answerprint.Studio.Commands;

/// <summary>`why`: what was decided about a shot and by whom, out of the book, in plain words.</summary>
internal static class WhyCommand
{
    public static Command Create()
    {
        var show = ShowArguments.Show();
        var shot = new Argument<string>("SHOT") { Description = "The shot" };
        var again = new Option<bool>("--replay") { Description = "Judges each decision again, by its own facts and the rules of its day, and then as of today" };
        var command = new Command("why", "Explains from the book what was asked, allowed, refused, made and approved on a shot, and who answers for it. Example: answerprint why myshow tst_0010") { show, shot, again };
        return command.Does((session, parsed) =>
        {
            using var open = session.Apart(() => Show.Look(parsed.GetValue(show)!, session.Clock));
            var now = Standing.Of(open.Book.Acts);
            var name = parsed.GetValue(shot)!;
            if (!now.Shots.TryGetValue(name, out var asked))
                throw new BadInputException("no-shot", name, "", "the cut has no such shot", now.Cut is null ? "Take a cut in first: answerprint ingest SHOW CUT --media DIR" : $"Name one of: {string.Join(", ", now.Shots.Keys)}");
            var people = new PeopleFiles(open.PeopleFolder);
            var plate = asked.Plate is { } index ? now.Plates[index].Body : null;
            session.Say($"{name} shows {Counted.Frames(asked.Cut.ToString())} of {plate?.TextOrNull("name") ?? "nothing that was found"}; the cut calls it {asked.Clip}.");
            var steps = new JsonArray();
            foreach (var act in open.Book.Acts.Where(a => Concerns(a, name, plate?.Text("root"))))
            {
                var words = Words(act);
                if (words.Length == 0) continue;
                var who = $"{people.NameOf(act.By.Person)}, {RoleWords.PlainOf(act.By.Role)}";
                session.Say(string.Create(CultureInfo.InvariantCulture, $"{act.At:yyyy-MM-dd HH:mm} UTC, {who}: {words}"));
                var behind = act.Name == ActNames.GateDecided ? Account.Of(Decision.From(act.Body.Object("decision"))) : [];
                foreach (var line in behind) session.Say($"    {line}");
                steps.Add(new JsonObject { ["act"] = act.Name, ["index"] = act.Index, ["at"] = act.At.ToString("O", CultureInfo.InvariantCulture), ["person"] = act.By.Person, ["role"] = act.By.Role, ["entity"] = act.By.AccountableEntity, ["words"] = words, ["behind"] = JsonReading.Array(behind), ["decision"] = act.Body["decision"]?.DeepClone() });
            }
            var replayed = parsed.GetValue(again) ? Replays.Say(open, a => a.Name == ActNames.GateDecided && a.Body.TextOrNull("shot") == name, session) : Outcome.Done();
            var answerable = Answerable(open.Book.Acts.Where(a => Concerns(a, name, plate?.Text("root"))), people);
            session.Say(answerable.Count > 0 ? $"Answerable: {string.Join("; ", answerable)}." : "Nobody has done anything to this shot yet.");
            return replayed with { Result = new JsonObject { ["shot"] = name, ["steps"] = steps, ["replay"] = replayed.Result?.DeepClone(), ["answerable"] = JsonReading.Array(answerable) } };
        });
    }

    private static bool Concerns(Act act, string shot, string? root) =>
        act.Body.TextOrNull("shot") == shot ||
        (root is not null && act.Name is Declaration.ActName && act.Body.TextOrNull("plate") == root) ||
        (act.Name is Contest.ActName && act.Body.TextOrNull("name") == shot) ||
        (ShowRules.Concerns(act.Name) && act.Body["shot"] is null);

    private static string Words(Act act)
    {
        var b = act.Body;
        switch (act.Name)
        {
            case Brief.ActName:
                return $"asked ({b.Text("found")}) for {b.Text("kind")} of {Counted.Frames(b.Text("frames"))}: {b.Text("reason")} [{b.Text("brief")}]";
            case Declaration.ActName:
                return b.TextOrNull("says") switch
                {
                    "nobody-in-region" => "looked at a part of the plate and attests that nobody is in it",
                    "not-cast" => "looked at a part of the plate and attests that whoever is in it is not cast",
                    "not-face" => "looked at a part of the plate and attests that no face, hair or hand is in it",
                    _ => b["performer"] is null ? "looked at the plate and attests that nobody is in it" : "says that a performer is in the plate, and where",
                };
            case ActNames.GateDecided:
                var decision = Decision.From(b.Object("decision"));
                var of = b.TextOrNull("brief") ?? b.TextOrNull("version") ?? (b.TextOrNull("elsewhere") is { } maker ? $"work made elsewhere ({maker})" : "");
                return $"the gate judged {of} ({b.Text("stage")}). {decision.Words().Trim().Replace("\n", "\n    ", StringComparison.Ordinal)}";
            case ActNames.StepGivenUp:
                return $"{b.Text("tool")} gave it up: {b.Text("problem")}. {b.Text("remedy")}";
            case PreparedStep.ActName:
                return $"prepared the work; recipe {b.Text("recipe")[..12]}…";
            case Commit.ActName:
                return string.Create(CultureInfo.InvariantCulture, $"rendered {Counted.Frames(b.Text("range"))} with {b.Text("tool")}: {b.Int("made")} made, {b.Int("copied")} copied, {b.Number("seconds"):0.0} s");
            case Version.ActName:
                return $"{(b["outside"] is JsonObject outside && outside.Bool("elsewhere") ? $"took in {b.Text("version")}, {b.Text("tool")}" : $"made {b.Text("version")}")} (bytes {b.Text("document")[..12]}…) for {string.Join(' ', b.Texts("briefs"))}; made frames of the plate: {(b.TextOrNull("made") is { Length: > 0 } made ? made : "none")}{(b["shows"] is JsonObject shows ? $"; held: {string.Join(", ", shows.Select(s => $"{s.Key} shows {s.Value}"))}" : "")}";
            case Report.ActName:
                return b.Bool("passed") ? $"the inspector passed {b.Text("version")}: nothing changed outside the work, and people stand as filmed" : $"the inspector did not pass {b.Text("version")}: {string.Join(", ", b.Texts("faults"))}";
            case Note.ActName:
                return $"noted on {b.Text("version")}: {b.Text("words")}";
            case Approval.Yes:
                return $"approved {b.Text("version")} (bytes {b.Text("bytes")[..12]}…) and signed its contact sheet";
            case Approval.No:
                return $"refused {b.Text("version")}: {b.TextOrNull("words")}";
            case ActNames.OutsideStepApproved:
                return $"approved {b.Text("madeBy")} in {b.Text("version")}, of which nobody says what it learnt from";
            case ActNames.HandedOff:
                return $"a hand-off pack was written for {b.Text("brief")}";
            case Contest.ActName:
                return $"objected: {b.TextOrNull("reason")} [{act.Index}]";
            case ShowRules.ChosenName:
                return $"chose the rules that the show is judged by, beside the project's own: {string.Join("; ", b.Objects("packs").Select(p => $"{p.Text("id")} ({p.Text("hash")[..12]}…), {(p.TextOrNull("reviewedOn") is { } on ? $"reviewed on {on}" : "reviewed by nobody")}").DefaultIfEmpty("none"))}";
            case ShowRules.StatedName:
                return $"stated{(b["shot"] is null ? " for the whole show" : "")}: {string.Join(", ", b.Object("facts").Select(f => f.Value is null ? $"{f.Key} no longer" : $"{f.Key} is {(f.Value is JsonArray list ? string.Join(", ", list) : f.Value.ToString())}"))}";
            case ShowRules.FiledName:
                return $"put the paper {b.Text("evidence").Replace('_', ' ')} on file{(b["shot"] is null ? " for the whole show" : "")} ({b.Text("document")[..12]}…)";
            case ShowRules.TakenBackName:
                return $"took the paper {b.Text("evidence").Replace('_', ' ')} back";
            default:
                return "";
        }
    }

    /// <summary>Who allowed, approved or attested, and the entity behind them; the last word of each kind.</summary>
    private static List<string> Answerable(IEnumerable<Act> acts, PeopleFiles people)
    {
        var all = acts.ToList();
        var list = new List<string>();
        Add("for the choice of rules", ShowRules.ChosenName);
        Add("for what was stated", ShowRules.StatedName);
        Add("for the papers on file", ShowRules.FiledName);
        Add("for asking the gate", ActNames.GateDecided);
        Add("for saying who is in the plate", Declaration.ActName);
        Add("for the work", Version.ActName);
        Add("for the approval", Approval.Yes);
        Add("for the refusal", Approval.No);
        return list;

        void Add(string what, string act)
        {
            if (all.LastOrDefault(a => a.Name == act) is { } last)
                list.Add($"{what}: {people.NameOf(last.By.Person)} ({RoleWords.PlainOf(last.By.Role)}), {last.By.AccountableEntity}, at {last.By.Site}");
        }
    }
}
