using Answerprint.Media.Motion;
using System.Collections.Concurrent;
using Answerprint.Media.Frames;

namespace Answerprint.Tools.Fill;

/// <summary>The real frames at work, read once while they are near. Safe for use from several threads.</summary>
internal sealed class SourceFrames(Clip clip)
{
    private readonly ConcurrentDictionary<int, Lazy<SourceFrame>> frames = new();

    /// <summary>Pixels from which memory counts more than reading twice.</summary>
    private const int Large = 4_000_000;

    public FlowStore Flows { get; } = new();

    public SourceFrame this[int number] => frames.GetOrAdd(number, n => new(() => new SourceFrame(n, clip.Read(n), SourceFrame.FactorFor(clip.Width, clip.Height)))).Value;

    /// <summary>A frame that is only looked at for its motion: of a large one no picture is kept, and asked for again it is read again.</summary>
    public SourceFrame Analysis(int number)
    {
        var frame = this[number];
        if (frame.Picture.Linear.Size < Large) return frame;
        frames.TryRemove(number, out _);
        frame.KeepOnlyAnalysis();
        return frame;
    }

    /// <summary>Forgets frames, and flows that touch them, before <paramref name="first"/>.</summary>
    public void ForgetBefore(int first)
    {
        foreach (var number in frames.Keys.Where(n => n < first)) frames.TryRemove(number, out _);
        Flows.ForgetBefore(first);
    }
}
