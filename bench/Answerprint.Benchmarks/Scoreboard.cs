using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Benchmarks.Cases;
using Answerprint.Benchmarks.Peers;
using Answerprint.Media.Measures;

namespace Answerprint.Benchmarks;

/// <summary>The scores of a run as JSON for programs and as a table for people.</summary>
public static class Scoreboard
{
    /// <summary>"answerprint.bench.fill.1": every clip, gap and protocol.</summary>
    public static JsonObject Json(IReadOnlyList<FillScore> scores) => new()
    {
        ["format"] = "answerprint.bench.fill.1",
        ["scores"] = new JsonArray([.. scores.Select(s => (JsonNode)new JsonObject
        {
            ["clip"] = s.Clip, ["width"] = s.Width, ["height"] = s.Height, ["gap"] = s.Gap, ["protocol"] = s.Protocol.ToString(), ["frames"] = s.Frames,
            ["ours"] = Json(s.Ours), ["minterpolate"] = Json(s.Minterpolate), ["repeat"] = Json(s.Repeat), ["blend"] = Json(s.Blend),
            ["secondsAFrame"] = Math.Round(s.Seconds, 3), ["secondsToPrepareAFrame"] = Math.Round(s.PrepareSeconds, 3), ["minterpolateSecondsAFrame"] = Math.Round(s.PeerSeconds, 3),
            ["methods"] = s.Methods,
        })]),
    };

    /// <summary>The marks between which a kind of figures stands, in its results and in README.</summary>
    public static (string Begin, string End) Marks(string kind) => ($"<!-- figures:{kind} -->", $"<!-- /figures:{kind} -->");

    /// <summary>The machine, the peer and what a run leaves out, a line each.</summary>
    public static IReadOnlyList<string> About =>
    [
        $"Processor: {Processor()}, {Environment.ProcessorCount} cores.",
        $"Peer: {Ffmpeg.Version}, minterpolate mi_mode=mci:mc_mode=aobmc:me_mode=bidir:vsbmc=1:scd=none, in the same run on the same frames.",
        "Left out: clips longer than the frames used; gaps at two or three places of a clip only; no calibrated confidence; seconds are wall time of one run, ours on two threads and minterpolate as ffmpeg runs it.",
    ];

    private static string Processor()
    {
        const string facts = "/proc/cpuinfo";
        var line = File.Exists(facts) ? File.ReadLines(facts).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?.Split(':', 2)[1].Trim() ?? "unknown";
    }

    /// <summary>Markdown: one row a score, then the mean gain of each gap and protocol.</summary>
    /// <param name="command">What makes this table again.</param>
    public static string Markdown(IReadOnlyList<FillScore> scores, string command)
    {
        var text = new StringBuilder();
        text.AppendLine("# fill");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"`{command}`");
        text.AppendLine();
        foreach (var line in About) text.AppendLine(line);
        text.AppendLine();
        text.AppendLine("Luma PSNR in dB / SSIM on the display encoding. K: every (gap+1)th frame known; D: only the gap missing. Peers always get K. Seconds a made frame, preparation apart.");
        text.AppendLine();
        text.AppendLine("| clip | size | gap | | n | ours | RGB | minterpolate | repeat | blend | gain | s | prepare | s minterpolate | ratio |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var s in scores)
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {s.Clip} | {s.Width}×{s.Height} | {s.Gap} | {s.Protocol} | {s.Frames} | {Pair(s.Ours)} | {s.Ours.PsnrRgb:0.00} | {Pair(s.Minterpolate)} | {Pair(s.Repeat)} | {Pair(s.Blend)} | {Gain(s.Ours.PsnrLuma - s.Minterpolate.PsnrLuma, s.Ours.Ssim - s.Minterpolate.Ssim)} | {s.Seconds:0.00} | {s.PrepareSeconds:0.00} | {s.PeerSeconds:0.00} | {s.Seconds / s.PeerSeconds:0.00} |");
        }
        text.AppendLine();
        text.AppendLine(Marks("fill").Begin);
        text.AppendLine("| missing in a row | known around it | clips | mean gain over ffmpeg minterpolate, luma PSNR dB / SSIM | clips higher in PSNR | in SSIM | seconds a made frame, ours / minterpolate |");
        text.AppendLine("|---|---|---|---|---|---|---|");
        foreach (var group in scores.GroupBy(s => (s.Gap, s.Protocol)).OrderBy(g => g.Key.Gap).ThenBy(g => g.Key.Protocol))
        {
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {group.Key.Gap} | {(group.Key.Protocol == FillProtocol.K ? "every (gap+1)th frame" : "all other frames")} | {group.Count()} | {Gain(group.Average(s => s.Ours.PsnrLuma - s.Minterpolate.PsnrLuma), group.Average(s => s.Ours.Ssim - s.Minterpolate.Ssim))} | {group.Count(s => s.Ours.PsnrLuma > s.Minterpolate.PsnrLuma)} | {group.Count(s => s.Ours.Ssim > s.Minterpolate.Ssim)} | {group.Average(s => s.Seconds + s.PrepareSeconds):0.00} / {group.Average(s => s.PeerSeconds):0.00} |");
        }
        text.AppendLine(Marks("fill").End);
        return text.ToString();
    }

    private static JsonObject Json(Fidelity f) => new() { ["psnrLuma"] = Math.Round(f.PsnrLuma, 3), ["psnrRgb"] = Math.Round(f.PsnrRgb, 3), ["ssim"] = Math.Round(f.Ssim, 5) };

    private static string Pair(Fidelity f) => string.Create(CultureInfo.InvariantCulture, $"{f.PsnrLuma:0.00}/{f.Ssim:0.0000}");

    private static string Gain(double psnr, double ssim) => string.Create(CultureInfo.InvariantCulture, $"{psnr:+0.00;-0.00}/{ssim:+0.0000;-0.0000}");
}
