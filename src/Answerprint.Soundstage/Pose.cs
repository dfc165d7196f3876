using System.Runtime.CompilerServices;

namespace Answerprint.Soundstage;

/// <summary>Where a rigid piece stands at one moment: its origin and its three unit axes, in the space of the stage.</summary>
internal readonly record struct Pose(Vec3 Place, Vec3 X, Vec3 Y, Vec3 Z)
{
    /// <summary>At the origin, not turned.</summary>
    public static Pose Home { get; } = new(default, new(1, 0, 0), new(0, 1, 0), new(0, 0, 1));

    /// <summary>Turned about the vertical axis alone; a positive angle turns +z towards +x.</summary>
    public static Pose Upright(Vec3 place, double turn)
    {
        double cos = Trigonometry.Cos(turn), sin = Trigonometry.Sin(turn);
        return new(place, new(cos, 0, -sin), new(0, 1, 0), new(sin, 0, cos));
    }

    /// <summary>A point of the piece's own space.</summary>
    public Vec3 Point(Vec3 own) => Place + Along(own);

    /// <summary>A direction of the piece's own space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vec3 Along(Vec3 own) => (X * own.X) + (Y * own.Y) + (Z * own.Z);

    /// <summary>A direction of the stage in the piece's own space.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Vec3 Into(Vec3 direction) => new(X.Dot(direction), Y.Dot(direction), Z.Dot(direction));

    /// <summary>A piece that hangs on this one: <paramref name="joint"/> in this one's space, then turned there.</summary>
    public Pose Then(Vec3 joint, double turn = 0, double swing = 0, double spread = 0)
    {
        // turn about y, then swing about x (a positive angle swings −y forward to +z), then spread about z
        double ct = Trigonometry.Cos(turn), st = Trigonometry.Sin(turn), cs = Trigonometry.Cos(swing), ss = Trigonometry.Sin(swing), cp = Trigonometry.Cos(spread), sp = Trigonometry.Sin(spread);
        Vec3 x = (X * ct) - (Z * st), z = (X * st) + (Z * ct), y = Y;
        (y, z) = ((y * cs) - (z * ss), (y * ss) + (z * cs));
        (x, y) = ((x * cp) + (y * sp), (y * cp) - (x * sp));
        return new(Point(joint), x, y, z);
    }
}
