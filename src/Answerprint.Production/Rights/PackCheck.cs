using System.Text.Json;

namespace Answerprint.Production.Rights;

/// <summary>Something in a pack that can be read and is probably not meant.</summary>
/// <param name="Rule">The rule or constraint; empty for the pack itself.</param>
/// <param name="Problem">One sentence without full stop.</param>
/// <param name="Word">What is not known, for a guess at what was meant; empty where nothing is to be guessed.</param>
/// <param name="Among">What it could have been.</param>
public sealed record PackRemark(string Rule, string Problem, string Word, IReadOnlyList<string> Among);

/// <summary>Looks through a pack that can be read for what its author did not mean: facts that nobody gives, values that a fact never has, members that nothing reads, names that are the project's.</summary>
public static class PackCheck
{
    private static readonly string[] OfPack = ["format", "schema", "id", "title", "note", "asOf", "reviewed", "rules", "constraints", "tiers"];
    private static readonly string[] OfRule = ["id", "title", "authority", "kind", "source", "inForce", "when", "effect", "evidence", "words", "unsaid", "note"];
    private static readonly string[] OfConstraint = ["id", "if", "then", "words", "note"];

    /// <param name="document">The bytes that the pack was read from.</param>
    public static IReadOnlyList<PackRemark> Of(RulePack pack, byte[] document)
    {
        var remarks = new List<PackRemark>();
        using (var json = JsonDocument.Parse(document))
        {
            Members(json.RootElement, OfPack, "");
            foreach (var rule in json.RootElement.GetProperty("rules").EnumerateArray()) Members(rule, OfRule, Id(rule));
            if (json.RootElement.TryGetProperty("constraints", out var constraints))
                foreach (var constraint in constraints.EnumerateArray()) Members(constraint, OfConstraint, Id(constraint));
        }
        if (pack.Id == ProjectPack.Id && pack.Hash != ProjectPack.Pack.Hash) remarks.Add(new("", "a pack is called 'project' as the project's own is; it would stand beside those rules and change none", "", []));
        if (pack.AsOf is null) remarks.Add(new("", "it does not say up to which day it tells what was known (asOf)", "", []));
        foreach (var rule in pack.Rules)
        {
            foreach (var (test, _) in rule.When.Tests()) Test(rule.Id, test);
            if (rule.UnsaidFact.Length > 0) Name(rule.Id, rule.UnsaidFact);
            if (rule.Authority.Length == 0) remarks.Add(new(rule.Id, "it does not say whose rule it is (authority)", "", []));
            if (rule.Source.Length == 0 && rule.Kind != "project" && rule.Authority != "project") remarks.Add(new(rule.Id, "it does not say where it stands (source)", "", []));
        }
        foreach (var constraint in pack.Constraints)
            foreach (var (test, _) in constraint.If.Tests().Concat(constraint.Then.Tests())) Test(constraint.Id, test);
        return [.. remarks.DistinctBy(r => (r.Rule, r.Problem))];

        void Members(JsonElement element, string[] known, string id)
        {
            foreach (var name in element.EnumerateObject().Select(p => p.Name).Where(n => !known.Contains(n, StringComparer.Ordinal)))
                remarks.Add(new(id, $"nothing reads the member '{Shown(name)}'", name, known));
        }

        bool Name(string id, string fact)
        {
            if (KnownFacts.Find(fact) is not null) return true;
            remarks.Add(new(id, $"no fact is known by the name '{fact}'{(KnownFacts.CanBeStated(fact) ? ": it counts only if somebody states it" : ": nothing gives it, and nobody can state it")}", fact, [.. KnownFacts.All.Select(f => f.Name)]));
            return false;
        }

        void Test(string id, Condition.Test test)
        {
            if (!Name(id, test.Name) || KnownFacts.Find(test.Name) is not { } known) return;
            var can = (test.Operator, test.Value) switch
            {
                ("in", Fact.Words set) => known.Kind == FactKind.Word && set.Values.All(v => known.Fits(new Fact.Word(v))),
                ("has", Fact.Word word) => known.Kind == FactKind.List && known.Fits(new Fact.Words([word.Value])),
                _ => known.Fits(test.Value),
            };
            if (!can) remarks.Add(new(id, $"{test.Name} is never {test.Value} under '{test.Operator}': it is {(known.Kind is FactKind.YesNo or FactKind.Number ? "" : "one of ")}{KnownFacts.Values(known)}", "", []));
        }
    }

    private static string Id(JsonElement json) => json.GetProperty("id").GetString() ?? "";

    private static string Shown(string text) => new([.. text.Take(64).Select(c => char.IsControl(c) ? '?' : c)]);
}
