using Answerprint.Production.Acts;

namespace Answerprint.Production.Rights;

/// <summary>A person as the book knows them at a point of it: roles and keys, and no name.</summary>
/// <param name="Person">Their digest.</param>
/// <param name="Roles">In the order of <see cref="Role"/>.</param>
/// <param name="OwnGift">Roles that they gave themselves: they hold under the solo profile only.</param>
/// <param name="Key">The key that speaks for them; null where the site signs for them, or where theirs was revoked.</param>
/// <param name="Old">Keys that spoke for them once, and no longer do.</param>
public sealed record Listed(string Person, IReadOnlyList<Role> Roles, IReadOnlyList<Role> OwnGift, PersonKey? Key, IReadOnlyList<string> Old)
{
    internal static Listed New(string person) => new(person, [], [], null, []);

    /// <summary>Whoever had a key once is never signed for by the site again.</summary>
    public bool WasKeyed => Key is not null || Old.Count > 0;

    public bool HoldsAny(IReadOnlyList<Role> roles) => Roles.Any(roles.Contains);

    /// <summary>An auditor and nothing else.</summary>
    public bool OnlyAudits => Roles.Count > 0 && Roles.All(r => r == Role.Auditor);

    internal Listed With(IEnumerable<Role> more, bool own) => this with
    {
        Roles = [.. Roles.Concat(more).Distinct().Order()],
        OwnGift = own ? [.. OwnGift.Concat(more.Except(Roles)).Distinct()] : OwnGift,
    };

    internal Listed Without(Func<Role, bool> roles) => this with { Roles = [.. Roles.Where(r => !roles(r))], OwnGift = [.. OwnGift.Where(r => !roles(r))] };

    internal Listed WithKey(PersonKey? key) => this with { Key = key, Old = Key is null ? Old : [.. Old, Key.Text] };
}
