namespace Answerprint.Soundstage;

public sealed partial class Scene
{
    private static Scene Tabletop(Chance chance)
    {
        double w = 2.2, d = chance.Between(2.6, 3.4), h = 2.6;
        var back = chance.Pick<Material>(
            new Weave(chance.Seed(), Any(chance, 0.3), Any(chance, 0.2), 0.35), Painted(chance, 0.45, 0.12, 0.8), new Bricks(chance.Seed(), Colour.Paint(chance.Between(0, 0.09), 0.5, 0.28), new(0.4, 0.38, 0.35)));
        var dark = new Plaster(chance.Seed(), Any(chance, 0.3), Any(chance, 0.25));
        var things = new List<Thing> { Shell(w, d, h, dark, back, dark, dark) };
        var oak = Timber(chance, chance.Between(0.07, 0.12), 0.9);
        const double Top = 0.75;
        things.Add(Thing.Box(2, "table", new(0, Top - 0.03, 1.35), new(1.3, 0.03, 0.75), 0, oak, oak));
        uint id = 3;
        var count = chance.Whole(9, 14);
        for (var i = 0; i < count; i++)
        {
            double a = chance.Between(0.03, 0.1), b = chance.Between(0.03, 0.16), z = chance.Between(0.85, 1.9);
            var moves = i is 0 or 3;
            things.Add(Thing.Box(id++, "block", new(chance.Between(-0.45, 0.45) * z, Top + b, z), new(a, b, chance.Between(0.03, 0.1)), chance.Between(-0.8, 0.8), Stuff(chance, 0.22), Stuff(chance, 0.22), moves ? Moving(chance, 0.14) : null));
        }
        things.Add(Thing.Box(id, "rod", new(chance.Between(-0.2, 0.2), Top + 0.35, chance.Between(0.75, 0.95)), new(0.004, 0.35, 0.004), 0.4, Stuff(chance, 0.1), dark));
        return new(SceneKind.Tabletop, things, Lamp(chance, outside: false, softness: 0.06), new(chance.Between(-0.1, 0.1), chance.Between(1.02, 1.25), 0), -0.2);
    }
}
