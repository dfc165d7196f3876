namespace Answerprint.Soundstage;

/// <summary>What is needed of a facet to find whether it is seen at a place: small, so that all of them stay near the processor.</summary>
internal readonly struct Front(int index, in Facet f)
{
    /// <summary>One over the nearest distance that is seen, 1/m.</summary>
    public const double MostInverse = 50;

    /// <summary>How far beyond its edges a triangle is still met, as a share of it: so that nothing shows between neighbours.</summary>
    public const double Seam = 1e-9;

    public readonly double MinX = f.MinX, MaxX = f.MaxX, MinY = f.MinY, MaxY = f.MaxY, U0 = f.U0, U1 = f.U1, U2 = f.U2, V0 = f.V0, V1 = f.V1, V2 = f.V2, W0 = f.W0, W1 = f.W1, W2 = f.W2, Width = f.Width, Height = f.Height;

    /// <summary>One over its nearest corner, 1/m: whatever is nearer than this hides all of it. A trifle more, for rounding.</summary>
    public readonly double Nearest = f.Nearest > 0 ? (1 + 1e-9) / f.Nearest : double.PositiveInfinity;

    /// <summary>Its place among the facets of the view.</summary>
    public readonly int Index = index;

    public readonly FacetKind Kind = f.Kind;

    /// <summary>Whether it is there and nearer than <paramref name="nearest"/> (one over metres), which then becomes its own.</summary>
    public bool Hit(double x, double y, ref double nearest)
    {
        if (x < MinX || x > MaxX || y < MinY || y > MaxY) return false;
        var w = (W0 * x) + (W1 * y) + W2;
        if (w <= nearest || w > MostInverse) return false;
        var u = (U0 * x) + (U1 * y) + U2;
        var v = (V0 * x) + (V1 * y) + V2;
        if (Kind == FacetKind.Triangle)
        {
            var seam = -Seam * w;
            if (u < seam || v < seam || u + v > w - seam) return false;
        }
        else
        {
            if (u < 0 || u > Width * w) return false;
            if (v < 0 || v > Height * w) return false;
        }
        nearest = w;
        return true;
    }
}
