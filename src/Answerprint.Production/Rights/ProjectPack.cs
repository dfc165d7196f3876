using Answerprint.Provenance.Keys;


namespace Answerprint.Production.Rights;

/// <summary>
/// The project's own rules. They lie inside the program, their hash stands here in code, and every ruling begins with them: no show, role,
/// option or pack removes or weakens one.
/// </summary>
public static class ProjectPack
{
    /// <summary>What only this pack is called, and how only its rules begin.</summary>
    public const string Id = "project", RulePrefix = "PRJ-";

    /// <summary>SHA-256 of Packs/project.json with line feeds. To change a rule is to change this line, in sight of every reviewer.</summary>
    internal const string Pinned = "0fde609c3faddde8b0ed6d0a2db9fd892c95dfc77a829d3b0f2a5f4a8d5b2e52";

    private const string Resource = "Answerprint.Production.Rights.Packs.project.json";

    /// <summary>The project's rules of earlier releases, by hash, so that what was decided under them can be judged again. They judge nothing new.</summary>
    private static readonly string[] Former = ["57392ddcfe224216d87af0ed74cb7dd19d6d10cc0712b72861ecbd45d1c01787"];

    public static RulePack Pack { get; } = Load();

    /// <summary>The project's rules of that hash, of this release or an earlier one; null where they never were the project's.</summary>
    internal static RulePack? Of(string hash) => hash == Pinned ? Pack : Former.Contains(hash, StringComparer.Ordinal) ? Read($"Answerprint.Production.Rights.Packs.Former.{hash}.json", hash) : null;

    /// <summary>The rules in a document, if it is the one of that hash.</summary>
    /// <exception cref="InvalidOperationException">It is another: nothing may be judged.</exception>
    internal static RulePack Checked(byte[] document, string hash)
    {
        var bytes = document.Where(b => b != (byte)'\r').ToArray();
        var found = Convert.ToHexStringLower(Sha256.Of(bytes));
        return string.Equals(found, hash, StringComparison.Ordinal)
            ? RulePack.Read(bytes, "project.json")
            : throw new InvalidOperationException($"The project's rules are not those that this build was made with ({found}): nothing can be judged.");
    }

    private static RulePack Load() => Read(Resource, Pinned);

    private static RulePack Read(string resource, string hash)
    {
        using var stream = typeof(ProjectPack).Assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException("The project's rules are missing from this build: nothing can be judged.");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return Checked(memory.ToArray(), hash);
    }
}
