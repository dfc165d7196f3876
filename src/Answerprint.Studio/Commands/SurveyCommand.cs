using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Media.Time;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Studio.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>`survey`: names what is missing and what markers ask for, as briefs; for missing shots the ways to come by them.</summary>
internal static class SurveyCommand
{
    public static Command Create()
    {
        var (show, by) = (ShowArguments.Show(), Seat.By());
        var to = new Option<string?>("--to") { Description = "Also write the findings: .otio (markers on the cut), .csv (a table), .html (a page with pictures of the ways to missing shots)" };
        var pull = new Option<string?>("--pull") { Description = "Write what is to be asked for again, by reel and timecode: .csv, .ale or .edl" };
        var quick = new Option<bool>("--no-pictures") { Description = "Look at no pictures: no ways to missing shots" };
        var defects = new Option<bool>("--defects") { Description = "Look at frames of every shot for pixels of the sensor that are stuck; they are named, and mended only when asked" };
        var command = new Command("survey", "Finds missing frames and shots and what editors ask for by markers, and writes briefs; for a missing shot it ranks what was filmed. Example: answerprint survey myshow --to survey.html --by \"Ann Lee\"") { show, to, pull, quick, defects, by };
        return command.Does((session, parsed) =>
        {
            SurveyOutput.Check(parsed.GetValue(to), parsed.GetValue(pull));
            using var open = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
            var desk = new Desk(open, Seat.Of(open, parsed.GetValue(by)), ToolRack.Tools, "", new SessionWatch(session), session.Cancel);
            var found = desk.FindWork(pictures: !parsed.GetValue(quick), defects: parsed.GetValue(defects));
            var said = Say(open, desk.Now, session);
            var output = new SurveyOutput(session, found, [.. said.Objects("findings")]);
            if (parsed.GetValue(to) is { } file) output.Write(file, open.File.Title);
            if (parsed.GetValue(pull) is { } list) output.WritePull(list);
            return Outcome.Done(said);
        });
    }

    public static JsonObject Say(Show show, Standing now, Session session)
    {
        var document = JsonReading.Parse(show.Vault.Read(now.Findings!.Value));
        foreach (var finding in document.Objects("findings"))
            session.Say($"{finding.Text("timecode")} {finding.Text("severity").ToLowerInvariant()}: {finding.Text("words")}");
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
