namespace Answerprint.Verify.Terminal;

/// <summary>The exit codes of the contract. Where several apply, the first of 1, 3, 4, 5, 6.</summary>
internal enum ExitCode
{
    Done = 0,
    Unexpected = 1,
    Usage = 2,
    BadInput = 3,
    Refused = 4,
    CheckFailed = 5,
    TryAgain = 6,
    Cancelled = 7,
}
