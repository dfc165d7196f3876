using Answerprint.Production.Acts;

namespace Answerprint.Production.Rights;

/// <summary>
/// A person as the show's own people folder knows them. Only <see cref="Digest"/> ever enters the book: when the file is erased, the digest
/// says nothing about anybody.
/// </summary>
/// <param name="Salt">As <see cref="PersonDigest.NewSalt"/> makes it.</param>
/// <param name="Name">As the person writes it.</param>
/// <param name="Craft">The craft that they work in: "compositing".</param>
/// <param name="Employer">Who pays them.</param>
/// <param name="Accountable">The legal entity that answers for their work.</param>
/// <param name="Roles">What the file says, to be shown; what a person may do is read from the book (<see cref="Roll"/>).</param>
/// <param name="Key">Their public key, base64, to be shown; which key speaks for them is read from the book.</param>
public sealed record Person(string Salt, string Name, IReadOnlyList<Role> Roles, string Craft, string Employer, string Accountable, string Key)
{
    /// <summary>How the book names this person.</summary>
    public string Digest { get; } = PersonDigest.Of(Salt, Name);

    public bool Holds(Role role) => Roles.Contains(role);

    /// <summary>This person doing something in a role, as an act names them.</summary>
    /// <param name="site">Where.</param>
    /// <param name="minutes">Their own work, where they said it.</param>
    public Actor Acting(Role role, string site, double? minutes = null) => new(Digest, role.Word(), Craft, Employer, Accountable, site, minutes);
}
