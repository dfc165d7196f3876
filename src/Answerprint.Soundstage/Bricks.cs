namespace Answerprint.Soundstage;

/// <summary>A brick wall in stretcher bond: each brick its own tone, mortar between.</summary>
internal sealed class Bricks(uint seed, Colour brick, Colour mortar, double length = 0.24, double height = 0.08, double joint = 0.012) : Material
{
    public override Colour At(double u, double v, double wu, double wv)
    {
        var row = Math.Floor(v / height);
        var shift = ((long)row & 1) == 0 ? 0 : length / 2;
        var column = Math.Floor((u + shift) / length);
        var own = Noise.Unit(seed, (int)column, (int)row) - 0.5;
        var w = Math.Max(wu, wv);
        var tone = 1 + (0.7 * own * Cells(wu, length) * Cells(wv, height)) + (0.25 * Noise.Fractal(seed + 5, u, v, 0.09, w, 3, 0.7)) + (0.2 * Noise.Fractal(seed + 9, u, v, 1.7, w, 3));
        var joints = 1 - ((1 - Wave.Stripes(u + shift, length, joint, wu)) * (1 - Wave.Stripes(v, height, joint, wv)));
        return Colour.Mix(brick * tone, mortar, joints);
    }
}
