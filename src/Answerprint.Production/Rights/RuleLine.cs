namespace Answerprint.Production.Rights;

/// <summary>A rule as people read it in a table.</summary>
/// <param name="Span">Its days in force, in words: "from 2025-01-01".</param>
/// <param name="DatesFrom">Where those days were read; empty where the rule's own source says them.</param>
/// <param name="Evidence">The papers that discharge it; a denial is discharged by none.</param>
public sealed record RuleLine(string Id, string Title, string Authority, string Kind, DateOnly? From, DateOnly? To, string Span, SourceTier Tier, Effect Effect, string Demand, IReadOnlyList<string> Evidence, string Source, string DatesFrom, string Note);
