namespace Answerprint.Production;

/// <summary>What was handed in is refused, whoever asks: by the gate, or because it is a trial. Exit code 4.</summary>
/// <param name="code">A short stable word: "trial", "refused".</param>
/// <param name="file">The file, shot or version that is meant.</param>
/// <param name="place">Where in it; empty where the whole is meant.</param>
/// <param name="problem">Why, one sentence without full stop.</param>
/// <param name="remedy">The way on, one sentence without full stop.</param>
public sealed class RefusedException(string code, string file, string place, string problem, string remedy)
    : Exception($"{file}{(place.Length > 0 ? $", {place}" : "")}: {problem}. {remedy}.")
{
    public string Code { get; } = code;

    public string File { get; } = file;

    public string Place { get; } = place;

    public string Problem { get; } = problem;

    public string Remedy { get; } = remedy;
}
