using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Production.Rights;
using Xunit;

namespace Answerprint.Tests.Production.Rights;

/// <summary>
/// What holds for any facts under all packs. A fact is bad where saying it (in place of nothing, or of another value) lets no comparison of any rule come out further from a hit
/// than before: it only ever occurs as a hit. The stage is none: it says when is asked, and not what is so.
/// </summary>
public sealed class RulingPropertyTest
{
    private const int Sets = 10_000;

    private static readonly RulePack[] Packs = [.. SamplePacks.Names.Select(SamplePacks.Open)];
    private static readonly List<(Condition.Test Test, bool Towards, int Nots)> Comparisons = [.. Ruling.InOrder(Packs).SelectMany(Compared)];
    private static readonly Dictionary<string, Fact[]> Values = Comparisons.GroupBy(c => c.Test.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => Around(g.Select(c => c.Test.Value)), StringComparer.Ordinal);
    private static readonly string[] Names = [.. Values.Keys.Order(StringComparer.Ordinal)];
    private static readonly string[] Papers = [.. Ruling.InOrder(Packs).SelectMany(p => p.Rules).SelectMany(r => r.Evidence).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    private static readonly Facts[] Situations = [.. SamplePacks.Names.Append(ProjectPack.Id).SelectMany(n => Scenarios.Run(SamplePacks.Scenarios(n), Packs, Samples.Day)).Select(o => o.Facts)];

    [Fact]
    public void Of_TenThousandFactSets_ABadFactNeverWeakensAndLostPapersNeverDo()
    {
        var chance = new Random(20261122);
        var (bad, stronger, lost, louder) = (0, 0, 0, 0);
        for (var n = 0; n < Sets; n++)
        {
            var facts = Drawn(chance);
            var before = Ruling.Of(facts, Packs, Samples.Day);
            if (BadFact(facts, chance) is { } worse)
            {
                bad++;
                var after = Ruling.Of(facts.With(worse.Name, worse.Value), Packs, Samples.Day);
                Assert.True(after.Strongest >= before.Strongest, $"set {n}: {worse.Name} = {worse.Value} turns {before.Strongest} into {after.Strongest}: {facts.ToJson().ToJsonString()}");
                if (after.Strongest > before.Strongest) stronger++;
            }
            if (facts.Evidence.Count > 0)
            {
                lost++;
                var paper = facts.Evidence[chance.Next(facts.Evidence.Count)];
                var after = Ruling.Of(facts.With(Facts.EvidenceName, facts.Evidence.Where(e => e != paper)), Packs, Samples.Day);
                Assert.True(after.Strongest >= before.Strongest, $"set {n}: without {paper} {before.Strongest} becomes {after.Strongest}");
                if (Counting(after).Count > Counting(before).Count) louder++;
            }
        }
        Assert.True(bad > Sets * 9 / 10 && stronger > Sets / 20 && lost > Sets / 2 && louder > Sets / 50, $"{bad} bad, {stronger} made it stronger, {lost} papers lost, {louder} let a rule count: the sets do not reach what they should");
    }

    [Fact]
    public void Of_TenThousandFactSets_NeitherOrderNorRepetitionMattersAndAPackOnlyAdds()
    {
        var chance = new Random(7);
        var shuffled = Enumerable.Range(0, 4).Select(i => Packs.Select(p => Shuffled(p.Id, new Random(i))).OrderBy(_ => new Random(i).Next()).ToArray()).ToList();
        var added = 0;
        for (var n = 0; n < Sets; n++)
        {
            var facts = Drawn(chance);
            var day = Samples.Day.AddDays(chance.Next(-1200, 1400));
            var all = Keys(Ruling.Of(facts, Packs, day));
            var other = facts.All.OrderBy(_ => chance.Next()).Aggregate(Facts.None, (bag, f) => bag.With(f.Key, f.Value is Fact.Words l ? new Fact.Words([.. l.Values.OrderBy(_ => chance.Next()), .. l.Values.Take(1)]) : f.Value));
            Assert.Equal(all, Keys(Ruling.Of(other, shuffled[n % shuffled.Count].Concat(shuffled[n % shuffled.Count].Take(2)), day)));

            var fewer = Ruling.Of(facts, Packs.Where((_, i) => (n >> (i % 13) & 1) == 0), day);
            var more = Ruling.Of(facts, Packs, day);
            Assert.True(more.Strongest >= fewer.Strongest, $"set {n}: a pack more turns {fewer.Strongest} into {more.Strongest}");
            Assert.Equal([], Keys(fewer).Except(all, StringComparer.Ordinal));
            if (more.Strongest > fewer.Strongest) added++;
        }
        Assert.True(added > Sets / 20, $"{added} sets in which a pack added something");
    }

    [Fact]
    public void State_AnyFactThatPeopleMayState_TakesNothingFromTheProjectsRules()
    {
        var own = ProjectPack.Pack.Rules.SelectMany(r => r.When.Tests().Select(t => (t.Test, Towards: t.Nots % 2 == 0, t.Nots))).Concat(ProjectPack.Pack.Constraints.SelectMany(ComparedIn)).ToList();
        var statable = own.Where(o => KnownFacts.CanBeStated(o.Test.Name)).ToList();
        Assert.NotEmpty(statable);
        foreach (var (test, towards, nots) in statable)
            foreach (var value in Values[test.Name])
                Assert.True(Toward(test, value, towards, nots) || !Toward(test, null, towards, nots), $"{test.Name} = {value} would lift a rule of the project's");
    }

    private static Facts Drawn(Random chance)
    {
        // some from nothing, most from a situation that hits a rule or just misses it; the more is said at random, the surer something is denied
        var facts = chance.Next(4) == 0 ? Facts.None : Situations[chance.Next(Situations.Length)];
        var density = chance.Next(4) switch { 0 => chance.Next(1, 40), 1 => chance.Next(1, 6), _ => chance.Next(0, 2) };
        foreach (var name in Names)
            if (chance.Next(100) < density) facts = chance.Next(6) == 0 ? facts.Without(name) : facts.With(name, Values[name][chance.Next(Values[name].Length)]);
        if (chance.Next(4) == 0) facts = facts.With("use.stage", chance.Next(2) == 0 ? "alter" : "train");
        var papers = Papers.Where(_ => chance.Next(100) < density).ToList();
        return papers.Count > 0 ? facts.WithEvidence(papers) : facts;
    }

    /// <summary>A bad fact; rather one by which a comparison comes nearer to a hit than one that changes nothing.</summary>
    private static (string Name, Fact Value)? BadFact(Facts facts, Random chance)
    {
        (string, Fact)? idle = null;
        for (var tries = 0; tries < 60; tries++)
        {
            var name = Names[chance.Next(Names.Length)];
            var value = Values[name][chance.Next(Values[name].Length)];
            var old = facts.Find(name);
            if (name == "use.stage" || value.Equals(old)) continue;
            var moved = Comparisons.Where(c => c.Test.Name == name).Select(c => (Before: Toward(c.Test, old, c.Towards, c.Nots), After: Toward(c.Test, value, c.Towards, c.Nots))).ToList();
            if (moved.Exists(m => m.Before && !m.After)) continue;
            if (moved.Exists(m => m.After && !m.Before)) return (name, value);
            idle = (name, value);
        }
        return idle;
    }

    /// <summary>Whether a comparison comes out towards a hit.</summary>
    private static bool Toward(Condition.Test test, Fact? fact, bool towards, int nots) => test.Reads(fact, nots) == towards;

    private static IEnumerable<(Condition.Test Test, bool Towards, int Nots)> Compared(RulePack pack) =>
        pack.Rules.SelectMany(r => r.When.Tests()).Select(t => (t.Test, t.Nots % 2 == 0, t.Nots)).Concat(pack.Constraints.SelectMany(ComparedIn));

    /// <summary>A constraint is hit where what it supposes holds and what it demands does not.</summary>
    private static IEnumerable<(Condition.Test Test, bool Towards, int Nots)> ComparedIn(Constraint constraint) =>
        constraint.If.Tests().Select(t => (t.Test, t.Nots % 2 == 0, t.Nots)).Concat(constraint.Then.Tests().Select(t => (t.Test, t.Nots % 2 == 1, t.Nots)));

    private static Fact[] Around(IEnumerable<Fact> compared)
    {
        var values = new HashSet<Fact>();
        foreach (var value in compared)
            values.UnionWith(value switch
            {
                Fact.Flag => [new Fact.Flag(true), new Fact.Flag(false)],
                Fact.Number n => [n, new Fact.Number(n.Value - 1), new Fact.Number(n.Value + 1)],
                Fact.Words l => [.. l.Values.Select(v => new Fact.Word(v)), new Fact.Word("other")],
                Fact.Word w => [w, new Fact.Word("other"), new Fact.Words([w.Value]), new Fact.Words([w.Value, "other"]), new Fact.Words(["other"])],
                _ => Array.Empty<Fact>(),
            });
        return [.. values];
    }

    private static RulePack Shuffled(string name, Random chance)
    {
        var json = (JsonObject)JsonNode.Parse(SamplePacks.Bytes(name))!;
        foreach (var list in new[] { "rules", "constraints" })
            if (json[list] is JsonArray array) json[list] = new JsonArray([.. array.Select(r => r!.DeepClone()).OrderBy(_ => chance.Next())]);
        return RulePack.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), $"{name}.json");
    }

    private static List<string> Counting(Ruling ruling) => [.. ruling.Hits.Where(h => h.Standing == HitStanding.Counts).Select(h => h.Rule)];

    private static List<string> Keys(Ruling ruling) => [.. ruling.Hits.Select(h => $"{h.Pack} {h.Rule} {h.Effect} {h.Standing} {string.Join(",", h.Missing)}")];
}
