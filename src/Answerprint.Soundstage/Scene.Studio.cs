namespace Answerprint.Soundstage;

public sealed partial class Scene
{
    private static Scene Studio(Chance chance)
    {
        const double Half = 5, Deep = 9, Grid = 4.6;
        var things = new List<Thing>();
        var black = new Plaster(chance.Seed(), new(0.045, 0.045, 0.05), new(0.03, 0.03, 0.033), 0.12);
        var back = chance.Pick<Material>(new Plaster(chance.Seed(), Any(chance, 0.32), Any(chance, 0.22), 0.1, 2.2), new Bricks(chance.Seed(), Colour.Paint(chance.Between(0, 0.08), 0.45, 0.26), new(0.36, 0.34, 0.31)));
        Material floor = chance.Once(0.5)
            ? new Lacquer(Timber(chance, 0.14, 1.4), 0.1, 4)
            : new Lacquer(new Checks(chance.Seed(), new(0.42, 0.41, 0.39), new(0.09, 0.09, 0.1), 0.5), 0.12, 4);
        things.Add(Shell(Half, Deep, Grid + 0.4, floor, back, black, black));
        uint id = 2;
        static double Flat(double x, double z) => 0;

        // two flats of a set, as a carpenter builds them
        foreach (var side in new[] { -1, 1 })
        {
            var paper = Painted(chance, 0.45, 0.08, 1);
            things.Add(Thing.Box(id++, "flat", new(side * chance.Between(2.3, 2.9), 1.3, chance.Between(6.6, 7.4)), new(1, 1.3, 0.04), side * chance.Between(0.25, 0.5), new Weave(chance.Seed(), Any(chance, 0.4), Any(chance, 0.3), 0.3), paper));
        }
        for (var i = 0; i < 3; i++)
        {
            double half = chance.Between(0.16, 0.22), tall = chance.Between(0.35, 0.55), x = -2.1 + (i * 0.95) + chance.Between(-0.15, 0.15), z = chance.Between(4.2, 5.2);
            var stone = new Plaster(chance.Seed(), new(0.5, 0.49, 0.46), new(0.4, 0.39, 0.37), 0.1, 0.5);
            things.Add(Thing.Box(id++, "plinth", new(x, tall, z), new(half, tall, half), chance.Between(-0.4, 0.4), stone, stone));
            var glaze = new Lacquer(chance.Pick<Material>(new Plaster(chance.Seed(), Any(chance, 0.35), Any(chance, 0.25), 0.08, 0.2), new Checks(chance.Seed(), Any(chance, 0.5), Any(chance, 0.12), 0.06)), 0.55, 6);
            double r = chance.Between(0.1, 0.16), waist = chance.Between(0.3, 0.7), phase = chance.Between(0, 6);
            things.Add(i == 1
                ? Thing.Solid(id++, "sphere", new(x, (2 * tall) + r, z), 0, Mesh.Sphere(r, glaze, 40), new CapsuleShape(default, default, r))
                : Thing.Solid(id++, "vase", new(x, 2 * tall, z), 0, Mesh.Vessel(t => r * (0.55 + (waist * Trigonometry.Sin((2.4 * t) + 0.35) * 0.6) + (0.05 * Trigonometry.Sin((7 * t) + phase))), 3.1 * r, 24, 36, glaze), new CapsuleShape(new(0, 0.6 * r, 0), new(0, 2.5 * r, 0), 0.7 * r)));
        }
        things.Add(Ball(id++, chance, 0.17, new(chance.Between(-0.9, -0.4), 0, chance.Between(3, 3.5)), chance.Between(0.4, 0.8), Flat));
        things.Add(Waver(id++, chance, new(chance.Between(0.6, 1), 0, chance.Between(4.5, 5.2)), Flat));
        things.AddRange(Hanging(ref id, chance, Grid));
        var lamp = new Vec3(chance.Between(1.9, 2.3), 1.55, chance.Between(5, 5.6));
        var glow = ColourTemperature.Light(2900);
        var brass = new Lacquer(new Plaster(chance.Seed(), new(0.3, 0.22, 0.1), new(0.22, 0.16, 0.08), 0.1, 0.3), 0.6, 5);
        things.Add(new(
            id, "lamp", false,
            new Part(_ => Pose.Upright(lamp, 0)) { Meshes = [Mesh.Sphere(0.085, new Glow(glow * 3.2, "practical"), 28)] },
            new Part(_ => Pose.Upright(new(lamp.X, 0, lamp.Z), 0)) { Meshes = [Mesh.Cylinder(0.014, 1.48, brass, 14), Mesh.Cylinder(0.16, 0.03, brass, 32)], Shadows = [new CapsuleShape(default, new(0, 1.4, 0), 0.014)] }));
        var side2 = chance.Pick(-1.0, 1.0);
        Vec3 key = new(side2 * chance.Between(2.2, 3.2), chance.Between(3.4, 4.2), chance.Between(-0.5, 1)), rim = new(-side2 * chance.Between(2.6, 3.6), chance.Between(3.4, 4.2), chance.Between(7, 7.8));
        Light[] lights =
        [
            new FillLight("fill", ColourTemperature.Light(6800) * 0.17, new Colour(0.2, 0.18, 0.15) * 0.5),
            new PointLight("key", key, ColourTemperature.Light(chance.Between(4000, 5200)) * 26, 0.5, (new Vec3(0, 0.9, 4.8) - key).Unit(), 0.72, 0.93),
            new PointLight("rim", rim, ColourTemperature.Light(chance.Between(7500, 10000)) * 11, 0.25, (new Vec3(0, 1.1, 4.4) - rim).Unit(), 0.55, 0.85),
            new PointLight("practical", lamp, glow * 0.9, 0.17),
        ];
        return new(SceneKind.Studio, things, lights, new(chance.Between(-0.3, 0.3), chance.Between(1.35, 1.6), 0), -0.03);
    }

    /// <summary>A mannequin on two harness wires that move with it: what a rig removal is asked for.</summary>
    private static List<Thing> Hanging(ref uint id, Chance chance, double grid)
    {
        double x = chance.Between(-0.7, -0.2), z = chance.Between(5.8, 6.4), high = chance.Between(1.45, 1.65), faces = Math.PI + chance.Between(-0.9, 0.9);
        var steel = new Plaster(chance.Seed(), new(0.35, 0.36, 0.37), new(0.28, 0.28, 0.29), 0.05);
        var figure = new Mannequin(chance.Between(1.65, 1.82), Gait.Hangs, Path, chance.Between(1.6, 2.2), chance.Between(0, 6));
        var flyer = Dressed(id++, "flyer", chance, figure);
        var wires = new Thing(
            id++, "rig", true,
            new Part(_ => Pose.Home) { Wires = [Line(-1), Line(1)] });
        return [flyer, wires];

        (Vec3 Place, double Heading) Path(double seconds) =>
            (new(x + (0.25 * Trigonometry.Sin(1.3 * seconds)), high + (0.08 * Trigonometry.Sin(2.1 * seconds)), z), faces + (0.35 * Trigonometry.Sin(0.9 * seconds)));

        Wire Line(int side) => new(t => Wire.Hanging(figure.Hook(t, side), new(x + (0.22 * side), grid, z), 0, 8), 9, 0.0022, steel);
    }
}
