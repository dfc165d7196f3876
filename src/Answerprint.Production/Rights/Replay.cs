using System.Text.Json.Nodes;
using Answerprint.Production.Acts;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Rights;

/// <summary>A past decision, judged again.</summary>
/// <param name="Then">As the book has it.</param>
/// <param name="Faults">What comes out otherwise under the rules of its day, one sentence each; empty where the same verdict comes out.</param>
/// <param name="Today">What the same work comes to today.</param>
/// <param name="Why">Why today's is another, one sentence each; empty where it is not.</param>
public sealed record Replayed(Act Act, Decision Then, IReadOnlyList<string> Faults, Effect Today, IReadOnlyList<string> Why)
{
    public bool Same => Faults.Count == 0;

    public bool AllowedToday => Today <= Effect.Notify;
}

/// <summary>
/// Judges past decisions again: from the facts that the book has written down, under the packs whose hashes it cites, by the rules of its day; and then as it would be judged today.
/// Gives no leave. Pure but for reading packs from the vault.
/// </summary>
public sealed class Replay(Vault vault, ShowRules today, DateOnly day)
{
    private readonly Dictionary<string, RulePack> read = new(StringComparer.Ordinal);

    /// <exception cref="PackTamperedException">The bytes of a pack that is judged by today are not those that were chosen.</exception>
    /// <exception cref="FormatException">The act holds no decision.</exception>
    public Replayed Of(Act act)
    {
        var then = Decision.From(act.Body.Object("decision"));
        var faults = new List<string>();
        var packs = new List<RulePack>();
        foreach (var cited in then.Packs)
            if (Cited(cited, faults) is { } pack) packs.Add(pack);
        if (then.Packs.Count == 0 || ProjectPack.Of(then.Packs[0].Hash) is null) faults.Add("it does not begin with rules that ever were the project's own");
        if (faults.Count == 0) Compare(then, Ruling.Under(then.Facts, packs, then.Day), faults);
        if (Gainsays(then) is { Length: > 0 } said) faults.Add($"the use and the facts that it was judged by differ: {said}");
        return Now(act, then, faults, packs);
    }

    private Replayed Now(Act act, Decision then, List<string> faults, List<RulePack> before)
    {
        var facts = Refreshed(then.Facts, today.For(then.Shot));
        var chosen = today.Packs.Select(p => Read(p.Id, p.Hash)).ToList();
        var ruling = Ruling.Of(facts, chosen, day);
        var strongest = Contradicted(then) ? Effect.Deny : ruling.Strongest;
        var was = then.Hits.Where(h => h.Standing == HitStanding.Counts).Select(h => h.Rule).ToHashSet(StringComparer.Ordinal);
        var counts = ruling.Judged.Where(j => j.Hit.Standing == HitStanding.Counts).ToList();
        var why = new List<string>();
        if (strongest != then.Strongest || !was.Where(r => r != ContradictionId).ToHashSet(StringComparer.Ordinal).SetEquals(counts.Select(j => j.Hit.Rule)))
        {
            var now = Ruling.InOrder(chosen);
            why.AddRange(now.Where(p => !then.Packs.Any(c => c.Hash == p.Hash)).Select(p => then.Packs.Any(c => c.Id == p.Id) ? $"the rules of '{p.Id}' are others than then" : $"the pack '{p.Id}' is chosen now and was not then"));
            why.AddRange(then.Packs.Where(c => !now.Any(p => p.Id == c.Id)).Select(c => $"the pack '{c.Id}' is not chosen any more"));
            why.AddRange(facts.All.Where(f => f.Key != Facts.EvidenceName && then.Facts.Find(f.Key)?.Equals(f.Value) != true).Select(f => $"{f.Key} is {f.Value} now and was {(then.Facts.Find(f.Key) is { } old ? old.ToString() : "not said")} then"));
            why.AddRange(then.Facts.All.Where(f => facts.Find(f.Key) is null).Select(f => $"{f.Key} was {f.Value} then and is not said now"));
            why.AddRange(facts.Evidence.Except(then.Facts.Evidence, StringComparer.Ordinal).Select(e => $"the paper {e} is on file now"));
            why.AddRange(then.Facts.Evidence.Except(facts.Evidence, StringComparer.Ordinal).Select(e => $"the paper {e} is not on file any more"));
            why.AddRange(counts.Where(j => !was.Contains(j.Hit.Rule)).Select(j => $"{j.Hit.Rule} counts now and did not then{(j.Rule is { } rule && !rule.InForce(then.Day) ? $": it is in force {Because.Span(rule)}" : "")}"));
            why.AddRange(was.Where(r => r != ContradictionId && !counts.Exists(j => j.Hit.Rule == r)).Order(StringComparer.Ordinal).Select(r => $"{r} counted then and does not now{(before.SelectMany(p => p.Rules).FirstOrDefault(b => b.Id == r) is { } rule && !rule.InForce(day) ? $": it was in force {Because.Span(rule)}" : "")}"));
        }
        return new(act, then, faults, strongest, why);
    }

    private const string ContradictionId = "PRJ-C0";

    /// <summary>What people state and file is read anew; what the work and the book's acts said then stays.</summary>
    private static Facts Refreshed(Facts then, Facts now)
    {
        var facts = then;
        foreach (var name in then.All.Keys.Where(KnownFacts.CanBeStated)) facts = facts.Without(name);
        facts = facts.Without(Facts.EvidenceName);
        var papers = then.Evidence.Where(e => !KnownFacts.CanBeFiled(e)).ToList();
        return (papers.Count > 0 ? facts.WithEvidence(papers) : facts).And(now);
    }

    private static void Compare(Decision then, Ruling again, List<string> faults)
    {
        var contradicted = Contradicted(then);
        var strongest = contradicted ? Effect.Deny : again.Strongest;
        if (strongest != then.Strongest) faults.Add($"the book says {then.Strongest.Word()}, and {strongest.Word()} comes out");
        if (then.Allowed != (again.Clear && !contradicted)) faults.Add(then.Allowed ? "the book says that it was allowed, and it is not" : "the book says that it was refused, and it is allowed");
        var (was, now) = (Keys(then.Hits.Where(h => h.Rule != ContradictionId)), Keys(again.Hits));
        faults.AddRange(now.Except(was, StringComparer.Ordinal).Where(_ => then.More == 0).Select(k => $"{k} comes out and is not in the book"));
        faults.AddRange(was.Except(now, StringComparer.Ordinal).Select(k => $"{k} is in the book and does not come out"));
    }

    private static List<string> Keys(IEnumerable<RuleHit> hits) => [.. hits.Select(h => $"{h.Rule} of '{h.Pack}' ({h.Effect.Word()}, {h.Standing.ToString().ToLowerInvariant()})")];

    private static bool Contradicted(Decision decision) => decision.Hits.Any(h => h.Rule == ContradictionId);

    private static string Gainsays(Decision decision)
    {
        var use = (JsonObject)JsonNode.Parse(decision.Use)!;
        (string Member, string Fact)[] pairs = [("stage", "use.stage"), ("operation", "use.op"), ("class", "use.performer_class")];
        return string.Join(", ", pairs.Where(p => use.TextOrNull(p.Member) is { } said && decision.Facts.Find(p.Fact)?.ToString() != said).Select(p => p.Fact));
    }

    private RulePack? Cited(PackCited cited, List<string> faults)
    {
        if (ProjectPack.Of(cited.Hash) is { } own) return own;
        try
        {
            return Read(cited.Id, Digest.Parse(cited.Hash));
        }
        catch (PackTamperedException e)
        {
            faults.Add($"pack '{e.Pack}' ({e.Hash[..12]}…): {e.Problem}");
        }
        catch (FormatException)
        {
            faults.Add($"pack '{cited.Id}' is cited by what is no hash");
        }
        return null;
    }

    private RulePack Read(string id, Digest hash) => read.TryGetValue(hash.Hex, out var pack) ? pack : read[hash.Hex] = ShowRules.Open(vault, id, hash);
}
