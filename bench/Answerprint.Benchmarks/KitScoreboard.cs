using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Benchmarks.Cases;
using Answerprint.Benchmarks.Kits;

namespace Answerprint.Benchmarks;

/// <summary>Scores of a tool that ran elsewhere, beside those of the tools here: JSON, table and plot.</summary>
public static class KitScoreboard
{
    public const string Kind = "elsewhere";

    /// <summary>"answerprint.bench.elsewhere.1": the rows of bench fill, with the tool that ran elsewhere as the last of each, and who ran it.</summary>
    public static JsonObject Json(KitScore score, FillReport report)
    {
        var all = FillScoreboard.Json(score.Scores, report);
        all["format"] = "answerprint.bench.elsewhere.1";
        all["elsewhere"] = new JsonObject
        {
            ["tool"] = score.Settings.Tool, ["version"] = score.Settings.Version, ["settings"] = score.Settings.Settings, ["operator"] = score.Settings.Operator, ["machine"] = score.Settings.Machine,
            ["kit"] = score.KitHash, ["sealedFramesHeld"] = score.Sealed, ["read"] = new JsonArray([.. score.Kinds.Select(k => (JsonNode)k)]),
        };
        return all;
    }

    public static string Markdown(KitScore score, FillReport report)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# {Kind}").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"`{report.Command}`").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"**{score.Name}**, run by {score.Settings.Operator}{(score.Settings.Machine.Length > 0 ? $" on {score.Settings.Machine}" : "")}. Settings: {score.Settings.Settings}. {(score.Settings.SecondsAFrame > 0 ? "Its seconds are the operator's." : "The operator took no seconds.")}");
        text.AppendLine(CultureInfo.InvariantCulture, $"All {score.Sealed} true frames are those that the kit {score.KitHash[..16]} sealed before anything was rendered. Read: {string.Join("; ", score.Kinds)}.");
        foreach (var line in Scoreboard.About.Take(2).Concat(report.Notes)) text.AppendLine(line);
        text.AppendLine(report.Rates.Says).AppendLine();
        text.AppendLine("Every (gap+1)th frame known to every tool. Luma PSNR in dB / SSIM on the display encoding, *worst*: the lowest PSNR of any frame; *edges*: error weighted by the truth's slopes, display codes; *flicker*: how much the error changes from frame to frame, display codes.").AppendLine();
        text.AppendLine("| clip | size | gap | n | tool | PSNR/SSIM | worst | edges | flicker | s a made frame |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var s in score.Scores)
            foreach (var t in s.Tools.Prepend(KitScore.Elsewhere(s)).Take(s.Tools.Count))
                text.AppendLine(CultureInfo.InvariantCulture, $"| {s.Clip} | {s.Width}×{s.Height} | {s.Gap} | {s.Frames.Count} | {t.Tool} | {FillScoreboard.Pair(t.Mean)} | {t.Worst:0.00} | {t.EdgeError:0.00} | {t.Flicker:0.00} | {(t.Seconds > 0 ? t.Seconds.ToString("0.00", CultureInfo.InvariantCulture) : "")} |");
        text.AppendLine();
        text.AppendLine(Scoreboard.Marks(Kind).Begin);
        text.AppendLine(CultureInfo.InvariantCulture, $"| missing in a row | clips | mean of {score.Name}, luma PSNR dB / SSIM | ours | ffmpeg minterpolate | ours higher in PSNR | in SSIM |");
        text.AppendLine("|---|---|---|---|---|---|---|");
        foreach (var gap in score.Scores.GroupBy(s => s.Gap).OrderBy(g => g.Key))
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {gap.Key} | {gap.Count()} | {Mean(gap, KitScore.Elsewhere)} | {Mean(gap, s => s.Ours)} | {Mean(gap, s => s.Of("minterpolate"))} | {gap.Count(s => s.Ours.Mean.PsnrLuma > KitScore.Elsewhere(s).Mean.PsnrLuma)} | {gap.Count(s => s.Ours.Mean.Ssim > KitScore.Elsewhere(s).Mean.Ssim)} |");
        }
        text.AppendLine(Scoreboard.Marks(Kind).End).AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"![luma PSNR of each case]({Kind}-psnr.svg)");
        return text.ToString();
    }

    public static IEnumerable<(string Name, string Svg)> Plots(KitScore score)
    {
        var scores = score.Scores;
        var tools = new (string Name, Func<FillScore, ToolScore> Of)[] { (score.Name, KitScore.Elsewhere), ("answerprint", s => s.Ours), ("minterpolate", s => s.Of("minterpolate")) };
        var plot = new Plot("Luma PSNR of each case", "", "dB", (-0.5, scores.Count - 0.5), (0, Math.Ceiling(scores.Max(s => tools.Max(t => t.Of(s).Mean.PsnrLuma)))));
        for (var t = 0; t < tools.Length; t++) plot.Bars(tools[t].Name, tools.Length, t, [.. scores.Select(s => tools[t].Of(s).Mean.PsnrLuma)]);
        yield return ($"{Kind}-psnr.svg", plot.ToSvg([.. scores.Select(s => s.Clip)]));
    }

    private static string Mean(IEnumerable<FillScore> scores, Func<FillScore, ToolScore> of) => string.Create(CultureInfo.InvariantCulture, $"{scores.Average(s => of(s).Mean.PsnrLuma):0.00}/{scores.Average(s => of(s).Mean.Ssim):0.0000}");
}
