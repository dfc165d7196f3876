namespace Answerprint.Soundstage;

public sealed partial class Scene
{
    private const uint FirstOccluder = 10001;

    /// <summary>The same scene with things that pass before the camera. The first ones are the same however many there are.</summary>
    internal Scene Occluded(int count, ulong seed) => count == 0 ? this : Changed([.. Things, .. Enumerable.Range(0, count).Select(i => Occluder(i, new Chance((seed * 31) + (ulong)i + 7)))]);

    /// <summary>The same scene with more or less of every pattern.</summary>
    internal Scene Textured(double amount) => amount == 1 ? this : Changed([.. Things.Select(t => t.Of(m => m.Shines ? m : new Patterned(m, amount)))]);

    private Scene Changed(IReadOnlyList<Thing> things)
    {
        var changed = new Scene(Kind, things, Lights, Eye, Gaze);
        changed.unseen.UnionWith(unseen);
        return changed;
    }

    private Thing Occluder(int index, Chance chance)
    {
        double far = Subject * chance.Between(0.34, 0.6), size = Subject * chance.Between(0.012, 0.04), reach = Subject * chance.Between(0.05, 0.25);
        Vec3 place = new(Eye.X + (far * chance.Between(-0.42, 0.42)), Eye.Y + (far * chance.Between(-0.12, 0.18)), far);
        var motion = new Motion(new(chance.Pick(-1, 1) * reach, 0, reach * chance.Between(-0.3, 0.3)), chance.Between(-1.5, 1.5), chance.Between(0.6, 1.6), chance.Between(0, 1.5));
        var id = FirstOccluder + (uint)index;
        return (index % 3) switch
        {
            // a pole through the whole picture, a ball, a card
            0 => Thing.Solid(id, "occluder", new(place.X, Eye.Y - Subject, place.Z), 0, Mesh.Cylinder(size * 0.6, 2 * Subject, Painted(chance, 0.35, 0.2, 4 * size), 20), new CapsuleShape(default, new(0, 2 * Subject, 0), size * 0.6), motion),
            1 => Thing.Solid(id, "occluder", place, 0, Mesh.Sphere(1.6 * size, new Lacquer(new Checks(chance.Seed(), Any(chance, 0.5), Any(chance, 0.15), size), 0.3, 5), 28), new CapsuleShape(default, default, 1.6 * size), motion),
            _ => Thing.Box(id, "occluder", place, new Vec3(2.2, 1.7, 0.12) * size, chance.Between(-0.6, 0.6), new Poster(chance.Seed(), 4.4 * size, 3.4 * size), Painted(chance, 0.4, 0.1, size), motion),
        };
    }
}
