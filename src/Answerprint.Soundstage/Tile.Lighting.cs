namespace Answerprint.Soundstage;

internal sealed partial class Tile
{
    private readonly List<(int Owner, Bodies Around)> around = [];
    private int lastOwner = -1;
    private Bodies lastAround = Bodies.None(0);

    /// <summary>What may shade a surface within the cell: sorted out once for the points of it that the cell shows.</summary>
    public Bodies Around(View view, int facet)
    {
        var all = view.Around(facet);
        if (!all.IsMany || view[facet].Kind == FacetKind.Ribbon) return all;
        var owner = view[facet].Owner;
        if (owner == lastOwner) return lastAround;
        foreach (var (known, found) in around)
            if (known == owner)
            {
                (lastOwner, lastAround) = (owner, found);
                return found;
            }
        Vec3 low = new(double.MaxValue, double.MaxValue, double.MaxValue), high = low * -1;
        for (var i = 0; i < facets.Length; i++)
        {
            if (facets[i] < 0 || view[facets[i]].Owner != owner) continue;
            var p = view.Point(facets[i], x[i], y[i]);
            low = new(Math.Min(low.X, p.X), Math.Min(low.Y, p.Y), Math.Min(low.Z, p.Z));
            high = new(Math.Max(high.X, p.X), Math.Max(high.Y, p.Y), Math.Max(high.Z, p.Z));
        }
        var half = (high - low) * 0.5;
        // a pixel is looked at between its samples, at a place of the same surface
        var near = view.Around(facet, low + half, (1.5 * Math.Sqrt(half.Dot(half))) + 0.01);
        around.Add((owner, near));
        (lastOwner, lastAround) = (owner, near);
        return near;
    }
}
