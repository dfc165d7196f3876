using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Benchmarks.Cases;

namespace Answerprint.Benchmarks;

/// <summary>How steady clips became, as JSON for programs and as tables for people.</summary>
public static class SteadyScoreboard
{
    /// <summary>"answerprint.bench.reframe.1".</summary>
    public static JsonObject Json(IReadOnlyList<SteadyScore> scores) => new()
    {
        ["format"] = "answerprint.bench.reframe.1",
        ["scores"] = new JsonArray([.. scores.Select(s => (JsonNode)new JsonObject { ["clip"] = s.Clip, ["tool"] = s.Tool, ["itf"] = Math.Round(s.Itf, 3), ["border"] = Math.Round(s.Border, 4), ["sharpness"] = Math.Round(s.Sharpness, 4), ["seconds"] = Math.Round(s.Seconds, 4) })]),
    };

    /// <param name="command">What makes these tables again.</param>
    public static string Markdown(IReadOnlyList<SteadyScore> scores, string command)
    {
        var text = new StringBuilder();
        text.AppendLine("# reframe").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"`{command}`").AppendLine();
        text.AppendLine("Clips from a hand, steadied to a smooth camera over 36 frames to each side, black beyond the edge. ITF: mean PSNR of luma from frame to frame over the middle of the picture, dB; softer pictures score higher in it, and so do cameras that move less: ours keeps the pace of a pan to its ends, vid.stab's mean does not. Standing: the camera is locked, which shows how exactly it is followed. Border: share of the picture beyond the plate's edge. Sharpness: energy of the gradient in the middle against the clip as it is.");
        foreach (var line in Scoreboard.About.Take(1)) text.AppendLine(line);
        text.AppendLine().AppendLine(Scoreboard.Marks("reframe").Begin);
        text.AppendLine("| tool | clips | ITF dB | border % | sharpness | seconds a frame |").AppendLine("|---|---|---|---|---|---|");
        foreach (var group in scores.GroupBy(s => s.Tool).OrderBy(g => g.Key.StartsWith(SteadyScore.Ours, StringComparison.Ordinal) ? 0 : 1))
            text.AppendLine(CultureInfo.InvariantCulture, $"| {group.Key} | {group.Count()} | {group.Average(s => s.Itf):0.00} | {100 * group.Average(s => s.Border):0.0} | {group.Average(s => s.Sharpness):0.00} | {group.Average(s => s.Seconds):0.000} |");
        text.AppendLine(Scoreboard.Marks("reframe").End).AppendLine();
        text.AppendLine("| clip | tool | ITF dB | border % | sharpness | seconds a frame |").AppendLine("|---|---|---|---|---|---|");
        foreach (var s in scores) text.AppendLine(CultureInfo.InvariantCulture, $"| {s.Clip} | {s.Tool} | {s.Itf:0.00} | {100 * s.Border:0.0} | {s.Sharpness:0.00} | {s.Seconds:0.000} |");
        return text.ToString();
    }
}
