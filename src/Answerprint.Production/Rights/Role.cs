namespace Answerprint.Production.Rights;

/// <summary>What a person is to a show. One person may have several.</summary>
public enum Role
{
    Editor = 0,
    VfxEditor,
    VfxSupervisor,
    Artist,
    Colourist,
    Director,
    Producer,
    PostSupervisor,
    Performer,

    /// <summary>Speaks for a performer: agent, guardian, estate.</summary>
    PerformersRepresentative,
    GuildRepresentative,

    /// <summary>Finds out whose the things in the picture are.</summary>
    Clearance,
    Legal,
    Engineer,
    Auditor,
}

/// <summary>How roles are written: in acts and rules as "vfx_supervisor", for people as "VFX supervisor".</summary>
public static class RoleWords
{
    private static readonly (Role Role, string Word, string Plain)[] All =
    [
        (Role.Editor, "editor", "editor"),
        (Role.VfxEditor, "vfx_editor", "VFX editor"),
        (Role.VfxSupervisor, "vfx_supervisor", "VFX supervisor"),
        (Role.Artist, "artist", "artist"),
        (Role.Colourist, "colourist", "colourist"),
        (Role.Director, "director", "director"),
        (Role.Producer, "producer", "producer"),
        (Role.PostSupervisor, "post_supervisor", "post supervisor"),
        (Role.Performer, "performer", "performer"),
        (Role.PerformersRepresentative, "performers_representative", "performer's representative"),
        (Role.GuildRepresentative, "guild_representative", "guild representative"),
        (Role.Clearance, "clearance", "clearance"),
        (Role.Legal, "legal", "legal"),
        (Role.Engineer, "engineer", "engineer"),
        (Role.Auditor, "auditor", "auditor"),
    ];

    public static string Word(this Role role) => All.First(r => r.Role == role).Word;

    public static string Plain(this Role role) => All.First(r => r.Role == role).Plain;

    /// <summary>A role or a craft as people say it, from the word that stands in an act: "VFX editor". A word that is no role loses its underscores.</summary>
    public static string PlainOf(string word) => All.FirstOrDefault(r => r.Word == word).Plain ?? word.Replace('_', ' ');

    /// <summary>Reads "vfx_supervisor", "vfx-supervisor" or "VFX supervisor".</summary>
    /// <exception cref="FormatException">There is no such role.</exception>
    public static Role Parse(string text) => TryParse(text) ?? throw new FormatException($"'{text}' is no role; the roles are {string.Join(", ", All.Select(r => r.Word))}");

    /// <summary>The same; null where there is no such role.</summary>
    public static Role? TryParse(string text)
    {
        var word = text.Trim().Replace(' ', '_').Replace('-', '_').Replace("'", "").ToLowerInvariant();
        foreach (var role in All)
            if (role.Word == word) return role.Role;
        return null;
    }
}
