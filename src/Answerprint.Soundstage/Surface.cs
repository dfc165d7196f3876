namespace Answerprint.Soundstage;

/// <summary>A flat rectangle of one material.</summary>
/// <param name="Corner">Where u = v = 0, metres in its thing's own space.</param>
/// <param name="U">Unit direction of u.</param>
/// <param name="V">Unit direction of v, square to <paramref name="U"/>.</param>
/// <param name="Outward">Unit normal of the side that is seen.</param>
/// <param name="Width">Metres along u.</param>
/// <param name="Height">Metres along v.</param>
internal sealed record Surface(Vec3 Corner, Vec3 U, Vec3 V, Vec3 Outward, double Width, double Height, Material Material)
{
    /// <summary>The part of u, v space at which this rectangle's material begins, so that boxes do not all show the same corner.</summary>
    public (double U, double V) Offset { get; init; }
}
