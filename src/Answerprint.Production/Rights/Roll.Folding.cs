using Answerprint.Production.Acts;

namespace Answerprint.Production.Rights;

public sealed partial class Roll
{
    /// <summary>Acts about keys: who may speak for whom.</summary>
    private Uncounted? OfKeys(Act act, Listed? by)
    {
        var whom = Find(Body.Text(act.Body, "person") ?? "");
        if (by is null || whom is null) return Uncounted.Because("unknown-person", "the book knows nobody of this digest");
        var self = by.Person == whom.Person;
        if (act.Name == PeopleActs.KeyRevoked)
        {
            if (whom.Key is null || whom.Key.Text != Body.Text(act.Body, "key")) return Uncounted.Because("no-key", "this is not the key that speaks for them");
            return self || by.HoldsAny(Authority.Heads) ? null : Uncounted.Because("role", "a key is revoked by whoever holds it, by a producer or by legal", Authority.Heads);
        }
        if (PersonKey.TryParse(Body.Text(act.Body, "key") ?? "") is not { } key || key.Text != Body.Text(act.Body, "key")) return Uncounted.Because("bad-key", "it holds no usable public key");
        if (owners.ContainsKey(key.Text)) return Uncounted.Because("used-key", "this key stands in the book already, and a key speaks for one person once");
        if (!key.IsProved(Body.Text(act.Body, "proof") ?? "", act.Origin, whom.Person)) return Uncounted.Because("key-proof", "nothing proves that whoever holds this key claims to be that person");
        if (act.Name == PeopleActs.KeyRotated) return self && whom.Key is not null ? null : Uncounted.Because("not-yours", "only whoever holds the old key puts another in its place");
        if (whom.Key is not null) return Uncounted.Because("has-key", "this person has a key: it is rotated by them, or revoked first", Authority.Heads);
        // whoever's key was revoked can not vouch for the next one themselves: somebody must know them
        return (self && !whom.WasKeyed) || (!self && by.HoldsAny(Authority.Heads)) ? null : Uncounted.Because("role", "the key of somebody else is registered by a producer or by legal", Authority.Heads);
    }

    private void Fold(Act act, bool waits)
    {
        var body = act.Body;
        switch (act.Name)
        {
            case PeopleActs.ShowCreated when !created:
                created = true;
                if (body[PeopleActs.PeopleMember] is System.Text.Json.Nodes.JsonObject rules) Rule(Body.Flag(rules, "solo") ?? false);
                break;
            case PeopleActs.AuthoritySet:
                Rule(Body.Flag(body, "solo") ?? false);
                break;
            case PeopleActs.PersonAdded when Body.Text(body, "person") is { } whom:
                Founder ??= whom;
                people[whom] = (Find(whom) ?? Listed.New(whom)).With(PeopleActs.RolesOf(body), act.By.Person == whom);
                // the founder of a show is a producer of it, and nobody had to say so
                if (whom == Founder && !people[whom].Roles.Contains(Role.Producer)) people[whom] = people[whom].With([Role.Producer], own: false);
                break;
            case PeopleActs.RoleEnded when Find(Body.Text(body, "person") ?? "") is { } holder:
                var ended = PeopleActs.RolesOf(body);
                people[holder.Person] = holder.Without(r => ended.Contains(r) && !(r == Role.Producer && holder.Person == Founder));
                break;
            case PeopleActs.PersonKeyed or PeopleActs.KeyRotated when Find(Body.Text(body, "person") ?? "") is { } keyed:
                var key = PersonKey.Parse(Body.Text(body, "key")!);
                owners[key.Text] = keyed.Person;
                people[keyed.Person] = keyed.WithKey(key);
                break;
            case PeopleActs.KeyRevoked when Find(Body.Text(body, "person") ?? "") is { } revoked:
                people[revoked.Person] = revoked.WithKey(null);
                break;
            case PeopleActs.ActSeconded when PeopleActs.Index(body) is { } seconded:
                waiting.Remove(seconded);
                break;
            default:
                Leaves(act, waits);
                break;
        }
    }

    private void Leaves(Act act, bool waits)
    {
        switch (Authority.WordsOf(act.Name))
        {
            case Authority.Grants or Authority.Consents:
                given[act.Index] = (act.By.Person, Body.Text(act.Body, "performer") ?? "");
                if (waits) waiting[act.Index] = act;
                break;
            case Authority.GrantsBack or Authority.ConsentsBack when PeopleActs.Index(act.Body) is { } back:
                waiting.Remove(back);
                break;
        }
    }

    private void Rule(bool solo)
    {
        (IsRuled, Solo, EverSolo) = (true, solo, EverSolo || solo);
        if (solo) return;
        // what people gave themselves held under the solo profile only
        foreach (var one in people.Values.Where(p => p.OwnGift.Any(Authority.IsOfWeight)).ToList())
            people[one.Person] = one.Without(r => Authority.IsOfWeight(r) && one.OwnGift.Contains(r) && !(r == Role.Producer && one.Person == Founder));
    }
}
