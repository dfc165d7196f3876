using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production;
using Answerprint.Production.Acts;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>The part of `rules` that touches a show: its packs, what people state, the papers on file, past decisions judged again.</summary>
internal static class ShowRulesCommand
{
    public static Command Use()
    {
        var (show, by) = (ShowArguments.Show(), Seat.By());
        var packs = new Argument<string[]>("PACK") { Description = "Pack files, folders with packs, or names of samples; they take the place of those before", Arity = ArgumentArity.ZeroOrMore };
        var none = new Option<bool>("--none") { Description = "No pack: the project's own rules alone" };
        var command = new Command("use", "Chooses the packs that a show is judged by, beside the project's own rules. Example: answerprint rules use myshow netflix counsel/dga.json --by \"Ann Lee\"") { show, packs, none, by };
        return command.Does((session, parsed) =>
        {
            var words = parsed.GetValue(packs) ?? [];
            if (words.Length == 0 != parsed.GetValue(none)) throw new FormatException("name packs, or say --none");
            var documents = words.SelectMany(SamplePacks.Find).ToList();
            if (documents.Select(d => RulePack.Read(d.Bytes, d.Name)).FirstOrDefault(p => p.Id == ProjectPack.Id && p.Hash != ProjectPack.Pack.Hash) is { } like)
                return Refused("project-rules", like.Id, "no pack may be called as the project's own rules, which stand whatever is chosen", "Give the pack an id of its own");
            using var open = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
            if (Sit(open, by, parsed, session, out var desk) is { } no) return no;
            var chosen = desk.UseRules(documents);
            foreach (var pack in chosen)
            {
                session.Say($"{pack.Id}: {Counted.Of(pack.Count, "rule")}, {pack.Title}.{(pack.Review is { } review ? $" Reviewed by {review.By} on {RulesCommand.Day(review.On)}." : "")}");
                if (pack.Banner is { } banner) session.Say($"  {banner}");
                if (pack.Lines.Any(r => r.Id.StartsWith(ProjectPack.RulePrefix, StringComparison.Ordinal))) session.Say($"  It has rules that are called as the project's own. They stand beside those and change none of them.");
            }
            session.Say($"The show is judged by {(chosen.Count == 0 ? "the project's own rules alone" : $"{Counted.Of(chosen.Count, "pack")} and the project's own rules")}. Whatever was judged before is judged anew.");
            return Outcome.Done(new JsonObject { ["packs"] = Packs(chosen.Select(p => (p.Id, p.Hash, p.Review is not null))) });
        });
    }

    public static Command State()
    {
        var (show, by, shot) = (ShowArguments.Show(), Seat.By(), Shot());
        var facts = new Argument<string[]>("NAME=VALUE") { Description = "Facts that only people know; a list has commas; NAME= takes one back", Arity = ArgumentArity.OneOrMore };
        var command = new Command("state", "States facts under your name. Example: answerprint rules state myshow production.client=netflix production.signatory=SAG-AFTRA,DGA --by \"Ann Lee\"") { show, facts, shot, by };
        return command.Does((session, parsed) =>
        {
            var stated = new Dictionary<string, Fact?>(StringComparer.Ordinal);
            foreach (var word in parsed.GetValue(facts)!)
            {
                var at = word.IndexOf('=', StringComparison.Ordinal);
                if (at <= 0) throw new FormatException($"'{word}' is no fact; write name=value");
                var name = word[..at];
                if (!KnownFacts.IsName(name)) throw new FormatException($"'{name}' is no name of a fact; write small letters, digits, _ and dots");
                if (!KnownFacts.CanBeStated(name))
                    return KnownFacts.Find(name) is { } given
                        ? Refused("not-yours-to-state", name, $"nobody can state this: {(given.By == FactGiver.Book ? "acts in the book give it" : "the work itself gives it")} (\"{given.Meaning}\")", Giving(name))
                        : Refused("not-yours-to-state", name, "nobody can state this: its first word is kept for what the work and the book say", Near(name) ?? "See: answerprint rules facts");
                if (!stated.TryAdd(name, at == word.Length - 1 ? null : KnownFacts.Parse(name, word[(at + 1)..]))) throw new FormatException($"'{name}' is stated twice");
            }
            using var open = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
            if (Sit(open, by, parsed, session, out var desk) is { } no) return no;
            desk.StateFacts(stated, ShotOf(desk, parsed.GetValue(shot)));
            foreach (var (name, value) in stated.OrderBy(f => f.Key, StringComparer.Ordinal))
            {
                session.Say(value is null ? $"{name} is not said any more." : $"{name} is {value}{(parsed.GetValue(shot) is { } of ? $" for {of}" : "")}.");
                if (KnownFacts.Find(name) is null) session.Say($"  No rule of ours asks for {name}.{(Near(name) is { } near ? $" {near}" : "")}");
            }
            return Outcome.Done(new JsonObject { ["stated"] = new JsonObject(stated.Select(f => KeyValuePair.Create(f.Key, f.Value?.ToJson()))), ["shot"] = parsed.GetValue(shot) });
        });
    }

    public static Command File()
    {
        var (show, by, shot) = (ShowArguments.Show(), Seat.By(), Shot());
        var evidence = new Argument<string>("EVIDENCE") { Description = "The name by which rules ask for it: netflix_approval" };
        var document = new Option<string?>("--document") { Description = "The paper; it goes into the show's vault" };
        var back = new Option<bool>("--take-back") { Description = "The paper of this name no longer counts" };
        var command = new Command("file", "Files a paper under your name: rules that ask for it are discharged. Example: answerprint rules file myshow netflix_approval --document letter.pdf --by \"Ann Lee\"") { show, evidence, document, shot, back, by };
        return command.Does((session, parsed) =>
        {
            var name = parsed.GetValue(evidence)!;
            if (!KnownFacts.IsEvidence(name)) throw new FormatException($"'{name}' is no name of a paper; write small letters, digits and _");
            if (!KnownFacts.CanBeFiled(name)) return Refused("not-a-paper", name, "a rule of the project's own asks for this, and what discharges those is done and signed, not filed", Giving(name));
            if (parsed.GetValue(back) == parsed.GetValue(document) is not null) throw new FormatException("name the paper with --document, or say --take-back");
            var bytes = parsed.GetValue(document) is { } path ? PaperFile.Read(path, PaperFile.MostEvidence, "the paper") : null;
            using var open = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
            if (Sit(open, by, parsed, session, out var desk) is { } no) return no;
            desk.FileEvidence(name, bytes, ShotOf(desk, parsed.GetValue(shot)));
            var of = parsed.GetValue(shot) is { } one ? $" for {one}" : "";
            session.Say(bytes is null ? $"{name} is no longer on file{of}." : $"{name} is on file{of} ({Digest.Of(bytes).Hex[..12]}…).");
            return Outcome.Done(new JsonObject { ["evidence"] = name, ["document"] = bytes is null ? null : Digest.Of(bytes).Hex, ["shot"] = parsed.GetValue(shot) });
        });
    }

    public static Command Again()
    {
        var show = ShowArguments.Show();
        var command = new Command("replay", "Judges every past decision again, by its own facts and the rules of its day, and then as of today. Example: answerprint rules replay myshow") { show };
        return command.Does((session, parsed) =>
        {
            using var open = session.Apart(() => Show.Look(parsed.GetValue(show)!, session.Clock));
            return Replays.Say(open, a => a.Name == ActNames.GateDecided, session);
        });
    }

    /// <summary>What a show is judged by.</summary>
    public static Outcome Of(string folder, Session session)
    {
        if (!Show.IsShow(folder) && UnknownCommand.Nearest(folder, ["test", "show", "check", "copy", "facts", "use", "state", "file", "replay"]) is { } near && !Directory.Exists(folder))
            throw new FormatException($"'{folder}' is no show; did you mean: answerprint rules {near}");
        using var open = session.Apart(() => Show.Look(folder, session.Clock));
        var people = new PeopleFiles(open.PeopleFolder);
        var rules = ShowRules.From(open.Book.Acts);
        var packs = rules.Open(open.Vault);
        session.Say($"The project's own rules: {Counted.Of(ProjectPack.Pack.Count, "rule")}; nothing lifts them.");
        foreach (var pack in packs) session.Say($"{pack.Id}: {Counted.Of(pack.Count, "rule")}, {(pack.Review is { } review ? $"reviewed by {review.By} on {RulesCommand.Day(review.On)}" : "reviewed by nobody")}. {pack.Title}");
        if (packs.Count == 0) session.Say("No pack is chosen: answerprint rules use SHOW PACK… --by PERSON");
        foreach (var fact in rules.Stated) session.Say(string.Create(CultureInfo.InvariantCulture, $"{fact.Name} is {fact.Value}{For(fact.Shot)}, says {people.NameOf(fact.By.Person)} ({RoleWords.PlainOf(fact.By.Role)}), {fact.At:yyyy-MM-dd}."));
        var lost = rules.Filed.Where(f => !open.Vault.Intact(f.Document)).ToList();
        foreach (var paper in rules.Filed) session.Say(string.Create(CultureInfo.InvariantCulture, $"{paper.Name} is on file{For(paper.Shot)} ({paper.Document.Hex[..12]}…), filed by {people.NameOf(paper.By.Person)} ({RoleWords.PlainOf(paper.By.Role)}), {paper.At:yyyy-MM-dd}.{(lost.Contains(paper) ? " The paper is gone from the vault, or is another: it does not count." : "")}"));
        var asked = packs.SelectMany(p => p.FactsAsked).Where(n => KnownFacts.CanBeStated(n) && !rules.Stated.Any(s => s.Name == n)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (asked.Count > 0) session.Say($"Nobody has said yet, and these packs ask: {string.Join(", ", asked)}.");
        var result = new JsonObject
        {
            ["packs"] = Packs(packs.Select(p => (p.Id, p.Hash, p.Review is not null)).Prepend((ProjectPack.Id, ProjectPack.Pack.Hash, true))),
            ["stated"] = new JsonArray([.. rules.Stated.Select(s => (JsonNode)new JsonObject { ["name"] = s.Name, ["value"] = s.Value.ToJson(), ["shot"] = s.Shot, ["person"] = s.By.Person, ["role"] = s.By.Role, ["entity"] = s.By.AccountableEntity, ["index"] = s.Index })]),
            ["filed"] = new JsonArray([.. rules.Filed.Select(f => (JsonNode)new JsonObject { ["evidence"] = f.Name, ["document"] = f.Document.Hex, ["shot"] = f.Shot, ["there"] = !lost.Contains(f), ["person"] = f.By.Person, ["role"] = f.By.Role, ["entity"] = f.By.AccountableEntity, ["index"] = f.Index })]),
            ["unsaid"] = JsonReading.Array(asked),
        };
        return lost.Count == 0 ? Outcome.Done(result) : Outcome.Failed(ExitCode.CheckFailed, result, [.. lost.Select(f => new Fault("paper-lost", f.Name, f.Document.Hex, "the paper is gone from the vault, or is another: it does not count", "Put it back from a copy, or file it again"))]);
    }

    private static string For(string? shot) => shot is null ? "" : $" for {shot}";

    private static Option<string?> Shot() => new("--shot") { Description = "For this shot only; default the whole show" };

    /// <returns>The refusal, where this person has no role in which they may decide about rules.</returns>
    private static Outcome? Sit(Show open, Option<string?> by, ParseResult parsed, Session session, out Desk desk)
    {
        var person = Seat.Person(open, parsed.GetValue(by));
        var role = ShowRules.DecidingRole(person);
        desk = new(open, Seat.Of(open, parsed.GetValue(by), role), [], "", new SessionWatch(session), session.Cancel);
        return role is not null ? null : Refused("role", person.Name, $"{person.Name} has no role in which rules are chosen, facts stated and papers filed", $"Ask one of: {ShowRules.DecidingRoles}");
    }

    private static string? ShotOf(Desk desk, string? shot) => shot is null || desk.Now.Names.Contains(shot, StringComparer.Ordinal)
        ? shot
        : throw new BadInputException("no-shot", shot, "", "no cut has such a shot", desk.Now.Shots.Count == 0 ? "Take a cut in first: answerprint ingest SHOW CUT --media DIR" : $"Name one of: {string.Join(", ", desk.Now.Shots.Keys)}");

    private static Outcome Refused(string code, string what, string problem, string remedy) => Outcome.Failed(ExitCode.Refused, null, new Fault(code, what, "", problem, remedy));

    private static string? Near(string name) => UnknownCommand.Nearest(name, KnownFacts.All.Select(f => f.Name)) is { } near ? $"Did you mean: {near}" : null;

    /// <summary>By what act a fact, or a paper of a rule of the project's, comes about.</summary>
    private static string Giving(string name) => name.Split('.', '_')[0] switch
    {
        "consent" or "performer" or "setting" or "before" => "Record the consent: answerprint consent",
        "grant" or "training" => "Record the grant, or the receipt of the model",
        "approval" or "human" or "contact" => "Approve the version: answerprint review SHOW SHOT --approve --by PERSON",
        "contest" => "Answer the objection: answerprint contest SHOW --answer N --by PERSON",
        "proof" or "performance" or "mask" => "Run render, which inspects what it made",
        "attest" or "crew" => "Let a named person attest to it on the contact sheet",
        _ => "It is read from the work and the book: answerprint declare, review, consent, grant, contest",
    };

    private static JsonArray Packs(IEnumerable<(string Id, string Hash, bool Reviewed)> packs) => [.. packs.Select(p => (JsonNode)new JsonObject { ["id"] = p.Id, ["hash"] = p.Hash, ["reviewed"] = p.Reviewed })];
}
