using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Production.Editorial;
using Answerprint.Production.Rights;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>`second`: a second person stands behind a consent or a grant to train, which then counts.</summary>
internal static class SecondCommand
{
    public static Command Create()
    {
        var show = ShowArguments.Show();
        var index = new Argument<long?>("INDEX") { Description = "The number of the act; without it those that wait are listed", Arity = ArgumentArity.ZeroOrOne };
        var by = Seat.By();
        var command = new Command("second", "Stands behind a consent or a grant to train that somebody else gave; it counts from then on. Example: answerprint second myshow 41 --by \"Cy Dee\"") { show, index, by };
        return command.Does((session, parsed) =>
        {
            if (parsed.GetValue(index) is not { } number)
            {
                using var look = session.Apart(() => Show.Look(parsed.GetValue(show)!, session.Clock));
                return List(look, session);
            }
            using var open = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
            var roll = CountedActs.Of(open.Book.Acts).Roll;
            var act = roll.WaitingAt(number) ??
                throw new BadInputException("nothing-to-second", open.Folder, $"act {number}", "no act of this number waits for a second person", roll.Waiting.Count > 0 ? $"Name one of: {string.Join(", ", roll.Waiting.Select(a => a.Index))}" : "Nothing waits");
            var seconded = open.Book.Append(PeopleActs.ActSeconded, Seat.For(open, parsed.GetValue(by), act.Name), PeopleActs.Seconds(number));
            session.Say($"Act {number} ({act.Name}) counts from now on.");
            return Outcome.Done(new JsonObject { ["seconded"] = number, ["act"] = seconded.Index });
        });
    }

    private static Outcome List(Show show, Session session)
    {
        var names = new PeopleFiles(show.PeopleFolder);
        var roll = CountedActs.Of(show.Book.Acts).Roll;
        var list = new JsonArray();
        foreach (var act in roll.Waiting)
        {
            var could = string.Join(", ", Authority.For(act.Name).Select(r => r.Plain()));
            session.Say(string.Create(CultureInfo.InvariantCulture, $"{act.Index}  {act.Name}  by {names.NameOf(act.By.Person)} ({CountedActs.SignedBy(act)}) on {act.At:yyyy-MM-dd}; waits for a second person who is one of: {could}"));
            list.Add(new JsonObject { ["index"] = act.Index, ["act"] = act.Name, ["by"] = act.By.Person, ["signed"] = CountedActs.SignedBy(act), ["roles"] = Production.Plates.JsonReading.Array(Authority.For(act.Name).Select(r => r.Word())) });
        }
        if (list.Count == 0) session.Say("Nothing waits for a second person.");
        return Outcome.Done(new JsonObject { ["waiting"] = list });
    }
}
