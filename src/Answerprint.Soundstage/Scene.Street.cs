namespace Answerprint.Soundstage;

public sealed partial class Scene
{
    private static Scene Street(Chance chance)
    {
        const double Far = 70, Wide = 60, Tall = 45;
        Vec3 right = new(1, 0, 0), up = new(0, 1, 0), far = new(0, 0, 1);
        var overcast = chance.Between(0.25, 0.65);
        var sky = new Sky(chance.Seed(), new(0.85, 0.86, 0.88), new(0.22, 0.36, 0.68), Tall, overcast);
        var road = new Plaster(chance.Seed(), new(0.13, 0.13, 0.135), new(0.085, 0.085, 0.09), 0.35, 2.2);
        var things = new List<Thing>
        {
            Thing.Set(
                1, "street",
                new(new(-Wide, 0, -10), right, far, up, 2 * Wide, Far + 10, road),
                new(new(-Wide, 0, Far), right, up, far * -1, 2 * Wide, Tall, sky),
                new(new(-Wide, 0, -10), far, up, right, Far + 10, Tall, sky),
                new(new(Wide, 0, Far), far * -1, up, right * -1, Far + 10, Tall, sky),
                new(new(-Wide, Tall, -10), right, far, up * -1, 2 * Wide, Far + 10, sky),
                new(new(Wide, 0, -10), right * -1, up, far, 2 * Wide, Tall, sky)),
        };
        uint id = 2;
        var kerb = new Checks(chance.Seed(), new(0.33, 0.32, 0.3), new(0.28, 0.27, 0.26), 0.5);
        foreach (var side in new[] { -1, 1 })
        {
            things.Add(Thing.Box(id++, "pavement", new(side * 6.2, 0.06, 28), new(2.2, 0.06, 38), 0, kerb, kerb, shadow: false));
            for (double z = chance.Between(1, 3); z < 62;)
            {
                double half = chance.Between(2.5, 5), tall = chance.Between(5, 13);
                Material brick = chance.Once(0.6)
                    ? new Bricks(chance.Seed(), Colour.Paint(chance.Between(-0.02, 0.08), 0.55, chance.Between(0.15, 0.35)), new(0.4, 0.38, 0.35), 0.5, 0.17, 0.025)
                    : Painted(chance, 0.45, 0.12, 3);
                var front = new Facade(chance.Seed(), brick, chance.Between(1.5, 2.4), chance.Between(2.5, 3.3));
                things.Add(Thing.Box(id++, "house", new(side * (8.4 + chance.Between(0, 0.8) + 4), tall / 2, z + half), new(4, tall / 2, half - 0.02), 0, front, brick));
                z += 2 * half;
            }
        }
        var dash = new Plaster(chance.Seed(), new(0.6, 0.59, 0.55), new(0.42, 0.41, 0.39), 0.2);
        for (var i = 0; i < 9; i++) things.Add(Thing.Set(id++, "mark", new Surface(new(-0.07, 0.012, 2.5 + (i * 4)), right, far, up, 0.14, 1.8, dash)));
        for (var i = 0; i < 5; i++)
        {
            double b = chance.Between(0.3, 0.7), z = chance.Between(5, 16);
            things.Add(Thing.Box(id++, "crate", new(chance.Pick(-1, 1) * chance.Between(2.6, 4.4), b, z), new(chance.Between(0.3, 0.6), b, chance.Between(0.3, 0.6)), chance.Between(-0.6, 0.6), Stuff(chance, 1.5), Stuff(chance, 1.5)));
        }
        for (var i = 0; i < 4; i++)
            things.Add(Thing.Box(id++, "post", new(((i & 1) == 0 ? -1 : 1) * 4.3, 2, 5 + (i * 4.5)), new(0.06, 2, 0.06), 0.3, new Plaster(chance.Seed(), new(0.2, 0.2, 0.21), new(0.12, 0.13, 0.12)), road));
        // a box van on its way down the road: it eases, so its speed differs in every frame
        var drive = new Motion(new(chance.Between(-0.6, 0), 0, chance.Between(4, 9)), chance.Between(-0.25, 0.25), chance.Between(1.4, 2.6), 0.4);
        double vx = chance.Between(0.8, 1.8), vz = chance.Between(9, 12);
        var dark = new Plaster(chance.Seed(), new(0.05, 0.05, 0.055), new(0.035, 0.035, 0.035));
        things.Add(Thing.Box(id++, "van wheels", new(vx, 0.22, vz), new(0.82, 0.22, 1.7), 0, dark, dark, drive));
        things.Add(Thing.Box(id, "van", new(vx, 1.3, vz), new(0.95, 0.95, 2), 0, new Poster(chance.Seed(), 2.1, 1.9), Painted(chance, 0.5, 0.06, 1), drive));
        return new(SceneKind.Street, things, Lamp(chance, outside: true), new(chance.Between(-1.5, 1), chance.Between(1.5, 2.4), 0), 0.03);
    }
}
