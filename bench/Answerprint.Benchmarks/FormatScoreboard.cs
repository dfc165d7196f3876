using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Benchmarks.Cases;
using Answerprint.Benchmarks.Peers;

namespace Answerprint.Benchmarks;

/// <summary>Which kinds of files come in and go out unharmed, as JSON for programs and as a table for people.</summary>
public static class FormatScoreboard
{
    /// <summary>"answerprint.bench.formats.1".</summary>
    public static JsonObject Json(IReadOnlyList<FormatScore> scores) => new()
    {
        ["format"] = "answerprint.bench.formats.1",
        ["scores"] = new JsonArray([.. scores.Select(s => (JsonNode)new JsonObject
        {
            ["kind"] = s.Kind.Name, ["layout"] = s.Layout, ["samples"] = s.Samples, ["unit"] = s.Unit, ["read"] = Number(s.Read), ["written"] = s.Written is { } w ? Number(w) : null,
        })]),
    };

    /// <summary>Markdown: one row a kind.</summary>
    public static string Markdown(IReadOnlyList<FormatScore> scores, string command)
    {
        var text = new StringBuilder();
        text.AppendLine("# formats");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"`{command}`");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Every file is made by another program (oiiotool {TimedProgram.Run(".", "oiiotool", "--version").Output.Trim()}, {Ffmpeg.Version}) and read by ffmpeg and by us: *read* is the largest difference of any sample.");
        text.AppendLine("Then `frames FILE --to AGAIN` writes it once more, and ffmpeg reads both: *written* is the largest difference between them. What ffmpeg can not open (TIFF of floats or in planes, DWA), oiiotool opens for it; movies are decoded by ffmpeg for us too, so there it is our frame numbers, planes and codes that are held against its own.");
        text.AppendLine("Light runs from about −1 to 2 (noise about 0.4). Left out: 32-bit integers of EXR, which no other program here keeps whole; Cineon, which none here writes; luminance-chroma and several parts (see the tests).");
        text.AppendLine();
        text.AppendLine("| kind | layout | samples | read | written | in |");
        text.AppendLine("|---|---|---|---|---|---|");
        foreach (var s in scores)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {s.Kind.Name} | {s.Layout} | {s.Samples} | {Word(s.Read)} | {(s.Written is { } w ? Word(w) : "not written")} | {s.Unit} |");
        text.AppendLine();
        text.AppendLine(Scoreboard.Marks("formats").Begin);
        text.AppendLine("| kinds of files | read the same as ffmpeg, every sample | written and read back the same |");
        text.AppendLine("|---|---|---|");
        text.AppendLine(CultureInfo.InvariantCulture, $"| {scores.Count} | {scores.Count(s => s.Read == 0)} | {scores.Count(s => s.Written == 0)} of {scores.Count(s => s.Written is not null)} |");
        text.AppendLine(Scoreboard.Marks("formats").End);
        return text.ToString();
    }

    /// <summary>One kind in a line.</summary>
    public static string Line(FormatScore s) => $"{s.Kind.Name}: read {Word(s.Read)}, {(s.Written is { } w ? $"written {Word(w)}" : "not written")}, in {s.Unit}";

    private static string Word(double difference) => difference == 0 ? "same" : difference.ToString("0.######", CultureInfo.InvariantCulture);

    private static JsonNode Number(double difference) => double.IsFinite(difference) ? difference : "infinite";
}
