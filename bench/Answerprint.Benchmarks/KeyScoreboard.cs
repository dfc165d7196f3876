using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Benchmarks.Cases;

namespace Answerprint.Benchmarks;

/// <summary>The scores of keyers, as JSON for programs and as tables for people.</summary>
public static class KeyScoreboard
{
    /// <summary>"answerprint.bench.background.1".</summary>
    public static JsonObject Json(IReadOnlyList<KeyScore> scores) => new()
    {
        ["format"] = "answerprint.bench.background.1",
        ["scores"] = new JsonArray([.. scores.Select(s => (JsonNode)new JsonObject
        {
            ["clip"] = s.Clip, ["screen"] = s.Screen, ["mix"] = s.Mix, ["tool"] = s.Tool, ["mse"] = Math.Round(s.Mattes.Error, 3), ["sad"] = Math.Round(s.Mattes.Sad, 3), ["gradient"] = Math.Round(s.Mattes.Gradient, 4), ["flicker"] = Math.Round(s.Mattes.Flicker, 2),
            ["overlap"] = Math.Round(s.Mattes.Overlap, 4), ["psnr"] = Math.Round(s.Psnr, 2), ["seconds"] = Math.Round(s.Seconds, 3),
        })]),
    };

    /// <param name="command">What makes these tables again.</param>
    public static string Markdown(IReadOnlyList<KeyScore> scores, string command)
    {
        var text = new StringBuilder();
        text.AppendLine("# background").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"`{command}`").AppendLine();
        text.AppendLine("Elements whose coverage is known exactly are laid before a screen that is uneven by 25 %, spills its light over them, has noise of 2 codes, 8 bits and colour at half the size each way; mixed in light, as a lens does, and in display encoding, as much software does. Then they are set over another plate.");
        text.AppendLine("Hair: a head with 220 hairs and a dark coat, drawn. Blur: the same with an arm that moves fast. Real: parts of real clips (a tower, a glass, a duck), cut out by mattes that people drew, softened. Ours is told in which numbers it was mixed, and finds the screen by itself; chromakey and colorkey (ffmpeg) are told its colour, and their frame is mixed by their coverage.");
        text.AppendLine("MSE of coverage × 1000; SAD in thousands a frame; gradient and flicker × 1000; overlap: intersection over union of what is covered by more than a half.");
        foreach (var line in Scoreboard.About.Take(1)) text.AppendLine(line);
        text.AppendLine().AppendLine(Scoreboard.Marks("background").Begin);
        text.AppendLine("| mixed in | screen | tool | clips | MSE × 1000 | SAD | gradient | flicker | overlap | over another plate, PSNR dB | seconds a frame |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var group in scores.GroupBy(s => (s.Mix, s.Screen, s.Tool)).OrderByDescending(g => g.Key.Mix).ThenBy(g => g.Key.Screen, StringComparer.Ordinal).ThenBy(g => g.Key.Tool == KeyScore.Ours ? 0 : 1))
            text.AppendLine(CultureInfo.InvariantCulture, $"| {group.Key.Mix} | {group.Key.Screen} | {group.Key.Tool} | {group.Count()} | {group.Average(s => s.Mattes.Error):0.00} | {group.Average(s => s.Mattes.Sad):0.00} | {group.Average(s => s.Mattes.Gradient):0.00} | {group.Average(s => s.Mattes.Flicker):0.0} | {group.Average(s => s.Mattes.Overlap):0.000} | {group.Average(s => s.Psnr):0.0} | {group.Average(s => s.Seconds):0.00} |");
        text.AppendLine(Scoreboard.Marks("background").End).AppendLine();
        text.AppendLine("| clip | mixed in | screen | tool | MSE × 1000 | SAD | gradient | flicker | overlap | PSNR dB | seconds a frame |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var s in scores) text.AppendLine(CultureInfo.InvariantCulture, $"| {s.Clip} | {s.Mix} | {s.Screen} | {s.Tool} | {s.Mattes.Error:0.000} | {s.Mattes.Sad:0.00} | {s.Mattes.Gradient:0.000} | {s.Mattes.Flicker:0.0} | {s.Mattes.Overlap:0.0000} | {s.Psnr:0.00} | {s.Seconds:0.000} |");
        return text.ToString();
    }
}
