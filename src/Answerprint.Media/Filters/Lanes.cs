using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Answerprint.Media.Filters;

/// <summary>
/// Arithmetic on eight floats at a time. Always 256 bits wide and without fused multiply-add, so that every machine gives the same
/// bits. Planes made by <see cref="Plane"/> are padded to whole vectors: loops over them need no tails.
/// </summary>
public static class Lanes
{
    public const int Count = 8;

    /// <summary>A plane of at least <paramref name="size"/> floats, zeroed, padded to whole vectors.</summary>
    public static float[] Plane(int size) => new float[Padded(size)];

    /// <summary>A plane like <see cref="Plane"/> whose content is not defined: for outputs that are written whole.</summary>
    public static float[] Scratch(int size) => GC.AllocateUninitializedArray<float>(Padded(size));

    /// <summary>The length of a plane for <paramref name="size"/> samples.</summary>
    public static int Padded(int size) => (size + Count - 1) / Count * Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float[] plane, int at) => Vector256.LoadUnsafe(ref plane[0], (nuint)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> value, float[] plane, int at) => value.StoreUnsafe(ref plane[0], (nuint)at);

    /// <summary>e to the x for x ≤ 80, relative error below 2e-7; below -80 it is 0. (Cody-Waite reduction, degree 6 polynomial.)</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x)
    {
        var low = Vector256.LessThan(x, Vector256.Create(-80f));
        x = Vector256.Max(x, Vector256.Create(-80f));
        var n = Vector256.Floor((x * Vector256.Create(1.442695041f)) + Vector256.Create(0.5f));
        var r = x - (n * Vector256.Create(0.693359375f)) - (n * Vector256.Create(-2.12194440e-4f));
        var p = Vector256.Create(1f / 720);
        p = (p * r) + Vector256.Create(1f / 120);
        p = (p * r) + Vector256.Create(1f / 24);
        p = (p * r) + Vector256.Create(1f / 6);
        p = (p * r) + Vector256.Create(0.5f);
        p = (p * r) + Vector256.Create(1f);
        p = (p * r) + Vector256.Create(1f);
        var power = Vector256.ShiftLeft(Vector256.ConvertToInt32(n) + Vector256.Create(127), 23).AsSingle();
        return Vector256.AndNot(p * power, low.AsSingle());
    }

    /// <summary>The sum of the lanes in a fixed order: halves, quarters, pair.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> v)
    {
        var q = v.GetLower() + v.GetUpper();
        var h = q + Vector128.Shuffle(q, Vector128.Create(2, 3, 0, 1));
        return h.ToScalar() + h.GetElement(1);
    }
}
