namespace Answerprint.Soundstage;

internal sealed partial class Mesh
{
    /// <summary>A point of a profile that is turned about the y axis: radius and height, and the outward normal there.</summary>
    internal readonly record struct Turn(double R, double Y, double NormalR, double NormalY);

    /// <summary>A ball about the origin.</summary>
    public static Mesh Sphere(double radius, Material material, int sides = 32) => Turned(Cap(radius, radius, 0, sides / 2, 1, -1), sides, material);

    /// <summary>A drum that stands on the origin, with flat ends.</summary>
    public static Mesh Cylinder(double radius, double height, Material material, int sides = 28) =>
        Turned([new(0, height, 0, 1), new(radius, height, 0, 1), new(radius, height, 1, 0), new(radius, 0, 1, 0), new(radius, 0, 0, -1), new(0, 0, 0, -1)], sides, material);

    /// <summary>A limb: a ball of <paramref name="top"/> about the origin, one of <paramref name="bottom"/> at −<paramref name="length"/> on the y axis, and the cone between.</summary>
    public static Mesh Capsule(double top, double bottom, double length, Material material, int sides = 16, double flat = 1)
    {
        // the cone touches both balls where their normals are its own
        var lean = Math.Clamp((bottom - top) / Math.Max(length, 1e-9), -0.95, 0.95);
        var half = Math.Max(3, sides / 4);
        return Turned([.. Cap(top, top, 0, half, 1, lean), .. Cap(bottom, bottom, -length, half, lean, -1)], sides, material, flat);
    }

    /// <summary>A vessel: a smooth profile from the top down, its normals those of a round surface.</summary>
    /// <param name="radius">Share of the way down, 0..1 → metres.</param>
    public static Mesh Vessel(Func<double, double> radius, double height, int rows, int sides, Material material)
    {
        var profile = new List<Turn> { new(0, height, 0, 1), new(radius(0), height, 0, 1) };
        for (var k = 0; k <= rows; k++)
        {
            var t = (double)k / rows;
            var slope = (radius(Math.Min(1, t + 0.01)) - radius(Math.Max(0, t - 0.01))) / (height * (Math.Min(1, t + 0.01) - Math.Max(0, t - 0.01)));
            var normal = new Vec3(1, slope, 0).Unit();
            profile.Add(new(radius(t), height * (1 - t), normal.X, normal.Y));
        }
        return Turned(profile, sides, material);
    }

    /// <summary>A profile turned about the y axis, from the top down.</summary>
    /// <param name="flat">Depth (z) as a share of width (x).</param>
    public static Mesh Turned(IReadOnlyList<Turn> profile, int sides, Material material, double flat = 1)
    {
        int rows = profile.Count, across = sides + 1;
        var places = new Vec3[rows * across];
        var normals = new Vec3[places.Length];
        var cloth = new (double, double)[places.Length];
        var wide = profile.Max(p => p.R);
        double down = 0;
        for (var r = 0; r < rows; r++)
        {
            var p = profile[r];
            if (r > 0) down += Math.Sqrt(((p.R - profile[r - 1].R) * (p.R - profile[r - 1].R)) + ((p.Y - profile[r - 1].Y) * (p.Y - profile[r - 1].Y)));
            for (var s = 0; s < across; s++)
            {
                var angle = 2 * Math.PI * (s % sides) / sides;
                double sin = Trigonometry.Sin(angle), cos = Trigonometry.Cos(angle);
                var i = (r * across) + s;
                places[i] = new(p.R * sin, p.Y, -p.R * cos * flat);
                normals[i] = new Vec3(p.NormalR * sin, p.NormalY, -p.NormalR * cos / flat).Unit();
                cloth[i] = (2 * Math.PI * s / sides * wide, -down);
            }
        }
        var triangles = new List<int>();
        for (var r = 0; r + 1 < rows; r++)
        {
            if (profile[r].R == profile[r + 1].R && profile[r].Y == profile[r + 1].Y) continue;
            for (var s = 0; s < sides; s++)
            {
                int a = (r * across) + s, b = a + 1, c = a + across, d = c + 1;
                if (profile[r].R > 0) triangles.AddRange([a, b, d]);
                if (profile[r + 1].R > 0) triangles.AddRange([a, d, c]);
            }
        }
        return new(places, normals, cloth, [.. triangles], material);
    }

    /// <summary>Ground whose height is a function of place, seen from above.</summary>
    public static Mesh Field(double left, double near, double right, double far, int columns, int rows, Func<double, double, double> height, Material material)
    {
        var across = columns + 1;
        var places = new Vec3[across * (rows + 1)];
        var normals = new Vec3[places.Length];
        var cloth = new (double, double)[places.Length];
        const double Step = 0.05;
        for (var r = 0; r <= rows; r++)
        {
            for (var c = 0; c <= columns; c++)
            {
                // rows close up towards the camera, where they are seen large
                var part = (double)r / rows;
                double x = left + ((right - left) * c / columns), z = near + ((far - near) * part * (0.35 + (0.65 * part)));
                var i = (r * across) + c;
                places[i] = new(x, height(x, z), z);
                normals[i] = new Vec3(height(x - Step, z) - height(x + Step, z), 2 * Step, height(x, z - Step) - height(x, z + Step)).Unit();
                cloth[i] = (x, z);
            }
        }
        var triangles = new List<int>();
        for (var r = 0; r < rows; r++)
            for (var c = 0; c < columns; c++)
            {
                var a = (r * across) + c;
                triangles.AddRange([a, a + across, a + across + 1, a, a + across + 1, a + 1]);
            }
        return new(places, normals, cloth, [.. triangles], material);
    }

    /// <summary>Part of a ball as a profile, between two heights of its normal (1 = the top, −1 = the bottom).</summary>
    private static Turn[] Cap(double radius, double tall, double middle, int steps, double from, double to)
    {
        var cap = new Turn[steps + 1];
        for (var k = 0; k <= steps; k++)
        {
            var y = Wave.Mix(from, to, 0.5 - (0.5 * Trigonometry.Cos(Math.PI * k / steps)));
            if (from < 1 || to > -1) y = from == 1 ? 1 - ((1 - to) * (1 - Trigonometry.Cos(Math.PI * k / (2 * steps)))) : -1 + ((from + 1) * (1 - Trigonometry.Sin(Math.PI * k / (2 * steps))));
            var r = Math.Sqrt(Math.Max(0, 1 - (y * y)));
            if (Math.Abs(y) > 1 - 1e-9) (r, y) = (0, Math.Sign(y));
            cap[k] = new(radius * r, middle + (tall * y), r, y);
        }
        return cap;
    }
}
