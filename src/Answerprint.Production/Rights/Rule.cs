using System.Collections.Immutable;

namespace Answerprint.Production.Rights;

/// <summary>How well a rule's source was read.</summary>
public enum SourceTier
{
    /// <summary>Known from a report about it: the verdict says "check".</summary>
    Secondary = 0,

    /// <summary>The text itself was read.</summary>
    Primary = 1,
}

/// <summary>One rule of a pack.</summary>
/// <param name="Id">Short and stable: "PRJ-07".</param>
/// <param name="Title">What the rule says, one sentence.</param>
/// <param name="Authority">Whose rule it is.</param>
/// <param name="Source">Address of the text.</param>
/// <param name="From">First day in force; null: always was.</param>
/// <param name="To">Last day in force; null: no end known.</param>
/// <param name="Demand">What the effect names: who must approve, what must be marked, why it is denied.</param>
/// <param name="Evidence">Papers that discharge the rule when all are at hand; a denial, or a rule without any, is never discharged.</param>
/// <param name="Words">Why, as a producer would say it; the title where a pack has none.</param>
/// <param name="UnsaidFact">A fact whose absence is the reason; then <paramref name="UnsaidWords"/> say why. Empty where a rule has none.</param>
internal sealed record Rule(
    string Id, string Title, string Authority, string Source, SourceTier Tier, DateOnly? From, DateOnly? To,
    Condition When, Effect Effect, string Demand, ImmutableArray<string> Evidence, string Words, string UnsaidFact, string UnsaidWords)
{
    /// <summary>What sort of rule it is: "law", "contract", "client", "guidance", "standard", "project". Empty where a pack does not say.</summary>
    public string Kind { get; init; } = "";

    /// <summary>What a reader of the rule should know beside it.</summary>
    public string Note { get; init; } = "";

    /// <summary>Where its days in force were read, where that is another text than the rule's or texts disagree.</summary>
    public string DatesFrom { get; init; } = "";

    public bool InForce(DateOnly day) => (From is not { } from || day >= from) && (To is not { } to || day <= to);

    public string WordsFor(Facts facts) =>
        UnsaidFact.Length > 0 && facts.Find(UnsaidFact) is (null or Fact.Word { Value: "unknown" }) ? UnsaidWords : Words;

    public bool Discharged(IReadOnlyList<string> papers) =>
        Effect != Effect.Deny && Evidence.Length > 0 && Evidence.All(e => papers.Contains(e, StringComparer.Ordinal));
}

/// <summary>Facts that can not stand beside one another: where <paramref name="If"/> holds, <paramref name="Then"/> must be known to hold.</summary>
/// <param name="Words">Why, as a producer would say it.</param>
internal sealed record Constraint(string Id, Condition If, Condition Then, string Words);
