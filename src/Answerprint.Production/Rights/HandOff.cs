using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Production.Rights;

/// <summary>A picture sequence that a hand-off names: its pattern (name.%04d.exr, relative to the folder where the artists put the plates) and its frames.</summary>
public sealed record HandOffSequence(string Name, string Pattern, FrameRange Frames);

/// <summary>
/// What artists are given where the gate refuses: which frames of which plate, their neighbours, mattes, the reason, the cheapest way on, and a
/// Nuke script that opens with everything wired. The pictures themselves are named, not copied.
/// </summary>
/// <param name="Work">The frames that were asked for, in the plate's numbers.</param>
/// <param name="Neighbours">Frames of real pictures around the work that help: before and after a gap.</param>
/// <param name="Output">Pattern for the result; it comes back by `accept`.</param>
public sealed record HandOff(
    Decision Decision, HandOffSequence Plate, FrameRange Work, IReadOnlyList<FrameRange> Neighbours, IReadOnlyList<HandOffSequence> Mattes,
    FrameRate Rate, int Width, int Height, string Output)
{
    /// <summary>Writes the folder; it appears whole, and replaces an older one of that name.</summary>
    /// <returns>The names of the files in it.</returns>
    /// <exception cref="BadInputException">A pattern leaves the folder that it is relative to, or bears what a script can not.</exception>
    public IReadOnlyList<string> Write(string folder)
    {
        foreach (var pattern in Mattes.Append(Plate).Select(s => s.Pattern).Append(Output)) Check(pattern);
        var part = folder.TrimEnd('/') + ".part";
        if (Directory.Exists(part)) Directory.Delete(part, recursive: true);
        Directory.CreateDirectory(part);
        var shot = new string([.. Decision.Shot.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '_')]);
        (string Name, string Text)[] files =
        [
            ("READ-ME.txt", Letter()),
            ("frames.csv", Frames()),
            ("hand-off.json", Json()),
            ($"{shot}.nk", NukeScript.Of(this)),
        ];
        foreach (var (name, text) in files) Plates.WholeFile.Write(Path.Combine(part, name), text);
        var old = folder.TrimEnd('/') + ".old";
        if (Directory.Exists(folder)) Directory.Move(folder, old);
        Directory.Move(part, folder);
        if (Directory.Exists(old)) Directory.Delete(old, recursive: true);
        return [.. files.Select(f => f.Name)];
    }

    private static void Check(string pattern)
    {
        if (pattern.Length == 0 || Path.IsPathRooted(pattern) || pattern.Split('/').Contains("..") || pattern.Any(c => char.IsControl(c) || c is '"' or '{' or '}' or '[' or ']' or '\\' or '$' or ';'))
            throw new BadInputException("pattern", pattern, "", "a hand-off names pictures relative to the folder of the plates, in letters that a script can hold", "Write plates/name.%04d.exr");
    }

    private string Letter()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{Decision.Shot}: work for artists\n\n");
        text.Append(CultureInfo.InvariantCulture, $"Asked for: {Remedy.Plain(Decision.Operation)}, frames {Work} of {Plate.Name} ({Width} x {Height}, {Rate} frames a second).\n\n");
        text.Append("Why it was not done here:\n");
        foreach (var reason in Decision.Reasons.DistinctBy(r => r.Rule)) text.Append(CultureInfo.InvariantCulture, $"- {reason.Words} [{reason.Rule}]\n");
        text.Append("\nWays on, cheapest first:\n");
        foreach (var way in Decision.WaysOut.Where(w => w != WayOut.HandOff)) text.Append(CultureInfo.InvariantCulture, $"- {WaysOut.Words(way)}\n");
        text.Append(CultureInfo.InvariantCulture, $"\nThe pictures are named in frames.csv; lay them beside this folder under those names and open the .nk script.\nBring the result back with: answerprint accept SHOW {Decision.Shot} --version {Output} --made-by \"who and with what\"\n");
        text.Append("New or altered performances stay refused even then.\n");
        return text.ToString();
    }

    private string Frames()
    {
        var text = new StringBuilder("what,name,pattern,frames\n");
        Row("work", Plate, Work);
        foreach (var neighbour in Neighbours) Row("neighbour", Plate, neighbour);
        foreach (var matte in Mattes) Row("matte", matte, matte.Frames);
        return text.ToString();

        void Row(string what, HandOffSequence sequence, FrameRange frames) =>
            text.Append(CultureInfo.InvariantCulture, $"{what},\"{sequence.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{sequence.Pattern},{frames}\n");
    }

    private string Json() => new JsonObject
    {
        ["format"] = "answerprint.hand-off.1",
        ["shot"] = Decision.Shot,
        ["operation"] = Decision.Operation,
        ["plate"] = Sequence(Plate),
        ["work"] = Work.ToString(),
        ["neighbours"] = new JsonArray([.. Neighbours.Select(n => (JsonNode)JsonValue.Create(n.ToString()))]),
        ["mattes"] = new JsonArray([.. Mattes.Select(m => (JsonNode)Sequence(m))]),
        ["rate"] = Rate.ToString(),
        ["width"] = Width,
        ["height"] = Height,
        ["output"] = Output,
        ["reasons"] = new JsonArray([.. Decision.Reasons.Select(r => (JsonNode)new JsonObject { ["code"] = r.Code, ["words"] = r.Words })]),
        ["waysOut"] = new JsonArray([.. Decision.WaysOut.Select(w => (JsonNode)JsonValue.Create(w.ToString()))]),
    }.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n";

    private static JsonObject Sequence(HandOffSequence sequence) => new() { ["name"] = sequence.Name, ["pattern"] = sequence.Pattern, ["frames"] = sequence.Frames.ToString() };
}
