namespace Answerprint.Soundstage;

/// <summary>The bodies of one thing, asked only where the ball that holds them all may matter.</summary>
internal sealed class CasterGroup : Caster
{
    private readonly Caster[] bodies;

    private CasterGroup(Caster[] bodies, Vec3 middle, double size)
        : base(middle, size, size, bodies[0].Thing, -1) => this.bodies = bodies;

    public static CasterGroup Of(IReadOnlyList<Caster> bodies)
    {
        var middle = default(Vec3);
        foreach (var b in bodies) middle += b.Place * (1.0 / bodies.Count);
        return new([.. bodies], middle, bodies.Max(b => Math.Sqrt((b.Place - middle).Dot(b.Place - middle)) + b.Size));
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
