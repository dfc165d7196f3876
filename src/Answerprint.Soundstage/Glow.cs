namespace Answerprint.Soundstage;

/// <summary>What shines by itself: a bulb, a lit screen.</summary>
/// <param name="source">The light that it goes out with.</param>
internal sealed class Glow(Colour light, string source) : Material
{
    public override bool Shines => true;

    public override string Source => source;

    public override Colour At(double u, double v, double wu, double wv) => light;
}
