namespace Answerprint.Soundstage;

/// <summary>Painted wall, concrete, asphalt: broad stains and a fine tooth, with an optional second colour.</summary>
internal sealed class Plaster(uint seed, Colour paint, Colour stain, double tooth = 0.12, double scale = 1.4) : Material
{
    public override Colour At(double u, double v, double wu, double wv)
    {
        var w = Math.Max(wu, wv);
        var broad = Noise.Fractal(seed, u, v, scale, w, 4, 0.55);
        var fine = Noise.Fractal(seed + 77, u, v, scale / 16, w, 3, 0.8);
        return Colour.Mix(paint, stain, Wave.Smooth(0.5 + (0.8 * broad))) * (1 + (tooth * fine));
    }
}
