using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Answerprint.Benchmarks.Cases;
using Answerprint.Benchmarks.Peers;

namespace Answerprint.Benchmarks;

/// <summary>The scores of reading and writing stills, as JSON for programs and as a table for people.</summary>
public static class PictureScoreboard
{
    /// <summary>"answerprint.bench.pictures.1".</summary>
    public static JsonObject Json(IReadOnlyList<PictureScore> scores, int width, int height) => new()
    {
        ["format"] = "answerprint.bench.pictures.1",
        ["width"] = width, ["height"] = height, ["peer"] = Peer(), ["cores"] = Environment.ProcessorCount,
        ["scores"] = new JsonArray([.. scores.Select(s => (JsonNode)new JsonObject
        {
            ["kind"] = s.Kind, ["way"] = s.IsWrite ? "write" : "read", ["frames"] = s.Frames, ["megabytes"] = Math.Round(s.Megabytes, 1), ["seconds"] = Math.Round(s.Seconds, 3), ["peerSeconds"] = Math.Round(s.PeerSeconds, 3),
            ["megabytesASecond"] = Math.Round(s.Megabytes / s.Seconds, 1), ["peerMegabytesASecond"] = Math.Round(s.Megabytes / s.PeerSeconds, 1), ["ratio"] = Math.Round(s.Ratio, 2),
            ["fileMegabytes"] = Math.Round(s.FileMegabytes, 1), ["peerFileMegabytes"] = Math.Round(s.PeerFileMegabytes, 1),
        })]),
    };

    /// <summary>Markdown: one row a format and way.</summary>
    /// <param name="command">What makes this table again.</param>
    public static string Markdown(IReadOnlyList<PictureScore> scores, int width, int height, string command)
    {
        var text = new StringBuilder();
        text.AppendLine("# pictures");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"`{command}`");
        text.AppendLine();
        text.AppendLine(Scoreboard.About[0]);
        text.AppendLine(CultureInfo.InvariantCulture, $"Peer: {Peer()}, in turn with ours on the same files; the quickest round of each counts. Seconds are those of whole programs, start to end.");
        text.AppendLine(CultureInfo.InvariantCulture, $"Frames of {width}×{height}. Reading: what oiiotool packed, into memory. Writing: from EXR that is not packed. Ours flushes every file to the disk before it takes its name; oiiotool does not.");
        text.AppendLine("Left out: other programs that use the machine; disks slower than the cache of files.");
        text.AppendLine();
        text.AppendLine("| format | | frames | MB/s ours | MB/s oiiotool | ratio | MB on disk ours | oiiotool |");
        text.AppendLine("|---|---|---|---|---|---|---|---|");
        foreach (var s in scores)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {s.Kind} | {(s.IsWrite ? "write" : "read")} | {s.Frames} | {s.Megabytes / s.Seconds:0} | {s.Megabytes / s.PeerSeconds:0} | {s.Ratio:0.00} | {(s.IsWrite ? s.FileMegabytes.ToString("0.0", CultureInfo.InvariantCulture) : "")} | {(s.IsWrite ? s.PeerFileMegabytes.ToString("0.0", CultureInfo.InvariantCulture) : "")} |");
        text.AppendLine();
        text.AppendLine(Scoreboard.Marks("pictures").Begin);
        var kinds = scores.GroupBy(s => s.Kind).ToList();
        text.AppendLine(CultureInfo.InvariantCulture, $"| {width}×{height}, times oiiotool | {string.Join(" | ", kinds.Select(k => k.Key))} |");
        text.AppendLine($"|---|{string.Concat(kinds.Select(_ => "---|"))}");
        foreach (var isWrite in (bool[])[false, true])
            text.AppendLine($"| {(isWrite ? "write" : "read")} | {string.Join(" | ", kinds.Select(k => k.FirstOrDefault(s => s.IsWrite == isWrite)?.Ratio.ToString("0.00", CultureInfo.InvariantCulture) ?? ""))} |");
        text.AppendLine(Scoreboard.Marks("pictures").End);
        return text.ToString();
    }

    private static string Peer() => $"oiiotool {TimedProgram.Run(".", "oiiotool", "--version").Output.Trim()}";
}
