namespace Answerprint.Production.Rights;

/// <summary>What a rule that is hit does, weakest first. Up to <see cref="Notify"/> the work may go ahead with the duty listed.</summary>
public enum Effect
{
    Allow = 0,
    Record = 1,
    Mark = 2,
    Disclose = 3,
    Document = 4,
    Notify = 5,

    /// <summary>Somebody named must say yes first.</summary>
    Approve = 6,

    /// <summary>The person whom it concerns must say yes first.</summary>
    Consent = 7,

    Deny = 8,
}

/// <summary>Effects as packs and acts write them: the name in small letters, and nothing else.</summary>
public static class EffectWords
{
    private static readonly string[] Words = [.. Enum.GetValues<Effect>().Select(e => e.ToString().ToLowerInvariant())];

    public static string Word(this Effect effect) => Words[(int)effect];

    /// <summary>Null where the word is no effect: a number, several with commas, other letters.</summary>
    public static Effect? Find(string? word) => Array.IndexOf(Words, word) is >= 0 and var index ? (Effect)index : null;

    /// <exception cref="FormatException">The word is no effect.</exception>
    public static Effect Parse(string? word) => Find(word) ?? throw new FormatException($"there is no effect '{word}'; write one of {string.Join(", ", Words)}");
}
