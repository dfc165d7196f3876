using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Benchmarks.Cases;
using Answerprint.Media.Measures;

namespace Answerprint.Benchmarks;

/// <summary>What a table of fill is about.</summary>
/// <param name="Kind">The name of its files and of its figures in README: "fill", "rendered", "plates".</param>
/// <param name="Command">What makes it again.</param>
/// <param name="Rates">What hours cost, and whose rates these are.</param>
/// <param name="Notes">What else a reader has to know, a line each.</param>
public sealed record FillReport(string Kind, string Command, RatesChoice Rates, params IReadOnlyList<string> Notes)
{
    public static FillReport OfClips(string command) => new("fill", command, RatesChoice.Default);
}

/// <summary>The scores of `bench fill` as JSON for programs, as tables and as plots for people.</summary>
public static class FillScoreboard
{
    /// <summary>"answerprint.bench.fill.3": every clip, gap and protocol, every tool on it, every frame of ours.</summary>
    public static JsonObject Json(IReadOnlyList<FillScore> scores, FillReport? report = null) => new()
    {
        ["format"] = "answerprint.bench.fill.3",
        ["rates"] = (report?.Rates ?? RatesChoice.Default).Json(),
        ["bidsWithin25Percent"] = scores.Count(s => s.Bid.IsWithin), ["bids"] = scores.Count,
        ["scores"] = new JsonArray([.. scores.Select(s => (JsonNode)new JsonObject
        {
            ["clip"] = s.Clip, ["width"] = s.Width, ["height"] = s.Height, ["gap"] = s.Gap, ["protocol"] = s.Protocol.ToString(), ["secondsToPrepareAFrame"] = Math.Round(s.PrepareSeconds, 3),
            ["bid"] = new JsonObject { ["seconds"] = Math.Round(s.Bid.Bid, 2), ["actualSeconds"] = Math.Round(s.Bid.Actual, 2), ["measured"] = s.Bid.Measured, ["within25Percent"] = s.Bid.IsWithin },
            ["tools"] = new JsonArray([.. s.Tools.Select(t => (JsonNode)new JsonObject
            {
                ["tool"] = t.Tool, ["psnrLuma"] = Math.Round(t.Mean.PsnrLuma, 3), ["psnrRgb"] = Math.Round(t.Mean.PsnrRgb, 3), ["ssim"] = Math.Round(t.Mean.Ssim, 5), ["worstPsnr"] = Math.Round(t.Worst, 3), ["worstFrame"] = t.WorstFrame,
                ["edgeError"] = Math.Round(t.EdgeError, 3), ["flicker"] = Math.Round(t.Flicker, 3), ["secondsAFrame"] = Math.Round(t.Seconds, 3), ["cpuSecondsAFrame"] = Math.Round(t.CpuSeconds, 3), ["peakMebibytes"] = t.PeakBytes >> 20, ["moneyAFrame"] = Math.Round(t.Money, 6),
            })]),
            ["frames"] = new JsonArray([.. s.Frames.Select(f => (JsonNode)new JsonObject
            {
                ["frame"] = f.Number, ["psnrLuma"] = Math.Round(f.Psnr, 3), ["forecastPsnr"] = double.IsFinite(f.Forecast) ? Math.Round(f.Forecast, 3) : null, ["confidence"] = Math.Round(f.Confidence, 4), ["flagged"] = f.Flagged, ["method"] = f.Method,
            })]),
            ["reliability"] = new JsonObject
            {
                ["pixels"] = new JsonArray([.. s.Reliability.Pixels.Select(p => (JsonNode)p)]), ["believed"] = new JsonArray([.. s.Reliability.Believed.Select(b => (JsonNode)Math.Round(b, 1))]), ["right"] = new JsonArray([.. s.Reliability.Right.Select(r => (JsonNode)r)]),
            },
        })]),
    };

    /// <summary>Markdown: what was run, a row a case, then the means of each gap and protocol.</summary>
    /// <param name="command">What makes this table again.</param>
    public static string Markdown(IReadOnlyList<FillScore> scores, string command) => Markdown(scores, FillReport.OfClips(command));

    public static string Markdown(IReadOnlyList<FillScore> scores, FillReport report)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# {report.Kind}");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"`{report.Command}`");
        text.AppendLine();
        foreach (var line in Scoreboard.About.Concat(report.Notes)) text.AppendLine(line);
        text.AppendLine(report.Rates.Says);
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Luma PSNR in dB / SSIM on the display encoding. K: every (gap+1)th frame known; D: only the gap missing. Peers always get K. *worst*: the lowest PSNR of any frame. *edges*: error weighted by the truth's slopes, display codes. *flicker*: how much the error changes from frame to frame, display codes. Seconds a made frame with preparation, of the clock and of all processors together; memory beyond what was held before (ours in this process, minterpolate's whole process). *{report.Rates.Rates.Currency}*: machine money of 1000 made frames. *bid*: machine seconds that a show would have bid for the case from the cases above it, and what it took; a first guess stands in brackets.");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"| clip | size | gap | | n | ours | minterpolate | DIS warp | repeat | blend | gain | worst, ours / mi | edges, ours / mi | flicker, ours / mi | s, ours / mi | CPU s, ours / mi | MiB, ours / mi | {report.Rates.Rates.Currency}, ours / mi | bid, took |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var s in scores)
        {
            var (us, mi) = (s.Ours, s.Of("minterpolate"));
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {s.Clip} | {s.Width}×{s.Height} | {s.Gap} | {s.Protocol} | {s.Frames.Count} | {Pair(us.Mean)} | {Pair(mi.Mean)} | {Pair(s.Of("dis").Mean)} | {Pair(s.Of("repeat").Mean)} | {Pair(s.Of("blend").Mean)} | {Gain(s.Gain)} | {us.Worst:0.00} / {mi.Worst:0.00} | {us.EdgeError:0.00} / {mi.EdgeError:0.00} | {us.Flicker:0.00} / {mi.Flicker:0.00} | {us.Seconds:0.00} / {mi.Seconds:0.00} | {us.CpuSeconds:0.00} / {mi.CpuSeconds:0.00} | {us.PeakBytes >> 20} / {mi.PeakBytes >> 20} | {1000 * us.Money:0.00} / {1000 * mi.Money:0.00} | {BidText(s.Bid)} |");
        }
        text.AppendLine();
        text.AppendLine(Scoreboard.Marks(report.Kind).Begin);
        text.AppendLine("| missing in a row | known around it | clips | mean gain over ffmpeg minterpolate, luma PSNR dB / SSIM | clips higher in PSNR | in SSIM | never below repeat and blend | flicker, ours / minterpolate | seconds a made frame, ours / minterpolate |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var group in Groups(scores))
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {group.Key.Gap} | {Known(group.Key.Protocol)} | {group.Count()} | {Gain((group.Average(s => s.Gain.Psnr), group.Average(s => s.Gain.Ssim)))} | {group.Count(s => s.Gain.Psnr > 0)} | {group.Count(s => s.Gain.Ssim > 0)} | {group.Count(s => s.Ours.Mean.PsnrLuma >= Math.Max(s.Of("repeat").Mean.PsnrLuma, s.Of("blend").Mean.PsnrLuma))} | {group.Average(s => s.Ours.Flicker):0.00} / {group.Average(s => s.Of("minterpolate").Flicker):0.00} | {group.Average(s => s.Ours.Seconds):0.00} / {group.Average(s => s.Of("minterpolate").Seconds):0.00} |");
        }
        text.AppendLine(Scoreboard.Marks(report.Kind).End);
        text.AppendLine();
        Trust(text, scores);
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"![gain of each clip]({report.Kind}-gain.svg) ![confidence against what was right]({report.Kind}-confidence.svg) ![forecast against what was measured]({report.Kind}-forecast.svg)");
        return text.ToString();
    }

    /// <summary>The plots that belong to the table: name of the file and SVG.</summary>
    public static IEnumerable<(string Name, string Svg)> Plots(IReadOnlyList<FillScore> scores, string kind = "fill")
    {
        var clips = scores.Select(s => s.Clip).Distinct().ToList();
        var groups = Groups(scores).ToList();
        var gains = scores.Select(s => s.Gain.Psnr).ToList();
        var gain = new Plot("Gain over ffmpeg minterpolate, luma PSNR", "", "dB", (-0.5, clips.Count - 0.5), (Math.Min(-0.5, Math.Floor(gains.Min())), Math.Ceiling(gains.Max())));
        for (var g = 0; g < groups.Count; g++)
            gain.Bars($"gap {groups[g].Key.Gap} {groups[g].Key.Protocol}", groups.Count, g, [.. clips.Select(c => groups[g].FirstOrDefault(s => s.Clip == c)?.Gain.Psnr ?? 0)]);
        yield return ($"{kind}-gain.svg", gain.ToSvg(clips));

        var all = scores.Select(s => s.Reliability).Aggregate((a, b) => a.And(b));
        var bins = Enumerable.Range(0, Reliability.Bins).Where(b => all.Pixels[b] > 0).ToList();
        yield return ($"{kind}-confidence.svg", new Plot("Confidence against what was right, all pixels", "mean confidence of the bin", "share within 8 display codes", (0, 1), (0, 1)).Rule((0, 0), (1, 1))
            .Line("measured", [.. bins.Select(b => (all.Believed[b] / all.Pixels[b], all.Right[b] / (double)all.Pixels[b]))]).ToSvg());

        var frames = scores.SelectMany(s => s.Frames.Select(f => (s.Gap, Frame: f))).Where(f => double.IsFinite(f.Frame.Forecast) && f.Frame.Forecast > 0).ToList();
        if (frames.Count == 0) yield break;
        double low = Math.Floor(frames.Min(f => Math.Min(f.Frame.Psnr, f.Frame.Forecast))), high = Math.Ceiling(frames.Max(f => Math.Max(f.Frame.Psnr, f.Frame.Forecast)));
        var forecast = new Plot("Forecast against what was measured, every made frame", "forecast, dB", "measured, dB", (low, high), (low, high)).Rule((low, low), (high, high));
        foreach (var gap in frames.GroupBy(f => f.Gap).OrderBy(g => g.Key)) forecast.Dots($"gap {gap.Key}", gap.Select(f => (f.Frame.Forecast, f.Frame.Psnr)));
        yield return ($"{kind}-forecast.svg", forecast.ToSvg());
    }

    /// <summary>What confidence, forecast and flags were worth.</summary>
    private static void Trust(StringBuilder text, IReadOnlyList<FillScore> scores)
    {
        var all = scores.Select(s => s.Reliability).Aggregate((a, b) => a.And(b));
        var frames = scores.SelectMany(s => s.Frames).ToList();
        var worst = frames.OrderBy(f => f.Psnr).Take((frames.Count + 9) / 10).ToList();
        var errors = frames.Where(f => double.IsFinite(f.Forecast) && f.Forecast > 0).Select(f => f.Psnr - f.Forecast).ToList();
        text.AppendLine(CultureInfo.InvariantCulture,
            $"Trust, over {frames.Count} frames and {all.Pixels.Sum()} pixels: mean difference between confidence and the share that was right {all.Error:0.000}; forecast off by {errors.DefaultIfEmpty().Average():+0.0;-0.0} dB in the mean and {Math.Sqrt(errors.DefaultIfEmpty().Average(e => e * e)):0.0} dB rms; {frames.Count(f => f.Flagged)} frames flagged ({100.0 * frames.Count(f => f.Flagged) / frames.Count:0} %), {worst.Count(f => f.Flagged)} of the worst {worst.Count} among them.");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Bids: {scores.Count(s => s.Bid.IsWithin)} of {scores.Count} within ±25 % of what the case took ({100.0 * scores.Count(s => s.Bid.IsWithin) / scores.Count:0} %).");
    }

    private static IEnumerable<IGrouping<(int Gap, FillProtocol Protocol), FillScore>> Groups(IReadOnlyList<FillScore> scores) => scores.GroupBy(s => (s.Gap, s.Protocol)).OrderBy(g => g.Key.Gap).ThenBy(g => g.Key.Protocol);

    private static string Known(FillProtocol protocol) => protocol == FillProtocol.K ? "every (gap+1)th frame" : "all other frames";

    internal static string BidText(BidScore bid) => string.Create(CultureInfo.InvariantCulture, $"{(bid.Measured ? "" : "(")}{bid.Bid:0.0}{(bid.Measured ? "" : ")")}, {bid.Actual:0.0}");

    internal static string Pair(Fidelity f) => string.Create(CultureInfo.InvariantCulture, $"{f.PsnrLuma:0.00}/{f.Ssim:0.0000}");

    internal static string Gain((double Psnr, double Ssim) gain) => string.Create(CultureInfo.InvariantCulture, $"{gain.Psnr:+0.00;-0.00}/{gain.Ssim:+0.0000;-0.0000}");
}
