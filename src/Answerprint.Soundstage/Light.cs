namespace Answerprint.Soundstage;

/// <summary>One light of a scene, which can be switched by its name. Light adds up: frames of single lights add up to the frame of all.</summary>
/// <param name="Name">"key", "fill", "rim", "practical"; unique within a scene.</param>
internal abstract record Light(string Name);

/// <summary>Light from all round, without shadows: above and below.</summary>
/// <param name="Above">What a surface that faces up is given.</param>
/// <param name="Below">What one that faces down is given: what the floor gives back.</param>
internal sealed record FillLight(string Name, Colour Above, Colour Below) : Light(Name);

/// <summary>A light with a direction at every point, and soft shadows.</summary>
/// <param name="Softness">Width of the edge of a shadow at 1 m from what throws it, metres.</param>
internal abstract record AimedLight(string Name, double Softness) : Light(Name)
{
    /// <summary>The way from a point to it, and its light on a surface there that faces it.</summary>
    public abstract Colour At(Vec3 point, out Beam beam);

    /// <summary>Whether the shadow of a body may touch a ball of points.</summary>
    public abstract bool MayReach(Caster caster, Vec3 middle, double radius);
}

/// <summary>So far away that its rays are parallel: the sun, a big source through a window.</summary>
/// <param name="Towards">Unit direction to it.</param>
/// <param name="Key">Its light on a surface that faces it.</param>
internal sealed record FarLight(string Name, Vec3 Towards, Colour Key, double Softness) : AimedLight(Name, Softness)
{
    public override Colour At(Vec3 point, out Beam beam)
    {
        beam = new(Towards, double.PositiveInfinity, Softness);
        return Key;
    }

    public override bool MayReach(Caster caster, Vec3 middle, double radius) => caster.MayReach(middle, radius, new(Towards, double.PositiveInfinity, Softness));
}

/// <summary>A lamp in the set: its light falls with the square of the distance.</summary>
/// <param name="Power">Its light on a surface that faces it at 1 m.</param>
/// <param name="Size">Diameter of what shines, metres: the edge of a shadow is as wide at twice the distance of what throws it.</param>
/// <param name="Ahead">Unit direction of a spot, or zero for a bare bulb.</param>
/// <param name="Cone">Cosine of the angle at which a spot is out; it fades from there to <paramref name="Core"/>.</param>
/// <param name="Core">Cosine of the angle within which a spot is full.</param>
internal sealed record PointLight(string Name, Vec3 Place, Colour Power, double Size, Vec3 Ahead = default, double Cone = -1, double Core = 1) : AimedLight(Name, Size)
{
    public override Colour At(Vec3 point, out Beam beam)
    {
        var way = Place - point;
        var square = Math.Max(way.Dot(way), 1e-4);
        var far = Math.Sqrt(square);
        beam = new(way * (1 / far), far, Size / far);
        var share = 1 / square;
        if (Ahead != default) share *= Wave.Smooth((-beam.To.Dot(Ahead) - Cone) / (Core - Cone));
        return Power * share;
    }

    public override bool MayReach(Caster caster, Vec3 middle, double radius)
    {
        // the ball that a shadow may come from, anywhere on the way from the points to the lamp
        Vec3 way = Place - middle, off = caster.Place - middle;
        var s = Math.Clamp(off.Dot(way) / Math.Max(way.Dot(way), 1e-12), 0, 1);
        var miss = off - (way * s);
        var reach = caster.Size + radius + (1.5 * Size);
        return miss.Dot(miss) <= reach * reach;
    }
}
