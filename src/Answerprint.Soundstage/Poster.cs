namespace Answerprint.Soundstage;

/// <summary>Printed paper: a ground, blocks and discs of ink, rows of something like lettering. No picture of anybody.</summary>
internal sealed class Poster : Material
{
    private readonly (double U, double V, double A, double B, bool Disc, Colour Ink)[] shapes;
    private readonly uint seed;
    private readonly Colour ground;
    private readonly double width;
    private readonly double height;

    public Poster(uint seed, double width, double height)
    {
        (this.seed, this.width, this.height) = (seed, width, height);
        var chance = new Chance(seed);
        var hue = chance.Between(0, 1);
        ground = Colour.Paint(hue, 0.25, chance.Between(0.45, 0.75));
        shapes = new (double, double, double, double, bool, Colour)[6];
        for (var i = 0; i < shapes.Length; i++)
        {
            var disc = chance.Once(0.4);
            var a = width * chance.Between(0.08, 0.3);
            shapes[i] = (width * chance.Between(0.15, 0.85), height * chance.Between(0.3, 0.85), a, disc ? a : height * chance.Between(0.03, 0.25), disc,
                Colour.Paint(hue + chance.Pick(0.08, 0.5, 0.42, 0.6), chance.Between(0.4, 0.9), chance.Between(0.05, 0.5)));
        }
    }

    public override bool IsPrint => true;

    public override Colour At(double u, double v, double wu, double wv)
    {
        var colour = ground;
        foreach (var (su, sv, a, b, disc, ink) in shapes)
        {
            double cover;
            if (disc)
            {
                double du = u - su, dv = v - sv;
                cover = 1 - Wave.Step(a, Math.Sqrt((du * du) + (dv * dv)), Math.Max(wu, wv));
            }
            else
            {
                cover = Wave.Between(su - a, su + a, u, wu) * Wave.Between(sv - b, sv + b, v, wv);
            }
            if (cover > 0) colour = Colour.Mix(colour, ink, cover);
        }
        return Colour.Mix(colour, new(0.04, 0.04, 0.05), 0.85 * Lettering(u, v, wu, wv)) * (1 + (0.05 * Noise.Fractal(seed, u, v, 0.1, Math.Max(wu, wv), 3)));
    }

    private double Lettering(double u, double v, double wu, double wv)
    {
        var line = height * 0.05;
        var rows = Wave.Stripes(v, line, line * 0.55, wv) * Wave.Between(height * 0.05, height * 0.25, v, wv) * Wave.Between(width * 0.1, width * 0.9, u, wu);
        if (rows <= 0) return 0;
        var letter = line * 0.45;
        var own = Noise.Unit(seed + 11, (int)Math.Floor(u / letter), (int)Math.Floor(v / line));
        var fade = Cells(wu, letter);
        return rows * Wave.Mix(0.5, own < 0.2 ? 0 : Wave.Stripes(u, letter, letter * (0.35 + (0.5 * own)), wu), fade);
    }
}
