using Answerprint.Media.Time;

namespace Answerprint.Media.Frames;

/// <summary>
/// Moving pictures, read when asked: a movie, a numbered sequence, or frames in memory. Frame numbers are the clip's own
/// (a movie starts at 1 unless told otherwise). Safe for reading from several threads.
/// </summary>
public abstract class Clip : IDisposable
{
    /// <summary>How people know it: a file name or a pattern, never a path of this machine in a signed document.</summary>
    public abstract string Name { get; }

    /// <summary>From the first to the last frame that exists; holes lie inside.</summary>
    public abstract FrameRange Range { get; }

    public abstract FrameRate Rate { get; }

    public abstract int Width { get; }

    public abstract int Height { get; }

    /// <summary>Whether the frame is there. A hole in a sequence answers no.</summary>
    public abstract bool Has(int frame);

    /// <summary>The plate's bits of a frame: stored words of an EXR, else the half picture of the declared decode.</summary>
    /// <exception cref="BadInputException">The frame is not there or can not be read.</exception>
    public abstract StoredFrame ReadStored(int frame);

    /// <summary>The picture to calculate with: scene-linear float32 of R, G, B (and A where there is one), exactly the values of <see cref="ReadStored"/>.</summary>
    /// <exception cref="BadInputException">The frame is not there or can not be read.</exception>
    public abstract Frame Read(int frame);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }
}
