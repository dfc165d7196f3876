using Answerprint.Media.Filters;
using Answerprint.Media.Formats;
using Answerprint.Media.Frames;
using Answerprint.Media.Motion;
using Answerprint.Media.Shapes;

namespace Answerprint.Tools.Background;

/// <summary>
/// How the camera moves, told by what is seen beside the foreground, as one plane: that of a camera that turns and zooms, or of a set that is flat or far away. Null where there is nothing to tell it by.
/// </summary>
/// <param name="Corners">Frame → the corners of a rectangle of the first frame.</param>
internal sealed record CameraTrack(IReadOnlyDictionary<int, IReadOnlyList<ShapePoint>> Corners)
{
    /// <summary>The rectangle keeps so far from the border, share of the size.</summary>
    private const double Inset = 0.04;

    /// <summary>The foreground's edge is no part of what is behind.</summary>
    private const int Away = 4;

    /// <param name="frames">Ascending; the plate stands on the first as it is.</param>
    /// <param name="foreground">Coverage of the foreground of a frame.</param>
    /// <exception cref="BadInputException">It is lost on the way.</exception>
    public static CameraTrack Of(Clip clip, IReadOnlyList<int> frames, Func<int, float[]> foreground, CancellationToken cancel)
    {
        double x = Inset * clip.Width, y = Inset * clip.Height, right = clip.Width - 1 - x, low = clip.Height - 1 - y;
        var screen = new KeyedShape(ShapeKind.Screen, new Dictionary<int, IReadOnlyList<ShapePoint>> { [frames[0]] = [new(x, y), new(right, y), new(right, low), new(x, low)] }) { IsTracked = true, Frames = new(frames[0], frames[^1] + 1) };
        return new(ScreenTracker.Follow(screen, clip, n => Held(foreground(n), clip.Width, clip.Height), "the camera", cancel).Keys);
    }

    /// <summary>From the first frame to another; null where it is not known.</summary>
    public Homography? To(int frame) => Corners.GetValueOrDefault(frame) is { } there ? Homography.Between(Plain(Corners[Corners.Keys.Min()]), Plain(there)) : null;

    private static List<(double, double)> Plain(IReadOnlyList<ShapePoint> points) => [.. points.Select(p => (p.X, p.Y))];

    private static Matte Held(float[] coverage, int width, int height)
    {
        var grown = Masks.Grown(Array.ConvertAll(coverage, c => c > 0.02f), width, height, Away);
        var matte = new Matte(width, height);
        for (var i = 0; i < grown.Length; i++) matte.Coverage[i] = grown[i] ? 1 : 0;
        return matte;
    }
}
