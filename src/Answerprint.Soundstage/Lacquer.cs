namespace Answerprint.Soundstage;

/// <summary>A material under lacquer or glaze: lights are mirrored in it.</summary>
internal sealed class Lacquer(Material below, double gloss, int polish) : Material
{
    public override bool IsPrint => below.IsPrint;

    public override double Gloss => gloss;

    public override int Polish => polish;

    public override Colour At(double u, double v, double wu, double wv) => below.At(u, v, wu, wv);
}
