using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Time;

namespace Answerprint.Media.Shapes;

/// <summary>Shapes as mattes over a plate: every frame of the plate has one, empty where no shape is.</summary>
/// <param name="plate">Gives numbers and size; not owned.</param>
public sealed class ShapeMattes(string name, IReadOnlyList<KeyedShape> shapes, Clip plate) : MatteClip
{
    public override string Name => name;

    public override FrameRange Range => plate.Range;

    public override FrameRate Rate => plate.Rate;

    public override int Width => plate.Width;

    public override int Height => plate.Height;

    public override bool Has(int frame) => plate.Has(frame);

    public override Matte Of(int frame) => ShapeRaster.Draw(shapes, frame, Width, Height);
}
