namespace Answerprint.Soundstage;

/// <summary>A scene at one moment through one camera, ready to be looked at: every surface projected. Facets have the same index in every view of a stage.</summary>
internal sealed partial class View
{
    private const double Near = 0.02;

    private readonly Facet[] facets;
    private readonly Front[] fronts;
    private readonly Scene scene;
    private readonly CameraPose camera;
    private readonly double cx;
    private readonly double cy;
    private readonly List<Owner> owners = [];
    private readonly Pose[] poses;

    /// <param name="time">The frame, or a moment between frames.</param>
    /// <param name="lensX">Place on the lens that is looked through, metres to the right.</param>
    /// <param name="unlit">For looking up places alone: nothing of it can be shaded.</param>
    public View(Stage stage, double time, double lensX = 0, double lensY = 0, bool unlit = false)
    {
        scene = stage.Scene;
        var seconds = stage.Seconds(time);
        camera = stage.Camera(time);
        if (lensX != 0 || lensY != 0) camera = camera.Through(lensX, lensY, stage.FocusMetres);
        (cx, cy) = (((stage.Width - 1) / 2.0) + camera.ShiftX, ((stage.Height - 1) / 2.0) + camera.ShiftY);
        facets = new Facet[scene.Facets];
        poses = new Pose[scene.Things.Sum(t => t.Parts.Count)];
        int n = 0, p = 0;
        for (var t = 0; t < scene.Things.Count; t++)
        {
            var hidden = scene.IsUnseen(scene.Things[t].Id);
            foreach (var part in scene.Things[t].Parts)
            {
                poses[p] = part.At(seconds);
                foreach (var surface in part.Surfaces)
                {
                    facets[n].Owner = Own(null, t, p);
                    Project(ref facets[n], surface, t, p, stage.Width, stage.Height);
                    if (hidden) facets[n].Seen = false;
                    n++;
                }
                foreach (var mesh in part.Meshes) Project(mesh, t, p, hidden, ref n, stage.Width, stage.Height);
                foreach (var wire in part.Wires) Project(wire, seconds, t, p, hidden, ref n, stage.Width, stage.Height);
                p++;
            }
        }
        fronts = Ordered();
        Cells = new(fronts, stage.Width, stage.Height);
        if (!unlit) Cast(stage);
    }

    /// <summary>Which fronts may be seen where.</summary>
    public Cells Cells { get; }

    /// <summary>The surfaces that face the camera, nearest first.</summary>
    public ReadOnlySpan<Front> Fronts => fronts;

    public ref readonly Facet this[int index] => ref facets[index];

    /// <summary>Whether another surface stands before a point of one. Wires count where they are met exactly.</summary>
    /// <param name="x">Where the point is seen, inside the picture.</param>
    /// <param name="inverse">One over its distance along the camera's axis, 1/m; a little more, for rounding.</param>
    public bool IsCovered(double x, double y, double inverse, int facet)
    {
        var members = Cells.At(x, y, out var boxes);
        for (var n = 0; n < boxes.Length; n++)
        {
            ref readonly var box = ref boxes[n];
            if (inverse > box.Nearest) return false;
            if (!box.Holds(x, y)) continue;
            ref readonly var f = ref fronts[members[n]];
            var nearest = inverse;
            if (f.Index != facet && f.Hit(x, y, ref nearest)) return true;
        }
        return false;
    }

    /// <summary>Whether a place of the picture lies on a facet, as if nothing stood before it.</summary>
    public bool Holds(int index, double x, double y)
    {
        ref readonly var f = ref facets[index];
        var w = (f.W0 * x) + (f.W1 * y) + f.W2;
        double u = (f.U0 * x) + (f.U1 * y) + f.U2, v = (f.V0 * x) + (f.V1 * y) + f.V2;
        return w > 0 && u >= 0 && v >= 0 && (f.Kind == FacetKind.Triangle ? u + v <= w : u <= f.Width * w && v <= f.Height * w);
    }

    private Front[] Ordered()
    {
        var seen = new List<(double Nearest, int Index)>();
        for (var i = 0; i < facets.Length; i++)
            if (facets[i].Seen) seen.Add((facets[i].Nearest, i));
        seen.Sort();
        var ordered = new Front[seen.Count];
        for (var k = 0; k < ordered.Length; k++) ordered[k] = new(seen[k].Index, in facets[seen[k].Index]);
        return ordered;
    }

    private int Own(Mesh? mesh, int thing, int part)
    {
        owners.Add(new(thing, part, mesh is null ? default : poses[part].Point(mesh.Middle), mesh?.Radius ?? -1));
        return owners.Count - 1;
    }

    private void Project(ref Facet f, Surface s, int thing, int part, int width, int height)
    {
        var pose = poses[part];
        f.Of = s;
        (f.Thing, f.Part) = (thing, part);
        (f.Width, f.Height) = (s.Width, s.Height);
        f.Corner = pose.Point(s.Corner);
        f.AlongU = pose.Along(s.U);
        f.AlongV = pose.Along(s.V);
        f.Outward = pose.Along(s.Outward);
        Lay(ref f, f.Corner - camera.Eye, width, height);
    }

    private void Project(Mesh mesh, int thing, int part, bool hidden, ref int n, int width, int height)
    {
        var pose = poses[part];
        var owner = Own(mesh, thing, part);
        var places = new Vec3[mesh.Places.Length];
        for (var k = 0; k < places.Length; k++) places[k] = pose.Point(mesh.Places[k]);
        for (var t = 0; t < mesh.Count; t++)
        {
            ref var f = ref facets[n++];
            var (a, b, c) = mesh.Corners(t);
            f.Of = mesh;
            f.Kind = FacetKind.Triangle;
            (f.Thing, f.Part, f.Owner, f.Index) = (thing, part, owner, t);
            (f.Width, f.Height) = (1, 1);
            f.Corner = places[a];
            f.AlongU = places[b] - places[a];
            f.AlongV = places[c] - places[a];
            f.Outward = f.AlongU.Cross(f.AlongV);
            Lay(ref f, f.Corner - camera.Eye, width, height);
            if (hidden) f.Seen = false;
        }
    }

    private void Project(Wire wire, double seconds, int thing, int part, bool hidden, ref int n, int width, int height)
    {
        var owner = Own(null, thing, part);
        var line = wire.At(seconds);
        double before = 0;
        for (var k = 0; k < wire.Count; k++)
        {
            ref var f = ref facets[n++];
            Vec3 from = poses[part].Point(line[k]), to = poses[part].Point(line[k + 1]), way = to - from;
            var length = Math.Sqrt(way.Dot(way));
            var along = way * (1 / Math.Max(length, 1e-12));
            // as seen from the camera its width lies square to the line of sight
            var sight = ((from + to) * 0.5) - camera.Eye;
            var across = along.Cross(sight);
            f.Of = wire;
            f.Kind = FacetKind.Ribbon;
            (f.Thing, f.Part, f.Owner, f.Index, f.Before) = (thing, part, owner, k, before);
            before += length;
            var size = Math.Sqrt(across.Dot(across));
            if (size < 1e-9 || length < 1e-9) continue;
            across *= 1 / size;
            (f.Width, f.Height) = (length, 2 * wire.Radius);
            f.Corner = from - (across * wire.Radius);
            f.AlongU = along;
            f.AlongV = across;
            f.Outward = across.Cross(along);
            if (f.Outward.Dot(sight) > 0) f.Outward *= -1;
            Lay(ref f, f.Corner - camera.Eye, width, height);
            if (hidden) f.Seen = false;
        }
    }

    /// <summary>Both maps of a facet whose corner, axes and size are there, and what of the picture it may touch.</summary>
    private void Lay(ref Facet f, Vec3 c, int width, int height)
    {
        var focal = camera.Focal;
        (f.Z0, f.Z1, f.Z2) = (camera.Forward.Dot(f.AlongU), camera.Forward.Dot(f.AlongV), camera.Forward.Dot(c));
        (f.X0, f.X1, f.X2) = ((focal * camera.Right.Dot(f.AlongU)) + (cx * f.Z0), (focal * camera.Right.Dot(f.AlongV)) + (cx * f.Z1), (focal * camera.Right.Dot(c)) + (cx * f.Z2));
        (f.Y0, f.Y1, f.Y2) = ((focal * camera.Down.Dot(f.AlongU)) + (cy * f.Z0), (focal * camera.Down.Dot(f.AlongV)) + (cy * f.Z1), (focal * camera.Down.Dot(c)) + (cy * f.Z2));
        if (f.Outward.Dot(c) >= 0) return;
        double a = (f.Y1 * f.Z2) - (f.Y2 * f.Z1), b = (f.Y2 * f.Z0) - (f.Y0 * f.Z2), e = (f.Y0 * f.Z1) - (f.Y1 * f.Z0);
        var det = (f.X0 * a) + (f.X1 * b) + (f.X2 * e);
        if (Math.Abs(det) < (f.Kind == FacetKind.Rectangle ? 1e-12 : 1e-18)) return;
        var k = 1 / det;
        (f.U0, f.U1, f.U2) = (a * k, ((f.X2 * f.Z1) - (f.X1 * f.Z2)) * k, ((f.X1 * f.Y2) - (f.X2 * f.Y1)) * k);
        (f.V0, f.V1, f.V2) = (b * k, ((f.X0 * f.Z2) - (f.X2 * f.Z0)) * k, ((f.X2 * f.Y0) - (f.X0 * f.Y2)) * k);
        (f.W0, f.W1, f.W2) = (e * k, ((f.X1 * f.Z0) - (f.X0 * f.Z1)) * k, ((f.X0 * f.Y1) - (f.X1 * f.Y0)) * k);
        Bound(ref f, width, height);
    }

    private static void Bound(ref Facet f, int width, int height)
    {
        double minX = double.MaxValue, minY = double.MaxValue, maxX = double.MinValue, maxY = double.MinValue, near = double.MaxValue, far = double.MinValue;
        for (var corner = 0; corner < (f.Kind == FacetKind.Triangle ? 3 : 4); corner++)
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

    /// <summary>What is lit as one piece.</summary>
    /// <param name="Radius">Of the ball about <paramref name="Middle"/> that holds it; below 0 where its facet says it better.</param>
    private readonly record struct Owner(int Thing, int Part, Vec3 Middle, double Radius);
}
