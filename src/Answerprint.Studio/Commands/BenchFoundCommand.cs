using System.CommandLine;
using Answerprint.Benchmarks;
using Answerprint.Benchmarks.Cases;

namespace Answerprint.Studio.Commands;

/// <summary>`bench found`: how often the right unused take is found for a removed shot.</summary>
internal static class BenchFoundCommand
{
    private static readonly System.Text.Json.JsonSerializerOptions Indented = new() { WriteIndented = true };
    private static readonly Option<DirectoryInfo> Clips = new("--clips") { Required = true, Description = "A folder of movies, one in each folder" };
    private static readonly Option<DirectoryInfo> Work = new("--work") { Required = true, Description = "A folder for the takes, emptied of them afterwards" };
    private static readonly Option<DirectoryInfo?> Results = new("--out") { Description = "A folder for found.json and found.md" };
    private static readonly Option<string> Half = new("--half") { DefaultValueFactory = _ => "both", Description = "tuned, other or both" };

    public static Command Create() => new Command("found", "Found material for a missing shot: the right take among the first three. Example: answerprint bench found --clips footage --work scratch") { Clips, Work, Results, Half }.Does((session, parsed) =>
    {
        Output.CheckFolder("--work", parsed.GetValue(Work)!.ToString());
        Output.CheckFolder("--out", parsed.GetValue(Results)?.ToString());
        bool[] halves = parsed.GetValue(Half) switch { "tuned" => [true], "other" => [false], "both" => [true, false], _ => throw new FormatException("--half is tuned, other or both") };
        var scores = new List<FoundScore>();
        foreach (var tuned in halves)
        {
            var folder = Path.Combine(parsed.GetValue(Work)!.FullName, $"answerprint-found-{Environment.ProcessId}-{(tuned ? "tuned" : "other")}");
            Directory.CreateDirectory(folder);
            try
            {
                foreach (var score in FoundCase.Score(parsed.GetValue(Clips)!.FullName, folder, tuned, session.Cancel))
                {
                    scores.Add(score);
                    session.Say($"{score.Clip,-12} {score.Structure,-30} {score.Rank,3} of {score.Candidates}, first {score.First}");
                }
            }
            finally
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        const string Command = "answerprint bench found --clips FOLDER --work FOLDER";
        if (parsed.GetValue(Results) is { } results)
        {
            results.Create();
            File.WriteAllText(Path.Combine(results.FullName, "found.json"), FoundScoreboard.Json(scores).ToJsonString(Indented));
            File.WriteAllText(Path.Combine(results.FullName, "found.md"), FoundScoreboard.Markdown(scores, Command));
        }
        session.Say();
        session.Say(FoundScoreboard.Markdown(scores, Command));
        return Outcome.Done(FoundScoreboard.Json(scores));
    });
}
