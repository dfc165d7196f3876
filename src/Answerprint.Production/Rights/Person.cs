using System.Security.Cryptography;
using System.Text;

namespace Answerprint.Production.Rights;

/// <summary>
/// A person as the show's own people folder knows them. Only <see cref="Digest"/> ever enters the book: when the file is erased, the digest
/// says nothing about anybody.
/// </summary>
/// <param name="Salt">32 random bytes, hex.</param>
/// <param name="Name">As the person writes it.</param>
/// <param name="Craft">The craft that they work in: "compositing".</param>
/// <param name="Employer">Who pays them.</param>
/// <param name="Accountable">The legal entity that answers for their work.</param>
/// <param name="Key">Their public key, base64; empty where the site's key signs for them.</param>
public sealed record Person(string Salt, string Name, IReadOnlyList<Role> Roles, string Craft, string Employer, string Accountable, string Key)
{
    /// <summary>SHA-256 over the salt's bytes and the name in UTF-8, hex: how the book names this person.</summary>
    public string Digest { get; } = Digested(Salt, Name);

    public bool Holds(Role role) => Roles.Contains(role);

    internal static string Digested(string salt, string name) => Convert.ToHexStringLower(SHA256.HashData([.. Convert.FromHexString(salt), .. Encoding.UTF8.GetBytes(name)]));
}
