using System.CommandLine;
using System.Globalization;
using Answerprint.Benchmarks;
using Answerprint.Benchmarks.Cases;

namespace Answerprint.Studio.Commands;

/// <summary>`bench reframe`: clips from a hand, steadied.</summary>
internal static class BenchReframeCommand
{
    private static readonly Option<DirectoryInfo> Clips = new("--clips") { Required = true, Description = "A folder of movies, one in each folder" };
    private static readonly Option<string[]> Only = new("--only") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [], Description = "Only these clips: those whose camera shakes" };
    private static readonly Option<string> Size = new("--size") { DefaultValueFactory = _ => "640x360", Description = "Width x height" };
    private static readonly Option<int> Frames = new("--frames") { DefaultValueFactory = _ => 60, Description = "Of each clip" };
    private static readonly Option<int> Threads = new("--threads") { DefaultValueFactory = _ => Environment.ProcessorCount, Description = "For ours" };
    private static readonly Option<DirectoryInfo?> Results = new("--out") { Description = "A folder for reframe.json and reframe.md" };

    public static Command Create() => new Command("reframe", "Clips from a hand, steadied, against vid.stab and deshake. Example: answerprint bench reframe --clips footage --only crystal elf --out results")
    {
        Clips, Only, Size, Frames, Threads, Results,
    }.Does((session, parsed) =>
    {
        Output.CheckFolder("--out", parsed.GetValue(Results)?.ToString());
        // what else runs counts from here, not from when the table is written
        _ = Scoreboard.Quiet;
        var (width, height) = BenchResults.Size(parsed.GetValue(Size)!);
        if (parsed.GetValue(Frames) is not (>= 8 and var frames)) throw new FormatException("--frames is 8 or more");
        List<(string Name, string File)> movies = [.. BenchResults.Movies(parsed.GetValue(Clips)!, parsed.GetValue(Only)!)];
        var scores = new List<SteadyScore>();
        using (var progress = session.Progress("reframe", movies.Count))
        {
            foreach (var (name, file) in movies)
            {
                session.Cancel.ThrowIfCancellationRequested();
                scores.AddRange(new SteadyCase(name, TruthClip.OfMovie(name, file, width, height, frames).Codes, width, height, parsed.GetValue(Threads)).Run(session.Cancel));
                progress.Step(name);
            }
        }
        var command = string.Create(CultureInfo.InvariantCulture, $"answerprint bench reframe --clips FOLDER{(parsed.GetValue(Only) is { Length: > 0 } chosen ? $" --only {string.Join(' ', chosen)}" : "")} --size {width}x{height} --frames {frames}");
        var (json, markdown) = (SteadyScoreboard.Json(scores), SteadyScoreboard.Markdown(scores, command));
        BenchResults.Write(parsed.GetValue(Results), "reframe", json, markdown, []);
        session.Say();
        session.Say(markdown);
        return Outcome.Done(json);
    });
}
