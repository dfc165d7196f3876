namespace Answerprint.Production.Rights;

/// <summary>
/// What a set of packs says about a bag of facts on a day: every rule hit, and how it counts. Pure; neither the order of packs nor that of rules in them matters. It gives
/// no leave: that is the gate's, which always puts the project's own pack first.
/// </summary>
public sealed class Ruling
{
    private static readonly string[] Pending = ["proof.", "approval.", "mark.", "register."];

    private Ruling(IReadOnlyList<(RuleHit Hit, Rule? Rule)> judged)
    {
        Judged = judged;
        Hits = [.. judged.Select(j => j.Hit)];
    }

    public IReadOnlyList<RuleHit> Hits { get; }

    /// <summary>The strongest effect that counts.</summary>
    public Effect Strongest => Hits.Where(h => h.Standing == HitStanding.Counts).Select(h => h.Effect).DefaultIfEmpty(Effect.Allow).Max();

    /// <summary>Whether work may go ahead: nothing stronger than a duty to notify counts.</summary>
    public bool Clear => Strongest <= Effect.Notify;

    /// <summary>The hits with the rules that made them; a constraint is no rule.</summary>
    internal IReadOnlyList<(RuleHit Hit, Rule? Rule)> Judged { get; }

    /// <summary>Judges facts under the project's own pack and then under <paramref name="packs"/>.</summary>
    public static Ruling Of(Facts facts, IEnumerable<RulePack> packs, DateOnly day) => Under(facts, InOrder(packs), day);

    /// <summary>The packs that judge: the project's own whatever is given, then each of the others once, by id.</summary>
    internal static IReadOnlyList<RulePack> InOrder(IEnumerable<RulePack> packs) =>
    [
        ProjectPack.Pack,
        .. packs.Where(p => p.Hash != ProjectPack.Pack.Hash).DistinctBy(p => p.Hash).OrderBy(p => p.Id, StringComparer.Ordinal).ThenBy(p => p.Hash, StringComparer.Ordinal),
    ];

    /// <summary>Judges under exactly these packs: for looking at a past decision, of which no leave comes.</summary>
    internal static Ruling Under(Facts facts, IReadOnlyList<RulePack> packs, DateOnly day)
    {
        var judged = new List<(RuleHit, Rule?)>();
        var later = facts.Find("use.stage") is Fact.Word { Value: "alter" } ? facts.With("use.stage", "deliver") : null;
        foreach (var pack in packs)
        {
            foreach (var constraint in pack.Constraints.Where(c => c.If.Holds(facts) && !c.Then.Holds(facts)))
                judged.Add((new(pack.Id, constraint.Id, "Facts contradict one another", pack.Id, Effect.Deny, "the facts contradict one another", HitStanding.Counts, [], Check: false, constraint.Words), null));
            foreach (var rule in pack.Rules.Where(r => r.InForce(day)))
                if (Judge(rule, facts, later) is { } standing) judged.Add((Hit(pack, rule, facts, standing), rule));
        }
        return new(judged);
    }

    /// <param name="later">The same at delivery, where the work is still to be done; else null.</param>
    private static HitStanding? Judge(Rule rule, Facts facts, Facts? later)
    {
        if (rule.When.Holds(facts))
        {
            if (rule.Discharged(facts.Evidence)) return HitStanding.Discharged;
            return later is not null && !rule.When.Holds(facts, IsPending) ? HitStanding.Obligation : HitStanding.Counts;
        }
        // what delivery will ask for and only time can give is an obligation already now
        if (later is null) return null;
        return rule.When.Holds(later) && !rule.Discharged(facts.Evidence) && !rule.When.Holds(later, IsPending) ? HitStanding.Obligation : null;
    }

    private static RuleHit Hit(RulePack pack, Rule rule, Facts facts, HitStanding standing) => new(
        pack.Id, rule.Id, rule.Title, rule.Authority, rule.Effect, rule.Demand, standing,
        [.. rule.Evidence.Where(e => !facts.Evidence.Contains(e, StringComparer.Ordinal))], rule.Tier == SourceTier.Secondary, rule.WordsFor(facts)) { Source = rule.Source };

    private static bool IsPending(string fact) => Pending.Any(p => fact.StartsWith(p, StringComparison.Ordinal));
}
