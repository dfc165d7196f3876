using System.Globalization;
using Answerprint.Production.Acts;
using Answerprint.Production.Rights;

namespace Answerprint.Production.Delivery;

/// <summary>`credits.csv`: who did what, and which entity answers for it. Names only of people whose release is recorded; others stand as role and digest.</summary>
public static class Credits
{
    /// <param name="released">The name of a person of the book who released it, or null.</param>
    public static string Write(IEnumerable<Act> acts, Func<string, string?> released)
    {
        var table = new Csv("person", "role", "craft", "employer", "accountable_entity", "site", "acts", "minutes");
        foreach (var group in acts.GroupBy(a => a.By with { Minutes = null }).OrderBy(g => g.Key.Role, StringComparer.Ordinal).ThenBy(g => g.Key.Person, StringComparer.Ordinal))
        {
            var by = group.Key;
            // one person's minutes are that person's: a table for others gives them only where several are added up
            var people = group.Select(a => a.By.Person).Distinct().Count();
            var minutes = people > 1 ? group.Sum(a => a.By.Minutes ?? 0).ToString("0.#", CultureInfo.InvariantCulture) : "";
            table.Row(released(by.Person) ?? Short(by.Person), RoleWords.PlainOf(by.Role), RoleWords.PlainOf(by.Craft), by.Employer, by.AccountableEntity, by.Site, group.Count().ToString(CultureInfo.InvariantCulture), minutes);
        }
        // what was made elsewhere bears the name of what it was made with; who sat there is said by whoever brought it
        foreach (var made in acts.Where(a => a.Name == Review.Version.ActName).Select(a => (Act: a, Work: Review.Version.Read(a.Body).Outside)).Where(m => m.Work is { Elsewhere: true }).GroupBy(m => (m.Work!.MadeBy, m.Work.Operation)).OrderBy(g => g.Key.MadeBy, StringComparer.Ordinal))
            table.Row($"made elsewhere: {made.Key.MadeBy}", "made elsewhere", RoleWords.PlainOf(made.Key.Operation), "not stated", made.Last().Act.By.AccountableEntity, "elsewhere", made.Count().ToString(CultureInfo.InvariantCulture), "");
        return table.ToString();
    }

    private static string Short(string person) => person.Length > 24 ? $"{person[..24]}…" : person;
}
