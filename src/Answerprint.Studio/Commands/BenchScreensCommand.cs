using System.CommandLine;
using System.Globalization;
using Answerprint.Benchmarks;
using Answerprint.Benchmarks.Cases;
using Answerprint.Soundstage;

namespace Answerprint.Studio.Commands;

/// <summary>`bench screens`: posters and screens followed over clips, and another picture put in their place, where the truth is known.</summary>
internal static class BenchScreensCommand
{
    private static readonly Option<DirectoryInfo?> Clips = new("--clips") { Description = "A folder of movies, one in each folder" };
    private static readonly Option<string[]> Only = new("--only") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [], Description = "Only these clips" };
    private static readonly Option<SceneKind[]> Scenes = new("--stage") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [], Description = "Scenes of the Soundstage beside them: room, street, tabletop, yard, studio" };
    private static readonly Option<ScreenKind[]> Kinds = new("--screens") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [ScreenKind.Printed, ScreenKind.Blank, ScreenKind.Passed], Description = "What is followed: printed, blank, passed" };
    private static readonly Option<string> Size = new("--size") { DefaultValueFactory = _ => "640x360", Description = "Width x height" };
    private static readonly Option<int> Frames = new("--frames") { DefaultValueFactory = _ => 24, Description = "Of each clip" };
    private static readonly Option<int> Threads = new("--threads") { DefaultValueFactory = _ => Environment.ProcessorCount, Description = "To draw with; following takes one" };
    private static readonly Option<DirectoryInfo?> Results = new("--out") { Description = "A folder for screens.json and screens.md" };

    public static Command Create() => new Command("screens", "Screens followed and replaced, where the truth is known. Example: answerprint bench screens --clips footage --out results")
    {
        Clips, Only, Scenes, Kinds, Size, Frames, Threads, Results,
    }.Does((session, parsed) =>
    {
        Output.CheckFolder("--out", parsed.GetValue(Results)?.ToString());
        // what else runs counts from here, not from when the table is written
        _ = Scoreboard.Quiet;
        var (width, height) = BenchResults.Size(parsed.GetValue(Size)!);
        var (frames, threads) = (parsed.GetValue(Frames), parsed.GetValue(Threads));
        if (frames < 3) throw new FormatException("--frames is 3 or more");
        var clips = new List<Func<TruthClip>>();
        if (parsed.GetValue(Clips) is { } folder)
            foreach (var (name, file) in BenchResults.Movies(folder, parsed.GetValue(Only)!)) clips.Add(() => TruthClip.OfMovie(name, file, width, height, frames));
        foreach (var scene in parsed.GetValue(Scenes)!)
            clips.Add(() => TruthClip.OfStage(scene.ToString().ToLowerInvariant(), BenchResults.Staged(scene, 7, frames, width, height, []), 4, threads, session.Cancel, frames));
        if (clips.Count == 0) throw new FormatException("name --clips, --stage or both");
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
        var size = string.Create(CultureInfo.InvariantCulture, $"--size {width}x{height} --frames {frames}");
        var command = $"answerprint bench screens{(parsed.GetValue(Clips) is null ? "" : " --clips FOLDER")}{(parsed.GetValue(Scenes)!.Length == 0 ? "" : $" --stage {string.Join(' ', parsed.GetValue(Scenes)!).ToLowerInvariant()}")} {size}";
        var (json, markdown) = (ScreenScoreboard.Json(scores), ScreenScoreboard.Markdown(scores, command));
        BenchResults.Write(parsed.GetValue(Results), "screens", json, markdown, []);
        session.Say();
        session.Say(markdown);
        return Outcome.Done(json);
    });
}
