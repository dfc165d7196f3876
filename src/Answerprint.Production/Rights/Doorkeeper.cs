using System.Globalization;
using Answerprint.Production.Acts;

namespace Answerprint.Production.Rights;

/// <summary>Keeps acts that would not count out of a book: whoever tries is told so, with who could do it, and nothing is written. What waits for a second person is let in.</summary>
public static class Doorkeeper
{
    /// <param name="nameOf">What may be shown for a digest.</param>
    public static void Stand(Book book, Func<string, string> nameOf)
    {
        var roll = new Roll();
        var seen = 0;
        book.Guard = (before, next) =>
        {
            for (; seen < before.Count; seen++) roll.Take(before[seen]);
            var then = next.Count == 1 ? roll : roll.Copy();
            foreach (var act in next)
                if ((next.Count == 1 ? then.Judge(act) : then.Take(act)) is { Code: not Uncounted.Waits } why)
                    throw Refusal(why, nameOf(act.By.Person), Place(act), then, nameOf);
        };
    }

    /// <summary>A refusal that names who could do it.</summary>
    public static NotEntitledException Refusal(Uncounted why, string who, string place, Roll roll, Func<string, string> nameOf) => new(why.Code, who, place, why.Words, Remedy(why, roll, nameOf));

    /// <summary>Names of those who could: "Ask one who could: Ann Lee (producer)".</summary>
    public static string WhoCould(IReadOnlyList<Role> roles, Roll roll, Func<string, string> nameOf)
    {
        var able = roll.People.Where(p => p.HoldsAny(roles)).Select(p => $"{nameOf(p.Person)} ({string.Join(", ", p.Roles.Where(roles.Contains).Select(r => r.Plain()))})").Order(StringComparer.Ordinal).ToList();
        if (able.Count > 0) return $"Ask one who could: {string.Join("; ", able)}";
        var givers = roll.People.Where(p => p.HoldsAny(Authority.Heads)).Select(p => nameOf(p.Person)).Order(StringComparer.Ordinal);
        return $"Nobody in this show could yet; {string.Join(" or ", givers)} can give the role {string.Join(" or ", roles.Select(r => r.Word()))} with: answerprint person";
    }

    private static string Remedy(Uncounted why, Roll roll, Func<string, string> nameOf) => why switch
    {
        { Code: "unsigned" or "wrong-key" or "false-signature" } => "Sign it with this person's key: --sign-with FILE",
        { Code: "revoked-key" } => "Sign with the key that holds now; where there is none, a producer or legal registers a new one: answerprint person SHOW NAME --key PUBLIC",
        { Roles.Count: > 0 } => WhoCould(why.Roles, roll, nameOf),
        { Code: "not-founder" } => $"Ask {(roll.Founder is { } founder ? nameOf(founder) : "whoever made the show")}",
        _ => "See docs/people.md",
    };

    private static string Place(Act act) => string.Create(CultureInfo.InvariantCulture, $"{act.Name}");
}
