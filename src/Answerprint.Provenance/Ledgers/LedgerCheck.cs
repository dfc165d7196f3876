using Answerprint.Provenance.Keys;

namespace Answerprint.Provenance.Ledgers;

/// <summary>
/// Walks a whole log without trusting any of it: reads every entry, hashes every tile again from the entries up, holds the root against the signed checkpoint, and looks at
/// every file of the folder. Names what is wrong by file and entry. Memory: one entry bundle (at most 17 MB) and one tile a level; time: linear in the bytes that are there.
/// Managed code only.
/// </summary>
public static class LedgerCheck
{
    /// <summary>After so many faults it stops looking.</summary>
    public const int MostFaults = 100;

    /// <param name="folder">The folder with <c>checkpoint</c> and <c>tile</c>. It is only read.</param>
    /// <param name="trust">Keys to hold the signature against; the log's own where null, which shows that it is whole but not whose it is.</param>
    /// <param name="read">Told of each entry and its index, in order, once it has been hashed; not necessarily of all where there are faults.</param>
    /// <param name="cancel">Stops within a bundle.</param>
    public static LedgerReport Check(string folder, TrustList? trust = null, Action<long, Entry>? read = null, CancellationToken cancel = default)
    {
        var walk = new LedgerWalk(folder, read, cancel);
        Checkpoint? head = null;
        IReadOnlyList<VerifierKey> signers = [];
        try
        {
            head = walk.ReadHead();
            signers = walk.Signers(head, trust, out var signed);
            // a head that nobody signed says nothing that the entries could be held against
            if (head is not null && signed) walk.Entries(head);
            walk.Files(signed ? head?.Size : null);
        }
        catch (TooManyFaultsException)
        {
            // what was found is enough
        }
        return new LedgerReport(head, signers, trust is not null && signers.Count > 0, walk.Faults, walk.Leftovers);
    }

#pragma warning disable CA1032, CA1064, S3871 // never leaves this room
    internal sealed class TooManyFaultsException : Exception;
#pragma warning restore CA1032, CA1064, S3871
}
