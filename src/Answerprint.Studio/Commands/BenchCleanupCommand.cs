using System.CommandLine;
using System.Globalization;
using Answerprint.Benchmarks;
using Answerprint.Benchmarks.Cases;
using Answerprint.Soundstage;

namespace Answerprint.Studio.Commands;

/// <summary>`bench cleanup`: wires, objects and marks taken out of clips whose truth is known, beside OpenCV's inpainting and what is done without motion.</summary>
internal static class BenchCleanupCommand
{
    private static readonly Option<DirectoryInfo?> Clips = new("--clips") { Description = "A folder of movies, one in each folder" };
    private static readonly Option<string[]> Only = new("--only") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [], Description = "Only these clips" };
    private static readonly Option<SceneKind[]> Scenes = new("--stage") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [], Description = "Scenes of the Soundstage beside them: room, street, tabletop, yard, studio" };
    private static readonly Option<HoleKind[]> Kinds = new("--holes") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [HoleKind.Wire, HoleKind.Object, HoleKind.Marks], Description = "What is laid over them: wire, object, marks" };
    private static readonly Option<string> Size = new("--size") { DefaultValueFactory = _ => "640x360", Description = "Width x height" };
    private static readonly Option<int> Frames = new("--frames") { DefaultValueFactory = _ => 36, Description = "Of each clip" };
    private static readonly Option<int> Worked = new("--worked") { DefaultValueFactory = _ => 6, Description = "So many in the middle are mended and scored" };
    private static readonly Option<int> Threads = new("--threads") { DefaultValueFactory = _ => Environment.ProcessorCount, Description = "For ours" };
    private static readonly Option<DirectoryInfo?> Results = new("--out") { Description = "A folder for cleanup.json and cleanup.md" };

    public static Command Create() => new Command("cleanup", "Cleanup against its peers, where the truth is known. Example: answerprint bench cleanup --clips footage --stage room yard --out results")
    {
        Clips, Only, Scenes, Kinds, Size, Frames, Worked, Threads, Results,
    }.Does((session, parsed) =>
    {
        Output.CheckFolder("--out", parsed.GetValue(Results)?.ToString());
        // what else runs counts from here, not from when the table is written
        _ = Scoreboard.Quiet;
        var (width, height) = BenchResults.Size(parsed.GetValue(Size)!);
        var (frames, worked) = (parsed.GetValue(Frames), parsed.GetValue(Worked));
        if (worked < 1 || frames < worked + 2) throw new FormatException("--worked is 1 or more, and --frames at least two more");
        var threads = parsed.GetValue(Threads);
        var clips = new List<Func<TruthClip>>();
        if (parsed.GetValue(Clips) is { } folder)
            foreach (var (name, file) in BenchResults.Movies(folder, parsed.GetValue(Only)!)) clips.Add(() => TruthClip.OfMovie(name, file, width, height, frames));
        foreach (var scene in parsed.GetValue(Scenes)!)
            clips.Add(() => TruthClip.OfStage(scene.ToString().ToLowerInvariant(), BenchResults.Staged(scene, 7, frames, width, height, []), 4, threads, session.Cancel, frames));
        if (clips.Count == 0) throw new FormatException("name --clips, --stage or both");
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
        var size = string.Create(CultureInfo.InvariantCulture, $"--size {width}x{height} --frames {frames} --worked {worked}");
        var command = $"answerprint bench cleanup{(parsed.GetValue(Clips) is null ? "" : " --clips FOLDER")}{(parsed.GetValue(Scenes)!.Length == 0 ? "" : $" --stage {string.Join(' ', parsed.GetValue(Scenes)!).ToLowerInvariant()}")} {size}";
        var (json, markdown) = (CleanupScoreboard.Json(scores), CleanupScoreboard.Markdown(scores, command));
        BenchResults.Write(parsed.GetValue(Results), "cleanup", json, markdown, []);
        session.Say();
        session.Say(markdown);
        return Outcome.Done(json);
    });
}
