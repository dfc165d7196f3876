using Answerprint.Provenance.Keys;

namespace Answerprint.Provenance.Ledgers;

/// <summary>One thing that is wrong with a log.</summary>
/// <param name="File">The path below the log's folder, with '/' between.</param>
/// <param name="Index">The entry that is meant, or null where the whole file is.</param>
/// <param name="Problem">One sentence without full stop.</param>
public sealed record LedgerFault(string File, long? Index, string Problem)
{
    public override string ToString() => $"{File}{(Index is { } index ? $", entry {index}" : "")}: {Problem}";
}

/// <summary>What <see cref="LedgerCheck"/> found.</summary>
/// <param name="Checkpoint">The head, where it could be read.</param>
/// <param name="Signers">The keys whose signatures on the head are true: the trusted ones where a trust list was given, else the log's own.</param>
/// <param name="Trusted">Whether a key of the trust list signed.</param>
/// <param name="Faults">What is wrong, at most <see cref="LedgerCheck.MostFaults"/>; empty where the log is intact.</param>
/// <param name="Leftovers">
/// Files that an interrupted append may leave and that no checkpoint covers: temporary files, tiles ahead of the head, the lock. Not faults of a working log; in a package
/// there must be none.
/// </param>
public sealed record LedgerReport(
    Checkpoint? Checkpoint, IReadOnlyList<VerifierKey> Signers, bool Trusted, IReadOnlyList<LedgerFault> Faults, IReadOnlyList<string> Leftovers)
{
    public bool IsIntact => Faults.Count == 0;
}
