namespace Answerprint.Production.Rights;

/// <summary>
/// Who may do what, on one page: which roles an act of weight asks for, and who may give which role. The roles themselves come from the book alone (<see cref="Roll"/>). It is asked
/// twice: before an act is written, and whenever a book is read, so that an act that came into it by other means does not count.
/// </summary>
public static class Authority
{
    public const string Supervision = "VersionApproved", Refusal = "VersionRefused", Grants = "GrantGiven", GrantsBack = "GrantWithdrawn", Consents = "ConsentGiven", ConsentsBack = "ConsentWithdrawn", FootageBack = "FootageRevoked", PerformerBack = "PerformerRevoked";

    private static readonly Role[] Reviewers = [Role.VfxSupervisor, Role.Director, Role.Producer, Role.PostSupervisor];
    private static readonly Role[] Granters = [Role.Clearance, Role.Legal, Role.Producer];
    private static readonly Role[] Consenters = [Role.Performer, Role.PerformersRepresentative, Role.GuildRepresentative, Role.Legal];
    private static readonly Role[] RuleMakers = [Role.Legal, Role.Producer];

    private static readonly Role[] Papers = [Role.Legal, Role.Clearance, Role.Producer, Role.PostSupervisor, Role.VfxSupervisor];

    /// <summary>Acts by the words of their names, whatever their version. What does not stand here may be done by everybody in the show but an auditor.</summary>
    private static readonly Dictionary<string, Role[]> Acts = new(StringComparer.Ordinal)
    {
        [Supervision] = Reviewers,
        [Refusal] = Reviewers,
        [Grants] = Granters,
        [GrantsBack] = Granters,
        [Consents] = Consenters,
        [ConsentsBack] = Consenters,
        [FootageBack] = Granters,
        [PerformerBack] = Consenters,
        ["RulesChosen"] = RuleMakers,
        ["FactsStated"] = Papers,
        ["EvidenceFiled"] = Papers,
        ["EvidenceTakenBack"] = Papers,
        ["OutsideStepApproved"] = [Role.Legal],
        ["ToolAdded"] = [Role.VfxSupervisor, Role.Engineer, .. RuleMakers],
    };

    /// <summary>What somebody may do who is an auditor and nothing else: read, note, object, and look after their own key.</summary>
    private static readonly string[] OfAuditors = ["NoteWritten", "ContestRaised", "PersonKeyed", "KeyRotated", "KeyRevoked"];

    /// <summary>Roles that bind others: given by a producer or by legal, and by nobody to themselves.</summary>
    private static readonly Role[] OfWeight = [Role.Legal, Role.Clearance, Role.PerformersRepresentative, Role.GuildRepresentative, Role.Auditor, Role.Director, Role.Producer];

    /// <summary>Who gives roles of weight, and puts keys of others right. The founder of a show is a producer of it.</summary>
    public static IReadOnlyList<Role> Heads { get; } = [Role.Producer, Role.Legal];

    /// <summary>The roles of which a person must hold one to do an act; empty where none is asked for.</summary>
    /// <param name="act">"GrantGiven.1", or without its version.</param>
    public static IReadOnlyList<Role> For(string act) => Acts.GetValueOrDefault(WordsOf(act), []);

    /// <summary>Whether an act counts only when a second person stands behind it: every consent, and each grant that lets somebody train.</summary>
    public static bool NeedsTwo(Production.Acts.Act act) => WordsOf(act.Name) switch
    {
        Consents => true,
        Grants => Body.List(act.Body, "scopes").Concat(Body.List(act.Body, "purposes")).Any(s => string.Equals(s, "train", StringComparison.OrdinalIgnoreCase)),
        _ => false,
    };

    public static bool IsOfWeight(Role role) => OfWeight.Contains(role);

    /// <summary>The roles of which one is needed to give a role to somebody else; empty: whoever works on the show.</summary>
    public static IReadOnlyList<Role> GiversOf(Role role) => OfWeight.Contains(role) ? Heads : role is Role.VfxSupervisor or Role.PostSupervisor ? [.. Heads, Role.Director, Role.PostSupervisor, Role.VfxSupervisor] : [];

    public static bool IsForAuditors(string act) => OfAuditors.Contains(WordsOf(act));

    internal static string WordsOf(string act) => act.IndexOf('.', StringComparison.Ordinal) is > 0 and var stop ? act[..stop] : act;
}
