using System.Collections.Concurrent;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Media.Filters;

/// <summary>
/// Another clip, every frame made smaller by a whole factor (<see cref="Reduction"/>). What was asked for is kept, so that it is read once: for work on a few dozen frames.
/// It does not own the clip. Safe for reading from several threads.
/// </summary>
/// <param name="factor">At least 1.</param>
public sealed class ReducedClip(Clip clip, int factor) : Clip
{
    private readonly ConcurrentDictionary<int, Lazy<Frame>> frames = new();

    public override string Name => clip.Name;

    public override FrameRange Range => clip.Range;

    public override FrameRate Rate => clip.Rate;

    public override int Width => Reduction.Size(clip.Width, factor);

    public override int Height => Reduction.Size(clip.Height, factor);

    public override bool Has(int frame) => clip.Has(frame);

    /// <summary>The small picture as floats: the words of the clip itself have another size.</summary>
    public override StoredFrame ReadStored(int frame) => Read(frame).ToStored(SampleType.Float);

    public override Frame Read(int frame) => frames.GetOrAdd(frame, n => new(() => Reduction.Of(clip.Read(n), factor))).Value;
}
