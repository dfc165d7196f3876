namespace Answerprint.Production.Rights;

/// <summary>
/// What a set of packs says about a bag of facts on a day: every rule hit, and how it counts. Pure. It gives no leave: that is the gate's,
/// which always puts the project's own pack first.
/// </summary>
public sealed class Ruling
{
    private static readonly string[] Pending = ["proof.", "approval.", "mark.", "register."];

    private Ruling(IReadOnlyList<RuleHit> hits) => Hits = hits;

    public IReadOnlyList<RuleHit> Hits { get; }

    /// <summary>The strongest effect that counts.</summary>
    public Effect Strongest => Hits.Where(h => h.Standing == HitStanding.Counts).Select(h => h.Effect).DefaultIfEmpty(Effect.Allow).Max();

    /// <summary>Whether work may go ahead: nothing stronger than a duty to notify counts.</summary>
    public bool Clear => Strongest <= Effect.Notify;

    /// <summary>Judges facts under the project's own pack and then under <paramref name="packs"/>, in their order.</summary>
    public static Ruling Of(Facts facts, IEnumerable<RulePack> packs, DateOnly day)
    {
        var hits = new List<RuleHit>();
        var altering = facts.Find("use.stage") is Fact.Word { Value: "alter" };
        foreach (var pack in packs.Where(p => p.Hash != ProjectPack.Pack.Hash).Prepend(ProjectPack.Pack))
        {
            foreach (var constraint in pack.Constraints.Where(c => c.If.Holds(facts) && !c.Then.Holds(facts)))
                hits.Add(new(pack.Id, constraint.Id, "Facts contradict one another", pack.Id, Effect.Deny, "the facts contradict one another", HitStanding.Counts, [], Check: false, "What was said about this work can not all be so. Somebody must look at it."));
            foreach (var rule in pack.Rules.Where(r => r.InForce(day)))
                if (Judge(rule, facts, altering) is { } standing) hits.Add(Hit(pack, rule, facts, standing));
        }
        return new(hits);
    }

    private static HitStanding? Judge(Rule rule, Facts facts, bool altering)
    {
        if (rule.When.Holds(facts))
        {
            if (rule.Discharged(facts.Evidence)) return HitStanding.Discharged;
            return altering && !rule.When.Holds(facts, IsPending) ? HitStanding.Obligation : HitStanding.Counts;
        }
        // what delivery will ask for and only time can give is an obligation already now
        if (!altering) return null;
        var later = facts.With("use.stage", "deliver");
        return rule.When.Holds(later) && !rule.Discharged(facts.Evidence) && !rule.When.Holds(later, IsPending) ? HitStanding.Obligation : null;
    }

    private static RuleHit Hit(RulePack pack, Rule rule, Facts facts, HitStanding standing) => new(
        pack.Id, rule.Id, rule.Title, rule.Authority, rule.Effect, rule.Demand, standing,
        [.. rule.Evidence.Where(e => !facts.Evidence.Contains(e, StringComparer.Ordinal))], rule.Tier == SourceTier.Secondary, rule.WordsFor(facts));

    private static bool IsPending(string fact) => Pending.Any(p => fact.StartsWith(p, StringComparison.Ordinal));
}
