using Answerprint.Provenance.Keys;


namespace Answerprint.Production.Plates;

/// <summary>The SHA-256 of some bytes, written as 64 small hexadecimal digits: how everything in the vault is called.</summary>
public readonly record struct Digest : IComparable<Digest>
{
    private readonly string? hex;

    private Digest(string hex) => this.hex = hex;

    public string Hex => hex ?? new string('0', 64);

    public static Digest Of(ReadOnlySpan<byte> bytes) => From(Sha256.Of(bytes));

    public static Digest Of(Stream bytes) => From(Sha256.Of(bytes));

    public static Digest From(ReadOnlySpan<byte> hash) => hash.Length == 32
        ? new(Convert.ToHexStringLower(hash))
        : throw new ArgumentException("a SHA-256 has 32 bytes", nameof(hash));

    /// <exception cref="FormatException">The text is not 64 small hexadecimal digits.</exception>
    public static Digest Parse(string text) => TryParse(text, out var digest) ? digest : throw new FormatException($"'{text}' is no SHA-256");

    public static bool TryParse(string? text, out Digest digest)
    {
        var good = text is { Length: 64 } && !text.AsSpan().ContainsAnyExcept("0123456789abcdef");
        digest = good ? new(text!) : default;
        return good;
    }

    public byte[] Bytes => Convert.FromHexString(Hex);

    public int CompareTo(Digest other) => string.CompareOrdinal(Hex, other.Hex);

    public static bool operator <(Digest a, Digest b) => a.CompareTo(b) < 0;

    public static bool operator >(Digest a, Digest b) => a.CompareTo(b) > 0;

    public static bool operator <=(Digest a, Digest b) => a.CompareTo(b) <= 0;

    public static bool operator >=(Digest a, Digest b) => a.CompareTo(b) >= 0;

    public override string ToString() => Hex;
}
