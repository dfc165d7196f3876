namespace Answerprint.Soundstage;

/// <summary>
/// Triangles with a normal and a place on their material at each corner, in the space of their <see cref="Part"/>. Seen from outside alone:
/// corners run clockwise as seen from there (x to the right, y up, z away).
/// </summary>
/// <param name="places">Corners, metres.</param>
/// <param name="normals">Unit normals of the round surface that the triangles stand for, one a corner.</param>
/// <param name="cloth">Where a corner lies on the material, metres, one a corner.</param>
/// <param name="triangles">Three indices a triangle.</param>
internal sealed partial class Mesh(Vec3[] places, Vec3[] normals, (double U, double V)[] cloth, int[] triangles, Material material)
{
    public ReadOnlySpan<Vec3> Places => places;

    public Material Material { get; } = material;

    /// <summary>How many triangles.</summary>
    public int Count => triangles.Length / 3;

    /// <summary>Middle of a ball that holds all of it.</summary>
    public Vec3 Middle { get; } = Centre(places);

    /// <summary>Radius of that ball, metres.</summary>
    public double Radius { get; } = Reach(places);

    public (int A, int B, int C) Corners(int triangle) => (triangles[3 * triangle], triangles[(3 * triangle) + 1], triangles[(3 * triangle) + 2]);

    /// <summary>Unit normal in the own space, between the corners.</summary>
    /// <param name="u">Weight of the second corner.</param>
    /// <param name="v">Weight of the third.</param>
    public Vec3 Normal(int triangle, double u, double v)
    {
        var (a, b, c) = Corners(triangle);
        return ((normals[a] * (1 - u - v)) + (normals[b] * u) + (normals[c] * v)).Unit();
    }

    /// <summary>Place on the material of the first corner, and the ways from there to the second and the third.</summary>
    public ((double U, double V) At, (double U, double V) ToSecond, (double U, double V) ToThird) Cloth(int triangle)
    {
        var (a, b, c) = Corners(triangle);
        var (p, q, r) = (cloth[a], cloth[b], cloth[c]);
        return (p, (q.U - p.U, q.V - p.V), (r.U - p.U, r.V - p.V));
    }

    /// <summary>The same triangles of another material.</summary>
    public Mesh Of(Material other) => new(places, normals, cloth, triangles, other);

    private static Vec3 Centre(Vec3[] places)
    {
        Vec3 low = places[0], high = places[0];
        foreach (var p in places)
        {
            low = new(Math.Min(low.X, p.X), Math.Min(low.Y, p.Y), Math.Min(low.Z, p.Z));
            high = new(Math.Max(high.X, p.X), Math.Max(high.Y, p.Y), Math.Max(high.Z, p.Z));
        }
        return (low + high) * 0.5;
    }

    private static double Reach(Vec3[] places)
    {
        var middle = Centre(places);
        double most = 0;
        foreach (var p in places) most = Math.Max(most, (p - middle).Dot(p - middle));
        return Math.Sqrt(most);
    }
}
