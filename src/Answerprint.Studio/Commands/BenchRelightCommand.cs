using System.CommandLine;
using System.Globalization;
using Answerprint.Benchmarks;
using Answerprint.Benchmarks.Cases;

namespace Answerprint.Studio.Commands;

/// <summary>`bench relight`: shots matched to a known light, and flicker evened out.</summary>
internal static class BenchRelightCommand
{
    private static readonly Option<DirectoryInfo> Clips = new("--clips") { Required = true, Description = "A folder of movies, one in each folder" };
    private static readonly Option<string[]> Only = new("--only") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [], Description = "Only these clips" };
    private static readonly Option<string[]> Kinds = new("--kind") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["match", "flicker"], Description = "match, flicker" };
    private static readonly Option<string> Size = new("--size") { DefaultValueFactory = _ => "640x360", Description = "Width x height" };
    private static readonly Option<int> Frames = new("--frames") { DefaultValueFactory = _ => 48, Description = "Of each clip" };
    private static readonly Option<int> Apart = new("--apart") { DefaultValueFactory = _ => 24, Description = "Frames between a shot and what it is matched to" };
    private static readonly Option<int> Threads = new("--threads") { DefaultValueFactory = _ => Environment.ProcessorCount, Description = "For ours" };
    private static readonly Option<DirectoryInfo?> Results = new("--out") { Description = "A folder for relight.json and relight.md" };

    public static Command Create() => new Command("relight", "Shots matched to a known light, and flicker evened out. Example: answerprint bench relight --clips footage --out results")
    {
        Clips, Only, Kinds, Size, Frames, Apart, Threads, Results,
    }.Does((session, parsed) =>
    {
        Output.CheckFolder("--out", parsed.GetValue(Results)?.ToString());
        // what else runs counts from here, not from when the table is written
        _ = Scoreboard.Quiet;
        var (width, height) = BenchResults.Size(parsed.GetValue(Size)!);
        var (frames, threads, apart, kinds) = (parsed.GetValue(Frames), parsed.GetValue(Threads), parsed.GetValue(Apart), parsed.GetValue(Kinds)!);
        if (frames < 8 || apart < 1) throw new FormatException("--frames is 8 or more, and --apart at least 1");
        if (kinds.FirstOrDefault(k => k is not ("match" or "flicker")) is { } odd) throw new FormatException($"--kind is match or flicker, not {odd}");
        List<(string Name, string File)> movies = [.. BenchResults.Movies(parsed.GetValue(Clips)!, parsed.GetValue(Only)!)];
        var scores = new List<LightScore>();
        using (var progress = session.Progress("relight", movies.Count * kinds.Length))
        {
            foreach (var (name, file) in movies)
            {
                var codes = TruthClip.OfMovie(name, file, width, height, frames).Codes;
                foreach (var kind in kinds)
                {
                    session.Cancel.ThrowIfCancellationRequested();
                    scores.AddRange(kind == "match" ? new GradeCase(name, codes, width, height, apart, threads).Run(session.Cancel) : new FlickerCase(name, codes, width, height, threads).Run(session.Cancel));
                    progress.Step($"{name}, {kind}");
                }
            }
        }
        var command = string.Create(CultureInfo.InvariantCulture, $"answerprint bench relight --clips FOLDER{(parsed.GetValue(Only) is { Length: > 0 } chosen ? $" --only {string.Join(' ', chosen)}" : "")} --size {width}x{height} --frames {frames} --apart {apart}");
        var (json, markdown) = (LightScoreboard.Json(scores), LightScoreboard.Markdown(scores, command));
        BenchResults.Write(parsed.GetValue(Results), "relight", json, markdown, []);
        session.Say();
        session.Say(markdown);
        return Outcome.Done(json);
    });
}
