using System.Text;
using Answerprint.Provenance.Keys;

namespace Answerprint.Production.Acts;

/// <summary>
/// The public half of a person's Ed25519 key (RFC 8032), 32 bytes. In the book it stands as their base64 and nothing else: a key's name may tell whose it is, and names never
/// enter the book.
/// </summary>
public sealed class PersonKey : IEquatable<PersonKey>
{
    private readonly VerifierKey key;

    private PersonKey(ReadOnlySpan<byte> bytes)
    {
        key = new VerifierKey("person", bytes);
        Text = Convert.ToBase64String(bytes);
    }

    /// <summary>Base64 of the 32 bytes.</summary>
    public string Text { get; }

    /// <summary>Eight letters by which people tell keys apart: the beginning of SHA-256 of the 32 bytes. A handle, not a proof.</summary>
    public string Handle => Convert.ToHexStringLower(Sha256.Of(key.PublicKey))[..8];

    public static PersonKey Of(SigningKey key) => new(key.Public.PublicKey);

    /// <summary>Reads base64 of 32 bytes, or the line that stands for a key in a trust list (name+id+base64).</summary>
    /// <exception cref="FormatException">Neither, or no usable Ed25519 key.</exception>
    public static PersonKey Parse(string text) => TryParse(text) ?? throw new FormatException("this is no public key: write the base64 of its 32 bytes, or its line of a trust list (name+xxxxxxxx+base64)");

    public static PersonKey? TryParse(string text)
    {
        if (text.Length > 1000) return null;
        if (StrictBase64.Decode(text) is { Length: Ed25519.KeyBytes } bytes) return Ed25519.IsKey(bytes) ? new(bytes) : null;
        try
        {
            return new(VerifierKey.Parse(text).PublicKey);
        }
        catch (BadRecordException)
        {
            return null;
        }
    }

    /// <summary>Whether base64 is this key's signature of a message.</summary>
    public bool Verify(ReadOnlySpan<byte> message, string signature) => StrictBase64.Decode(signature) is { Length: Ed25519.SignatureBytes } bytes && Ed25519.VerifyQuickly(key.PublicKey, message, bytes);

    /// <summary>What the holder of a key signs to show that it is theirs, for one book and one person only.</summary>
    /// <param name="origin">Names the book.</param>
    /// <param name="person">Their digest.</param>
    public string Claim(string origin, string person) => $"answerprint-person-key-1\n{origin}\n{person}\n{Text}\n";

    /// <summary>The proof, base64, that whoever holds a key claims to be a person of a book.</summary>
    public static string Prove(SigningKey key, string origin, string person) => Convert.ToBase64String(key.Sign(Encoding.UTF8.GetBytes(Of(key).Claim(origin, person))));

    public bool IsProved(string proof, string origin, string person) => Verify(Encoding.UTF8.GetBytes(Claim(origin, person)), proof);

    public bool Equals(PersonKey? other) => other is not null && Text == other.Text;

    public override bool Equals(object? obj) => Equals(obj as PersonKey);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;
}
