namespace Answerprint.Soundstage;

/// <summary>A material with more or less of its pattern: 0 is its mean colour, 1 itself, 2 twice the contrast.</summary>
internal sealed class Patterned(Material of, double amount) : Material
{
    public override bool Shines => of.Shines;

    public override string Source => of.Source;

    public override bool IsPrint => of.IsPrint;

    public override double Gloss => of.Gloss;

    public override int Polish => of.Polish;

    public override Colour At(double u, double v, double wu, double wv)
    {
        var (mean, own) = (of.At(u, v, 100, 100), of.At(u, v, wu, wv));
        return new(Part(mean.R, own.R), Part(mean.G, own.G), Part(mean.B, own.B));

        double Part(double m, double o) => Math.Max(0, m + (amount * (o - m)));
    }
}
