using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Studio.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>`person`: people of a show and their roles.</summary>
internal static class PersonCommand
{
    public static Command Create()
    {
        var show = ShowArguments.Show();
        var name = new Argument<string>("NAME") { Description = "The name as the person writes it" };
        var roles = new Option<string[]>("--role") { Description = $"A role; may be given several times", AllowMultipleArgumentsPerToken = true };
        var craft = new Option<string>("--craft") { Description = "The craft: compositing, editorial", DefaultValueFactory = _ => "" };
        var employer = new Option<string>("--employer") { Description = "Who pays them", DefaultValueFactory = _ => "" };
        var entity = new Option<string>("--entity") { Description = "The legal entity that answers for their work", DefaultValueFactory = _ => "" };
        var key = new Option<string>("--key") { Description = "Their public key", DefaultValueFactory = _ => "" };
        var erase = new Option<bool>("--erase") { Description = "Forget this person: their file is overwritten and removed; the book keeps a digest that says nothing" };
        var by = Seat.By();
        var command = new Command("person", "Adds a person to a show, or roles to one it knows; names stay in people/, the book gets a salted digest. Example: answerprint person myshow \"Bo Ek\" --role artist --craft compositing --by \"Ann Lee\"")
        {
            show, name, roles, craft, employer, entity, key, erase, by,
        };
        return command.Does((session, parsed) =>
        {
            using var open = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
            var people = new PeopleFiles(open.PeopleFolder);
            if (parsed.GetValue(erase))
            {
                var gone = people.Get(parsed.GetValue(name)!);
                people.Erase(gone.Digest);
                session.Say($"The file of {gone.Name} is erased. The book keeps a digest that no longer says who it was.");
                return Outcome.Done(new JsonObject { ["erased"] = gone.Digest });
            }
            var actor = Seat.Of(open, parsed.GetValue(by));
            var person = Seat.Add(open, parsed.GetValue(name)!, [.. (parsed.GetValue(roles) ?? []).Select(RoleWords.Parse)], parsed.GetValue(craft)!, parsed.GetValue(employer)!, parsed.GetValue(entity)!, parsed.GetValue(key)!, _ => actor);
            session.Say($"{person.Name}: {(person.Roles.Count > 0 ? string.Join(", ", person.Roles.Select(r => r.Plain())) : "no role yet")}.");
            return Outcome.Done(new JsonObject { ["name"] = person.Name, ["digest"] = person.Digest, ["roles"] = JsonReading.Array(person.Roles.Select(r => r.Word())) });
        });
    }
}
