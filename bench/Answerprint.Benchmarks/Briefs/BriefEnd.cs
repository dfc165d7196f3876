namespace Answerprint.Benchmarks.Briefs;

/// <summary>How a brief ended.</summary>
/// <param name="Ended">The command that said no; empty where the package was made and passed `verify`.</param>
/// <param name="Exit">Of that command; 0 where everything went ahead.</param>
/// <param name="Code">Of its first error.</param>
/// <param name="Class">That the package proves; empty where there is none.</param>
/// <param name="Questions">That the screen put to whoever approves.</param>
/// <param name="HasWayOn">A refusal named what to do in its place and a hand-off pack was written.</param>
/// <param name="LockFailed">The inspector found a fault in the version.</param>
public sealed record BriefEnd(BriefCase Of, string Ended, int Exit, string Code, string Class, int Questions, bool HasWayOn, bool LockFailed)
{
    /// <summary>A package was handed back as a final, proves the class that it should, and verifies.</summary>
    public bool WentAhead => Exit == 0 && Class == Of.Class;

    /// <summary>An honest brief that neither went ahead nor was told how else to do it.</summary>
    public bool IsHeldBack => Of.Attack is null && !WentAhead && !HasWayOn;

    /// <summary>A dishonest one that ended with a refusal, a contradiction or a failed check, and no package.</summary>
    public bool IsStopped => Exit is 3 or 4 or 5;
}
