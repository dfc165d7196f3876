namespace Answerprint.Media.Frames;

/// <summary>Something handed to us can not be used. Exit code 3. Says which file, where in it, and what to do.</summary>
/// <param name="code">A short stable word for programs: "truncated", "missing-frame", "rate-mismatch".</param>
/// <param name="file">The file as its user named it.</param>
/// <param name="place">Where in the file: "frame 1012", "line 7", "byte 4096"; empty where the whole file is meant.</param>
/// <param name="problem">What is wrong, one sentence without full stop.</param>
/// <param name="remedy">What to do next, one sentence without full stop.</param>
public sealed class BadInputException(string code, string file, string place, string problem, string remedy, Exception? inner = null)
    : Exception($"{file}{(place.Length > 0 ? $", {place}" : "")}: {problem}. {remedy}.", inner)
{
    public string Code { get; } = code;

    public string File { get; } = file;

    public string Place { get; } = place;

    public string Problem { get; } = problem;

    public string Remedy { get; } = remedy;
}
