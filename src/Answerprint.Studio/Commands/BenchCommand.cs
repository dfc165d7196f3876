using System.CommandLine;
using Answerprint.Benchmarks;
using Answerprint.Benchmarks.Cases;
using Answerprint.Tools.Fill;

namespace Answerprint.Studio.Commands;

/// <summary>`bench fill`: our tool and the installed peers on the same frames.</summary>
internal static class BenchCommand
{
    private static readonly System.Text.Json.JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static Command Create()
    {
        var clips = new Option<DirectoryInfo>("--clips") { Required = true, Description = "A folder of movies, one in each folder" };
        var only = new Option<string[]>("--only") { AllowMultipleArgumentsPerToken = true, Description = "Names of clips" };
        var gaps = new Option<int[]>("--gaps") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [1, 3, 7], Description = "Missing frames in a gap" };
        var protocols = new Option<FillProtocol[]>("--protocols") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [FillProtocol.K, FillProtocol.D], Description = "k or d" };
        var method = new Option<FillMethod>("--method");
        var threads = new Option<int>("--threads") { DefaultValueFactory = _ => 2 };
        var fill = new Command("fill", "Missing frames, against ffmpeg minterpolate, repeat and blend. Example: answerprint bench fill --clips footage --gaps 1 3");
        var size = new Option<string>("--size") { DefaultValueFactory = _ => "640x360", Description = "Width x height that clips are scaled to; clips narrower than 640 keep 480x270" };
        var frames = new Option<int>("--frames") { DefaultValueFactory = _ => 33, Description = "Frames of a clip to use" };
        var results = new Option<DirectoryInfo?>("--out") { Description = "A folder for fill.json, fill.md and its plots" };
        foreach (var option in new Option[] { size, frames, results, clips, only, gaps, protocols, method, threads }) fill.Options.Add(option);
        fill.Does((session, parsed) =>
        {
            Output.CheckFolder("--out", parsed.GetValue(results)?.ToString());
            var scores = new List<FillScore>();
            var command = $"answerprint bench fill --clips FOLDER --gaps {string.Join(' ', parsed.GetValue(gaps)!)} --size {parsed.GetValue(size)} --frames {parsed.GetValue(frames)}";
            var (width, height) = parsed.GetValue(size)!.Split('x') is [var w, var h] && int.TryParse(w, out var x) && int.TryParse(h, out var y) ? (x, y) : throw new FormatException("--size is width x height: 640x360");
            foreach (var folder in parsed.GetValue(clips)!.GetDirectories().OrderBy(d => d.Name, StringComparer.Ordinal))
            {
                if (parsed.GetValue(only) is { Length: > 0 } names && !names.Contains(folder.Name)) continue;
                var file = folder.GetFiles().OrderBy(f => f.Name, StringComparer.Ordinal).FirstOrDefault(f => f.Extension is ".mp4" or ".y4m" or ".mov" or ".mkv");
                if (file is null) continue;
                foreach (var gap in parsed.GetValue(gaps)!)
                {
                    foreach (var protocol in parsed.GetValue(protocols)!)
                    {
                        // a raw clip of ten small frames
                        var small = file.Extension == ".y4m" && width == 640;
                        var s = FillCase.Score(TruthClip.OfMovie(folder.Name, file.FullName, small ? 480 : width, small ? 270 : height, parsed.GetValue(frames)), gap, protocol, parsed.GetValue(threads), parsed.GetValue(method));
                        scores.Add(s);
                        session.Say($"{s.Clip,-10} gap {s.Gap} {s.Protocol}: {string.Join(", ", s.Tools.Select(t => $"{t.Tool} {t.Mean.PsnrLuma:0.00}/{t.Mean.Ssim:0.0000}"))}; gain {s.Gain.Psnr:+0.00;-0.00}/{s.Gain.Ssim:+0.0000;-0.0000}; {s.Ours.Seconds:0.00} s a frame, minterpolate {s.Of("minterpolate").Seconds:0.00}; {string.Join(" ", s.Frames.Select(f => f.Method).Distinct())}");
                    }
                }
            }
            if (parsed.GetValue(results) is { } folderOut)
            {
                folderOut.Create();
                File.WriteAllText(Path.Combine(folderOut.FullName, "fill.json"), FillScoreboard.Json(scores).ToJsonString(Indented));
                File.WriteAllText(Path.Combine(folderOut.FullName, "fill.md"), FillScoreboard.Markdown(scores, command));
                foreach (var (name, svg) in FillScoreboard.Plots(scores)) File.WriteAllText(Path.Combine(folderOut.FullName, name), svg);
            }
            session.Say();
            session.Say(FillScoreboard.Markdown(scores, command));
            return Outcome.Done(FillScoreboard.Json(scores));
        });
        return new Command("bench", "Accuracy and seconds a frame, against the peers that are installed. Example: answerprint bench fill --clips footage") { fill, BenchPicturesCommand.Create(), BenchPicturesCommand.Reading(), BenchFormatsCommand.Create(), BenchFoundCommand.Create(), BenchStageCommand.Create(), BenchMixCommand.Create() };
    }
}
