using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Benchmarks.Cases;

namespace Answerprint.Benchmarks;

/// <summary>How many faults were found, as JSON for programs and as tables for people.</summary>
public static class ContinuityScoreboard
{
    /// <summary>"answerprint.bench.continuity.1".</summary>
    public static JsonObject Json(IReadOnlyList<ContinuityScore> scores) => new()
    {
        ["format"] = "answerprint.bench.continuity.1",
        ["scores"] = new JsonArray([.. scores.Select(s => (JsonNode)new JsonObject { ["clip"] = s.Clip, ["kind"] = s.Kind, ["put"] = s.Put, ["found"] = s.Found, ["false"] = s.False, ["seconds"] = Math.Round(s.Seconds, 4) })]),
    };

    /// <param name="command">What makes these tables again.</param>
    public static string Markdown(IReadOnlyList<ContinuityScore> scores, string command)
    {
        var text = new StringBuilder();
        text.AppendLine("# continuity").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"`{command}`").AppendLine();
        text.AppendLine("Faults put into real clips, one kind at a time, and looked for; a frame is repeated, left out, or 6 % lighter in display codes only where something moves by 0.7 codes. Cuts: another clip is set between two halves; then the second half is 0.12 stops lighter and its blue 0.1 stops more. False: what else was named as such a fault, in the clip with faults and in the clip as it is.");
        foreach (var line in Scoreboard.About.Take(1)) text.AppendLine(line);
        text.AppendLine().AppendLine(Scoreboard.Marks("continuity").Begin);
        text.AppendLine("| fault | clips | put in | found | named falsely | recall | precision |").AppendLine("|---|---|---|---|---|---|---|");
        foreach (var kind in scores.GroupBy(s => s.Kind))
        {
            int put = kind.Sum(s => s.Put), found = kind.Sum(s => s.Found), wrong = kind.Sum(s => s.False);
            text.AppendLine(CultureInfo.InvariantCulture, $"| {kind.Key} | {kind.Count()} | {put} | {found} | {wrong} | {(double)found / put:0.00} | {(found + wrong == 0 ? "–" : ((double)found / (found + wrong)).ToString("0.00", CultureInfo.InvariantCulture))} |");
        }
        text.AppendLine(Scoreboard.Marks("continuity").End).AppendLine();
        text.AppendLine("| clip | fault | put in | found | named falsely | seconds a frame |").AppendLine("|---|---|---|---|---|---|");
        foreach (var s in scores) text.AppendLine(CultureInfo.InvariantCulture, $"| {s.Clip} | {s.Kind} | {s.Put} | {s.Found} | {s.False} | {(s.Seconds > 0 ? s.Seconds.ToString("0.000", CultureInfo.InvariantCulture) : "")} |");
        return text.ToString();
    }
}
