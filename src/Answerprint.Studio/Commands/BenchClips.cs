using System.CommandLine;
using Answerprint.Benchmarks.Cases;
using Answerprint.Soundstage;

namespace Answerprint.Studio.Commands;

/// <summary>How a bench is told which clips it runs on: movies of a folder, scenes of the Soundstage, their size and length.</summary>
/// <param name="frames">Of each clip, where nothing is said.</param>
internal sealed class BenchClips(int frames)
{
    private readonly Option<DirectoryInfo?> clips = new("--clips") { Description = "A folder of movies, one in each folder" };
    private readonly Option<string[]> only = new("--only") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [], Description = "Only these clips" };
    private readonly Option<SceneKind[]> scenes = new("--stage") { AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [], Description = "Scenes of the Soundstage beside them: room, street, tabletop, yard, studio" };
    private readonly Option<string> size = new("--size") { DefaultValueFactory = _ => "640x360", Description = "Width x height" };
    private readonly Option<int> length = new("--frames") { DefaultValueFactory = _ => frames, Description = "Of each clip" };

    /// <summary>The command with these options.</summary>
    public Command To(Command command)
    {
        foreach (var option in new Option[] { clips, only, scenes, size, length }) command.Add(option);
        return command;
    }

    public int Frames(ParseResult parsed) => parsed.GetValue(length);

    /// <summary>The clips, each opened when it is its turn.</summary>
    /// <exception cref="FormatException">None are named.</exception>
    public IReadOnlyList<Func<TruthClip>> Open(ParseResult parsed, int threads, CancellationToken cancel)
    {
        var (width, height) = BenchResults.Size(parsed.GetValue(size)!);
        var count = Frames(parsed);
        var all = new List<Func<TruthClip>>();
        if (parsed.GetValue(clips) is { } folder)
            foreach (var (name, file) in BenchResults.Movies(folder, parsed.GetValue(only)!)) all.Add(() => TruthClip.OfMovie(name, file, width, height, count));
        foreach (var scene in parsed.GetValue(scenes)!)
            all.Add(() => TruthClip.OfStage(scene.ToString().ToLowerInvariant(), BenchResults.Staged(scene, 7, count, width, height, []), 4, threads, cancel, count));
        return all.Count > 0 ? all : throw new FormatException("name --clips, --stage or both");
    }

    /// <summary>What makes the same tables again.</summary>
    /// <param name="kind">The bench.</param>
    public string CommandLine(ParseResult parsed, string kind)
    {
        var (folder, staged) = (parsed.GetValue(clips) is null ? "" : " --clips FOLDER", parsed.GetValue(scenes)! is { Length: > 0 } named ? $" --stage {string.Join(' ', named).ToLowerInvariant()}" : "");
        return FormattableString.Invariant($"answerprint bench {kind}{folder}{staged} --size {parsed.GetValue(size)} --frames {Frames(parsed)}");
    }
}
