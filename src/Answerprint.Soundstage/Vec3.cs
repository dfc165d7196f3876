using System.Runtime.CompilerServices;

namespace Answerprint.Soundstage;

/// <summary>A point or direction of the stage in metres: x to the right, y up, z away from the camera's first position.</summary>
internal readonly record struct Vec3(double X, double Y, double Z)
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vec3 operator +(Vec3 a, Vec3 b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vec3 operator -(Vec3 a, Vec3 b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vec3 operator *(Vec3 a, double s) => new(a.X * s, a.Y * s, a.Z * s);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Dot(Vec3 b) => (X * b.X) + (Y * b.Y) + (Z * b.Z);

    public Vec3 Cross(Vec3 b) => new((Y * b.Z) - (Z * b.Y), (Z * b.X) - (X * b.Z), (X * b.Y) - (Y * b.X));

    public Vec3 Unit() => this * (1 / Math.Sqrt(Dot(this)));

    /// <summary>Turned about the vertical axis; a positive angle turns +z towards +x.</summary>
    public Vec3 Turned(double cos, double sin) => new((X * cos) + (Z * sin), Y, (Z * cos) - (X * sin));
}
