using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Media.Time;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Verify.Terminal;
using Answerprint.Tools.Continuity;

namespace Answerprint.Studio.Commands;

/// <summary>`survey`: names what is missing and what markers ask for, as briefs; for missing shots the ways to come by them.</summary>
internal static class SurveyCommand
{
    public static Command Create()
    {
        var (show, by) = (new Argument<string?>("SHOW") { Description = "The show's folder; not with --dailies", Arity = ArgumentArity.ZeroOrOne }, Seat.By());
        var to = new Option<string?>("--to") { Description = "Also write the findings: .otio (markers on the cut), .csv (a table), .html (a page with pictures of the ways to missing shots)" };
        var pull = new Option<string?>("--pull") { Description = "Write what is to be asked for again, by reel and timecode: .csv, .ale or .edl" };
        var quick = new Option<bool>("--no-pictures") { Description = "Look at no pictures: no ways to missing shots, and nothing that does not match" };
        var ask = new Option<string?>("--ask") { Description = "Also ask for what would mend faults that were found: all, or kinds of them: flicker,light-across-cut" };
        var defects = new Option<bool>("--defects") { Description = "Look at frames of every shot for pixels of the sensor that are stuck; they are named, and mended only when asked" };
        var dailies = new Option<string[]>("--dailies") { Description = "Instead of a show, the folder of a day's dailies with its camera reports (.ale): takes that were not offloaded, missing clean plates, short handles, light that drifts, dead pixels, booms. May be given several times", AllowMultipleArgumentsPerToken = true };
        var log = new Option<string[]>("--log") { Description = "With --dailies: camera reports (.ale) that lie elsewhere", AllowMultipleArgumentsPerToken = true };
        var handles = new Option<int>("--handles") { Description = "With --dailies: frames wanted before and after the action", DefaultValueFactory = _ => 8 };
        var rate = new Option<string?>("--rate") { Description = "With --dailies: frames a second of reports that say none: 24, 24000/1001" };
        var command = new Command("survey", "Finds missing frames and shots and what editors ask for by markers, and writes briefs; for a missing shot it ranks what was filmed. Names what does not match in the pictures, within shots and across cuts, and asks for no work on it unless told to. Examples: answerprint survey myshow --to survey.html --by \"Ann Lee\"; answerprint survey myshow --ask flicker,light-across-cut --by \"Ann Lee\"; answerprint survey --dailies day12 --to day12.html --pull pickups.csv") { show, to, pull, quick, defects, ask, dailies, log, handles, rate, by };
        return command.Does((session, parsed) =>
        {
            if (parsed.GetValue(dailies) is { Length: > 0 } folders)
            {
                if (parsed.GetValue(show) is not null || parsed.GetValue(ask) is not null || parsed.GetValue(defects)) throw new FormatException("--dailies looks at a day and at no show: leave SHOW, --ask and --defects out");
                return new DailiesSurvey(folders, parsed.GetValue(log) ?? [], ShowArguments.RateOf(parsed.GetValue(rate)), parsed.GetValue(handles), parsed.GetValue(to), parsed.GetValue(pull), !parsed.GetValue(quick)).Run(session);
            }
            if (parsed.GetValue(show) is not { } folder) throw new FormatException("name a SHOW, or a day with --dailies DIR");
            SurveyOutput.Check(parsed.GetValue(to), parsed.GetValue(pull));
            using var open = session.Apart(() => Show.Open(folder, session.Clock));
            var desk = new Desk(open, Seat.Of(open, parsed.GetValue(by)), ToolRack.Tools, "", new SessionWatch(session), session.Cancel);
            var wanted = Wanted(parsed.GetValue(ask));
            if (wanted is not null && parsed.GetValue(quick)) throw new FormatException("--ask asks for what was seen in the pictures, and --no-pictures looks at none");
            var found = desk.FindWork(pictures: !parsed.GetValue(quick), defects: parsed.GetValue(defects), parsed.GetValue(quick) ? null : SurveyEye.With(Environment.ProcessorCount));
            if (wanted is not null) desk.AskProposed(found.Seen, wanted);
            var said = Say(open, desk.Now, session);
            var output = new SurveyOutput(session, found, [.. said.Objects("findings")]);
            if (parsed.GetValue(to) is { } file) output.Write(file, open.File.Title);
            if (parsed.GetValue(pull) is { } list) output.WritePull(list);
            return Outcome.Done(said);
        });
    }

    /// <summary>The kinds of faults that are meant; null where none are asked for.</summary>
    private static Func<string, bool>? Wanted(string? ask)
    {
        if (ask is null) return null;
        if (ask == "all") return _ => true;
        var kinds = Enum.GetNames<FaultKind>().ToDictionary(FaultWords.Word, k => k, StringComparer.Ordinal);
        var wanted = ask.Split(',', StringSplitOptions.TrimEntries).Select(k => kinds.GetValueOrDefault(k) ?? throw new FormatException($"'{k}' is no kind of fault; name all or some of {string.Join(",", kinds.Keys)}")).ToHashSet(StringComparer.Ordinal);
        return wanted.Contains;
    }

    public static JsonObject Say(Show show, Standing now, Session session)
    {
        var document = JsonReading.Parse(show.Vault.Read(now.Findings!.Value));
        foreach (var finding in document.Objects("findings"))
            session.Say($"{finding.Text("timecode")} {finding.Text("severity").ToLowerInvariant()}: {(finding["score"] is null ? "" : $"{finding.Text("shot")} frame {finding.Text("frames")}: ")}{finding.Text("words")}{SurveyOutput.ProposalOf(finding, finding.Text("shot"))}");
        // surveys of older releases have no ladders
        var ladders = document["ladders"] is null ? [] : document.Objects("ladders").ToList();
        foreach (var ladder in ladders)
        {
            session.Say($"{ladder.Text("timecode")} ways to {(ladder.Text("shot") is { Length: > 0 } name ? name : "the gap")}, cheapest first:");
            foreach (var rung in ladder.Objects("rungs").Where(r => r.Bool("open")))
            {
                session.Say($"  {SurveyOutput.NameOf(Enum.Parse<Production.Planning.RungKind>(rung.Text("rung")))}: {rung.Text("words")}");
                foreach (var picture in rung.Objects("pictures").Take(3)) session.Say($"    {picture.Text("media")} {Counted.Frames(picture.Text("frames"))}: {picture.Text("words")}");
            }
        }
        foreach (var brief in now.Briefs)
            session.Say($"{brief.Id}  {brief.Shot}  {brief.Kind} {FrameList.Format(brief.Frames)}  ({brief.Found})");
        if (now.Briefs.Count == 0) session.Say("Nothing is asked for.");
        return new JsonObject
        {
            ["findings"] = document["findings"]!.DeepClone(), ["ladders"] = new JsonArray([.. ladders.Select(l => l.DeepClone())]), ["briefs"] = new JsonArray([.. now.Briefs.Select(b => (JsonNode)b.Body())]),
        };
    }
}
