using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Tools.Fill;

/// <summary>A plate with room for moments between its frames: frame i of it becomes (i − first)·steps.</summary>
/// <param name="clip">The plate; not disposed of.</param>
/// <param name="range">The frames of it that may be looked at.</param>
/// <param name="steps">Moments from one frame to the next, at least 1.</param>
internal sealed class FinelyNumberedClip(Clip clip, FrameRange range, int steps) : Clip
{
    /// <summary>Moments to a frame.</summary>
    public int Steps => steps;

    public override string Name => clip.Name;

    public override FrameRange Range { get; } = new(0, ((range.Length - 1) * steps) + 1);

    public override FrameRate Rate => clip.Rate;

    public override int Width => clip.Width;

    public override int Height => clip.Height;

    /// <summary>The plate's frame at or before a moment.</summary>
    public int Own(int moment) => range.Start + (int)Math.Floor((double)moment / steps);

    public override bool Has(int frame) => frame % steps == 0 && Range.Contains(frame) && clip.Has(Own(frame));

    public override StoredFrame ReadStored(int frame) => clip.ReadStored(Own(frame));

    public override Frame Read(int frame) => clip.Read(Own(frame));
}
