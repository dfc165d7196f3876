using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Benchmarks.Cases;

namespace Answerprint.Benchmarks;

/// <summary>How fast the Soundstage shoots, as JSON and as a table.</summary>
public static class StageScoreboard
{
    public const string Kind = "stage";

    /// <summary>"answerprint.bench.stage.1".</summary>
    public static JsonObject Json(IReadOnlyList<StageSpeed> speeds, int width, int height) => new()
    {
        ["format"] = "answerprint.bench.stage.1", ["width"] = width, ["height"] = height, ["threads"] = 1,
        ["speeds"] = new JsonArray([.. speeds.Select(s => (JsonNode)new JsonObject { ["scene"] = s.Scene, ["request"] = s.Request, ["framesPerCpuSecond"] = Math.Round(s.PerCpuSecond, 2), ["framesPerSecond"] = Math.Round(s.PerSecond, 2) })]),
    };

    /// <param name="command">What makes this table again.</param>
    public static string Markdown(IReadOnlyList<StageSpeed> speeds, int width, int height, string command)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# {Kind}").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"`{command}`").AppendLine();
        text.AppendLine(Scoreboard.About[0]);
        text.AppendLine(CultureInfo.InvariantCulture, $"Scenes of seed 3 at {width}×{height} on one thread, two seconds each. A CPU second is one of this process's own time: what a free core does; beside it the clock's.");
        text.AppendLine("Left out: writing files; other seeds.").AppendLine();
        text.AppendLine("| scene | asked of each frame | frames a CPU second | frames a second of the clock |");
        text.AppendLine("|---|---|---|---|");
        foreach (var s in speeds) text.AppendLine(CultureInfo.InvariantCulture, $"| {s.Scene} | {s.Request} | {s.PerCpuSecond:0.0} | {s.PerSecond:0.0} |");
        text.AppendLine();
        text.AppendLine(Scoreboard.Marks(Kind).Begin);
        text.AppendLine(CultureInfo.InvariantCulture, $"| asked of each frame, {width}×{height}, one core | {string.Join(" | ", speeds.Select(s => s.Scene).Distinct(StringComparer.Ordinal))} |");
        text.AppendLine($"|---|{string.Concat(speeds.Select(s => s.Scene).Distinct(StringComparer.Ordinal).Select(_ => "---|"))}");
        foreach (var request in speeds.GroupBy(s => s.Request, StringComparer.Ordinal))
            text.AppendLine($"| {request.Key}: frames a second | {string.Join(" | ", request.Select(s => s.PerCpuSecond.ToString("0.0", CultureInfo.InvariantCulture)))} |");
        text.AppendLine(Scoreboard.Marks(Kind).End);
        return text.ToString();
    }
}
