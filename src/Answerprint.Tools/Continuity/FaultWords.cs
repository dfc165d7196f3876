namespace Answerprint.Tools.Continuity;

/// <summary>Kinds of faults as they are typed and printed.</summary>
public static class FaultWords
{
    /// <summary>"light-across-cut".</summary>
    public static string Word(FaultKind kind) => Word(kind.ToString());

    /// <param name="kind">"LightAcrossCut": as findings bear it.</param>
    public static string Word(string kind) => string.Concat(kind.Select((c, i) => char.IsUpper(c) && i > 0 ? $"-{char.ToLowerInvariant(c)}" : char.ToLowerInvariant(c).ToString()));
}
