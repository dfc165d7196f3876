namespace Answerprint.Soundstage;

public sealed partial class Scene
{
    private static Scene Room(Chance chance)
    {
        double w = chance.Between(3, 4.5), d = chance.Between(7, 9.5), h = chance.Between(2.8, 3.6);
        Material wall = chance.Once(0.4)
            ? new Bricks(chance.Seed(), new Colour(0.34, 0.13, 0.08) * chance.Between(0.8, 1.3), new(0.42, 0.4, 0.37))
            : Painted(chance, 0.5, 0.12, 1.4);
        Material side = chance.Once(0.3) ? wall : Painted(chance, 0.5, 0.12, 1.4);
        Material floor = chance.Once(0.6)
            ? Timber(chance, 0.16, 1.3)
            : new Checks(chance.Seed(), new(0.5, 0.47, 0.42), new(0.1, 0.1, 0.11), 0.4);
        var things = new List<Thing> { Shell(w, d, h, floor, wall, side, new Plaster(chance.Seed(), new(0.6, 0.59, 0.56), new(0.5, 0.49, 0.46), 0.05)) };
        uint id = 2;
        things.Add(Thing.Box(id++, "skirting", new(0, 0.06, d - 0.02), new(w, 0.06, 0.02), 0, new Plaster(chance.Seed(), new(0.55, 0.52, 0.47), new(0.5, 0.47, 0.43), 0.05), new Plaster(chance.Seed(), new(0.55, 0.52, 0.47), new(0.5, 0.47, 0.43)), shadow: false));
        for (var i = 0; i < 4; i++)
        {
            double a = chance.Between(0.35, 0.7), b = chance.Between(0.35, 0.8);
            var paper = new Poster(chance.Seed(), 2 * a, 2 * b);
            var place = new Vec3((((2 * i) + 1) * w / 4) - w + chance.Between(-0.1, 0.1), chance.Between(1.4, 2), d - 0.02);
            things.Add(Print(id++, place, a, b, paper));
        }
        for (var i = 0; i < 8; i++)
        {
            double a = chance.Between(0.18, 0.45), b = chance.Between(0.2, 0.75), z = chance.Between(2.6, d - 1);
            var x = chance.Between(-0.42 * z, 0.42 * z);
            x = Math.Clamp(x, 0.8 - w, w - 0.8);
            var moves = i is 1 or 4;
            things.Add(Thing.Box(id++, "crate", new(x, b, z), new(a, b, chance.Between(0.18, 0.45)), chance.Between(-0.7, 0.7), Stuff(chance, 1), Stuff(chance, 1), moves ? Moving(chance, 0.6) : null));
        }
        // a pillar near the camera, for parallax and occlusion
        things.Add(Thing.Box(id, "pillar", new(chance.Pick(-1, 1) * chance.Between(0.7, 1.1), h / 2, chance.Between(2.2, 3)), new(0.09, h / 2, 0.09), chance.Between(0, 0.5), Stuff(chance, 0.6), Stuff(chance, 1)));
        return new(SceneKind.Room, things, Lamp(chance, outside: false), new(chance.Between(-0.4, 0.4), chance.Between(1.3, 1.7), 0), -0.05);
    }

    private static Thing Shell(double w, double d, double h, Material floor, Material back, Material side, Material ceiling)
    {
        const double Behind = 3;
        var deep = d + Behind;
        Vec3 right = new(1, 0, 0), up = new(0, 1, 0), far = new(0, 0, 1);
        return Thing.Set(
            1, "room",
            new(new(-w, 0, -Behind), right, far, up, 2 * w, deep, floor),
            new(new(-w, 0, d), right, up, far * -1, 2 * w, h, back),
            new(new(-w, 0, -Behind), far, up, right, deep, h, side),
            new(new(w, 0, d), far * -1, up, right * -1, deep, h, side),
            new(new(-w, h, -Behind), right, far, up * -1, 2 * w, deep, ceiling),
            new(new(w, 0, -Behind), right * -1, up, far, 2 * w, h, side));
    }

    private static Thing Print(uint id, Vec3 place, double a, double b, Material paper) => Thing.Set(
        id, "print", new Surface(place - new Vec3(a, b, 0), new(1, 0, 0), new(0, 1, 0), new(0, 0, -1), 2 * a, 2 * b, paper));
}
