using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>`person`: people of a show, their roles and their keys.</summary>
internal static class PersonCommand
{
    public static Command Create()
    {
        var show = ShowArguments.Show();
        var name = new Argument<string>("NAME") { Description = "The name as the person writes it" };
        var roles = new Option<string[]>("--role") { Description = $"A role; may be given several times", AllowMultipleArgumentsPerToken = true };
        var ended = new Option<string[]>("--end-role") { Description = "A role that they hold no longer; what they did in it still counts", AllowMultipleArgumentsPerToken = true };
        var craft = new Option<string>("--craft") { Description = "The craft: compositing, editorial", DefaultValueFactory = _ => "" };
        var employer = new Option<string>("--employer") { Description = "Who pays them", DefaultValueFactory = _ => "" };
        var entity = new Option<string>("--entity") { Description = "The legal entity that answers for their work", DefaultValueFactory = _ => "" };
        var newKey = new Option<string?>("--new-key") { Description = "Makes them a key in this file, outside the show; from then on they sign what they do" };
        var key = new Option<string?>("--key") { Description = "Makes a public key known that they have from elsewhere; its holder adds --sign-with FILE, or sends a --proof" };
        var proof = new Option<string?>("--proof") { Description = "With --key: the holder's signature that shows that the key is theirs, base64" };
        var rotate = new Option<string?>("--rotate-key") { Description = "Makes a new key in this file in place of the one that holds, with which this is signed" };
        var revoke = new Option<bool>("--revoke-key") { Description = "Their key speaks for nobody from now on; what it signed before still counts" };
        var reason = new Option<string>("--reason") { Description = "Why a key is revoked", DefaultValueFactory = _ => "" };
        var solo = new Option<string?>("--solo") { Description = "on or off, by the founder: whether one person may do what otherwise asks for two; every package says so" };
        var clock = new Option<bool>("--clock-ran-ahead") { Description = "By the founder, once the clock is right again: the book goes on before the time of its last act, which it names" };
        var erase = new Option<bool>("--erase") { Description = "Forget this person: their file is overwritten and removed; the book keeps a digest that says nothing" };
        var by = Seat.By();
        var command = new Command("person", "Adds a person to a show, or roles or a key to one it knows; names stay in people/, the book gets a salted digest. Example: answerprint person myshow \"Bo Ek\" --role artist --craft compositing --by \"Ann Lee\"")
        {
            show, name, roles, ended, craft, employer, entity, newKey, key, proof, rotate, revoke, reason, solo, clock, erase, by,
        };
        return command.Does((session, parsed) =>
        {
            var wishes = new[] { parsed.GetValue(newKey) is not null, parsed.GetValue(key) is not null, parsed.GetValue(rotate) is not null, parsed.GetValue(revoke), parsed.GetValue(erase), parsed.GetValue(ended) is { Length: > 0 } };
            if (wishes.Count(w => w) > 1) throw new FormatException("say one of --new-key, --key, --rotate-key, --revoke-key, --erase and --end-role");
            bool? alone = parsed.GetValue(solo) switch { null => null, "on" => true, "off" => false, _ => throw new FormatException("--solo is on or off") };
            using var open = session.Apart(() => Show.Open(parsed.GetValue(show)!, session.Clock));
            var people = new PeopleFiles(open.PeopleFolder);
            if (parsed.GetValue(erase))
            {
                var gone = people.Get(parsed.GetValue(name)!);
                people.Erase(gone.Digest);
                session.Say($"The file of {gone.Name} is erased. The book keeps a digest that no longer says who it was.");
                return Outcome.Done(new JsonObject { ["erased"] = gone.Digest });
            }
            if (parsed.GetValue(ended) is { Length: > 0 } over) return End(open, people.Get(parsed.GetValue(name)!), [.. over.Select(RoleWords.Parse)], Seat.Of(open, parsed.GetValue(by)), session);
            var known = people.Find(parsed.GetValue(name)!);
            var seated = Seat.Person(open, parsed.GetValue(by));
            // whoever makes their own key known has none that the book could hold them to
            var actor = Seat.Sit(open, seated, [], null, sign: !(parsed.GetValue(key) is not null && known?.Digest == seated.Digest));
            var given = (parsed.GetValue(roles) ?? []).Select(RoleWords.Parse).ToList();
            var places = new[] { parsed.GetValue(craft)!, parsed.GetValue(employer)!, parsed.GetValue(entity)! };
            var isAsked = given.Count > 0 || places.Any(p => p.Length > 0) || (!wishes.Any(w => w) && alone is null && !parsed.GetValue(clock));
            var person = known is null || isAsked ? Seat.Add(open, parsed.GetValue(name)!, given, places[0], places[1], places[2], "", _ => actor) : Seat.Person(open, known.Digest);
            var result = new JsonObject { ["name"] = person.Name, ["digest"] = person.Digest, ["roles"] = JsonReading.Array(person.Roles.Select(r => r.Word())) };
            if (parsed.GetValue(clock))
            {
                var last = open.Book.Acts[^1];
                open.Book.Append(Answerprint.Production.Acts.Book.ClockCorrected, actor, new JsonObject { ["last"] = last.At.UtcDateTime.ToString("O", System.Globalization.CultureInfo.InvariantCulture) });
                session.Say("The book goes on at the time that this clock says; whoever checks it reads that it was set.");
            }
            if (alone is { } one)
            {
                open.Book.Append(PeopleActs.AuthoritySet, actor, PeopleActs.Solo(one));
                session.Say(one ? "One person is enough from now on; every package says so." : "From now on consents and grants to train need a second person.");
                result["solo"] = one;
            }
            var keyed = (parsed.GetValue(newKey), parsed.GetValue(key), parsed.GetValue(rotate)) switch
            {
                ({ } file, _, _) => PersonKeys.Make(open, actor, person, file, PeopleActs.PersonKeyed),
                (_, { } text, _) => PersonKeys.Register(open, actor, person, text, parsed.GetValue(proof)),
                (_, _, { } file) => PersonKeys.Make(open, actor, person, file, PeopleActs.KeyRotated),
                _ => parsed.GetValue(revoke) ? PersonKeys.Revoke(open, actor, person, parsed.GetValue(reason)!) : [],
            };
            foreach (var (member, value) in keyed) result[member] = value?.DeepClone();
            if (keyed["key"] is not null) session.Say($"{person.Name} signs with the key {keyed["handle"]} from now on{((string?)keyed["file"] is { Length: > 0 } at ? $"; its secret half is in {at}, and nowhere else: keep it" : "")}.");
            if (keyed["revoked"] is not null) session.Say($"The key {keyed["handle"]} of {person.Name} speaks for nobody from now on.");
            session.Say($"{person.Name}: {(person.Roles.Count > 0 ? string.Join(", ", person.Roles.Select(r => r.Plain())) : "no role yet")}.");
            return Outcome.Done(result);
        });
    }

    private static Outcome End(Show show, Person person, IReadOnlyList<Role> roles, Answerprint.Production.Acts.Actor by, Session session)
    {
        // the book first: it refuses who may not, and it alone says who may do what
        show.Book.Append(PeopleActs.RoleEnded, by, PeopleActs.Ended(person.Digest, roles));
        var left = new PeopleFiles(show.PeopleFolder).End(person, roles);
        session.Say($"{person.Name} is no longer {string.Join(", ", roles.Select(r => r.Plain()))}. What was done until now still counts.");
        return Outcome.Done(new JsonObject { ["name"] = person.Name, ["digest"] = person.Digest, ["ended"] = JsonReading.Array(roles.Select(r => r.Word())), ["roles"] = JsonReading.Array(left.Roles.Select(r => r.Word())) });
    }
}
