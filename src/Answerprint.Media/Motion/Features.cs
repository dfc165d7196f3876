
namespace Answerprint.Media.Motion;

/// <summary>The features of one picture (SIFT), found once and held against those of many others. Deterministic.</summary>
public sealed class Features
{
    private const int Most = 1500, Descriptor = 128;

    private readonly float[] points;
    private readonly float[] descriptors;

    private Features(float[] points, float[] descriptors) => (this.points, this.descriptors) = (points, descriptors);

    public int Count => points.Length / 2;

    /// <param name="picture">Analysis luma.</param>
    /// <param name="allowed">H×W, where features may lie; null: everywhere.</param>
    public static unsafe Features Of(LumaPicture picture, bool[]? allowed = null)
    {
        var (points, descriptors) = (new float[2 * Most], new float[Most * Descriptor]);
        var mask = allowed is null ? null : Array.ConvertAll(allowed, a => (byte)(a ? 255 : 0));
        int count;
        fixed (byte* p = picture.Pixels, m = mask)
        fixed (float* at = points, described = descriptors)
            count = NativeMotion.Features(p, m, picture.Width, picture.Height, Most, at, described);
        if (count == -3) return new([], []);
        NativeMotion.Check(count, "features");
        return new(points[..(2 * count)], descriptors[..(count * Descriptor)]);
    }

    /// <summary>The motion of one plane from this picture to another: ratio test .8, MAGSAC++ at 1.5 px.</summary>
    /// <returns>Null where fewer than ten features agree.</returns>
    public unsafe Homography? PlaneTo(Features other)
    {
        if (Count < 12 || other.Count < 12) return null;
        var h = stackalloc double[9];
        int inliers, code;
        fixed (float* p = points, q = other.points, d = descriptors, e = other.descriptors)
            code = NativeMotion.Plane(p, d, Count, q, e, other.Count, 0.8, 1.5, h, &inliers);
        NativeMotion.Check(code, "homography");
        return inliers < 10 ? null : new Homography(h[0], h[1], h[2], h[3], h[4], h[5], h[6], h[7], h[8]);
    }
}
