namespace Answerprint.Soundstage;

internal sealed partial class View
{
    private Bodies[] bodies = [];
    private Light[] lights = [];
    private bool[] lit = [];

    /// <summary>Light that comes from the surface at a place of the picture, averaged over one pixel.</summary>
    /// <param name="each">Empty, or one place for each of <see cref="Scene.Lights"/>: what each gives of it.</param>
    /// <param name="albedo">The share of light that the surface gives back; black for what shines.</param>
    /// <param name="around">What may shade it, from <see cref="Tile.Around"/>.</param>
    public Colour Shade(int index, double x, double y, Bodies around, Span<Colour> each, out Colour albedo)
    {
        ref readonly var f = ref facets[index];
        each.Clear();
        var spot = Spot(in f, x, y);
        if (spot.Material.Shines)
        {
            albedo = default;
            var source = scene.IndexOf(spot.Material.Source);
            if (!lit[source]) return default;
            if (!each.IsEmpty) each[source] = spot.Paint;
            return spot.Paint;
        }
        albedo = spot.Paint;
        return Lit(in f, in spot, around, each);
    }

    /// <summary>Unit normal of the surface at a place of the picture, in the space of the stage.</summary>
    public Vec3 Normal(int index, double x, double y) => Spot(in facets[index], x, y, paint: false).Normal;

    private Touched Spot(in Facet f, double x, double y, bool paint = true)
    {
        var z = 1 / ((f.W0 * x) + (f.W1 * y) + f.W2);
        double u = ((f.U0 * x) + (f.U1 * y) + f.U2) * z, v = ((f.V0 * x) + (f.V1 * y) + f.V2) * z;
        switch (f.Kind)
        {
            case FacetKind.Rectangle:
            {
                var surface = (Surface)f.Of;
                var point = f.Corner + (f.AlongU * u) + (f.AlongV * v);
                if (!paint) return new(point, f.Outward, surface.Material, default);
                var wu = (Math.Abs(f.U0 - (u * f.W0)) + Math.Abs(f.U1 - (u * f.W1))) * z;
                var wv = (Math.Abs(f.V0 - (v * f.W0)) + Math.Abs(f.V1 - (v * f.W1))) * z;
                return new(point, f.Outward, surface.Material, surface.Material.At(u + surface.Offset.U, v + surface.Offset.V, wu + 1e-7, wv + 1e-7));
            }

            case FacetKind.Triangle:
            {
                var mesh = (Mesh)f.Of;
                var point = f.Corner + (f.AlongU * u) + (f.AlongV * v);
                var normal = poses[f.Part].Along(mesh.Normal(f.Index, u, v));
                if (!paint) return new(point, normal, mesh.Material, default);
                double ux = (f.U0 - (u * f.W0)) * z, uy = (f.U1 - (u * f.W1)) * z, vx = (f.V0 - (v * f.W0)) * z, vy = (f.V1 - (v * f.W1)) * z;
                var (at, b, c) = mesh.Cloth(f.Index);
                var wu = Math.Abs((b.U * ux) + (c.U * vx)) + Math.Abs((b.U * uy) + (c.U * vy));
                var wv = Math.Abs((b.V * ux) + (c.V * vx)) + Math.Abs((b.V * uy) + (c.V * vy));
                return new(point, normal, mesh.Material, mesh.Material.At(at.U + (b.U * u) + (c.U * v), at.V + (b.V * u) + (c.V * v), wu + 1e-7, wv + 1e-7));
            }

            default:
            {
                var wire = (Wire)f.Of;
                (u, v) = (Math.Clamp(u, 0, f.Width), Math.Clamp(v, 0, f.Height));
                var point = f.Corner + (f.AlongU * u) + (f.AlongV * v);
                if (!paint) return new(point, f.Outward, wire.Material, default);
                var w = z / camera.Focal;
                return new(point, f.Outward, wire.Material, wire.Material.At(f.Before + u, v, w, w));
            }
        }
    }

    private Colour Lit(in Facet f, in Touched spot, Bodies around, Span<Colour> each)
    {
        Colour light = default, mirrored = default;
        var gloss = spot.Material.Gloss;
        for (var k = 0; k < lights.Length; k++)
        {
            if (!lit[k]) continue;
            Colour here, shine = default;
            switch (lights[k])
            {
                case FillLight fill:
                    here = Colour.Mix(fill.Below, fill.Above, 0.5 + (0.5 * spot.Normal.Y)) * Open(in f, in spot, around);
                    break;

                case AimedLight aimed:
                    var power = aimed.At(spot.Point, out var beam);
                    // a round wire shows the camera every side of itself: the mean of what faces the light
                    var facing = f.Kind == FacetKind.Ribbon
                        ? 0.6 * Math.Sqrt(Math.Max(0, 1 - (f.AlongU.Dot(beam.To) * f.AlongU.Dot(beam.To))))
                        : spot.Normal.Dot(beam.To);
                    if (facing <= 0 || power == default) continue;
                    var clear = 1.0;
                    foreach (var caster in around.ByLight[k])
                    {
                        clear *= caster.Clear(spot.Point, in beam);
                        if (clear < 0.001) break;
                    }
                    here = power * (facing * clear);
                    if (gloss > 0 && f.Kind != FacetKind.Ribbon) shine = power * (gloss * clear * Mirrored(in spot, beam.To) * Math.Min(1, 4 * facing));
                    break;

                default: continue;
            }
            light += here;
            if (gloss > 0) mirrored += shine;
            if (!each.IsEmpty) each[k] = (spot.Paint * here) + shine;
        }
        return gloss > 0 ? (spot.Paint * light) + mirrored : spot.Paint * light;
    }

    /// <summary>Blinn and Phong: the half-way direction against the normal, to a power of two.</summary>
    private double Mirrored(in Touched spot, Vec3 towards)
    {
        var half = (towards + (camera.Eye - spot.Point).Unit()).Unit();
        var cos = Math.Max(0, spot.Normal.Dot(half));
        for (var k = 0; k < spot.Material.Polish; k++) cos *= cos;
        return cos;
    }

    /// <summary>How much of the light from all round a place is given: a surface near the floor sees less of the room, one near a body less still.</summary>
    private double Open(in Facet f, in Touched spot, Bodies around)
    {
        var high = Math.Max(spot.Point.Y, 0);
        var low = 0.45 + (0.55 * high / (high + 0.12));
        var open = f.Kind == FacetKind.Rectangle
            ? f.Outward.Y > 0.9 ? 1 : low
            : Wave.Mix(low, 1, Wave.Smooth(spot.Normal.Y + 0.1));
        foreach (var body in around.Close) open *= 1 - body.Closes(spot.Point, spot.Normal);
        return open;
    }

    /// <summary>What may shade a surface.</summary>
    public Bodies Around(int facet) => bodies[facets[facet].Owner];

    /// <summary>The point of the stage that is seen at a place of the picture.</summary>
    public Vec3 Point(int index, double x, double y)
    {
        ref readonly var f = ref facets[index];
        var z = 1 / ((f.W0 * x) + (f.W1 * y) + f.W2);
        return f.Corner + (f.AlongU * (((f.U0 * x) + (f.U1 * y) + f.U2) * z)) + (f.AlongV * (((f.V0 * x) + (f.V1 * y) + f.V2) * z));
    }

    /// <summary>Those of them that may shade a ball of its points.</summary>
    public Bodies Around(int facet, Vec3 middle, double radius) => Around(facet).Within(middle, radius, lights);

    /// <summary>Finds which bodies may shade which owners.</summary>
    private void Cast(Stage stage)
    {
        lit = [.. scene.LightNames.Select(stage.IsLit)];
        lights = [.. scene.Lights];
        var none = Soundstage.Bodies.None(lights.Length);
        bodies = new Bodies[owners.Count];
        Array.Fill(bodies, none);
        if (!stage.Shadows) return;
        var (all, groups) = Standing();
        foreach (ref readonly var front in fronts.AsSpan())
        {
            ref readonly var f = ref facets[front.Index];
            if (!ReferenceEquals(bodies[f.Owner], none)) continue;
            var owner = owners[f.Owner];
            var (middle, radius) = f.Kind switch
            {
                FacetKind.Rectangle => (f.Corner + (f.AlongU * (f.Width / 2)) + (f.AlongV * (f.Height / 2)), Math.Sqrt((f.Width * f.Width) + (f.Height * f.Height)) / 2),
                FacetKind.Triangle => (owner.Middle, owner.Radius),
                _ => (f.Corner, 1e3),
            };
            var (part, thing, kind) = (f.Part, f.Thing, f.Kind);
            // a thing's own bodies one by one without the part itself, those of others in groups
            var others = groups.Where(c => c.Thing != thing).Concat(all.Where(c => c.Thing == thing && c.Part != part)).ToList();
            bodies[f.Owner] = new(
                [.. lights.Select(l => l is AimedLight aimed ? others.Where(c => aimed.MayReach(c, middle, radius)).ToArray() : [])],
                // a wire is too thin to be darkened by what is close
                scene.HasContact && kind != FacetKind.Ribbon ? [.. others.Where(c => c.MayClose(middle, radius))] : []);
        }
    }

    private (List<Caster> All, List<Caster> Groups) Standing()
    {
        var all = new List<Caster>();
        var groups = new List<Caster>();
        var p = 0;
        for (var t = 0; t < scene.Things.Count; t++)
        {
            var first = all.Count;
            foreach (var part in scene.Things[t].Parts)
            {
                foreach (var shape in part.Shadows) all.Add(shape.At(poses[p], t, p));
                p++;
            }
            var own = all.GetRange(first, all.Count - first);
            if (own.Count > 3) groups.Add(CasterGroup.Of(own));
            else groups.AddRange(own);
        }
        return (all, groups);
    }

    /// <summary>What a place of the picture touches.</summary>
    /// <param name="Paint">Reflectance, or light where the material shines.</param>
    private readonly record struct Touched(Vec3 Point, Vec3 Normal, Material Material, Colour Paint);
}
