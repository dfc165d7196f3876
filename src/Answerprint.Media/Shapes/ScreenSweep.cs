using Answerprint.Media.Filters;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Shapes;

/// <summary>Where a followed screen lies while a shutter is open, and how much of each pixel it covers meanwhile.</summary>
public static class ScreenSweep
{
    /// <summary>Places in which it is drawn while the shutter is open, at most; one for each pixel of its way.</summary>
    private const int MostPoses = 24;

    /// <summary>A way that is no longer is no blur, pixels.</summary>
    private const double Shortest = 0.5;

    /// <summary>Its corners at moments spread evenly over the time that the shutter is open, the frame's own moment in the middle.</summary>
    /// <param name="screen">With a key on every frame on which it is.</param>
    /// <param name="shutter">Share of a frame's time for which the shutter is open, 0..1; 0: a moment.</param>
    public static IReadOnlyList<IReadOnlyList<ShapePoint>> Poses(KeyedShape screen, int frame, double shutter)
    {
        var own = screen.At(frame);
        var before = screen.IsOn(frame - 1) ? screen.At(frame - 1) : null;
        var after = screen.IsOn(frame + 1) ? screen.At(frame + 1) : null;
        // at the ends it goes on as it came
        before ??= after is null ? own : [.. own.Select((p, n) => (2 * p) - after[n])];
        after ??= [.. own.Select((p, n) => (2 * p) - before[n])];
        var way = shutter / 2 * Math.Max(Longest(own, before), Longest(own, after));
        if (way * 2 <= Shortest) return [own];
        var count = Math.Clamp((int)Math.Ceiling(2 * way) + 1, 2, MostPoses);
        return [.. Enumerable.Range(0, count).Select(k =>
        {
            var t = shutter * (((k + 0.5) / count) - 0.5);
            var to = t < 0 ? before : after;
            return (IReadOnlyList<ShapePoint>)[.. own.Select((p, n) => p + (Math.Abs(t) * (to[n] - p)))];
        })];
    }

    /// <summary>Coverage of a frame: mean over the poses, soft as the lens is.</summary>
    /// <param name="defocus">σ of the softness in pixels; 0: sharp.</param>
    public static Matte Coverage(KeyedShape screen, int frame, double shutter, double defocus, int width, int height)
    {
        var sum = new Matte(width, height);
        if (!screen.IsOn(frame)) return sum;
        var poses = Poses(screen, frame, shutter);
        foreach (var pose in poses)
        {
            var one = ShapeRaster.Draw([Still(screen, pose)], frame, width, height);
            for (var i = 0; i < one.Coverage.Length; i++) sum.Coverage[i] += one.Coverage[i] / poses.Count;
        }
        if (defocus > 0) Soften(sum, (float)defocus);
        for (var i = 0; i < sum.Coverage.Length; i++) sum.Coverage[i] = sum.Coverage[i] < Least ? 0 : Math.Min(1, sum.Coverage[i]);
        return sum;
    }

    /// <summary>Less coverage than this is none.</summary>
    private const float Least = 1 / 256f;

    internal static KeyedShape Still(KeyedShape screen, IReadOnlyList<ShapePoint> corners) => screen with { Keys = new Dictionary<int, IReadOnlyList<ShapePoint>> { [0] = corners }, Frames = null, IsTracked = false };

    private static void Soften(Matte matte, float sigma)
    {
        var plane = Lanes.Plane(matte.Coverage.Length);
        matte.Coverage.CopyTo(plane, 0);
        Gaussian.Blur(plane, matte.Width, matte.Height, sigma);
        plane.AsSpan(0, matte.Coverage.Length).CopyTo(matte.Coverage);
    }

    private static double Longest(IReadOnlyList<ShapePoint> a, IReadOnlyList<ShapePoint> b) => a.Zip(b, (p, q) => Math.Sqrt(((p.X - q.X) * (p.X - q.X)) + ((p.Y - q.Y) * (p.Y - q.Y)))).Max();
}
