namespace Answerprint.Soundstage;

/// <summary>Planks along u: each its own tone, grain drawn out along the plank, dark seams.</summary>
internal sealed class Wood(uint seed, Colour light, Colour dark, double plank = 0.16, double board = 1.3) : Material
{
    public override Colour At(double u, double v, double wu, double wv)
    {
        var row = (int)Math.Floor(v / plank);
        var along = u + (board * Noise.Unit(seed, row, 3));
        var column = (int)Math.Floor(along / board);
        var own = (Noise.Unit(seed + 1, column, row) - 0.5) * Cells(wv, plank);
        var cell = seed + Noise.Hash(seed, column, row);
        // the grain is 12 times as long as it is wide
        var w = Math.Max(wu / 12, wv);
        var grain = Noise.Fractal(cell, u / 12, v, 0.05, w, 4, 0.7);
        var seams = 1 - ((1 - Wave.Stripes(v, plank, 0.005, wv)) * (1 - Wave.Stripes(along, board, 0.005, wu)));
        return Colour.Mix(dark, light, Math.Clamp(0.5 + (0.45 * grain) + (0.7 * own), 0, 1.2)) * (1 - (0.75 * seams));
    }
}
