using System.Collections.Immutable;
using System.Globalization;

namespace Answerprint.Production.Rights;

/// <summary>
/// What one piece of leave reaches: purposes, titles, territories, days. A value; two that reach the same uses are equal. What has no purpose, title, territory or day left is <see cref="Nothing"/>.
/// </summary>
public sealed record UseTerms
{
    private UseTerms(ImmutableSortedSet<GrantScope> purposes, ImmutableSortedSet<string>? titles, ImmutableSortedSet<string>? territories, DateOnly? since, DateOnly? until)
    {
        (Purposes, Titles, Territories, Since, Until) = (purposes, titles, territories, since, until);
        Key = string.Create(CultureInfo.InvariantCulture, $"{string.Join(',', purposes)}|{Joined(titles)}|{Joined(territories)}|{since:yyyy-MM-dd}|{until:yyyy-MM-dd}").ToUpperInvariant();
    }

    /// <summary>Every use, everywhere, for ever.</summary>
    public static UseTerms Everything { get; } = Of(Enum.GetValues<GrantScope>(), null, null, null, null);

    public static UseTerms Nothing { get; } = new([], null, null, null, null);

    /// <summary>Each is given by name, none by another.</summary>
    public ImmutableSortedSet<GrantScope> Purposes { get; }

    /// <summary>Null: every title.</summary>
    public ImmutableSortedSet<string>? Titles { get; }

    /// <summary>As <see cref="Territory"/> writes them, none inside another; null: everywhere.</summary>
    public ImmutableSortedSet<string>? Territories { get; }

    /// <summary>First day; null: no beginning.</summary>
    public DateOnly? Since { get; }

    /// <summary>Last day; null: no end.</summary>
    public DateOnly? Until { get; }

    public bool IsNothing => Purposes.IsEmpty;

    private string Key { get; }

    /// <param name="titles">Null: every title.</param>
    /// <param name="territories">Null: everywhere.</param>
    /// <exception cref="FormatException">A territory is none.</exception>
    public static UseTerms Of(IEnumerable<GrantScope> purposes, IEnumerable<string>? titles, IEnumerable<string>? territories, DateOnly? since, DateOnly? until)
    {
        var all = purposes.ToImmutableSortedSet();
        var named = titles?.Select(t => t.Trim()).Where(t => t.Length > 0).ToImmutableSortedSet(StringComparer.OrdinalIgnoreCase);
        var places = territories?.Select(Territory.Parse).ToHashSet(StringComparer.Ordinal);
        var outermost = places?.Where(p => !places.Any(o => o != p && Territory.Holds(o, p))).ToImmutableSortedSet(StringComparer.Ordinal);
        return all.IsEmpty || named is { IsEmpty: true } || outermost is { IsEmpty: true } || since > until ? Nothing : new(all, named, outermost, since, until);
    }

    /// <summary>Whether it reaches one use.</summary>
    /// <param name="territory">Null: the show does not say where it is shown; then only leave for everywhere reaches it.</param>
    public bool Permits(GrantScope purpose, string title, string? territory, DateOnly day) =>
        Purposes.Contains(purpose) && (Titles is null || Titles.Contains(title.Trim())) && (Territories is null || (territory is not null && Territories.Any(t => Territory.Holds(t, territory)))) && !(day < Since) && !(day > Until);

    /// <summary>The uses that both reach.</summary>
    public UseTerms Meet(UseTerms other)
    {
        var titles = Titles is null ? other.Titles : other.Titles is null ? Titles : Titles.Intersect(other.Titles);
        var territories = Territories is null ? other.Territories : other.Territories is null ? Territories
            : Territories.Where(t => other.Territories.Any(o => Territory.Holds(o, t))).Concat(other.Territories.Where(o => Territories.Any(t => Territory.Holds(t, o)))).ToImmutableSortedSet(StringComparer.Ordinal);
        return Of(Purposes.Intersect(other.Purposes), titles, territories, Later(Since, other.Since), Earlier(Until, other.Until));
    }

    /// <summary>Whether it reaches every use that another reaches.</summary>
    public bool Holds(UseTerms other) => other.IsNothing || Meet(other) == other;

    /// <summary>The same without its days.</summary>
    public UseTerms OnAnyDay() => Of(Purposes, Titles, Territories, null, null);

    public bool Equals(UseTerms? other) => other is not null && Key == other.Key;

    public override int GetHashCode() => Key.GetHashCode(StringComparison.Ordinal);

    /// <summary>As people say it: "alter, deliver; for Small; in EU, US; until 2027-01-31".</summary>
    public override string ToString()
    {
        if (IsNothing) return "nothing";
        var parts = new List<string> { string.Join(", ", Purposes.Select(p => p.ToString().ToLowerInvariant())) };
        if (Titles is not null) parts.Add($"for {string.Join(", ", Titles)}");
        if (Territories is not null) parts.Add($"in {string.Join(", ", Territories)}");
        if (Since is { } since) parts.Add(string.Create(CultureInfo.InvariantCulture, $"from {since:yyyy-MM-dd}"));
        if (Until is { } until) parts.Add(string.Create(CultureInfo.InvariantCulture, $"until {until:yyyy-MM-dd}"));
        return string.Join("; ", parts);
    }

    private static DateOnly? Later(DateOnly? a, DateOnly? b) => a is null ? b : b is null ? a : a > b ? a : b;

    private static DateOnly? Earlier(DateOnly? a, DateOnly? b) => a is null ? b : b is null ? a : a < b ? a : b;

    // a title may hold any letter, so its length goes before it
    private static string Joined(ImmutableSortedSet<string>? words) => words is null ? "*" : string.Concat(words.Select(w => $"{w.Length}:{w}"));
}
