using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Benchmarks.Cases;

namespace Answerprint.Benchmarks;

/// <summary>The scores of cleanup, as JSON for programs and as tables for people.</summary>
public static class CleanupScoreboard
{
    /// <summary>The peers that know one frame only: against the best of them wires are judged.</summary>
    private static readonly string[] Stills = ["Telea", "Navier-Stokes"];

    /// <summary>"answerprint.bench.cleanup.1".</summary>
    public static JsonObject Json(IReadOnlyList<CleanupScore> scores) => new()
    {
        ["format"] = "answerprint.bench.cleanup.1",
        ["scores"] = new JsonArray([.. scores.Select(s => (JsonNode)new JsonObject
        {
            ["clip"] = s.Clip, ["kind"] = s.Kind.ToString().ToLowerInvariant(), ["tool"] = s.Tool, ["psnr"] = Math.Round(s.Psnr, 2), ["worst"] = Math.Round(s.Worst, 2), ["flicker"] = Math.Round(s.Flicker, 2),
            ["seconds"] = Math.Round(s.Seconds, 3), ["coverage"] = s.Coverage is { } c ? Math.Round(c, 4) : null, ["outside"] = s.Outside,
        })]),
    };

    /// <param name="command">What makes these tables again.</param>
    public static string Markdown(IReadOnlyList<CleanupScore> scores, string command)
    {
        var text = new StringBuilder();
        text.AppendLine("# cleanup").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"`{command}`").AppendLine();
        text.AppendLine("Something is laid over clips whose truth is known and taken out again: a wire that swings, a disc that crosses the picture, six marks. Scored is the hole alone, in display codes of R, G and B.");
        text.AppendLine("Telea and Navier-Stokes: OpenCV's inpainting, radius 3, of each frame by itself. Nearest frame: the same pixel of the nearest frame that shows it. Temporal median: the same pixel's median over seven frames on each side.");
        text.AppendLine("Flicker: rms by which the change from frame to frame differs from the true one. Left out: soft edges, shadows and reflections of what is taken out, motion blur, mattes that are drawn badly.");
        foreach (var line in Scoreboard.About.Take(1)) text.AppendLine(line);
        text.AppendLine().AppendLine(Scoreboard.Marks("cleanup").Begin);
        text.AppendLine("| taken out | clips | in the hole, PSNR dB: ours | best of Telea and Navier-Stokes | nearest frame | temporal median | clips above every peer | flicker, ours / nearest frame | from real pixels | seconds a frame |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|---|");
        foreach (var kind in scores.GroupBy(s => s.Kind).OrderBy(g => g.Key))
        {
            var clips = kind.GroupBy(s => s.Clip).ToList();
            var ours = clips.Select(Ours).ToList();
            var still = clips.Average(c => c.Where(s => Stills.Contains(s.Tool)).Max(s => s.Psnr));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {kind.Key.ToString().ToLowerInvariant()} | {clips.Count} | {ours.Average(s => s.Psnr):0.0} | {still:0.0} | {Mean(clips, "nearest frame", s => s.Psnr):0.0} | {Mean(clips, "temporal median", s => s.Psnr):0.0} | {clips.Count(c => c.All(s => s.Tool == CleanupScore.Ours || s.Psnr < Ours(c).Psnr))} | {ours.Average(s => s.Flicker):0.0} / {Mean(clips, "nearest frame", s => s.Flicker):0.0} | {100 * ours.Average(s => s.Coverage ?? 0):0.0} % | {ours.Average(s => s.Seconds):0.00} |");
        }
        text.AppendLine(Scoreboard.Marks("cleanup").End).AppendLine();
        text.AppendLine("| clip | taken out | tool | PSNR dB | worst frame | flicker | from real pixels | seconds a frame | changed beside the hole |");
        text.AppendLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var s in scores) text.AppendLine(CultureInfo.InvariantCulture, $"| {s.Clip} | {s.Kind.ToString().ToLowerInvariant()} | {s.Tool} | {s.Psnr:0.00} | {s.Worst:0.00} | {s.Flicker:0.0} | {(s.Coverage is { } c ? $"{100 * c:0.0} %" : "")} | {s.Seconds:0.00} | {(s.Tool == CleanupScore.Ours ? s.Outside.ToString(CultureInfo.InvariantCulture) : "")} |");
        return text.ToString();
    }

    private static CleanupScore Ours(IEnumerable<CleanupScore> scores) => scores.First(s => s.Tool == CleanupScore.Ours);

    private static double Mean(List<IGrouping<string, CleanupScore>> clips, string tool, Func<CleanupScore, double> value) => clips.Average(c => value(c.First(s => s.Tool == tool)));
}
