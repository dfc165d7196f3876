namespace Answerprint.Soundstage;

/// <summary>One object of a scene: the room itself, a box, a card. It has an identifier that the id pass shows.</summary>
public sealed class Thing
{
    private Thing(uint id, string name, Vec3 place, double turn, Vec3? half, IReadOnlyList<Surface> surfaces, Motion motion)
    {
        (Id, Name, Place, TurnAtRest, Half, Surfaces, Motion) = (id, name, place, turn, half, surfaces, motion);
    }

    /// <summary>From 1; unique within a scene and kept when other things are taken away.</summary>
    public uint Id { get; }

    /// <summary>What it plays: "crate", "wall".</summary>
    public string Name { get; }

    /// <summary>Whether it moves by itself (the camera may move anyhow).</summary>
    public bool Moves => Motion.Moves;

    internal Vec3 Place { get; }

    internal double TurnAtRest { get; }

    /// <summary>Half the size of a box that throws a shadow; null for what throws none.</summary>
    internal Vec3? Half { get; }

    internal IReadOnlyList<Surface> Surfaces { get; }

    internal Motion Motion { get; }

    /// <summary>A box standing with its middle at <paramref name="place"/>.</summary>
    internal static Thing Box(uint id, string name, Vec3 place, Vec3 half, double turn, Material sides, Material top, Motion? motion = null, bool shadow = true)
    {
        double x = half.X, y = half.Y, z = half.Z;
        Vec3 right = new(1, 0, 0), up = new(0, 1, 0), far = new(0, 0, 1);
        // every box shows another part of its material; a print begins at its own corner
        var k = sides is Poster ? 0 : 0.37 * id;
        Surface[] surfaces =
        [
            new(new(-x, -y, -z), right, up, far * -1, 2 * x, 2 * y, sides) { Offset = (k, 0) },
            new(new(x, -y, -z), far, up, right, 2 * z, 2 * y, sides) { Offset = (k + (2 * x), 0) },
            new(new(x, -y, z), right * -1, up, far, 2 * x, 2 * y, sides) { Offset = (k + 5, 0) },
            new(new(-x, -y, z), far * -1, up, right * -1, 2 * z, 2 * y, sides) { Offset = (k + 9, 0) },
            new(new(-x, y, -z), right, far, up, 2 * x, 2 * z, top) { Offset = (k, k) },
            new(new(-x, -y, z), right, far * -1, up * -1, 2 * x, 2 * z, top) { Offset = (k, k + 3) },
        ];
        return new(id, name, place, turn, shadow ? half : null, surfaces, motion ?? Motion.Still);
    }

    /// <summary>Rectangles that make up the set; they throw no shadow.</summary>
    internal static Thing Set(uint id, string name, params Surface[] surfaces) => new(id, name, default, 0, null, surfaces, Motion.Still);

    /// <summary>Where it is at a time: the place of its middle, and cosine and sine of its turn.</summary>
    internal (Vec3 Place, double Cos, double Sin) At(double seconds)
    {
        var share = Motion.Moves ? Motion.Share(seconds) : 0;
        var turn = TurnAtRest + (Motion.Turn * share);
        return (Place + (Motion.Slide * share), Trigonometry.Cos(turn), Trigonometry.Sin(turn));
    }
}
