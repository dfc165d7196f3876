using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Rights;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>`consent`: a performer's leave for named classes of change, put on file with its text, or withdrawn. Nobody can consent to a performance that they did not give.</summary>
internal static class ConsentCommand
{
    private const int MostText = 64 << 20, LongestWords = 300;

    /// <summary>What people may call what can not be consented to.</summary>
    private static readonly string[] Never = ["x", "performance", "likeness", "replica", "voice", "face", "mouth", "eyes", "timing", "lipsync", "dubbing", "age", "body", "synthetic", "newperformance", "double"];

    public static Command Create()
    {
        var show = ShowArguments.Show();
        var name = new Argument<string?>("PERSON") { Description = "The performer (added to the show's people where unknown)", Arity = ArgumentArity.ZeroOrOne };
        var classes = new Option<string[]>("--class") { Description = "Classes of change that the text names: P1 P2 P3 P4 P5", AllowMultipleArgumentsPerToken = true };
        var settings = new Option<string[]>("--setting") { Description = "New settings that it names: brand, political, sexual, violent, medical, undescribed", AllowMultipleArgumentsPerToken = true };
        var shots = new Option<string?>("--shots") { Description = "Shots that it names, with commas; default * for the whole show" };
        var text = new Option<string?>("--text") { Description = "The text as it was signed; its bytes go into the vault and their SHA-256 into the book" };
        var separate = new Option<bool>("--separate") { Description = "It is signed by itself, not within another contract" };
        var describes = new Option<bool>("--describes") { Description = "It describes what will be done" };
        var (since, until) = (new Option<string?>("--since") { Description = "First day, 2027-01-31" }, new Option<string?>("--until") { Description = "Last day, 2027-01-31" });
        var counsel = new Option<string?>("--counsel") { Description = "The lawyer who stood by the performer" };
        var union = new Option<string?>("--union") { Description = "The union's record of these terms, as the union calls it" };
        var project = new Option<string?>("--project") { Description = "The title that the text names" };
        var estate = new Option<string?>("--estate") { Description = "Who speaks for a performer who has died" };
        var withdraw = new Option<long?>("--withdraw") { Description = "Withdraws the consent of this number; what rests on it: answerprint rights SHOW --revoke consent:NUMBER" };
        var by = Seat.By();
        var command = new Command("consent", "Puts a performer's consent on file, or withdraws it. Example: answerprint consent myshow \"Cy Dee\" --class P5 --text signed.pdf --separate --describes --by \"Ann Lee\"")
        {
            show, name, classes, settings, shots, text, separate, describes, since, until, counsel, union, project, estate, withdraw, by,
        };
        return command.Does((session, parsed) =>
        {
            if (parsed.GetValue(withdraw) is { } index)
            {
                if (parsed.GetValue(text) is not null || parsed.GetValue(classes) is { Length: > 0 }) throw new FormatException("--withdraw takes back one consent by its number, and nothing beside it");
                using var held = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
                new Desk(held, Seat.For(held, parsed.GetValue(by), Leave.ActFor(held, parsed.GetValue(by), index, Consent.WithdrawnName)), [], "", new SessionWatch(session), session.Cancel).WithdrawConsent(index);
                session.Say($"Consent {index} is withdrawn. What rests on it is judged anew: answerprint plan SHOW.");
                return Outcome.Done(new JsonObject { ["withdrawn"] = index });
            }
            var who = parsed.GetValue(name) ?? throw new FormatException("name the performer who consents");
            var words = Words(parsed.GetValue(classes));
            if (words.Find(IsNever) is { } never) return CanNot(never, who);
            var named = words.ConvertAll(ClassOf);
            var places = Words(parsed.GetValue(settings)).ConvertAll(SettingOf);
            if (named.Count + places.Count == 0) throw new FormatException("say what is consented to: --class P5, or --setting brand");
            var (first, last) = (Leave.Day(parsed.GetValue(since)), Leave.Day(parsed.GetValue(until)));
            if (first > last) throw new FormatException("this consent would hold on no day: --since lies after --until");
            var paper = PaperFile.Read(parsed.GetValue(text) ?? throw new FormatException("a consent has its --text as it was signed"), MostText, "the text of a consent");
            using var open = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
            var actor = Seat.For(open, parsed.GetValue(by), Consent.ActName);
            var desk = new Desk(open, actor, [], "", new SessionWatch(session), session.Cancel);
            IReadOnlyList<string> meant = parsed.GetValue(shots) is { } list && list.Trim() != "*" ? [.. Words([list])] : ["*"];
            if (meant.FirstOrDefault(s => s != "*" && !desk.Now.Shots.ContainsKey(s)) is { } unknown) throw new BadInputException("no-shot", unknown, "", "the cut has no such shot", "Name shots of the cut, or * for the whole show");
            if (meant.Count == 0) throw new FormatException("--shots names shots with commas, or *");
            var performer = Known(open, who, [Role.Performer], actor);
            var consent = new Consent(performer.Digest, named, places, meant, last, "", parsed.GetValue(separate), parsed.GetValue(describes), actor.Person, session.Clock.GetUtcNow(), -1)
            {
                Since = first, Union = Line(parsed.GetValue(union)), Project = Line(parsed.GetValue(project)),
                Counsel = Line(parsed.GetValue(counsel)) is { Length: > 0 } lawyer ? Known(open, lawyer, [], actor).Digest : "", Estate = Line(parsed.GetValue(estate)) is { Length: > 0 } speaker ? Known(open, speaker, [], actor).Digest : "",
            };
            var act = desk.Consent(consent, paper);
            var waits = Leave.Waits(open, act.Index);
            session.Say($"Consent {act.Index}: {performer.Name} agrees to {string.Join(", ", named.Select(c => c.ToString()).Concat(places.Select(s => $"a {s.ToString().ToLowerInvariant()} setting")))} in {(meant.Contains("*") ? "the whole show" : string.Join(", ", meant))}.");
            if (waits) session.Say($"It counts once a second person stands behind it: answerprint second {open.Folder} {act.Index}");
            if (!consent.SeparatelySigned || !consent.Describes) session.Say($"It is {(consent.SeparatelySigned ? "" : "not signed by itself (--separate)")}{(!consent.SeparatelySigned && !consent.Describes ? " and it does " : consent.Describes ? "" : "on file that it does ")}{(consent.Describes ? "" : "not describe what will be done (--describes)")}: rules of a union or a state may not take it.");
            return Outcome.Done(new JsonObject { ["consent"] = act.Index, ["performer"] = performer.Digest, ["text"] = act.Body["document"]!.DeepClone(), ["waits"] = waits });
        });
    }

    /// <summary>Somebody of the show's people; added where they are not.</summary>
    private static Person Known(Show show, string name, IReadOnlyList<Role> roles, Actor actor) => new PeopleFiles(show.PeopleFolder).Find(name) ?? Seat.Add(show, name, roles, "", "", "", "", _ => actor);

    private static bool IsNever(string word) => Never.Contains(word.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant(), StringComparer.Ordinal);

    private static Outcome CanNot(string what, string who) => Outcome.Failed(ExitCode.Refused, new JsonObject { ["class"] = what, ["waysOut"] = new JsonArray("RePull", "Hold", "AlternateTake", "PickUp", "HandOff") }, new Fault(
        "never", who, $"class {what}", "nobody can consent to that: a performance that was not given is not made or altered here, whoever agrees to it",
        "Use another take, hold or re-pull real frames, film a pick-up with the performer, or hand it to artists, who are refused by the same rule on the way back"));

    private static PerformerClass ClassOf(string word) =>
        Enum.TryParse<PerformerClass>(word, ignoreCase: true, out var kind) && kind is >= PerformerClass.P1 and <= PerformerClass.P5 && !char.IsAsciiDigit(word[0]) ? kind : throw new FormatException($"'{word}' is no class that a performer consents to: they are P1 to P5");

    private static NewSetting SettingOf(string word) =>
        Enum.TryParse<NewSetting>(word, ignoreCase: true, out var setting) && setting >= NewSetting.Brand && Enum.IsDefined(setting) && !char.IsAsciiDigit(word[0]) ? setting : throw new FormatException($"'{word}' is no setting that needs consent: they are brand, political, sexual, violent, medical, undescribed");

    private static List<string> Words(string[]? given) => [.. (given ?? []).SelectMany(g => g.Split(',')).Select(w => w.Trim()).Where(w => w.Length > 0)];

    private static string Line(string? text) => text is null ? "" : text.Trim() is { Length: <= LongestWords } line && !line.Any(char.IsControl) ? line : throw new FormatException($"a name or record is one line of at most {LongestWords} letters");
}
