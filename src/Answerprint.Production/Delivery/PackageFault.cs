namespace Answerprint.Production.Delivery;

/// <summary>One thing that is wrong with a package.</summary>
/// <param name="Code">"changed", "added", "removed", "renamed", "link", "book", "unsigned", "version", "lock", "render".</param>
/// <param name="File">From the package's folder.</param>
/// <param name="Words">One sentence without full stop.</param>
public sealed record PackageFault(string Code, string File, string Words)
{
    public override string ToString() => $"{File}: {Words}";
}

/// <summary>What `verify` found out about a package.</summary>
/// <param name="Signer">Name of the key that signed the book; empty where no signature holds.</param>
/// <param name="KeyId">Its id.</param>
/// <param name="Trusted">Whether that key is in the trust list that was given.</param>
/// <param name="Files">How many files were held against the manifest.</param>
/// <param name="Acts">How many acts the book holds.</param>
public sealed record PackageReport(IReadOnlyList<PackageFault> Faults, string Signer, string KeyId, bool Trusted, int Files, long Acts, Manifest? Manifest)
{
    /// <summary>What a reader of the book is told beside: acts that do not count, times that run backwards.</summary>
    public IReadOnlyList<Rights.BookRemark> Remarks { get; init; } = [];

    /// <summary>Whether the show ever ran under the solo profile, by its book.</summary>
    public bool Solo { get; init; }

    /// <summary>The acts of the book, in order; without those that are no acts.</summary>
    public IReadOnlyList<Acts.Act> Book { get; init; } = [];

    /// <summary>The head of the book; null where it can not be read.</summary>
    public Provenance.Ledgers.Checkpoint? Head { get; init; }

    public bool IsIntact => Faults.Count == 0;
}
