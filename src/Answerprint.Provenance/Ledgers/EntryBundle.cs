using System.Buffers.Binary;

namespace Answerprint.Provenance.Ledgers;

/// <summary>The bytes of a <c>tile/entries/…</c> file: each entry behind its length as a big-endian uint16.</summary>
internal static class EntryBundle
{
    /// <summary>The longest that a bundle can be.</summary>
    public const int MostBytes = Tile.FullWidth * (2 + Entry.MostBytes);

    /// <summary>The entries of a bundle, without copying; null where lengths and bytes do not come out even, or there are not <paramref name="width"/> of them.</summary>
    public static Entry[]? Split(ReadOnlyMemory<byte> bundle, int width)
    {
        var entries = new Entry[width];
        var at = 0;
        for (var n = 0; n < width; n++)
        {
            if (bundle.Length - at < 2) return null;
            var length = BinaryPrimitives.ReadUInt16BigEndian(bundle.Span[at..]);
            at += 2;
            if (bundle.Length - at < length) return null;
            entries[n] = new Entry(bundle.Slice(at, length));
            at += length;
        }
        return at == bundle.Length ? entries : null;
    }

    /// <summary>Writes one entry with its length at the end of a bundle.</summary>
    public static void Add(MemoryStream bundle, Entry entry)
    {
        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)entry.Bytes.Length);
        bundle.Write(length);
        bundle.Write(entry.Bytes.Span);
    }
}
