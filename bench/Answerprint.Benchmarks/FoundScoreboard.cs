using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Benchmarks.Cases;

namespace Answerprint.Benchmarks;

/// <summary>The scores of found material, as JSON for programs and as a table for people.</summary>
public static class FoundScoreboard
{
    /// <summary>"answerprint.bench.found.1".</summary>
    public static JsonObject Json(IReadOnlyList<FoundScore> scores) => new()
    {
        ["format"] = "answerprint.bench.found.1",
        ["firstThree"] = new JsonObject { ["tuned"] = Three(scores, tuned: true), ["other"] = Three(scores, tuned: false) },
        ["scores"] = new JsonArray([.. scores.Select(s => (JsonNode)new JsonObject
        {
            ["clip"] = s.Clip, ["tuned"] = s.Tuned, ["structure"] = s.Structure, ["rank"] = s.Rank, ["candidates"] = s.Candidates, ["first"] = s.First,
        })]),
    };

    /// <param name="command">What makes this table again.</param>
    public static string Markdown(IReadOnlyList<FoundScore> scores, string command)
    {
        var text = new StringBuilder();
        text.AppendLine("# found").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"`{command}`").AppendLine();
        text.AppendLine("A shot is removed from a cut of real footage, and the unused takes are ranked by what its place asks for. Each clip counts as a set-up: its length is cut into six parts, and the parts into takes.");
        text.AppendLine("Right, as defined before measuring: the one unused take of the removed shot's set-up in its own framing and light (another part in time, reframed by 4 %, .15 stop brighter and warmer).");
        text.AppendLine("Wrong: tighter framings of the same set-up, the same set-up 1.3 stops darker, every take of every other clip. The cut does not say what is missing and names tell nothing: pictures only.");
        text.AppendLine("Clips are halved by every second name. The constants of the ranking were set before anything was measured; tuning was allowed on the one half and was not done, and nothing was changed after the other half was looked at.");
        text.AppendLine("Left out: sound, words, faces, what a scene is about; other takes by another crew on another day; performances; names, reels and timecode, which count in the program where there are any.").AppendLine();
        text.AppendLine(Scoreboard.Marks("found").Begin);
        text.AppendLine("| half | removed shots | right take first | among the first three | pieces to choose from, mean |");
        text.AppendLine("|---|---|---|---|---|");
        foreach (var half in scores.GroupBy(s => s.Tuned).OrderByDescending(g => g.Key))
            text.AppendLine(CultureInfo.InvariantCulture, $"| {(half.Key ? "clips on which tuning was allowed" : "clips kept apart for the score")} | {half.Count()} | {half.Count(s => s.Rank == 1)} | {half.Count(s => s.Rank is 1 or 2 or 3)} | {half.Average(s => s.Candidates):0} |");
        text.AppendLine(Scoreboard.Marks("found").End);
        text.AppendLine();
        text.AppendLine("| clip | place | rank of the right take | candidates | first | half |");
        text.AppendLine("|---|---|---|---|---|---|");
        foreach (var s in scores.OrderByDescending(s => s.Tuned)) text.AppendLine(CultureInfo.InvariantCulture, $"| {s.Clip} | {s.Structure} | {s.Rank} | {s.Candidates} | {s.First} | {(s.Tuned ? "tuning" : "score")} |");
        return text.ToString();
    }

    private static JsonObject Three(IReadOnlyList<FoundScore> scores, bool tuned) => new() { ["right"] = scores.Count(s => s.Tuned == tuned && s.Rank is 1 or 2 or 3), ["of"] = scores.Count(s => s.Tuned == tuned) };
}
