namespace Answerprint.Soundstage;

/// <summary>A box that throws a shadow, at one moment.</summary>
internal readonly struct Caster(int thing, Vec3 place, double cos, double sin, Vec3 half)
{
    private readonly double size = Math.Sqrt(half.Dot(half));

    /// <summary>Its place among the things of the scene.</summary>
    public int Thing { get; } = thing;

    /// <summary>Whether its shadow may touch a ball of points.</summary>
    public bool MayReach(Vec3 middle, double radius, Light light)
    {
        var away = middle - place;
        var along = -away.Dot(light.Towards);
        var reach = size + radius + (light.Softness * (Math.Max(along, 0) + radius + 0.05));
        return along >= -reach && away.Dot(away) - (along * along) <= reach * reach;
    }

    /// <summary>Share of the key that passes the box on its way to a point: from how deep the ray runs through its three slabs, or by how much it misses them.</summary>
    public double Clear(Vec3 point, Light light)
    {
        if (!MayReach(point, 0, light)) return 1;
        var from = (point - place).Turned(cos, -sin);
        var to = light.Towards.Turned(cos, -sin);
        double enter = double.NegativeInfinity, leave = double.PositiveInfinity;
        Slab(from.X, to.X, half.X, ref enter, ref leave);
        Slab(from.Y, to.Y, half.Y, ref enter, ref leave);
        Slab(from.Z, to.Z, half.Z, ref enter, ref leave);
        if (leave <= 0) return 1;
        var soft = light.Softness * (Math.Max(enter, 0) + 0.05);
        return 1 - (Wave.Smooth((0.5 * (leave - Math.Max(enter, -0.02)) / soft) + 0.5) * Math.Min(1, leave / 0.02));
    }

    private static void Slab(double from, double to, double half, ref double enter, ref double leave)
    {
        var d = Math.Abs(to) < 1e-9 ? 1e-9 : to;
        double a = (-half - from) / d, b = (half - from) / d;
        enter = Math.Max(enter, Math.Min(a, b));
        leave = Math.Min(leave, Math.Max(a, b));
    }
}
