using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Production.Plates;

/// <summary>Mattes under a plate's numbers, made when they are asked for.</summary>
/// <param name="plate">Gives numbers and size; not owned.</param>
/// <param name="what">Digest of all that decides them: it stands in the recipe.</param>
/// <param name="has">Whether a frame has one.</param>
/// <param name="of">The matte of a frame that has one.</param>
public sealed class PlateMattes(string name, Clip plate, Digest what, Func<int, bool> has, Func<int, Matte> of) : MatteClip
{
    /// <summary>Digest of all that decides them.</summary>
    public Digest What => what;

    public override string Name => name;

    public override FrameRange Range => plate.Range;

    public override FrameRate Rate => plate.Rate;

    public override int Width => plate.Width;

    public override int Height => plate.Height;

    public override bool Has(int frame) => has(frame);

    public override Matte Of(int frame) => of(frame);
}
