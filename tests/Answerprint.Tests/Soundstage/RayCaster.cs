using Answerprint.Soundstage;

namespace Answerprint.Tests.Soundstage;

/// <summary>
/// Another way to the same truth: rays against every rectangle, triangle and wire in the space of the stage, without the renderer's
/// projections, cells and depth buffer. Slow.
/// </summary>
internal sealed class RayCaster
{
    private readonly List<(int Thing, int Part, Vec3 A, Vec3 U, Vec3 V, bool Triangle)> faces = [];
    private readonly List<(int Thing, Vec3 From, Vec3 To, double Radius)> wires = [];
    private readonly List<Part> parts;
    private readonly double seconds;
    private readonly CameraPose camera;
    private readonly Stage stage;

    public RayCaster(Stage stage, int frame)
    {
        this.stage = stage;
        (seconds, camera) = (stage.Seconds(frame), stage.Camera(frame));
        parts = [.. stage.Scene.Things.SelectMany(t => t.Parts)];
        var p = 0;
        for (var t = 0; t < stage.Scene.Things.Count; t++)
        {
            foreach (var part in stage.Scene.Things[t].Parts)
            {
                var pose = part.At(seconds);
                foreach (var s in part.Surfaces) faces.Add((t, p, pose.Point(s.Corner), pose.Along(s.U) * s.Width, pose.Along(s.V) * s.Height, false));
                foreach (var mesh in part.Meshes)
                {
                    for (var k = 0; k < mesh.Count; k++)
                    {
                        var (a, b, c) = mesh.Corners(k);
                        Vec3 A = pose.Point(mesh.Places[a]), B = pose.Point(mesh.Places[b]), C = pose.Point(mesh.Places[c]);
                        faces.Add((t, p, A, B - A, C - A, true));
                    }
                }
                foreach (var wire in part.Wires)
                {
                    var line = wire.At(seconds);
                    for (var k = 0; k + 1 < line.Length; k++) wires.Add((t, pose.Point(line[k]), pose.Point(line[k + 1]), wire.Radius));
                }
                p++;
            }
        }
    }

    /// <summary>The nearest face behind a pixel: its thing, its part and the point.</summary>
    public (uint Id, int Part, Vec3 Point) At(double x, double y)
    {
        double cx = (stage.Width - 1) / 2.0, cy = (stage.Height - 1) / 2.0;
        var way = camera.Forward + (camera.Right * ((x - cx) / camera.Focal)) + (camera.Down * ((y - cy) / camera.Focal));
        var (near, thing, part) = (double.MaxValue, -1, -1);
        foreach (var f in faces)
            if (Meets(camera.Eye, way, f.A, f.U, f.V, f.Triangle) is { } t && t > 0.02 && t < near) (near, thing, part) = (t, f.Thing, f.Part);
        return thing < 0 ? (0, -1, default) : (stage.Scene.Things[thing].Id, part, camera.Eye + (way * near));
    }

    /// <summary>A point in the space of its part, brought to this moment and seen by this camera: pixel, and distance along the axis.</summary>
    public (double X, double Y, double Z, Vec3 World) Seen(int part, Vec3 own)
    {
        var world = parts[part].At(seconds).Point(own);
        var way = world - camera.Eye;
        var z = way.Dot(camera.Forward);
        return (((stage.Width - 1) / 2.0) + (camera.Focal * way.Dot(camera.Right) / z), ((stage.Height - 1) / 2.0) + (camera.Focal * way.Dot(camera.Down) / z), z, world);
    }

    public Vec3 Own(int part, Vec3 world) => parts[part].At(seconds) is var pose ? pose.Into(world - pose.Place) : default;

    /// <summary>Whether a face turned to the camera stands between it and a point, by more than a hair.</summary>
    public bool IsCovered(Vec3 point)
    {
        var way = point - camera.Eye;
        foreach (var f in faces)
            if (Meets(camera.Eye, way, f.A, f.U, f.V, f.Triangle) is { } t && t > 1e-6 && t < 1 - 1e-5) return true;
        return false;
    }

    /// <summary>How near a wire comes to the line of sight of a point, before it, in its radii.</summary>
    public double NearestWire(Vec3 point)
    {
        var sight = (point - camera.Eye).Unit();
        var best = double.MaxValue;
        foreach (var (_, from, to, radius) in wires)
        {
            // the nearest points of two lines, the one on the wire held to its ends
            Vec3 axis = to - from, r = from - camera.Eye;
            double a = axis.Dot(axis), b = axis.Dot(sight), c = axis.Dot(r), f = sight.Dot(r);
            var s = Math.Clamp(((b * f) - c) / Math.Max(a - (b * b), 1e-15), 0, 1);
            var at = r + (axis * s);
            var off = at - (sight * at.Dot(sight));
            best = Math.Min(best, Math.Sqrt(off.Dot(off)) / radius);
        }
        return best;
    }

    /// <summary>Where a ray meets a face, in lengths of the ray (Möller and Trumbore, Fast, Minimum Storage Ray/Triangle Intersection, 1997).</summary>
    private static double? Meets(Vec3 eye, Vec3 way, Vec3 a, Vec3 u, Vec3 v, bool triangle)
    {
        var p = way.Cross(v);
        var det = u.Dot(p);
        if (Math.Abs(det) < 1e-14) return null;
        var from = eye - a;
        double s = from.Dot(p) / det, t;
        var q = from.Cross(u);
        t = way.Dot(q) / det;
        if (s < -1e-9 || t < -1e-9 || (triangle ? s + t > 1 + 1e-9 : s > 1 + 1e-9 || t > 1 + 1e-9)) return null;
        return v.Dot(q) / det;
    }
}
