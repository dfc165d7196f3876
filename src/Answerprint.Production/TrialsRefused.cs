using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Production;

/// <summary>A clip of which no picture is read that the show knows as a trial's. Owns nothing: whoever opened the clip closes it.</summary>
internal sealed class TrialsRefused(Clip clip, Trials trials) : Clip
{
    public override string Name => clip.Name;

    public override FrameRange Range => clip.Range;

    public override FrameRate Rate => clip.Rate;

    public override int Width => clip.Width;

    public override int Height => clip.Height;

    public override bool Has(int frame) => clip.Has(frame);

    /// <exception cref="RefusedException">It is a trial's.</exception>
    public override StoredFrame ReadStored(int frame)
    {
        var stored = clip.ReadStored(frame);
        trials.RefuseKnown(stored, Name, frame);
        return stored;
    }

    public override Frame Read(int frame) => clip.Read(frame);
}
