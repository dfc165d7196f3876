using Answerprint.Media.Colour;
using Answerprint.Media.Frames;
using Answerprint.Media.Motion;

namespace Answerprint.Production.Planning;

/// <summary>A part of a wider frame that shows what a reference frame shows.</summary>
/// <param name="X">Left edge as a share of the width; likewise the others.</param>
/// <param name="Factor">How much the part is enlarged to fill the picture.</param>
public readonly record struct PunchIn(double X, double Y, double Width, double Height, double Factor)
{
    private const int AnalysedWidth = 480;

    /// <summary>Less is no punch-in, more is no picture any more.</summary>
    private const double Least = 1.08, Most = 4;

    /// <summary>Looks for a reference in a wider frame: features and a plane between them (SIFT, MAGSAC++).</summary>
    /// <returns>Null where it is not there, or would have to be turned or bent.</returns>
    public static PunchIn? Find(Frame reference, Frame wide)
    {
        var (from, to) = (Luma(reference), Luma(wide));
        // the native search wants pictures of one size
        var (w, h) = (Math.Max(from.Width, to.Width), Math.Max(from.Height, to.Height));
        if (Homography.Find(Padded(from, w, h), Padded(to, w, h)) is not { } found) return null;
        float reach = 4 * (w + h);
        var (a, b, c, d) = (found.At(0, 0, reach), found.At(from.Width, 0, reach), found.At(from.Width, from.Height, reach), found.At(0, from.Height, reach));
        double left = (a.X + d.X) / 2, right = (b.X + c.X) / 2, top = (a.Y + b.Y) / 2, bottom = (c.Y + d.Y) / 2;
        double width = right - left, height = bottom - top;
        if (!(width > 0 && height > 0)) return null;
        // a whole picture laid upright: no corner strays by more than a twelfth
        foreach (var (p, x, y) in new[] { (a, left, top), (b, right, top), (c, right, bottom), (d, left, bottom) })
            if (Math.Abs(p.X - x) > width / 12 || Math.Abs(p.Y - y) > height / 12) return null;
        double slackX = 0.03 * to.Width, slackY = 0.03 * to.Height;
        if (left < -slackX || top < -slackY || right > to.Width + slackX || bottom > to.Height + slackY) return null;
        left = Math.Max(0, left);
        top = Math.Max(0, top);
        width = Math.Min(width, to.Width - left);
        height = Math.Min(height, to.Height - top);
        var factor = Math.Max(to.Width / width, to.Height / height);
        return factor is >= Least and <= Most ? new(left / to.Width, top / to.Height, width / to.Width, height / to.Height, factor) : null;
    }

    private static LumaPicture Padded(LumaPicture picture, int width, int height)
    {
        if (picture.Width == width && picture.Height == height) return picture;
        var pixels = new byte[width * height];
        for (var y = 0; y < picture.Height; y++) picture.Pixels.AsSpan(y * picture.Width, picture.Width).CopyTo(pixels.AsSpan(y * width));
        return new(width, height, pixels);
    }

    private static LumaPicture Luma(Frame light)
    {
        var codes = new float[light.Size];
        float[] weights = [0.2126f, 0.7152f, 0.0722f];
        for (var c = 0; c < 3; c++)
        {
            var plane = light.Plane(Math.Min(c, light.Channels.Count - 1));
            for (var i = 0; i < codes.Length; i++) codes[i] += weights[c] * (float.IsNaN(plane[i]) ? 0 : Math.Clamp(plane[i], 0, 1));
        }
        Transfer.Bt1886.ToCode(codes);
        return new LumaPicture(light.Width, light.Height, [.. codes.Select(v => (byte)((255 * v) + 0.5f))]).Reduced(Math.Max(1, light.Width / AnalysedWidth));
    }
}
