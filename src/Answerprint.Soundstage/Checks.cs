namespace Answerprint.Soundstage;

/// <summary>Tiles in two colours with worn faces and thin joints.</summary>
internal sealed class Checks(uint seed, Colour one, Colour other, double size) : Material
{
    public override Colour At(double u, double v, double wu, double wv)
    {
        double p = (2 * Wave.Stripes(u, 2 * size, size, wu)) - 1, q = (2 * Wave.Stripes(v, 2 * size, size, wv)) - 1;
        var joints = 1 - ((1 - Wave.Stripes(u, size, 0.02 * size, wu)) * (1 - Wave.Stripes(v, size, 0.02 * size, wv)));
        var wear = Noise.Fractal(seed, u, v, size * 3, Math.Max(wu, wv), 6, 0.6);
        return Colour.Mix(other, one, 0.5 + (0.5 * p * q)) * ((1 + (0.22 * wear)) * (1 - (0.5 * joints)));
    }
}
