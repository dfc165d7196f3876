using Answerprint.Media.Colour;
using Answerprint.Media.Filters;
using Answerprint.Media.Frames;

namespace Answerprint.Media.Motion;

/// <summary>A picture's luma in display codes of 255, whole and halved again and again: for finding something by its looks, coarse to fine. Samples that are not finite are 0.</summary>
public sealed class LumaLevels
{
    private readonly List<PaddedPlane> levels = [];

    /// <param name="picture">C×H×W scene-linear.</param>
    /// <param name="count">So many levels, as long as a side has 16 pixels.</param>
    public LumaLevels(Frame picture, int count)
    {
        var (width, height) = (picture.Width, picture.Height);
        var luma = new float[width * height];
        var line = new float[width];
        foreach (var (c, weight) in new[] { (0, 0.2126f), (Math.Min(1, picture.Channels.Count - 1), 0.7152f), (Math.Min(2, picture.Channels.Count - 1), 0.0722f) })
        {
            for (var y = 0; y < height; y++)
            {
                DisplayEncoding.Encode(picture.Plane(c).AsSpan(y * width, width), line);
                var row = luma.AsSpan(y * width, width);
                for (var x = 0; x < width; x++) row[x] += float.IsFinite(line[x]) ? 255 * weight * line[x] : 0;
            }
        }
        levels.Add(new(luma, width, height));
        while (levels.Count < count && width >= 32 && height >= 32)
        {
            var small = new float[width / 2 * (height / 2)];
            for (var y = 0; y < height / 2; y++)
                for (var x = 0; x < width / 2; x++)
                {
                    var at = (2 * y * width) + (2 * x);
                    small[(y * (width / 2)) + x] = 0.25f * (luma[at] + luma[at + 1] + luma[at + width] + luma[at + width + 1]);
                }
            (luma, width, height) = (small, width / 2, height / 2);
            levels.Add(new(luma, width, height));
        }
    }

    public int Count => levels.Count;

    /// <summary>0: the whole picture; 1: halved.</summary>
    public PaddedPlane this[int level] => levels[level];

    public int Width => levels[0].Width;

    public int Height => levels[0].Height;
}
