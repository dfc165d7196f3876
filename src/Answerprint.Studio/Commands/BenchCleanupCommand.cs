using System.CommandLine;
using Answerprint.Benchmarks;
using Answerprint.Benchmarks.Cases;

namespace Answerprint.Studio.Commands;

/// <summary>`bench cleanup`: wires, objects and marks taken out of clips whose truth is known, beside OpenCV's inpainting and what is done without motion.</summary>
internal static class BenchCleanupCommand
{
    private static readonly BenchClips Clips = new(frames: 36);
    private static readonly Option<HoleKind[]> Kinds = new("--holes") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [HoleKind.Wire, HoleKind.Object, HoleKind.Marks], Description = "What is laid over them: wire, object, marks" };
    private static readonly Option<int> Worked = new("--worked") { DefaultValueFactory = _ => 6, Description = "So many in the middle are mended and scored" };
    private static readonly Option<int> Threads = new("--threads") { DefaultValueFactory = _ => Environment.ProcessorCount, Description = "For ours" };
    private static readonly Option<DirectoryInfo?> Results = new("--out") { Description = "A folder for cleanup.json and cleanup.md" };

    public static Command Create() => Clips.To(new Command("cleanup", "Cleanup against its peers, where the truth is known. Example: answerprint bench cleanup --clips footage --stage room yard --out results")
    {
        Kinds, Worked, Threads, Results,
    }).Does((session, parsed) =>
    {
        Output.CheckFolder("--out", parsed.GetValue(Results)?.ToString());
        // what else runs counts from here, not from when the table is written
        _ = Scoreboard.Quiet;
        var (frames, worked) = (Clips.Frames(parsed), parsed.GetValue(Worked));
        if (worked < 1 || frames < worked + 2) throw new FormatException("--worked is 1 or more, and --frames at least two more");
        var threads = parsed.GetValue(Threads);
        var clips = Clips.Open(parsed, threads, session.Cancel);
        var kinds = parsed.GetValue(Kinds)!;
        var scores = new List<CleanupScore>();
        using (var progress = session.Progress("cleanup", clips.Count * kinds.Length))
        {
            foreach (var open in clips)
            {
                var truth = open();
                foreach (var kind in kinds)
                {
                    session.Cancel.ThrowIfCancellationRequested();
                    if (truth.Codes.Count >= worked + 2) scores.AddRange(new CleanupCase(truth, kind, worked).Run(threads, session.Cancel));
                    else session.Warn($"{truth.Name} has {truth.Codes.Count} frames, too few");
                    progress.Step($"{truth.Name} {kind}");
                }
            }
        }
        var command = Clips.CommandLine(parsed, "cleanup") + FormattableString.Invariant($" --worked {worked}");
        var (json, markdown) = (CleanupScoreboard.Json(scores), CleanupScoreboard.Markdown(scores, command));
        BenchResults.Write(parsed.GetValue(Results), "cleanup", json, markdown, []);
        session.Say();
        session.Say(markdown);
        return Outcome.Done(json);
    });
}
