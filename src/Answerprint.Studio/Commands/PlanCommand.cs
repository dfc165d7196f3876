using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Time;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Planning;
using Answerprint.Production.Rights;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>`plan`: what may be done, what it takes, and what the gate refuses.</summary>
internal static class PlanCommand
{
    public static Command Create()
    {
        var (show, by) = (ShowArguments.Show(), Seat.By());
        var command = new Command("plan", "Steps, bids and verdicts; renders nothing. Example: answerprint plan myshow --by \"Ann Lee\"") { show, by };
        return command.Does((session, parsed) =>
        {
            using var open = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
            var desk = new Desk(open, Seat.Of(open, parsed.GetValue(by)), ToolRack.Tools, ToolRack.Machine, new SessionWatch(session), session.Cancel);
            return Outcome.Done(Say(desk.PlanAll(), desk.Now, session));
        });
    }

    /// <summary>"fill 1012-1014 and hold 1020".</summary>
    private static string Asked(Step step) =>
        string.Join(" and ", step.Work.GroupBy(w => w.Brief.Kind).Select(g => $"{g.Key} {FrameList.Format(g.SelectMany(w => w.Brief.Frames).Distinct().Order())}"));

    public static JsonObject Say(Plan plan, Standing now, Session session)
    {
        foreach (var step in plan.Steps)
            session.Say(string.Create(CultureInfo.InvariantCulture, $"{step.Shot.Name}  {Asked(step)}: about {step.Bid.MachineSeconds:0} s of machine, {step.Bid.PersonMinutes:0.#} min of looking, {step.Bid.Cost:0.00} {step.Bid.Currency}{(step.Bid.Measured ? "" : " (a first guess: nothing is measured yet)")}"));
        var refused = new JsonArray();
        string? banner = null;
        foreach (var brief in now.Briefs)
        {
            if (now.LastDecision(brief) is not { } ruled) continue;
            var decision = Decision.From(ruled.Decision);
            banner = decision.Banner ?? banner;
            // what the project's own rules ask for before delivery is asked of all work; what a pack asks for is said here
            if (!ruled.Allowed || decision.Duties.Concat(decision.Obligations).Any(h => h.Pack != ProjectPack.Id)) session.Say(decision.Words(banners: false).TrimEnd('\n'));
            if (ruled is not { Allowed: false } no) continue;
            refused.Add(new JsonObject { ["brief"] = brief.Id, ["shot"] = brief.Shot, ["decision"] = no.Decision.DeepClone() });
        }
        if (banner is not null) session.Say(banner);
        var result = plan.Write();
        result["refused"] = refused;
        return result;
    }
}
