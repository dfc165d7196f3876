using System.Security.Cryptography;
using System.Text;

namespace Answerprint.Production.Acts;

/// <summary>
/// Stands for a person where a name must not: HMAC-SHA-256 of the name (UTF-8, character for character as it stands in that file) under a salt that is kept in the person's own erasable file. Once salt and name are
/// erased, nobody can tell who it was; with them, anybody can check it. The same salt and name give the same digest.
/// </summary>
public static class PersonDigest
{
    private const string Prefix = "hmac-sha256:";

    /// <param name="salt">At least 16 bytes of chance, the person's own.</param>
    /// <param name="name">As the person writes it; not normalised, so "ë" and "e" with a combining diaeresis are two names.</param>
    public static string Of(ReadOnlySpan<byte> salt, string name)
    {
        if (salt.Length < 16) throw new ArgumentException("a salt has 16 bytes or more", nameof(salt));
        if (string.IsNullOrWhiteSpace(name)) throw new ArgumentException("a person has a name", nameof(name));
        return Prefix + Convert.ToHexStringLower(HMACSHA256.HashData(salt, Encoding.UTF8.GetBytes(name)));
    }

    /// <summary>The same with a salt that is kept as text: its UTF-8 bytes, at least 16.</summary>
    public static string Of(string salt, string name) => Of(Encoding.UTF8.GetBytes(salt), name);

    /// <summary>A salt for a new person, 32 hexadecimal digits, from the machine's source of chance.</summary>
    public static string NewSalt() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    public static bool IsDigest(string text) =>
        text.Length == Prefix.Length + 64 && text.StartsWith(Prefix, StringComparison.Ordinal) && text.AsSpan(Prefix.Length).IndexOfAnyExcept("0123456789abcdef") < 0;
}
