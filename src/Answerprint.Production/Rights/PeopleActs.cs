using System.Text.Json.Nodes;
using Answerprint.Production.Acts;
using Answerprint.Provenance.Keys;

namespace Answerprint.Production.Rights;

/// <summary>The acts about people, their roles and their keys, and what they say.</summary>
public static class PeopleActs
{
    public const string ShowCreated = "ShowCreated.1", PersonAdded = "PersonAdded.1";

    /// <summary>Roles that a person holds no longer; what they did while they held them still counts.</summary>
    public const string RoleEnded = "RoleEnded.1";

    /// <summary>A person's first key, or the one that follows a revoked one.</summary>
    public const string PersonKeyed = "PersonKeyed.1";

    /// <summary>A key takes the place of another of the same person, who signs this with the old one.</summary>
    public const string KeyRotated = "KeyRotated.1";

    /// <summary>A key speaks for nobody from here on; what it signed before still counts.</summary>
    public const string KeyRevoked = "KeyRevoked.1";

    /// <summary>The founder says whether one person is enough; from here on roles are held against <see cref="Authority"/>.</summary>
    public const string AuthoritySet = "AuthoritySet.1";

    /// <summary>A second person stands behind an act that one alone can not make count.</summary>
    public const string ActSeconded = "ActSeconded.1";

    /// <summary>The member of <see cref="ShowCreated"/> by which a show holds roles against <see cref="Authority"/> from its first day. Shows of older releases have none.</summary>
    public const string PeopleMember = "people";

    public static JsonObject PeopleOf(bool solo) => new() { ["rules"] = 1, ["solo"] = solo };

    public static JsonObject Solo(bool solo) => new() { ["solo"] = solo };

    public static JsonObject Ended(string person, IReadOnlyList<Role> roles) => new() { ["person"] = person, ["roles"] = new JsonArray([.. roles.Select(r => (JsonNode)r.Word())]) };

    public static JsonObject Seconds(long index) => new() { ["index"] = index };

    /// <summary>A key whose private half is at hand: it proves itself.</summary>
    public static JsonObject Key(string person, SigningKey key, string origin) => Key(person, PersonKey.Of(key), PersonKey.Prove(key, origin, person));

    /// <param name="proof">Base64 of the key's signature of <see cref="PersonKey.Claim"/>.</param>
    public static JsonObject Key(string person, PersonKey key, string proof) => new() { ["person"] = person, ["key"] = key.Text, ["proof"] = proof };

    public static JsonObject Revoked(string person, PersonKey key, string reason) => new() { ["person"] = person, ["key"] = key.Text, ["reason"] = reason };

    /// <summary>The roles that an act of a person names; words of newer releases are passed over.</summary>
    internal static IReadOnlyList<Role> RolesOf(JsonObject body)
    {
        var roles = new List<Role>();
        foreach (var word in Body.List(body, "roles"))
            if (RoleWords.TryParse(word) is { } role) roles.Add(role);
        return roles;
    }

    internal static long? Index(JsonObject body) => Number(body, "index");

    internal static long? Number(JsonObject body, string name) =>
        body[name] is JsonValue value && value.GetValueKind() == System.Text.Json.JsonValueKind.Number && long.TryParse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
}
