using System.Globalization;
using Answerprint.Production.Acts;

namespace Answerprint.Production.Rights;

/// <summary>What a reader of a book is told beside whether it is whole.</summary>
/// <param name="Index">Of the act in the book.</param>
/// <param name="Code">A short stable word.</param>
/// <param name="Words">One sentence without full stop, with the act's name.</param>
/// <param name="IsFault">It can not have come about by this program: the book does not pass.</param>
public sealed record BookRemark(long Index, string Code, string Words, bool IsFault);

/// <summary>Reads the acts of a book as a stranger would: which of them do not count and why, and whose time runs backwards. A pure function of the acts.</summary>
public static class BookRemarks
{
    /// <summary>So many are named; more are counted in the last one.</summary>
    private const int Most = 200;

    public static IReadOnlyList<BookRemark> Of(IReadOnlyList<Act> acts)
    {
        var remarks = new List<BookRemark>();
        foreach (var (act, why) in CountedActs.Of(acts).Others) remarks.Add(new(act.Index, why.Code, $"{act.Name} does not count{(why.Code == Uncounted.Waits ? " yet" : "")}: {why.Words}", IsFault: false));
        var roll = new Roll();
        for (var n = 0; n < acts.Count; n++)
        {
            // before a release refused it, a clock that was set back left such entries in honest books
            if (n > 0 && acts[n - 1].At - acts[n].At > Book.MostClockBack)
                remarks.Add(new(acts[n].Index, "time", string.Create(CultureInfo.InvariantCulture, $"{acts[n].Name} bears a time {acts[n - 1].At - acts[n].At:d\\.hh\\:mm\\:ss} before the act before it"), roll.IsRuled && acts[n].Name != Book.ClockCorrected));
            roll.Take(acts[n]);
        }
        var sorted = remarks.OrderBy(r => r.Index).ToList();
        return sorted.Count <= Most ? sorted : [.. sorted.Take(Most), new(sorted[Most].Index, "more", string.Create(CultureInfo.InvariantCulture, $"and {sorted.Count - Most} more remarks"), sorted.Skip(Most).Any(r => r.IsFault))];
    }
}
