using Answerprint.Production.Acts;

namespace Answerprint.Production.Rights;

/// <summary>
/// Which acts of a book count. That an act stands in the book shows that the site's key let it in; here it is asked whether the person whose name it bears signed it, where they have a key, held
/// a role that may do it at that point of the book, and was seconded where two are asked for. A pure function of the acts; a value, safe for use from several threads.
/// </summary>
public sealed class CountedActs
{
    private readonly Roll last;

    private CountedActs(IReadOnlyList<Act> acts, IReadOnlyList<(Act Act, Uncounted Why)> others, Roll roll)
    {
        Acts = acts;
        Others = others;
        last = roll;
    }

    /// <summary>Those that count, in the order of the book.</summary>
    public IReadOnlyList<Act> Acts { get; }

    /// <summary>The others, each with the reason. Among them those that wait for a second person.</summary>
    public IReadOnlyList<(Act Act, Uncounted Why)> Others { get; }

    /// <summary>Who is who at the end of the book.</summary>
    public Roll Roll => last.Copy();

    /// <param name="acts">All acts of one book in its order.</param>
    public static CountedActs Of(IEnumerable<Act> acts)
    {
        var roll = new Roll();
        var all = acts as IReadOnlyList<Act> ?? [.. acts];
        var not = new SortedDictionary<int, (Act, Uncounted)>();
        var places = new Dictionary<long, int>();
        for (var n = 0; n < all.Count; n++)
        {
            var why = roll.Take(all[n]);
            if (why is null && all[n].Name == PeopleActs.ActSeconded && PeopleActs.Index(all[n].Body) is { } index && places.TryGetValue(index, out var first)) not.Remove(first);
            if (why is null) continue;
            not[n] = (all[n], why);
            if (why.Code == Uncounted.Waits) places[all[n].Index] = n;
        }
        return new(not.Count == 0 ? all : [.. all.Where((_, n) => !not.ContainsKey(n))], [.. not.Values], roll);
    }

    /// <summary>How an act that counts is vouched for, in words.</summary>
    public static string SignedBy(Act act) => act.Signature is not null ? "signed by the person" : act.By.Person == Actor.TheSite ? "signed by the site" : "the site signed for them";
}
