using System.CommandLine;
using Answerprint.Benchmarks;
using Answerprint.Benchmarks.Cases;

namespace Answerprint.Studio.Commands;

/// <summary>`bench screens`: posters and screens followed over clips, and another picture put in their place, where the truth is known.</summary>
internal static class BenchScreensCommand
{
    private static readonly BenchClips Clips = new(frames: 24);
    private static readonly Option<ScreenKind[]> Kinds = new("--screens") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [ScreenKind.Printed, ScreenKind.Blank, ScreenKind.Passed], Description = "What is followed: printed, blank, passed" };
    private static readonly Option<int> Threads = new("--threads") { DefaultValueFactory = _ => Environment.ProcessorCount, Description = "To draw with; following takes one" };
    private static readonly Option<DirectoryInfo?> Results = new("--out") { Description = "A folder for screens.json and screens.md" };

    public static Command Create() => Clips.To(new Command("screens", "Screens followed and replaced, where the truth is known. Example: answerprint bench screens --clips footage --out results")
    {
        Kinds, Threads, Results,
    }).Does((session, parsed) =>
    {
        Output.CheckFolder("--out", parsed.GetValue(Results)?.ToString());
        // what else runs counts from here, not from when the table is written
        _ = Scoreboard.Quiet;
        var (frames, threads) = (Clips.Frames(parsed), parsed.GetValue(Threads));
        if (frames < 3) throw new FormatException("--frames is 3 or more");
        var clips = Clips.Open(parsed, threads, session.Cancel);
        var kinds = parsed.GetValue(Kinds)!;
        var scores = new List<ScreenScore>();
        using (var progress = session.Progress("screens", clips.Count * kinds.Length))
        {
            foreach (var open in clips)
            {
                var truth = open();
                foreach (var kind in kinds)
                {
                    session.Cancel.ThrowIfCancellationRequested();
                    if (truth.Codes.Count >= 3) scores.AddRange(new ScreenCase(truth, kind, threads).Run(session.Cancel));
                    progress.Step($"{truth.Name} {kind}");
                }
            }
        }
        var command = Clips.CommandLine(parsed, "screens");
        var (json, markdown) = (ScreenScoreboard.Json(scores), ScreenScoreboard.Markdown(scores, command));
        BenchResults.Write(parsed.GetValue(Results), "screens", json, markdown, []);
        session.Say();
        session.Say(markdown);
        return Outcome.Done(json);
    });
}
