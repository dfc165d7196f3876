using System.Collections.Concurrent;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Production.Quality;

/// <summary>
/// A version that was made elsewhere with a declared change, as it is taken in: where people's pixels differ from what the change gives by no more than the rounding of the program that made
/// it, they are what the change gives. So the proof can stay a comparison of words, without tolerance, and programs that calculate in binary32 still pass. Whatever differs by more stands as it
/// was delivered, and is found.
/// </summary>
/// <param name="version">The pictures as delivered, for what frames there are. Not owned.</param>
/// <param name="given">What is measured; its version in the plate's form.</param>
public sealed class SettledClip(Clip version, MeasuredChange given) : Clip
{
    private readonly ConcurrentDictionary<int, long> settled = new();

    public override string Name => version.Name;

    public override FrameRange Range => version.Range;

    public override FrameRate Rate => version.Rate;

    public override int Width => version.Width;

    public override int Height => version.Height;

    /// <summary>How many pixels of the frames that were read so far were settled.</summary>
    public long Pixels => settled.Values.Sum();

    public override bool Has(int frame) => version.Has(frame);

    /// <exception cref="BadInputException">A picture can not be read.</exception>
    public override StoredFrame ReadStored(int frame)
    {
        var (picture, pixels) = new MeasuredFrame(given, new CitedPictures(given), frame).Settled();
        settled[frame] = pixels;
        return picture;
    }

    public override Frame Read(int frame) => ReadStored(frame).ToFrame(Name, $"frame {frame}");
}
