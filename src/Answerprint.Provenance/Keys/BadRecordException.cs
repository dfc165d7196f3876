namespace Answerprint.Provenance.Keys;

/// <summary>A key, note, proof, ledger or hash list can not be used as it is: damaged, forged or not what it claims. Exit code 3.</summary>
/// <param name="code">A short stable word for programs: "key", "note", "checkpoint", "damaged".</param>
/// <param name="file">The file as its user named it; empty for a text without a file.</param>
/// <param name="place">Where in it: "line 3", "entry 17"; empty where the whole is meant.</param>
/// <param name="problem">What is wrong, one sentence without full stop.</param>
/// <param name="remedy">What to do next, one sentence without full stop.</param>
public sealed class BadRecordException(string code, string file, string place, string problem, string remedy, Exception? inner = null)
    : Exception($"{string.Join(", ", new[] { file, place }.Where(p => p.Length > 0))}{(file.Length + place.Length > 0 ? ": " : "")}{problem}. {remedy}.", inner)
{
    public string Code { get; } = code;

    public string File { get; } = file;

    public string Place { get; } = place;

    public string Problem { get; } = problem;

    public string Remedy { get; } = remedy;
}
