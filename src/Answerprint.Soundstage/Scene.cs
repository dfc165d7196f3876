namespace Answerprint.Soundstage;

/// <summary>Which kind of set is built.</summary>
public enum SceneKind
{
    /// <summary>An interior with furniture-like boxes and printed paper on the walls.</summary>
    Room = 0,

    /// <summary>House fronts on both sides of a road, a sky behind.</summary>
    Street = 1,

    /// <summary>Blocks on a wooden table, near the camera.</summary>
    Tabletop = 2,

    /// <summary>Uneven ground with a wire fence, cables, drums, a rolling ball and walking mannequins, in the sun.</summary>
    Yard = 3,

    /// <summary>A stage with balls, vases, drums and mannequins, one of them on wires, under several lamps.</summary>
    Studio = 4,
}

/// <summary>A set with all that stands in it: built from a seed, the same for ever. Nobody is in it: figures are mannequins. Safe for several threads.</summary>
public sealed partial class Scene
{
    private readonly HashSet<uint> unseen = [];

    private Scene(SceneKind kind, IReadOnlyList<Thing> things, IReadOnlyList<Light> lights, Vec3 eye, double gaze)
    {
        (Kind, Things, Lights, Eye, Gaze) = (kind, things, lights, eye, gaze);
        (Reach, Subject) = kind switch { SceneKind.Street => (12, 10), SceneKind.Tabletop => (1.2, 1.35), SceneKind.Yard => (6, 7), _ => (4.0, 4.5) };
        HasContact = kind is SceneKind.Yard or SceneKind.Studio;
        LightNames = [.. lights.Select(l => l.Name).Concat(things.SelectMany(t => t.Parts).SelectMany(p => p.Surfaces.Select(s => s.Material).Concat(p.Meshes.Select(m => m.Material))).Where(m => m.Shines).Select(m => m.Source)).Distinct(StringComparer.Ordinal)];
        Facets = things.SelectMany(t => t.Parts).Sum(p => p.Surfaces.Count + p.Meshes.Sum(m => m.Count) + p.Wires.Sum(w => w.Count));
    }

    public SceneKind Kind { get; }

    public IReadOnlyList<Thing> Things { get; }

    /// <summary>Names of all that gives light, each of which can be switched: "fill", "key", "rim", "practical", "sky".</summary>
    public IReadOnlyList<string> LightNames { get; }

    internal IReadOnlyList<Light> Lights { get; }

    /// <summary>Where the camera stands before it moves.</summary>
    internal Vec3 Eye { get; }

    /// <summary>Pitch of the camera before it moves, radians, up is positive.</summary>
    internal double Gaze { get; }

    /// <summary>Metres that the moves of a camera are shares of.</summary>
    internal double Reach { get; }

    /// <summary>Metres to what the scene is about.</summary>
    internal double Subject { get; }

    /// <summary>Whether things close by darken the light from all round.</summary>
    internal bool HasContact { get; }

    /// <summary>How many facets a view of it has.</summary>
    internal int Facets { get; }

    /// <summary>The scene of a seed.</summary>
    /// <param name="kind">Left out: the seed chooses a room, a street or a tabletop.</param>
    public static Scene Of(ulong seed, SceneKind? kind = null)
    {
        var chance = new Chance(seed);
        var chosen = (SceneKind)chance.Whole(0, 3);
        return (kind ?? chosen) switch
        {
            SceneKind.Room => Room(chance),
            SceneKind.Street => Street(chance),
            SceneKind.Tabletop => Tabletop(chance),
            SceneKind.Yard => Yard(chance),
            SceneKind.Studio => Studio(chance),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind of scene"),
        };
    }

    /// <summary>The same scene with one thing taken away: the clean plate. Its shadow goes with it unless it is kept.</summary>
    public Scene Without(uint id, bool keepShadow = false)
    {
        var without = new Scene(Kind, keepShadow ? Things : [.. Things.Where(t => t.Id != id)], Lights, Eye, Gaze);
        without.unseen.UnionWith(unseen);
        if (keepShadow) without.unseen.Add(id);
        return without;
    }

    /// <summary>The place of a light among <see cref="LightNames"/>.</summary>
    internal int IndexOf(string light)
    {
        for (var k = 0; k < LightNames.Count; k++)
            if (string.Equals(LightNames[k], light, StringComparison.Ordinal)) return k;
        throw new ArgumentException($"no light {light} in the scene", nameof(light));
    }

    internal bool IsUnseen(uint id) => unseen.Contains(id);

    /// <summary>Textures vary by a scene's own paints: a colour of the seed's palette.</summary>
    private static Colour Any(Chance chance, double level) => Colour.Paint(chance.Between(0, 1), chance.Between(0.08, 0.6), level * chance.Between(0.7, 1.3));

    /// <summary>Painted all over in one colour that has darkened here and there.</summary>
    private static Plaster Painted(Chance chance, double level, double tooth, double scale)
    {
        double hue = chance.Between(0, 1), rich = chance.Between(0.04, 0.5), deep = level * chance.Between(0.75, 1.25);
        return new(chance.Seed(), Colour.Paint(hue, rich, deep), Colour.Paint(hue + chance.Between(-0.06, 0.06), rich * 1.15, deep * chance.Between(0.6, 0.85)), tooth, scale);
    }

    private static Material Stuff(Chance chance, double scale)
    {
        var seed = chance.Seed();
        return chance.Whole(0, 5) switch
        {
            0 => Timber(chance, 0.16 * scale, 1.3 * scale),
            1 => new Checks(seed, Any(chance, 0.5), Any(chance, 0.12), chance.Between(0.08, 0.25) * scale),
            2 => new Weave(seed, Any(chance, 0.35), Any(chance, 0.2), chance.Between(0.1, 0.3) * scale),
            3 => new Poster(seed, 0.8 * scale, 0.8 * scale),
            _ => Painted(chance, 0.4, 0.25, chance.Between(0.3, 1) * scale),
        };
    }

    private static Wood Timber(Chance chance, double plank, double board)
    {
        double hue = chance.Between(0.02, 0.1), level = chance.Between(0.14, 0.4), rich = chance.Between(0.35, 0.75);
        return new(chance.Seed(), Colour.Paint(hue, rich, level), Colour.Paint(hue - 0.01, rich, level * 0.42), plank, board);
    }

    private static Motion Moving(Chance chance, double reach) => new(
        new(chance.Between(-reach, reach), 0, chance.Between(-reach, reach) * 0.4), chance.Between(-1.2, 1.2), chance.Between(0.7, 1.8), chance.Between(0, 1.5));

    private static Light[] Lamp(Chance chance, bool outside, double? softness = null)
    {
        var side = chance.Pick(-1.0, 1.0);
        var towards = new Vec3(side * chance.Between(0.4, 0.9), chance.Between(0.7, 1.1), -chance.Between(0.3, 0.8)).Unit();
        var warm = chance.Between(-0.12, 0.2);
        return
        [
            new FillLight("fill", new Colour(0.9 - warm, 1, 1.1 + warm) * 0.5, new(0.24, 0.22, 0.19)),
            new FarLight("key", towards, new Colour(1 + warm, 1, 1 - warm) * (outside ? 1.3 : 0.85), softness ?? (outside ? 0.06 : 0.22)),
        ];
    }
}
