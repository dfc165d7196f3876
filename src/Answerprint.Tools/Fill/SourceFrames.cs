using System.Collections.Concurrent;
using Answerprint.Media.Frames;

namespace Answerprint.Tools.Fill;

/// <summary>The real frames at work, read once while they are near. Safe for use from several threads.</summary>
internal sealed class SourceFrames(Clip clip)
{
    private readonly ConcurrentDictionary<int, Lazy<SourceFrame>> frames = new();

    public FlowStore Flows { get; } = new();

    public SourceFrame this[int number] => frames.GetOrAdd(number, n => new(() => new SourceFrame(n, clip.Read(n), SourceFrame.FactorFor(clip.Width, clip.Height)))).Value;

    /// <summary>Forgets frames, and flows that touch them, before <paramref name="first"/>.</summary>
    public void ForgetBefore(int first)
    {
        foreach (var number in frames.Keys.Where(n => n < first)) frames.TryRemove(number, out _);
        Flows.ForgetBefore(first);
    }
}
