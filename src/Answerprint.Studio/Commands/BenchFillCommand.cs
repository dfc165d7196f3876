using System.CommandLine;
using Answerprint.Benchmarks;
using Answerprint.Benchmarks.Cases;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Soundstage;
using Answerprint.Tools.Fill;

namespace Answerprint.Studio.Commands;

/// <summary>`bench fill`: our tool and the installed peers on the same frames, of real clips or of rendered scenes.</summary>
internal static class BenchFillCommand
{
    private static readonly Option<DirectoryInfo?> Clips = new("--clips") { Description = "A folder of movies, one in each folder" };
    private static readonly Option<SceneKind[]?> Scenes = new("--stage") { AllowMultipleArgumentsPerToken = true, Arity = ArgumentArity.ZeroOrMore, Description = "Rendered scenes in place of clips: room street tabletop yard studio, all where none is named; in half-float linear light" };
    private static readonly Option<string[]> Only = new("--only") { AllowMultipleArgumentsPerToken = true, Description = "Names of clips" };
    private static readonly Option<int[]> Gaps = new("--gaps") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [1, 3, 7], Description = "Missing frames in a gap" };
    private static readonly Option<FillProtocol[]> Protocols = new("--protocols") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [FillProtocol.K, FillProtocol.D], Description = "k or d" };
    private static readonly Option<FillMethod> Method = new("--method") { Description = "How our tool fills gaps" };
    private static readonly Option<int> Threads = new("--threads") { DefaultValueFactory = _ => 2, Description = "Threads of our tool" };
    private static readonly Option<string> Size = new("--size") { DefaultValueFactory = _ => "640x360", Description = "Width x height that clips are scaled to and scenes rendered at; clips narrower than 640 keep 480x270" };
    private static readonly Option<int> Frames = new("--frames") { DefaultValueFactory = _ => 33, Description = "Frames of a clip to use: its first ones, or the middle of a take of 48" };
    private static readonly Option<int> MostGaps = new("--most-gaps") { DefaultValueFactory = _ => 1000, Description = "At most so many gaps of a clip" };
    private static readonly Option<ulong> Seed = new("--seed") { DefaultValueFactory = _ => 7, Description = "Of rendered scenes" };
    private static readonly Option<int> Samples = new("--samples") { DefaultValueFactory = _ => 8, Description = "Places a pixel of a rendered scene is looked at, and with blur the instants, 1..64" };
    private static readonly Option<string[]> Set = new("--set") { AllowMultipleArgumentsPerToken = true, Description = "NAME=VALUE of rendered scenes (bench stage --help names them): blur=180 grain=0.01" };
    private static readonly Option<string[]> Step = new("--step") { AllowMultipleArgumentsPerToken = true, Description = "NAME=VALUE,VALUE,…: a case for each value, all else the same, and a plot of the score over it; several may be given" };
    private static readonly Option<DirectoryInfo?> Plates = new("--plates") { Description = "Rendered scenes are written here as half-float linear EXR, read from there while our tool is timed, and taken away afterwards" };
    private static readonly Option<FileInfo?> Rates = new("--rates") { Description = "A show.json whose rates the money is counted at" };
    private static readonly Option<DirectoryInfo?> Show = new("--show") { Description = "A show whose rates the money is counted at" };
    private static readonly Option<DirectoryInfo?> Results = new("--out") { Description = "A folder for the table, JSON and plots: fill (clips), rendered, steps or plates" };

    public static Command Create() => new Command("fill", "Missing frames, against ffmpeg minterpolate, a DIS warp, repeat and blend. Example: answerprint bench fill --stage yard studio --gaps 1 3 --set blur=180 grain=0.01")
    {
        Clips, Scenes, Only, Gaps, Protocols, Method, Threads, Size, Frames, MostGaps, Seed, Samples, Set, Step, Plates, Rates, Show, Results,
    }.Does(Measure);

    private static Outcome Measure(Session session, System.CommandLine.ParseResult parsed)
    {
        var staged = parsed.GetResult(Scenes) is not null;
        if (staged == parsed.GetValue(Clips) is not null) throw new FormatException("either --clips FOLDER or --stage");
        if (!staged && (parsed.GetValue(Set) is { Length: > 0 } || parsed.GetValue(Step) is { Length: > 0 } || parsed.GetValue(Plates) is not null)) throw new FormatException("--set, --step and --plates go with --stage");
        if (parsed.GetValue(Gaps)!.Any(g => g is < 1 or > 64)) throw new FormatException("--gaps are 1..64");
        if (parsed.GetValue(Frames) is < 3 or > 10_000 || parsed.GetValue(MostGaps) < 1 || parsed.GetValue(Threads) < 1) throw new FormatException("--frames is 3..10000; --most-gaps and --threads are at least 1");
        if (parsed.GetValue(Samples) is < 1 or > 64) throw new FormatException("--samples is 1..64");
        Output.CheckFolder("--out", parsed.GetValue(Results)?.ToString());
        Output.CheckFolder("--plates", parsed.GetValue(Plates)?.ToString());
        var rates = BenchResults.Rates(parsed.GetValue(Rates), parsed.GetValue(Show));
        var terms = new FillTerms { Rates = rates.Rates, MostGaps = parsed.GetValue(MostGaps) };
        return parsed.GetValue(Step) is { Length: > 0 } ? Steps(session, parsed, rates, terms) : Table(session, parsed, staged, rates, terms);
    }

    private static Outcome Table(Session session, System.CommandLine.ParseResult parsed, bool staged, RatesChoice rates, FillTerms terms)
    {
        var scores = new List<FillScore>();
        var above = new List<(string Clip, double Share)>();
        foreach (var truth in staged ? Rendered(session, parsed) : Filmed(parsed))
        {
            above.Add((truth.Name, truth.AboveWhite));
            foreach (var gap in parsed.GetValue(Gaps)!)
                foreach (var protocol in parsed.GetValue(Protocols)!)
                    scores.Add(Scored(session, truth, gap, protocol, parsed, terms));
        }
        if (scores.Count == 0) throw new BadInputException("no-clips", parsed.GetValue(Clips)?.ToString() ?? "", "", "there is no clip to score", "Name a folder that holds a folder a clip, each with one movie (.mp4 .mov .mkv .y4m)");
        var kind = !staged ? "fill" : parsed.GetValue(Plates) is null ? "rendered" : "plates";
        var report = new FillReport(kind, Command(parsed, staged), rates, [.. staged ? Notes(parsed, above) : []]);
        BenchResults.Write(parsed.GetValue(Results), kind, FillScoreboard.Json(scores, report), FillScoreboard.Markdown(scores, report), FillScoreboard.Plots(scores, kind));
        session.Say();
        session.Say(FillScoreboard.Markdown(scores, report));
        return Outcome.Done(FillScoreboard.Json(scores, report));
    }

    private static Outcome Steps(Session session, System.CommandLine.ParseResult parsed, RatesChoice rates, FillTerms terms)
    {
        var rows = parsed.GetValue(Step)!.Select(s => BenchResults.Parameter("--step", s)).ToList();
        if (rows.Find(r => r.Parameter.Name is "size" or "gap").Parameter is { } wrong) throw new FormatException($"--step {wrong.Name} is no parameter of a table of scores: use --size, --gaps, or bench growth");
        var steps = new List<StepScore>();
        foreach (var scene in Named(parsed))
        {
            foreach (var (parameter, values) in rows)
            {
                foreach (var one in parameter.Steps(Base(parsed, scene), values))
                {
                    var name = scene.ToString().ToLowerInvariant();
                    var truth = TruthClip.OfStage($"{name} {one.Name}", one.Stage, parsed.GetValue(Samples), parsed.GetValue(Threads), session.Cancel, parsed.GetValue(Frames));
                    foreach (var gap in parsed.GetValue(Gaps)!)
                        foreach (var protocol in parsed.GetValue(Protocols)!)
                            steps.Add(new(name, parameter.Name, parameter.Says, one.Value, Scored(session, truth, gap, protocol, parsed, terms)));
                }
            }
        }
        var report = new FillReport("steps", Command(parsed, staged: true), rates, [.. Notes(parsed, [])]);
        BenchResults.Write(parsed.GetValue(Results), report.Kind, StepScoreboard.Json(steps, report), StepScoreboard.Markdown(steps, report), StepScoreboard.Plots(steps, report.Kind));
        session.Say();
        session.Say(StepScoreboard.Markdown(steps, report));
        return Outcome.Done(StepScoreboard.Json(steps, report));
    }

    private static FillScore Scored(Session session, TruthClip truth, int gap, FillProtocol protocol, System.CommandLine.ParseResult parsed, FillTerms terms)
    {
        session.Cancel.ThrowIfCancellationRequested();
        var s = FillCase.Score(truth, gap, protocol, parsed.GetValue(Threads), parsed.GetValue(Method), terms);
        session.Say($"{s.Clip,-10} gap {s.Gap} {s.Protocol}: {string.Join(", ", s.Tools.Select(t => $"{t.Tool} {t.Mean.PsnrLuma:0.00}/{t.Mean.Ssim:0.0000}"))}; gain {s.Gain.Psnr:+0.00;-0.00}/{s.Gain.Ssim:+0.0000;-0.0000}; {s.Ours.Seconds:0.00} s a frame, minterpolate {s.Of("minterpolate").Seconds:0.00}; {string.Join(" ", s.Frames.Select(f => f.Method).Distinct())}");
        return s;
    }

    private static IEnumerable<TruthClip> Filmed(System.CommandLine.ParseResult parsed)
    {
        var (width, height) = BenchResults.Size(parsed.GetValue(Size)!);
        foreach (var (name, file) in BenchResults.Movies(parsed.GetValue(Clips)!, parsed.GetValue(Only) ?? []))
        {
            // a raw clip of ten small frames
            var small = Path.GetExtension(file) == ".y4m" && width == 640;
            yield return TruthClip.OfMovie(name, file, small ? 480 : width, small ? 270 : height, parsed.GetValue(Frames));
        }
    }

    private static IEnumerable<TruthClip> Rendered(Session session, System.CommandLine.ParseResult parsed)
    {
        foreach (var scene in Named(parsed))
        {
            var (name, stage) = (scene.ToString().ToLowerInvariant(), Base(parsed, scene));
            if (parsed.GetValue(Plates) is not { } plates)
            {
                yield return TruthClip.OfStage(name, stage, parsed.GetValue(Samples), parsed.GetValue(Threads), session.Cancel, parsed.GetValue(Frames));
                continue;
            }
            var folder = Path.Combine(plates.FullName, $"answerprint-plates-{Environment.ProcessId}");
            FileClip? opened = null;
            try
            {
                session.Say($"{name}: rendering {Counted.Of(parsed.GetValue(Frames), "frame")} of {parsed.GetValue(Size)} into EXR");
                yield return TruthClip.OfStage(name, stage, parsed.GetValue(Samples), Environment.ProcessorCount, folder, out opened, session.Cancel, parsed.GetValue(Frames));
            }
            finally
            {
                opened?.Dispose();
                if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static SceneKind[] Named(System.CommandLine.ParseResult parsed) => parsed.GetValue(Scenes) is { Length: > 0 } scenes ? scenes : Enum.GetValues<SceneKind>();

    private static Stage Base(System.CommandLine.ParseResult parsed, SceneKind scene)
    {
        var (width, height) = BenchResults.Size(parsed.GetValue(Size)!);
        return BenchResults.Staged(scene, parsed.GetValue(Seed), parsed.GetValue(Frames), width, height, parsed.GetValue(Set) ?? []);
    }

    private static IEnumerable<string> Notes(System.CommandLine.ParseResult parsed, IReadOnlyList<(string Clip, double Share)> above)
    {
        yield return FormattableString.Invariant($"Truth: scenes of the Soundstage, seed {parsed.GetValue(Seed)}, {parsed.GetValue(Samples)} samples a pixel, scene-linear light in half words. Ours reads that light{(parsed.GetValue(Plates) is null ? "" : " from EXR files, reading counted in its seconds")}. Peers take 8-bit codes at most: they are given the same frames in 8-bit display codes (BT.1886), and every tool is scored in these codes; ffmpeg's minterpolate works in yuv444p.");
        if (above.Count > 0 && above.Any(a => a.Share > 0)) yield return $"Samples above display white, which the peers are not given and nobody is scored on: {string.Join(", ", above.Select(a => FormattableString.Invariant($"{a.Clip} {100 * a.Share:0.0} %")))}.";
    }

    private static string Command(System.CommandLine.ParseResult parsed, bool staged)
    {
        var words = new List<string> { "answerprint bench fill", staged ? $"--stage{string.Concat((parsed.GetValue(Scenes) ?? []).Select(s => $" {s.ToString().ToLowerInvariant()}"))}" : "--clips FOLDER", $"--gaps {string.Join(' ', parsed.GetValue(Gaps)!)}" };
        if (parsed.GetResult(Protocols) is { Implicit: false }) words.Add($"--protocols {string.Join(' ', parsed.GetValue(Protocols)!.Select(p => p.ToString().ToLowerInvariant()))}");
        words.Add($"--size {parsed.GetValue(Size)} --frames {parsed.GetValue(Frames)}");
        if (parsed.GetResult(MostGaps) is { Implicit: false }) words.Add($"--most-gaps {parsed.GetValue(MostGaps)}");
        if (staged) words.Add($"--seed {parsed.GetValue(Seed)} --samples {parsed.GetValue(Samples)}");
        if (parsed.GetValue(Set) is { Length: > 0 } set) words.Add($"--set {string.Join(' ', set)}");
        if (parsed.GetValue(Step) is { Length: > 0 } step) words.Add($"--step {string.Join(' ', step)}");
        if (parsed.GetValue(Plates) is not null) words.Add("--plates FOLDER");
        return string.Join(' ', words);
    }
}
