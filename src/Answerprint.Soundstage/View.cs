namespace Answerprint.Soundstage;

/// <summary>A scene at one frame, ready to be looked at: every surface projected. Facets have the same index in every view of a stage.</summary>
internal sealed class View
{
    private const double Near = 0.02;

    private readonly Facet[] facets;
    private readonly Front[] fronts;
    private readonly Caster[][] casters;
    private readonly Scene scene;

    public View(Stage stage, int frame)
    {
        scene = stage.Scene;
        var seconds = stage.Seconds(frame);
        var camera = stage.Camera(frame);
        (Vec3 Place, double Cos, double Sin)[] poses = [.. scene.Things.Select(t => t.At(seconds))];
        facets = new Facet[scene.Things.Sum(t => t.Surfaces.Count)];
        var n = 0;
        for (var t = 0; t < poses.Length; t++)
            foreach (var surface in scene.Things[t].Surfaces)
                Project(ref facets[n++], surface, t, poses[t], camera, stage.Width, stage.Height);
        fronts = [.. Enumerable.Range(0, n).Where(i => facets[i].Seen).OrderBy(i => facets[i].Nearest).ThenBy(i => i).Select(i => new Front(i, in facets[i]))];
        var all = new List<Caster>();
        for (var t = 0; t < poses.Length; t++)
            if (scene.Things[t].Half is { } half) all.Add(new(t, poses[t].Place, poses[t].Cos, poses[t].Sin, half));
        casters = [.. facets.Select(f => f.Seen ? Shadowing(all, f) : [])];
    }

    /// <summary>The surfaces that may be seen between two heights of the picture, for <see cref="Find(ReadOnlySpan{int}, double, double, out double)"/>.</summary>
    /// <param name="room">At least <see cref="Count"/> long.</param>
    public ReadOnlySpan<int> Within(double top, double bottom, Span<int> room)
    {
        var n = 0;
        for (var k = 0; k < fronts.Length; k++)
            if (bottom >= fronts[k].MinY && top <= fronts[k].MaxY) room[n++] = k;
        return room[..n];
    }

    /// <summary>How many surfaces face the camera.</summary>
    public int Count => fronts.Length;

    public ref readonly Facet this[int index] => ref facets[index];

    /// <summary>The surface seen at a place of the picture, or −1.</summary>
    /// <param name="w">One over its distance along the camera's axis, 1/m.</param>
    public int Find(double x, double y, out double w)
    {
        var best = -1;
        w = 0;
        for (var k = 0; k < fronts.Length; k++)
            if (fronts[k].Hit(x, y, ref w)) best = fronts[k].Index;
        return best;
    }

    /// <summary>Likewise among the surfaces that <see cref="Within"/> named.</summary>
    public int Find(ReadOnlySpan<int> among, double x, double y, out double w)
    {
        var best = -1;
        w = 0;
        foreach (var k in among)
            if (fronts[k].Hit(x, y, ref w)) best = fronts[k].Index;
        return best;
    }

    /// <summary>Light that comes from the surface at a place of the picture, averaged over one pixel.</summary>
    public Colour Shade(int index, double x, double y)
    {
        ref readonly var f = ref facets[index];
        var z = 1 / ((f.W0 * x) + (f.W1 * y) + f.W2);
        double u = ((f.U0 * x) + (f.U1 * y) + f.U2) * z, v = ((f.V0 * x) + (f.V1 * y) + f.V2) * z;
        var wu = (Math.Abs(f.U0 - (u * f.W0)) + Math.Abs(f.U1 - (u * f.W1))) * z;
        var wv = (Math.Abs(f.V0 - (v * f.W0)) + Math.Abs(f.V1 - (v * f.W1))) * z;
        var surface = f.Surface;
        var colour = surface.Material.At(u + surface.Offset.U, v + surface.Offset.V, wu + 1e-7, wv + 1e-7);
        return surface.Material.Shines ? colour : colour * Lit(index, in f, f.Corner + (f.AlongU * u) + (f.AlongV * v));
    }

    private Colour Lit(int index, in Facet f, Vec3 point)
    {
        var light = scene.Light;
        var high = 0.5 + (0.5 * f.Outward.Y);
        // a surface near the floor sees less of the room
        var open = f.Outward.Y > 0.9 ? 1 : 0.45 + (0.55 * Math.Max(point.Y, 0) / (Math.Max(point.Y, 0) + 0.12));
        var fill = Colour.Mix(light.Below, light.Above, high) * open;
        var facing = f.Outward.Dot(light.Towards);
        if (facing <= 0) return fill;
        var clear = 1.0;
        foreach (ref readonly var caster in casters[index].AsSpan())
        {
            clear *= caster.Clear(point, light);
            if (clear < 0.001) break;
        }
        return fill + (light.Key * (facing * clear));
    }

    /// <summary>The boxes whose shadow may fall somewhere on a surface.</summary>
    private Caster[] Shadowing(List<Caster> all, Facet f)
    {
        var light = scene.Light;
        if (f.Outward.Dot(light.Towards) <= 0) return [];
        var middle = f.Corner + (f.AlongU * (f.Width / 2)) + (f.AlongV * (f.Height / 2));
        var radius = Math.Sqrt((f.Width * f.Width) + (f.Height * f.Height)) / 2;
        return [.. all.Where(c => c.Thing != f.Thing && c.MayReach(middle, radius, light))];
    }

    private static void Project(ref Facet f, Surface s, int thing, (Vec3 Place, double Cos, double Sin) pose, CameraPose camera, int width, int height)
    {
        f.Surface = s;
        f.Thing = thing;
        (f.Width, f.Height) = (s.Width, s.Height);
        f.Corner = pose.Place + s.Corner.Turned(pose.Cos, pose.Sin);
        f.AlongU = s.U.Turned(pose.Cos, pose.Sin);
        f.AlongV = s.V.Turned(pose.Cos, pose.Sin);
        f.Outward = s.Outward.Turned(pose.Cos, pose.Sin);
        var c = f.Corner - camera.Eye;
        double cx = (width - 1) / 2.0, cy = (height - 1) / 2.0, focal = camera.Focal;
        (f.Z0, f.Z1, f.Z2) = (camera.Forward.Dot(f.AlongU), camera.Forward.Dot(f.AlongV), camera.Forward.Dot(c));
        (f.X0, f.X1, f.X2) = ((focal * camera.Right.Dot(f.AlongU)) + (cx * f.Z0), (focal * camera.Right.Dot(f.AlongV)) + (cx * f.Z1), (focal * camera.Right.Dot(c)) + (cx * f.Z2));
        (f.Y0, f.Y1, f.Y2) = ((focal * camera.Down.Dot(f.AlongU)) + (cy * f.Z0), (focal * camera.Down.Dot(f.AlongV)) + (cy * f.Z1), (focal * camera.Down.Dot(c)) + (cy * f.Z2));

        double a = (f.Y1 * f.Z2) - (f.Y2 * f.Z1), b = (f.Y2 * f.Z0) - (f.Y0 * f.Z2), e = (f.Y0 * f.Z1) - (f.Y1 * f.Z0);
        var det = (f.X0 * a) + (f.X1 * b) + (f.X2 * e);
        if (f.Outward.Dot(c) >= 0 || Math.Abs(det) < 1e-12) return;
        var k = 1 / det;
        (f.U0, f.U1, f.U2) = (a * k, ((f.X2 * f.Z1) - (f.X1 * f.Z2)) * k, ((f.X1 * f.Y2) - (f.X2 * f.Y1)) * k);
        (f.V0, f.V1, f.V2) = (b * k, ((f.X0 * f.Z2) - (f.X2 * f.Z0)) * k, ((f.X2 * f.Y0) - (f.X0 * f.Y2)) * k);
        (f.W0, f.W1, f.W2) = (e * k, ((f.X1 * f.Z0) - (f.X0 * f.Z1)) * k, ((f.X0 * f.Y1) - (f.X1 * f.Y0)) * k);
        Bound(ref f, width, height);
    }

    private static void Bound(ref Facet f, int width, int height)
    {
        double minX = double.MaxValue, minY = double.MaxValue, maxX = double.MinValue, maxY = double.MinValue, near = double.MaxValue, far = double.MinValue;
        for (var corner = 0; corner < 4; corner++)
        {
            double u = (corner & 1) * f.Width, v = (corner >> 1) * f.Height;
            var z = (f.Z0 * u) + (f.Z1 * v) + f.Z2;
            near = Math.Min(near, z);
            far = Math.Max(far, z);
            if (z <= Near) continue;
            double x = ((f.X0 * u) + (f.X1 * v) + f.X2) / z, y = ((f.Y0 * u) + (f.Y1 * v) + f.Y2) / z;
            (minX, maxX, minY, maxY) = (Math.Min(minX, x), Math.Max(maxX, x), Math.Min(minY, y), Math.Max(maxY, y));
        }
        if (far <= Near) return;
        (f.MinX, f.MinY, f.MaxX, f.MaxY) = near <= Near ? (-1e9, -1e9, 1e9, 1e9) : (minX - 1e-6, minY - 1e-6, maxX + 1e-6, maxY + 1e-6);
        f.Nearest = Math.Max(near, 0);
        f.Seen = f.MaxX >= -2 && f.MinX <= width + 1 && f.MaxY >= -2 && f.MinY <= height + 1;
    }
}
