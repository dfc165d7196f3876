namespace Answerprint.Media.Colour;

/// <summary>A config's space: through OpenColorIO to ACES2065-1, then our matrix to ACEScg; and back.</summary>
internal sealed class OcioPixels(OcioProcessor toAces, OcioProcessor fromAces) : IPixelCoding
{
    private static readonly ColourMatrix Out = ColourMatrix.ToAces(Chromaticities.Ap1, Adaptation.Bradford);
    private static readonly ColourMatrix In = Out.Inverse();

    public void ToLight(Span<float> red, Span<float> green, Span<float> blue)
    {
        toAces.Apply(red, green, blue);
        In.Apply(red, green, blue);
    }

    public void ToCode(Span<float> red, Span<float> green, Span<float> blue)
    {
        Out.Apply(red, green, blue);
        fromAces.Apply(red, green, blue);
    }
}
