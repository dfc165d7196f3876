using System.Security.Cryptography;

namespace Answerprint.Production.Rights;

/// <summary>
/// The project's own rules. They lie inside the program, their hash stands here in code, and every ruling begins with them: no show, role,
/// option or pack removes or weakens one.
/// </summary>
public static class ProjectPack
{
    /// <summary>SHA-256 of Packs/project.json with line feeds. To change a rule is to change this line, in sight of every reviewer.</summary>
    internal const string Pinned = "57392ddcfe224216d87af0ed74cb7dd19d6d10cc0712b72861ecbd45d1c01787";

    private const string Resource = "Answerprint.Production.Rights.Packs.project.json";

    public static RulePack Pack { get; } = Load();

    private static RulePack Load()
    {
        using var stream = typeof(ProjectPack).Assembly.GetManifestResourceStream(Resource) ?? throw new InvalidOperationException("The project's rules are missing from this build: nothing can be judged.");
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        var bytes = memory.ToArray().Where(b => b != (byte)'\r').ToArray();
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        return string.Equals(hash, Pinned, StringComparison.Ordinal)
            ? RulePack.Read(bytes, "project.json")
            : throw new InvalidOperationException($"The project's rules are not those that this build was made with ({hash}): nothing can be judged.");
    }
}
