using System.Text.Json.Nodes;

namespace Answerprint.Production.Rights;

/// <summary>What an objection is about.</summary>
public enum ContestSubject
{
    Shot = 0,
    Person,
    Model,
}

/// <summary>
/// An objection by a performer, a rights holder or an artist. Until a named person answers, what it is about is not delivered; objection and
/// answer both stand in the package. Acts `ContestRaised.1` and `ContestAnswered.1`.
/// </summary>
/// <param name="Name">The shot, the person's digest or the model.</param>
/// <param name="By">Digest of the one who objects.</param>
/// <param name="Answer">Null while it is open.</param>
public sealed record Contest(ContestSubject Subject, string Name, string Reason, string By, DateTimeOffset At, long Index, ContestAnswer? Answer = null)
{
    public const string ActName = "ContestRaised.1";

    public bool IsOpen => Answer is null;

    /// <summary>In what role they object; empty where nobody says.</summary>
    public string Role { get; init; } = "";

    public JsonObject ToJson() => new() { ["subject"] = Subject.ToString().ToLowerInvariant(), ["name"] = Name, ["reason"] = Reason };

    /// <exception cref="FormatException">The body is no contest.</exception>
    public static Contest From(JsonObject body, string by, DateTimeOffset at, long index) => new(
        Enum.TryParse<ContestSubject>(Body.Text(body, "subject"), ignoreCase: true, out var subject) ? subject : throw new FormatException("a contest is about a shot, a person or a model"),
        Body.Text(body, "name") ?? throw new FormatException("a contest names what it is about"), Body.Text(body, "reason") ?? "", by, at, index);
}

/// <summary>The answer of a named person to a contest, named by its index in the book.</summary>
public sealed record ContestAnswer(long Contest, string Answer, string By, DateTimeOffset At)
{
    public const string ActName = "ContestAnswered.1";

    /// <summary>In what role they answer; empty where nobody says.</summary>
    public string Role { get; init; } = "";

    public JsonObject ToJson() => new() { ["contest"] = Contest, ["answer"] = Answer };

    /// <exception cref="FormatException">The body is no answer.</exception>
    public static ContestAnswer From(JsonObject body, string by, DateTimeOffset at) => new(
        body["contest"] is JsonValue value && value.TryGetValue<long>(out var index) ? index : throw new FormatException("an answer names the contest by its place in the book"),
        Body.Text(body, "answer") ?? "", by, at);
}
