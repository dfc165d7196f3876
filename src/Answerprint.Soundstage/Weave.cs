namespace Answerprint.Soundstage;

/// <summary>Cloth: stripes both ways over a fine weave.</summary>
internal sealed class Weave(uint seed, Colour ground, Colour stripe, double period) : Material
{
    public override Colour At(double u, double v, double wu, double wv)
    {
        var across = Wave.Stripes(u, period, period * 0.3, wu);
        var along = Wave.Stripes(v, period * 1.2, period * 0.25, wv);
        var thread = Wave.Stripes(u, 0.012, 0.006, wu) + Wave.Stripes(v, 0.012, 0.006, wv) - 1;
        return Colour.Mix(ground, stripe, 0.55 * (across + along)) * (1 + (0.12 * thread) + (0.15 * Noise.Fractal(seed, u, v, 0.5, Math.Max(wu, wv), 5, 0.6)));
    }
}
