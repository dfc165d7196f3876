using System.Diagnostics;
using Answerprint.Media.Time;
using Answerprint.Soundstage;

namespace Answerprint.Benchmarks.Cases;

/// <summary>How fast the Soundstage shoots, on one thread.</summary>
/// <param name="Request">What was asked of each frame.</param>
/// <param name="PerCpuSecond">Frames in a second of this process's user CPU time: what a free core does.</param>
/// <param name="PerSecond">Frames in a second of the clock, beside whatever else ran.</param>
public sealed record StageSpeed(string Scene, string Request, double PerCpuSecond, double PerSecond)
{
    /// <summary>Both requests whose speed has a target: the least (at least 10 frames a second) and everything (at least 1).</summary>
    /// <param name="seconds">Of the clock, at least, for each.</param>
    public static IEnumerable<StageSpeed> Measure(SceneKind kind, ulong seed, int width, int height, double seconds, CancellationToken cancel)
    {
        var stage = Stage.Of(seed, new FrameRange(1001, 1049), width, height, kind);
        var all = stage with { Shutter = 180, Aperture = 2.8, Grain = 0.01 };
        yield return Of(kind, "colour, flow, depth, ids; 1 sample, no shadows", new Renderer(stage with { Shadows = false }, 1), Passes.Picture | Passes.Next | Passes.Depth | Passes.Ids, 6, seconds, cancel);
        yield return Of(kind, "every pass, blur, defocus, shadows, grain; 4 instants", new Renderer(all, 4), Passes.All, 1, seconds, cancel);
        yield return Of(kind, "every pass, blur, defocus, shadows, grain; 8 instants", new Renderer(all, 8), Passes.All, 1, seconds, cancel);
    }

    private static StageSpeed Of(SceneKind kind, string request, Renderer renderer, Passes passes, int warm, double seconds, CancellationToken cancel)
    {
        for (var k = 0; k < warm; k++) renderer.Render(renderer.Range.Start + k, passes);
        using var process = Process.GetCurrentProcess();
        var before = process.UserProcessorTime;
        var clock = Stopwatch.StartNew();
        var frames = 0;
        do
        {
            cancel.ThrowIfCancellationRequested();
            renderer.Render(renderer.Range.Start + (frames++ % renderer.Range.Length), passes);
        }
        while (clock.Elapsed.TotalSeconds < seconds || frames < 2);
        process.Refresh();
        return new(kind.ToString().ToLowerInvariant(), request, frames / (process.UserProcessorTime - before).TotalSeconds, frames / clock.Elapsed.TotalSeconds);
    }
}
