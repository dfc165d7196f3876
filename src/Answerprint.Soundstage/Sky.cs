namespace Answerprint.Soundstage;

/// <summary>A painted backdrop: a gradient from the horizon up, with clouds.</summary>
internal sealed class Sky(uint seed, Colour horizon, Colour zenith, double height, double cloud) : Material
{
    public override bool Shines => true;

    public override Colour At(double u, double v, double wu, double wv)
    {
        var up = Math.Clamp(v / height, 0, 1);
        var clouds = Wave.Smooth((Noise.Fractal(seed, u, v * 1.8, height * 0.35, Math.Max(wu, wv), 6, 0.55) * 0.8) + cloud - 0.2);
        return Colour.Mix(Colour.Mix(horizon, zenith, Math.Sqrt(up)), new(1.1, 1.08, 1.05), 0.85 * clouds);
    }
}
