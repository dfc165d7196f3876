namespace Answerprint.Production.Rights;

/// <summary>What stands behind a decision, for whoever asks later: the packs, every rule hit with its title and source, the papers that were missing, the smallest change.</summary>
public static class Account
{
    /// <summary>One line each; read from the decision alone.</summary>
    public static IReadOnlyList<string> Of(Decision decision)
    {
        var lines = new List<string> { $"Judged by the rules of {Because.Day(decision.Day)}: {string.Join("; ", decision.Packs.Select(Pack))}." };
        if (decision.Hits.Count == 0) lines.Add("No rule was hit.");
        foreach (var hit in decision.Hits) lines.Add($"{hit.Rule}, {hit.Effect.Word()}, {Standing(hit.Standing)}: {hit.Title.TrimEnd('.')} ({Whose(hit)}{(hit.Check ? "; read in a report: check the text" : "")}).");
        if (decision.More > 0) lines.Add($"And {decision.More} more that did not fit into the book.");
        var missing = decision.Hits.Where(h => h.Standing != HitStanding.Discharged && h.Effect != Effect.Deny).SelectMany(h => h.Missing).Distinct(StringComparer.Ordinal).ToList();
        if (missing.Count > 0) lines.Add($"Papers that were missing: {string.Join(", ", missing.Select(Remedy.Plain))}.");
        if (!decision.Allowed) lines.Add(decision.SmallestChange.Count > 0 ? $"Smallest change: {string.Join("; and ", decision.SmallestChange.Select(c => $"{c.Words} ({RoleWords.PlainOf(c.By)})"))}." : "No change that people can bring about would have let it go ahead.");
        return lines;
    }

    private static string Pack(PackCited pack) => pack.Id == ProjectPack.Id && ProjectPack.Of(pack.Hash) is not null ? "the project's own rules" : $"{pack.Id} ({pack.Hash[..Math.Min(12, pack.Hash.Length)]}…), {(pack.Reviewed ? "reviewed" : "reviewed by nobody")}";

    private static string Standing(HitStanding standing) => standing switch { HitStanding.Counts => "counts", HitStanding.Discharged => "discharged by papers on file", _ => "to be met before delivery" };

    private static string Whose(RuleHit hit) => string.Join("; ", new[] { hit.Authority == ProjectPack.Id ? "the project's own" : hit.Authority, hit.Source }.Where(t => t.Length > 0).DefaultIfEmpty(hit.Pack));
}
