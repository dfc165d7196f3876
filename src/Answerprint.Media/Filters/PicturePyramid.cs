using Answerprint.Media.Frames;

namespace Answerprint.Media.Filters;

/// <summary>A picture whole and halved again and again, so that it can be shown smaller without shimmer (Williams, "Pyramidal Parametrics", 1983, with Lanczos-4 within a level). Safe for reading from several threads.</summary>
public sealed class PicturePyramid
{
    private const int MostLevels = 8;

    private readonly List<EncodedPicture> levels = [];

    /// <param name="picture">C×H×W scene-linear; samples that are not finite are shown black.</param>
    public PicturePyramid(Frame picture)
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

    /// <summary>The channel that stands for a channel of another picture.</summary>
    public int ChannelFor(int channel) => Math.Min(channel, levels[0].Planes.Length - (Alpha < 0 ? 1 : 2));

    /// <summary>A sample in display encoding, as coarse as the scale asks for.</summary>
    /// <param name="x">In pixels of the whole picture.</param>
    /// <param name="y">In pixels of the whole picture.</param>
    /// <param name="scale">Its pixels on one of where it is shown: more than 1 means smaller.</param>
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
