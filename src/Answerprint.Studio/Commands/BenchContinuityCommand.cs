using System.CommandLine;
using System.Globalization;
using Answerprint.Benchmarks;
using Answerprint.Benchmarks.Cases;

namespace Answerprint.Studio.Commands;

/// <summary>`bench continuity`: faults put into real clips, and how many of them are found.</summary>
internal static class BenchContinuityCommand
{
    private static readonly Option<DirectoryInfo> Clips = new("--clips") { Required = true, Description = "A folder of movies, one in each folder" };
    private static readonly Option<string[]> Only = new("--only") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [], Description = "Only these clips" };
    private static readonly Option<string> Size = new("--size") { DefaultValueFactory = _ => "640x360", Description = "Width x height" };
    private static readonly Option<int> Frames = new("--frames") { DefaultValueFactory = _ => 60, Description = "Of each clip" };
    private static readonly Option<int> Threads = new("--threads") { DefaultValueFactory = _ => Environment.ProcessorCount, Description = "For ours" };
    private static readonly Option<DirectoryInfo?> Results = new("--out") { Description = "A folder for continuity.json and continuity.md" };

    public static Command Create() => new Command("continuity", "Faults put into real clips, and how many of them are found. Example: answerprint bench continuity --clips footage --out results")
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
        var codes = movies.ConvertAll(m => TruthClip.OfMovie(m.Name, m.File, width, height, frames).Codes);
        var scores = new List<ContinuityScore>();
        using (var progress = session.Progress("continuity", movies.Count))
        {
            for (var n = 0; n < movies.Count; n++)
            {
                session.Cancel.ThrowIfCancellationRequested();
                scores.AddRange(new ContinuityCase(movies[n].Name, codes[n], movies.Count > 1 ? codes[(n + 1) % movies.Count] : [], width, height, parsed.GetValue(Threads)).Run(session.Cancel));
                progress.Step(movies[n].Name);
            }
        }
        var command = string.Create(CultureInfo.InvariantCulture, $"answerprint bench continuity --clips FOLDER{(parsed.GetValue(Only) is { Length: > 0 } chosen ? $" --only {string.Join(' ', chosen)}" : "")} --size {width}x{height} --frames {frames}");
        var (json, markdown) = (ContinuityScoreboard.Json(scores), ContinuityScoreboard.Markdown(scores, command));
        BenchResults.Write(parsed.GetValue(Results), "continuity", json, markdown, []);
        session.Say();
        session.Say(markdown);
        return Outcome.Done(json);
    });
}
