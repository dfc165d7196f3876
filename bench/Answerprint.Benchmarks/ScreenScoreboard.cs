using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Benchmarks.Cases;

namespace Answerprint.Benchmarks;

/// <summary>The scores of following screens, as JSON for programs and as tables for people.</summary>
public static class ScreenScoreboard
{
    /// <summary>"answerprint.bench.screens.1".</summary>
    public static JsonObject Json(IReadOnlyList<ScreenScore> scores) => new()
    {
        ["format"] = "answerprint.bench.screens.1",
        ["scores"] = new JsonArray([.. scores.Select(s => (JsonNode)new JsonObject
        {
            ["clip"] = s.Clip, ["kind"] = s.Kind.ToString().ToLowerInvariant(), ["tool"] = s.Tool, ["error"] = Math.Round(s.Error, 3), ["worst"] = Math.Round(s.Worst, 3), ["jitter"] = Math.Round(s.Jitter, 3), ["lost"] = s.Lost,
            ["psnr"] = Math.Round(s.Psnr, 2), ["seconds"] = Math.Round(s.Seconds, 3), ["drawSeconds"] = Math.Round(s.DrawSeconds, 3),
        })]),
    };

    /// <param name="command">What makes these tables again.</param>
    public static string Markdown(IReadOnlyList<ScreenScore> scores, string command)
    {
        var text = new StringBuilder();
        text.AppendLine("# screens").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"`{command}`").AppendLine();
        text.AppendLine("A poster is laid over clips, crosses a third of the picture, turns by 20 degrees, grows by a third and tilts; it has the clip's grain. Corners are given on the first frame alone. Then another poster is put in its place along each track, by cleanup, and held against the truth.");
        text.AppendLine("Printed: letters and a picture, under light that changes by 18 %. Blank: a dark screen with a frame. Passed: the printed one, and a post passes before it that nobody holds out. Features: SIFT within the corners of the first frame, MAGSAC++ (OpenCV). Four marks: each corner followed by normalised cross-correlation.");
        text.AppendLine("Jitter: rms of the second difference of a corner's error. Left out: motion blur, bending, reflections, posters that leave the picture.");
        foreach (var line in Scoreboard.About.Take(1)) text.AppendLine(line);
        text.AppendLine().AppendLine(Scoreboard.Marks("screens").Begin);
        text.AppendLine("| screen | tool | clips | corner error, px | worst | jitter, px | frames lost | picture put in, PSNR dB | seconds a frame to follow | to draw |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var group in scores.GroupBy(s => (s.Kind, s.Tool)).OrderBy(g => g.Key.Kind).ThenBy(g => g.Key.Tool == ScreenScore.Ours ? 0 : 1))
            text.AppendLine(CultureInfo.InvariantCulture, $"| {group.Key.Kind.ToString().ToLowerInvariant()} | {group.Key.Tool} | {group.Count()} | {group.Average(s => s.Error):0.00} | {group.Max(s => s.Worst):0.0} | {group.Average(s => s.Jitter):0.00} | {group.Sum(s => s.Lost)} | {group.Average(s => s.Psnr):0.0} | {group.Average(s => s.Seconds):0.00} | {group.Average(s => s.DrawSeconds):0.00} |");
        text.AppendLine(Scoreboard.Marks("screens").End).AppendLine();
        text.AppendLine("| clip | screen | tool | corner error, px | worst | jitter | frames lost | PSNR dB | seconds to follow | to draw |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var s in scores) text.AppendLine(CultureInfo.InvariantCulture, $"| {s.Clip} | {s.Kind.ToString().ToLowerInvariant()} | {s.Tool} | {s.Error:0.000} | {s.Worst:0.00} | {s.Jitter:0.000} | {s.Lost} | {s.Psnr:0.00} | {s.Seconds:0.000} | {s.DrawSeconds:0.000} |");
        return text.ToString();
    }
}
