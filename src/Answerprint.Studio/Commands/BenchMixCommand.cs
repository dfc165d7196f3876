using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Benchmarks.Cases;
using Answerprint.Media.Frames;
using Answerprint.Tools.Fill;

namespace Answerprint.Studio.Commands;

/// <summary>`bench mix`: what a mixing network is worth on real clips that it never saw.</summary>
internal static class BenchMixCommand
{
    private static readonly Option<DirectoryInfo> Clips = new("--clips") { Required = true, Description = "A folder of movies, one in each folder" };
    private static readonly Option<FileInfo> Weights = new("--weights") { Required = true, Description = "fill-mix.weights, as train fill-mix writes it" };
    private static readonly Option<string[]> Only = new("--only") { AllowMultipleArgumentsPerToken = true, Description = "Names of clips" };
    private static readonly Option<int[]> Gaps = new("--gaps") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [1, 3, 7], Description = "Missing frames in a gap" };
    private static readonly Option<FillProtocol[]> Protocols = new("--protocols") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [FillProtocol.K, FillProtocol.D], Description = "k or d" };
    private static readonly Option<int> Threads = new("--threads") { DefaultValueFactory = _ => 2 };

    public static Command Create() => new Command("mix", "fill without and with a mixing network, from the same candidates. Example: answerprint bench mix --clips footage --weights models/fill-mix.weights")
    {
        Clips, Weights, Only, Gaps, Protocols, Threads,
    }.Does(Measure);

    private static Outcome Measure(Session session, System.CommandLine.ParseResult parsed)
    {
        var comparison = Opened(parsed.GetValue(Weights)!);
        var scores = new List<MixScore>();
        foreach (var folder in parsed.GetValue(Clips)!.GetDirectories().OrderBy(d => d.Name, StringComparer.Ordinal))
        {
            if (parsed.GetValue(Only) is { Length: > 0 } names && !names.Contains(folder.Name)) continue;
            var file = folder.GetFiles().OrderBy(f => f.Name, StringComparer.Ordinal).FirstOrDefault(f => f.Extension is ".mp4" or ".y4m" or ".mov" or ".mkv");
            if (file is null) continue;
            var small = file.Extension == ".y4m";
            var truth = TruthClip.OfMovie(folder.Name, file.FullName, small ? 480 : 640, small ? 270 : 360, 33);
            foreach (var gap in parsed.GetValue(Gaps)!)
            {
                foreach (var protocol in parsed.GetValue(Protocols)!)
                {
                    if (MixCase.Score(truth, comparison, gap, protocol, parsed.GetValue(Threads), session.Cancel) is not { } s) continue;
                    scores.Add(s);
                    session.Say($"{s.Clip,-10} gap {s.Gap} {s.Protocol}: {s.Frames} frames, {s.Without.PsnrLuma:0.000}/{s.Without.Ssim:0.00000} without, {s.Gain.Psnr:+0.000;-0.000}/{s.Gain.Ssim:+0.00000;-0.00000} with, {s.ChosenGain.Psnr:+0.000;-0.000} where trials chose it");
                }
            }
        }
        foreach (var group in scores.GroupBy(s => (s.Gap, s.Protocol)).OrderBy(g => g.Key))
            session.Say($"gap {group.Key.Gap} {group.Key.Protocol}: {group.Average(s => s.Gain.Psnr):+0.000;-0.000} dB / {group.Average(s => s.Gain.Ssim):+0.00000;-0.00000}, chosen {group.Average(s => s.ChosenGain.Psnr):+0.000;-0.000} / {group.Average(s => s.ChosenGain.Ssim):+0.00000;-0.00000}, {group.Count(s => s.Gain.Psnr > 0)} of {group.Count()} clips higher");
        if (scores.Count > 0) session.Say($"all: {scores.Average(s => s.Gain.Psnr):+0.000;-0.000} dB / {scores.Average(s => s.Gain.Ssim):+0.00000;-0.00000}, chosen {scores.Average(s => s.ChosenGain.Psnr):+0.000;-0.000} / {scores.Average(s => s.ChosenGain.Ssim):+0.00000;-0.00000}");
        return Outcome.Done(new JsonArray([.. scores.Select(s => (JsonNode)new JsonObject
        {
            ["clip"] = s.Clip, ["gap"] = s.Gap, ["protocol"] = s.Protocol.ToString(), ["frames"] = s.Frames, ["psnrLumaWithout"] = Math.Round(s.Without.PsnrLuma, 4), ["psnrLumaWith"] = Math.Round(s.With.PsnrLuma, 4),
            ["ssimWithout"] = Math.Round(s.Without.Ssim, 6), ["ssimWith"] = Math.Round(s.With.Ssim, 6), ["psnrLumaChosen"] = Math.Round(s.Chosen.PsnrLuma, 4), ["ssimChosen"] = Math.Round(s.Chosen.Ssim, 6),
        })]));
    }

    private static MixComparison Opened(FileInfo file)
    {
        try
        {
            return new(File.ReadAllBytes(file.FullName));
        }
        catch (Exception e) when (e is FormatException or FileNotFoundException or DirectoryNotFoundException)
        {
            throw new BadInputException("bad-weights", file.FullName, "", e is FormatException ? e.Message : "there is no such file", "Name the fill-mix.weights that train fill-mix wrote");
        }
    }
}
