using Answerprint.Media.Time;

namespace Answerprint.Soundstage;

/// <summary>Moving pictures of which everything is known. Same source, same bytes on any number of threads. Safe for several threads.</summary>
public abstract class TruthSource
{
    public abstract FrameRange Range { get; }

    public abstract FrameRate Rate { get; }

    public abstract int Width { get; }

    public abstract int Height { get; }

    /// <summary>A frame of the range, with the passes that are asked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The frame lies outside the range.</exception>
    public abstract StageFrame Render(int frame, Passes passes = Passes.Picture);
}
