namespace Answerprint.Production.Rights;

/// <summary>Why an act of the book does not count.</summary>
/// <param name="Code">A short stable word: "unsigned", "role", "second".</param>
/// <param name="Words">One sentence without full stop.</param>
/// <param name="Roles">Roles of which one would have made it count; empty where no role would.</param>
public sealed record Uncounted(string Code, string Words, IReadOnlyList<Role> Roles)
{
    /// <summary>The code of an act that waits for a second person: it may be written, and counts once somebody has.</summary>
    public const string Waits = "second";

    public static Uncounted Because(string code, string words, params IReadOnlyList<Role> roles) => new(code, words, roles);
}
