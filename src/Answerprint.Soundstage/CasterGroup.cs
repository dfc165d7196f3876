namespace Answerprint.Soundstage;

/// <summary>The bodies of one thing, asked only where the ball that holds them all may matter.</summary>
internal sealed class CasterGroup : Caster
{
    private readonly Caster[] bodies;

    private CasterGroup(Caster[] bodies, Vec3 middle, double size, double closing)
        : base(middle, size, closing, bodies[0].Thing, -1) => this.bodies = bodies;

    public static CasterGroup Of(IReadOnlyList<Caster> bodies)
    {
        var middle = default(Vec3);
        foreach (var b in bodies) middle += b.Place * (1.0 / bodies.Count);
        var closing = bodies.Where(b => b.CloseReach > 0).Select(b => Away(b) + b.CloseReach).DefaultIfEmpty(0).Max();
        return new([.. bodies], middle, bodies.Max(b => Away(b) + b.Size), closing > 0 ? (closing * (1 + 1e-9)) + 1e-9 : 0);

        double Away(Caster body) => Math.Sqrt((body.Place - middle).Dot(body.Place - middle));
    }

    /// <inheritdoc/>
    /// <remarks>The bodies that are left are asked in the same order, and those left out would have given 1: the bits stay.</remarks>
    public override Caster? Only(Predicate<Caster> matters)
    {
        if (!matters(this)) return null;
        var some = Array.FindAll(bodies, matters);
        return some.Length == 0 ? null : some.Length == bodies.Length ? this : new CasterGroup(some, Place, Size, CloseReach);
    }

    public override double Clear(Vec3 point, in Beam beam)
    {
        if (!MayReach(point, 0, in beam)) return 1;
        var clear = 1.0;
        foreach (var body in bodies)
        {
            clear *= body.Clear(point, in beam);
            if (clear < 0.001) break;
        }
        return clear;
    }

    protected override double Closing(Vec3 point, Vec3 normal)
    {
        var open = 1.0;
        foreach (var body in bodies) open *= 1 - body.Closes(point, normal);
        return 1 - open;
    }
}
