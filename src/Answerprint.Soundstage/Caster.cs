namespace Answerprint.Soundstage;

/// <summary>The way from a point to a light.</summary>
/// <param name="To">Unit direction.</param>
/// <param name="Far">Metres to the light; infinite for the sun.</param>
/// <param name="Softness">Width of the edge of a shadow at 1 m from what throws it, metres.</param>
internal readonly record struct Beam(Vec3 To, double Far, double Softness);

/// <summary>
/// A body that throws a soft shadow, at one moment. The share of a light that passes it is a smooth formula of place, so that shadows need
/// no samples and have no noise.
/// </summary>
/// <param name="place">Middle of a ball that holds it.</param>
/// <param name="size">Radius of that ball, metres.</param>
/// <param name="closing">Metres from its middle beyond which it keeps no light from all round away; 0 for what darkens nothing by being close.</param>
internal abstract class Caster(Vec3 place, double size, double closing, int thing, int part)
{
    private readonly double closes = closing > 0 ? closing * closing : -1;

    /// <summary>Metres from its middle beyond which <see cref="Closes"/> is 0; 0 where it always is.</summary>
    public double CloseReach { get; } = closing;

    /// <summary>Its place among the things of the scene.</summary>
    public int Thing { get; } = thing;

    /// <summary>Its place among the parts of the scene.</summary>
    public int Part { get; } = part;

    public Vec3 Place { get; } = place;

    public double Size { get; } = size;

    /// <summary>Whether its shadow may touch a ball of points.</summary>
    public bool MayReach(Vec3 middle, double radius, in Beam beam)
    {
        var away = middle - Place;
        var along = -away.Dot(beam.To);
        var reach = Size + radius + (beam.Softness * (Math.Max(along, 0) + radius + 0.05));
        return along >= -reach && along - reach <= beam.Far && away.Dot(away) - (along * along) <= reach * reach;
    }

    /// <summary>Share of the light that passes it on its way to a point.</summary>
    public abstract double Clear(Vec3 point, in Beam beam);

    /// <summary>What of it matters: itself, or null; of a group, a group of those of its bodies that do.</summary>
    /// <param name="matters">False only for what lets all light pass.</param>
    public virtual Caster? Only(Predicate<Caster> matters) => matters(this) ? this : null;

    /// <summary>Share of the light from all round that it keeps from a surface close by; exactly 0 beyond four times its thickness.</summary>
    public double Closes(Vec3 point, Vec3 normal) => (Place - point) is var way && way.Dot(way) >= closes ? 0 : Closing(point, normal);

    /// <summary>Whether it may do so anywhere in a ball of points.</summary>
    public bool MayClose(Vec3 middle, double radius) => (Place - middle) is var way && way.Dot(way) <= closes + (radius * radius) + (2 * radius * Math.Sqrt(Math.Max(closes, 0)));

    protected abstract double Closing(Vec3 point, Vec3 normal);

    /// <param name="towards">From the point to the middle of the body.</param>
    /// <param name="gap">Metres between point and body.</param>
    /// <param name="thick">Metres.</param>
    protected static double Closing(Vec3 towards, Vec3 normal, double gap, double thick)
    {
        if (gap >= 4 * thick) return 0;
        var facing = (normal.Dot(towards) / Math.Sqrt(Math.Max(towards.Dot(towards), 1e-12))) + 0.2;
        if (facing <= 0) return 0;
        var near = thick / (thick + gap);
        return 0.62 * Math.Min(1, facing) * near * near * Wave.Smooth(1.2 - (gap / (4 * thick) * 1.2));
    }
}

/// <summary>A box: light passes by how deep its ray runs through the three slabs, or by how much it misses them.</summary>
internal sealed class BoxCaster(Pose pose, Vec3 half, int thing, int part) : Caster(pose.Place, Math.Sqrt(half.Dot(half)), Math.Sqrt(half.Dot(half)) + (4 * (0.7 * Math.Min(half.X, Math.Min(half.Y, half.Z)))), thing, part)
{
    public override double Clear(Vec3 point, in Beam beam)
    {
        if (!MayReach(point, 0, beam)) return 1;
        var from = pose.Into(point - pose.Place);
        var to = pose.Into(beam.To);
        double enter = double.NegativeInfinity, leave = double.PositiveInfinity;
        Slab(from.X, to.X, half.X, ref enter, ref leave);
        Slab(from.Y, to.Y, half.Y, ref enter, ref leave);
        Slab(from.Z, to.Z, half.Z, ref enter, ref leave);
        if (leave <= 0 || enter >= beam.Far) return 1;
        var soft = beam.Softness * (Math.Max(enter, 0) + 0.05);
        return 1 - (Wave.Smooth((0.5 * (leave - Math.Max(enter, -0.02)) / soft) + 0.5) * Math.Min(1, leave / 0.02));
    }

    protected override double Closing(Vec3 point, Vec3 normal)
    {
        var own = pose.Into(point - pose.Place);
        var out3 = new Vec3(own.X - Math.Clamp(own.X, -half.X, half.X), own.Y - Math.Clamp(own.Y, -half.Y, half.Y), own.Z - Math.Clamp(own.Z, -half.Z, half.Z));
        return Closing(pose.Place - point, normal, Math.Sqrt(out3.Dot(out3)), 0.7 * Math.Min(half.X, Math.Min(half.Y, half.Z)));
    }

    private static void Slab(double from, double to, double half, ref double enter, ref double leave)
    {
        var d = Math.Abs(to) < 1e-9 ? 1e-9 : to;
        double a = (-half - from) / d, b = (half - from) / d;
        enter = Math.Max(enter, Math.Min(a, b));
        leave = Math.Min(leave, Math.Max(a, b));
    }
}

/// <summary>A limb or a ball: of a light as wide as the shadow's edge it covers the strip of its own width.</summary>
internal sealed class CapsuleCaster(Vec3 from, Vec3 to, double radius, int thing, int part)
    : Caster((from + to) * 0.5, (Math.Sqrt((to - from).Dot(to - from)) / 2) + radius, (Math.Sqrt((to - from).Dot(to - from)) / 2) + (5 * radius), thing, part)
{
    private readonly Vec3 axis = to - from;
    private readonly double square = (to - from).Dot(to - from);
    private readonly double thick = radius;

    public override double Clear(Vec3 point, in Beam beam)
    {
        if (!MayReach(point, 0, beam)) return 1;
        // the nearest points of ray and line (Ericson, Real-Time Collision Detection, 2005, 5.1.9)
        var r = point - from;
        double e = square, f = axis.Dot(r), c = beam.To.Dot(r), b = beam.To.Dot(axis), across = e - (b * b);
        var t = across > 1e-12 ? Math.Max(0, ((b * f) - (c * e)) / across) : 0;
        var s = e > 1e-12 ? Math.Clamp(((b * t) + f) / e, 0, 1) : 0;
        t = (s * b) - c;
        if (t <= 0 || t >= beam.Far) return 1;
        var off = r + (beam.To * t) - (axis * s);
        var soft = beam.Softness * (t + 0.05);
        // safely beyond the edge of its shadow both steps are exactly 1
        var edge = thick + (0.5 * Math.Max(soft, 1e-9));
        if (off.Dot(off) > edge * edge * (1 + 1e-8)) return 1;
        return 1 - (Wave.Between(-thick, thick, Math.Sqrt(off.Dot(off)), soft) * Math.Min(1, t / 0.02));
    }

    protected override double Closing(Vec3 point, Vec3 normal)
    {
        var e = square;
        var s = e > 1e-12 ? Math.Clamp(axis.Dot(point - from) / e, 0, 1) : 0;
        var towards = from + (axis * s) - point;
        if (towards.Dot(towards) > 25 * thick * thick * (1 + 1e-8)) return 0;
        return Closing(towards, normal, Math.Max(0, Math.Sqrt(towards.Dot(towards)) - thick), thick);
    }
}

/// <summary>A panel of crossing wires: what they cover of the light, averaged over its width.</summary>
internal sealed class PanelCaster(Vec3 corner, Vec3 u, Vec3 v, double width, double height, double pitch, double thickness, int thing, int part)
    : Caster(corner + (u * (width / 2)) + (v * (height / 2)), Math.Sqrt((width * width) + (height * height)) / 2, 0, thing, part)
{
    private readonly Vec3 normal = u.Cross(v);

    public override double Clear(Vec3 point, in Beam beam)
    {
        var steep = normal.Dot(beam.To);
        if (Math.Abs(steep) < 1e-6) return 1;
        var t = normal.Dot(corner - point) / steep;
        if (t <= 0.004 || t >= beam.Far) return 1;
        var at = point + (beam.To * t) - corner;
        var soft = beam.Softness * (t + 0.05);
        double a = at.Dot(u), b = at.Dot(v);
        var inside = Wave.Between(0, width, a, soft) * Wave.Between(0, height, b, soft);
        if (inside <= 0) return 1;
        double p = (a + b) * 0.70710678118654752, q = (a - b) * 0.70710678118654752;
        return 1 - (inside * (1 - ((1 - Wave.Stripes(p, pitch, thickness, soft)) * (1 - Wave.Stripes(q, pitch, thickness, soft)))));
    }

    protected override double Closing(Vec3 point, Vec3 normal) => 0;
}
