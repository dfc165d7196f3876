namespace Answerprint.Production.Rights;

/// <summary>Somebody wants to do what is not theirs to do: a role that the book does not give them, a signature that is not there. Exit code 4; nothing was written.</summary>
/// <param name="code">A short stable word: "role", "unsigned".</param>
/// <param name="who">The person who is meant.</param>
/// <param name="place">The act that is meant; empty where all are.</param>
/// <param name="problem">One sentence without full stop.</param>
/// <param name="remedy">Who could do it, or what makes it possible.</param>
public sealed class NotEntitledException(string code, string who, string place, string problem, string remedy) : Exception($"{who}{(place.Length > 0 ? $", {place}" : "")}: {problem}. {remedy}.")
{
    public string Code { get; } = code;

    public string Who { get; } = who;

    public string Place { get; } = place;

    public string Problem { get; } = problem;

    public string Remedy { get; } = remedy;
}
