namespace Answerprint.Production.Rights;

/// <summary>
/// The gate: asked before the work (with obligations to come) and again before delivery (nothing to come). It judges a <see cref="Use"/>, never
/// a tool. Pure: the same use, facts, packs and day give the same verdict. Safe for use from several threads.
/// </summary>
public static class Gate
{
    /// <param name="facts">What is known beside the use, read from the book: consents, proofs, approvals, the production. A fact that the use states differently is a contradiction and denied.</param>
    /// <param name="packs">The show's rule packs. They add to the project's own rules, which always come first and can not be given here.</param>
    /// <param name="day">The day whose rules are in force.</param>
    public static Verdict Judge(Use use, Facts facts, IReadOnlyList<RulePack> packs, DateOnly day) => Verdict.Allowed.By(use, facts, packs, day);
}
