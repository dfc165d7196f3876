using Answerprint.Benchmarks.Peers;

namespace Answerprint.Benchmarks;

/// <summary>What every table of results says of its machine, and the marks by which README shows its figures.</summary>
public static class Scoreboard
{
    /// <summary>The marks between which a kind of figures stands, in its results and in README.</summary>
    public static (string Begin, string End) Marks(string kind) => ($"<!-- figures:{kind} -->", $"<!-- /figures:{kind} -->");

    /// <summary>The machine, the peer and what a run leaves out, a line each.</summary>
    public static IReadOnlyList<string> About =>
    [
        $"Processor: {Processor()}, {Environment.ProcessorCount} cores. {Quiet}",
        $"Peer: {Ffmpeg.Version}, minterpolate mi_mode=mci:mc_mode=aobmc:me_mode=bidir:vsbmc=1:scd=none, in the same run on the same frames. DIS warp: OpenCV's DIS flow (medium) both ways, bilinear, mixed.",
        "Left out: clips longer than the frames used; gaps at two or three places of a clip only; no calibrated confidence; seconds are wall time of one run, ours on two threads and minterpolate as ffmpeg runs it.",
    ];

    /// <summary>Whether seconds may be quoted: what else ran when the program began (the mean of a minute, as Linux counts it).</summary>
    public static string Quiet { get; } = Load() is not { } load ? "" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Load before the run: {load:0.00}{(load > 1 ? "; **loaded: these seconds are not to be quoted**" : "")}.");

    private static double? Load()
    {
        const string facts = "/proc/loadavg";
        return File.Exists(facts) && double.TryParse(File.ReadAllText(facts).Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture, out var load) ? load : null;
    }

    private static string Processor()
    {
        const string facts = "/proc/cpuinfo";
        var line = File.Exists(facts) ? File.ReadLines(facts).FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal)) : null;
        return line?.Split(':', 2)[1].Trim() ?? "unknown";
    }
}
