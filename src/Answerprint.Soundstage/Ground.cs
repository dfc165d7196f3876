namespace Answerprint.Soundstage;

/// <summary>Open ground: trodden earth with stones, grass where it was left alone.</summary>
internal sealed class Ground(uint seed, Colour earth, Colour grass) : Material
{
    public override Colour At(double u, double v, double wu, double wv)
    {
        var w = Math.Max(wu, wv);
        var green = Wave.Smooth(0.5 + (1.3 * Noise.Fractal(seed, u, v, 4.5, w, 3, 0.5)) + (0.9 * Noise.Fractal(seed + 31, u, v, 0.22, w, 2, 0.7)));
        var tooth = Noise.Fractal(seed + 57, u, v, 0.6, w, 5, 0.75);
        var blades = Noise.Fractal(seed + 91, u * 2.2, v * 0.8, 0.07, w, 2, 0.8);
        return Colour.Mix(earth * (1 + (0.35 * tooth)), grass * (1 + (0.25 * tooth) + (0.55 * blades)), green);
    }
}
