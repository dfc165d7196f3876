using Answerprint.Media.Colour;
using Answerprint.Media.Filters;
using Answerprint.Media.Frames;
using Answerprint.Media.Motion;

namespace Answerprint.Tools.Cleanup;

/// <summary>A picture that takes the place of a screen, whole and halved again and again, so that it can be shown smaller without shimmer. Safe for reading from several threads.</summary>
internal sealed class InsertPicture
{
    private const int MostLevels = 8;

    private readonly List<EncodedPicture> levels = [];

    /// <param name="picture">C×H×W scene-linear; samples that are not finite are shown black.</param>
    public InsertPicture(Frame picture)
    {
        var clean = picture.Copy();
        for (var c = 0; c < clean.Channels.Count; c++)
        {
            var plane = clean.Plane(c);
            for (var i = 0; i < plane.Length; i++) if (!float.IsFinite(plane[i])) plane[i] = 0;
        }
        levels.Add(new(clean));
        for (var n = 1; n < MostLevels && Math.Min(clean.Width, clean.Height) >> n >= 4; n++) levels.Add(new(Reduction.Of(clean, 1 << n)));
        Alpha = clean.Channels.ToList().IndexOf("A");
    }

    public int Width => levels[0].Width;

    public int Height => levels[0].Height;

    /// <summary>Its channel of coverage, or −1.</summary>
    public int Alpha { get; }

    /// <summary>The channel that stands for a channel of the plate.</summary>
    public int ChannelFor(int plateChannel) => Math.Min(plateChannel, levels[0].Planes.Length - (Alpha < 0 ? 1 : 2));

    /// <summary>Where the middle of a pixel of the plate lies in it, and how many of its pixels fall on one there.</summary>
    /// <param name="back">From the plate to the picture.</param>
    public static (double X, double Y, double Scale)? Place(Homography back, double x, double y)
    {
        if (back.At(x, y) is not { } p) return null;
        var w = (back.G * x) + (back.H * y) + back.I;
        // the area that a pixel of the plate takes of it
        double ax = (back.A - (back.G * p.X)) / w, ay = (back.B - (back.H * p.X)) / w, bx = (back.D - (back.G * p.Y)) / w, by = (back.E - (back.H * p.Y)) / w;
        return (p.X, p.Y, Math.Sqrt(Math.Abs((ax * by) - (ay * bx))));
    }

    /// <summary>A sample in display encoding, as coarse as the scale asks for.</summary>
    /// <param name="scale">Its pixels on one of the plate, 1 or more means it is shown smaller.</param>
    public float Sample(int channel, double x, double y, double scale)
    {
        var level = Math.Clamp(Math.Log2(Math.Max(1e-6, scale)), 0, levels.Count - 1);
        var low = (int)level;
        var share = (float)(level - low);
        var value = At(low, channel, x, y);
        return share < 1e-3f || low + 1 >= levels.Count ? value : value + (share * (At(low + 1, channel, x, y) - value));
    }

    private float At(int level, int channel, double x, double y)
    {
        double size = 1 << level, offset = (size - 1) / 2;
        var plane = levels[level].Planes[channel];
        return plane.Lanczos(Lanczos.Units(PaddedPlane.Hold((float)((x - offset) / size), plane.Width)), Lanczos.Units(PaddedPlane.Hold((float)((y - offset) / size), plane.Height)));
    }
}
