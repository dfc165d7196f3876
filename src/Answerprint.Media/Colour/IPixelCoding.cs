namespace Answerprint.Media.Colour;

/// <summary>Codes and light of whole pixels: what a config says of a space, or a space followed by a change of primaries. Safe from several threads.</summary>
internal interface IPixelCoding
{
    void ToLight(Span<float> red, Span<float> green, Span<float> blue);

    void ToCode(Span<float> red, Span<float> green, Span<float> blue);
}
