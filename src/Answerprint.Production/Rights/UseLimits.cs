using Answerprint.Media.Frames;

namespace Answerprint.Production.Rights;

/// <summary>
/// All leave that there is for one thing: of several pieces of leave each reaches what it reaches. What is made of several things may be used where every one of them may: the narrowest. A value;
/// the order in which leave or sources come makes no difference, and another source never makes it wider.
/// </summary>
public sealed class UseLimits : IEquatable<UseLimits>
{
    private const int MostTerms = 1024;

    private UseLimits(IReadOnlyList<UseTerms> terms) => Terms = terms;

    /// <summary>What is made of nothing that anybody gave leave for.</summary>
    public static UseLimits Unlimited { get; } = new([UseTerms.Everything]);

    public static UseLimits None { get; } = new([]);

    /// <summary>Pieces of leave, none of which lies wholly in another.</summary>
    public IReadOnlyList<UseTerms> Terms { get; }

    public bool IsNone => Terms.Count == 0;

    /// <exception cref="BadInputException">More pieces than can be held against each other.</exception>
    public static UseLimits Of(IEnumerable<UseTerms> terms)
    {
        var kept = new List<UseTerms>();
        foreach (var one in terms.Where(t => !t.IsNothing))
        {
            if (kept.Exists(k => k.Holds(one))) continue;
            kept.RemoveAll(one.Holds);
            kept.Add(one);
            if (kept.Count > MostTerms) throw new BadInputException("grants-many", "book", "", $"more than {MostTerms} grants limit one picture, each in another way", "Replace them by one grant that says it all");
        }
        return new([.. kept.OrderBy(k => k.ToString(), StringComparer.Ordinal)]);
    }

    /// <summary>What a picture or a model that comes from all of these may be used for.</summary>
    public static UseLimits Narrowest(IEnumerable<UseLimits> sources) =>
        sources.Aggregate(Unlimited, (all, next) => Of(all.Terms.SelectMany(a => next.Terms.Select(a.Meet))));

    /// <summary>Whether a use is reached, in each of the territories.</summary>
    /// <param name="territories">Where the title is shown; empty: nobody says.</param>
    public bool Permit(GrantScope purpose, string title, IReadOnlyList<string> territories, DateOnly day) =>
        territories.Count == 0 ? Terms.Any(t => t.Permits(purpose, title, null, day)) : territories.All(place => Terms.Any(t => t.Permits(purpose, title, place, day)));

    public UseLimits OnAnyDay() => Of(Terms.Select(t => t.OnAnyDay()));

    public bool Equals(UseLimits? other) => other is not null && Terms.SequenceEqual(other.Terms);

    public override bool Equals(object? obj) => Equals(obj as UseLimits);

    public override int GetHashCode() => Terms.Count == 0 ? 0 : HashCode.Combine(Terms.Count, Terms[0]);

    public override string ToString() => IsNone ? "nothing" : string.Join("; or ", Terms);
}
