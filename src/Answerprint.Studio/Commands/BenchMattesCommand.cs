using System.CommandLine;
using System.Globalization;
using Answerprint.Benchmarks;
using Answerprint.Benchmarks.Cases;
using Answerprint.Media.Frames;
using Answerprint.Soundstage;

namespace Answerprint.Studio.Commands;

/// <summary>`bench mattes`: mattes made from a few keys, where coverage is known exactly.</summary>
internal static class BenchMattesCommand
{
    private static readonly Option<DirectoryInfo?> Clips = new("--clips") { Description = "A folder of movies, one in each folder: drawn heads are laid over them" };
    private static readonly Option<string[]> Only = new("--only") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [], Description = "Only these clips" };
    private static readonly Option<SceneKind[]> Scenes = new("--stage") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [], Description = "Scenes of the Soundstage that have a mannequin: studio" };
    private static readonly Option<int[]> Keys = new("--keys") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [1, 3, 8], Description = "How many keys" };
    private static readonly Option<string> Size = new("--size") { DefaultValueFactory = _ => "640x360", Description = "Width x height" };
    private static readonly Option<int> Frames = new("--frames") { DefaultValueFactory = _ => 41, Description = "Of each clip" };
    private static readonly Option<int> Threads = new("--threads") { DefaultValueFactory = _ => Environment.ProcessorCount, Description = "For ours" };
    private static readonly Option<DirectoryInfo?> Results = new("--out") { Description = "A folder for mattes.json and mattes.md" };

    public static Command Create() => new Command("mattes", "Mattes made from a few keys, where coverage is known exactly. Example: answerprint bench mattes --clips footage --stage studio --out results")
    {
        Clips, Only, Scenes, Keys, Size, Frames, Threads, Results,
    }.Does((session, parsed) =>
    {
        Output.CheckFolder("--out", parsed.GetValue(Results)?.ToString());
        // what else runs counts from here, not from when the table is written
        _ = Scoreboard.Quiet;
        var (width, height) = BenchResults.Size(parsed.GetValue(Size)!);
        var (frames, threads, keys) = (parsed.GetValue(Frames), parsed.GetValue(Threads), parsed.GetValue(Keys)!);
        if (frames < 3 || keys.Any(k => k < 1 || k >= frames)) throw new FormatException("--frames is 3 or more, and --keys are fewer than those");
        var cases = new List<(string Name, Func<(Clip Clip, IReadOnlyList<float[]> Coverage)> Open)>();
        // the same head over every clip
        var heads = new[] { KeyElementKind.Hair, KeyElementKind.Blur }.ToDictionary(k => k, k => new Lazy<IReadOnlyList<KeyElement>>(() => Drawn(k, width, height, frames)));
        if (parsed.GetValue(Clips) is { } folder)
            foreach (var (name, file) in BenchResults.Movies(folder, parsed.GetValue(Only)!))
                foreach (var kind in new[] { KeyElementKind.Hair, KeyElementKind.Blur }) cases.Add(($"{name}, {kind.ToString().ToLowerInvariant()}", () => NaturalClip.Laid(name, file, heads[kind].Value, width, height)));
        foreach (var scene in parsed.GetValue(Scenes)!) cases.Add((scene.ToString().ToLowerInvariant(), () => NaturalClip.Staged(BenchResults.Staged(scene, 7, frames, width, height, []), frames, threads)));
        if (cases.Count == 0) throw new FormatException("name --clips, --stage or both");
        var scores = new List<NaturalScore>();
        using (var progress = session.Progress("mattes", cases.Count * keys.Length))
        {
            foreach (var (name, open) in cases)
            {
                var (clip, coverage) = open();
                using (clip)
                    foreach (var count in keys)
                    {
                        session.Cancel.ThrowIfCancellationRequested();
                        // a clip of ten frames has no eight keys
                        if (coverage.Count > count + 1) scores.AddRange(new NaturalCase(name, clip, coverage, count, threads).Run(session.Cancel));
                        progress.Step($"{name}, {count}");
                    }
            }
        }
        var staged = parsed.GetValue(Scenes)! is { Length: > 0 } named ? $" --stage {string.Join(' ', named).ToLowerInvariant()}" : "";
        var command = string.Create(CultureInfo.InvariantCulture, $"answerprint bench mattes{(parsed.GetValue(Clips) is null ? "" : " --clips FOLDER")}{(parsed.GetValue(Only) is { Length: > 0 } chosen ? $" --only {string.Join(' ', chosen)}" : "")}{staged} --size {width}x{height} --frames {frames}");
        var (json, markdown) = (NaturalScoreboard.Json(scores), NaturalScoreboard.Markdown(scores, command));
        BenchResults.Write(parsed.GetValue(Results), "mattes", json, markdown, []);
        session.Say();
        session.Say(markdown);
        return Outcome.Done(json);
    });

    private static IReadOnlyList<KeyElement> Drawn(KeyElementKind kind, int width, int height, int frames)
    {
        var drawn = new KeyElement[frames];
        Parallel.For(0, frames, n => drawn[n] = KeyElement.Drawn(kind, (double)n / frames, width, height, 3));
        return drawn;
    }
}
