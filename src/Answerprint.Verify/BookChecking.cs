using System.Text.Json.Nodes;
using Answerprint.Production.Acts;
using Answerprint.Production.Rights;
using Answerprint.Provenance.Keys;
using Answerprint.Provenance.Ledgers;

namespace Answerprint.Verify;

/// <summary>Checks a book: that of a show, or a copy.</summary>
internal static class BookChecking
{
    /// <param name="path">As it was named.</param>
    /// <param name="folder">Where the book lies.</param>
    public static Checked Of(string path, string folder, TrustList? keys, Session session)
    {
        var acts = new List<Act>();
        var report = LedgerCheck.Check(folder, keys, (index, entry) => Take(acts, index, entry), session.Cancel);
        for (var n = 0; n < acts.Count; n++) acts[n] = acts[n] with { Origin = report.Checkpoint?.Origin ?? "" };
        var remarks = BookRemarks.Of(acts);
        var signer = report.Signers.Count > 0 ? report.Signers[0] : null;
        var faults = report.Faults.Select(f => new Fault("book", f.File, f.Index is { } i ? $"entry {i}" : "", f.Problem, "Bring the book back from a copy")).ToList();
        faults.AddRange(remarks.Where(r => r.IsFault).Select(r => new Fault(r.Code, "", $"entry {r.Index}", r.Words, "Ask the site how it came about: this program writes no such entry")));
        var found = new Checked("book", path, signer?.Name ?? "", signer?.IdText ?? "", report.Trusted, faults)
        {
            Remarks = remarks, Solo = CountedActs.Of(acts).Roll.EverSolo, Acts = acts, Head = report.Checkpoint, More = new JsonObject { ["acts"] = report.Checkpoint?.Size },
        };
        return report.IsIntact ? found with { Words = [$"{Counted.Of(report.Checkpoint!.Size, "act")}: {found.Whose}"] } : found;
    }

    /// <summary>What is no act of ours is no fault of the log: it is passed over.</summary>
    private static void Take(List<Act> acts, long index, Entry entry)
    {
        try
        {
            acts.Add(ActReader.House.Read(entry, index));
        }
        catch (FormatException)
        {
            // the log of something else
        }
    }
}
