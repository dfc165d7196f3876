namespace Answerprint.Soundstage;

public sealed partial class Scene
{
    /// <summary>A ball that rolls without slipping.</summary>
    private static Thing Ball(uint id, Chance chance, double radius, Vec3 from, double speed, Func<double, double, double> height)
    {
        var paint = new Lacquer(new Checks(chance.Seed(), Any(chance, 0.5), Any(chance, 0.25), radius * Math.PI / 3), 0.3, 6);
        var eases = chance.Between(0.15, 0.35);
        return new(id, "ball", true, new Part(Pose) { Meshes = [Mesh.Sphere(radius, paint, 36)], Shadows = [new CapsuleShape(default, default, radius)] });

        Pose Pose(double seconds)
        {
            var way = (speed * seconds) + (eases * Trigonometry.Sin(1.7 * seconds));
            var x = from.X + way;
            // to the right: it turns about the axis away from the camera
            return Soundstage.Pose.Upright(new(x, height(x, from.Z) + radius, from.Z), 0).Then(default, 0, 0, -way / radius);
        }
    }

    private static Thing Walker(uint id, Chance chance, Vec3 from, Func<double, double, double> height)
    {
        double tall = chance.Between(1.62, 1.86), pace = chance.Between(1.05, 1.25), weaves = chance.Between(0.1, 0.25);
        // two steps of the legs' length and swing a pace
        var speed = 4 * 0.53 * tall * Trigonometry.Sin(0.42) / pace;
        return Dressed(id, "walker", chance, new(tall, Gait.Walks, Path, pace, chance.Between(0, 6)));

        (Vec3 Place, double Heading) Path(double seconds)
        {
            double x = from.X + (speed * seconds), z = from.Z + (weaves * Trigonometry.Sin(seconds));
            return (new(x, height(x, z), z), (Math.PI / 2) - (weaves * Trigonometry.Cos(seconds) / speed));
        }
    }

    private static Thing Waver(uint id, Chance chance, Vec3 at, Func<double, double, double> height)
    {
        double turns = chance.Between(0.5, 0.9), faces = Math.PI + chance.Between(-0.4, 0.4);
        return Dressed(id, "waver", chance, new(chance.Between(1.62, 1.86), Gait.Waves, t => (new(at.X, height(at.X, at.Z), at.Z), faces + (turns * Trigonometry.Sin(1.1 * t))), chance.Between(1.5, 2), chance.Between(0, 6)));
    }

    private static Thing Dressed(uint id, string name, Chance chance, Mannequin figure) => figure.Build(
        id, name,
        new Lacquer(new Plaster(chance.Seed(), Colour.Paint(chance.Between(0.05, 0.1), 0.22, chance.Between(0.3, 0.55)), Colour.Paint(0.08, 0.25, 0.32), 0.04, 0.5), 0.12, 5),
        new Weave(chance.Seed(), Any(chance, 0.3), Any(chance, 0.2), chance.Between(0.06, 0.14)),
        Painted(chance, 0.16, 0.2, 0.3),
        new Lacquer(new Plaster(chance.Seed(), new(0.05, 0.045, 0.04), new(0.03, 0.03, 0.03), 0.1, 0.2), 0.25, 5));
}
