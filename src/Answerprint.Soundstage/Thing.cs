namespace Answerprint.Soundstage;

/// <summary>One object of a scene: the room itself, a box, a mannequin, a fence. It has an identifier that the id pass shows.</summary>
public sealed class Thing
{
    internal Thing(uint id, string name, bool moves, params IReadOnlyList<Part> parts)
    {
        (Id, Name, Moves, Parts) = (id, name, moves, parts);
    }

    /// <summary>From 1; unique within a scene and kept when other things are taken away.</summary>
    public uint Id { get; }

    /// <summary>What it plays: "crate", "wall".</summary>
    public string Name { get; }

    /// <summary>Whether it moves by itself (the camera may move anyhow).</summary>
    public bool Moves { get; }

    /// <summary>Whether it is a mannequin: a jointed figure without a face in the place of a person, whose matte stands for a performer's in tests.</summary>
    public bool IsMannequin { get; internal init; }

    /// <summary>Whether it is made of wires alone, each thinner than a pixel as a rule.</summary>
    public bool IsThin => Parts.Any(p => p.Wires.Count > 0) && Parts.All(p => p.Surfaces.Count == 0 && p.Meshes.Count == 0);

    internal IReadOnlyList<Part> Parts { get; }

    /// <summary>A box standing with its middle at <paramref name="place"/>.</summary>
    internal static Thing Box(uint id, string name, Vec3 place, Vec3 half, double turn, Material sides, Material top, Motion? motion = null, bool shadow = true)
    {
        double x = half.X, y = half.Y, z = half.Z;
        Vec3 right = new(1, 0, 0), up = new(0, 1, 0), far = new(0, 0, 1);
        // every box shows another part of its material; a print begins at its own corner
        var k = sides.IsPrint ? 0 : 0.37 * id;
        Surface[] surfaces =
        [
            new(new(-x, -y, -z), right, up, far * -1, 2 * x, 2 * y, sides) { Offset = (k, 0) },
            new(new(x, -y, -z), far, up, right, 2 * z, 2 * y, sides) { Offset = (k + (2 * x), 0) },
            new(new(x, -y, z), right * -1, up, far, 2 * x, 2 * y, sides) { Offset = (k + 5, 0) },
            new(new(-x, -y, z), far * -1, up, right * -1, 2 * z, 2 * y, sides) { Offset = (k + 9, 0) },
            new(new(-x, y, -z), right, far, up, 2 * x, 2 * z, top) { Offset = (k, k) },
            new(new(-x, -y, z), right, far * -1, up * -1, 2 * x, 2 * z, top) { Offset = (k, k + 3) },
        ];
        var part = new Part((motion ?? Motion.Still).From(place, turn)) { Surfaces = surfaces, Shadows = shadow ? [new BoxShape(half)] : [] };
        return new(id, name, motion is not null && motion.Moves, part);
    }

    /// <summary>Rectangles that make up the set; they throw no shadow.</summary>
    internal static Thing Set(uint id, string name, params Surface[] surfaces) => new(id, name, false, new Part(_ => Pose.Home) { Surfaces = surfaces });

    /// <summary>A round thing in one piece.</summary>
    internal static Thing Solid(uint id, string name, Vec3 place, double turn, Mesh mesh, Shape? shadow, Motion? motion = null)
    {
        var part = new Part((motion ?? Motion.Still).From(place, turn)) { Meshes = [mesh], Shadows = shadow is null ? [] : [shadow] };
        return new(id, name, motion is not null && motion.Moves, part);
    }

    /// <summary>The same thing of changed materials.</summary>
    internal Thing Of(Func<Material, Material> change) => new(Id, Name, Moves, [.. Parts.Select(p => new Part(p.At)
    {
        Surfaces = [.. p.Surfaces.Select(s => s with { Material = change(s.Material) })],
        Meshes = [.. p.Meshes.Select(m => m.Of(change(m.Material)))],
        Wires = p.Wires,
        Shadows = p.Shadows,
    })]) { IsMannequin = IsMannequin };
}
