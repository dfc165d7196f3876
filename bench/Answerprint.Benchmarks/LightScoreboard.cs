using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Benchmarks.Cases;

namespace Answerprint.Benchmarks;

/// <summary>The scores of matched light and of flicker, as JSON for programs and as tables for people.</summary>
public static class LightScoreboard
{
    /// <summary>Matches of which so much is seen in both are counted apart.</summary>
    private const double Seen = 0.25;

    /// <summary>"answerprint.bench.relight.1".</summary>
    public static JsonObject Json(IReadOnlyList<LightScore> scores) => new()
    {
        ["format"] = "answerprint.bench.relight.1",
        ["scores"] = new JsonArray([.. scores.Select(s => (JsonNode)new JsonObject
        {
            ["kind"] = s.Kind, ["clip"] = s.Clip, ["case"] = s.Case, ["tool"] = s.Tool, ["error"] = Math.Round(s.Error, 3), ["overlap"] = Math.Round(s.Overlap, 3), ["seconds"] = Math.Round(s.Seconds, 3),
        })]),
    };

    /// <param name="command">What makes these tables again.</param>
    public static string Markdown(IReadOnlyList<LightScore> scores, string command)
    {
        var text = new StringBuilder();
        text.AppendLine("# relight").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"`{command}`").AppendLine();
        text.AppendLine("Match: frames of a clip to which a known grade was given (eight bits, clipped) are matched to other frames of the clip that have none, and held against what they were: mean ΔE00. Seen in both: the share that ours found in both is 25 % or more.");
        text.AppendLine("Flicker: a clip whose exposure was made to jump; what is left of it against the clip as it was, % rms of light.");
        foreach (var line in Scoreboard.About.Take(1)) text.AppendLine(line);
        text.AppendLine().AppendLine(Scoreboard.Marks("relight").Begin);
        text.AppendLine("| case | tool | clips | left | worst | seconds a frame |").AppendLine("|---|---|---|---|---|---|");
        var groups = scores.Where(s => s.Kind == "match").GroupBy(s => (What: s.Overlap >= Seen ? "match, seen in both, ΔE00" : "match, hardly seen in both, ΔE00", s.Tool)).Concat(scores.Where(s => s.Kind == "flicker").GroupBy(s => (What: $"flicker, {s.Case}, % rms", s.Tool)));
        foreach (var group in groups.OrderBy(g => g.Key.What.StartsWith("match, seen", StringComparison.Ordinal) ? 0 : g.Key.What.StartsWith("match", StringComparison.Ordinal) ? 1 : 2).ThenBy(g => g.Key.What, StringComparer.Ordinal).ThenBy(g => g.Key.Tool == LightScore.Ours ? 0 : 1).ThenBy(g => g.Key.Tool, StringComparer.Ordinal))
            text.AppendLine(CultureInfo.InvariantCulture, $"| {group.Key.What} | {group.Key.Tool} | {group.Select(s => s.Clip).Distinct().Count()} | {group.Average(s => s.Error):0.00} | {group.Max(s => s.Error):0.00} | {group.Average(s => s.Seconds):0.00} |");
        text.AppendLine(Scoreboard.Marks("relight").End).AppendLine();
        text.AppendLine("| kind | clip | case | tool | left | overlap | seconds a frame |").AppendLine("|---|---|---|---|---|---|---|");
        foreach (var s in scores) text.AppendLine(CultureInfo.InvariantCulture, $"| {s.Kind} | {s.Clip} | {s.Case} | {s.Tool} | {s.Error:0.00} | {s.Overlap:0.00} | {s.Seconds:0.000} |");
        return text.ToString();
    }
}
