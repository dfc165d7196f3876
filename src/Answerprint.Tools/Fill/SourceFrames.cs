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

    /// <summary>Of a large frame that is only looked at, keeps what is looked at; asked for again it is read again.</summary>
    public void LetPictureGo(SourceFrame frame)
    {
        if (frame.Picture.Linear.Size < Large) return;
        frames.TryRemove(frame.Number, out _);
        frame.KeepOnlyAnalysis();
    }

    /// <summary>Forgets frames, and flows that touch them, before <paramref name="first"/>.</summary>
    public void ForgetBefore(int first)
    {
        foreach (var number in frames.Keys.Where(n => n < first)) frames.TryRemove(number, out _);
        Flows.ForgetBefore(first);
    }
}
