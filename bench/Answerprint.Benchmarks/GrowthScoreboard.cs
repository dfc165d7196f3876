using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Benchmarks.Cases;

namespace Answerprint.Benchmarks;

/// <summary>How cost grows, as JSON, as a table and as plots.</summary>
public static class GrowthScoreboard
{
    public const string Kind = "growth";

    private static readonly (string Over, string Words)[] Ways = [("size", "megapixels of a frame"), ("gap", "missing frames in a row"), ("length", "frames of the clip")];

    /// <summary>"answerprint.bench.growth.1".</summary>
    public static JsonObject Json(IReadOnlyList<GrowthScore> scores, RatesChoice rates) => new()
    {
        ["format"] = "answerprint.bench.growth.1", ["rates"] = rates.Json(),
        ["scores"] = new JsonArray([.. scores.Select(s => (JsonNode)new JsonObject
        {
            ["over"] = s.Over, ["width"] = s.Width, ["height"] = s.Height, ["gap"] = s.Gap, ["frames"] = s.Frames, ["protocol"] = s.Protocol.ToString(), ["made"] = s.Made,
            ["secondsAFrame"] = Math.Round(s.Seconds, 3), ["peakMebibytes"] = s.PeakBytes >> 20, ["moneyAFrame"] = Math.Round(s.Seconds / 3600 * rates.Rates.MachineHour, 6),
            ["peerSecondsAFrame"] = Math.Round(s.PeerSeconds, 3), ["peerPeakMebibytes"] = s.PeerBytes >> 20, ["peerMoneyAFrame"] = Math.Round(s.PeerSeconds / 3600 * rates.Rates.MachineHour, 6), ["ratio"] = Math.Round(s.Ratio, 2), ["cpuSecondsAFrame"] = Math.Round(s.Cpu, 3), ["peerCpuSecondsAFrame"] = Math.Round(s.PeerCpu, 3),
            ["bid"] = new JsonObject { ["seconds"] = Math.Round(s.Bid.Bid, 2), ["actualSeconds"] = Math.Round(s.Bid.Actual, 2), ["measured"] = s.Bid.Measured, ["within25Percent"] = s.Bid.IsWithin },
        })]),
    };

    /// <param name="command">What makes this table again.</param>
    public static string Markdown(IReadOnlyList<GrowthScore> scores, RatesChoice rates, string command)
    {
        var money = 1000 / 3600.0 * rates.Rates.MachineHour;
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# {Kind}").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"`{command}`").AppendLine();
        text.AppendLine(Scoreboard.About[0]);
        text.AppendLine(Scoreboard.About[1]);
        text.AppendLine("A street of the Soundstage, sharp, without grain. Both tools run one after the other on the same frames; ours on two threads unless the command says otherwise, minterpolate as ffmpeg runs it. Left out: reading and writing files; other scenes; one run of each.");
        text.AppendLine(rates.Says).AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"K: the whole clip is made from every (gap+1)th frame; D: one gap in its middle, every other frame known. Wall seconds a made frame, preparation included; CPU seconds are those of all threads. Memory: ours what was held beyond what was held before, minterpolate's its whole process. *{rates.Rates.Currency}*: machine money of 1000 made frames. *bid*: machine seconds bid from the rows above, and what it took; a first guess stands in brackets.").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"| over | size | gap | frames | | made | s, ours | s, minterpolate | times | CPU s, ours / mi | MiB, ours | MiB, minterpolate | {rates.Rates.Currency}, ours / mi | bid, took |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var s in scores)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {s.Over} | {s.Width}×{s.Height} | {s.Gap} | {s.Frames} | {s.Protocol} | {s.Made} | {s.Seconds:0.00} | {s.PeerSeconds:0.00} | {s.Ratio:0.0} | {s.Cpu:0.00} / {s.PeerCpu:0.00} | {s.PeakBytes >> 20} | {s.PeerBytes >> 20} | {money * s.Seconds:0.00} / {money * s.PeerSeconds:0.00} | {FillScoreboard.BidText(s.Bid)} |");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"Bids: {scores.Count(s => s.Bid.IsWithin)} of {scores.Count} within ±25 % of what the case took.").AppendLine();
        text.AppendLine(Scoreboard.Marks(Kind).Begin);
        text.AppendLine("| what grows | | seconds a made frame, ours / minterpolate | times minterpolate | MiB, ours / minterpolate |");
        text.AppendLine("|---|---|---|---|---|");
        foreach (var row in scores.GroupBy(s => (s.Over, s.Protocol)))
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.Key.Over}: {string.Join(", ", row.Select(Label))} | {(row.Key.Protocol == FillProtocol.K ? "every (gap+1)th frame known" : "all other frames known")} | {string.Join(", ", row.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Seconds:0.00} / {s.PeerSeconds:0.00}")))} | {string.Join(", ", row.Select(s => s.Ratio.ToString("0.0", CultureInfo.InvariantCulture)))} | {string.Join(", ", row.Select(s => $"{s.PeakBytes >> 20} / {s.PeerBytes >> 20}"))} |");
        text.AppendLine(Scoreboard.Marks(Kind).End).AppendLine();
        text.AppendLine(string.Join(' ', Ways.Where(w => scores.Any(s => s.Over == w.Over)).SelectMany(w => new[] { $"![seconds over {w.Words}]({Kind}-{w.Over}-seconds.svg)", $"![memory over {w.Words}]({Kind}-{w.Over}-memory.svg)" })));
        return text.ToString();
    }

    /// <summary>Seconds a made frame and peak memory over each of what grows.</summary>
    public static IEnumerable<(string Name, string Svg)> Plots(IReadOnlyList<GrowthScore> scores)
    {
        foreach (var (over, words) in Ways)
        {
            var rows = scores.Where(s => s.Over == over).OrderBy(s => s.Value).ToList();
            if (rows.Count == 0) continue;
            yield return ($"{Kind}-{over}-seconds.svg", Drawn($"Seconds a made frame over {words}", "s", s => s.Seconds, s => s.PeerSeconds));
            yield return ($"{Kind}-{over}-memory.svg", Drawn($"Peak memory over {words}", "MiB", s => s.PeakBytes / 1048576.0, s => s.PeerBytes / 1048576.0));

            string Drawn(string title, string unit, Func<GrowthScore, double> ours, Func<GrowthScore, double> peer)
            {
                var plot = new Plot(title, words, unit, (0, rows[^1].Value * 1.03), (0, 1.05 * rows.Max(s => Math.Max(ours(s), peer(s)))));
                foreach (var protocol in rows.Select(s => s.Protocol).Distinct().Order())
                    plot.Line($"ours, {protocol}", [.. rows.Where(s => s.Protocol == protocol).Select(s => (s.Value, ours(s)))]);
                return plot.Line("minterpolate", [.. rows.GroupBy(s => s.Value).Select(g => (g.Key, g.Average(peer)))]).ToSvg();
            }
        }
    }

    private static string Label(GrowthScore s) => s.Over switch { "size" => $"{s.Width}×{s.Height}", "gap" => s.Gap.ToString(CultureInfo.InvariantCulture), _ => s.Frames.ToString(CultureInfo.InvariantCulture) };
}
