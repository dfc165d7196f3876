using System.Globalization;
using Answerprint.Production.Editorial;
using Answerprint.Production.Plates;
using Answerprint.Production.Rights;

namespace Answerprint.Studio.Commands;

/// <summary>What the commands about leave have in common.</summary>
internal static class Leave
{
    /// <exception cref="FormatException">It is no day.</exception>
    public static DateOnly? Day(string? text) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw new FormatException($"'{text}' is no day: write 2027-01-31");

    /// <summary>Whether an act waits for a second person.</summary>
    public static bool Waits(Show show, long index) => CountedActs.Of(show.Book.Acts).Roll.WaitingAt(index) is not null;

    /// <summary>A few of many, for a line that people read.</summary>
    public static string Some(IReadOnlyCollection<GrantSubject> subjects) => string.Join(", ", subjects.Take(3)) + (subjects.Count > 3 ? $" and {subjects.Count - 3} more" : "");

    /// <summary>The act for which a role is asked; null where whoever sits here gave that leave, or it was given in their name: they take it back in any role.</summary>
    public static string? ActFor(Show show, string? by, long index, string withdrawal)
    {
        var (acts, person) = (show.Book.Acts, Seat.Person(show, by).Digest);
        return index >= 0 && index < acts.Count && (acts[(int)index].By.Person == person || acts[(int)index].Body.TextOrNull("performer") == person) ? null : withdrawal;
    }
}
