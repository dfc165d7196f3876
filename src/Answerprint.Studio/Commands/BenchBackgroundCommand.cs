using System.CommandLine;
using System.Globalization;
using Answerprint.Benchmarks;
using Answerprint.Benchmarks.Cases;

namespace Answerprint.Studio.Commands;

/// <summary>`bench background`: screens keyed where coverage is known exactly, beside ffmpeg's keyers.</summary>
internal static class BenchBackgroundCommand
{
    private static readonly (string, double, double, double)[] Screens = [("green", 40, 165, 70), ("blue", 35, 60, 170), ("yellow", 215, 205, 25)];

    private static readonly Option<DirectoryInfo?> Clips = new("--clips") { Description = "A folder of movies, one in each folder, with a hand-drawn matte (dark = the thing) beside it: these are cut out as well" };
    private static readonly Option<KeyElementKind[]> Kinds = new("--elements") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [KeyElementKind.Hair, KeyElementKind.Blur, KeyElementKind.Real], Description = "What is laid before the screen: hair, blur, real" };
    private static readonly Option<string[]> Only = new("--screens") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [.. Screens.Select(s => s.Item1)], Description = "green, blue, yellow" };
    private static readonly Option<string> Size = new("--size") { DefaultValueFactory = _ => "640x360", Description = "Width x height" };
    private static readonly Option<int> Frames = new("--frames") { DefaultValueFactory = _ => 6, Description = "Of each clip" };
    private static readonly Option<int> Threads = new("--threads") { DefaultValueFactory = _ => Environment.ProcessorCount, Description = "For ours" };
    private static readonly Option<DirectoryInfo?> Results = new("--out") { Description = "A folder for background.json and background.md" };

    public static Command Create() => new Command("background", "Keyers, where coverage is known exactly. Example: answerprint bench background --clips footage --out results")
    {
        Clips, Kinds, Only, Size, Frames, Threads, Results,
    }.Does((session, parsed) =>
    {
        Output.CheckFolder("--out", parsed.GetValue(Results)?.ToString());
        // what else runs counts from here, not from when the table is written
        _ = Scoreboard.Quiet;
        var (width, height) = BenchResults.Size(parsed.GetValue(Size)!);
        var (frames, threads, kinds) = (parsed.GetValue(Frames), parsed.GetValue(Threads), parsed.GetValue(Kinds)!);
        if (frames < 2) throw new FormatException("--frames is 2 or more");
        var screens = Screens.Where(s => parsed.GetValue(Only)!.Contains(s.Item1)).ToList();
        if (screens.Count == 0) throw new FormatException("--screens are green, blue and yellow");
        var elements = new List<(string Name, Func<IReadOnlyList<KeyElement>> Make)>();
        foreach (var kind in kinds.Where(k => k != KeyElementKind.Real))
            elements.Add((kind.ToString().ToLowerInvariant(), () => [.. Enumerable.Range(0, frames).Select(n => KeyElement.Drawn(kind, (double)n / 24, width, height, 3))]));
        if (kinds.Contains(KeyElementKind.Real) && parsed.GetValue(Clips) is { } folder)
            foreach (var (name, file, matte) in BenchResults.Matted(folder)) elements.Add((name, () => Real(file, matte, width, height, frames)));
        var scores = new List<KeyScore>();
        using (var progress = session.Progress("background", elements.Count * screens.Count * 2))
        {
            foreach (var (name, make) in elements)
            {
                var made = make();
                foreach (var screen in screens)
                    foreach (var light in new[] { true, false })
                    {
                        session.Cancel.ThrowIfCancellationRequested();
                        scores.AddRange(new KeyCase(name, made, width, height, screen, light, threads).Run(session.Cancel));
                        progress.Step($"{name} {screen.Item1}");
                    }
            }
        }
        var command = string.Create(CultureInfo.InvariantCulture, $"answerprint bench background{(parsed.GetValue(Clips) is null ? "" : " --clips FOLDER")} --size {width}x{height} --frames {frames}");
        var (json, markdown) = (KeyScoreboard.Json(scores), KeyScoreboard.Markdown(scores, command));
        BenchResults.Write(parsed.GetValue(Results), "background", json, markdown, []);
        session.Say();
        session.Say(markdown);
        return Outcome.Done(json);
    });

    /// <summary>In these mattes dark means the thing; frames from the middle of the clip on, where it is seen.</summary>
    private static IReadOnlyList<KeyElement> Real(string file, string matte, int width, int height, int frames)
    {
        var (codes, mattes) = (TruthClip.OfMovie("clip", file, width, height, 12 + frames).Codes, TruthClip.OfMovie("matte", matte, width, height, 12 + frames).Codes);
        return [.. Enumerable.Range(Math.Max(0, Math.Min(codes.Count, mattes.Count) - frames), Math.Min(frames, Math.Min(codes.Count, mattes.Count))).Select(n => KeyElement.Real(codes[n], [.. Enumerable.Range(0, width * height).Select(i => mattes[n][(3 * i) + 1] < 85)], width, height))];
    }
}
