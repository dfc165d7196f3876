namespace Answerprint.Provenance.Ledgers;

/// <summary>One entry of the log: bytes of the application, at most 65,535 of them, because a bundle gives each length in sixteen bits.</summary>
public readonly struct Entry
{
    public const int MostBytes = ushort.MaxValue;

    public Entry(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length > MostBytes)
            throw new ArgumentException($"an entry of {bytes.Length} bytes does not fit into the log (at most {MostBytes}): log a digest of what is large and keep the thing itself in the vault", nameof(bytes));
        Bytes = bytes;
    }

    public ReadOnlyMemory<byte> Bytes { get; }

    public TreeHash Hash => TreeHash.Leaf(Bytes.Span);
}
