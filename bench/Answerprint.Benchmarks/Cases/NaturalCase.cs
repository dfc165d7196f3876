using System.Diagnostics;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Toolbox;
using Answerprint.Tools.Background;

namespace Answerprint.Benchmarks.Cases;

/// <summary>Something before a background that is no screen, whose coverage is known exactly on every frame; a few frames are given as keys and the rest is made from them.</summary>
/// <param name="clip">The frames.</param>
/// <param name="coverage">By frame, H×W.</param>
/// <param name="keys">How many keys there are: evenly, the first and the last among them; one alone lies in the middle.</param>
public sealed class NaturalCase(string name, Clip clip, IReadOnlyList<float[]> coverage, int keys, int threads)
{
    private IReadOnlyList<int> Keyed => keys == 1 ? [clip.Range.Start + (coverage.Count / 2)] : [.. Enumerable.Range(0, keys).Select(k => clip.Range.Start + (k * (coverage.Count - 1) / (keys - 1)))];

    /// <summary>Scores of ours and of every peer, over the frames that have no key.</summary>
    public IReadOnlyList<NaturalScore> Run(CancellationToken cancel)
    {
        var scores = new List<NaturalScore>();
        using var mattes = new MemoryClip("keys", clip.Rate, Keyed.Select(n => KeyValuePair.Create(n, Stored(coverage[n - clip.Range.Start]))));
        var assignment = new Assignment([new(0, clip), new(1, clip)], clip.Range, new BackgroundOptions(Key: null, Grain: false, Follow: false), 1, threads, new Dictionary<string, Clip> { [WorkMattes.Role] = mattes });
        var tool = new BackgroundTool();
        var clock = Stopwatch.GetTimestamp();
        var made = tool.Render(assignment, tool.Prepare(assignment, null, cancel), clip.Range, cancel).ToDictionary(m => m.Number, m => m.Foreground!.Coverage);
        scores.Add(Scored(NaturalScore.Ours, n => made[n], Stopwatch.GetElapsedTime(clock).TotalSeconds / coverage.Count));
        scores.Add(Scored("nearest key", n => coverage[Keyed.MinBy(k => Math.Abs(k - n)) - clip.Range.Start], 0));
        return scores;
    }

    private NaturalScore Scored(string tool, Func<int, float[]> made, double seconds)
    {
        List<int> rest = [.. clip.Range.Numbers.Except(Keyed)];
        return new(name, keys, tool, MatteErrors.Of([.. rest.Select(made)], [.. rest.Select(n => coverage[n - clip.Range.Start])], clip.Width, clip.Height), seconds);
    }

    private StoredFrame Stored(float[] coverage)
    {
        var window = new Window(0, 0, clip.Width - 1, clip.Height - 1);
        return new(window, window, [StoredPicture.Channel("A", SampleType.Float, coverage)], []);
    }
}

/// <summary>What one tool made of keys on one clip.</summary>
/// <param name="Tool">"background" is ours.</param>
/// <param name="Seconds">A frame, wall time, preparation and all.</param>
public sealed record NaturalScore(string Clip, int Keys, string Tool, MatteErrors Mattes, double Seconds)
{
    public const string Ours = "background";
}
