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
