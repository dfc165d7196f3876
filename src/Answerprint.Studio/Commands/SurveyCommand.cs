using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Media.Time;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Studio.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>`survey`: names what is missing and what markers ask for, as briefs.</summary>
internal static class SurveyCommand
{
    public static Command Create()
    {
        var (show, by) = (ShowArguments.Show(), Seat.By());
        var command = new Command("survey", "Finds missing frames and shots and what editors ask for by markers, and writes briefs. Example: answerprint survey myshow --by \"Ann Lee\"") { show, by };
        return command.Does((session, parsed) =>
        {
            using var open = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
            var desk = new Desk(open, Seat.Of(open, parsed.GetValue(by)), ToolRack.Tools, "", new SessionWatch(session), session.Cancel);
            desk.FindWork();
            return Outcome.Done(Say(open, desk.Now, session));
        });
    }

    public static JsonObject Say(Show show, Standing now, Session session)
    {
        var findings = JsonReading.Parse(show.Vault.Read(now.Findings!.Value));
        foreach (var finding in findings.Objects("findings"))
            session.Say($"{finding.Text("timecode")} {finding.Text("severity").ToLowerInvariant()}: {finding.Text("words")}");
        foreach (var brief in now.Briefs)
            session.Say($"{brief.Id}  {brief.Shot}  {brief.Kind} {FrameList.Format(brief.Frames)}  ({brief.Found})");
        if (now.Briefs.Count == 0) session.Say("Nothing is asked for.");
        return new JsonObject { ["findings"] = findings["findings"]!.DeepClone(), ["briefs"] = new JsonArray([.. now.Briefs.Select(b => (JsonNode)b.Body())]) };
    }
}
