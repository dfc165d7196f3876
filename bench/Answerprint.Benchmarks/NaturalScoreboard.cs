using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Benchmarks.Cases;

namespace Answerprint.Benchmarks;

/// <summary>The scores of mattes that are made from keys, as JSON for programs and as tables for people.</summary>
public static class NaturalScoreboard
{
    /// <summary>"answerprint.bench.mattes.1".</summary>
    public static JsonObject Json(IReadOnlyList<NaturalScore> scores) => new()
    {
        ["format"] = "answerprint.bench.mattes.1",
        ["scores"] = new JsonArray([.. scores.Select(s => (JsonNode)new JsonObject
        {
            ["clip"] = s.Clip, ["keys"] = s.Keys, ["tool"] = s.Tool, ["mse"] = Math.Round(s.Mattes.Error, 3), ["sad"] = Math.Round(s.Mattes.Sad, 3), ["gradient"] = Math.Round(s.Mattes.Gradient, 4),
            ["flicker"] = Math.Round(s.Mattes.Flicker, 2), ["overlap"] = Math.Round(s.Mattes.Overlap, 4), ["seconds"] = Math.Round(s.Seconds, 3),
        })]),
    };

    /// <param name="command">What makes these tables again.</param>
    public static string Markdown(IReadOnlyList<NaturalScore> scores, string command)
    {
        var text = new StringBuilder();
        text.AppendLine("# mattes").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"`{command}`").AppendLine();
        text.AppendLine("Things before a background that is no screen, whose coverage is known exactly on every frame. A few frames are handed over as keys (evenly, the first and the last among them; one alone lies in the middle), the rest is made from them and scored.");
        text.AppendLine("Hair, blur: a drawn head that moves over the picture, with 220 hairs, or with an arm that moves fast, over real clips whose camera moves. Scenes of the Soundstage: a mannequin that walks or gestures. Nearest key: the matte of the key that is nearest in time, as it is.");
        text.AppendLine("MSE of coverage × 1000; SAD in thousands a frame; gradient and flicker × 1000; overlap: intersection over union of what is covered by more than a half.");
        foreach (var line in Scoreboard.About.Take(1)) text.AppendLine(line);
        text.AppendLine().AppendLine(Scoreboard.Marks("mattes").Begin);
        text.AppendLine("| keys | tool | clips | MSE × 1000 | SAD | gradient | flicker | overlap | worst overlap | seconds a frame |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var group in scores.GroupBy(s => (s.Keys, s.Tool)).OrderBy(g => g.Key.Keys).ThenBy(g => g.Key.Tool == NaturalScore.Ours ? 0 : 1))
            text.AppendLine(CultureInfo.InvariantCulture, $"| {group.Key.Keys} | {group.Key.Tool} | {group.Count()} | {group.Average(s => s.Mattes.Error):0.00} | {group.Average(s => s.Mattes.Sad):0.00} | {group.Average(s => s.Mattes.Gradient):0.00} | {group.Average(s => s.Mattes.Flicker):0.0} | {group.Average(s => s.Mattes.Overlap):0.000} | {group.Min(s => s.Mattes.Overlap):0.000} | {group.Average(s => s.Seconds):0.00} |");
        text.AppendLine(Scoreboard.Marks("mattes").End).AppendLine();
        text.AppendLine("| clip | keys | tool | MSE × 1000 | SAD | gradient | flicker | overlap | seconds a frame |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var s in scores) text.AppendLine(CultureInfo.InvariantCulture, $"| {s.Clip} | {s.Keys} | {s.Tool} | {s.Mattes.Error:0.000} | {s.Mattes.Sad:0.00} | {s.Mattes.Gradient:0.000} | {s.Mattes.Flicker:0.0} | {s.Mattes.Overlap:0.0000} | {s.Seconds:0.000} |");
        return text.ToString();
    }
}
