using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Production.Toolbox;

/// <summary>A version that was made elsewhere as the show will have it: the plate's own words where nothing was changed, the changed light in the plate's types.</summary>
/// <param name="plate">Not owned.</param>
/// <param name="version">Not owned.</param>
public sealed class RebuiltClip(Clip plate, Clip version) : Clip
{
    public override string Name => version.Name;

    public override FrameRange Range => plate.Range.IsEmpty ? version.Range : new(Math.Min(plate.Range.Start, version.Range.Start), Math.Max(plate.Range.End, version.Range.End));

    public override FrameRate Rate => plate.Rate;

    public override int Width => plate.Width;

    public override int Height => plate.Height;

    public override bool Has(int frame) => version.Has(frame) || plate.Has(frame);

    public override StoredFrame ReadStored(int frame)
    {
        if (!version.Has(frame)) return plate.ReadStored(frame);
        if (!plate.Has(frame)) return version.ReadStored(frame);
        var (own, other) = (plate.ReadStored(frame), version.ReadStored(frame));
        var difference = OutsideDifference.Of(own, other, Name, frame);
        return difference.Changed == 0 ? own : own.With(difference.Picture, difference.Work);
    }

    public override Frame Read(int frame) => ReadStored(frame).ToFrame(Name, $"frame {frame}");
}
