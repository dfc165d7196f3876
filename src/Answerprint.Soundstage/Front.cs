namespace Answerprint.Soundstage;

/// <summary>What is needed of a facet to find whether it is seen at a place: small, so that all of them stay near the processor.</summary>
internal readonly struct Front(int index, in Facet f)
{
    private const double MostInverse = 50;

    private readonly double minX = f.MinX, maxX = f.MaxX, u0 = f.U0, u1 = f.U1, u2 = f.U2, v0 = f.V0, v1 = f.V1, v2 = f.V2, w0 = f.W0, w1 = f.W1, w2 = f.W2, width = f.Width, height = f.Height;

    /// <summary>Its place among the facets of the view.</summary>
    public int Index { get; } = index;

    /// <summary>Pixels above which it is not seen.</summary>
    public double MinY { get; } = f.MinY;

    /// <summary>Pixels below which it is not seen.</summary>
    public double MaxY { get; } = f.MaxY;

    /// <summary>Whether it is there and nearer than <paramref name="nearest"/> (one over metres), which then becomes its own.</summary>
    public bool Hit(double x, double y, ref double nearest)
    {
        if (x < minX || x > maxX || y < MinY || y > MaxY) return false;
        var w = (w0 * x) + (w1 * y) + w2;
        if (w <= nearest || w > MostInverse) return false;
        var u = (u0 * x) + (u1 * y) + u2;
        if (u < 0 || u > width * w) return false;
        var v = (v0 * x) + (v1 * y) + v2;
        if (v < 0 || v > height * w) return false;
        nearest = w;
        return true;
    }
}
