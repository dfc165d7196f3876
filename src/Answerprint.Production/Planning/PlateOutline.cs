using Answerprint.Media.Frames;
using Answerprint.Media.Time;
using Answerprint.Production.Plates;

namespace Answerprint.Production.Planning;

/// <summary>A plate as the book knows it, without its pictures: enough to count work.</summary>
internal sealed class PlateOutline(Plate plate) : Clip
{
    private readonly HashSet<int> holes = [.. plate.Holes];

    public override string Name => plate.Name;

    public override FrameRange Range => plate.Range;

    public override FrameRate Rate => plate.Rate;

    public override int Width => plate.Width;

    public override int Height => plate.Height;

    public override bool Has(int frame) => Range.Contains(frame) && !holes.Contains(frame);

    public override StoredFrame ReadStored(int frame) => throw Outline(frame);

    public override Frame Read(int frame) => throw Outline(frame);

    private InvalidOperationException Outline(int frame) => new($"{Name}: frame {frame} was asked for while work was counted, when nothing is read");
}
