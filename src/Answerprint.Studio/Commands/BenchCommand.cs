using System.CommandLine;
using Answerprint.Benchmarks.Cases;
using Answerprint.Tools.Fill;

namespace Answerprint.Studio.Commands;

/// <summary>`bench fill`: our tool and the installed peers on the same frames.</summary>
internal static class BenchCommand
{
    public static Command Create()
    {
        var clips = new Option<DirectoryInfo>("--clips") { Required = true, Description = "A folder of movies, one in each folder" };
        var only = new Option<string[]>("--only") { AllowMultipleArgumentsPerToken = true, Description = "Names of clips" };
        var gaps = new Option<int[]>("--gaps") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [1, 3, 7], Description = "Missing frames in a gap" };
        var protocols = new Option<FillProtocol[]>("--protocols") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [FillProtocol.K, FillProtocol.D], Description = "k or d" };
        var method = new Option<FillMethod>("--method");
        var threads = new Option<int>("--threads") { DefaultValueFactory = _ => 2 };
        var fill = new Command("fill", "Missing frames, against ffmpeg minterpolate, repeat and blend. Example: answerprint bench fill --clips footage --gaps 1 3");
        foreach (var option in new Option[] { clips, only, gaps, protocols, method, threads }) fill.Options.Add(option);
        fill.Does((session, parsed) =>
        {
            foreach (var folder in parsed.GetValue(clips)!.GetDirectories().OrderBy(d => d.Name, StringComparer.Ordinal))
            {
                if (parsed.GetValue(only) is { Length: > 0 } names && !names.Contains(folder.Name)) continue;
                var file = folder.GetFiles().First(f => f.Extension is ".mp4" or ".y4m");
                foreach (var gap in parsed.GetValue(gaps)!)
                {
                    foreach (var protocol in parsed.GetValue(protocols)!)
                    {
                        var small = folder.Name == "park_joy";
                        var s = FillCase.Score(folder.Name, file.FullName, small ? 480 : 640, small ? 270 : 360, small ? 10 : 33, gap, protocol, parsed.GetValue(threads), parsed.GetValue(method));
                        session.Say($"{s.Clip,-10} {s.Gap} {s.Protocol} n{s.Frames,-3} ours {s.Ours.PsnrLuma:0.00} {s.Ours.PsnrRgb:0.00} {s.Ours.Ssim:0.0000} | mi {s.Minterpolate.PsnrLuma:0.00} {s.Minterpolate.PsnrRgb:0.00} {s.Minterpolate.Ssim:0.0000} | rep {s.Repeat.PsnrLuma:0.00} blend {s.Blend.PsnrLuma:0.00} {s.Blend.Ssim:0.0000} | d {s.Ours.PsnrLuma - s.Minterpolate.PsnrLuma:+0.00;-0.00} {s.Ours.Ssim - s.Minterpolate.Ssim:+0.0000;-0.0000} | s {s.Seconds:0.00} {s.PeerSeconds:0.00} | {s.Methods}");
                    }
                }
            }
            return Outcome.Done();
        });
        return new Command("bench", "Accuracy and seconds a frame, against the peers that are installed. Example: answerprint bench fill --clips footage") { fill };
    }
}
