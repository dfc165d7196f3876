using System.Collections.Concurrent;
using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Media.Motion;

namespace Answerprint.Tools.Fill;

/// <summary>Frames of a clip reduced to about 320 pixels of width, for decisions. Safe for use from several threads.</summary>
internal sealed class SmallFrames(Clip clip)
{
    private const int Width = 320;
    private readonly ConcurrentDictionary<int, Lazy<SourceFrame>> frames = new();
    private readonly ConcurrentDictionary<(int From, int To), Lazy<FlowField>> flows = new();
    private readonly int factor = Math.Max(1, (clip.Width + (Width / 2)) / Width);

    public SourceFrame this[int number] => frames.GetOrAdd(number, n => new(() => new SourceFrame(n, Reduction.Of(clip.Read(n), factor), 1))).Value;

    /// <summary>The motion between two frames, worked out once while they are near.</summary>
    public FlowField Flow(int from, int to) => flows.GetOrAdd((from, to), _ => new(() => FlowSolver.Medium.Solve(this[from].Small, this[to].Small))).Value;

    public void ForgetBefore(int first)
    {
        foreach (var key in flows.Keys.Where(k => Math.Min(k.From, k.To) < first)) flows.TryRemove(key, out _);
        foreach (var number in frames.Keys.Where(n => n < first)) frames.TryRemove(number, out _);
    }
}
