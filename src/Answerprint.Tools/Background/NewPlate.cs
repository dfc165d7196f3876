using Answerprint.Media.Colour;
using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Media.Motion;

namespace Answerprint.Tools.Background;

/// <summary>What is seen behind: brought to the size of the plate, moved with its camera, softened and graded. For one thread.</summary>
/// <param name="clip">One picture for all frames, or under the plate's numbers.</param>
internal sealed class NewPlate(Clip clip, int width, int height, BackgroundOptions options, int threads, CancellationToken cancel)
{
    private (int Number, PicturePyramid Picture)? last;

    /// <summary>Scene-linear, the plate's size, R, G, B.</summary>
    /// <param name="moved">From the first frame's picture to this one's; null: it stands.</param>
    /// <exception cref="BadInputException">There is no picture for the frame.</exception>
    public Frame On(int number, Homography? moved)
    {
        var own = clip.Range.Length == 1 ? clip.Range.Start : clip.Has(number) ? number : throw new BadInputException("no-plate", clip.Name, $"frame {number}", "the new plate has no picture for this frame", "Give one picture for all frames, or one for every frame under the plate's numbers");
        var picture = moved is null && clip.Width == width && clip.Height == height ? Plain(own) : Brought(own, moved ?? new(1, 0, 0, 0, 1, 0, 0, 0, 1));
        if (options.Defocus > 0) Soften(picture, (float)options.Defocus);
        if (options.Gain != 1)
            for (var c = 0; c < 3; c++)
                foreach (ref var v in picture.Plane(c).AsSpan()) v *= (float)options.Gain;
        return picture;
    }

    /// <summary>A blurred copy.</summary>
    public static Frame Blurred(Frame picture, double sigma)
    {
        var copy = picture.Copy();
        Soften(copy, (float)sigma);
        return copy;
    }

    private static void Soften(Frame picture, float sigma)
    {
        for (var c = 0; c < picture.Channels.Count; c++)
        {
            var plane = Lanes.Plane(picture.Size);
            for (var i = 0; i < picture.Size; i++) plane[i] = float.IsFinite(picture.Plane(c)[i]) ? picture.Plane(c)[i] : 0;
            Gaussian.Blur(plane, picture.Width, picture.Height, sigma);
            plane.AsSpan(0, picture.Size).CopyTo(picture.Plane(c));
        }
    }

    private Frame Plain(int number)
    {
        var (own, picture) = (clip.Read(number), new Frame(width, height));
        for (var c = 0; c < 3; c++) own.Plane(Math.Min(c, own.Channels.Count - 1)).CopyTo(picture.Plane(c), 0);
        return picture;
    }

    /// <summary>It covers the frame and is cut off where it is larger; beyond its edge lies its edge.</summary>
    private Frame Brought(int number, Homography moved)
    {
        if (last is not { } there || there.Number != number) last = there = (number, new(clip.Read(number)));
        var source = there.Picture;
        var scale = Math.Max((double)width / source.Width, (double)height / source.Height);
        var back = moved.Inverse() ?? new(1, 0, 0, 0, 1, 0, 0, 0, 1);
        var picture = new Frame(width, height);
        Rows.Each(threads, height, (from, to) =>
        {
            for (var y = from; y < to; y++)
            {
                for (var x = 0; x < width; x++)
                {
                    var (px, py) = back.At(x, y) is { } p ? (p.X, p.Y) : (x, y);
                    double u = ((px - ((width - 1) / 2.0)) / scale) + ((source.Width - 1) / 2.0), v = ((py - ((height - 1) / 2.0)) / scale) + ((source.Height - 1) / 2.0);
                    for (var c = 0; c < 3; c++) picture.Plane(c)[(y * width) + x] = source.Sample(source.ChannelFor(c), u, v, 1 / scale);
                }
                for (var c = 0; c < 3; c++) Transfer.Bt1886.ToLight(picture.Plane(c).AsSpan(y * width, width));
            }
        }, cancel);
        return picture;
    }
}
