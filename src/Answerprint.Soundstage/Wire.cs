namespace Answerprint.Soundstage;

/// <summary>
/// A round wire along a line of points: thinner than a pixel as a rule, so it is drawn by the exact area that it covers, never by samples.
/// Each piece turns its full width to the camera, as a round one does.
/// </summary>
/// <param name="path">Seconds → its points in the space of its <see cref="Part"/>, two or more, always as many.</param>
/// <param name="points">How many.</param>
/// <param name="radius">Metres.</param>
internal sealed class Wire(Func<double, Vec3[]> path, int points, double radius, Material material)
{
    /// <summary>A straight one that keeps its place on its part.</summary>
    public static Wire Straight(Vec3 from, Vec3 to, double radius, Material material) => new(_ => [from, to], 2, radius, material);

    public double Radius { get; } = radius;

    public Material Material { get; } = material;

    /// <summary>How many straight pieces.</summary>
    public int Count => points - 1;

    public Vec3[] At(double seconds) => path(seconds);

    /// <summary>A cable that hangs between two points: a parabola, which a catenary of little sag is.</summary>
    /// <param name="sag">Metres below the straight line, in the middle.</param>
    public static Vec3[] Hanging(Vec3 from, Vec3 to, double sag, int pieces)
    {
        var line = new Vec3[pieces + 1];
        for (var k = 0; k <= pieces; k++)
        {
            var t = (double)k / pieces;
            line[k] = from + ((to - from) * t) - new Vec3(0, 4 * sag * t * (1 - t), 0);
        }
        return line;
    }
}
