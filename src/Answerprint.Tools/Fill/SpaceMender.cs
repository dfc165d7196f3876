using Answerprint.Media.Filters;

namespace Answerprint.Tools.Fill;

/// <summary>
/// Mends a pixel from the nearest sound ones around it in its own frame: along each of eight axes the straight line between the two on either side, the axes weighted by how alike
/// the two are and how near (directional interpolation of missing pixels, as in Ramanath, Snyder, Bilbro and Sander, "Demosaicking methods for Bayer color arrays", 2002).
/// </summary>
internal sealed class SpaceMender(EncodedPicture picture, bool[] damaged, int number)
{
    /// <summary>Axes that a pixel draws from: two taps each.</summary>
    private const int MostAxes = 4;

    private static readonly (int X, int Y)[] Axes = [(1, 0), (0, 1), (1, 1), (1, -1), (2, 1), (1, 2), (2, -1), (1, -2)];

    /// <summary>Codes by which two ends of an axis may differ: small ones follow edges, large ones take the mean.</summary>
    public static IReadOnlyList<float> Manners { get; } = [3, 10, 60];

    /// <param name="least">Sound pixels nearer than this are not looked at: how far off they are where a wider hole is.</param>
    /// <param name="manner">Of <see cref="Manners"/>.</param>
    /// <returns>Taps whose weights are multiples of 1/4096 and add up to 1; none where no sound pixel is to be found.</returns>
    public IReadOnlyList<MendTap> At(int x, int y, int least, int manner)
    {
        var lines = new List<(float Weight, (int X, int Y, float Away) A, (int X, int Y, float Away) B)>();
        var ends = new List<(int X, int Y, float Away)>();
        foreach (var (dx, dy) in Axes)
        {
            var (a, b) = (Walk(x, y, dx, dy, least), Walk(x, y, -dx, -dy, least));
            if (a is { } one) ends.Add(one);
            if (b is { } other) ends.Add(other);
            if (a is not { } p || b is not { } q) continue;
            var length = p.Away + q.Away;
            lines.Add((MathF.Exp(-Apart(p, q) / Manners[manner]) / (length * length), p, q));
        }
        var taps = new List<(float Weight, int X, int Y)>();
        if (lines.Count > 0)
        {
            foreach (var (weight, a, b) in lines.OrderByDescending(l => l.Weight).Take(MostAxes))
            {
                taps.Add((weight * b.Away / (a.Away + b.Away), a.X, a.Y));
                taps.Add((weight * a.Away / (a.Away + b.Away), b.X, b.Y));
            }
        }
        else
        {
            // at the edge of the picture there is one side only
            foreach (var end in ends.OrderBy(e => e.Away).Take(MostAxes)) taps.Add((1 / (end.Away * end.Away), end.X, end.Y));
        }
        return Grained([.. taps.Select(t => new MendTap(number, t.X, t.Y, t.Weight))]);
    }

    /// <summary>Weights as multiples of 1/4096 that add up to 1 exactly.</summary>
    public static IReadOnlyList<MendTap> Grained(IReadOnlyList<MendTap> taps)
    {
        const int grain = 4096;
        var sum = taps.Sum(t => t.Weight);
        if (!(sum > 0)) return [];
        var grains = taps.Select(t => (int)MathF.Round(grain * t.Weight / sum)).ToArray();
        var heaviest = Array.IndexOf(grains, grains.Max());
        grains[heaviest] += grain - grains.Sum();
        return [.. taps.Select((t, n) => t with { Weight = grains[n] / (float)grain }).Where(t => t.Weight > 0)];
    }

    private (int X, int Y, float Away)? Walk(int x, int y, int dx, int dy, int least)
    {
        for (var k = 1; ; k++)
        {
            int u = x + (k * dx), v = y + (k * dy);
            if (u < 0 || v < 0 || u >= picture.Width || v >= picture.Height) return null;
            if (damaged[(v * picture.Width) + u] || Math.Max(Math.Abs(u - x), Math.Abs(v - y)) < least) continue;
            return (u, v, MathF.Sqrt(((u - x) * (u - x)) + ((v - y) * (v - y))));
        }
    }

    private float Apart((int X, int Y, float Away) a, (int X, int Y, float Away) b)
    {
        var sum = 0f;
        foreach (var plane in picture.Planes) sum += MathF.Abs(Sample(plane, a.X, a.Y) - Sample(plane, b.X, b.Y));
        var codes = 255 * sum / picture.Planes.Length;
        return float.IsFinite(codes) ? codes : 1000;
    }

    private static float Sample(PaddedPlane plane, int x, int y) => plane.Values[((y + PaddedPlane.Pad) * plane.Stride) + x + PaddedPlane.Pad];
}
