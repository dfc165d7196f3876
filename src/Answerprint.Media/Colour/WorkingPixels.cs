namespace Answerprint.Media.Colour;

/// <summary>A space whose light is wanted in the primaries of another.</summary>
internal sealed class WorkingPixels(ColourSpace space, ColourSpace working) : IPixelCoding
{
    private readonly ColourMatrix there = ColourMatrix.ToAces(working.Primaries, working.Into).Inverse() * ColourMatrix.ToAces(space.Primaries, space.Into);
    private readonly ColourMatrix back = ColourMatrix.ToAces(space.Primaries, space.Into).Inverse() * ColourMatrix.ToAces(working.Primaries, working.Into);

    public void ToLight(Span<float> red, Span<float> green, Span<float> blue)
    {
        space.ToLight(red, green, blue);
        there.Apply(red, green, blue);
    }

    public void ToCode(Span<float> red, Span<float> green, Span<float> blue)
    {
        back.Apply(red, green, blue);
        space.ToCode(red, green, blue);
    }
}
