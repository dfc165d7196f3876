using System.Text.Json.Nodes;

namespace Answerprint.Verify.Terminal;

/// <summary>One thing that went wrong, as `--json` says it and as a person reads it.</summary>
/// <param name="Code">A short stable word for programs.</param>
/// <param name="File">The file, shot or show that is meant; may be empty.</param>
/// <param name="Place">Where in it; may be empty.</param>
/// <param name="Problem">One sentence without full stop.</param>
/// <param name="Remedy">What to do next, one sentence without full stop.</param>
internal sealed record Fault(string Code, string File, string Place, string Problem, string Remedy)
{
    public override string ToString()
    {
        var where = string.Join(", ", new[] { File, Place }.Where(p => p.Length > 0));
        return $"{(where.Length > 0 ? where + ": " : "")}{Problem}.{(Remedy.Length > 0 ? $" {Remedy}." : "")}";
    }
}

/// <summary>How a command ended. <see cref="Result"/> is what `--json` prints under "result".</summary>
internal sealed record Outcome(ExitCode Exit, JsonNode? Result, IReadOnlyList<Fault> Errors)
{
    public static Outcome Done(JsonNode? result = null) => new(ExitCode.Done, result, []);

    public static Outcome Failed(ExitCode exit, JsonNode? result, params Fault[] errors) => new(exit, result, errors);

    /// <summary>The code of several reasons: the first of 1, 3, 4, 5, 6 that is among them.</summary>
    public static ExitCode First(IEnumerable<ExitCode> codes) => codes.Where(c => c != ExitCode.Done).DefaultIfEmpty(ExitCode.Done).Min();
}
