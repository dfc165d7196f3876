using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Benchmarks.Cases;

namespace Answerprint.Benchmarks;

/// <summary>One case of a row in which a single parameter of a rendered scene varies.</summary>
/// <param name="Parameter">Its name: "blur".</param>
/// <param name="Says">Unit and meaning.</param>
public sealed record StepScore(string Scene, string Parameter, string Says, double Value, FillScore Score);

/// <summary>How the tools fare as one thing about a scene changes and all else stays: JSON, a table and a plot a parameter.</summary>
public static class StepScoreboard
{
    private static readonly string[] Shown = ["answerprint", "minterpolate", "dis", "repeat", "blend"];

    /// <summary>"answerprint.bench.steps.1".</summary>
    public static JsonObject Json(IReadOnlyList<StepScore> steps, FillReport report)
    {
        var all = FillScoreboard.Json([.. steps.Select(s => s.Score)], report);
        var scores = all["scores"]!.AsArray();
        for (var i = 0; i < steps.Count; i++)
        {
            scores[i]!["scene"] = steps[i].Scene;
            scores[i]!["parameter"] = steps[i].Parameter;
            scores[i]!["value"] = steps[i].Value;
        }
        all["format"] = "answerprint.bench.steps.1";
        return all;
    }

    public static string Markdown(IReadOnlyList<StepScore> steps, FillReport report)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# {report.Kind}").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"`{report.Command}`").AppendLine();
        foreach (var line in Scoreboard.About.Concat(report.Notes)) text.AppendLine(line);
        text.AppendLine(report.Rates.Says).AppendLine();
        text.AppendLine("One parameter of a rendered scene varies, all else keeps its bytes; the truth of each case is that case's own frames, grain included. Luma PSNR in dB / SSIM on the display encoding.").AppendLine();
        text.AppendLine("| scene | parameter | value | gap | | n | ours | minterpolate | DIS warp | repeat | blend | gain | edges, ours / mi | s, ours / mi | bid, took |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var (scene, parameter, _, value, s) in steps)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {scene} | {parameter} | {value:0.###} | {s.Gap} | {s.Protocol} | {s.Frames.Count} | {string.Join(" | ", Shown.Select(t => FillScoreboard.Pair(s.Of(t).Mean)))} | {FillScoreboard.Gain(s.Gain)} | {s.Ours.EdgeError:0.00} / {s.Of("minterpolate").EdgeError:0.00} | {s.Ours.Seconds:0.00} / {s.Of("minterpolate").Seconds:0.00} | {FillScoreboard.BidText(s.Bid)} |");
        }
        text.AppendLine();
        text.AppendLine(Scoreboard.Marks(report.Kind).Begin);
        text.AppendLine("| what varies | from … to | cases | gain over ffmpeg minterpolate, luma PSNR dB: at the first value | at the last | lowest |");
        text.AppendLine("|---|---|---|---|---|---|");
        foreach (var row in Rows(steps))
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {row.Key.Parameter}, {row.Key.Scene} | {row.First().Value:0.###} … {row.Last().Value:0.###} ({row.First().Says}) | {row.Count()} | {row.First().Score.Gain.Psnr:+0.00;-0.00} | {row.Last().Score.Gain.Psnr:+0.00;-0.00} | {row.Min(s => s.Score.Gain.Psnr):+0.00;-0.00} |");
        }
        text.AppendLine(Scoreboard.Marks(report.Kind).End).AppendLine();
        text.AppendLine(string.Join(' ', Rows(steps).Select(r => $"![{r.Key.Parameter}]({Name(report.Kind, r.Key)})")));
        return text.ToString();
    }

    /// <summary>A plot a scene and parameter: luma PSNR of every tool over its values.</summary>
    public static IEnumerable<(string Name, string Svg)> Plots(IReadOnlyList<StepScore> steps, string kind)
    {
        foreach (var row in Rows(steps))
        {
            var scores = row.SelectMany(s => Shown.Select(t => s.Score.Of(t).Mean.PsnrLuma)).ToList();
            var plot = new Plot($"{row.Key.Scene}, gap {row.First().Score.Gap}: luma PSNR over {row.Key.Parameter}", $"{row.Key.Parameter}: {row.First().Says}", "dB", (row.Min(s => s.Value), row.Max(s => s.Value)), (Math.Floor(scores.Min()), Math.Ceiling(scores.Max())));
            foreach (var tool in Shown) plot.Line(tool, [.. row.OrderBy(s => s.Value).Select(s => (s.Value, s.Score.Of(tool).Mean.PsnrLuma))]);
            yield return (Name(kind, row.Key), plot.ToSvg());
        }
    }

    private static string Name(string kind, (string Scene, string Parameter) row) => $"{kind}-{row.Scene}-{row.Parameter}.svg";

    private static IEnumerable<IGrouping<(string Scene, string Parameter), StepScore>> Rows(IReadOnlyList<StepScore> steps) => steps.GroupBy(s => (s.Scene, s.Parameter));
}
