namespace Answerprint.Soundstage;

public sealed partial class Scene
{
    private static Scene Yard(Chance chance)
    {
        const double Far = 78, Wide = 62, Tall = 40, Low = -6;
        Vec3 right = new(1, 0, 0), up = new(0, 1, 0), far = new(0, 0, 1);
        uint ground = chance.Seed(), id = 1;
        var things = new List<Thing>();
        var sky = new Sky(chance.Seed(), new(0.82, 0.85, 0.9), new(0.2, 0.35, 0.68), Tall - Low, chance.Between(0.2, 0.55));
        things.Add(Thing.Set(
            id++, "sky",
            new(new(-Wide, Low, Far), right, up, far * -1, 2 * Wide, Tall - Low, sky),
            new(new(-Wide, Low, -12), far, up, right, Far + 12, Tall - Low, sky),
            new(new(Wide, Low, Far), far * -1, up, right * -1, Far + 12, Tall - Low, sky),
            new(new(-Wide, Tall, -12), right, far, up * -1, 2 * Wide, Far + 12, sky),
            new(new(Wide, Low, -12), right * -1, up, far, 2 * Wide, Tall - Low, sky)));
        double Height(double x, double z)
        {
            var away = Wave.Smooth((z - 11) / 16);
            var hills = 3.4 * Wave.Smooth((z - 26) / 40) * (1 + (0.8 * Noise.Gradient(ground + 5, x / 23, z / 19)));
            return (Noise.Fractal(ground, x, z, 5, 0.4, 3, 0.45) * (0.07 + (0.5 * away))) + hills;
        }

        var earth = new Ground(chance.Seed(), Colour.Paint(0.07, 0.42, chance.Between(0.17, 0.27)), Colour.Paint(0.22, 0.55, chance.Between(0.09, 0.15)));
        things.Add(Thing.Solid(id++, "ground", default, 0, Mesh.Field(-60, -3, 60, 76, 56, 46, Height, earth), null));
        var steel = new Plaster(chance.Seed(), new(0.4, 0.41, 0.42), new(0.3, 0.3, 0.31), 0.1, 0.4);
        things.AddRange(Fence(ref id, chance, new(chance.Between(-7, -5.5), 0, chance.Between(8.6, 9.6)), chance.Between(-0.16, 0.1), Height, steel));
        things.AddRange(Cables(ref id, chance, Height));
        for (var i = 0; i < 3; i++)
        {
            var paint = new Lacquer(Painted(chance, 0.3, 0.16, 0.5), 0.35, 5);
            double x = chance.Between(1.2, 3.6), z = 5.6 + (1.3 * i) + chance.Between(0, 0.5);
            things.Add(Thing.Solid(id++, "drum", new(x, Height(x, z) - 0.02, z), chance.Between(0, 6), Mesh.Vessel(Drum, 0.88, 30, 26, paint), new CapsuleShape(new(0, 0.2, 0), new(0, 0.66, 0), 0.29)));
        }
        for (var i = 0; i < 3; i++)
        {
            double half = chance.Between(0.22, 0.42), x = chance.Between(-4.5, 4.5), z = chance.Between(6, 14);
            things.Add(Thing.Box(id++, "crate", new(x, Height(x, z) + half - 0.04, z), new(half, half, half * chance.Between(0.8, 1.4)), chance.Between(-0.8, 0.8), Timber(chance, 0.12, 0.9), Timber(chance, 0.12, 0.9)));
        }
        things.Add(Ball(id++, chance, 0.24, new(chance.Between(-1.4, -0.6), 0, chance.Between(4.6, 5.2)), chance.Between(0.7, 1.3), Height));
        things.Add(Walker(id++, chance, new(chance.Between(-2.2, -1.4), 0, chance.Between(6, 6.8)), Height));
        things.Add(Waver(id, chance, new(chance.Between(-0.6, 0.5), 0, chance.Between(10.6, 12)), Height));
        var side = chance.Pick(-1.0, 1.0);
        var towards = new Vec3(side * chance.Between(0.5, 0.9), chance.Between(0.55, 0.85), -chance.Between(0.1, 0.6)).Unit();
        Light[] lights =
        [
            new FillLight("fill", ColourTemperature.Light(9000) * 0.36, new Colour(0.2, 0.17, 0.12) * 0.8),
            new FarLight("key", towards, ColourTemperature.Light(chance.Between(4600, 5600)) * 1.5, 0.035),
        ];
        return new(SceneKind.Yard, things, lights, new(chance.Between(-0.4, 0.4), chance.Between(1.45, 1.75), 0), -0.015);

        static double Drum(double t) => 0.285 + (0.012 * Bump(t, 0.34)) + (0.012 * Bump(t, 0.67)) + (0.01 * Bump(t, 0)) + (0.01 * Bump(t, 1));

        static double Bump(double t, double at) => Wave.Smooth(1 - (Math.Abs(t - at) / 0.035));
    }

    private static List<Thing> Fence(ref uint id, Chance chance, Vec3 corner, double turn, Func<double, double, double> height, Material steel)
    {
        const double Length = 7.5, Tall = 1.75, Pitch = 0.085, Thick = 0.0042, Above = 0.09;
        var pose = Pose.Upright(corner + new Vec3(0, height(corner.X + 3, corner.Z), 0), turn);
        var wires = new List<Wire>();
        var step = Pitch * Math.Sqrt(2);
        for (var k = 0; k * step < Length + Tall; k++)
        {
            double c = k * step, from = Math.Max(0, c - Tall), to = Math.Min(Length, c);
            wires.Add(Wire.Straight(new(from, Above + c - from, 0), new(to, Above + c - to, 0), Thick / 2, steel));
            // the other way, from the left edge and the bottom
            c -= Tall;
            (from, to) = (Math.Max(0, c), Math.Min(Length, c + Tall));
            wires.Add(Wire.Straight(new(from, Above + from - c, 0), new(to, Above + to - c, 0), Thick / 2, steel));
        }
        wires.Add(Wire.Straight(new(0, Above + Tall, 0), new(Length, Above + Tall, 0), 0.019, steel));
        var mesh = new Part(_ => pose)
        {
            Wires = wires,
            Shadows = [new PanelShape(new(0, Above, 0), new(1, 0, 0), new(0, 1, 0), Length, Tall, Pitch, Thick), new CapsuleShape(new(0, Above + Tall, 0), new(Length, Above + Tall, 0), 0.019)],
        };
        var fence = new List<Thing> { new(id++, "fence", false, mesh) };
        for (var k = 0; k <= 3; k++)
        {
            var foot = pose.Point(new(k * Length / 3, 0, 0.045));
            foot = new(foot.X, height(foot.X, foot.Z) - 0.1, foot.Z);
            fence.Add(Thing.Solid(id++, "post", foot, 0, Mesh.Cylinder(0.034, 2.08 + chance.Between(0, 0.03), steel, 14), new CapsuleShape(default, new(0, 2.05, 0), 0.034)));
        }
        return fence;
    }

    private static List<Thing> Cables(ref uint id, Chance chance, Func<double, double, double> height)
    {
        var wood = new Wood(chance.Seed(), new(0.2, 0.16, 0.12), new(0.09, 0.075, 0.06), 0.09, 3);
        var rubber = new Plaster(chance.Seed(), new(0.03, 0.03, 0.032), new(0.02, 0.02, 0.02), 0.1);
        var cables = new List<Thing>();
        var poles = new List<Vec3>();
        for (var k = 0; k < 3; k++)
        {
            double x = -15 + (13.5 * k) + chance.Between(-1, 1), z = 19 + (4.5 * k) + chance.Between(-1, 1);
            Vec3 foot = new(x, height(x, z) - 0.2, z);
            poles.Add(foot);
            var half = new Vec3(0.75, 0.05, 0.05);
            cables.Add(new(
                id++, "pole", false,
                new Part(_ => Pose.Upright(foot, 0)) { Meshes = [Mesh.Cylinder(0.12, 6.2, wood, 16)], Shadows = [new CapsuleShape(default, new(0, 6.1, 0), 0.12)] },
                new Part(_ => Pose.Upright(foot + new Vec3(0, 5.9, 0), 0)) { Meshes = [Beam(half, wood)], Shadows = [new BoxShape(half)] }));
        }
        for (var k = -1; k < 3; k++)
        {
            Vec3 from = k < 0 ? poles[0] + new Vec3(-22, 0.5, -3) : poles[k], to = k == 2 ? poles[2] + new Vec3(22, 0.5, 3) : poles[k + 1 == 3 ? 2 : k + 1];
            var wires = new List<Wire>();
            foreach (var arm in new[] { -0.66, 0, 0.66 })
            {
                var line = Wire.Hanging(from + new Vec3(arm, 6.02, 0), to + new Vec3(arm, 6.02, 0), 0.45 + (0.1 * arm), 18);
                wires.Add(new(_ => line, line.Length, 0.011, rubber));
            }
            cables.Add(new(id++, "cables", false, new Part(_ => Pose.Home) { Wires = wires }));
        }
        // one more over the yard, near the camera: what a wire removal is asked for
        var near = Wire.Hanging(new(-6.5, chance.Between(3, 3.6), 6.2), new(6.5, chance.Between(2.9, 3.5), 7.4), chance.Between(0.25, 0.5), 24);
        cables.Add(new(id++, "wire", false, new Part(_ => Pose.Home) { Wires = [new(_ => near, near.Length, 0.005, rubber)], Shadows = [.. Enumerable.Range(0, 12).Select(p => new CapsuleShape(near[2 * p], near[(2 * p) + 2], 0.005))] }));
        return cables;
    }

    /// <summary>A box as a mesh, for parts that carry other meshes.</summary>
    private static Mesh Beam(Vec3 half, Material material)
    {
        var places = new List<Vec3>();
        var normals = new List<Vec3>();
        var cloth = new List<(double, double)>();
        var triangles = new List<int>();
        Vec3[] axes = [new(1, 0, 0), new(0, 1, 0), new(0, 0, 1)];
        foreach (var sign in new[] { -1, 1 })
        {
            for (var a = 0; a < 3; a++)
            {
                Vec3 n = axes[a] * sign, u = axes[(a + 1) % 3] * sign, v = axes[(a + 2) % 3];
                var first = places.Count;
                foreach (var (s, t) in new[] { (-1, -1), (1, -1), (1, 1), (-1, 1) })
                {
                    var corner = n + (u * s) + (v * t);
                    places.Add(new(corner.X * half.X, corner.Y * half.Y, corner.Z * half.Z));
                    normals.Add(n);
                    var (along, across) = (u * s, v * t);
                    cloth.Add(((along.X * half.X) + (along.Y * half.Y) + (along.Z * half.Z), (across.X * half.X) + (across.Y * half.Y) + (across.Z * half.Z)));
                }
                triangles.AddRange([first, first + 1, first + 2, first, first + 2, first + 3]);
            }
        }
        return new([.. places], [.. normals], [.. cloth], [.. triangles], material);
    }
}
