using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>`rules`: rule packs as data. Those that touch a show are in <see cref="ShowRulesCommand"/>.</summary>
internal static class RulesCommand
{
    private const int MostScenarios = 4 << 20;

    public static Command Create()
    {
        var show = new Argument<string?>("SHOW") { Description = "The show's folder: its packs, stated facts and papers on file", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("rules", "Rule packs: read, check and test them, choose them for a show, state facts, file papers, judge past decisions again. Example: answerprint rules test netflix my-scenarios.json")
        {
            show, Test(), Table(), Check(), Copy(), Dictionary(), ShowRulesCommand.Use(), ShowRulesCommand.State(), ShowRulesCommand.File(), ShowRulesCommand.Again(),
        };
        return command.Does((session, parsed) => parsed.GetValue(show) is { } folder ? ShowRulesCommand.Of(folder, session) : Samples(session));
    }

    private static Command Test()
    {
        var pack = new Argument<string>("PACK") { Description = "A pack file, a folder with packs, or the name of a sample" };
        var scenarios = new Argument<string>("SCENARIOS") { Description = "The situations (.json), or the name of a sample for those beside it" };
        var day = new Option<string?>("--day") { Description = "Judge by the rules of this day: 2026-11-22; default today" };
        var command = new Command("test", "Tries packs on situations, together with the project's own rules. Example: answerprint rules test mypack.json mypack.scenarios.json --day 2026-11-22") { pack, scenarios, day };
        return command.Does((session, parsed) =>
        {
            var on = DayOf(parsed.GetValue(day), session);
            var packs = SamplePacks.Find(parsed.GetValue(pack)!).Select(p => RulePack.Read(p.Bytes, p.Name)).ToList();
            var file = parsed.GetValue(scenarios)!;
            var bytes = !File.Exists(file) && SamplePacks.Has(file) ? SamplePacks.Scenarios(file) : PaperFile.Read(file, MostScenarios, "a list of scenarios");
            var outcomes = session.Apart(() => Scenarios.Run(bytes, packs, on, Path.GetFileName(file)));
            if (outcomes.Count == 0) throw new BadInputException("no-scenarios", file, "", "there is no situation in it, so nothing would be tried", "Write [{\"name\", \"facts\", \"expect\", \"rules\", \"not\"}, …]");
            var list = new JsonArray();
            foreach (var one in outcomes)
            {
                session.Say($"{(one.Passed ? "as expected" : "OTHERWISE  ")}  {one.Name}: {one.Strongest.Word()}{(one.Hit.Count > 0 ? $" ({string.Join(", ", one.Hit)})" : "")}");
                list.Add(new JsonObject { ["name"] = one.Name, ["passed"] = one.Passed, ["day"] = Day(one.Day), ["strongest"] = one.Strongest.Word(), ["hit"] = JsonReading.Array(one.Hit), ["faults"] = JsonReading.Array(one.Faults) });
            }
            var failed = outcomes.Where(o => !o.Passed).ToList();
            session.Say($"{Counted.Of(outcomes.Count, "situation")}, {outcomes.Count - failed.Count} as expected, under {string.Join(", ", packs.Select(p => p.Id))} and the project's own rules of {Day(on)}.");
            var result = new JsonObject { ["day"] = Day(on), ["packs"] = new JsonArray([.. packs.Select(p => (JsonNode)new JsonObject { ["id"] = p.Id, ["hash"] = p.Hash, ["reviewed"] = p.Review is not null })]), ["scenarios"] = list, ["failed"] = failed.Count };
            return failed.Count == 0
                ? Outcome.Done(result)
                : Outcome.Failed(ExitCode.CheckFailed, result, [.. failed.SelectMany(o => o.Faults.Select(f => new Fault("scenario", Path.GetFileName(file), o.Name, f, "Mend the rule, or what the scenario expects")))]);
        });
    }

    private static Command Table()
    {
        var pack = new Argument<string>("PACK") { Description = "A pack file, a folder with packs, the name of a sample, or project" };
        var command = new Command("show", "A pack as a table: what each rule says, whose it is, since when, how well its source was read, what it does, what discharges it. Example: answerprint rules show netflix") { pack };
        return command.Does((session, parsed) =>
        {
            var word = parsed.GetValue(pack)!;
            var list = new JsonArray();
            foreach (var read in word == ProjectPack.Id && !Path.Exists(word) ? [ProjectPack.Pack] : SamplePacks.Find(word).Select(p => RulePack.Read(p.Bytes, p.Name)).ToList()) list.Add(PackTable.Say(read, session));
            return Outcome.Done(new JsonObject { ["packs"] = list });
        });
    }

    private static Command Check()
    {
        var pack = new Argument<string>("PACK") { Description = "A pack file, a folder with packs, or the name of a sample" };
        var command = new Command("check", "Looks for faults of form, and for what is probably not meant: facts that nobody gives, values that never occur. Example: answerprint rules check mypack.json") { pack };
        return command.Does((session, parsed) =>
        {
            var faults = new List<Fault>();
            var list = new JsonArray();
            foreach (var (name, bytes) in SamplePacks.Find(parsed.GetValue(pack)!))
            {
                var read = RulePack.Read(bytes, name);
                var remarks = PackCheck.Of(read, bytes);
                foreach (var remark in remarks)
                {
                    var near = remark.Word.Length > 0 ? UnknownCommand.Nearest(remark.Word, remark.Among) : null;
                    faults.Add(new("rule-remark", name, remark.Rule, remark.Problem, near is null ? "See: answerprint rules facts" : $"Did you mean: {near}"));
                }
                list.Add(new JsonObject { ["id"] = read.Id, ["hash"] = read.Hash, ["rules"] = read.Count, ["remarks"] = remarks.Count });
                session.Say($"{name}: {Counted.Of(read.Count, "rule")}, {(remarks.Count == 0 ? "nothing to remark" : Counted.Of(remarks.Count, "remark"))}{(read.Banner is { } banner ? $". {banner}" : "")}");
            }
            var result = new JsonObject { ["packs"] = list };
            return faults.Count == 0 ? Outcome.Done(result) : Outcome.Failed(ExitCode.CheckFailed, result, [.. faults]);
        });
    }

    private static Command Copy()
    {
        var pack = new Argument<string>("SAMPLE") { Description = "The name of a sample" };
        var to = new Option<string>("--to") { Description = "The folder for the pack and its scenarios", Required = true };
        var command = new Command("copy", "Writes a sample and its situations into a folder, to be edited. Example: answerprint rules copy dga --to counsel") { pack, to };
        return command.Does((session, parsed) =>
        {
            var name = parsed.GetValue(pack)!;
            if (!SamplePacks.Has(name)) throw new BadInputException("no-pack", name, "", "there is no sample of this name", $"Name one of: {string.Join(", ", SamplePacks.Names)}");
            var files = new[] { (Path.Combine(parsed.GetValue(to)!, $"{name}.json"), SamplePacks.Bytes(name)), (Path.Combine(parsed.GetValue(to)!, $"{name}.scenarios.json"), SamplePacks.Scenarios(name)) };
            if (files.FirstOrDefault(f => Path.Exists(f.Item1)) is { Item1: { } there }) throw new BadInputException("not-empty", there, "", "something is there already", "Name another folder");
            foreach (var (path, bytes) in files) WholeFile.Write(path, bytes);
            session.Say($"{files[0].Item1} and {files[1].Item1} are yours to edit. Try them: answerprint rules test {files[0].Item1} {files[1].Item1}");
            return Outcome.Done(new JsonObject { ["pack"] = files[0].Item1, ["scenarios"] = files[1].Item1 });
        });
    }

    private static Command Dictionary()
    {
        var command = new Command("facts", "The facts that rules can ask about, what they mean, and who gives them. Example: answerprint rules facts");
        return command.Does((session, _) =>
        {
            var list = new JsonArray();
            foreach (var group in KnownFacts.All.GroupBy(f => f.By).OrderByDescending(g => g.Key))
            {
                session.Say(group.Key switch { FactGiver.People => "Stated by people (answerprint rules state):", FactGiver.Book => "Given by what is in the book (nobody can state them):", _ => "Given by the work itself (nobody can state them):" });
                foreach (var fact in group)
                {
                    session.Say($"  {fact.Name}  ({KnownFacts.Values(fact)})  {fact.Meaning}.");
                    list.Add(new JsonObject { ["name"] = fact.Name, ["kind"] = fact.Kind.ToString().ToLowerInvariant(), ["values"] = JsonReading.Array(fact.Words), ["by"] = fact.By.ToString().ToLowerInvariant(), ["meaning"] = fact.Meaning });
                }
                session.Say();
            }
            return Outcome.Done(new JsonObject { ["facts"] = list });
        });
    }

    private static Outcome Samples(Session session)
    {
        session.Say("Samples, which nobody has reviewed:");
        foreach (var name in SamplePacks.Names) session.Say($"  {name}  {SamplePacks.Open(name).Title}");
        session.Say("Read one: answerprint rules show NAME. Choose packs for a show: answerprint rules use SHOW NAME… --by PERSON.");
        return Outcome.Done(new JsonObject { ["samples"] = JsonReading.Array(SamplePacks.Names) });
    }

    /// <exception cref="FormatException">It is no day.</exception>
    public static DateOnly DayOf(string? text, Session session) =>
        text is null ? DateOnly.FromDateTime(session.Clock.GetUtcNow().UtcDateTime)
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new FormatException($"'{text}' is no day; write 2026-11-22");

    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
