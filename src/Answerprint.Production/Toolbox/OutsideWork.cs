using System.Text.Json.Nodes;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Toolbox;

/// <summary>A version whose pixels were not made by a tool of ours: by people elsewhere, or here by an outside program under the show's gate.</summary>
/// <param name="MadeBy">Program and version, or who and with what: "Nuke 15.1".</param>
/// <param name="Operation">One word, as the gate knows it: "cleanup".</param>
/// <param name="Elsewhere">Made elsewhere and taken in, as opposed to run here as a tool of the show.</param>
/// <param name="Note">What was said with it; empty for nothing.</param>
public sealed record OutsideWork(string MadeBy, string Operation, OutsideTerms Terms, bool Elsewhere, string Note)
{
    private const int LongestName = 80, LongestNote = 1000;

    /// <summary>What our checks say of such a version, and what they do not.</summary>
    public const string LockWords = "outside the work the plate's bits stand: proved; what is inside was not made by us";

    /// <summary>What stands where versions name their tool: no tool of the rack is called so.</summary>
    public string ToolWords => Elsewhere ? $"made elsewhere: {MadeBy}" : MadeBy;

    /// <summary>The label of its made frames, burnt into proxies.</summary>
    public string Label => Terms.CountsAsModel ? "AI-ASSISTED" : Elsewhere ? "MADE ELSEWHERE" : "AI-ASSISTED";

    /// <exception cref="FormatException">A name or word that can not stand in a book.</exception>
    public OutsideWork Checked()
    {
        if (string.IsNullOrWhiteSpace(MadeBy) || MadeBy.Length > LongestName || MadeBy.Any(char.IsControl)) throw new FormatException($"--made-by names program and version in one line of at most {LongestName} letters: \"Nuke 15.1\"");
        if (Operation.Length is 0 or > 40 || !Operation.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_')) throw new FormatException("an operation is one word of small letters: cleanup, missing_frames, relight, bg_replace");
        if (Note.Length > LongestNote || Note.Any(c => char.IsControl(c) && c != '\n')) throw new FormatException($"a note has at most {LongestNote} letters");
        _ = Terms.Checked();
        return this;
    }

    public JsonObject Write() => new() { ["madeBy"] = MadeBy, ["operation"] = Operation, ["terms"] = Terms.Write(), ["elsewhere"] = Elsewhere, ["note"] = Note };

    /// <exception cref="FormatException">The object says no such work.</exception>
    public static OutsideWork Read(JsonObject o) => new OutsideWork(o.Text("madeBy"), o.Text("operation"), OutsideTerms.Read(o.Object("terms")), o.Bool("elsewhere"), o.TextOrNull("note") ?? "").Checked();
}
