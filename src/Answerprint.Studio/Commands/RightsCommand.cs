using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production;
using Answerprint.Production.Editorial;
using Answerprint.Production.Rights;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>`rights`: what is granted and consented, what one grant, consent, plate or person reaches, and a performer's statement.</summary>
internal static class RightsCommand
{
    private const int LongestReason = 2000;

    public static Command Create()
    {
        var show = ShowArguments.Show();
        var revoke = new Option<string?>("--revoke") { Description = "Lists all that grant:NUMBER, consent:NUMBER, plate:NAME, take:NAME, model:NAME or person:NAME reaches; with --yes takes that leave back" };
        var yes = new Option<bool>("--yes") { Description = "Take it back: from then on the gate refuses what rests on it and it is not handed back" };
        var reason = new Option<string>("--reason") { Description = "Why it is taken back", DefaultValueFactory = _ => "" };
        var person = new Option<string?>("--person") { Description = "A performer's statement in plain words, to print or hand over; a name, or a digest once the name is erased" };
        var by = Seat.By();
        var command = new Command("rights", "Shows what is granted and consented, what a piece of leave reaches, and what was done with a performer's pictures. Example: answerprint rights myshow --revoke plate:beach.mov")
        {
            show, revoke, yes, reason, person, by,
        };
        return command.Does((session, parsed) =>
        {
            var (back, sure, who) = (parsed.GetValue(revoke), parsed.GetValue(yes), parsed.GetValue(person));
            if (back is not null && who is not null) throw new FormatException("ask for one: --revoke or --person");
            if (sure && back is null) throw new FormatException("--yes says that what --revoke names is taken back");
            if (parsed.GetValue(reason)!.Length > LongestReason) throw new FormatException($"a reason has at most {LongestReason} letters");
            if (who is not null)
            {
                using var look = session.Apart(() => Show.Look(parsed.GetValue(show)!, session.Clock));
                return StatementListing.Say(look, who, session);
            }
            if (back is null)
            {
                using var look = session.Apart(() => Show.Look(parsed.GetValue(show)!, session.Clock));
                return RightsTable.Say(look, session);
            }
            if (!sure)
            {
                using var look = session.Apart(() => Show.Look(parsed.GetValue(show)!, session.Clock));
                return Outcome.Done(ReachListing.Say(look, Leavetaking.Find(look, back), session));
            }
            using var open = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
            var target = Leavetaking.Find(open, back);
            var actor = Seat.For(open, parsed.GetValue(by), (target.Grant ?? target.Consent) is { } index ? Leave.ActFor(open, parsed.GetValue(by), index, target.Act) : target.Act);
            var json = ReachListing.Say(open, target, session);
            var desk = new Desk(open, actor, [], "", new SessionWatch(session), session.Cancel);
            var act = target switch
            {
                { Grant: { } grant } => desk.WithdrawGrant(grant),
                { Consent: { } consent } => desk.WithdrawConsent(consent),
                { Person: { } performer } => desk.Revoke(performer, parsed.GetValue(reason)!),
                _ => desk.Revoke(target.Subjects, parsed.GetValue(reason)!)[^1],
            };
            json["revoked"] = act.Index;
            session.Say(string.Create(CultureInfo.InvariantCulture, $"Taken back, act {act.Index}. From now on the gate refuses what rests on it, and it is not handed back."));
            if (json["packages"] is JsonArray { Count: > 0 }) session.Say("Packages that were sent lie with others: tell those who have them. Each is known by the SHA-256 of its manifest.");
            return Outcome.Done(json);
        });
    }
}
