using Answerprint.Production.Acts;

namespace Answerprint.Production.Rights;

/// <summary>
/// Who is who at a point of the book: people by digest with their roles and keys, the founder, whether the solo profile is on, and which acts wait for a second person. A fold: it is
/// shown act after act, and says of each whether it counts. Nothing of it is read from the people folder, which anybody can edit. For one thread at a time.
/// </summary>
public sealed partial class Roll
{
    private readonly Dictionary<string, Listed> people = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> owners = new(StringComparer.Ordinal);
    private readonly SortedDictionary<long, Act> waiting = [];
    private readonly Dictionary<long, (string By, string Performer)> given = [];
    private readonly HashSet<long> unheard = [];
    private bool created;

    public Roll()
    {
    }

    private Roll(Roll from)
    {
        people = new(from.people, StringComparer.Ordinal);
        owners = new(from.owners, StringComparer.Ordinal);
        waiting = new(from.waiting);
        given = new(from.given);
        unheard = [.. from.unheard];
        (created, Founder, IsRuled, Solo, EverSolo) = (from.created, from.Founder, from.IsRuled, from.Solo, from.EverSolo);
    }

    /// <summary>Digest of the first person of the show, who is a producer of it; null before there is one.</summary>
    public string? Founder { get; private set; }

    /// <summary>Whether roles are held against <see cref="Authority"/>: so in every show of this release, and in older ones once their founder says so.</summary>
    public bool IsRuled { get; private set; }

    /// <summary>Whether one person is enough where otherwise two are asked for.</summary>
    public bool Solo { get; private set; }

    /// <summary>Whether that was ever so.</summary>
    public bool EverSolo { get; private set; }

    public IEnumerable<Listed> People => people.Values;

    /// <summary>Acts that count once a second person stands behind them, in the order of the book.</summary>
    public IReadOnlyCollection<Act> Waiting => waiting.Values;

    /// <summary>A person by digest; null where the book does not know them.</summary>
    public Listed? Find(string person) => people.GetValueOrDefault(person);

    /// <summary>The act that waits at a place; null where none does.</summary>
    public Act? WaitingAt(long index) => waiting.GetValueOrDefault(index);

    public Roll Copy() => new(this);

    /// <summary>Shows the roll the next act of the book.</summary>
    /// <returns>Null where it counts; else why it does not, or not yet (<see cref="Uncounted.Waits"/>).</returns>
    public Uncounted? Take(Act act)
    {
        var why = Judge(act);
        if (why is null or { Code: Uncounted.Waits }) Fold(act, waits: why is not null);
        else if (Authority.WordsOf(act.Name) == "ContestRaised") unheard.Add(act.Index);
        return why;
    }

    /// <summary>What the roll would say of an act, and stays as it is.</summary>
    public Uncounted? Judge(Act act)
    {
        var person = Find(act.By.Person);
        if (ByKey(act, person) is { } key) return key;
        if (act.Name is PeopleActs.PersonKeyed or PeopleActs.KeyRotated or PeopleActs.KeyRevoked) return OfKeys(act, person);
        if (act.Name is PeopleActs.AuthoritySet or Book.ClockCorrected && act.By.Person != Founder) return Uncounted.Because("not-founder", $"only the founder of the show {(act.Name == Book.ClockCorrected ? "says that its clock ran ahead" : "decides whether one person is enough")}");
        if (Authority.WordsOf(act.Name) == "ContestAnswered" && PeopleActs.Number(act.Body, "contest") is { } contest && unheard.Contains(contest)) return Uncounted.Because("nothing-to-answer", "the objection that it answers does not count");
        if (!IsRuled) return act.Name == PeopleActs.ActSeconded ? Second(act, person) : null;
        if (act.Name == PeopleActs.ShowCreated) return created ? Uncounted.Because("created", "the show was made before") : null;
        if (person is { OnlyAudits: true } && !Authority.IsForAuditors(act.Name)) return Uncounted.Because("auditor", "an auditor reads and notes, and does nothing else");
        return act.Name switch
        {
            PeopleActs.PersonAdded => Added(act, person),
            PeopleActs.RoleEnded => Ended(act, person),
            PeopleActs.ActSeconded => Second(act, person),
            _ => Entitled(act, act, person) ?? (Authority.NeedsTwo(act) && !Solo ? Uncounted.Because(Uncounted.Waits, "a second person has not stood behind it yet", Authority.For(act.Name)) : null),
        };
    }

    /// <summary>The signature: whoever has a key signs, whoever has none is signed for by the site.</summary>
    private static Uncounted? ByKey(Act act, Listed? person)
    {
        if (person is not { WasKeyed: true })
            return act.Signature is null ? null : Uncounted.Because("unknown-key", "it bears the signature of a key that the book knows for nobody");
        if (act.Signature is not { } signature)
            return Uncounted.Because("unsigned", person.Key is null ? "the key of this person was revoked, and nobody signs for them" : "this person has a key of their own, and did not sign it");
        if (person.Key?.Text != signature.Key)
            return person.Old.Contains(signature.Key) ? Uncounted.Because("revoked-key", "it is signed with a key that no longer speaks for this person") : Uncounted.Because("wrong-key", "it is signed with a key that is not this person's");
        return signature.Holds(act.Origin, person.Key) ? null : Uncounted.Because("false-signature", "its signature is not of this act at this place of this book");
    }

    /// <summary>Whether a person may do what an act says.</summary>
    /// <param name="what">The act that is meant: the act itself, or the one that it seconds.</param>
    private Uncounted? Entitled(Act act, Act what, Listed? person)
    {
        var roles = Authority.For(what.Name);
        var isWord = Authority.WordsOf(act.Name) is "PlateDeclared" or "ContestAnswered";
        if (person is null) return roles.Count > 0 || isWord ? Uncounted.Because("unknown-person", "the book knows nobody of this digest", roles) : null;
        if (roles.Count == 0) return null;
        if (IsOwnToTakeBack(what, person)) return null;
        if (!person.HoldsAny(roles)) return Uncounted.Because("role", $"whoever did it is none of these in this show: {Plain(roles)}", roles);
        if (RoleWords.TryParse(act.By.Role) is { } said && !person.Roles.Contains(said)) return Uncounted.Because("role", $"it was done as {said.Plain()}, which this person is not", roles);
        // a performer speaks for themselves
        var speakers = roles.Where(r => r != Role.Performer).ToList();
        return Authority.WordsOf(what.Name) is Authority.Consents or Authority.PerformerBack && !person.HoldsAny(speakers) && Body.Text(what.Body, "performer") != person.Person
            ? Uncounted.Because("other-performer", "a performer gives consent, and takes it back, for nobody but themselves", speakers)
            : null;
    }

    /// <summary>Whoever gave a leave may take it back, and a performer may always take back what was given in their name.</summary>
    private bool IsOwnToTakeBack(Act act, Listed person) =>
        Authority.WordsOf(act.Name) is Authority.GrantsBack or Authority.ConsentsBack && PeopleActs.Index(act.Body) is { } index && given.TryGetValue(index, out var leave) && (leave.By == person.Person || leave.Performer == person.Person);

    private Uncounted? Second(Act act, Listed? person)
    {
        if (PeopleActs.Index(act.Body) is not { } index || !waiting.TryGetValue(index, out var first)) return Uncounted.Because("nothing-to-second", "no act of that number waits for a second person");
        if (first.By.Person == act.By.Person && !Solo) return Uncounted.Because("same-person", "whoever did it can not be the second person too", Authority.For(first.Name));
        return Entitled(act, first, person);
    }

    private Uncounted? Added(Act act, Listed? by)
    {
        if (by is null) return Uncounted.Because("unknown-person", "the book knows nobody of the digest that adds them", Authority.Heads);
        var whom = Body.Text(act.Body, "person") ?? "";
        var self = whom == by.Person;
        var isFounder = by.Person == Founder;
        foreach (var role in PeopleActs.RolesOf(act.Body).Except(Find(whom)?.Roles ?? []))
        {
            var givers = Authority.GiversOf(role);
            if (self && !(isFounder && (Solo || !Authority.IsOfWeight(role)))) return Uncounted.Because("self-given", $"nobody makes themselves {role.Plain()}", givers);
            if (!self && givers.Count > 0 && !by.HoldsAny(givers)) return Uncounted.Because("giver", $"who may make somebody {role.Plain()}: {Plain(givers)}", givers);
        }
        return null;
    }

    /// <summary>A role is laid down by whoever holds it, or ended by who may give it.</summary>
    private Uncounted? Ended(Act act, Listed? by)
    {
        if (by is null || Find(Body.Text(act.Body, "person") ?? "") is not { } holder) return Uncounted.Because("unknown-person", "the book knows nobody of this digest", Authority.Heads);
        foreach (var role in PeopleActs.RolesOf(act.Body))
        {
            if (!holder.Roles.Contains(role)) return Uncounted.Because("no-role", $"this person is no {role.Plain()}");
            if (holder.Person == Founder && role == Role.Producer) return Uncounted.Because("founder", "the founder of a show stays a producer of it: somebody must be able to put things right");
            var enders = Authority.GiversOf(role) is { Count: > 0 } givers ? givers : Authority.Heads;
            if (holder.Person != by.Person && !by.HoldsAny(enders)) return Uncounted.Because("giver", $"who may end that somebody is {role.Plain()}: they themselves, {Plain(enders)}", enders);
        }
        return null;
    }

    private static string Plain(IEnumerable<Role> roles) => string.Join(", ", roles.Select(r => r.Plain()));
}
