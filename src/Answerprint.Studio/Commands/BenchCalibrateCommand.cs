using System.CommandLine;
using System.Text.Json.Nodes;
using Answerprint.Benchmarks.Cases;

namespace Answerprint.Studio.Commands;

/// <summary>`bench calibrate`: learns what confidence and forecast of `fill` go by, and checks them.</summary>
internal static class BenchCalibrateCommand
{
    public static Command Create()
    {
        var clips = new Option<DirectoryInfo?>("--clips") { Description = "A folder of movies, one in each folder" };
        var learn = new Option<string[]>("--learn") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [], Description = "Names of clips to learn from, beside rendered scenes" };
        var check = new Option<string[]>("--check") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [], Description = "Names of clips to check on" };
        var seeds = new Option<int>("--seeds") { DefaultValueFactory = _ => 1, Description = "Rendered scenes of each kind to learn from" };
        var samples = new Option<DirectoryInfo>("--samples") { Required = true, Description = "A folder in which what was made and measured is kept: what is there is not made again" };
        var model = new Option<FileInfo?>("--out") { Description = "Where to write what was learnt (src/Answerprint.Tools/Fill/confidence.json); without it nothing is learnt and the program's own is checked" };
        var threads = new Option<int>("--threads") { DefaultValueFactory = _ => Environment.ProcessorCount };
        var command = new Command("calibrate", "Learns confidence, forecast and flags of fill on frames whose truth is known, and checks them on others. Example: answerprint bench calibrate --clips footage --learn coffee car --check dog --samples samples --out confidence.json")
        {
            clips, learn, check, seeds, samples, model, threads,
        };
        return command.Does((session, parsed) =>
        {
            if (parsed.GetValue(seeds) is < 0 or > 10) throw new FormatException("--seeds is 0..10");
            Output.CheckFolder("--samples", parsed.GetValue(samples)!.ToString());
            var words = $"answerprint bench calibrate --clips FOLDER --learn {string.Join(' ', parsed.GetValue(learn)!)} --seeds {parsed.GetValue(seeds)} --samples FOLDER --out confidence.json";
            var checks = new TrustCollection(parsed.GetValue(samples)!.FullName, Math.Max(1, parsed.GetValue(threads)), session.Say, session.Cancel)
                .Run(parsed.GetValue(clips)?.FullName, parsed.GetValue(learn)!, parsed.GetValue(check)!, parsed.GetValue(seeds), parsed.GetValue(model)?.FullName, words);
            return Outcome.Done(new JsonObject { ["checks"] = new JsonArray([.. checks.Select(c => (JsonNode)c.Write())]) });
        });
    }
}
