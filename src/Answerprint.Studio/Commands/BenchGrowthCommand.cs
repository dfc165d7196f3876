using System.CommandLine;
using Answerprint.Benchmarks;
using Answerprint.Benchmarks.Cases;

namespace Answerprint.Studio.Commands;

/// <summary>`bench growth`: how seconds and memory of `fill` grow with size, gap and length, against minterpolate in the same run.</summary>
internal static class BenchGrowthCommand
{
    private static readonly Option<string[]> Sizes = new("--sizes") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["640x360", "1920x1080", "4096x2160"], Description = "Sizes of the picture, at a gap of 3 and 13 frames" };
    private static readonly Option<int[]> Gaps = new("--gaps") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [1, 3, 7, 15], Description = "Missing frames in a row, at the first size and 33 frames" };
    private static readonly Option<int[]> Lengths = new("--lengths") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [13, 33, 65, 129], Description = "Frames of the clip, at the first size and a gap of 3" };
    private static readonly Option<FillProtocol[]> Protocols = new("--protocols") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [FillProtocol.K, FillProtocol.D], Description = "k (every (gap+1)th frame known) or d (only one gap missing)" };
    private static readonly Option<int> Threads = new("--threads") { DefaultValueFactory = _ => 2, Description = "Threads of our tool" };
    private static readonly Option<FileInfo?> Rates = new("--rates") { Description = "A show.json whose rates the money is counted at" };
    private static readonly Option<DirectoryInfo?> Show = new("--show") { Description = "A show whose rates the money is counted at" };
    private static readonly Option<DirectoryInfo?> Results = new("--out") { Description = "A folder for growth.json, growth.md and its plots" };

    public static Command Create() => new Command("growth", "How cost grows: seconds a made frame and peak memory over size, gap and length, against ffmpeg minterpolate. Example: answerprint bench growth --sizes 640x360 1920x1080 --out results")
    {
        Sizes, Gaps, Lengths, Protocols, Threads, Rates, Show, Results,
    }.Does(Measure);

    private static Outcome Measure(Session session, System.CommandLine.ParseResult parsed)
    {
        const int SizeFrames = 13, GapFrames = 33, UsualGap = 3;
        var sizes = parsed.GetValue(Sizes)!.Select(BenchResults.Size).ToList();
        var (gaps, lengths, threads) = (parsed.GetValue(Gaps)!, parsed.GetValue(Lengths)!, parsed.GetValue(Threads));
        if (sizes.Count == 0) throw new FormatException("--sizes names at least one size");
        if (gaps.Any(g => g is < 1 or > GapFrames - 2)) throw new FormatException($"--gaps are 1..{GapFrames - 2}");
        if (lengths.Any(l => l is < UsualGap + 2 or > 10_000)) throw new FormatException($"--lengths are {UsualGap + 2}..10000");
        if (threads < 1) throw new FormatException("--threads is at least 1");
        Output.CheckFolder("--out", parsed.GetValue(Results)?.ToString());
        var rates = BenchResults.Rates(parsed.GetValue(Rates), parsed.GetValue(Show));
        var terms = new FillTerms { Rates = rates.Rates };
        var scores = new List<GrowthScore>();
        // one length after the other, then gaps, then sizes: the longest last
        foreach (var length in lengths) Row("length", sizes[0], length, [UsualGap]);
        if (gaps.Length > 0) Row("gap", sizes[0], GapFrames, gaps);
        foreach (var size in sizes) Row("size", size, SizeFrames, [UsualGap]);
        var command = $"answerprint bench growth --sizes {string.Join(' ', parsed.GetValue(Sizes)!)} --gaps {string.Join(' ', gaps)} --lengths {string.Join(' ', lengths)} --protocols {string.Join(' ', parsed.GetValue(Protocols)!.Select(p => p.ToString().ToLowerInvariant()))} --threads {threads}";
        var text = GrowthScoreboard.Markdown(scores, rates, command);
        BenchResults.Write(parsed.GetValue(Results), GrowthScoreboard.Kind, GrowthScoreboard.Json(scores, rates), text, GrowthScoreboard.Plots(scores));
        session.Say();
        session.Say(text);
        return Outcome.Done(GrowthScoreboard.Json(scores, rates));

        void Row(string over, (int Width, int Height) size, int frames, int[] of)
        {
            var truth = TruthClip.OfStage($"street {size.Width}×{size.Height}", GrowthCase.Stage(frames, size.Width, size.Height), 1, Environment.ProcessorCount, session.Cancel, frames);
            foreach (var protocol in parsed.GetValue(Protocols)!)
            {
                foreach (var gap in of)
                {
                    var s = GrowthCase.Measure(over, truth, gap, protocol, threads, terms, session.Cancel);
                    scores.Add(s);
                    session.Say($"{s.Over,-6} {s.Width}x{s.Height} gap {s.Gap} of {Counted.Of(s.Frames, "frame")} {s.Protocol}: {s.Seconds:0.00} s a made frame, {s.PeakBytes >> 20} MiB; minterpolate {s.PeerSeconds:0.00} s, {s.PeerBytes >> 20} MiB; {s.Ratio:0.0} times");
                }
            }
        }
    }
}
