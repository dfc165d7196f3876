using System.Text.Json.Nodes;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;
using Answerprint.Verify.Terminal;

namespace Answerprint.Studio.Commands;

/// <summary>A pack as a lawyer reads it.</summary>
internal static class PackTable
{
    public static JsonObject Say(RulePack pack, Session session)
    {
        session.Say($"{pack.Title}  [{pack.Id}, {pack.Hash[..12]}…]{(pack.AsOf is { } asOf ? $", as of {RulesCommand.Day(asOf)}" : "")}");
        session.Say(pack.Review is { } review ? $"Reviewed by {review.By} on {RulesCommand.Day(review.On)}." : pack.Banner!);
        if (pack.Note.Length > 0) session.Say(pack.Note);
        var rules = new JsonArray();
        foreach (var rule in pack.Lines)
        {
            session.Say($"  {rule.Id,-9} {rule.Title}");
            session.Say($"            whose: {rule.Authority}{(rule.Kind.Length > 0 ? $" ({rule.Kind})" : "")}; {rule.Span}; {(rule.Tier == SourceTier.Primary ? "the text itself was read" : "read in a report: check the text")}");
            session.Say($"            does: {rule.Effect.Word()}{(rule.Demand.Length > 0 ? $" ({Plain(rule.Demand)})" : "")}; {Discharge(rule)}");
            if (rule.Note.Length > 0) session.Say($"            note: {rule.Note}");
            if (rule.Source.Length > 0) session.Say($"            where: {rule.Source}{(rule.DatesFrom.Length > 0 ? $" (its days: {rule.DatesFrom})" : "")}");
            rules.Add(new JsonObject
            {
                ["id"] = rule.Id, ["what"] = rule.Title, ["who"] = rule.Authority, ["kind"] = rule.Kind, ["from"] = rule.From is { } from ? RulesCommand.Day(from) : null, ["to"] = rule.To is { } to ? RulesCommand.Day(to) : null,
                ["tier"] = rule.Tier == SourceTier.Primary ? "P" : "S", ["effect"] = rule.Effect.Word(), ["demand"] = rule.Demand, ["evidence"] = JsonReading.Array(rule.Evidence), ["source"] = rule.Source, ["datesFrom"] = rule.DatesFrom, ["note"] = rule.Note,
            });
        }
        foreach (var (id, words) in pack.Contradictions) session.Say($"  {id,-9} facts that contradict one another are refused: {words}");
        session.Say();
        return new()
        {
            ["id"] = pack.Id, ["title"] = pack.Title, ["hash"] = pack.Hash, ["asOf"] = pack.AsOf is { } day ? RulesCommand.Day(day) : null,
            ["reviewed"] = pack.Review is { } seen ? new JsonObject { ["by"] = seen.By, ["on"] = RulesCommand.Day(seen.On) } : null, ["rules"] = rules, ["constraints"] = JsonReading.Array(pack.Contradictions.Select(c => c.Id)),
        };
    }

    private static string Discharge(RuleLine rule) => (rule.Effect, rule.Evidence.Count) switch
    {
        (Effect.Deny, 0) => "nothing discharges it",
        (Effect.Deny, _) => $"no paper discharges a denial; what shows that it does not apply: {string.Join(", ", rule.Evidence.Select(Plain))}",
        (_, 0) => "no paper discharges it",
        _ => $"discharged by: {string.Join(", ", rule.Evidence.Select(Plain))}",
    };

    private static string Plain(string word) => word.Replace('_', ' ');
}
